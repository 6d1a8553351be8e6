//! Reporting: quotas, figures, summaries, notices, and tables that are brought in.

use domain::site::Application;
use leptos::prelude::*;
use leptos_router::components::{Route, Routes};
use leptos_router::path;

use super::{elsewhere, page};
use crate::pages::{exchange, quota, statistics};

pub fn routes() -> AnyView {
    view! {
        <Routes fallback=|| elsewhere(Application::Reporting)>
            <Route path=path!("/statistics") view=page(|| statistics::ShowPage().into_any())/>
            <Route path=path!("/statistics/activities") view=page(|| statistics::ListPage().into_any())/>
            <Route path=path!("/quotas") view=page(|| quota::ShowPage().into_any())/>
            <Route path=path!("/imports") view=page(|| exchange::ListPage().into_any())/>
            <Route path=path!("/imports/:id") view=page(|| exchange::ShowPage().into_any())/>
        </Routes>
    }
    .into_any()
}
