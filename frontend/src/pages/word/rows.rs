//! The words, by level and by what is looked for.

use domain::word::{SensitiveWord, WordLevel, folded};
use leptos::prelude::*;

use super::add::level_of;
use super::list::WordList;
use crate::i18n::{general, names, t, tf, word};
use crate::page;
use crate::ui::{Choice, EmptyState, Icon, IconName, Keyed, LoadMore, RadioGroup, TextInput};

/// Rows drawn at first, and with each press for more: a browser should not draw twenty thousand.
const STEP: usize = 100;

const FIND: &str = "word-find";

#[component]
pub(super) fn Rows(list: WordList) -> impl IntoView {
    let query = RwSignal::new(String::new());
    let level = RwSignal::new(String::new());
    let limit = RwSignal::new(STEP);
    let found = RwSignal::new(Vec::<u32>::new());
    Effect::new(move |_| {
        query.track();
        level.track();
        limit.set(STEP);
    });
    Effect::new(move |_| found.set(find(list, &query.get(), &level.get())));
    let count = move || found.with(Vec::len);
    let keys = Signal::derive(move || found.with(|all| all[..all.len().min(limit.get())].to_vec()));
    let more = Signal::derive(move || limit.get() < count());
    let on_more = Callback::new(move |()| limit.update(|n| *n += STEP));
    let remove = Callback::new(move |key: u32| {
        let next = found.with_untracked(|all| {
            let at = all.iter().position(|k| *k == key)?;
            all.get(at + 1).or(all.get(at.checked_sub(1)?)).copied()
        });
        list.remove(key);
        request_animation_frame(move || match next {
            Some(next) => page::focus(&remove_id(next)),
            None => page::focus_input_in(&format!("#{FIND}")),
        });
    });
    let draw = Callback::new(move |key| row(list, key, remove));
    view! {
        <div class="word-filters" role="search" id=FIND>
            <TextInput label=t(word::FIND) value=query kind="search"/>
            <RadioGroup label=t(word::LEVELS) value=level choices=Signal::derive(move || level_choices(list))/>
        </div>
        <p class="row-note" role="status">{move || tf(word::SHOWN, &[&count().to_string()])}</p>
        {move || if count() > 0 {
            view! {
                <ul class="words"><Keyed keys draw/></ul>
                <LoadMore more busy=false on_more/>
            }.into_any()
        } else if list.with_entries(<[_]>::is_empty) {
            view! { <EmptyState title=t(word::NONE) text=t(word::NONE_HINT)/> }.into_any()
        } else {
            view! { <EmptyState title=t(word::NONE_FOUND)/> }.into_any()
        }}
    }
}

/// Keys of the words asked for; what needs attention first, that it may not hide below.
fn find(list: WordList, query: &str, level: &str) -> Vec<u32> {
    let query = folded(query.trim());
    let asked = |word: &SensitiveWord| {
        (level.is_empty() || word.level == level_of(level))
            && (query.is_empty() || folded(&word.word).contains(&query))
    };
    let wrong = list.wrong();
    let (mut first, mut then) = (Vec::new(), Vec::new());
    list.with_entries(|all| {
        for entry in all.iter().filter(|e| asked(&e.word)) {
            if wrong.contains(&entry.key) {
                first.push(entry.key);
            } else {
                then.push(entry.key);
            }
        }
    });
    first.append(&mut then);
    first
}

/// `全部`, then each level with the number of its words.
fn level_choices(list: WordList) -> Vec<Choice> {
    let mut choices = vec![Choice::new("", t(general::ALL))];
    for level in WordLevel::ALL {
        let count = list.with_entries(|all| all.iter().filter(|e| e.word.level == level).count());
        let label = format!("{} {count}", names::word_level(level));
        choices.push(Choice::new(level.as_str(), label));
    }
    choices
}

fn remove_id(key: u32) -> String {
    format!("word-remove-{key}")
}

fn row(list: WordList, key: u32, remove: Callback<u32>) -> AnyView {
    let word = untrack(|| list.with_entries(|all| all.iter().find(|e| e.key == key).map(|e| e.word.clone())));
    let Some(SensitiveWord { word: text, level }) = word else {
        return ().into_any();
    };
    let fault_id = format!("word-fault-{key}");
    let on_change = move |e| list.set_level(key, level_of(&event_target_value(&e)));
    view! {
        <li class="word">
            <span class="word-text">{text.clone()}</span>
            <select
                class="input word-level"
                aria-label=tf(word::LEVEL_OF, &[&text])
                aria-invalid=move || list.is_wrong(key).then_some("true")
                aria-describedby=fault_id.clone()
                on:change=on_change
            >
                {WordLevel::ALL.map(|one| view! {
                    <option value=one.as_str() selected=one == level>{names::word_level(one)}</option>
                }).collect_view()}
            </select>
            <button
                class="icon-button"
                type="button"
                id=remove_id(key)
                aria-label=tf(word::REMOVE, &[&text])
                on:click=move |_| remove.run(key)
            >
                <Icon name=IconName::Trash/>
            </button>
            <p class="field-fault word-fault" id=fault_id>
                {move || list.fault(key).map(|text| view! { <Icon name=IconName::Warning/><span>{text}</span> })}
            </p>
        </li>
    }
    .into_any()
}
