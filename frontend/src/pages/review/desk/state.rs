//! The state of the desk: what is selected, what is open, what is on its way.

use std::sync::Arc;

use domain::edition::ReviewReason;
use domain::id::{AccountId, ActivityId};
use domain::review::BATCH_MAX;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;

use super::queue::{self, Queue};
use crate::api::ApiFailure;
use crate::form::FormFaults;
use crate::i18n::{review, tf};
use crate::page;
use crate::pages::review::claiming::Claiming;
use crate::pages::review::opened::{Editions, Opened, usual_reasons};
use crate::pages::review::recent::Recent;
use crate::ui::toast;

/// What stands beside the list.
#[derive(Debug, Clone)]
pub enum Pane {
    Nothing,
    Loading(ActivityId),
    Failed(ActivityId, ApiFailure),
    Ready(Arc<Opened>),
}

/// The whole desk. `Copy`; from the context by [`use_desk`].
#[derive(Clone, Copy)]
pub struct Desk {
    pub account: AccountId,
    pub queue: Queue,
    /// Whether there is room for list and item side by side.
    pub wide: Signal<bool>,
    pub selected: RwSignal<Option<ActivityId>>,
    pub pane: RwSignal<Pane>,
    /// Chosen for a batch.
    pub chosen: RwSignal<Vec<ActivityId>>,
    /// Said above the open item.
    pub note: RwSignal<Option<String>>,
    /// Read out by assistive technology.
    pub said: RwSignal<String>,
    /// A decision is on its way.
    pub busy: RwSignal<bool>,
    pub rejecting: RwSignal<bool>,
    pub faults: FormFaults,
    pub reasons: RwSignal<Vec<ReviewReason>>,
    pub recent: Recent,
    pub claiming: Claiming,
    pub editions: Editions,
    /// Fetched ahead.
    pub(super) shelf: StoredValue<Vec<Arc<Opened>>>,
    pub(super) on_the_way: StoredValue<Vec<ActivityId>>,
    pub(super) staying: StoredValue<Option<Timeout>, LocalStorage>,
    /// The open item came by itself after a decision, nobody asked for it.
    pub(super) by_itself: StoredValue<bool>,
    pub(super) go: Callback<ActivityId>,
}

pub fn use_desk() -> Desk {
    expect_context()
}

impl Desk {
    /// `go` opens an item on its own page, where there is no room for it here.
    pub fn new(account: AccountId, queue: Queue, recent: Recent, go: Callback<ActivityId>) -> Self {
        Self {
            account,
            queue,
            // The width from which the style puts them side by side.
            wide: page::at_least(1_000),
            selected: RwSignal::new(None),
            pane: RwSignal::new(Pane::Nothing),
            chosen: RwSignal::new(Vec::new()),
            note: RwSignal::new(None),
            said: RwSignal::new(String::new()),
            busy: RwSignal::new(false),
            rejecting: RwSignal::new(false),
            faults: FormFaults::default(),
            reasons: RwSignal::new(usual_reasons()),
            recent,
            claiming: Claiming::new(),
            editions: Editions::new(),
            shelf: StoredValue::new(Vec::new()),
            on_the_way: StoredValue::new(Vec::new()),
            staying: StoredValue::new_local(None),
            by_itself: StoredValue::new(false),
            go,
        }
    }

    /// Whether the page was left while an answer was on its way.
    pub fn is_gone(self) -> bool {
        self.busy.try_get_untracked().is_none()
    }
    pub fn open_id(self) -> Option<ActivityId> {
        self.pane.with_untracked(|pane| match pane {
            Pane::Nothing => None,
            Pane::Loading(id) | Pane::Failed(id, _) => Some(*id),
            Pane::Ready(opened) => Some(opened.activity.id),
        })
    }
    pub fn ready(self) -> Option<Arc<Opened>> {
        self.pane.with_untracked(|pane| match pane {
            Pane::Ready(opened) => Some(Arc::clone(opened)),
            _ => None,
        })
    }

    pub fn toggle(self, id: ActivityId) {
        let free = self.queue.find(id).is_some_and(|item| queue::is_free(&item));
        let full = self.chosen.with_untracked(|all| all.len() >= BATCH_MAX);
        let on = self.chosen.with_untracked(|all| all.contains(&id));
        if on {
            self.chosen.update(|all| all.retain(|other| *other != id));
        } else if free && full {
            toast::failure(tf(review::CHOSEN_MOST, &[&BATCH_MAX.to_string()]));
        } else if free {
            self.chosen.update(|all| all.push(id));
        }
    }
}

/// The `id` of the pane.
pub const PANE: &str = "desk-open";

/// The `id` of the link in a row, and what all of them begin with.
pub fn row_id(id: ActivityId) -> String {
    format!("{ROW}{id}")
}
pub const ROW: &str = "row-";
