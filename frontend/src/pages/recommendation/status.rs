//! How lists, entries and levels are named and coloured.

use chrono::NaiveDate;
use domain::problem::Lang;
use domain::recommendation::{EntryStatus, ListStatus, RecommendationList, Subject};
use domain::region::RegionLevel;
use domain::time::Instant;
use leptos::prelude::*;

use crate::format;
use crate::i18n::{Text, lang, recommendation as words, t, tf};
use crate::page;
use crate::ui::{Badge, Icon, IconName, Tone};

/// The name of the praise.
pub fn subject_name(subject: Subject) -> &'static str {
    match (lang(), subject) {
        (Lang::Zh, subject) => subject.name(),
        (Lang::En, Subject::Activity) => "Outstanding activities",
        (Lang::En, Subject::Organization) => "Outstanding organisations",
    }
}

/// `鹿城区优秀活动推荐名单`
pub fn title_of(list: &RecommendationList) -> String {
    tf(words::LIST_OF, &[&list.region_name, subject_name(list.subject)])
}

pub const fn level_name(level: RegionLevel) -> Text {
    match level {
        RegionLevel::Country => words::LEVEL_COUNTRY,
        RegionLevel::Province => words::LEVEL_PROVINCE,
        RegionLevel::City => words::LEVEL_CITY,
        RegionLevel::County | RegionLevel::Township => words::LEVEL_COUNTY,
    }
}

pub fn list_status(status: ListStatus) -> &'static str {
    match (lang(), status) {
        (Lang::Zh, status) => status.name(),
        (Lang::En, ListStatus::Open) => "Choosing",
        (Lang::En, ListStatus::Locked) => "Locked",
        (Lang::En, ListStatus::Endorsed) => "Passed up",
    }
}

#[component]
pub fn ListBadge(status: ListStatus) -> impl IntoView {
    let tone = match status {
        ListStatus::Open => Tone::Accent,
        ListStatus::Locked => Tone::Warning,
        ListStatus::Endorsed => Tone::Good,
    };
    view! { <Badge tone>{list_status(status)}</Badge> }
}

pub fn entry_status(status: EntryStatus) -> &'static str {
    match (lang(), status) {
        (Lang::Zh, status) => status.name(),
        (Lang::En, EntryStatus::Applied) => "Waiting",
        (Lang::En, EntryStatus::Listed) => "Chosen",
        (Lang::En, EntryStatus::Returned) => "Sent back",
        (Lang::En, EntryStatus::Withdrawn) => "Withdrawn",
        (Lang::En, EntryStatus::Struck) => "Struck off",
    }
}

#[component]
pub fn EntryBadge(status: EntryStatus) -> impl IntoView {
    let tone = match status {
        EntryStatus::Applied => Tone::Accent,
        EntryStatus::Listed => Tone::Good,
        EntryStatus::Returned => Tone::Warning,
        EntryStatus::Withdrawn => Tone::Neutral,
        EntryStatus::Struck => Tone::Bad,
    };
    view! { <Badge tone>{entry_status(status)}</Badge> }
}

/// Whether the last day is over and the list not locked.
pub fn is_overdue(list: &RecommendationList) -> bool {
    let over = |on: NaiveDate| page::now().is_some_and(|now| now >= Instant::end_of_day(on));
    list.status == ListStatus::Open && list.lock_on.is_some_and(over)
}

/// Until when a list can be changed, and the days that are left for it.
#[component]
pub fn LockDate(list: RecommendationList) -> impl IntoView {
    let Some(on) = list.lock_on else {
        return view! { <span class="lock-date">{t(words::NO_LOCK_DATE)}</span> }.into_any();
    };
    let date = format::date(on);
    if list.status != ListStatus::Open {
        return view! { <span class="lock-date">{tf(words::LOCK_DATE, &[&date])}</span> }.into_any();
    }
    let left = page::now().map_or(0, |now| (on - now.shanghai_date()).num_days());
    let (class, icon, text) = match left {
        ..0 => (
            "lock-date lock-over",
            IconName::Warning,
            tf(words::LOCK_OVER, &[&date]),
        ),
        0 => (
            "lock-date lock-soon",
            IconName::Clock,
            t(words::LOCK_TODAY).to_owned(),
        ),
        1..=3 => (
            "lock-date lock-soon",
            IconName::Clock,
            tf(words::LOCK_LEFT, &[&date, &left.to_string()]),
        ),
        _ => (
            "lock-date",
            IconName::Clock,
            tf(words::LOCK_LEFT, &[&date, &left.to_string()]),
        ),
    };
    view! { <span class=class><Icon name=icon/><span>{text}</span></span> }.into_any()
}

/// `已选 3 / 名额 5`, with a bar.
#[component]
pub fn Slots(#[prop(into)] listed: Signal<u32>, #[prop(into)] slots: Signal<u32>) -> impl IntoView {
    let text = move || {
        tf(
            words::SLOTS_USED,
            &[&listed.get().to_string(), &slots.get().to_string()],
        )
    };
    view! {
        <div class="slots" class:slots-full=move || { listed.get() >= slots.get() }>
            <p class="slots-text">{text}</p>
            <progress class="slots-bar" max=move || slots.get().max(1) value=move || listed.get() aria-hidden="true"></progress>
        </div>
    }
}
