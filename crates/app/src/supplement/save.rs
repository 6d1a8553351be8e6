use std::collections::BTreeSet;

use domain::access::{ActivityAction, Actor};
use domain::activity::status::Status;
use domain::id::{ActivityId, MediaId};
use domain::media::{MediaKind, MediaStatus};
use domain::problem::{Code, Faults, Lang};
use domain::supplement::{Supplement, SupplementContent, finding, rules};
use persistence::activity::ActivityRecord;
use persistence::media::MediaRecord;
use persistence::supplement::{self as store, SupplementRecord};
use persistence::{Conn, Tx};
use serde_json::{Map, Value};

use super::view::{assemble, complete};
use crate::activity::view;
use crate::app::App;
use crate::error::{AppError, AppResult, saved};
use crate::media::named::{self, NamedFile};
use crate::{link, patch};

/// What is sent back with the form and cannot be changed by it.
const SENT_BACK: [&str; 14] = [
    "activity_id",
    "version",
    "submission",
    "submitted_at",
    "late",
    "changed_since",
    "deadline",
    "extension",
    "regional_deadline",
    "counted",
    "updated_at",
    "findings",
    "files",
    "actions",
];

/// Saves the form as it is (自动保存), however incomplete, on the version `expected`; 0 for the first time.
pub async fn save(
    app: &App,
    actor: &Actor,
    id: ActivityId,
    expected: i32,
    fields: Map<String, Value>,
    lang: Lang,
) -> AppResult<Supplement> {
    let mut content: SupplementContent = patch::whole(fields, &SENT_BACK)?;
    content.photo_notes.retain(|id, _| content.photo_ids.contains(id));
    let (this, actor) = (app.clone(), actor.clone());
    let done = app
        .db()
        .write(move |tx| {
            let a = view::load(tx.conn(), id, &actor, ActivityAction::Supplement)?;
            if a.status == Status::TakenDown {
                return Err(Code::StepNotAllowed.into());
            }
            let before = store::find(tx.conn(), id)?;
            let current = before.as_ref().map_or(0, |s| s.version);
            if current != expected {
                return Err(AppError::Stale { current });
            }
            let mut faults = rules::check_draft(&content);
            let known = before.as_ref().map(|s| s.content.media_ids()).unwrap_or_default();
            files(tx.conn(), &content, &a, &actor, &known, &mut faults)?;
            faults.into_result()?;
            let (submission, submitted_at) = before
                .as_ref()
                .map_or((0, None), |s| (s.submission, s.submitted_at));
            let next = SupplementRecord {
                activity_id: id,
                content,
                version: expected + 1,
                submission,
                submitted_at,
                updated_by: actor.account,
                updated_at: this.now(),
            };
            keep(tx, &next, expected)?;
            assemble(tx.conn(), &this, &a, Some(next), &actor, lang)
        })
        .await?;
    complete(app, done).await
}

/// Stores the form with the files and links it names; when somebody was faster, says what the version is now.
pub(super) fn keep(tx: &mut Tx<'_>, next: &SupplementRecord, expected: i32) -> AppResult<()> {
    let stored = store::save(tx, next, expected);
    saved(stored, || {
        let now = store::find(tx.conn(), next.activity_id)?;
        Ok(now.map_or(0, |s| s.version))
    })?;
    // What was handed in stays findable, whatever becomes of the form.
    let handed_in = store::submissions(tx.conn(), &[next.activity_id])?;
    let contents = handed_in
        .iter()
        .map(|(_, submission)| &submission.content)
        .chain([&next.content]);
    let (mut links, mut files) = (BTreeSet::new(), BTreeSet::new());
    for content in contents {
        files.extend(content.media_ids());
        links.extend(finding::links(content).iter().map(|(_, url)| link::digest(url)));
    }
    let files: Vec<MediaId> = files.into_iter().collect();
    let links: Vec<Vec<u8>> = links.into_iter().collect();
    Ok(store::link(tx, next.activity_id, &files, &links)?)
}

/// A fault for each file that does not exist, is not one's own or is of another kind.
fn files(
    conn: &mut Conn,
    content: &SupplementContent,
    a: &ActivityRecord,
    actor: &Actor,
    before: &[MediaId],
    faults: &mut Faults,
) -> AppResult<()> {
    let screenshots = content
        .media_reports
        .iter()
        .enumerate()
        .filter_map(|(n, report)| {
            Some(NamedFile {
                pointer: format!("/media_reports/{n}/screenshot_id"),
                kind: MediaKind::ReportScreenshot,
                id: report.screenshot_id?,
            })
        });
    let all = NamedFile::list("/photo_ids", MediaKind::Photo, &content.photo_ids)
        .chain(NamedFile::list(
            "/video_ids",
            MediaKind::Video,
            &content.video_ids,
        ))
        .chain(screenshots)
        .collect();
    let filed = a.content.media_ids();
    let own = |_: &mut Conn, file: &MediaRecord| {
        Ok(file.created_by == actor.account || before.contains(&file.id) || filed.contains(&file.id))
    };
    named::check(conn, all, own, |status| status == MediaStatus::Ready, faults)
}
