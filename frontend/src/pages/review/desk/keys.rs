//! The desk by keyboard alone.

use leptos::ev;
use leptos::prelude::*;

use super::state::Desk;
use crate::i18n::review;
use crate::keys::{KeyRow, is_on_control};

/// What the help shows.
pub const ROWS: &[KeyRow] = &[
    (&["J", "K"], review::KEY_MOVE),
    (&["O", "Enter"], review::KEY_OPEN),
    (&["A"], review::KEY_APPROVE),
    (&["R", "1–9"], review::KEY_REJECT),
    (&["Ctrl", "Enter"], review::KEY_SEND),
    (&["X"], review::KEY_CHOOSE),
    (&["U"], review::KEY_UNDO),
    (&["Esc"], review::KEY_CLOSE),
    (&["?"], review::KEY_HELP),
];

/// Whether the key was one of ours.
pub fn press(desk: Desk, key: &str, event: &ev::KeyboardEvent) -> bool {
    match key {
        "j" => desk.step(true),
        "k" => desk.step(false),
        // A key held down decides once, not as often as it repeats.
        _ if event.repeat() => return false,
        "a" => desk.approve(),
        "r" => {
            if desk.can_decide() {
                desk.faults.clear();
                desk.rejecting.set(true);
            }
        }
        "u" => desk.undo(),
        "x" => {
            if let Some(id) = desk.selected.get_untracked() {
                desk.toggle(id);
            }
        }
        "o" => open_selected(desk),
        "enter" if !is_on_control(event) => open_selected(desk),
        "escape" if desk.open_id().is_some() => desk.close(),
        _ => return false,
    }
    true
}

fn open_selected(desk: Desk) {
    if let Some(id) = desk.selected.get_untracked() {
        desk.activate(id);
    }
}
