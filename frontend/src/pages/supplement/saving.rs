//! The form saves itself, and goes out whole.

use domain::id::ActivityId;
use domain::supplement::{Supplement, SupplementContent};
use leptos::prelude::*;

use super::draft::Draft;
use crate::api::{Answer, supplement as api};
use crate::autosave::{Autosave, Whole, WholeForm};
use crate::form::FormFaults;

/// The form of a supplement.
#[derive(Clone, Copy)]
pub struct Filling {
    id: ActivityId,
    draft: Draft,
}

pub type Saving = Autosave<Whole<Filling>>;

/// Saves `draft` from now on.
pub fn begin(s: Supplement, draft: Draft, faults: FormFaults) -> Saving {
    let filling = Filling {
        id: s.activity_id,
        draft,
    };
    let at = s.updated_at;
    Saving::of(filling, s, at, faults)
}

impl WholeForm for Filling {
    type Content = SupplementContent;
    type Saved = Supplement;

    fn content(self) -> SupplementContent {
        self.draft.content()
    }

    fn version_of(s: &Supplement) -> i32 {
        s.version
    }

    fn content_of(s: &Supplement) -> &SupplementContent {
        &s.content
    }

    async fn latest(self) -> Answer<Supplement> {
        api::show(self.id).await
    }

    async fn send(self, version: i32, content: &SupplementContent) -> Answer<Supplement> {
        api::save(self.id, version, content).await
    }

    fn learn(self, s: &Supplement) {
        for file in &s.files {
            if self.draft.files.with_untracked(|all| !all.contains_key(&file.id)) {
                self.draft.know(file.clone());
            }
        }
    }
}
