//! Decisions on the desk, and taking them back.

use domain::activity::view::{Activity, AllowedAction, Decision, Review};
use domain::id::ActivityId;
use domain::problem::Code;
use domain::review::{BatchItem, BatchResults};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::queue;
use super::state::Desk;
use crate::api::review as calls;
use crate::api::{Answer, ApiFailure};
use crate::i18n::{review, t, tf};
use crate::pages::review::recent::{Done, Taken};
use crate::ui::toast;

/// What a decision is about.
#[derive(Debug, Clone)]
struct Target {
    id: ActivityId,
    version: i32,
    title: String,
}

impl Desk {
    /// What is open, as far as it is there to be read; where nothing is open, what is selected.
    fn target(self) -> Option<Target> {
        if let Some(opened) = self.ready() {
            return opened.can(AllowedAction::Approve).then(|| Target {
                id: opened.activity.id,
                version: opened.activity.version,
                title: opened.title(),
            });
        }
        if self.open_id().is_some() {
            return None;
        }
        let item = self.selected.get_untracked().and_then(|id| self.queue.find(id));
        item.filter(queue::is_free).map(|item| Target {
            id: item.activity.id,
            version: item.activity.version,
            title: item.activity.title.unwrap_or_default(),
        })
    }

    /// Whether there is something to decide on; says why not otherwise.
    pub fn can_decide(self) -> bool {
        let can = !self.busy.get_untracked() && self.target().is_some();
        if !can {
            let loading = self.open_id().is_some() && self.ready().is_none();
            let text = if loading {
                review::STILL_LOADING
            } else {
                review::NOTHING_TO_DECIDE
            };
            self.said.set(t(text).to_owned());
        }
        can
    }

    pub fn approve(self) {
        self.decide(Decision::Approve, None);
    }

    pub fn decide(self, decision: Decision, reason: Option<String>) {
        if !self.can_decide() {
            return;
        }
        let Some(target) = self.target() else { return };
        self.busy.set(true);
        spawn_local(async move {
            let answer = calls::decide(target.id, target.version, &Review { decision, reason }).await;
            if self.is_gone() {
                return;
            }
            self.busy.set(false);
            match answer {
                Ok(done) => self.decided(target, decision, &done),
                Err(failure) => self.refused(target.id, &failure),
            }
        });
    }

    fn decided(self, target: Target, decision: Decision, done: &Activity) {
        self.rejecting.set(false);
        self.faults.clear();
        self.claiming.forget();
        self.chosen.update(|all| all.retain(|id| *id != target.id));
        let place = self.queue.remove(target.id);
        let at = place.as_ref().map_or(0, |(at, _)| *at);
        if let Some(until) = done.undo_until {
            self.recent.push(Done {
                account: self.account,
                decision,
                title: target.title.clone(),
                items: vec![Taken {
                    id: target.id,
                    version: done.version,
                    place,
                }],
                until,
            });
        }
        self.go_on_from(at);
        self.say_done(said_of(decision, &target.title));
    }

    fn say_done(self, done: String) {
        let next = self.selected.get_untracked().and_then(|id| self.queue.find(id));
        self.said.set(match next.and_then(|item| item.activity.title) {
            Some(next) => tf(review::NEXT_IS, &[&done, &next]),
            None => tf(review::NEXT_NONE, &[&done]),
        });
    }

    fn refused(self, id: ActivityId, failure: &ApiFailure) {
        if calls::is_claimed(failure) {
            self.rejecting.set(false);
            self.claim_of(id);
            if self.open_id() == Some(id) {
                self.skip(id);
            } else {
                toast::failure(failure.message());
            }
            return;
        }
        match (failure, failure.code()) {
            (ApiFailure::Offline, _) => {
                // What was written stays in the dialog, what is open stays open.
                self.note.set(Some(t(review::NOT_SENT).to_owned()));
                toast::failure(t(review::NOT_SENT));
            }
            (_, Some(Code::Stale | Code::StepNotAllowed)) => {
                self.rejecting.set(false);
                self.note.set(Some(t(review::RELOADED).to_owned()));
                self.said.set(t(review::RELOADED).to_owned());
                if self.open_id() == Some(id) {
                    self.refresh(id);
                } else {
                    toast::failure(t(review::RELOADED));
                    self.queue.reload();
                }
            }
            _ => self.faults.fail(failure),
        }
    }

    /// Asks who is on it, for the list.
    fn claim_of(self, id: ActivityId) {
        spawn_local(async move {
            let Ok(results) = calls::claim(vec![id]).await else {
                return;
            };
            if self.is_gone() {
                return;
            }
            for result in results.items {
                self.queue.change(result.id, |item| item.claim = result.claim);
            }
        });
    }

    /// Takes the last decision back.
    pub fn undo(self) {
        let Some(done) = self.recent.last(self.account) else {
            self.said.set(t(review::UNDO_TOO_LATE).to_owned());
            return;
        };
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            if let [one] = done.items.as_slice() {
                let answer = calls::undo(one.id, one.version).await;
                if !self.is_gone() {
                    self.busy.set(false);
                    self.undone(&done, answer);
                }
            } else {
                let items = done.items.iter().map(|i| BatchItem {
                    id: i.id,
                    version: i.version,
                });
                let answer = calls::undo_all(items.collect()).await;
                if !self.is_gone() {
                    self.busy.set(false);
                    self.undone_all(&done, answer);
                }
            }
        });
    }

    fn undone(self, done: &Done, answer: Answer<Activity>) {
        match answer {
            Ok(activity) => {
                self.recent.remove(done);
                let version = activity.version;
                match done.items.first().and_then(|one| one.place.clone()) {
                    Some((at, mut item)) => {
                        item.activity.version = version;
                        item.activity.status = activity.status;
                        item.claim = None;
                        self.queue.put_back(at, item);
                    }
                    None => self.queue.reload(),
                }
                let said = tf(review::UNDONE, &[&done.title]);
                if self.wide.get_untracked() {
                    self.open(activity.id);
                } else {
                    self.select(Some(activity.id));
                    toast::success(said.clone());
                }
                self.said.set(said);
            }
            Err(failure) => self.not_undone(done, &failure),
        }
    }

    fn undone_all(self, done: &Done, answer: Answer<BatchResults>) {
        match answer {
            Ok(results) => {
                self.recent.remove(done);
                let failed = results
                    .items
                    .iter()
                    .find_map(|r| r.problem.as_ref().filter(|_| !r.done));
                if let Some(problem) = failed {
                    let failed = results.failed.to_string();
                    toast::failure(tf(review::UNDO_FAILED, &[&failed, &problem.title]));
                }
                let said = tf(review::UNDONE_MANY, &[&results.done.to_string()]);
                toast::success(said);
                self.close();
                self.queue.reload();
            }
            Err(failure) => self.not_undone(done, &failure),
        }
    }

    fn not_undone(self, done: &Done, failure: &ApiFailure) {
        // What the server refuses now it will refuse later; without an answer one can try again.
        if matches!(failure, ApiFailure::Problem(p) if p.status < 500) {
            self.recent.remove(done);
        }
        toast::failure(failure.message());
    }
}

/// `已通过“…”`
pub fn said_of(decision: Decision, title: &str) -> String {
    let text = match decision {
        Decision::Approve => review::DONE_APPROVED,
        Decision::Reject => review::DONE_REJECTED,
    };
    tf(text, &[title])
}
