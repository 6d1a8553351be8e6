//! Notices (通知公告): what reached one, what there is to do, issuing and forwarding.

mod audience;
mod correct;
mod deadlines;
mod edit;
mod fields;
mod files;
mod forward;
mod list;
mod receipts;
mod show;
mod steps;
mod text;
mod todos;

pub use edit::{EditPage, NewPage};
pub use list::ListPage;
pub use show::ShowPage;

use domain::access::{Actor, Role};
use domain::circular::{Circular, CircularStatus, may_issue};
use domain::id::CircularId;
use domain::region::RegionCode;
use leptos::prelude::*;

use crate::i18n::circular as words;
use crate::ui::{Badge, Tone};

/// The page with all of them.
pub const LIST: &str = "/circulars";

pub fn href(id: CircularId) -> String {
    format!("{LIST}/{id}")
}

/// What is open, and a step on its way. `Copy`.
#[derive(Clone, Copy)]
struct Open {
    c: RwSignal<Circular>,
    busy: RwSignal<bool>,
}

impl Open {
    fn id(self) -> CircularId {
        self.c.with_untracked(|c| c.id)
    }
    fn version(self) -> i32 {
        self.c.with_untracked(|c| c.version)
    }
}

/// The regions in whose name somebody issues notices.
fn own_regions(actor: &Actor) -> Vec<RegionCode> {
    let mut all: Vec<RegionCode> = actor
        .over_regions()
        .map(|g| g.region.clone().unwrap_or_else(RegionCode::country))
        .filter(|region| may_issue(actor, region).is_ok())
        .collect();
    all.sort();
    all.dedup();
    all
}

/// Those who issue and forward.
const OFFICIALS: &[Role] = crate::shell::OVER_REGIONS;

#[component]
fn StatusBadge(status: CircularStatus) -> impl IntoView {
    let tone = match status {
        CircularStatus::Draft => Tone::Neutral,
        CircularStatus::Published => Tone::Good,
        CircularStatus::Withdrawn => Tone::Warning,
    };
    view! { <Badge tone>{words::status(status)}</Badge> }
}
