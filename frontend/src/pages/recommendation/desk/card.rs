//! One entry: what it is, whether it can be recommended, what is said of it, what can be done with it.

use domain::eligibility::Eligibility;
use domain::id::EntryId;
use domain::recommendation::{ListAction, RecommendationEntry};
use leptos::prelude::*;
use leptos_router::components::A;

use super::opinion::Opinion;
use super::state::{card_id, part_id, use_desk};
use super::tools::{Handle, Rank, Tools};
use crate::i18n::{lang, recommendation as words, t, tf};
use crate::pages::supplement;
use crate::ui::{Badge, Icon, IconName};

#[component]
pub fn EntryCard(id: EntryId, chosen: bool) -> impl IntoView {
    let desk = use_desk();
    let entry = Memo::new(move |_| desk.find(id));
    let is_selected = move || desk.selected.get() == Some(id);
    let grabbed = move || desk.grab.with(|g| g.as_ref().is_some_and(|g| g.id == id));
    let dragged = move || desk.drag.with(|d| d.is_some_and(|(moving, _)| moving == id));
    let target = Memo::new(move |_| drop_mark(desk, id));
    // Kept, so that the handle is not drawn anew, and loses the focus, with each answer of the server.
    let orders = Memo::new(move |_| chosen && desk.can(ListAction::Edit));
    view! {
        <li
            class="entry" id=card_id(id)
            class:entry-selected=is_selected class:entry-grabbed=grabbed class:entry-dragged=dragged
            class:drop-before=move || target.get() == Some(true) class:drop-after=move || target.get() == Some(false)
            on:focusin=move |_| desk.selected.set(Some(id))
        >
            {chosen.then(|| view! { <Rank id/> })}
            <div class="entry-main">
                {move || entry.get().map(|e| view! { <Facts e/> })}
                <Opinion id entry/>
                <div class="entry-fault" role="alert">
                    {move || desk.faults.with(|all| all.get(&id).cloned()).map(|text| view! {
                        <Icon name=IconName::Warning/><span>{text}</span>
                    })}
                </div>
                <Tools id entry chosen/>
            </div>
            {move || orders.get().then(|| view! { <Handle id/> })}
        </li>
    }
}

/// Whether what is dragged would be put before (`true`) or after this entry.
fn drop_mark(desk: super::state::Desk, id: EntryId) -> Option<bool> {
    let (moving, to) = desk.drag.get()?;
    let rest: Vec<EntryId> = desk
        .order()
        .into_iter()
        .filter(|other| *other != moving)
        .collect();
    let at = rest.iter().position(|other| *other == id)?;
    if at == to {
        Some(true)
    } else if to >= rest.len() && at + 1 == rest.len() {
        Some(false)
    } else {
        None
    }
}

#[component]
fn Facts(e: RecommendationEntry) -> impl IntoView {
    let desk = use_desk();
    let category = e.category.as_deref().and_then(|code| desk.category(code));
    let from = e
        .from_region_name
        .as_ref()
        .map(|name| tf(words::FROM_REGION, &[name]));
    let place = [
        Some(e.organization_name.clone()),
        Some(e.region_name.clone()),
        from,
    ];
    let place: Vec<_> = place
        .into_iter()
        .flatten()
        .filter(|text| !text.is_empty() && *text != e.name)
        .collect();
    let name = match e.activity_id {
        Some(id) => view! { <A href=supplement::href(id) attr:id=part_id(e.id, "name")>{e.name.clone()}</A> }
            .into_any(),
        None => view! { <span id=part_id(e.id, "name") tabindex="-1">{e.name.clone()}</span> }.into_any(),
    };
    let score = e.score.map(|n| tf(words::SCORE, &[&n.to_string()]));
    view! {
        <h3 class="entry-name">{name}</h3>
        <p class="entry-note">{place.join(" · ")}</p>
        <div class="badges">
            {e.eligibility.as_ref().map(|found| view! { <EligibilityMark eligible=found.eligible/> })}
            {category.map(|name| view! { <Badge>{name}</Badge> })}
            {score.map(|text| view! { <Badge>{text}</Badge> })}
        </div>
        {e.recused.then(|| view! { <p class="entry-why"><Icon name=IconName::Stop/>{t(words::RECUSED)}</p> })}
        {e.eligibility.filter(|found| !found.eligible).map(|found| view! { <Unmet found/> })}
        {(!e.note.is_empty()).then(|| view! {
            <p class="entry-quote"><span class="entry-label">{t(words::NOTE)}</span>{e.note}</p>
        })}
    }
}

/// Told by shape and word, not by colour alone.
#[component]
pub fn EligibilityMark(eligible: bool) -> impl IntoView {
    let (class, icon, text) = if eligible {
        ("part-mark rule-met", IconName::Check, words::ELIGIBLE)
    } else {
        ("part-mark rule-failed", IconName::Stop, words::NOT_ELIGIBLE)
    };
    view! { <span class=class><Icon name=icon/><span>{t(text)}</span></span> }
}

/// Which rules are not met, and why.
#[component]
fn Unmet(found: Eligibility) -> impl IntoView {
    let rules = found.rules.into_iter().filter(|rule| rule.passed != Some(true));
    view! {
        <ul class="entry-unmet">
            {rules.map(|rule| view! { <li><strong>{rule.code.name(lang())}</strong>" "{rule.message}</li> }).collect_view()}
        </ul>
    }
}
