//! Forms that go out whole with every save.

use domain::time::Instant;
use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::{Autosave, SavesItself};
use crate::api::Answer;
use crate::form::FormFaults;

/// A form whose content is sent whole, and where it is kept.
pub trait WholeForm: Copy + Send + Sync + 'static {
    /// What is filled in.
    type Content: Clone + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static;
    /// What the server answers.
    type Saved: Send + Sync + 'static;

    /// What stands in the form. Reads all of it, which makes an effect run after every change.
    fn content(self) -> Self::Content;
    fn version_of(saved: &Self::Saved) -> i32;
    fn content_of(saved: &Self::Saved) -> &Self::Content;
    /// What the server has. Reads no signals.
    fn latest(self) -> impl Future<Output = Answer<Self::Saved>>;
    /// Saves on top of `version`. Reads no signals.
    fn send(self, version: i32, content: &Self::Content) -> impl Future<Output = Answer<Self::Saved>>;
    /// The server has answered `saved`.
    fn learn(self, _saved: &Self::Saved) {}
}

/// Such a form, and what the server has of it.
pub struct Whole<F: WholeForm> {
    pub form: F,
    /// As the server answered last.
    pub saved: RwSignal<F::Saved>,
    /// What the server has of the content.
    kept: StoredValue<F::Content>,
}

// Derived, these would ask the same of `F::Saved` and `F::Content`, which are only pointed at.
impl<F: WholeForm> Clone for Whole<F> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<F: WholeForm> Copy for Whole<F> {}

impl<F: WholeForm> Autosave<Whole<F>> {
    /// Saves `form` from now on. `at` is when it was saved last.
    pub fn of(form: F, saved: F::Saved, at: Option<Instant>, faults: FormFaults) -> Self {
        let whole = Whole {
            form,
            saved: RwSignal::new(saved),
            kept: StoredValue::new(untrack(|| form.content())),
        };
        Self::start(whole, at, faults)
    }

    /// As the server answered last.
    pub fn saved(self) -> RwSignal<F::Saved> {
        self.form.saved
    }

    /// What the server has answered is what counts.
    pub fn accept(self, saved: F::Saved) {
        self.form.accept(saved);
    }
}

impl<F: WholeForm> Whole<F> {
    fn accept(self, saved: F::Saved) {
        self.form.learn(&saved);
        self.saved.set(saved);
    }
}

impl<F: WholeForm> SavesItself for Whole<F> {
    type Change = F::Content;
    type Saved = F::Saved;
    const WHOLE: bool = true;

    fn unsaved(self) -> Option<F::Content> {
        let content = self.form.content();
        let differs = self.kept.with_value(|kept| *kept != content);
        differs.then_some(content)
    }

    fn version(self) -> i32 {
        self.saved.with_untracked(F::version_of)
    }

    fn version_of(saved: &F::Saved) -> i32 {
        F::version_of(saved)
    }

    async fn latest(self) -> Answer<F::Saved> {
        self.form.latest().await
    }

    async fn send(self, version: i32, content: &F::Content) -> Answer<F::Saved> {
        self.form.send(version, content).await
    }

    fn keep(self, content: F::Content, saved: F::Saved) {
        self.kept.set_value(content);
        self.accept(saved);
    }

    /// Shows both once they are together.
    async fn keep_mine(saving: Autosave<Self>) {
        let whole = saving.form;
        let Ok(latest) = whole.latest().await else {
            return;
        };
        let mine = untrack(|| whole.form.content());
        let merged = whole
            .kept
            .with_value(|kept| merge(kept, &mine, F::content_of(&latest)))
            .unwrap_or(mine);
        if whole.send(F::version_of(&latest), &merged).await.is_ok() {
            whole.kept.set_value(untrack(|| whole.form.content()));
            saving.settle();
            let _ = window().location().reload();
        }
    }

    fn mended(self, faults: FormFaults) {
        faults.clear();
    }
}

fn fields(content: &impl Serialize) -> Option<Map<String, Value>> {
    match serde_json::to_value(content) {
        Ok(Value::Object(fields)) => Some(fields),
        _ => None,
    }
}

/// `theirs`, with the fields that differ between `before` and `mine` as they are in `mine`.
fn merge<C: Serialize + DeserializeOwned>(before: &C, mine: &C, theirs: &C) -> Option<C> {
    let (before, mine, mut all) = (fields(before)?, fields(mine)?, fields(theirs)?);
    all.extend(
        mine.into_iter()
            .filter(|(name, value)| before.get(name) != Some(value)),
    );
    serde_json::from_value(Value::Object(all)).ok()
}
