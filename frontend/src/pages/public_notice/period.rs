//! A period in working days, with what it skips.

use chrono::NaiveDate;
use domain::calendar::{SkippedDay, WorkingPeriod};
use leptos::prelude::*;

use crate::format;
use crate::i18n::{public_notice as words, t, tf};
use crate::ui::{Icon, IconName};

#[component]
pub fn Period(period: WorkingPeriod) -> impl IntoView {
    let span = format::days(period.starts_on, period.ends_on);
    let days = tf(words::WORKING_DAYS_ARE, &[&period.working_days.to_string()]);
    let skipped = runs(&period.skipped);
    let years: Vec<_> = period.years_missing.iter().map(i32::to_string).collect();
    view! {
        <div class="period">
            <p class="period-span"><Icon name=IconName::Calendar/><strong>{span}</strong></p>
            <p class="row-note">{days}</p>
            {(!skipped.is_empty()).then(|| view! {
                <p class="row-note">{t(words::SKIPPED)}{skipped.join("、")}</p>
            })}
            {(!years.is_empty()).then(|| view! {
                <p class="notice notice-warning">{tf(words::YEARS_MISSING, &[&years.join("、")])}</p>
            })}
        </div>
    }
}

/// Days that follow each other and rest for the same reason, in one.
fn runs(skipped: &[SkippedDay]) -> Vec<String> {
    let mut all: Vec<(NaiveDate, NaiveDate, &str)> = Vec::new();
    for day in skipped {
        match all.last_mut() {
            Some((_, to, why)) if *why == day.why && to.succ_opt() == Some(day.on) => *to = day.on,
            _ => all.push((day.on, day.on, &day.why)),
        }
    }
    all.into_iter()
        .map(|(from, to, why)| tf(words::SKIPPED_DAY, &[&format::days(from, to), why]))
        .collect()
}
