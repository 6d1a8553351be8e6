//! The list of what waits, as far as it is loaded.

use domain::id::ActivityId;
use domain::review::{Claim, ReviewQueueItem};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::ApiFailure;
use crate::api::review::{self as calls, QueueFilter};
use crate::page;

const PAGE: u32 = 50;
/// With fewer left, the next page is fetched.
const SHORT: usize = 10;

/// `Copy`.
#[derive(Clone, Copy)]
pub struct Queue {
    pub items: RwSignal<Vec<ReviewQueueItem>>,
    pub loaded: RwSignal<bool>,
    pub busy: RwSignal<bool>,
    pub failure: RwSignal<Option<ApiFailure>>,
    filter: Memo<QueueFilter>,
    next: RwSignal<Option<String>>,
    total: RwSignal<Option<u64>>,
    /// Counts questions, so that answers to earlier ones are dropped.
    asked: StoredValue<u32>,
}

/// Whether it can be decided on: it waits still, nobody else is on it, and it is not a matter of one's own.
pub fn is_free(item: &ReviewQueueItem) -> bool {
    !item.recused && is_waiting(item) && claimed_by_other(item).is_none()
}

/// Whether it still stands at the stage at which it was listed.
pub fn is_waiting(item: &ReviewQueueItem) -> bool {
    item.activity.status == item.stage.status()
}

/// Somebody else's claim, while it lasts.
pub fn claimed_by_other(item: &ReviewQueueItem) -> Option<&Claim> {
    let lasts = |claim: &&Claim| page::now().is_none_or(|now| claim.until > now);
    item.claim.as_ref().filter(|claim| !claim.mine).filter(lasts)
}

impl Queue {
    /// Loads at once, and anew when the filter changes.
    pub fn new(filter: Memo<QueueFilter>) -> Self {
        let queue = Self {
            items: RwSignal::new(Vec::new()),
            loaded: RwSignal::new(false),
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
            filter,
            next: RwSignal::new(None),
            total: RwSignal::new(None),
            asked: StoredValue::new(0),
        };
        Effect::new(move |_| {
            filter.track();
            queue.items.set(Vec::new());
            queue.loaded.set(false);
            queue.load(None);
        });
        // Never an empty list while there is more.
        Effect::new(move |_| {
            let free = queue.items.with(|all| all.iter().filter(|i| is_free(i)).count());
            let idle = queue.loaded.get() && !queue.busy.get() && queue.failure.with(Option::is_none);
            if free < SHORT && idle {
                queue.more();
            }
        });
        queue
    }

    pub fn reload(self) {
        self.load(None);
    }
    pub fn more(self) {
        if let next @ Some(_) = self.next.get_untracked()
            && !self.busy.get_untracked()
        {
            self.load(next);
        }
    }
    pub fn has_more(self) -> bool {
        self.next.with(Option::is_some)
    }

    fn load(self, cursor: Option<String>) {
        let turn = self.asked.get_value() + 1;
        self.asked.set_value(turn);
        self.busy.set(true);
        spawn_local(async move {
            let filter = self.filter.get_untracked();
            let fresh = cursor.is_none();
            let answer = calls::queue(&filter, PAGE, cursor).await;
            if self.asked.try_get_value() != Some(turn) {
                return;
            }
            match answer {
                Ok(page) => {
                    self.items.update(|all| {
                        if fresh {
                            all.clear();
                        }
                        // What was taken back may come a second time.
                        for item in page.items {
                            if !all.iter().any(|i| i.activity.id == item.activity.id) {
                                all.push(item);
                            }
                        }
                    });
                    self.next.set(page.next);
                    if fresh || page.total.is_some() {
                        self.total.set(page.total);
                    }
                    self.failure.set(None);
                    self.loaded.set(true);
                }
                Err(why) => self.failure.set(Some(why)),
            }
            self.busy.set(false);
        });
    }

    /// How many there are, where that is known, else how many are loaded and whether these are all.
    pub fn count(self) -> (u64, bool) {
        let loaded = self.items.with(Vec::len) as u64;
        match self.total.get() {
            Some(total) => (total.max(loaded), true),
            None => (loaded, !self.has_more()),
        }
    }
    pub fn find(self, id: ActivityId) -> Option<ReviewQueueItem> {
        self.items
            .with_untracked(|all| all.iter().find(|i| i.activity.id == id).cloned())
    }
    pub fn position(self, id: ActivityId) -> Option<usize> {
        self.items
            .with_untracked(|all| all.iter().position(|i| i.activity.id == id))
    }
    /// The free one at or after `from`; at the end of the list, the nearest before it.
    pub fn free_from(self, from: usize) -> Option<ActivityId> {
        self.items.with_untracked(|all| {
            let from = from.min(all.len());
            let after = all[from..].iter().find(|i| is_free(i));
            let found = after.or_else(|| all[..from].iter().rev().find(|i| is_free(i)));
            found.map(|i| i.activity.id)
        })
    }
    /// The next one in a direction, past those one may not decide on.
    pub fn beside(self, id: Option<ActivityId>, forward: bool) -> Option<ActivityId> {
        let at = id.and_then(|id| self.position(id));
        self.items.with_untracked(|all| {
            let open = |i: &&ReviewQueueItem| !i.recused;
            let found = match (at, forward) {
                (None, _) => all.iter().find(open),
                (Some(at), true) => all[at + 1..].iter().find(open),
                (Some(at), false) => all[..at].iter().rev().find(open),
            };
            found.map(|i| i.activity.id)
        })
    }

    /// Takes one out; answers where it stood.
    pub fn remove(self, id: ActivityId) -> Option<(usize, ReviewQueueItem)> {
        let at = self.position(id)?;
        self.total
            .update(|total| *total = total.map(|n| n.saturating_sub(1)));
        self.items.try_update(|all| all.remove(at)).map(|item| (at, item))
    }
    pub fn put_back(self, at: usize, item: ReviewQueueItem) {
        if self.position(item.activity.id).is_some() {
            return;
        }
        self.total.update(|total| *total = total.map(|n| n + 1));
        self.items.update(|all| {
            let at = at.min(all.len());
            all.insert(at, item);
        });
    }
    pub fn change(self, id: ActivityId, change: impl FnOnce(&mut ReviewQueueItem)) {
        if let Some(at) = self.position(id) {
            self.items.update(|all| {
                if let Some(item) = all.get_mut(at) {
                    change(item);
                }
            });
        }
    }
}
