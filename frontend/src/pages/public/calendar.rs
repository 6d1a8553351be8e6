//! What is found, by the days of a month.

use chrono::{Datelike, Months, NaiveDate};
use domain::public::Facets;
use leptos::prelude::*;

use super::filters::count_text;
use super::narrow::Narrow;
use crate::api::public as api;
use crate::api::public::Search;
use crate::fetched::Fetched;
use crate::format;
use crate::i18n::{public, t, tf};
use crate::page;
use crate::ui::{Button, ButtonKind, IconName};

const WEEKDAYS: [crate::i18n::Text; 7] = [
    public::MONDAY,
    public::TUESDAY,
    public::WEDNESDAY,
    public::THURSDAY,
    public::FRIDAY,
    public::SATURDAY,
    public::SUNDAY,
];

fn first_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

fn last_of(month: NaiveDate) -> NaiveDate {
    let next = month.checked_add_months(Months::new(1)).unwrap_or(month);
    next.pred_opt().unwrap_or(month)
}

/// A month; a day leads to what takes place on it.
#[component]
pub fn Calendar() -> impl IntoView {
    let narrow = expect_context::<Narrow>();
    let start = narrow.with(|s| s.from.parse().ok());
    let start = start.or_else(|| page::now().map(|now| now.shanghai_date()));
    let month = RwSignal::new(first_of(start.unwrap_or_default()));
    // Once it is known which day it is.
    if start.is_none() {
        Effect::new(move |_| {
            if let Some(now) = page::now() {
                month.set(first_of(now.shanghai_date()));
            }
        });
    }
    let search = Memo::new(move |_| Search {
        from: month.get().to_string(),
        to: last_of(month.get()).to_string(),
        sort: String::new(),
        view: String::new(),
        ..narrow.search()
    });
    let facets = Fetched::new(move || {
        let search = search.get();
        async move { api::facets(&search).await }
    });
    let turn = move |months: i32| {
        month.update(|month| {
            let by = Months::new(months.unsigned_abs());
            let to = if months < 0 {
                month.checked_sub_months(by)
            } else {
                month.checked_add_months(by)
            };
            *month = to.unwrap_or(*month);
        });
    };
    let days = move || {
        let facets = facets.get().and_then(Result::ok).unwrap_or_default();
        let first = month.get();
        let blanks = first.weekday().num_days_from_monday();
        let blanks = (0..blanks).map(|_| view! { <li class="calendar-blank" aria-hidden="true"></li> });
        let days = first
            .iter_days()
            .take_while(|day| *day <= last_of(first))
            .map(|day| view! { <Day day facets=facets.clone()/> });
        (blanks.collect_view(), days.collect_view())
    };
    view! {
        <section class="calendar" aria-label=t(public::CALENDAR)>
            <div class="calendar-head">
                <Button kind=ButtonKind::Quiet icon=IconName::ArrowLeft on_press=move || turn(-1)>{t(public::MONTH_BEFORE)}</Button>
                <h2 class="section-title" aria-live="polite">{move || format::month(month.get())}</h2>
                <Button kind=ButtonKind::Quiet icon=IconName::ArrowRight on_press=move || turn(1)>{t(public::MONTH_AFTER)}</Button>
            </div>
            <ol class="calendar-weekdays" aria-hidden="true">{WEEKDAYS.map(|day| view! { <li>{t(day)}</li> }).collect_view()}</ol>
            <ol class="calendar-days">{days}</ol>
        </section>
    }
}

#[component]
fn Day(day: NaiveDate, facets: Facets) -> impl IntoView {
    let narrow = expect_context::<Narrow>();
    let count = facets
        .days
        .iter()
        .find(|one| one.day == day)
        .map_or(0, |one| one.count);
    let today = page::now().is_some_and(|now| now.shanghai_date() == day);
    let number = day.day();
    if count == 0 {
        return view! { <li class="calendar-day" class:calendar-today=today><span class="calendar-number">{number}</span></li> }.into_any();
    }
    let count = count_text(count, facets.complete);
    let label = tf(public::ON_DAY, &[&format::date(day), &count]);
    let choose = move |_| {
        narrow.change(|s| {
            (s.from, s.to) = (day.to_string(), day.to_string());
            s.view = String::new();
        });
    };
    view! {
        <li class="calendar-day" class:calendar-today=today>
            <button type="button" aria-label=label on:click=choose>
                <span class="calendar-number">{number}</span>
                <span class="calendar-count">{count}</span>
            </button>
        </li>
    }
    .into_any()
}
