//! Changes of the list: one at a time, each with the version that the one before has made.

use domain::id::{EntryId, ListId};
use domain::problem::Code;
use domain::recommendation::{
    EntryChange, EntryStatus, ListChange, RecommendationEntry, RecommendationList, ReturnRequest,
};
use futures_util::future::LocalBoxFuture;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::state::{Desk, card_id, part_id};
use crate::api::{Answer, ApiFailure, recommendation as calls};
use crate::i18n::{lang, recommendation as words, t, tf};
use crate::page;
use crate::ui::toast;

type Asking = LocalBoxFuture<'static, Answer<RecommendationList>>;
type Ask = Box<dyn FnOnce(ListId, i32) -> Asking>;
type Then = Box<dyn FnOnce()>;

impl Desk {
    /// Waits until no other change is on its way; `false` where the page was left meanwhile.
    pub(super) async fn take_turn(self) -> bool {
        loop {
            match self.busy.try_get_untracked() {
                None => return false,
                Some(false) => {
                    self.busy.set(true);
                    return true;
                }
                Some(true) => TimeoutFuture::new(30).await,
            }
        }
    }
    /// `false` where the page was left.
    pub(super) fn end_turn(self) -> bool {
        self.busy.try_set(false).is_none()
    }

    /// Asks for a change, and does what follows when it was made. `about` is the entry it is about.
    fn change(self, about: Option<EntryId>, ask: Ask, then: Then) {
        spawn_local(async move {
            if !self.take_turn().await {
                return;
            }
            let (id, version) = self.list.with_untracked(|l| (l.id, l.version));
            let answer = ask(id, version).await;
            if !self.end_turn() {
                return;
            }
            match answer {
                Ok(list) => {
                    if let Some(id) = about {
                        self.faults.update(|all| {
                            all.remove(&id);
                        });
                    }
                    self.note.set(None);
                    self.list.set(list);
                    then();
                }
                Err(failure) => self.refused(about, &failure),
            }
        });
    }

    pub(super) fn refused(self, about: Option<EntryId>, failure: &ApiFailure) {
        if failure.code() == Some(Code::Stale) {
            spawn_local(async move {
                let text = if self.reload().await {
                    words::RELOADED
                } else {
                    words::STALE_AGAIN
                };
                let _ = self.note.try_set(Some(t(text).to_owned()));
                let _ = self.said.try_set(t(text).to_owned());
            });
            return;
        }
        let mut left = Vec::new();
        for error in failure.errors() {
            let named = error.pointer.strip_prefix("/entries/").and_then(|rest| {
                let id = rest.split('/').next().unwrap_or_default();
                id.parse::<EntryId>().ok()
            });
            match named.or(about) {
                Some(id) => self.faults.update(|all| {
                    let text = all.entry(id).or_default();
                    if !text.is_empty() {
                        text.push(' ');
                    }
                    text.push_str(&error.message);
                }),
                None => left.push(error.message.clone()),
            }
        }
        let text = match (failure.errors().is_empty(), left.is_empty()) {
            (false, true) => t(words::ENTRY_REFUSED).to_owned(),
            (false, false) => left.join(" "),
            (true, _) => failure.message(),
        };
        self.said.set(text.clone());
        toast::failure(text);
        // What is shown may be ahead of what the server has, or behind it.
        if !matches!(failure, ApiFailure::Offline) {
            spawn_local(async move {
                self.reload().await;
            });
        }
    }

    /// Why an entry cannot be chosen or taken off now; said, and answered.
    fn hindered(self, id: EntryId) -> bool {
        let why = untrack(|| self.closed()).or_else(|| {
            let recused = untrack(|| self.find(id)).is_some_and(|e| e.recused);
            recused.then(|| t(words::RECUSED).to_owned())
        });
        let Some(why) = why else { return false };
        self.said.set(why.clone());
        toast::failure(why);
        true
    }

    /// Chooses what waits; takes off what is chosen.
    pub fn toggle(self, id: EntryId) {
        if self.hindered(id) {
            return;
        }
        if untrack(|| self.place(id)).is_some() {
            self.take_off(id);
        } else if untrack(|| self.is_full()) {
            let why = Code::SlotsFull.title(lang());
            self.said.set(why.to_owned());
            toast::failure(why);
        } else {
            self.choose(id);
        }
    }

    fn choose(self, id: EntryId) {
        self.move_over(id, EntryStatus::Listed, move |entry| {
            let name = entry.name.clone();
            self.waiting.update(|all| all.retain(|e| e.id != id));
            self.chosen.update(|all| {
                if !all.iter().any(|e| e.id == id) {
                    all.push(entry);
                }
            });
            self.kept.update_value(|order| order.push(id));
            let place = self.chosen.with_untracked(Vec::len).to_string();
            tf(words::CHOSEN_AS, &[&name, &place])
        });
    }

