//! Reporting: quotas, figures, summaries, notices, and tables that are brought in; where people come: venues, routes,
//! check-in; and who may do what here, and did: roles, the audit log.

use domain::site::Application;
use leptos::prelude::*;
use leptos_router::components::{Route, Routes};
use leptos_router::path;

use super::{elsewhere, page};
use crate::pages::organization::kinds::Kinds;
use crate::pages::{audit, check_in, circular, exchange, quota, route, security, statistics, summary, venue};

pub fn routes() -> AnyView {
    Kinds::provide();
    view! {
        <Routes fallback=|| elsewhere(Application::Reporting)>
            <Route path=path!("/circulars") view=page(|| circular::ListPage().into_any())/>
            <Route path=path!("/circulars/new") view=page(|| circular::NewPage().into_any())/>
            <Route path=path!("/circulars/:id") view=page(|| circular::ShowPage().into_any())/>
            <Route path=path!("/circulars/:id/edit") view=page(|| circular::EditPage().into_any())/>
            <Route path=path!("/summaries") view=page(|| summary::ListPage().into_any())/>
            <Route path=path!("/summaries/:id") view=page(|| summary::ShowPage().into_any())/>
            <Route path=path!("/statistics") view=page(|| statistics::ShowPage().into_any())/>
            <Route path=path!("/statistics/activities") view=page(|| statistics::ListPage().into_any())/>
            <Route path=path!("/quotas") view=page(|| quota::ShowPage().into_any())/>
            <Route path=path!("/guides/routes") view=page(|| route::ListPage().into_any())/>
            <Route path=path!("/guides/routes/new") view=page(|| route::NewPage().into_any())/>
            <Route path=path!("/guides/routes/:id") view=page(|| route::EditPage().into_any())/>
            <Route path=path!("/guides/venues") view=page(|| venue::WatchPage().into_any())/>
            <Route path=path!("/my/activities/:id/check-in") view=page(|| check_in::PointsPage().into_any())/>
            <Route path=path!("/my/check-in-points/:id") view=page(|| check_in::ScreenPage().into_any())/>
            <Route path=path!("/my/stamps") view=page(|| check_in::StampsPage().into_any())/>
            <Route path=path!("/my/organizations/:id/venues") view=page(|| venue::OwnPage().into_any())/>
            <Route path=path!("/my/organizations/:id/venues/new") view=page(|| venue::NewPage().into_any())/>
            <Route path=path!("/my/venues/:id") view=page(|| venue::EditPage().into_any())/>
            <Route path=path!("/my/venues/:id/check-in") view=page(|| check_in::VenueScreenPage().into_any())/>
            <Route path=path!("/imports") view=page(|| exchange::ListPage().into_any())/>
            <Route path=path!("/imports/:id") view=page(|| exchange::ShowPage().into_any())/>
            <Route path=path!("/security") view=page(|| security::ShowPage().into_any())/>
            <Route path=path!("/audit-log") view=page(|| audit::ListPage().into_any())/>
        </Routes>
    }
    .into_any()
}
