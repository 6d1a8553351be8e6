//! Searching among themed routes (科普研学路线).

use domain::route::RouteCard;
use leptos::prelude::*;
use leptos_router::components::A;

use super::filters::{Words, synced};
use super::narrow::Narrow;
use super::venues::Head;
use crate::api::route as calls;
use crate::form::RegionSelect;
use crate::i18n::{route as words, t, tf};
use crate::listing::{Listed, Listing};
use crate::page;
use crate::ui::{Badge, EmptyState, Icon, IconName, Tone};

#[component]
pub fn RoutesPage() -> impl IntoView {
    page::title(t(words::LIST));
    let narrow = Narrow::here("/routes");
    let region = synced(narrow, |s| &mut s.region);
    let found = Listing::new(move |cursor| {
        let (q, region) = narrow.with(|s| (s.q.clone(), s.region.clone()));
        async move { calls::public_list(&q, &region, cursor).await }
    });
    view! {
        <div class="wrap page">
            <Head title=t(words::LIST) lead=t(words::LEAD)/>
            <div class="search">
                <form class="search-filters" role="search" on:submit=|e| e.prevent_default()>
                    <Words placeholder=t(words::SEARCH)/>
                    <RegionSelect value=region/>
                </form>
                <section class="search-results" aria-label=t(words::LIST)>
                    <p class="search-count" role="status">{move || found.said()}</p>
                    <Listed
                        listing=found
                        class="venues"
                        empty=|| view! { <EmptyState title=t(words::NOTHING) text=t(words::NOTHING_HINT) icon=IconName::Flag/> }
                        draw=|card| view! { <RouteLine card/> }.into_any()
                    />
                </section>
            </div>
        </div>
    }
}

#[component]
fn RouteLine(card: RouteCard) -> impl IntoView {
    view! {
        <article class="venue">
            <div class="activity-badges"><Badge tone=Tone::Accent>{card.theme}</Badge></div>
            <h2 class="activity-title"><A href=format!("/routes/{}", card.id)>{card.title}</A></h2>
            <ul class="activity-facts">
                <li><Icon name=IconName::Place/><span>{card.region_name}</span></li>
                <li><Icon name=IconName::Flag/><span>{tf(words::STOPS, &[&card.stops.to_string()])}</span></li>
            </ul>
        </article>
    }
}
