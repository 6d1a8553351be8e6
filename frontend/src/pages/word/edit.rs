//! Changing the list of sensitive words; saved as a whole.

use domain::problem::{Code, FieldError};
use domain::word::SensitiveWords;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::add::Add;
use super::list::WordList;
use super::rows::Rows;
use crate::api;
use crate::format;
use crate::i18n::{general, settings, t, tf, word};
use crate::load::Loaded;
use crate::page;
use crate::shell::{SETTING_UP, SignedInAs};
use crate::ui::{Breadcrumb, Button, ButtonKind, Card, Crumb, toast};
use crate::unsaved::ask_before_leaving;

#[component]
pub fn EditPage() -> impl IntoView {
    page::title(t(word::TITLE));
    view! {
        <SignedInAs roles=SETTING_UP>
            <div class="wrap narrow page">
                <Breadcrumb above=vec![Crumb::new("/admin", t(settings::TITLE))] here=t(word::TITLE).to_owned()/>
                <h1 class="page-title">{t(word::TITLE)}</h1>
                <p class="page-note">{t(word::LEAD)}</p>
                <Loaded lines=8 fetch=api::word::list draw=|words| view! { <Editor words/> }.into_any()/>
            </div>
        </SignedInAs>
    }
}

#[component]
fn Editor(words: SensitiveWords) -> impl IntoView {
    let list = WordList::new(words);
    let dirty = Memo::new(move |_| !list.changes().is_empty());
    ask_before_leaving(dirty.into());
    view! {
        <SaveBar list dirty/>
        <Card><Add list/></Card>
        <Rows list/>
    }
}

#[component]
fn SaveBar(list: WordList, dirty: Memo<bool>) -> impl IntoView {
    let busy = RwSignal::new(false);
    let save = Callback::new(move |()| {
        if !untrack(|| list.wrong()).is_empty() {
            page::focus_first_fault();
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let answer = api::word::replace(list.words(), list.version()).await;
            // The page may be gone by now.
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(now) => {
                    list.set(now);
                    toast::success(t(word::SAVED));
                }
                Err(failure) if failure.code() == Some(Code::Stale) => take_theirs(list).await,
                Err(failure) if failure.errors().iter().any(about_a_word) => {
                    list.refuse(failure.errors());
                    page::focus_first_fault();
                }
                Err(failure) => {
                    let said = failure.errors().first().map(|fault| fault.message.clone());
                    toast::failure(said.unwrap_or_else(|| failure.message()));
                }
            }
        });
    });
    let discard = Callback::new(move |()| list.discard());
    let says = move || {
        if dirty.get() {
            let changes = list.changes();
            let counts = [changes.put.len(), changes.gone.len()].map(|n| n.to_string());
            return tf(word::UNSAVED, &[&counts[0], &counts[1]]);
        }
        match list.updated_at() {
            Some(at) => tf(word::SAVED_ON, &[&format::moment(at)]),
            None => t(word::SAVED_ALL).to_owned(),
        }
    };
    let wrong = move || match list.wrong().len() {
        0 => String::new(),
        n => format!(" · {}", tf(word::WRONG, &[&n.to_string()])),
    };
    view! {
        <div class="saving save-bar" class:saving-wrong=move || !list.wrong().is_empty()>
            <p class="save-text" role="status">{move || says()}<strong>{move || wrong()}</strong></p>
            {move || dirty.get().then(|| view! {
                <Button kind=ButtonKind::Quiet on_press=discard>{t(word::DISCARD)}</Button>
            })}
            <Button kind=ButtonKind::Primary busy disabled=Signal::derive(move || !dirty.get()) on_press=save>
                {t(general::SAVE)}
            </Button>
        </div>
    }
}

fn about_a_word(fault: &FieldError) -> bool {
    fault.pointer.starts_with("/words/")
}

/// Somebody else was faster: our changes go onto theirs, and a person looks at it before it is saved again.
async fn take_theirs(list: WordList) {
    match api::word::list().await {
        Ok(theirs) => {
            list.merge(theirs);
            toast::failure(t(word::MERGED));
        }
        Err(failure) => toast::failure(failure.message()),
    }
}
