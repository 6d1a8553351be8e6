//! The help centre.

use leptos::prelude::*;

use super::guide::{Entry, guide, questions};
use crate::api;
use crate::fetched::Fetched;
use crate::i18n::{Text, help as words, t, tf};
use crate::page;
use crate::ui::{EmptyState, IconName, TextInput};

#[component]
pub fn ShowPage() -> impl IntoView {
    page::title(t(words::TITLE));
    let edition = Fetched::new(|| api::reference::edition("current"));
    let looked_for = RwSignal::new(String::new());
    let known = move || edition.get().and_then(Result::ok);
    let fitting = move |all: Vec<Entry>| -> Vec<Entry> {
        looked_for.with(|words| all.into_iter().filter(|entry| entry.has(words)).collect())
    };
    let guide = Memo::new(move |_| fitting(guide(known().as_ref())));
    let questions = Memo::new(move |_| fitting(questions(known().as_ref())));
    let found = move || guide.with(Vec::len) + questions.with(Vec::len);
    // What a link leads to is there only now.
    Effect::new(move |_| {
        if known().is_some() {
            let hash = window().location().hash().unwrap_or_default();
            request_animation_frame(move || {
                page::reveal(hash.trim_start_matches('#'));
            });
        }
    });
    view! {
        <div class="wrap narrow page help">
            <h1 class="page-title">{t(words::TITLE)}</h1>
            <p class="page-note">{t(words::LEAD)}</p>
            <div role="search">
                <TextInput label=t(words::SEARCH) hint=t(words::SEARCH_HINT) value=looked_for kind="search"/>
            </div>
            <p class="visually-hidden" role="status">
                {move || looked_for.with(|l| !l.trim().is_empty()).then(|| tf(words::FOUND, &[&found().to_string()]))}
            </p>
            {move || (found() == 0).then(|| view! {
                <EmptyState title=t(words::NOTHING) text=t(words::NOTHING_HINT) icon=IconName::Search/>
            })}
            {move || view! { <Part title=words::GUIDE entries=guide.get()/> }}
            {move || view! { <Part title=words::QUESTIONS entries=questions.get()/> }}
        </div>
    }
}

#[component]
fn Part(title: Text, entries: Vec<Entry>) -> impl IntoView {
    let entry = |e: Entry| {
        view! {
            <section class="help-entry" id=e.anchor tabindex="-1">
                <h3 class="help-title">{e.title}</h3>
                <p>{e.text}</p>
            </section>
        }
    };
    (!entries.is_empty()).then(|| {
        view! {
            <section class="help-part">
                <h2 class="section-title">{t(title)}</h2>
                {entries.into_iter().map(entry).collect_view()}
            </section>
        }
    })
}
