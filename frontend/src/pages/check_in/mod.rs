//! Checking in at activities and venues: points and their screens, the visitor's scan, stamps.

mod at_venue;
mod point;
mod points;
mod screen;
mod stamps;
mod visit;

use domain::check_in::{CountedParticipants, PointState};
use domain::id::{ActivityId, VenueId};
use leptos::prelude::*;

use crate::format;
use crate::i18n::{Text, check_in as words, t, tf};
use crate::ui::{Badge, Tone};

pub use at_venue::VenueScreenPage;
pub use points::PointsPage;
pub use screen::ScreenPage;
pub use stamps::StampsPage;
pub use visit::VisitPage;

/// The page of an activity's points.
pub fn href(activity: ActivityId) -> String {
    format!("/my/activities/{activity}/check-in")
}

/// The public page of what somebody checks in at, and what its link says.
fn about(activity: Option<ActivityId>, venue: Option<VenueId>) -> Option<(String, Text)> {
    let of_activity = activity.map(|id| (format!("/activities/{id}"), words::SEE_ACTIVITY));
    of_activity.or(venue.map(|id| (format!("/venues/{id}"), words::SEE_VENUE)))
}

/// One's own stamps.
pub const STAMPS: &str = "/my/stamps";

#[component]
fn StateBadge(state: PointState) -> impl IntoView {
    let tone = match state {
        PointState::Open => Tone::Good,
        PointState::NotYet => Tone::Accent,
        PointState::Over | PointState::Closed => Tone::Neutral,
    };
    view! { <Badge tone>{t(words::state(state))}</Badge> }
}

/// Who was counted at an activity, beside what is reported of it; nothing where it has no points.
#[component]
pub fn Counted(counted: Option<CountedParticipants>) -> impl IntoView {
    let number = |n: u64| format::number(i64::try_from(n).unwrap_or(i64::MAX));
    counted.map(|counted| {
        let figures = [number(counted.visits), number(counted.people)];
        view! {
            <p class="counted"><strong>{tf(words::COUNTED, &[&figures[0], &figures[1]])}</strong></p>
            <p class="row-note">{t(words::COUNTED_NOTE)}</p>
        }
    })
}
