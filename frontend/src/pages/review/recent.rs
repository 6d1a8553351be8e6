//! One's last decisions, as long as they can be taken back: by the key, from the list, also after a change of page.

use domain::activity::view::Decision;
use domain::id::{AccountId, ActivityId};
use domain::review::ReviewQueueItem;
use domain::time::Instant;
use leptos::prelude::*;

use crate::page;

/// More than anybody takes back one by one.
const KEPT: usize = 100;

/// One activity that was decided on.
#[derive(Debug, Clone)]
pub struct Taken {
    pub id: ActivityId,
    /// The version that the decision made.
    pub version: i32,
    /// Where it stood in the list, and what as.
    pub place: Option<(usize, ReviewQueueItem)>,
}

/// A decision on one, or the same on many.
#[derive(Debug, Clone)]
pub struct Done {
    pub account: AccountId,
    pub decision: Decision,
    /// Of the first.
    pub title: String,
    pub items: Vec<Taken>,
    pub until: Instant,
}

/// A version of an activity is made by one decision only.
impl PartialEq for Done {
    fn eq(&self, other: &Self) -> bool {
        let first = |done: &Self| done.items.first().map(|one| (one.id, one.version));
        first(self) == first(other) && self.items.len() == other.items.len()
    }
}

/// `Copy`; provided by the application.
#[derive(Clone, Copy)]
pub struct Recent(RwSignal<Vec<Done>>);

impl Recent {
    pub fn provide() {
        provide_context(Self(RwSignal::new(Vec::new())));
    }
    pub fn push(self, done: Done) {
        self.0.update(|all| {
            all.push(done);
            let surplus = all.len().saturating_sub(KEPT);
            all.drain(..surplus);
        });
    }
    /// The last decision of this person that can still be taken back.
    pub fn last(self, account: AccountId) -> Option<Done> {
        let now = page::now()?;
        self.0.with(|all| {
            let mine = |done: &&Done| done.account == account && done.until > now;
            all.iter().rev().find(mine).cloned()
        })
    }
    pub fn remove(self, done: &Done) {
        self.0.update(|all| all.retain(|other| other != done));
    }
}

pub fn use_recent() -> Recent {
    expect_context()
}
