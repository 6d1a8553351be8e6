//! The portal: what everybody sees.

use domain::site::Application;
use leptos::prelude::*;
use leptos_router::components::{Route, Routes};
use leptos_router::path;

use super::{elsewhere, page};
use crate::pages::{certificate, check_in, help, public, public_notice, report, resource};

pub fn routes() -> AnyView {
    view! {
        <Routes fallback=|| elsewhere(Application::Portal)>
            <Route path=path!("/") view=page(|| public::HomePage().into_any())/>
            <Route path=path!("/activities") view=page(|| public::ListPage().into_any())/>
            <Route path=path!("/activities/:id") view=page(|| public::ShowPage().into_any())/>
            <Route path=path!("/resources") view=page(|| resource::LibraryPage().into_any())/>
            <Route path=path!("/resources/:id") view=page(|| resource::ShowPage().into_any())/>
            <Route path=path!("/venues") view=page(|| public::VenuesPage().into_any())/>
            <Route path=path!("/venues/:id") view=page(|| public::VenuePage().into_any())/>
            <Route path=path!("/routes") view=page(|| public::RoutesPage().into_any())/>
            <Route path=path!("/routes/:id") view=page(|| public::RoutePage().into_any())/>
            <Route path=path!("/saved") view=page(|| public::SavedPage().into_any())/>
            <Route path=path!("/notices") view=page(|| public_notice::PublicListPage().into_any())/>
            <Route path=path!("/notices/:id") view=page(|| public_notice::PublicPage().into_any())/>
            <Route path=path!("/certificates") view=page(|| certificate::LookUpPage().into_any())/>
            <Route path=path!("/certificates/:number") view=page(|| certificate::ShowPage().into_any())/>
            <Route path=path!("/check-in/:id") view=page(|| check_in::VisitPage().into_any())/>
            <Route path=path!("/help") view=page(|| help::ShowPage().into_any())/>
            <Route path=path!("/reports/receipt") view=page(|| report::ReceiptPage().into_any())/>
            <Route path=path!("/reports/receipt/:receipt") view=page(|| report::ReceiptPage().into_any())/>
        </Routes>
    }
    .into_any()
}
