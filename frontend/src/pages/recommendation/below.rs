//! The lists of a region below: how far each is, and its slots, set in place.

use chrono::NaiveDate;
use domain::access::Actor;
use domain::recommendation::{
    ListAction, ListRight, RecommendationList, RecommendationPlan, Subject, may_list,
};
use domain::region::{Region, RegionLevel};
use leptos::prelude::*;
use leptos_router::components::A;

use super::directing::Directing;
use super::overview::{Lists, SUBJECTS};
use super::status::{ListBadge, LockDate, is_overdue, subject_name};
use super::{href, title_of};
use crate::i18n::{recommendation as words, t, tf};
use crate::ui::{Badge, Icon, IconName, Tone};

/// A region below: a line for each of its lists.
#[component]
pub fn Below(
    lists: Lists,
    actor: StoredValue<Actor>,
    plan: StoredValue<RecommendationPlan>,
) -> impl IntoView {
    let Region { code, name, .. } = lists.region.clone();
    let deeper = code.level() < RegionLevel::County;
    let overdue = SUBJECTS
        .iter()
        .any(|s| lists.of(*s).is_some_and(|l| is_overdue(&l)));
    let heading = if deeper {
        view! { <A href=format!("/recommendations?region={code}") attr:class="below-link">{name.clone()}<Icon name=IconName::ChevronRight/></A> }.into_any()
    } else {
        name.clone().into_any()
    };
    view! {
        <li class="below-region">
            <h3 class="below-name">
                {heading}
                {overdue.then(|| view! { <Badge tone=Tone::Bad>{t(words::OVERDUE)}</Badge> })}
            </h3>
            {SUBJECTS.map(|subject| {
                let directs = actor.with_value(|a| may_list(a, ListRight::Direct, &code).is_ok());
                let planned = plan.with_value(|p| (p.slots_of(code.level(), subject), p.lock_date_of(code.level())));
                view! { <Line list=lists.of(subject) subject region=lists.region.clone() directs planned/> }
            }).collect_view()}
        </li>
    }
}

#[component]
fn Line(
    list: Option<RecommendationList>,
    subject: Subject,
    region: Region,
    directs: bool,
    planned: (u32, Option<NaiveDate>),
) -> impl IntoView {
    let now = RwSignal::new(list);
    let editing = RwSignal::new(false);
    let named = format!("{} {}", region.name, subject_name(subject));
    let can = move || {
        now.with(|l| {
            l.as_ref()
                .map_or(directs, |l| l.actions.contains(&ListAction::Direct))
        })
    };
    let figures = move || {
        match now.get() {
        None => view! { <span class="row-note">{tf(words::NOT_BEGUN, &[&planned.0.to_string()])}</span> }.into_any(),
        Some(l) => view! {
            <ListBadge status=l.status/>
            <span class="below-figure">{tf(words::SLOTS_USED, &[&l.listed.to_string(), &l.slots.to_string()])}</span>
            {(l.applied > 0).then(|| view! { <span class="below-figure">{tf(words::WAITING_COUNT, &[&l.applied.to_string()])}</span> })}
            <LockDate list=l.clone()/>
        }
        .into_any(),
    }
    };
    let set_label = tf(words::SET_SLOTS_OF, &[&named]);
    view! {
        <div class="below-line">
            <span class="below-subject">{subject_name(subject)}</span>
            <div class="below-figures">{figures}</div>
            <div class="below-tools">
                {move || now.get().map(|l| view! {
                    <A href=href(l.id) attr:class="button button-quiet" attr:aria-label=title_of(&l)>{t(words::SEE)}</A>
                })}
                {move || (can() && !editing.get()).then(|| view! {
                    <button class="button button-quiet" type="button" aria-label=set_label.clone() on:click=move |_| editing.set(true)>
                        {t(words::SET_SLOTS)}
                    </button>
                })}
            </div>
            {move || editing.get().then(|| view! {
                <Directing now region=region.code.clone() subject planned editing/>
            })}
        </div>
    }
}
