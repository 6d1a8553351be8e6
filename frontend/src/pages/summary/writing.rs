//! Writing a summary: the sections of the notice with the figures beside them.

use domain::summary::{SECTION_MAX, Summary, SummaryAction, SummaryLevel, check_submission};
use domain::time::Instant;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::below::Sources;
use super::draft::{Draft, TEXTS};
use super::figures::FigureCard;
use super::saving::{self, Saving};
use crate::api::summary as api;
use crate::autosave::SavingBar;
use crate::form::FormFaults;
use crate::format;
use crate::i18n::{summary as words, t, tf};
use crate::page;
use crate::ui::{Button, ButtonKind, Confirm, IconName, TextArea, TextInput, toast};
use crate::unsaved::ask_before_leaving;

/// When the text was saved last.
fn saved(at: Option<Instant>) -> String {
    match at {
        None => t(words::NOT_SAVED_YET).to_owned(),
        Some(at) => tf(words::SAVED, &[&format::moment(at)]),
    }
}

#[component]
pub fn Editor(s: Summary, on_done: Callback<()>) -> impl IntoView {
    let faults = FormFaults::default();
    let draft = Draft::of(&s.content);
    let saving = saving::begin(s.clone(), draft, faults);
    ask_before_leaving(Signal::derive(move || saving.is_stuck()));
    let figures = Signal::derive(move || saving.saved().with(|s| s.figures.clone()));
    let insert_all = move || {
        for place in 0..TEXTS.len() {
            insert(saving, draft, place);
        }
        toast::success(t(words::INSERTED));
    };
    let draws_from = matches!(s.item.level, SummaryLevel::City | SummaryLevel::Province);
    let sources = draws_from.then(|| {
        view! { <Sources region=s.item.region_code.clone() edition=s.item.edition.clone() draft/> }
    });
    view! {
        <div class="summary-page">
            <div class="summary-side">
                <FigureCard figures overrides=draft.overrides draft=Some((draft, faults))/>
                {sources}
            </div>
            <div class="summary-form">
                <SavingBar saving saved conflict=words::CONFLICT/>
                {move || faults.summary().map(|text| view! { <p class="notice notice-wrong" role="alert">{text}</p> })}
                <Paper s=s.clone() draft faults/>
                <div><Button icon=IconName::Edit on_press=insert_all>{t(words::INSERT_ALL)}</Button></div>
                <p class="field-hint">{t(words::HEADINGS_HINT)}</p>
                {TEXTS.into_iter().enumerate().map(|(place, (field, title))| view! {
                    <Section place field title draft saving faults/>
                }).collect_view()}
                <SubmitBar draft saving faults on_done/>
            </div>
        </div>
    }
}

/// Puts the draft of one section behind what stands there.
fn insert(saving: Saving, draft: Draft, place: usize) {
    let text = saving.saved().with_untracked(|s| {
        let texts = s.draft.as_ref()?.texts();
        texts.get(place).map(|(.., text)| (*text).to_owned())
    });
    if let Some(text) = text {
        draft.add(place, &text);
    }
}

#[component]
fn Paper(s: Summary, draft: Draft, faults: FormFaults) -> impl IntoView {
    let usual = |text: &str| tf(words::USUAL, &[text]);
    view! {
        <details class="card">
            <summary class="card-title">{t(words::PAPER)}</summary>
            <div class="stack">
                <TextInput label=t(words::TITLE) value=draft.title hint=usual(&s.usual.title) fault=faults.at("/title")/>
                <TextInput label=t(words::ADDRESSEE) value=draft.addressee hint=usual(&s.usual.addressee) fault=faults.at("/addressee")/>
                <TextInput label=t(words::SIGNATORY) value=draft.signatory hint=usual(&s.usual.signatory) fault=faults.at("/signatory")/>
                <TextArea label=t(words::ATTACHMENTS) value=draft.attachments rows=3 hint=t(words::ATTACHMENTS_HINT) fault=faults.at("/attachments")/>
            </div>
        </details>
    }
}

#[component]
fn Section(
    place: usize,
    field: &'static str,
    title: &'static str,
    draft: Draft,
    saving: Saving,
    faults: FormFaults,
) -> impl IntoView {
    let value = draft.texts[place];
    let count = move || value.with(|text| domain::text::length(text.trim()));
    let press = move || {
        insert(saving, draft, place);
        toast::success(t(words::INSERTED));
    };
    view! {
        <section class="card">
            <TextArea label=title value rows=9 required={place > 0} fault=faults.at(format!("/{field}"))/>
            <div class="summary-tools">
                <span class="field-count" class:field-count-over=move || { count() > SECTION_MAX }>
                    {move || tf(words::COUNT, &[&count().to_string()])}
                </span>
                <Button kind=ButtonKind::Quiet on_press=press>{t(words::INSERT)}</Button>
            </div>
        </section>
    }
}

#[component]
fn SubmitBar(draft: Draft, saving: Saving, faults: FormFaults, on_done: Callback<()>) -> impl IntoView {
    let (busy, confirming) = (RwSignal::new(false), RwSignal::new(false));
    let check = move || {
        let (deadline, before) = saving
            .saved()
            .with(|s| (s.item.deadline, s.item.submission > 0 && !s.item.late));
        page::now().map(|now| check_submission(&draft.content(), deadline, before, now))
    };
    faults.follow(move || check().unwrap_or_default());
    let press = Callback::new(move |()| {
        faults.clear();
        if !untrack(check).is_some_and(|found| faults.show(&found)) {
            confirming.set(true);
        }
    });
    let send = Callback::new(move |()| {
        busy.set(true);
        spawn_local(async move {
            if saving.save().await {
                let id = saving.saved().with_untracked(|s| s.item.id);
                match api::submit(id, saving.version()).await {
                    Ok(_) => {
                        toast::success(t(words::HANDED_IN));
                        on_done.run(());
                    }
                    Err(failure) => faults.fail(&failure),
                }
            }
            let _ = confirming.try_set(false);
            let _ = busy.try_set(false);
        });
    });
    let late = move || {
        let deadline = saving
            .saved()
            .with(|s| s.item.deadline.filter(|_| s.item.submission == 0));
        deadline
            .zip(page::now())
            .is_some_and(|(deadline, now)| deadline.is_over(now))
    };
    let can = Memo::new(move |_| {
        saving
            .saved()
            .with(|s| s.actions.contains(&SummaryAction::Submit))
    });
    view! {
        <div class="supplement-bar">
            <div class="supplement-bar-text">{move || saving.saved().with(|s| super::status::due(s.item.deadline))}</div>
            {move || can.get().then(|| view! {
                <Button kind=ButtonKind::Primary busy icon=IconName::Check on_press=press>{t(words::SUBMIT)}</Button>
            })}
        </div>
        <Confirm open=confirming title=t(words::CONFIRM) action=t(words::SUBMIT) kind=ButtonKind::Primary busy on_confirm=send>
            <p>{t(words::CONFIRM_TEXT)}</p>
            {move || late().then(|| view! { <p class="notice notice-warning">{t(words::CONFIRM_LATE)}</p> })}
        </Confirm>
    }
}
