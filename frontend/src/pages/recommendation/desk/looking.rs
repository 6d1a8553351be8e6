//! What is shown of those that wait, what is selected, and how the keys go about.

use domain::id::EntryId;
use domain::recommendation::{ListAction, RecommendationEntry};
use leptos::ev;
use leptos::prelude::*;

use super::state::{Desk, part_id};
use crate::i18n::recommendation as words;
use crate::keys::KeyRow;
use crate::page;

/// What the help shows.
pub const ROWS: &[KeyRow] = &[
    (&["J", "K"], words::KEY_MOVE),
    (&["H", "L"], words::KEY_COLUMN),
    (&["C"], words::KEY_CHOOSE),
    (&["U", "D"], words::KEY_SHIFT),
    (&["M"], words::KEY_PLACE),
    (&["E"], words::KEY_OPINION),
    (&["R"], words::KEY_RETURN),
    (&["Space", "↑", "↓"], words::KEY_GRAB),
    (&["Esc"], words::KEY_CANCEL),
    (&["?"], words::KEY_HELP),
];

fn eligible(entry: &RecommendationEntry) -> bool {
    entry.eligibility.as_ref().is_none_or(|e| e.eligible)
}

impl Desk {
    /// Those that wait as they are looked at: filtered and sorted.
    pub fn waiting_ids(self) -> Vec<EntryId> {
        let wanted = self.looked_for.with(|text| text.trim().to_lowercase());
        let sort = self.sort.get();
        self.waiting.with(|all| {
            let found = |e: &&RecommendationEntry| {
                let texts = [&e.name, &e.organization_name, &e.region_name];
                wanted.is_empty() || texts.iter().any(|text| text.to_lowercase().contains(&wanted))
            };
            let mut shown: Vec<&RecommendationEntry> = all.iter().filter(found).collect();
            match sort.as_str() {
                "score" => shown.sort_by_key(|e| std::cmp::Reverse(e.score)),
                "eligible" => shown.sort_by_key(|e| !eligible(e)),
                _ => {}
            }
            shown.iter().map(|e| e.id).collect()
        })
    }

    /// The ids of the column in which an entry stands.
    pub(super) fn column_of(self, id: EntryId) -> Vec<EntryId> {
        let chosen = self.order();
        if chosen.contains(&id) {
            chosen
        } else {
            self.waiting_ids()
        }
    }

    /// Leads the focus to an entry.
    fn select(self, id: Option<EntryId>) {
        self.selected.set(id);
        if let Some(id) = id {
            request_animation_frame(move || {
                page::focus(&part_id(id, "name"));
                page::scroll_near(&super::state::card_id(id));
            });
        }
    }

    /// Next or previous in the column.
    fn step_by(self, forward: bool) {
        let selected = self.selected.get_untracked();
        let column = match selected {
            Some(id) => untrack(|| self.column_of(id)),
            None => untrack(|| {
                if self.tab.get() == "chosen" {
                    self.order()
                } else {
                    self.waiting_ids()
                }
            }),
        };
        let at = selected.and_then(|id| column.iter().position(|other| *other == id));
        let to = match (at, forward) {
            (None, _) => column.first(),
            (Some(at), true) => column.get(at + 1),
            (Some(at), false) => at.checked_sub(1).and_then(|n| column.get(n)),
        };
        if let Some(to) = to {
            self.select(Some(*to));
        }
    }

    /// To the other column.
    fn cross(self, to_chosen: bool) {
        if !self.wide.get_untracked() {
            self.tab.set(if to_chosen { "chosen" } else { "waiting" });
        }
        let column = untrack(|| {
            if to_chosen {
                self.order()
            } else {
                self.waiting_ids()
            }
        });
        self.select(column.first().copied());
    }

    /// Begins to write the opinion of an entry.
    pub fn edit(self, id: EntryId) {
        if untrack(|| self.can(ListAction::Edit)) {
            self.editing.update(|open| {
                open.insert(id);
            });
            page::focus_input_in(&format!("#{}", part_id(id, "writing")));
        }
    }

    /// Whether the key was one of ours.
    pub fn press(self, key: &str, event: &ev::KeyboardEvent) -> bool {
        let selected = self.selected.get_untracked();
        match (key, selected) {
            ("j", _) => self.step_by(true),
            ("k", _) => self.step_by(false),
            ("h", _) => self.cross(false),
            ("l", _) => self.cross(true),
            ("u", Some(id)) => self.shift(id, false),
            ("d", Some(id)) => self.shift(id, true),
            // A key held down does the rest once, not as often as it repeats.
            _ if event.repeat() => return false,
            ("c", Some(id)) => self.toggle(id),
            ("m", Some(id)) => page::focus(&part_id(id, "rank")),
            ("e", Some(id)) => self.edit(id),
            ("r", Some(id)) if untrack(|| self.can(ListAction::Edit)) => self.returning.set(Some(id)),
            _ => return false,
        }
        true
    }
}
