//! Setting up one edition: its review process and the reasons reviewers choose from.

use domain::edition::{Edition, EditionSummary};
use domain::problem::Code;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::process::Process;
use super::reasons::Reasons;
use super::settings::Settings;
use crate::api;
use crate::form::FormFaults;
use crate::i18n::{edition, general, settings as all_settings, t, tf};
use crate::load::Loaded;
use crate::page;
use crate::shell::{SETTING_UP, SignedInAs};
use crate::ui::{Breadcrumb, Button, ButtonKind, Choice, Crumb, Select, toast};
use crate::unsaved::ask_before_leaving;

#[component]
pub fn EditPage() -> impl IntoView {
    page::title(t(edition::TITLE));
    view! {
        <SignedInAs roles=SETTING_UP>
            <div class="wrap narrow page">
                <Breadcrumb above=vec![Crumb::new("/admin", t(all_settings::TITLE))] here=t(edition::TITLE).to_owned()/>
                <h1 class="page-title">{t(edition::TITLE)}</h1>
                <Loaded lines=8 fetch=api::edition::list draw=|page| view! { <Editions all=page.items/> }.into_any()/>
            </div>
        </SignedInAs>
    }
}

#[component]
fn Editions(all: Vec<EditionSummary>) -> impl IntoView {
    let current = all.iter().find(|e| e.current).or(all.first());
    let key = RwSignal::new(current.map(|e| e.key.clone()).unwrap_or_default());
    let dirty = RwSignal::new(false);
    ask_before_leaving(dirty.into());
    let choices: Vec<_> = all
        .iter()
        .map(|e| {
            let label = if e.current {
                tf(edition::CURRENT, &[&e.title])
            } else {
                e.title.clone()
            };
            Choice::new(&e.key, label)
        })
        .collect();
    view! {
        <div class="edition-choice">
            <Select label=t(edition::EDITION) value=key choices disabled=dirty/>
            <p class="field-hint" role="status">{move || dirty.get().then(|| t(edition::EDITION_LOCKED))}</p>
        </div>
        <Loaded
            lines=8
            fetch=move || {
                let key = key.get();
                async move { api::edition::show(&key).await }
            }
            draw=move |edition| view! { <Editor edition dirty/> }.into_any()
        />
    }
}

#[component]
fn Editor(edition: Edition, dirty: RwSignal<bool>) -> impl IntoView {
    let settings = Settings::new(&edition);
    let faults = FormFaults::default();
    let conflict = RwSignal::new(false);
    Effect::new(move |_| {
        let now = !settings.changes().is_empty();
        if dirty.get_untracked() != now {
            dirty.set(now);
        }
    });
    let key = StoredValue::new(edition.key);
    view! {
        <SaveBar settings faults conflict dirty key/>
        {move || conflict.get().then(|| view! { <Conflict settings conflict key/> })}
        <Process settings faults/>
        <Reasons settings faults/>
    }
}

#[component]
fn SaveBar(
    settings: Settings,
    faults: FormFaults,
    conflict: RwSignal<bool>,
    dirty: RwSignal<bool>,
    key: StoredValue<String>,
) -> impl IntoView {
    let busy = RwSignal::new(false);
    let save = Callback::new(move |()| {
        if faults.show(&settings.check()) {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let changes = untrack(|| settings.changes()).into();
            let answer = api::edition::change(&key.get_value(), settings.version(), &changes).await;
            // The page may be gone by now.
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(now) => {
                    settings.set(&now);
                    conflict.set(false);
                    toast::success(t(edition::SAVED));
                }
                Err(failure) if failure.code() == Some(Code::Stale) => conflict.set(true),
                Err(failure) => faults.fail(&failure),
            }
        });
    });
    let discard = Callback::new(move |()| {
        faults.clear();
        settings.discard();
    });
    view! {
        <div class="saving save-bar">
            <p class="save-text" role="status">
                {move || t(if dirty.get() { edition::UNSAVED } else { edition::SAVED_ALL })}
                <strong>{move || faults.summary().map(|text| format!(" · {text}"))}</strong>
            </p>
            {move || dirty.get().then(|| view! {
                <Button kind=ButtonKind::Quiet on_press=discard>{t(edition::DISCARD)}</Button>
            })}
            <Button kind=ButtonKind::Primary busy disabled=Signal::derive(move || !dirty.get()) on_press=save>
                {t(general::SAVE)}
            </Button>
        </div>
    }
}

/// Somebody else was faster; a person decides what becomes of their own changes.
#[component]
fn Conflict(settings: Settings, conflict: RwSignal<bool>, key: StoredValue<String>) -> impl IntoView {
    let load = move |keep: bool| {
        spawn_local(async move {
            match api::edition::show(&key.get_value()).await {
                Ok(latest) if keep => settings.base(&latest),
                Ok(latest) => settings.set(&latest),
                Err(failure) => return toast::failure(failure.message()),
            }
            let _ = conflict.try_set(false);
        });
    };
    view! {
        <div class="notice notice-warning" role="alert">
            <p class="notice-title">{t(edition::CONFLICT)}</p>
            <p>{t(edition::CONFLICT_TEXT)}</p>
            <div class="card-actions">
                <Button on_press=Callback::new(move |()| load(true))>{t(edition::CONFLICT_KEEP)}</Button>
                <Button on_press=Callback::new(move |()| load(false))>{t(edition::CONFLICT_LOAD)}</Button>
            </div>
        </div>
    }
}
