//! Forms that save themselves: what changed goes out a moment after each change, one request at a time.

mod bar;
pub mod outbox;
mod whole;

use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};

use domain::problem::Code;
use domain::time::Instant;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use serde::Serialize;

pub use bar::SavingBar;
pub use whole::{Whole, WholeForm};

use crate::api::{Answer, ApiFailure};
use crate::form::FormFaults;
use crate::page;
use crate::pause::after_pause;
use crate::session;

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

/// A form, and what the server has of it.
pub trait SavesItself: Copy + Send + Sync + 'static {
    /// What goes out.
    type Change: Clone + Serialize + Send + 'static;
    /// What the server answers.
    type Saved: 'static;
    /// Whether a change is the whole form: when the page is left, it never goes over what somebody else has written.
    const WHOLE: bool;

    /// Under which name a change waits on this device while there is no connection; `None` for forms that do not wait.
    fn outbox(self) -> Option<String> {
        None
    }
    /// What the server has not yet. Reads the whole form, which makes an effect run after every change.
    fn unsaved(self) -> Option<Self::Change>;
    /// The version that was saved last; not tracked.
    fn version(self) -> i32;
    fn version_of(saved: &Self::Saved) -> i32;
    /// What the server has. Asked after the page is left as well: it reads no signals.
    fn latest(self) -> impl Future<Output = Answer<Self::Saved>>;
    /// Saves on top of `version`. It reads no signals either.
    fn send(self, version: i32, change: &Self::Change) -> impl Future<Output = Answer<Self::Saved>>;
    /// The server has taken `change`.
    fn keep(self, change: Self::Change, saved: Self::Saved);
    /// After a conflict: puts what was changed here onto what somebody else has saved meanwhile.
    fn keep_mine(saving: Autosave<Self>) -> impl Future<Output = ()>;

    /// Saved after it had been refused.
    fn mended(self, _faults: FormFaults) {}
}

/// The saving of one form. `Copy`.
pub struct Autosave<F: SavesItself> {
    pub form: F,
    pub state: RwSignal<SavingState>,
    faults: FormFaults,
    busy: StoredValue<bool>,
    /// When it was saved last.
    at: StoredValue<Option<Instant>>,
    /// What is not saved yet, for when the page is left before it is.
    pending: StoredValue<Pending<F::Change>>,
}

// Derived, these would ask the same of `F::Change`, which is only pointed at.
impl<F: SavesItself> Clone for Autosave<F> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<F: SavesItself> Copy for Autosave<F> {}

type Pending<C> = Arc<Mutex<Leaving<C>>>;

struct Leaving<C> {
    change: Option<C>,
    /// The newest version that this page may have made.
    version: i32,
}

