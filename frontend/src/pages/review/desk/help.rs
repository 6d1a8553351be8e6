//! Which key does what.

use leptos::prelude::*;

use super::keys::Keys;
use crate::i18n::{Text, review, t};
use crate::ui::{Dialog, Switch};

const ROWS: [(&[&str], Text); 9] = [
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

#[component]
pub fn KeyHelp(keys: Keys) -> impl IntoView {
    view! {
        <Dialog open=keys.helping title=t(review::KEYS)>
            <dl class="keys">
                {ROWS.into_iter().map(|(names, text)| view! {
                    <div>
                        <dt>{names.iter().map(|name| view! { <kbd class="key">{*name}</kbd> }).collect_view()}</dt>
                        <dd>{t(text)}</dd>
                    </div>
                }).collect_view()}
            </dl>
            <Switch
                label=t(review::KEYS_USE) hint=t(review::KEYS_USE_HINT)
                on=Signal::derive(move || keys.are_on()) on_toggle=move |on| keys.switch(on)
            />
        </Dialog>
    }
}
