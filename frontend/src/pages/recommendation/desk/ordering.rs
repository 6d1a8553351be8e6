//! The order of the chosen: by buttons, by number, lifted by the keyboard, dragged by the pointer.

use domain::id::EntryId;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::state::{Desk, part_id};
use crate::api::recommendation as calls;
use crate::i18n::{recommendation as words, tf};
use crate::page;

/// What the keyboard has lifted, and the order before that.
#[derive(Debug, Clone)]
pub struct Grab {
    pub id: EntryId,
    before: Vec<EntryId>,
}

impl Desk {
    /// Puts an entry to another place, counted from 0, on the page only.
    fn put(self, id: EntryId, to: usize) {
        self.chosen.update(|all| {
            if let Some(from) = all.iter().position(|e| e.id == id) {
                let entry = all.remove(from);
                all.insert(to.min(all.len()), entry);
            }
        });
    }

    fn say_place(self, text: crate::i18n::Text, id: EntryId) {
        let (place, count) = untrack(|| (self.place(id), self.chosen.with(Vec::len)));
        let name = untrack(|| self.find(id)).map(|e| e.name).unwrap_or_default();
        let place = place.map_or(0, |n| n + 1).to_string();
        self.said.set(tf(text, &[&name, &place, &count.to_string()]));
    }

    /// To another place, for good.
    pub fn move_to(self, id: EntryId, to: usize) {
        if untrack(|| self.closed()).is_some() || untrack(|| self.place(id)) == Some(to) {
            return;
        }
        self.put(id, to);
        self.say_place(words::MOVED, id);
        self.keep_order();
    }

    /// One place up or down; what was pressed keeps the focus, or the other where it can do no more.
    pub fn shift(self, id: EntryId, down: bool) {
        let (place, count) = untrack(|| (self.place(id), self.chosen.with(Vec::len)));
        let Some(place) = place else { return };
        let to = if down { place + 1 } else { place.saturating_sub(1) };
        if to >= count || to == place {
            return;
        }
        let focused = page::focused_id();
        self.move_to(id, to);
        let tool = match (focused == part_id(id, "up"), focused == part_id(id, "down")) {
            (true, _) if to == 0 => "down",
            (_, true) if to + 1 == count => "up",
            (true, _) => "up",
            (_, true) => "down",
            // By key: the focus is on the name, or nowhere.
            _ => "name",
        };
        page::keep_focus(part_id(id, tool), move || {
            page::scroll_near(&super::state::card_id(id));
        });
    }

    /// Sends the order until the server has what is shown.
    fn keep_order(self) {
        spawn_local(async move {
            if !self.take_turn().await {
                return;
            }
            loop {
                let order = untrack(|| self.order());
                if self.kept.with_value(|kept| *kept == order) || self.grab.with_untracked(Option::is_some) {
                    self.end_turn();
                    return;
                }
                let (id, version) = self.list.with_untracked(|l| (l.id, l.version));
                let answer = calls::order(id, version, order.clone()).await;
                if self.kept.try_get_value().is_none() {
                    return;
                }
                match answer {
                    Ok(list) => {
                        self.kept.set_value(order);
                        self.note.set(None);
                        self.list.set(list);
                    }
                    Err(failure) => {
                        self.end_turn();
                        self.refused(None, &failure);
                        return;
                    }
                }
            }
        });
    }

    /// Lifts an entry, or puts down the one that is lifted.
    pub fn grab_or_drop(self, id: EntryId) {
        if self
            .grab
            .with_untracked(|g| g.as_ref().is_some_and(|g| g.id == id))
        {
            self.drop_grabbed();
        } else if untrack(|| self.closed()).is_none() {
            self.grab.set(Some(Grab {
                id,
                before: untrack(|| self.order()),
            }));
            self.say_place(words::GRABBED, id);
        }
    }
    pub fn drop_grabbed(self) {
        let Some(grab) = self.grab.get_untracked() else {
            return;
        };
        self.grab.set(None);
        self.say_place(words::DROPPED, grab.id);
        self.keep_order();
    }
    /// Back to where it was lifted.
    pub fn cancel_grab(self) {
        let Some(Grab { id, before }) = self.grab.get_untracked() else {
            return;
        };
        self.grab.set(None);
        self.chosen.update(|all| {
            all.sort_by_key(|e| {
                before
                    .iter()
                    .position(|known| *known == e.id)
                    .unwrap_or(usize::MAX)
            });
        });
        self.say_place(words::GRAB_CANCELLED, id);
        refocus(id);
    }
    /// Carries what is lifted: by one place, or to an end.
    pub fn carry(self, id: EntryId, key: &str) -> bool {
        let lifted = self
            .grab
            .with_untracked(|g| g.as_ref().is_some_and(|g| g.id == id));
        let (place, count) = untrack(|| (self.place(id), self.chosen.with(Vec::len)));
        let (true, Some(place)) = (lifted, place) else {
            return false;
        };
        let to = match key {
            "ArrowUp" => place.saturating_sub(1),
            "ArrowDown" => (place + 1).min(count - 1),
            "Home" => 0,
            "End" => count - 1,
            _ => return false,
        };
        self.put(id, to);
        self.say_place(words::CARRIED, id);
        refocus(id);
        true
    }

    /// Where a dragged entry would be put, by the height at which the pointer is.
    pub fn drag_over(self, id: EntryId, y: f64) {
        let mut to = 0;
        for other in untrack(|| self.order()) {
            let card = document().get_element_by_id(&super::state::card_id(other));
            let Some(card) = card.filter(|_| other != id) else {
                continue;
            };
            let place = card.get_bounding_client_rect();
            if y > place.top() + place.height() / 2.0 {
                to += 1;
            }
        }
        if self.drag.get_untracked() != Some((id, to)) {
            self.drag.set(Some((id, to)));
        }
    }
    pub fn drop_dragged(self) {
        if let Some((id, to)) = self.drag.get_untracked() {
            self.drag.set(None);
            self.move_to(id, to);
        }
    }
}

fn refocus(id: EntryId) {
    page::keep_focus(part_id(id, "handle"), move || {
        page::scroll_near(&super::state::card_id(id));
    });
}
