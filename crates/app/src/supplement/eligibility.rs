use std::collections::BTreeMap;

use domain::access::{ActivityAction, Actor};
use domain::eligibility::{Eligibility, Evidence, judge};
use domain::id::{ActivityId, MediaId};
use domain::problem::Lang;
use domain::supplement::SupplementContent;
use domain::time::Instant;
use persistence::activity::ActivityRecord;
use persistence::supplement as store;
use persistence::{Conn, media};

use super::view::{Due, counted};
use crate::activity::view;
use crate::app::App;
use crate::error::AppResult;

/// What an eligibility is judged by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// What is on the form.
    Draft,
    /// What was submitted; what is on the form where nothing was.
    Submitted,
}

/// Whether an activity can be recommended, rule by rule.
pub async fn eligibility(
    app: &App,
    actor: &Actor,
    id: ActivityId,
    basis: Basis,
    lang: Lang,
) -> AppResult<Eligibility> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .read(move |conn| {
            let a = view::load(conn, id, &actor, ActivityAction::View)?;
            Ok(judge_on(conn, &a, basis, this.now(), lang)?.eligibility)
        })
        .await
}

/// A verdict with what it was based on.
pub(crate) struct Judged {
    pub(crate) eligibility: Eligibility,
    pub(crate) supplement: SupplementContent,
}

/// Judges what was submitted: what a recommendation rests on.
pub(crate) fn judge_submitted(
    conn: &mut Conn,
    a: &ActivityRecord,
    now: Instant,
    lang: Lang,
) -> AppResult<Judged> {
    judge_on(conn, a, Basis::Submitted, now, lang)
}

fn judge_on(
    conn: &mut Conn,
    a: &ActivityRecord,
    basis: Basis,
    now: Instant,
    lang: Lang,
) -> AppResult<Judged> {
    let edition = view::edition_of(conn, &a.edition)?;
    let extension = store::extension(conn, a.id)?;
    let due = Due::of(a, &edition, extension.as_ref());
    let counts = counted(conn, a.id, due.last)?;
    let (submitted_at, content) = match (basis, counts) {
        (Basis::Submitted, Some(counts)) => (Some(counts.submitted_at), counts.content),
        (_, counts) => (
            counts.map(|c| c.submitted_at),
            store::find(conn, a.id)?.map(|s| s.content).unwrap_or_default(),
        ),
    };
    let video_seconds: BTreeMap<MediaId, f64> = media::find_all(conn, &content.video_ids)?
        .into_iter()
        .filter_map(|file| Some((file.id, file.duration_ms? as f64 / 1_000.0)))
        .collect();
    let evidence = Evidence {
        status: a.status,
        mode: a.content.mode,
        ends_at: a.content.ends_at(),
        extended_until: extension.map(|e| e.until),
        supplement: &content,
        submitted_at,
        video_seconds: &video_seconds,
    };
    let mut eligibility = judge(evidence, &edition.thresholds, now, lang);
    eligibility.of_draft = basis == Basis::Draft || submitted_at.is_none();
    Ok(Judged {
        eligibility,
        supplement: content,
    })
}