impl<F: SavesItself> Autosave<F> {
    /// Saves `form` from now on. `at` is when it was saved last.
    pub fn start(form: F, at: Option<Instant>, faults: FormFaults) -> Self {
        let nothing = Leaving {
            change: None,
            version: form.version(),
        };
        let saving = Self {
            form,
            state: RwSignal::new(SavingState::Saved(at)),
            faults,
            busy: StoredValue::new(false),
            at: StoredValue::new(at),
            pending: StoredValue::new(Arc::new(Mutex::new(nothing))),
        };
        let later = after_pause(PAUSE_MS, move |()| saving.save_soon());
        Effect::new(move |first: Option<()>| {
            let change = form.unsaved();
            let changed = change.is_some();
            saving.note(change);
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
                // Taken back before it went out.
                saving.state.set(SavingState::Saved(saving.at.get_value()));
            }
        });
        // The browser asks before a page with unsaved changes is closed.
        let closing = window_event_listener(leptos::ev::beforeunload, move |event| {
            if saving.state.try_get_untracked().is_some() && saving.has_changes() && !saving.waits() {
                event.prevent_default();
            }
        });
        // As soon as there is a connection again.
        let online = window_event_listener(leptos::ev::online, move |_| {
            if matches!(saving.state.try_get_untracked(), Some(SavingState::Failed(_))) {
                saving.save_soon();
            }
        });
        on_cleanup(move || {
            closing.remove();
            online.remove();
        });
        // The signals may be gone by then; this stays.
        let pending = saving.pending.get_value();
        on_cleanup(move || {
            let mut left = pending.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(change) = left.change.take() {
                flush(form, left.version, change);
            }
        });
        saving
    }

    fn note(self, change: Option<F::Change>) {
        let version = self.version() + i32::from(self.busy.get_value());
        self.pending.with_value(|pending| {
            *pending.lock().unwrap_or_else(PoisonError::into_inner) = Leaving { change, version };
        });
    }

    /// The version that was saved last; not tracked.
    pub fn version(self) -> i32 {
        self.form.version()
    }

    /// What cannot be saved as it is: it would be lost with the page.
    pub fn is_stuck(self) -> bool {
        matches!(
            self.state.get(),
            SavingState::Failed(_) | SavingState::Refused | SavingState::Conflict
        )
    }

    /// Keeps what has changed on this device.
    fn wait(self) {
        if let (Some(form), Some(change)) = (self.form.outbox(), untrack(|| self.form.unsaved())) {
            outbox::keep(&form, &change);
        }
    }

    /// Whether all that has changed is kept on this device: nothing is lost with the page.
    pub fn waits(self) -> bool {
        let offline = matches!(self.state.get_untracked(), SavingState::Failed(_));
        if offline {
            self.wait();
        }
        offline && self.form.outbox().is_some()
    }

    fn has_changes(self) -> bool {
        untrack(|| self.form.unsaved()).is_some()
    }

    /// The same as `save`, for where nobody waits for it.
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
            let Some(change) = untrack(|| self.form.unsaved()) else {
                return true;
            };
            self.busy.set_value(true);
            let refused = self.state.get_untracked() == SavingState::Refused;
            self.state.set(SavingState::Saving);
            self.note(Some(change.clone()));
            let answer = self.form.send(self.version(), &change).await;
            // The page may have been left meanwhile.
            if self.busy.try_update_value(|busy| *busy = false).is_none() {
                return false;
            }
            match answer {
                Ok(saved) => {
                    if refused {
                        self.form.mended(self.faults);
                    }
                    self.form.keep(change, saved);
                    self.settle();
                }
                Err(failure) => return self.failed(&failure),
            }
        }
    }

    /// Says that it is saved. What was typed meanwhile still waits.
    pub fn settle(self) {
        self.note(untrack(|| self.form.unsaved()));
        if let Some(form) = self.form.outbox() {
            outbox::forget(&form);
        }
        let at = page::now();
        self.at.set_value(at);
        self.state.set(SavingState::Saved(at));
    }

    fn failed(self, failure: &ApiFailure) -> bool {
        let state = match failure.code() {
            Some(Code::Stale) => SavingState::Conflict,
            Some(Code::ValidationFailed) => {
                self.faults.fail(failure);
                SavingState::Refused
            }
            _ => {
                self.wait();
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

    /// After a conflict.
    pub fn keep_mine(self) {
        leptos::task::spawn_local(F::keep_mine(self));
    }
}

/// Saves what was typed in the last moment before the page was left. It goes out at once and is kept on this device
/// until the server has it: the browser may be closed any moment now.
fn flush<F: SavesItself>(form: F, known: i32, change: F::Change) {
    // Whoever has just signed out leaves nothing here: a form names people.
    let outbox = form.outbox().filter(|_| session::token().is_some());
    if let Some(name) = &outbox {
        outbox::keep(name, &change);
    }
    leptos::task::spawn_local(async move {
        let mut version = known;
        // A save may still be on its way; then the version is one further than it says.
        for _ in 0..3 {
            match form.send(version, &change).await {
                Ok(_) => {
                    if let Some(name) = &outbox {
                        outbox::forget(name);
                    }
                    return;
                }
                Err(failure) if failure.code() == Some(Code::Stale) => {}
                // What is refused is not lost either: the form shows it when it is opened again.
                Err(_) => return,
            }
            let Ok(latest) = form.latest().await else { return };
            version = F::version_of(&latest);
            if F::WHOLE && version > known {
                return;
            }
        }
    });
}
