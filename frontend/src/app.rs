//! All routes.

use leptos::prelude::*;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::path;

use crate::i18n::Language;
use crate::pages::{self, account, activity, organization, public, review};
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

#[component]
fn AppRoutes() -> impl IntoView {
    view! {
        <Routes fallback=pages::NotFound>
            <Route path=path!("/") view=public::HomePage/>
            <Route path=path!("/activities") view=public::ListPage/>
            <Route path=path!("/activities/:id") view=public::ShowPage/>
            <Route path=path!("/sign-in") view=account::SignInPage/>
            <Route path=path!("/account") view=account::ShowPage/>
            <Route path=path!("/my/activities") view=activity::MinePage/>
            <Route path=path!("/my/activities/new") view=activity::EditPage/>
            <Route path=path!("/my/activities/:id/edit") view=activity::EditPage/>
            <Route path=path!("/my/activities/:id") view=activity::ShowPage/>
            <Route path=path!("/my/organizations") view=organization::ListPage/>
            <Route path=path!("/my/organizations/new") view=organization::NewPage/>
            <Route path=path!("/review") view=review::QueuePage/>
            <Route path=path!("/review/:id") view=review::ShowPage/>
            <Route path=path!("/design") view=pages::DesignPage/>
        </Routes>
    }
}
