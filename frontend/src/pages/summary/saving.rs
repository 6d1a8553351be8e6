//! The text saves itself, and goes out whole.

use domain::id::SummaryId;
use domain::summary::{Summary, SummaryContent};
use leptos::prelude::*;
use serde_json::{Map, Value};

use super::draft::Draft;
use crate::api::{Answer, summary as api};
use crate::autosave::{Autosave, SavesItself, SavingState};
use crate::form::FormFaults;

/// The text, and what the server has of it.
#[derive(Clone, Copy)]
pub struct Writing {
    id: SummaryId,
    draft: Draft,
    /// As the server answered last.
    summary: RwSignal<Summary>,
    /// What the server has of the text.
    kept: StoredValue<SummaryContent>,
}

pub type Saving = Autosave<Writing>;

impl Saving {
    /// Saves `draft` from now on.
    pub fn of(s: Summary, draft: Draft, faults: FormFaults) -> Self {
        let (id, at) = (s.item.id, s.item.updated_at);
        let saved = (s.item.version > 1).then_some(at);
        let writing = Writing {
            id,
            draft,
            summary: RwSignal::new(s),
            kept: StoredValue::new(untrack(|| draft.content())),
        };
        Self::start(writing, saved, faults)
    }

    /// As the server answered last.
    pub fn summary(self) -> RwSignal<Summary> {
        self.form.summary
    }
}

impl SavesItself for Writing {
    type Change = SummaryContent;
    type Saved = Summary;
    const WHOLE: bool = true;

    fn unsaved(self) -> Option<SummaryContent> {
        let content = self.draft.content();
        let differs = self.kept.with_value(|kept| *kept != content);
        differs.then_some(content)
    }

    fn version(self) -> i32 {
        self.summary.with_untracked(|s| s.item.version)
    }

    fn version_of(s: &Summary) -> i32 {
        s.item.version
    }

    async fn latest(self) -> Answer<Summary> {
        api::show(self.id).await
    }

    async fn send(self, version: i32, content: &SummaryContent) -> Answer<Summary> {
        api::save(self.id, version, content).await
    }

    fn keep(self, content: SummaryContent, s: Summary) {
        self.kept.set_value(content);
        self.summary.set(s);
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
        if form.send(latest.item.version, &merged).await.is_ok() {
            form.kept.set_value(untrack(|| form.draft.content()));
            saving.settle();
            let _ = window().location().reload();
        }
    }

    fn taken_back(self) -> Option<SavingState> {
        let at = self.summary.with_untracked(|s| s.item.updated_at);
        Some(SavingState::Saved(Some(at)))
    }

    fn mended(self, faults: FormFaults) {
        faults.clear();
    }
}

fn fields(content: &SummaryContent) -> Option<Map<String, Value>> {
    match serde_json::to_value(content) {
        Ok(Value::Object(fields)) => Some(fields),
        _ => None,
    }
}

/// `theirs`, with the fields that differ between `before` and `mine` as they are in `mine`.
fn merge(before: &SummaryContent, mine: &SummaryContent, theirs: &SummaryContent) -> Option<SummaryContent> {
    let (before, mine, mut all) = (fields(before)?, fields(mine)?, fields(theirs)?);
    all.extend(
        mine.into_iter()
            .filter(|(name, value)| before.get(name) != Some(value)),
    );
    serde_json::from_value(Value::Object(all)).ok()
}
