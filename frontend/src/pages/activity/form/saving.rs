//! Autosave: what changed since the last save goes out as a merge patch, one request at a time.

use std::sync::{Arc, Mutex, PoisonError};

use domain::activity::content::ActivityContent;
use domain::activity::finding::Finding;
use domain::activity::view::Activity;
use domain::id::ActivityId;
use domain::problem::Code;
use domain::time::Instant;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use serde_json::{Map, Value};

use super::Draft;
use crate::api::{ApiFailure, activity as api};
use crate::form::FormFaults;
use crate::page;
use crate::pause::after_pause;

/// How long somebody must pause before what they typed is saved.
const PAUSE_MS: u32 = 900;
/// After a failure, how long until the next try.
const AGAIN_MS: u32 = 5_000;

/// What the page says about saving.
#[derive(Debug, Clone, PartialEq)]
pub enum SavingState {
    Saved(Option<Instant>),
    Unsaved,
    Saving,
    /// Tried again by itself.
    Failed(String),
    /// The server refuses some fields; they are marked.
    Refused,
    /// Somebody else changed it; a person decides.
    Conflict,
}

#[derive(Clone, Copy)]
pub struct Saving {
    id: ActivityId,
    draft: Draft,
    faults: FormFaults,
    pub state: RwSignal<SavingState>,
    /// What the pre-check found in what was saved last.
    pub findings: RwSignal<Vec<Finding>>,
    version: RwSignal<i32>,
    /// What the server has.
    kept: StoredValue<Map<String, Value>>,
    busy: StoredValue<bool>,
    /// What is not saved yet, for when the page is left before it is.
    pending: StoredValue<Pending>,
}

type Pending = Arc<Mutex<Map<String, Value>>>;

fn fields(content: &ActivityContent) -> Map<String, Value> {
    match serde_json::to_value(content) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

impl Saving {
    /// Saves `draft` from now on, a moment after each change.
    pub fn start(a: &Activity, draft: Draft, faults: FormFaults) -> Self {
        let saving = Self {
            id: a.id,
            draft,
            faults,
            state: RwSignal::new(SavingState::Saved(Some(a.updated_at))),
            findings: RwSignal::new(a.findings.clone()),
            version: RwSignal::new(a.version),
            kept: StoredValue::new(fields(&a.content)),
            busy: StoredValue::new(false),
            pending: StoredValue::new(Pending::default()),
        };
        let later = after_pause(PAUSE_MS, move |()| saving.save_soon());
        Effect::new(move |first: Option<()>| {
            // Reading it all is what makes this run after every change.
            let changed = saving.changes(&draft.content());
            saving.note(changed.clone());
            if first.is_some() && !changed.is_empty() {
                if !matches!(
                    saving.state.get_untracked(),
                    SavingState::Saving | SavingState::Conflict
                ) {
                    saving.state.set(SavingState::Unsaved);
                }
                later(());
            }
        });
        warn_before_leaving(saving);
        let (pending, id) = (saving.pending.get_value(), a.id);
        on_cleanup(move || {
            flush(
                id,
                std::mem::take(&mut pending.lock().unwrap_or_else(PoisonError::into_inner)),
            )
        });
        saving
    }

    fn note(self, changed: Map<String, Value>) {
        self.pending
            .with_value(|pending| *pending.lock().unwrap_or_else(PoisonError::into_inner) = changed);
    }

    pub fn version(self) -> i32 {
        self.version.get_untracked()
    }

    fn changes(self, content: &ActivityContent) -> Map<String, Value> {
        let now = fields(content);
        self.kept.with_value(|kept| {
            now.into_iter()
                .filter(|(name, value)| kept.get(name) != Some(value))
                .collect()
        })
    }

    fn has_changes(self) -> bool {
        !self.changes(&untrack(|| self.draft.content())).is_empty()
    }

    fn save_soon(self) {
        leptos::task::spawn_local(async move {
            self.save().await;
        });
    }

    /// Saves what has changed; answers whether everything is saved now.
    pub async fn save(self) -> bool {
        while self.busy.try_get_value() == Some(true) {
            gloo_timers::future::TimeoutFuture::new(50).await;
        }
        loop {
            if self
                .state
                .try_get_untracked()
                .is_none_or(|s| s == SavingState::Conflict)
            {
                return false;
            }
            let content = untrack(|| self.draft.content());
            let changes = self.changes(&content);
            if changes.is_empty() {
                return true;
            }
            self.busy.set_value(true);
            self.state.set(SavingState::Saving);
            let answer = api::change(self.id, self.version.get_untracked(), &changes).await;
            // The page may have been left meanwhile.
            if self.busy.try_update_value(|busy| *busy = false).is_none() {
                return false;
            }
            match answer {
                Ok(a) => {
                    self.version.set(a.version);
                    self.findings.set(a.findings);
                    self.kept.update_value(|kept| kept.extend(changes));
                    self.note(self.changes(&untrack(|| self.draft.content())));
                    self.state.set(SavingState::Saved(page::now()));
                }
                Err(failure) => return self.failed(&failure),
            }
        }
    }

    fn failed(self, failure: &ApiFailure) -> bool {
        let state = match failure.code() {
            Some(Code::Stale) => SavingState::Conflict,
            Some(Code::ValidationFailed) => {
                self.faults.fail(failure);
                SavingState::Refused
            }
            _ => {
                Timeout::new(AGAIN_MS, move || {
                    if matches!(self.state.try_get_untracked(), Some(SavingState::Failed(_))) {
                        self.save_soon();
                    }
                })
                .forget();
                SavingState::Failed(failure.message())
            }
        };
        self.state.set(state);
        false
    }

    /// After a conflict: the other's change stays where it touched other fields, ours wins in the fields we changed.
    pub fn keep_mine(self) {
        leptos::task::spawn_local(async move {
            if let Ok(latest) = api::show(self.id).await {
                self.version.set(latest.version);
                self.state.set(SavingState::Unsaved);
                self.save().await;
            }
        });
    }
}

/// The browser asks before a page with unsaved changes is closed.
fn warn_before_leaving(saving: Saving) {
    let listening = window_event_listener(leptos::ev::beforeunload, move |event| {
        if saving.state.try_get_untracked().is_some() && saving.has_changes() {
            event.prevent_default();
        }
    });
    on_cleanup(move || listening.remove());
}

/// Saves what was typed in the last moment before the page was left.
fn flush(id: ActivityId, changes: Map<String, Value>) {
    if changes.is_empty() {
        return;
    }
    leptos::task::spawn_local(async move {
        // A save may still be on its way; then the version is one further than it says.
        for _ in 0..2 {
            let Ok(latest) = api::show(id).await else { return };
            match api::change(id, latest.version, &changes).await {
                Err(failure) if failure.code() == Some(Code::Stale) => {}
                _ => return,
            }
        }
    });
}
