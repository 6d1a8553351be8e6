//! Slots and lock date of a list below, set in place by the level above.

use chrono::NaiveDate;
use domain::problem::{Code, Fault, FaultCode};
use domain::recommendation::{ListChange, NewList, RecommendationList, SLOTS_MAX, Subject};
use domain::region::RegionCode;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{Answer, recommendation as calls};
use crate::form::FormFaults;
use crate::i18n::{general, recommendation as words, t};
use crate::ui::{Button, ButtonKind, DateInput, NumberInput, toast};

#[component]
pub fn Directing(
    /// The list as it is known; none where it was not opened yet.
    now: RwSignal<Option<RecommendationList>>,
    region: RegionCode,
    subject: Subject,
    /// What the edition gives it.
    planned: (u32, Option<NaiveDate>),
    editing: RwSignal<bool>,
) -> impl IntoView {
    let (slots, on) = untrack(|| now.get()).map_or(planned, |l| (l.slots, l.lock_on));
    let (slots, on) = (RwSignal::new(Some(i64::from(slots))), RwSignal::new(on));
    let faults = FormFaults::default();
    let busy = RwSignal::new(false);
    let save = move || {
        let wanted = slots.get_untracked().and_then(|n| u32::try_from(n).ok());
        let Some(wanted) = wanted.filter(|n| *n <= SLOTS_MAX) else {
            let fault = Fault::new("/slots", FaultCode::OutOfRange)
                .with(0)
                .with(SLOTS_MAX);
            faults.show(&domain::problem::Faults::one(fault));
            return;
        };
        faults.clear();
        busy.set(true);
        let wanted = ListChange {
            slots: Some(wanted),
            lock_on: on.get_untracked(),
            ..ListChange::default()
        };
        let region = region.clone();
        spawn_local(async move {
            let known = now.get_untracked();
            let answer = put(known.as_ref(), region, subject, &wanted).await;
            // The page may be gone by now.
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(list) => {
                    now.set(Some(list));
                    editing.set(false);
                    toast::success(t(general::SAVED));
                }
                Err(failure) if failure.code() == Some(Code::Stale) => {
                    // What was typed stays; it is saved onto what is there now.
                    if let Some(known) = known
                        && let Ok(latest) = calls::show(known.id).await
                    {
                        now.set(Some(latest));
                    }
                    toast::failure(t(words::STALE_AGAIN));
                }
                Err(failure) => faults.fail(&failure),
            }
        });
    };
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !busy.get_untracked() {
            save();
        }
    };
    view! {
        <form class="directing" novalidate on:submit=send>
            <NumberInput label=t(words::SLOTS) value=slots fault=faults.at("/slots")/>
            <DateInput label=t(words::LOCK_ON) hint=t(words::LOCK_ON_HINT) value=on fault=faults.at("/lock_on")/>
            <div class="cluster">
                <Button on_press=move || editing.set(false)>{t(general::CANCEL)}</Button>
                <Button kind=ButtonKind::Primary submit=true busy>{t(general::SAVE)}</Button>
            </div>
        </form>
    }
}

/// Opens the list where there is none; one that somebody has opened meanwhile is changed.
async fn put(
    known: Option<&RecommendationList>,
    region: RegionCode,
    subject: Subject,
    wanted: &ListChange,
) -> Answer<RecommendationList> {
    let (id, version) = match known {
        Some(list) => (list.id, list.version),
        None => {
            let new = NewList {
                edition: "current".to_owned(),
                region_code: region,
                subject,
                slots: wanted.slots,
                lock_on: wanted.lock_on,
            };
            let made = calls::open(&new).await?;
            if Some(made.slots) == wanted.slots
                && (wanted.lock_on.is_none() || made.lock_on == wanted.lock_on)
            {
                return Ok(made);
            }
            (made.id, made.version)
        }
    };
    calls::change(id, version, wanted).await
}
