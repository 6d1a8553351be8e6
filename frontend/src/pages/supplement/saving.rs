//! The form saves itself, and goes out whole.

use domain::id::ActivityId;
use domain::supplement::{Supplement, SupplementContent};
use leptos::prelude::*;
use serde_json::{Map, Value};

use super::draft::Draft;
use crate::api::{Answer, supplement as api};
use crate::autosave::{Autosave, SavesItself, SavingState};
use crate::form::FormFaults;

/// The form, and what the server has of it.
#[derive(Clone, Copy)]
pub struct Filling {
    id: ActivityId,
    draft: Draft,
    /// As the server answered last.
    supplement: RwSignal<Supplement>,
    /// What the server has of the form.
    kept: StoredValue<SupplementContent>,
}

pub type Saving = Autosave<Filling>;

impl Saving {
    /// Saves `draft` from now on.
    pub fn of(s: Supplement, draft: Draft, faults: FormFaults) -> Self {
        let (id, at) = (s.activity_id, s.updated_at);
        let filling = Filling {
            id,
            draft,
            supplement: RwSignal::new(s),
            kept: StoredValue::new(untrack(|| draft.content())),
        };
        Self::start(filling, at, faults)
    }

    /// As the server answered last.
    pub fn supplement(self) -> RwSignal<Supplement> {
        self.form.supplement
    }

    /// What the server has answered is what counts.
    pub fn accept(self, s: Supplement) {
        self.form.accept(s);
    }
}

impl Filling {
    fn accept(self, s: Supplement) {
        for file in &s.files {
            if self.draft.files.with_untracked(|all| !all.contains_key(&file.id)) {
                self.draft.know(file.clone());
            }
        }
        self.supplement.set(s);
    }
}

impl SavesItself for Filling {
    type Change = SupplementContent;
    type Saved = Supplement;
    const WHOLE: bool = true;

    fn unsaved(self) -> Option<SupplementContent> {
        let content = self.draft.content();
        let differs = self.kept.with_value(|kept| *kept != content);
        differs.then_some(content)
    }

    fn version(self) -> i32 {
        self.supplement.with_untracked(|s| s.version)
    }

    fn version_of(s: &Supplement) -> i32 {
        s.version
    }

    async fn latest(self) -> Answer<Supplement> {
        api::show(self.id).await
    }

    async fn send(self, version: i32, content: &SupplementContent) -> Answer<Supplement> {
        api::save(self.id, version, content).await
    }

    fn keep(self, content: SupplementContent, s: Supplement) {
        self.kept.set_value(content);
        self.accept(s);
    }

    /// Shows both once they are together.
    async fn keep_mine(saving: Saving) {
        let form = saving.form;
        let Ok(latest) = form.latest().await else {
            return;
        };
        let mine = untrack(|| form.draft.content());
        let merged = form
            .kept
            .with_value(|kept| merge(kept, &mine, &latest.content))
            .unwrap_or(mine);
        if form.send(latest.version, &merged).await.is_ok() {
            form.kept.set_value(untrack(|| form.draft.content()));
            saving.settle();
            let _ = window().location().reload();
        }
    }

    fn taken_back(self) -> Option<SavingState> {
        let at = self.supplement.with_untracked(|s| s.updated_at);
        Some(SavingState::Saved(at))
    }

    fn mended(self, faults: FormFaults) {
        faults.clear();
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
