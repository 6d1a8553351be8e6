//! The text saves itself, and goes out whole.

use domain::id::SummaryId;
use domain::summary::{Summary, SummaryContent};

use super::draft::Draft;
use crate::api::{Answer, summary as api};
use crate::autosave::{Autosave, Whole, WholeForm};
use crate::form::FormFaults;

/// The text of a summary.
#[derive(Clone, Copy)]
pub struct Writing {
    id: SummaryId,
    draft: Draft,
}

pub type Saving = Autosave<Whole<Writing>>;

/// Saves `draft` from now on.
pub fn begin(s: Summary, draft: Draft, faults: FormFaults) -> Saving {
    let writing = Writing { id: s.item.id, draft };
    let at = (s.item.version > 1).then_some(s.item.updated_at);
    Saving::of(writing, s, at, faults)
}

impl WholeForm for Writing {
    type Content = SummaryContent;
    type Saved = Summary;

    fn content(self) -> SummaryContent {
        self.draft.content()
    }

    fn version_of(s: &Summary) -> i32 {
        s.item.version
    }

    fn content_of(s: &Summary) -> &SummaryContent {
        &s.content
    }

    async fn latest(self) -> Answer<Summary> {
        api::show(self.id).await
    }

    async fn send(self, version: i32, content: &SummaryContent) -> Answer<Summary> {
        api::save(self.id, version, content).await
    }
}