    fn take_off(self, id: EntryId) {
        self.move_over(id, EntryStatus::Applied, move |entry| {
            let name = entry.name.clone();
            self.leave(id);
            self.waiting.update(|all| all.insert(0, entry));
            tf(words::TAKEN_OFF, &[&name])
        });
    }

    /// Into the other column. `put` is done once the server has agreed, and answers what is said of it.
    fn move_over(
        self,
        id: EntryId,
        status: EntryStatus,
        put: impl FnOnce(RecommendationEntry) -> String + 'static,
    ) {
        let Some(entry) = untrack(|| self.find(id)) else {
            return;
        };
        let next = self.beside(id);
        let change = EntryChange {
            status: Some(status),
            ..EntryChange::default()
        };
        self.change_entry(id, change, move || {
            let focused = page::focused_id().starts_with(&card_id(id));
            self.said.set(put(entry));
            self.go_on(focused, next);
        });
    }

    fn change_entry(self, id: EntryId, change: EntryChange, then: impl FnOnce() + 'static) {
        let ask: Ask = Box::new(move |list, version| {
            Box::pin(async move { calls::change_entry(list, version, id, &change).await })
        });
        self.change(Some(id), ask, Box::new(then));
    }

    /// Out of both columns.
    fn leave(self, id: EntryId) {
        self.chosen.update(|all| all.retain(|e| e.id != id));
        self.waiting.update(|all| all.retain(|e| e.id != id));
        self.kept.update_value(|order| order.retain(|other| *other != id));
    }

    /// The entry after this one in its column, else the one before it.
    fn beside(self, id: EntryId) -> Option<EntryId> {
        let ids = untrack(|| self.column_of(id));
        let at = ids.iter().position(|other| *other == id)?;
        ids.get(at + 1)
            .or_else(|| at.checked_sub(1).and_then(|n| ids.get(n)))
            .copied()
    }

    /// The focus that was on something that has left its column goes to what comes next there: at once, since a frame
    /// later it would be taken from what the next key has reached meanwhile.
    fn go_on(self, focused: bool, next: Option<EntryId>) {
        self.selected.set(next);
        if let Some(next) = next.filter(|_| focused) {
            page::keep_focus(part_id(next, "name"), || {});
        }
    }

    /// Keeps the opinion that was written of an entry.
    pub fn save_opinion(self, id: EntryId, text: String) {
        let written = text.trim().to_owned();
        let change = EntryChange {
            opinion: Some(text),
            ..EntryChange::default()
        };
        self.change_entry(id, change, move || {
            for column in [self.chosen, self.waiting] {
                column.update(|all| {
                    if let Some(entry) = all.iter_mut().find(|e| e.id == id) {
                        entry.opinion.clone_from(&written);
                    }
                });
            }
            self.close_editor(id);
            self.said.set(t(words::OPINION_SAVED).to_owned());
        });
    }

    pub fn close_editor(self, id: EntryId) {
        self.texts.update_value(|texts| {
            texts.remove(&id);
        });
        self.editing.update(|open| {
            open.remove(&id);
        });
        page::keep_focus(part_id(id, "opinion"), || {});
    }

    /// Sends one entry back to where it came from.
    pub fn give_back(self, id: EntryId, reason: String, then: impl FnOnce() + 'static) {
        let name = untrack(|| self.find(id)).map(|e| e.name).unwrap_or_default();
        let next = self.beside(id);
        let request = ReturnRequest {
            entry_ids: vec![id],
            reason,
        };
        let ask: Ask = Box::new(move |list, version| {
            Box::pin(async move { calls::give_back(list, version, &request).await })
        });
        let then: Then = Box::new(move || {
            self.leave(id);
            self.said.set(tf(words::ENTRY_RETURNED, &[&name]));
            toast::success(tf(words::ENTRY_RETURNED, &[&name]));
            self.go_on(true, next);
            then();
        });
        self.change(Some(id), ask, then);
    }

    /// A step of the whole list.
    pub fn step(self, ask: impl FnOnce(ListId, i32) -> Asking + 'static, then: impl FnOnce() + 'static) {
        self.faults.set(std::collections::BTreeMap::new());
        self.change(None, Box::new(ask), Box::new(then));
    }

    /// Opinion, scan or weights of the whole list.
    pub fn change_list(self, change: ListChange, then: impl FnOnce() + 'static) {
        let ask: Ask = Box::new(move |list, version| {
            Box::pin(async move { calls::change(list, version, &change).await })
        });
        self.change(None, ask, Box::new(then));
    }
}
