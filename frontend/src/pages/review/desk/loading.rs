//! What is open is fetched whole; what comes after it is fetched ahead and put on a shelf.

use std::sync::Arc;

use domain::activity::view::AllowedAction;
use domain::id::ActivityId;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::queue::is_waiting;
use super::state::{Desk, Pane};
use crate::api::Answer;
use crate::i18n::{review, t, tf};
use crate::pages::review::opened::{Opened, reasons};
use crate::pages::status;
use crate::ui::toast;

/// As many as are kept on the shelf.
const SHELF: usize = 6;

impl Desk {
    /// Fetches what is open anew; it stays as it is until then.
    pub fn refresh(self, id: ActivityId) {
        self.take_from_shelf(id);
        self.fetch(id);
    }

    pub(super) fn take_from_shelf(self, id: ActivityId) -> Option<Arc<Opened>> {
        self.shelf
            .try_update_value(|all| {
                let at = all.iter().position(|o| o.activity.id == id)?;
                Some(all.swap_remove(at))
            })
            .flatten()
    }

    pub(super) fn fetch(self, id: ActivityId) {
        let twice = self.on_the_way.try_with_value(|all| all.contains(&id));
        if twice.unwrap_or(true) {
            return;
        }
        let _ = self.on_the_way.try_update_value(|all| all.push(id));
        spawn_local(async move {
            let answer = Opened::fetch(id, self.editions).await;
            if self.is_gone() {
                return;
            }
            let _ = self
                .on_the_way
                .try_update_value(|all| all.retain(|other| *other != id));
            self.arrived(id, answer.map(Arc::new));
        });
    }

    fn arrived(self, id: ActivityId, answer: Answer<Arc<Opened>>) {
        let is_open = self.open_id() == Some(id);
        match answer {
            Ok(opened) if is_open => self.show(opened),
            Ok(opened) => {
                let _ = self.shelf.try_update_value(|all| {
                    if all.len() >= SHELF {
                        all.clear();
                    }
                    all.push(opened);
                });
            }
            Err(failure) if is_open => match self.ready() {
                Some(_) => toast::failure(failure.message()),
                None => self.pane.set(Pane::Failed(id, failure)),
            },
            // Fetched ahead: it is asked for again when it is opened.
            Err(_) => {}
        }
    }

    pub(super) fn show(self, opened: Arc<Opened>) {
        let a = &opened.activity;
        let id = a.id;
        self.reasons.set(opened.reasons());
        if self
            .queue
            .find(id)
            .is_some_and(|item| item.activity.version != a.version)
        {
            self.queue.change(id, |item| {
                item.activity.version = a.version;
                item.activity.status = a.status;
                item.activity.title.clone_from(&a.content.title);
            });
        }
        if !opened.can(AllowedAction::Approve) {
            match self.queue.find(id) {
                Some(item) if item.recused => self.note.set(Some(t(review::RECUSED_HINT).to_owned())),
                // Somebody else's claim says so itself.
                Some(item) if is_waiting(&item) => {}
                _ => self
                    .note
                    .set(Some(tf(review::NOT_WAITING, &[status::name(a.status)]))),
            }
        }
        self.pane.set(Pane::Ready(opened));
        self.fetch_ahead(id);
    }

    /// The one that comes after a decision on this one.
    fn fetch_ahead(self, id: ActivityId) {
        let after = self.queue.position(id).map_or(0, |at| at + 1);
        let Some(next) = self.queue.free_from(after).filter(|next| *next != id) else {
            return;
        };
        let known = self
            .shelf
            .try_with_value(|all| all.iter().any(|o| o.activity.id == next))
            .unwrap_or(true);
        if !known {
            self.fetch(next);
        }
    }

    /// For decisions before anything is open.
    pub fn learn_reasons(self, edition: String) {
        spawn_local(async move {
            if let Ok(offers) = self.editions.of(edition).await
                && !self.is_gone()
                && self.ready().is_none()
            {
                self.reasons.set(reasons(&offers));
            }
        });
    }
}
