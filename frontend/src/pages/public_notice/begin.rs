//! Beginning the public notice of a locked list.

use chrono::NaiveDate;
use domain::calendar::WORKING_DAYS_MAX;
use domain::edition::Edition;
use domain::public_notice::NewNotice;
use domain::recommendation::RecommendationList;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::period::Period;
use crate::api::{self, public_notice as calls};
use crate::fetched::Fetched;
use crate::form::FormFaults;
use crate::i18n::{general, public_notice as words, t, tf};
use crate::page;
use crate::pause::after_pause;
use crate::ui::{Button, ButtonKind, DateInput, Dialog, NumberInput, TextArea, toast};

/// Working days of a notice where the edition sets none.
const USUAL: u32 = 3;
const TEXT_MAX: usize = 2_000;

#[component]
pub fn BeginDialog(
    open: RwSignal<bool>,
    list: RwSignal<RecommendationList>,
    edition: StoredValue<Edition>,
) -> impl IntoView {
    let fewest = edition.with_value(|e| match e.recommendation.notice_working_days_min {
        0 => USUAL,
        n => n,
    });
    let today = page::now().map(|now| now.shanghai_date());
    let starts_on = RwSignal::new(today.and_then(|day| day.succ_opt()));
    let days = RwSignal::new(Some(i64::from(fewest)));
    let text = RwSignal::new(String::new());
    let faults = FormFaults::default();
    let busy = RwSignal::new(false);
    let key = StoredValue::new(api::idempotency_key());
    let navigate = use_navigate();
    let begin = Callback::new(move |()| {
        let working_days = days
            .get_untracked()
            .and_then(|n| u32::try_from(n).ok())
            .unwrap_or(0);
        let Some(starts_on) = starts_on.get_untracked() else {
            faults.show_one("/starts_on", domain::problem::FaultCode::InvalidTime);
            return;
        };
        let written = text.get_untracked().trim().to_owned();
        let new = NewNotice {
            list_id: list.with_untracked(|l| l.id),
            starts_on,
            working_days,
            text: (!written.is_empty()).then_some(written),
        };
        busy.set(true);
        let navigate = navigate.clone();
        spawn_local(async move {
            let answer = calls::begin(&new, &key.get_value()).await;
            // The page may be gone by now.
            if busy.try_set(false).is_some() {
                return;
            }
            // Another try is another notice.
            key.set_value(api::idempotency_key());
            match answer {
                Ok(notice) => {
                    toast::success(t(words::BEGUN));
                    navigate(
                        &format!("/public-notices/{}", notice.id),
                        NavigateOptions::default(),
                    );
                }
                Err(failure) => faults.fail(&failure),
            }
        });
    });
    let actions = move || {
        view! {
            <Button on_press=move || open.set(false)>{t(general::CANCEL)}</Button>
            <Button kind=ButtonKind::Primary busy on_press=begin>{t(words::BEGIN)}</Button>
        }
    };
    let key_of_edition = edition.with_value(|e| e.key.clone());
    view! {
        <Dialog open title=t(words::BEGIN_TITLE) actions>
            <p>{move || tf(words::BEGIN_LEAD, &[&list.with(|l| l.listed).to_string()])}</p>
            <div class="begin-fields">
                <DateInput label=t(words::STARTS_ON) value=starts_on fault=faults.at("/starts_on") required=true/>
                <NumberInput
                    label=t(words::WORKING_DAYS) hint=tf(words::WORKING_DAYS_HINT, &[&fewest.to_string()])
                    value=days unit=t(words::DAYS_UNIT) fault=faults.at("/working_days") required=true
                />
            </div>
            <Preview edition=key_of_edition.clone() starts_on days/>
            <TextArea label=t(words::TEXT) hint=t(words::TEXT_HINT) value=text rows=3 limit=TEXT_MAX fault=faults.at("/text")/>
        </Dialog>
    }
}

/// When it would end, as one is choosing.
#[component]
fn Preview(
    edition: String,
    starts_on: RwSignal<Option<NaiveDate>>,
    days: RwSignal<Option<i64>>,
) -> impl IntoView {
    let wanted = move || {
        let days = days.get().and_then(|n| u32::try_from(n).ok());
        starts_on
            .get()
            .zip(days.filter(|n| (1..=WORKING_DAYS_MAX).contains(n)))
    };
    let settled = RwSignal::new(untrack(wanted));
    let settle = after_pause(250, move |now| settled.set(now));
    Effect::new(move |_| settle(wanted()));
    let found = Fetched::new(move || {
        let (edition, wanted) = (edition.clone(), settled.get());
        async move {
            match wanted {
                Some((from, days)) => calls::working_period(&edition, from, days).await.map(Some),
                None => Ok(None),
            }
        }
    });
    view! {
        <div class="begin-preview" role="status" aria-label=t(words::PREVIEW)>
            {move || match found.get() {
                Some(Ok(Some(period))) => view! { <Period period/> }.into_any(),
                Some(Err(failure)) => view! { <p class="row-note">{failure.message()}</p> }.into_any(),
                _ => view! { <p class="row-note">{t(words::PREVIEW_NONE)}</p> }.into_any(),
            }}
        </div>
    }
}
