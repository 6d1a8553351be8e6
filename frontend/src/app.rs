//! All routes.

use leptos::prelude::*;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::path;

use crate::i18n::Language;
use crate::inbox::Inbox;
use crate::pages::{
    self, account, activity, admin, edition, message, organization, public, report, review, word,
};
use crate::session::Session;
use crate::shell::{Display, Frame};
use crate::ui::toast::{self, ToastRegion};

#[component]
pub fn App() -> impl IntoView {
    toast::prepare();
    let language = Language::restore();
    provide_context(language);
    provide_context(Display::restore());
    Session::start();
    Inbox::start();
    review::recent::Recent::provide();
    view! {
        <Router>
            {move || {
                // Another language: everything anew, the session and the address stay.
                language.get();
                view! { <Frame><AppRoutes/></Frame> }
            }}
        </Router>
        <ToastRegion/>
    }
}

/// A page as every page is typed: what a route is made of is then made once, and not anew for each.
const fn page(draw: fn() -> AnyView) -> fn() -> AnyView {
    draw
}

#[component]
fn AppRoutes() -> impl IntoView {
    view! {
        <Routes fallback=pages::NotFound>
            <Route path=path!("/") view=page(|| public::HomePage().into_any())/>
            <Route path=path!("/activities") view=page(|| public::ListPage().into_any())/>
            <Route path=path!("/activities/:id") view=page(|| public::ShowPage().into_any())/>
            <Route path=path!("/sign-in") view=page(|| account::SignInPage().into_any())/>
            <Route path=path!("/account") view=page(|| account::ShowPage().into_any())/>
            <Route path=path!("/my/activities") view=page(|| activity::MinePage().into_any())/>
            <Route path=path!("/my/activities/new") view=page(|| activity::EditPage().into_any())/>
            <Route path=path!("/my/activities/:id/edit") view=page(|| activity::EditPage().into_any())/>
            <Route path=path!("/my/activities/:id") view=page(|| activity::ShowPage().into_any())/>
            <Route path=path!("/my/organizations") view=page(|| organization::ListPage().into_any())/>
            <Route path=path!("/my/organizations/new") view=page(|| organization::NewPage().into_any())/>
            <Route path=path!("/review") view=page(|| review::QueuePage().into_any())/>
            <Route path=path!("/review/:id") view=page(|| review::ShowPage().into_any())/>
            <Route path=path!("/messages") view=page(|| message::ListPage().into_any())/>
            <Route path=path!("/reports") view=page(|| report::ListPage().into_any())/>
            <Route path=path!("/reports/receipt") view=page(|| report::ReceiptPage().into_any())/>
            <Route path=path!("/reports/receipt/:receipt") view=page(|| report::ReceiptPage().into_any())/>
            <Route path=path!("/admin") view=page(|| admin::ShowPage().into_any())/>
            <Route path=path!("/admin/words") view=page(|| word::EditPage().into_any())/>
            <Route path=path!("/admin/edition") view=page(|| edition::EditPage().into_any())/>
            <Route path=path!("/design") view=page(|| pages::DesignPage().into_any())/>
        </Routes>
    }
}
