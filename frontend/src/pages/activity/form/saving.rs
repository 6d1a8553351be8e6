//! The draft saves itself: only the fields that changed go out, as a merge patch.

use domain::activity::content::ActivityContent;
use domain::activity::finding::Finding;
use domain::activity::view::Activity;
use domain::id::ActivityId;
use leptos::prelude::*;
use serde_json::{Map, Value};

use super::Draft;
use crate::api::{Answer, activity as api};
use crate::autosave::{Autosave, SavesItself, SavingState, outbox};
use crate::form::FormFaults;

/// The draft, and what the server has of it.
#[derive(Clone, Copy)]
pub struct Filing {
    id: ActivityId,
    draft: Draft,
    /// What the pre-check found in what was saved last.
    pub findings: RwSignal<Vec<Finding>>,
    version: RwSignal<i32>,
    /// What the server has.
    kept: StoredValue<Map<String, Value>>,
}

pub type Saving = Autosave<Filing>;

fn outbox_of(id: ActivityId) -> String {
    format!("activity.{id}")
}

/// What stands in a filing, with what was typed on this device while there was no connection; and whether there was any.
pub fn with_waiting(a: &Activity) -> (ActivityContent, bool) {
    let Some(waiting) = outbox::waiting::<Map<String, Value>>(&outbox_of(a.id)) else {
        return (a.content.clone(), false);
    };
    let mut all = fields(&a.content);
    all.extend(waiting);
    match serde_json::from_value(Value::Object(all)) {
        Ok(content) => (content, true),
        // Kept by another build of this application.
        Err(_) => (a.content.clone(), false),
    }
}

fn fields(content: &ActivityContent) -> Map<String, Value> {
    match serde_json::to_value(content) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

impl Saving {
    /// Saves `draft` from now on, a moment after each change.
    pub fn of(a: &Activity, draft: Draft, faults: FormFaults) -> Self {
        let filing = Filing {
            id: a.id,
            draft,
            findings: RwSignal::new(a.findings.clone()),
            version: RwSignal::new(a.version),
            kept: StoredValue::new(fields(&a.content)),
        };
        Self::start(filing, Some(a.updated_at), faults)
    }
}

impl SavesItself for Filing {
    type Change = Map<String, Value>;
    type Saved = Activity;
    const WHOLE: bool = false;

    fn outbox(self) -> Option<String> {
        Some(outbox_of(self.id))
    }

    fn unsaved(self) -> Option<Self::Change> {
        let now = fields(&self.draft.content());
        let changes: Map<String, Value> = self.kept.with_value(|kept| {
            now.into_iter()
                .filter(|(name, value)| kept.get(name) != Some(value))
                .collect()
        });
        (!changes.is_empty()).then_some(changes)
    }

    fn version(self) -> i32 {
        self.version.get_untracked()
    }

    fn version_of(a: &Activity) -> i32 {
        a.version
    }

    async fn latest(self) -> Answer<Activity> {
        api::show(self.id).await
    }

    async fn send(self, version: i32, changes: &Self::Change) -> Answer<Activity> {
        api::change(self.id, version, changes).await
    }

    fn keep(self, changes: Self::Change, a: Activity) {
        self.version.set(a.version);
        self.findings.set(a.findings);
        self.kept.update_value(|kept| kept.extend(changes));
    }

    /// The other's change stays where it touched other fields, ours wins in the fields we changed.
    async fn keep_mine(saving: Saving) {
        if let Ok(latest) = saving.form.latest().await {
            saving.form.version.set(latest.version);
            saving.state.set(SavingState::Unsaved);
            saving.save().await;
        }
    }
}
