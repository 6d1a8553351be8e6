use domain::access::Actor;
use domain::id::SummaryId;
use domain::problem::Code;
use domain::summary::{
    NotPossible, Summary, SummaryContent, SummaryRight, SummaryStatus, SummaryStep, check_draft, may_summary,
};
use persistence::Tx;
use persistence::summary::{self as store, SummaryRecord};
use serde_json::{Map, Value};

use super::view;
use crate::app::App;
use crate::error::{AppError, AppResult, saved};
use crate::patch;

/// What is sent back with the text and cannot be changed by it.
const SENT_BACK: [&str; 24] = [
    "id",
    "edition",
    "edition_title",
    "level",
    "region_code",
    "organization_id",
    "unit_name",
    "recipient",
    "recipient_name",
    "status",
    "late",
    "deadline",
    "overdue",
    "submission",
    "submitted_at",
    "updated_at",
    "version",
    "content",
    "usual",
    "figures",
    "frozen",
    "draft",
    "events",
    "actions",
];

/// Saves the text as it is (自动保存), however incomplete, on the version `expected`.
pub async fn save(
    app: &App,
    actor: &Actor,
    id: SummaryId,
    expected: i32,
    fields: Map<String, Value>,
) -> AppResult<Summary> {
    let content: SummaryContent = patch::whole(fields, &SENT_BACK)?;
    check_draft(&content).into_result()?;
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let (mut s, _) = load(tx, &actor, id, expected, SummaryRight::Write, SummaryStep::Save)?;
            s.content = content;
            s.version += 1;
            s.updated_at = this.now();
            keep(tx, &s, expected)?;
            view::whole(tx.conn(), &this, &s, &actor)
        })
        .await
}

/// The summary on the version `expected`, and where a step leads.
pub(super) fn load(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: SummaryId,
    expected: i32,
    right: SummaryRight,
    step: SummaryStep,
) -> AppResult<(SummaryRecord, SummaryStatus)> {
    let s = store::find(tx.conn(), id)?;
    may_summary(actor, right, &s.scope())?;
    if s.version != expected {
        return Err(AppError::Stale { current: s.version });
    }
    let to = s
        .status
        .after(step)
        .map_err(|NotPossible { .. }| Code::StepNotAllowed)?;
    Ok((s, to))
}

/// Stores it; when somebody was faster, says what the version is now.
pub(super) fn keep(tx: &mut Tx<'_>, s: &SummaryRecord, expected: i32) -> AppResult<()> {
    let stored = store::save(tx, s, expected);
    saved(stored, || Ok(store::find(tx.conn(), s.id)?.version))
}
