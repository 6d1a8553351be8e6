//! The workplace: for everyone who signs in, to file and to add what came of it.

use domain::site::Application;
use leptos::prelude::*;
use leptos_router::components::{Route, Routes};
use leptos_router::path;

use super::{elsewhere, page};
use crate::pages::{
    account, activity, home, message, organization, public_notice, recommendation, resource, supplement,
};

pub fn routes() -> AnyView {
    organization::kinds::Kinds::provide();
    view! {
        <Routes fallback=|| elsewhere(Application::Workplace)>
            <Route path=path!("/sign-in") view=page(|| account::SignInPage().into_any())/>
            <Route path=path!("/home") view=page(|| home::ShowPage().into_any())/>
            <Route path=path!("/account") view=page(|| account::ShowPage().into_any())/>
            <Route path=path!("/my/activities") view=page(|| activity::MinePage().into_any())/>
            <Route path=path!("/my/activities/new") view=page(|| activity::EditPage().into_any())/>
            <Route path=path!("/my/activities/:id/edit") view=page(|| activity::EditPage().into_any())/>
            <Route path=path!("/my/activities/:id") view=page(|| activity::ShowPage().into_any())/>
            <Route path=path!("/activities/:id/supplement") view=page(|| supplement::ShowPage().into_any())/>
            <Route path=path!("/my/resources") view=page(|| resource::MinePage().into_any())/>
            <Route path=path!("/my/resources/:id") view=page(|| resource::EditPage().into_any())/>
            <Route path=path!("/my/resources/:id/use") view=page(|| resource::ReusePage().into_any())/>
            <Route path=path!("/my/organizations") view=page(|| organization::ListPage().into_any())/>
            <Route path=path!("/my/organizations/new") view=page(|| organization::NewPage().into_any())/>
            <Route path=path!("/my/organizations/:id") view=page(|| organization::ShowPage().into_any())/>
            <Route path=path!("/my/organizations/:id/edit") view=page(|| organization::EditPage().into_any())/>
            <Route path=path!("/scorings") view=page(|| recommendation::ScoringsPage().into_any())/>
            <Route path=path!("/scorings/:id") view=page(|| recommendation::ScoringPage().into_any())/>
            <Route path=path!("/notices/:id/objection") view=page(|| public_notice::ObjectPage().into_any())/>
            <Route path=path!("/messages") view=page(|| message::ListPage().into_any())/>
        </Routes>
    }
    .into_any()
}
