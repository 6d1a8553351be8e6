//! What needs somebody today, days to come, how far they are.

use domain::home::{Home, HomeDate, HomeDateKind};
use leptos::prelude::*;

use super::duties::Duties;
use super::progress::{Filings, Regions};
use super::tasks::Tasks;
use crate::api::home as calls;
use crate::format;
use crate::i18n::{Text, home as words, t, tf};
use crate::load::Loaded;
use crate::page;
use crate::session::use_session;
use crate::shell::SignedIn;
use crate::ui::{ButtonKind, ButtonLink, IconName};

#[component]
pub fn ShowPage() -> impl IntoView {
    page::title(t(words::TITLE));
    view! { <SignedIn><Page/></SignedIn> }
}

#[component]
fn Page() -> impl IntoView {
    let session = use_session();
    let hello = move || session.me().map(|me| tf(words::HELLO, &[&me.display_name]));
    view! {
        <div class="wrap page">
            <div class="page-head">
                <div>
                    <h1 class="page-title">{t(words::TITLE)}</h1>
                    <p class="home-hello">{hello}</p>
                </div>
            </div>
            <Loaded lines=8 fetch=calls::show draw=|home| view! { <Shown home/> }.into_any()/>
        </div>
    }
}

#[component]
fn Shown(home: Home) -> impl IntoView {
    let files = home.filings.is_some().then(|| view! {
        <ButtonLink href="/my/activities/new" kind=ButtonKind::Primary icon=IconName::Plus>{t(words::FILE)}</ButtonLink>
    });
    let dates = (!home.dates.is_empty()).then(|| view! { <Dates dates=home.dates/> });
    view! {
        <div class="home">
            <div class="home-main">
                <Duties/>
                <section>
                    <div class="card-head"><h2 class="section-title">{t(words::TASKS)}</h2>{files}</div>
                    <Tasks tasks=home.tasks/>
                </section>
            </div>
            <div class="home-side">
                <Regions regions=home.regions/>
                {home.filings.map(|filings| view! { <Filings filings/> })}
                {dates}
            </div>
        </div>
    }
}

#[component]
fn Dates(dates: Vec<HomeDate>) -> impl IntoView {
    let rows = dates.into_iter().map(|date| {
        let left = match date.days_left {
            0 => t(words::TODAY).to_owned(),
            days => tf(words::DAYS, &[&days.to_string()]),
        };
        view! {
            <li class="home-date">
                <span>{t(name(date.kind))}</span>
                <span class="home-day">{format::date(date.on)}<span class="home-left">{left}</span></span>
            </li>
        }
    });
    view! {
        <section class="card">
            <h2 class="card-title">{t(words::DATES)}</h2>
            <ul class="home-dates">{rows.collect_view()}</ul>
        </section>
    }
}

const fn name(kind: HomeDateKind) -> Text {
    match kind {
        HomeDateKind::ConcentratedBegins => words::CONCENTRATED_BEGINS,
        HomeDateKind::ConcentratedEnds => words::CONCENTRATED_ENDS,
        HomeDateKind::FilingCloses => words::FILING_CLOSES,
        HomeDateKind::SupplementDue => words::SUPPLEMENT_DUE,
        HomeDateKind::SummaryDue => words::SUMMARY_DUE,
    }
}
