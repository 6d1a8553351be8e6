//! Until when, in words.

use chrono::NaiveDate;
use domain::activity::view::ActivityItem;
use domain::supplement::{RegionalDeadline, Supplement};
use domain::time::Instant;
use leptos::prelude::*;

use crate::format;
use crate::i18n::{supplement, t, tf};
use crate::page;

/// `还有 5 天，9月25日（周四）24:00 截止`.
pub fn due(deadline: Option<Instant>, days_left: Option<i64>) -> String {
    let (Some(last), Some(left)) = (deadline, days_left) else {
        return t(supplement::NO_DEADLINE).to_owned();
    };
    let day = format::date(last.shanghai_date());
    match left {
        0 => t(supplement::LAST_DAY).to_owned(),
        1.. => tf(supplement::DAYS_LEFT, &[&left.to_string(), &day]),
        _ => tf(supplement::DEADLINE_OVER, &[&day]),
    }
}

/// An extension, and what the region asks for.
#[component]
pub fn DeadlineNotes(s: Supplement) -> impl IntoView {
    let extended = s
        .extension
        .map(|e| tf(supplement::EXTENDED, &[&format::date(e.until), &e.reason]));
    // A day after which nothing counts anyway says nothing.
    let last = s.deadline.map(Instant::shanghai_date);
    let counts = |r: &RegionalDeadline| r.hard || last.is_none_or(|last| r.on < last);
    let region = s.regional_deadline.filter(counts).map(|r| {
        let text = if r.hard {
            supplement::REGION_HARD
        } else {
            supplement::REGION_SOFT
        };
        let text = tf(text, &[&format::date(r.on)]);
        let overdue = (r.overdue).then(|| t(supplement::REGION_OVERDUE));
        view! { <p class="cockpit-note">{text}{overdue}</p> }
    });
    view! {
        {extended.map(|text| view! { <p class="cockpit-note">{text}</p> })}
        {region}
    }
}

/// The days left for an activity of a list whose supplement is due.
pub fn days_left(item: &ActivityItem) -> Option<String> {
    let left = days_until(item.supplement_due?.shanghai_date(), page::now()?);
    match left {
        0 => Some(t(supplement::SHORT_LAST_DAY).to_owned()),
        1.. => Some(tf(supplement::SHORT_DAYS_LEFT, &[&left.to_string()])),
        _ => None,
    }
}

fn days_until(day: NaiveDate, now: Instant) -> i64 {
    (day - now.shanghai_date()).num_days()
}
