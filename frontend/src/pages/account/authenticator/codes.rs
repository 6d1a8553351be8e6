//! Recovery codes that were just given out: shown once, until somebody says that they are kept.

use leptos::prelude::*;

use crate::download;
use crate::i18n::{second_factor as words, t};
use crate::pages::connection::CopyButton;
use crate::ui::{Button, ButtonKind, Icon, IconName, toast};
use crate::unsaved::ask_before_leaving;

/// Nothing but its button closes them, and leaving the page is asked about.
#[component]
pub fn Codes(codes: Vec<String>, #[prop(into)] on_kept: Callback<()>) -> impl IntoView {
    ask_before_leaving(Signal::derive(|| true));
    let text = codes.join("\n");
    let file = format!("{text}\n");
    let save = move || {
        if !download::save(file.as_bytes(), "text/plain;charset=utf-8", t(words::CODES_FILE)) {
            toast::failure(t(words::CODES_NOT_SAVED));
        }
    };
    view! {
        <h3 class="authenticator-part">{t(words::CODES)}</h3>
        <p class="issued-warning"><Icon name=IconName::Warning/><span>{t(words::CODES_TEXT)}</span></p>
        <ul class="recovery-codes">
            {codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view()}
        </ul>
        <div class="form-buttons">
            <CopyButton name=t(words::CODES).to_owned() value=text/>
            <Button icon=IconName::Download on_press=save>{t(words::CODES_SAVE)}</Button>
            <Button kind=ButtonKind::Primary on_press=on_kept>{t(words::CODES_SAVED)}</Button>
        </div>
    }
}
