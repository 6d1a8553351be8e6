//! Adding words: one, or many at once.

use domain::problem::{Fault, FaultCode, Faults};
use domain::word::{SensitiveWord, WordLevel};
use leptos::prelude::*;

use super::list::WordList;
use crate::form::FormFaults;
use crate::i18n::{general, names, t, tf, word};
use crate::page;
use crate::ui::{Button, ButtonKind, Choice, Dialog, IconName, Select, TextArea, TextInput, toast};

fn levels() -> Vec<Choice> {
    WordLevel::ALL
        .map(|level| Choice::new(level.as_str(), names::word_level(level)))
        .to_vec()
}

/// The level that a form names.
pub(super) fn level_of(code: &str) -> WordLevel {
    WordLevel::ALL
        .into_iter()
        .find(|level| level.as_str() == code)
        .unwrap_or(WordLevel::Check)
}

#[component]
pub(super) fn Add(list: WordList) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let level = RwSignal::new(WordLevel::Check.as_str().to_owned());
    let faults = FormFaults::default();
    let pasting = RwSignal::new(false);
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let new = SensitiveWord {
            word: text.get_untracked().trim().to_owned(),
            level: level_of(&level.get_untracked()),
        };
        if let Some(fault) = list.check(&new) {
            faults.show_at("/word", fault);
            return;
        }
        faults.clear();
        list.add(vec![new]);
        text.set(String::new());
        toast::success(t(word::ADDED));
        page::focus_input_in(".word-add");
    };
    view! {
        <form class="word-add" novalidate on:submit=add>
            <TextInput label=t(word::WORD) value=text autocomplete="off" fault=faults.at("/word")/>
            <Select label=t(word::LEVEL) value=level choices=levels()/>
            <Button submit=true icon=IconName::Plus>{t(word::ADD)}</Button>
            <Button kind=ButtonKind::Quiet on_press=Callback::new(move |()| pasting.set(true))>{t(word::PASTE)}</Button>
        </form>
        <p class="row-note">{t(word::LEVEL_HINT)}</p>
        <Paste list open=pasting/>
    }
}

#[component]
fn Paste(list: WordList, open: RwSignal<bool>) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let level = RwSignal::new(WordLevel::Check.as_str().to_owned());
    let faults = FormFaults::default();
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let level = level_of(&level.get_untracked());
        let words: Vec<_> = text
            .get_untracked()
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(|line| SensitiveWord {
                word: line.to_owned(),
                level,
            })
            .collect();
        if words.is_empty() {
            let nothing = Fault::new("/text", FaultCode::Required).with(t(word::WORD));
            faults.show(&Faults::one(nothing));
            return;
        }
        faults.clear();
        let asked = words.len();
        let added = list.add(words);
        if added == 0 {
            toast::failure(t(word::PASTE_NOTHING));
        } else {
            let counts = [added.to_string(), (asked - added).to_string()];
            toast::success(tf(word::PASTED, &[&counts[0], &counts[1]]));
        }
        text.set(String::new());
        open.set(false);
    };
    view! {
        <Dialog open title=t(word::PASTE)>
            <form class="dialog-form" novalidate on:submit=add>
                <Select label=t(word::LEVEL) value=level choices=levels()/>
                <TextArea label=t(word::WORD) hint=t(word::PASTE_HINT) value=text rows=10 fault=faults.at("/text")/>
                <div class="form-buttons">
                    <Button on_press=Callback::new(move |()| open.set(false))>{t(general::CANCEL)}</Button>
                    <Button kind=ButtonKind::Primary submit=true>{t(word::ADD)}</Button>
                </div>
            </form>
        </Dialog>
    }
}
