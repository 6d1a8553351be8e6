//! The workplace: for those who sign in.

use domain::site::Application;
use leptos::prelude::*;
use leptos_router::components::{Route, Routes};
use leptos_router::path;

use super::{elsewhere, page};
use crate::pages::{
    self, account, activity, admin, edition, message, organization, public_notice, recommendation, report,
    review, supplement, word,
};

pub fn routes() -> AnyView {
    review::recent::Recent::provide();
    organization::kinds::Kinds::provide();
    view! {
        <Routes fallback=|| elsewhere(Application::Workplace)>
            <Route path=path!("/sign-in") view=page(|| account::SignInPage().into_any())/>
            <Route path=path!("/account") view=page(|| account::ShowPage().into_any())/>
            <Route path=path!("/my/activities") view=page(|| activity::MinePage().into_any())/>
            <Route path=path!("/my/activities/new") view=page(|| activity::EditPage().into_any())/>
            <Route path=path!("/my/activities/:id/edit") view=page(|| activity::EditPage().into_any())/>
            <Route path=path!("/my/activities/:id") view=page(|| activity::ShowPage().into_any())/>
            <Route path=path!("/activities/:id/supplement") view=page(|| supplement::ShowPage().into_any())/>
            <Route path=path!("/my/organizations") view=page(|| organization::ListPage().into_any())/>
            <Route path=path!("/my/organizations/new") view=page(|| organization::NewPage().into_any())/>
            <Route path=path!("/my/organizations/desk") view=page(|| organization::DeskPage().into_any())/>
            <Route path=path!("/my/organizations/:id") view=page(|| organization::ShowPage().into_any())/>
            <Route path=path!("/my/organizations/:id/edit") view=page(|| organization::EditPage().into_any())/>
            <Route path=path!("/review") view=page(|| review::QueuePage().into_any())/>
            <Route path=path!("/review/:id") view=page(|| review::ShowPage().into_any())/>
            <Route path=path!("/recommendations") view=page(|| recommendation::ListPage().into_any())/>
            <Route path=path!("/recommendations/:id") view=page(|| recommendation::ShowPage().into_any())/>
            <Route path=path!("/scorings") view=page(|| recommendation::ScoringsPage().into_any())/>
            <Route path=path!("/scorings/:id") view=page(|| recommendation::ScoringPage().into_any())/>
            <Route path=path!("/public-notices") view=page(|| public_notice::ListPage().into_any())/>
            <Route path=path!("/public-notices/:id") view=page(|| public_notice::ShowPage().into_any())/>
            <Route path=path!("/notices/:id/objection") view=page(|| public_notice::ObjectPage().into_any())/>
            <Route path=path!("/messages") view=page(|| message::ListPage().into_any())/>
            <Route path=path!("/reports") view=page(|| report::ListPage().into_any())/>
            <Route path=path!("/admin") view=page(|| admin::ShowPage().into_any())/>
            <Route path=path!("/admin/words") view=page(|| word::EditPage().into_any())/>
            <Route path=path!("/admin/edition") view=page(|| edition::EditPage().into_any())/>
            <Route path=path!("/design") view=page(|| pages::DesignPage().into_any())/>
        </Routes>
    }
    .into_any()
}
