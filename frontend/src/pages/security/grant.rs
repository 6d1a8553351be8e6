//! One role with its reach.

use domain::account::GrantView;
use leptos::prelude::*;

use super::state::{Desk, Doing, Whom};
use crate::i18n::{names, security as words, t, tf};
use crate::ui::{Button, ButtonKind};

/// Reach and lines of a role, in words.
pub fn reach(grant: &GrantView) -> String {
    let reach = names::reach(grant);
    if grant.lines.is_empty() {
        return reach;
    }
    format!("{reach} · {}", tf(words::LINES, &[&names::lines(&grant.lines)]))
}

/// Asks before a role is taken back.
pub fn take_back(desk: Desk, grant: GrantView, whom: Whom) -> AnyView {
    let named = tf(words::TAKE_BACK_OF, &[&whom.name, names::role(grant.role)]);
    let press = move || desk.ask(Doing::TakeBack(grant.clone()), whom.clone());
    view! {
        <Button kind=ButtonKind::Quiet on_press=press>
            <span aria-hidden="true">{t(words::TAKE_BACK)}</span><span class="visually-hidden">{named}</span>
        </Button>
    }
    .into_any()
}
