//! The open organisation beside the list.

use domain::id::OrganizationId;
use domain::organization::{Certification, Organization, OrganizationItem};
use leptos::prelude::*;
use leptos_router::components::A;

use super::state::use_desk;
use crate::api::organization as calls;
use crate::i18n::{organization_desk as words, t};
use crate::listing::Listing;
use crate::load::Loaded;
use crate::page;
use crate::pages::organization::facts::Facts;
use crate::pages::organization::history::History;
use crate::pages::organization::href;
use crate::pages::organization::lookalikes::Lookalikes;
use crate::pages::organization::members::Members;
use crate::pages::organization::opened::Opened;
use crate::pages::organization::proof::ProofCard;
use crate::pages::organization::show::Under;
use crate::pages::organization::standing::Standing;
use crate::ui::{EmptyState, Icon, IconName};

/// The `id` of its title.
const TITLE: &str = "desk-organization";

#[component]
pub fn Pane(listing: Listing<OrganizationItem>) -> impl IntoView {
    let desk = use_desk();
    let is_empty = Memo::new(move |_| listing.count() == 0);
    // Those of the list that nothing was decided on; after the last comes the first.
    let next = move |after: OrganizationId| {
        let all = listing.items();
        let at = all.iter().position(|o| o.id == after).map_or(0, |at| at + 1);
        let waits = |o: &&OrganizationItem| desk.done.with(|done| done.iter().all(|(id, _)| *id != o.id));
        all[at..].iter().chain(&all[..at]).find(waits).map(|o| o.id)
    };
    let settled = Callback::new(move |now: Organization| {
        let Some(was) = desk.open.get_untracked() else {
            return;
        };
        let stands = if now.id == was {
            now.certification
        } else {
            Certification::Merged
        };
        desk.done.update(|done| done.push((was, stands)));
        if desk.tab.get_untracked() == "all" {
            // Looked at, not worked off: it stays open.
            if now.id != was {
                desk.open.set(Some(now.id));
            }
            return;
        }
        desk.open.set(untrack(|| next(was)));
        request_animation_frame(|| page::show_top_of(TITLE));
    });
    view! {
        <section class="desk-open" aria-label=t(words::OPEN)>
            {move || match desk.open.get() {
                Some(id) => view! {
                    <Loaded lines=10 fetch=move || calls::show(id) draw=move |o| view! { <Shown o settled/> }.into_any()/>
                }.into_any(),
                None if is_empty.get() => ().into_any(),
                None if desk.done.with(|done| !done.is_empty()) => view! {
                    <EmptyState title=t(words::ALL_DONE) text=t(words::ALL_DONE_HINT) icon=IconName::Check/>
                }.into_any(),
                None => view! {
                    <EmptyState title=t(words::NOTHING_OPEN) text=t(words::NOTHING_OPEN_HINT) icon=IconName::Building/>
                }.into_any(),
            }}
        </section>
    }
}

#[component]
fn Shown(o: Organization, settled: Callback<Organization>) -> impl IntoView {
    let id = o.id;
    let opened = Opened::new(o, settled);
    provide_context(opened);
    let name = move || opened.o.with(|o| o.full_name.clone());
    let inside = Memo::new(move |_| opened.is_inside());
    view! {
        <header class="desk-head">
            <h2 class="desk-title" id=TITLE tabindex="-1">{name}</h2>
            <Under/>
            <p><A href=href(id) attr:class="desk-own-page">{t(words::OPEN_PAGE)}<Icon name=IconName::ArrowRight/></A></p>
        </header>
        <div class="review-content">
            <Standing/>
            <Lookalikes/>
            <div class="review-columns">
                <div class="columns-main">
                    <Facts/>
                    {move || inside.get().then(|| view! { <ProofCard/><Members/> })}
                </div>
                <div class="columns-side"><History/></div>
            </div>
        </div>
    }
}
