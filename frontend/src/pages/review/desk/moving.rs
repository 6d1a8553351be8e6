//! From one item to the next: by the keys, by a press, by itself after a decision.

use domain::id::ActivityId;
use domain::review::ClaimResult;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;

use super::state::{Desk, PANE, Pane, ROW, row_id};
use crate::format;
use crate::i18n::{review, tf};
use crate::page;
use crate::ui::toast;

/// Going through the list with the keys fetches only what one stays on.
const STAY_MS: u32 = 120;

impl Desk {
    pub fn select(self, id: Option<ActivityId>) {
        self.selected.set(id);
        if let Some(id) = id {
            request_animation_frame(move || {
                page::scroll_near(&row_id(id));
                // Whoever goes along the rows with the focus keeps going along with it.
                if page::focused_id().starts_with(ROW) {
                    page::focus(&row_id(id));
                }
            });
        }
    }

    /// What a press on a row does.
    pub fn activate(self, id: ActivityId) {
        if self.wide.get_untracked() {
            self.open(id);
        } else {
            self.go.run(id);
        }
    }

    /// Next or previous; what is open moves along.
    pub fn step(self, forward: bool) {
        let Some(id) = self.queue.beside(self.selected.get_untracked(), forward) else {
            return;
        };
        if self.open_id().is_some() {
            self.turn_to(id, STAY_MS);
        } else {
            self.select(Some(id));
        }
    }

    pub fn open(self, id: ActivityId) {
        self.by_itself.set_value(false);
        self.turn_to(id, 0);
    }

    fn turn_to(self, id: ActivityId, delay: u32) {
        self.select(Some(id));
        self.note.set(None);
        let known = self.queue.find(id);
        let version = known.as_ref().map(|item| item.activity.version);
        let kept = self
            .take_from_shelf(id)
            .filter(|kept| version.is_none_or(|v| v == kept.activity.version));
        match kept {
            Some(opened) => self.show(opened),
            None if delay == 0 => {
                self.pane.set(Pane::Loading(id));
                self.fetch(id);
            }
            None => {
                self.pane.set(Pane::Loading(id));
                self.staying.set_value(Some(Timeout::new(delay, move || {
                    if !self.is_gone() && self.open_id() == Some(id) {
                        self.fetch(id);
                    }
                })));
            }
        }
        if known.is_none_or(|item| !item.recused) {
            self.claiming.take(id);
        } else {
            self.claiming.release();
        }
        page::show_top_of(PANE);
    }

    /// After a decision: the one that now stands at `at`, or the nearest.
    pub fn go_on_from(self, at: usize) {
        let Some(id) = self.queue.free_from(at) else {
            self.close();
            self.selected.set(None);
            if self.queue.items.with_untracked(Vec::is_empty) {
                self.queue.reload();
            }
            return;
        };
        if self.wide.get_untracked() {
            self.by_itself.set_value(true);
            self.turn_to(id, 0);
        } else {
            self.select(Some(id));
        }
        keep_focus_near(id);
    }

    /// Leaves what is open, giving it back.
    pub fn close(self) {
        self.claiming.release();
        self.note.set(None);
        self.pane.set(Pane::Nothing);
    }

    /// What the server says of the claim on what is open.
    pub fn claim_answered(self, result: ClaimResult) {
        let claim = result.claim.clone();
        self.queue.change(result.id, |item| item.claim = claim);
        if self.open_id() != Some(result.id) {
            return;
        }
        if result.claimed {
            // From now on it is being read: whatever happens to the claim, it is not taken from under the eyes.
            self.by_itself.set_value(false);
            return;
        }
        let Some(claim) = result.claim.filter(|claim| !claim.mine) else {
            return;
        };
        if self.by_itself.get_value() && !self.rejecting.get_untracked() {
            self.skip(result.id);
        } else {
            let until = format::time(claim.until);
            self.note
                .set(Some(tf(review::CLAIMED_UNTIL, &[&claim.name, &until])));
        }
    }

    /// On to the next, as somebody else is on this one.
    pub fn skip(self, id: ActivityId) {
        let title = self
            .queue
            .find(id)
            .and_then(|i| i.activity.title)
            .unwrap_or_default();
        let at = self.queue.position(id).map_or(0, |at| at + 1);
        let said = tf(review::CLAIMED_SKIPPED, &[&title]);
        self.go_on_from(at);
        if self.open_id().is_some() {
            self.note.set(Some(said.clone()));
        } else {
            toast::failure(said.clone());
        }
        self.said.set(said);
    }
}

/// The row that had the focus may be gone: then the focus goes to the selected one, instead of to the page's beginning.
fn keep_focus_near(id: ActivityId) {
    request_animation_frame(move || {
        if page::focus_is_lost() {
            page::focus(&row_id(id));
        }
    });
}
