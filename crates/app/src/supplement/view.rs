//! A supplement as somebody may see it.

use std::collections::BTreeMap;

use domain::access::{ActivityAction, Actor, may};
use domain::activity::status::Status;
use domain::edition::{DeadlineKind, Edition};
use domain::eligibility::{is_on_time, last_day};
use domain::id::{ActivityId, MediaId};
use domain::problem::Lang;
use domain::supplement::finding::{self, SupplementContext};
use domain::supplement::{Extension, RegionalDeadline, Supplement, SupplementAction, SupplementContent};
use domain::time::{CivilDate, Instant};
use persistence::activity::ActivityRecord;
use persistence::media::{self, MediaRecord};
use persistence::supplement::{self as store, ExtensionRecord, SubmissionRecord, SupplementRecord};
use persistence::{Conn, check_in, similar};

use crate::activity::{scope_of, view};
use crate::app::App;
use crate::error::AppResult;
use crate::link;

/// The supplement of an activity; an empty one where nothing was saved.
pub async fn show(app: &App, actor: &Actor, id: ActivityId, lang: Lang) -> AppResult<Supplement> {
    let (this, actor) = (app.clone(), actor.clone());
    let found = app
        .db()
        .read(move |conn| {
            let a = view::load(conn, id, &actor, ActivityAction::View)?;
            let s = store::find(conn, id)?;
            assemble(conn, &this, &a, s, &actor, lang)
        })
        .await?;
    complete(app, found).await
}

/// A supplement whose files have no addresses yet.
pub(super) struct Assembled {
    supplement: Supplement,
    files: Vec<MediaRecord>,
}

/// Gives the files their addresses.
pub(super) async fn complete(app: &App, found: Assembled) -> AppResult<Supplement> {
    let mut supplement = found.supplement;
    for file in &found.files {
        supplement.files.push(crate::media::view(app, file).await?);
    }
    Ok(supplement)
}

pub(super) fn assemble(
    conn: &mut Conn,
    app: &App,
    a: &ActivityRecord,
    s: Option<SupplementRecord>,
    actor: &Actor,
    lang: Lang,
) -> AppResult<Assembled> {
    let edition = view::edition_of(conn, &a.edition)?;
    let extension = store::extension(conn, a.id)?;
    let due = Due::of(a, &edition, extension.as_ref());
    let submissions: Vec<SubmissionRecord> = store::submissions(conn, &[a.id])?
        .into_iter()
        .map(|(_, submission)| submission)
        .collect();
    let counts = counted(&submissions, due.last);
    let own = may(actor, ActivityAction::Supplement, &scope_of(a)).is_ok();
    // Its organisation sees the form; those who judge see what counts.
    let content = match counts {
        Some(counts) if !own => counts.content.clone(),
        _ => s.as_ref().map(|s| s.content.clone()).unwrap_or_default(),
    };
    let files = media::find_all(conn, &content.media_ids())?;
    let (version, submission) = s.as_ref().map_or((0, 0), |s| (s.version, s.submission));
    let submitted_at = s.as_ref().and_then(|s| s.submitted_at);
    let supplement = Supplement {
        activity_id: a.id,
        version,
        findings: findings(conn, a, &content)?
            .iter()
            .map(|found| found.describe(lang))
            .collect(),
        submission,
        submitted_at,
        late: matches!((counts, due.last), (Some(c), Some(last)) if !is_on_time(c.submitted_at, last)),
        changed_since: own && submissions.last().is_some_and(|last| last.content != content),
        deadline: due.last.map(|day| Instant::end_of_day(day).plus_seconds(-1)),
        extension: extension.map(|e| Extension {
            until: e.until,
            reason: e.reason,
            granted_at: e.granted_at,
        }),
        regional_deadline: due.regional.map(|(on, hard)| RegionalDeadline {
            on,
            hard,
            overdue: !is_on_time(submitted_at.unwrap_or_else(|| app.now()), on),
        }),
        updated_at: s.as_ref().map(|s| s.updated_at),
        content,
        files: Vec::new(),
        counted: check_in::counted(conn, a.id)?,
        actions: actions(a, actor),
    };
    Ok(Assembled { supplement, files })
}

fn actions(a: &ActivityRecord, actor: &Actor) -> Vec<SupplementAction> {
    let scope = scope_of(a);
    let can = |action| may(actor, action, &scope).is_ok();
    let mut all = Vec::new();
    if can(ActivityAction::Supplement) && a.status != Status::TakenDown {
        all.push(SupplementAction::Edit);
        if a.status != Status::Draft {
            all.push(SupplementAction::Submit);
        }
        if a.status == Status::Approved {
            all.push(SupplementAction::Apply);
        }
    }
    if can(ActivityAction::Extend) && a.content.ends_at().is_some() {
        all.push(SupplementAction::Extend);
    }
    if can(ActivityAction::CheckPhotos) {
        all.push(SupplementAction::CheckPhotos);
    }
    all
}

/// When a supplement is due.
pub(super) struct Due {
    /// Last day on which it counts for a recommendation.
    pub(super) last: Option<CivilDate>,
    /// The day the nearest region above asks for it, and whether later ones are refused.
    pub(super) regional: Option<(CivilDate, bool)>,
}

impl Due {
    pub(super) fn of(a: &ActivityRecord, edition: &Edition, extension: Option<&ExtensionRecord>) -> Self {
        let extended = extension.map(|e| e.until);
        let regional = edition
            .deadlines
            .iter()
            .filter(|d| d.kind == DeadlineKind::Supplement && d.region_code.contains(&a.review_region))
            .max_by_key(|d| d.region_code.prefix().len());
        Self {
            last: a
                .content
                .ends_at()
                .map(|end| last_day(end, &edition.thresholds, extended)),
            // Whom the province gave more time, the region gives it too.
            regional: regional.map(|d| (extended.map_or(d.on, |until| until.max(d.on)), d.hard)),
        }
    }
}

/// The submission that counts, of all in their order: the last one made in time; where none was, the last one. What was
/// in time is never spoilt by something later.
pub(super) fn counted(all: &[SubmissionRecord], last: Option<CivilDate>) -> Option<&SubmissionRecord> {
    let in_time = |s: &&SubmissionRecord| last.is_some_and(|last| is_on_time(s.submitted_at, last));
    all.iter().rev().find(in_time).or_else(|| all.last())
}

fn findings(
    conn: &mut Conn,
    a: &ActivityRecord,
    content: &SupplementContent,
) -> AppResult<Vec<domain::activity::finding::Found>> {
    let urls: Vec<String> = finding::links(content).into_iter().map(|(_, url)| url).collect();
    let digests: Vec<Vec<u8>> = urls.iter().map(|url| link::digest(url)).collect();
    let mut shared = BTreeMap::new();
    if !urls.is_empty() {
        let others = store::others_naming(conn, a.id, &digests)?;
        for (url, digest) in urls.iter().zip(&digests) {
            let count = others.iter().filter(|(d, _)| d == digest).count();
            shared.insert(url.clone(), count);
        }
    }
    let links = link::states_of(conn, &urls)?;
    let hashes: BTreeMap<MediaId, u64> = similar::hashes(conn, &content.photo_ids)?.into_iter().collect();
    let context = SupplementContext {
        starts_at: a.content.starts_at(),
        links: &links,
        shared: &shared,
        hashes: &hashes,
    };
    Ok(finding::find(content, context))
}
