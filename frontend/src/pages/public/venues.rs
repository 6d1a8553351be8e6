//! Searching among science venues (科普阵地).

use domain::dictionary::DictionaryName;
use domain::place::{Position, Travel};
use domain::venue::{Accessibility, VenueCard};
use leptos::prelude::*;
use leptos_router::components::A;

use super::card::far;
use super::filters::{More, Words, synced};
use super::narrow::Narrow;
use super::near::NearMe;
use super::venue::{Admitted, Opened};
use crate::api::{reference, venue as calls};
use crate::fetched::Fetched;
use crate::form::RegionSelect;
use crate::i18n::{names, route, t, venue as words};
use crate::listing::{Listed, Listing};
use crate::page;
use crate::ui::{Choice, EmptyState, Icon, IconName, Select};

const PAGE: u32 = 20;

#[component]
pub fn VenuesPage() -> impl IntoView {
    page::title(t(words::LIST));
    let narrow = Narrow::here("/venues");
    let found = Listing::new(move |cursor| {
        let search = narrow.search();
        async move { calls::public_list(&search, PAGE, cursor).await }
    });
    view! {
        <div class="wrap page">
            <Head title=t(words::LIST) lead=t(words::LEAD)/>
            <div class="search">
                <Filters/>
                <section class="search-results" aria-label=t(words::LIST)>
                    <p class="search-count" role="status">{move || found.said()}</p>
                    <Listed
                        listing=found
                        class="venues"
                        empty=|| view! { <EmptyState title=t(words::NOTHING) text=t(words::NOTHING_HINT) icon=IconName::Building/> }
                        draw=move |card| {
                            let from = narrow.with(|s| Position::parse(&s.near).map(|at| (at, s.travel())));
                            view! { <VenueLine card from/> }.into_any()
                        }
                    />
                </section>
            </div>
        </div>
    }
}

/// The title, and the way between venues and routes.
#[component]
pub fn Head(title: &'static str, lead: &'static str) -> impl IntoView {
    view! {
        <div class="page-head">
            <div>
                <h1 class="page-title">{title}</h1>
                <p class="page-note">{lead}</p>
            </div>
            <nav class="subnav" aria-label=t(words::LIST)>
                <A href="/venues">{t(words::LIST)}</A>
                <A href="/routes">{t(route::LIST)}</A>
            </nav>
        </div>
    }
}

#[component]
fn Filters() -> impl IntoView {
    let narrow = expect_context::<Narrow>();
    let region = synced(narrow, |s| &mut s.region);
    let kind = synced(narrow, |s| &mut s.kind);
    let kinds = Fetched::new(|| reference::dictionary(DictionaryName::VenueTypes));
    let kinds = Signal::derive(move || {
        let all = kinds.get().and_then(Result::ok).map(|page| page.items);
        let all = all.unwrap_or_default().into_iter();
        all.map(|entry| Choice::new(entry.code.clone(), names::entry(&entry)))
            .collect::<Vec<_>>()
    });
    let open_now = move |_| {
        narrow.change(|s| {
            s.open = if s.open.is_empty() { "true" } else { "" }.to_owned();
        });
    };
    view! {
        <form class="search-filters" role="search" on:submit=|e| e.prevent_default()>
            <Words placeholder=t(words::SEARCH)/>
            <div class="chips">
                <button type="button" class="chip" aria-pressed=move || pressed(narrow.with(|s| !s.open.is_empty())) on:click=open_now>
                    <Icon name=IconName::Clock/>{t(words::OPEN_NOW)}
                </button>
                <NearMe/>
            </div>
            <More>
                <RegionSelect value=region/>
                <Select label=t(words::KIND) value=kind choices=kinds empty=t(words::ANY_KIND)/>
                <fieldset class="facet">
                    <legend>{t(words::ACCESSIBILITY)}</legend>
                    <div class="chips">
                        {Accessibility::ALL.into_iter().map(|what| view! { <Facility what/> }).collect_view()}
                    </div>
                </fieldset>
            </More>
        </form>
    }
}

fn pressed(on: bool) -> &'static str {
    if on { "true" } else { "false" }
}

/// Something that must be there, on or off.
#[component]
fn Facility(what: Accessibility) -> impl IntoView {
    let narrow = expect_context::<Narrow>();
    let name = what.as_str();
    let on = move || narrow.with(|s| s.access.split(',').any(|one| one == name));
    let toggle = move |_| {
        let was = untrack(on);
        narrow.change(|s| {
            let others = s.access.split(',').filter(|one| !one.is_empty() && *one != name);
            let all: Vec<&str> = others.chain((!was).then_some(name)).collect();
            s.access = all.join(",");
        });
    };
    view! {
        <button type="button" class="chip chip-small" aria-pressed=move || pressed(on()) on:click=toggle>
            {t(words::accessibility(what))}
        </button>
    }
}

#[component]
fn VenueLine(card: VenueCard, from: Option<(Position, Travel)>) -> impl IntoView {
    let way = from
        .zip(card.position)
        .map(|((here, way), there)| far(here.metres_to(there), way));
    view! {
        <article class="venue">
            <div class="activity-badges"><Opened open=card.open/><Admitted how=card.admission/></div>
            <h2 class="activity-title"><A href=format!("/venues/{}", card.id)>{card.name}</A></h2>
            <ul class="activity-facts">
                <li><Icon name=IconName::Place/><span>{format!("{} {}", card.region_name, card.address)}</span></li>
                {way.map(|way| view! { <li><Icon name=IconName::Clock/><span>{way}</span></li> })}
                <li><Icon name=IconName::Building/><span>{card.organization_name}</span></li>
            </ul>
        </article>
    }
}
