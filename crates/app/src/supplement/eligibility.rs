use std::collections::BTreeMap;

use domain::access::{ActivityAction, Actor};
use domain::edition::Edition;
use domain::eligibility::{Eligibility, Evidence, judge};
use domain::id::{ActivityId, MediaId};
use domain::problem::Lang;
use domain::supplement::SupplementContent;
use domain::time::Instant;
use persistence::activity::ActivityRecord;
use persistence::supplement::{self as store, ExtensionRecord, SubmissionRecord};
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
            let judged = judge_all(conn, std::slice::from_ref(&a), basis, this.now(), lang)?;
            let only = judged.into_values().next();
            Ok(only
                .ok_or_else(|| crate::error::AppError::internal("nothing was judged"))?
                .eligibility)
        })
        .await
}

/// A verdict with what it was based on.
#[derive(Debug, Clone)]
pub(crate) struct Judged {
    pub(crate) eligibility: Eligibility,
    pub(crate) supplement: SupplementContent,
}

/// Judges many activities by what was submitted: what a recommendation rests on.
pub(crate) fn judge_submitted(
    conn: &mut Conn,
    all: &[ActivityRecord],
    now: Instant,
    lang: Lang,
) -> AppResult<BTreeMap<ActivityId, Judged>> {
    judge_all(conn, all, Basis::Submitted, now, lang)
}

/// A handful of statements, however many activities there are.
fn judge_all(
    conn: &mut Conn,
    all: &[ActivityRecord],
    basis: Basis,
    now: Instant,
    lang: Lang,
) -> AppResult<BTreeMap<ActivityId, Judged>> {
    if all.is_empty() {
        return Ok(BTreeMap::new());
    }
    let ids: Vec<ActivityId> = all.iter().map(|a| a.id).collect();
    let mut editions: BTreeMap<String, Edition> = BTreeMap::new();
    for a in all {
        if !editions.contains_key(&a.edition) {
            editions.insert(a.edition.clone(), view::edition_of(conn, &a.edition)?);
        }
    }
    // The last move of each deadline counts: later ones overwrite.
    let extensions: BTreeMap<ActivityId, ExtensionRecord> =
        store::extensions(conn, &ids)?.into_iter().collect();
    let mut submissions: BTreeMap<ActivityId, Vec<SubmissionRecord>> = BTreeMap::new();
    for (id, submission) in store::submissions(conn, &ids)? {
        submissions.entry(id).or_default().push(submission);
    }
    let mut forms: BTreeMap<ActivityId, SupplementContent> = store::find_all(conn, &ids)?
        .into_iter()
        .map(|s| (s.activity_id, s.content))
        .collect();
    let mut judged_by = Vec::with_capacity(all.len());
    for a in all {
        let edition = &editions[&a.edition];
        let due = Due::of(a, edition, extensions.get(&a.id));
        let own = submissions.remove(&a.id).unwrap_or_default();
        let counts = counted(&own, due.last);
        let submitted_at = counts.map(|c| c.submitted_at);
        let content = match (basis, counts) {
            (Basis::Submitted, Some(counts)) => counts.content.clone(),
            _ => forms.remove(&a.id).unwrap_or_default(),
        };
        judged_by.push((a, submitted_at, content));
    }
    let films: Vec<MediaId> = judged_by
        .iter()
        .flat_map(|(_, _, content)| content.video_ids.iter().copied())
        .collect();
    let video_seconds: BTreeMap<MediaId, f64> = if films.is_empty() {
        BTreeMap::new()
    } else {
        media::find_all(conn, &films)?
            .into_iter()
            .filter_map(|file| Some((file.id, file.duration_ms? as f64 / 1_000.0)))
            .collect()
    };
    let verdict = |(a, submitted_at, content): (&ActivityRecord, Option<Instant>, SupplementContent)| {
        let evidence = Evidence {
            status: a.status,
            mode: a.content.mode,
            ends_at: a.content.ends_at(),
            extended_until: extensions.get(&a.id).map(|e| e.until),
            supplement: &content,
            submitted_at,
            video_seconds: &video_seconds,
        };
        let mut eligibility = judge(evidence, &editions[&a.edition].thresholds, now, lang);
        eligibility.of_draft = basis == Basis::Draft || submitted_at.is_none();
        let judged = Judged {
            eligibility,
            supplement: content,
        };
        (a.id, judged)
    };
    Ok(judged_by.into_iter().map(verdict).collect())
}
