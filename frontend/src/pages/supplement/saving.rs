//! Autosave: the form goes out whole, a moment after each change, one request at a time.

use std::sync::{Arc, Mutex, PoisonError};

use domain::id::ActivityId;
use domain::problem::Code;
use domain::supplement::{Supplement, SupplementContent};
use domain::time::Instant;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use serde_json::{Map, Value};

use super::draft::Draft;
use crate::api::{ApiFailure, supplement as api};
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
    /// Nothing to save, and when it was saved last.
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
    /// As the server answered last.
    pub supplement: RwSignal<Supplement>,
    /// What the server has of the form.
    kept: StoredValue<SupplementContent>,
    busy: StoredValue<bool>,
    /// What is not saved yet, for when the page is left before it is.
    pending: StoredValue<Pending>,
}

type Pending = Arc<Mutex<Leaving>>;

#[derive(Default)]
struct Leaving {
    content: Option<SupplementContent>,
    /// The newest version that this page may have made.
    version: i32,
}

impl Saving {
    /// Saves `draft` from now on.
    pub fn start(s: Supplement, draft: Draft, faults: FormFaults) -> Self {
        let saving = Self {
            id: s.activity_id,
            draft,
            faults,
            state: RwSignal::new(SavingState::Saved(s.updated_at)),
            supplement: RwSignal::new(s),
            kept: StoredValue::new(untrack(|| draft.content())),
            busy: StoredValue::new(false),
            pending: StoredValue::new(Pending::default()),
        };
        let later = after_pause(PAUSE_MS, move |()| saving.save_soon());
        Effect::new(move |first: Option<()>| {
            // Reading it all is what makes this run after every change.
            let content = draft.content();
            let changed = saving.differs(&content);
            saving.note(changed.then_some(content));
            if first.is_none() {
                return;
            }
            let now = saving.state.get_untracked();
            if changed {
                if !matches!(now, SavingState::Saving | SavingState::Conflict) {
                    saving.state.set(SavingState::Unsaved);
                }
                later(());
            } else if now == SavingState::Unsaved {
                // Taken back before it was saved.
                let at = saving.supplement.with_untracked(|s| s.updated_at);
                saving.state.set(SavingState::Saved(at));
            }
        });
        let closing = window_event_listener(leptos::ev::beforeunload, move |event| {
            if saving.state.try_get_untracked().is_some() && saving.has_changes() {
                event.prevent_default();
            }
        });
        on_cleanup(move || closing.remove());
        let (pending, id) = (saving.pending.get_value(), saving.id);
        on_cleanup(move || {
            let left = std::mem::take(&mut *pending.lock().unwrap_or_else(PoisonError::into_inner));
            if let Some(content) = left.content {
                flush(id, left.version, content);
            }
        });
        saving
    }

    fn note(self, content: Option<SupplementContent>) {
        let version = self.version() + i32::from(self.busy.get_value());
        self.pending.with_value(|pending| {
            *pending.lock().unwrap_or_else(PoisonError::into_inner) = Leaving { content, version };
        });
    }

    pub fn version(self) -> i32 {
        self.supplement.with_untracked(|s| s.version)
    }

    fn differs(self, content: &SupplementContent) -> bool {
        self.kept.with_value(|kept| kept != content)
    }

    /// What cannot be saved as it is: it would be lost with the page.
    pub fn is_stuck(self) -> bool {
        matches!(
            self.state.get(),
            SavingState::Failed(_) | SavingState::Refused | SavingState::Conflict
        )
    }

    fn has_changes(self) -> bool {
        self.differs(&untrack(|| self.draft.content()))
    }

    pub fn save_soon(self) {
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
            if !self.differs(&content) {
                return true;
            }
            self.busy.set_value(true);
            let refused = self.state.get_untracked() == SavingState::Refused;
            self.state.set(SavingState::Saving);
            self.note(Some(content.clone()));
            let answer = api::save(self.id, self.version(), &content).await;
            // The page may have been left meanwhile.
            if self.busy.try_update_value(|busy| *busy = false).is_none() {
                return false;
            }
            match answer {
                Ok(s) => {
                    if refused {
                        self.faults.clear();
                    }
                    self.kept.set_value(content);
                    self.accept(s);
                    let now = untrack(|| self.draft.content());
                    self.note(self.differs(&now).then_some(now));
                    self.state.set(SavingState::Saved(page::now()));
                }
                Err(failure) => return self.failed(&failure),
            }
        }
    }

    /// What the server has answered is what counts.
    pub fn accept(self, s: Supplement) {
        for file in &s.files {
            if self.draft.files.with_untracked(|all| !all.contains_key(&file.id)) {
                self.draft.know(file.clone());
            }
        }
        self.supplement.set(s);
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

    /// Puts what was changed here onto what somebody else has saved meanwhile, and shows both.
    pub fn keep_mine(self) {
        leptos::task::spawn_local(async move {
            let Ok(latest) = api::show(self.id).await else {
                return;
            };
            let mine = untrack(|| self.draft.content());
            let merged = self
                .kept
                .with_value(|kept| merge(kept, &mine, &latest.content))
                .unwrap_or(mine);
            if api::save(self.id, latest.version, &merged).await.is_ok() {
                self.note(None);
                self.kept.set_value(untrack(|| self.draft.content()));
                self.state.set(SavingState::Saved(page::now()));
                let _ = window().location().reload();
            }
        });
    }
}

fn fields(content: &SupplementContent) -> Option<Map<String, Value>> {
    match serde_json::to_value(content) {
        Ok(Value::Object(fields)) => Some(fields),
        _ => None,
    }
}

/// `theirs`, with the fields that differ between `before` and `mine` as they are in `mine`.
fn merge(
    before: &SupplementContent,
    mine: &SupplementContent,
    theirs: &SupplementContent,
) -> Option<SupplementContent> {
    let (before, mine, mut all) = (fields(before)?, fields(mine)?, fields(theirs)?);
    all.extend(
        mine.into_iter()
            .filter(|(name, value)| before.get(name) != Some(value)),
    );
    serde_json::from_value(Value::Object(all)).ok()
}

/// Saves what was typed in the last moment before the page was left; never over what somebody else has written.
fn flush(id: ActivityId, known: i32, content: SupplementContent) {
    leptos::task::spawn_local(async move {
        // A save may still be on its way; then the version is one further than it says.
        for _ in 0..2 {
            let Ok(latest) = api::show(id).await else { return };
            if latest.version > known {
                return;
            }
            match api::save(id, latest.version, &content).await {
                Err(failure) if failure.code() == Some(Code::Stale) => {}
                _ => return,
            }
        }
    });
}
