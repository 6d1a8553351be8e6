//! The routes of one's region.

use domain::route::RouteItem;
use leptos::prelude::*;
use leptos_router::components::A;

use super::{Between, LIST, StatusBadge, href};
use crate::api::route as calls;
use crate::i18n::{route as words, t, tf};
use crate::listing::{Listed, Listing};
use crate::page;
use crate::pages::reporting;
use crate::shell::{OVER_REGIONS, SignedInAs};
use crate::ui::{ButtonKind, ButtonLink, EmptyState, IconName};

#[component]
pub fn ListPage() -> impl IntoView {
    page::title(t(words::OWN));
    view! { <SignedInAs roles=OVER_REGIONS><Own/></SignedInAs> }
}

#[component]
fn Own() -> impl IntoView {
    let listing = Listing::new(calls::list);
    let empty =
        || view! { <EmptyState title=t(words::OWN_NONE) text=t(words::OWN_NONE_HINT) icon=IconName::Flag/> };
    view! {
        <div class="wrap page">
            <reporting::Tabs/>
            <div class="page-head">
                <h1 class="page-title">{t(words::OWN)}</h1>
                <Between/>
            </div>
            <p class="page-note">{t(words::OWN_LEAD)}</p>
            <div><ButtonLink href=format!("{LIST}/new") kind=ButtonKind::Primary icon=IconName::Plus>{t(words::NEW)}</ButtonLink></div>
            <Listed listing class="venues" empty draw=|item: RouteItem| view! { <Row item/> }.into_any()/>
        </div>
    }
}

#[component]
fn Row(item: RouteItem) -> impl IntoView {
    let title = if item.title.is_empty() {
        t(words::NEW).to_owned()
    } else {
        item.title
    };
    let stops = tf(words::STOPS, &[&item.stops.to_string()]);
    view! {
        <article class="venue venue-row">
            <div class="venue-row-text">
                <h2 class="activity-title"><A href=href(item.id)>{title}</A></h2>
                <p class="row-note">{format!("{} · {stops}", item.region_name)}</p>
            </div>
            <StatusBadge status=item.status/>
        </article>
    }
}
