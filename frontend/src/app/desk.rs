//! The desk: for those who review, recommend, certify and set up.

use domain::site::Application;
use leptos::prelude::*;
use leptos_router::components::{Route, Routes};
use leptos_router::path;

use super::{elsewhere, page};
use crate::pages::{
    self, admin, client, edition, organization, public_notice, recommendation, registry, report, resource,
    review, webhook, word,
};

pub fn routes() -> AnyView {
    review::recent::Recent::provide();
    organization::kinds::Kinds::provide();
    view! {
        <Routes fallback=|| elsewhere(Application::Desk)>
            <Route path=path!("/review") view=page(|| review::QueuePage().into_any())/>
            <Route path=path!("/review/:id") view=page(|| review::ShowPage().into_any())/>
            <Route path=path!("/my/organizations/desk") view=page(|| organization::DeskPage().into_any())/>
            <Route path=path!("/recommendations") view=page(|| recommendation::ListPage().into_any())/>
            <Route path=path!("/recommendations/:id") view=page(|| recommendation::ShowPage().into_any())/>
            <Route path=path!("/public-notices") view=page(|| public_notice::ListPage().into_any())/>
            <Route path=path!("/public-notices/:id") view=page(|| public_notice::ShowPage().into_any())/>
            <Route path=path!("/reports") view=page(|| report::ListPage().into_any())/>
            <Route path=path!("/resource-desk") view=page(|| resource::DeskPage().into_any())/>
            <Route path=path!("/admin") view=page(|| admin::ShowPage().into_any())/>
            <Route path=path!("/admin/words") view=page(|| word::EditPage().into_any())/>
            <Route path=path!("/admin/edition") view=page(|| edition::EditPage().into_any())/>
            <Route path=path!("/admin/clients") view=page(|| client::ListPage().into_any())/>
            <Route path=path!("/admin/clients/:id") view=page(|| client::ShowPage().into_any())/>
            <Route path=path!("/admin/webhooks") view=page(|| webhook::ListPage().into_any())/>
            <Route path=path!("/admin/webhooks/:id") view=page(|| webhook::ShowPage().into_any())/>
            <Route path=path!("/admin/registry") view=page(|| registry::ShowPage().into_any())/>
            <Route path=path!("/design") view=page(|| pages::DesignPage().into_any())/>
        </Routes>
    }
    .into_any()
}
