//! A secret that was just made: shown once, until somebody says that it is saved.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::clipboard;
use crate::i18n::{Text, connection as words, t, tf};
use crate::page;
use crate::ui::{Button, ButtonKind, Icon, IconName};
use crate::unsaved::ask_before_leaving;

/// What is handed over.
#[derive(Clone, PartialEq, Eq)]
pub struct Issued {
    /// Name and value of each part.
    pub lines: Vec<(Text, String)>,
    /// What it is used for.
    pub used: Text,
    /// A command to try it with; empty where there is none.
    pub sample: String,
}

/// The `id` of its heading.
const HEADING: &str = "issued";

/// Nothing but its button closes it, and leaving the page is asked about.
#[component]
pub fn SecretCard(issued: RwSignal<Option<Issued>>) -> impl IntoView {
    ask_before_leaving(Signal::derive(move || issued.with(Option::is_some)));
    Effect::new(move |_| {
        if issued.with(Option::is_some) {
            request_animation_frame(|| page::focus(HEADING));
        }
    });
    let close = move || {
        issued.set(None);
        page::focus(page::MAIN);
    };
    let card = move |shown: Issued| {
        view! {
            <section class="card issued" aria-labelledby=HEADING>
                <h2 class="card-title issued-title" id=HEADING tabindex="-1">{t(words::ISSUED)}</h2>
                <p class="issued-warning"><Icon name=IconName::Warning/><span>{t(words::ISSUED_WARNING)}</span></p>
                <dl class="issued-lines">
                    {shown.lines.into_iter().map(|(name, value)| view! { <Line name=t(name).to_owned() value/> }).collect_view()}
                </dl>
                <p class="row-note">{t(shown.used)}</p>
                {(!shown.sample.is_empty()).then(|| view! {
                    <dl class="issued-lines"><Line name=t(words::ISSUED_TRY).to_owned() value=shown.sample/></dl>
                })}
                <div class="form-buttons">
                    <Button kind=ButtonKind::Primary on_press=close>{t(words::ISSUED_CLOSE)}</Button>
                </div>
            </section>
        }
    };
    move || issued.get().map(card)
}

#[component]
fn Line(name: String, value: String) -> impl IntoView {
    view! {
        <div class="issued-line">
            <dt>{name.clone()}</dt>
            <dd><code>{value.clone()}</code><CopyButton name value/></dd>
        </div>
    }
}

/// Puts `value` into the clipboard; `name` says what it is.
#[component]
pub fn CopyButton(name: String, value: String) -> impl IntoView {
    let copy = move || spawn_local(clipboard::copy(value.clone(), words::COPIED, words::COPY_FAILED));
    view! {
        <Button kind=ButtonKind::Quiet icon=IconName::Copy on_press=copy>
            <span aria-hidden="true">{t(words::COPY)}</span>
            <span class="visually-hidden">{tf(words::COPY_OF, &[&name])}</span>
        </Button>
    }
}
