//! What is added after the event (活动补充信息): the form, its submissions, moved deadlines, the camera's evidence.

mod owing;

use diesel::prelude::*;
use domain::id::{AccountId, ActivityId, MediaId};
use domain::supplement::SupplementContent;
use domain::time::{CivilDate, Instant};

use crate::Tx;
use crate::change::{self, Feed};
use crate::dialect::{Conn, InsertOrKeep};
use crate::error::{StoreError, StoreResult};
use crate::schema::{
    media_evidence, supplement_extensions, supplement_links, supplement_media, supplement_submissions,
    supplements,
};
use crate::types::{At, Json, Uid};

pub use owing::{Owing, owing, owing_extended, remind};

/// The form as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupplementRecord {
    pub activity_id: ActivityId,
    pub content: SupplementContent,
    pub version: i32,
    /// Number of the last submission; 0 before the first.
    pub submission: i32,
    pub submitted_at: Option<Instant>,
    pub updated_by: AccountId,
    pub updated_at: Instant,
}

type Stored = (Uid, Json, i32, i32, Option<At>, Uid, At);

fn read((id, content, version, submission, submitted_at, by, at): Stored) -> StoreResult<SupplementRecord> {
    Ok(SupplementRecord {
        activity_id: id.0.into(),
        content: content.read()?,
        version,
        submission,
        submitted_at: submitted_at.map(Instant::from),
        updated_by: by.0.into(),
        updated_at: at.into(),
    })
}

pub fn find(conn: &mut Conn, id: ActivityId) -> StoreResult<Option<SupplementRecord>> {
    let row: Option<Stored> = supplements::table.find(Uid::from(id)).first(conn).optional()?;
    row.map(read).transpose()
}

/// The forms of these activities, for those that have one.
pub fn find_all(conn: &mut Conn, ids: &[ActivityId]) -> StoreResult<Vec<SupplementRecord>> {
    let rows: Vec<Stored> = supplements::table
        .filter(supplements::activity_id.eq_any(keys(ids)))
        .load(conn)?;
    rows.into_iter().map(read).collect()
}

fn keys(ids: &[ActivityId]) -> Vec<Uid> {
    ids.iter().map(|id| Uid::from(*id)).collect()
}

/// Those of these activities whose supplement was submitted.
pub fn submitted(conn: &mut Conn, ids: &[ActivityId]) -> StoreResult<Vec<ActivityId>> {
    let rows: Vec<Uid> = supplements::table
        .filter(supplements::activity_id.eq_any(keys(ids)))
        .filter(supplements::submission.gt(0))
        .select(supplements::activity_id)
        .load(conn)?;
    Ok(rows.into_iter().map(|id| id.0.into()).collect())
}

/// Stores the form, whose version is one above `expected`, if that is still the version; 0 is the version of one that
/// was never saved. Of two writers one wins.
pub fn save(tx: &mut Tx<'_>, s: &SupplementRecord, expected: i32) -> StoreResult<()> {
    let id = Uid::from(s.activity_id);
    let values = (
        supplements::content.eq(Json::of(&s.content)?),
        supplements::version.eq(s.version),
        supplements::submission.eq(s.submission),
        supplements::submitted_at.eq(s.submitted_at.map(At::from)),
        supplements::updated_by.eq(Uid::from(s.updated_by)),
        supplements::updated_at.eq(At::from(s.updated_at)),
    );
    let changed = if expected == 0 {
        let row = diesel::insert_into(supplements::table).values((supplements::activity_id.eq(id), values));
        InsertOrKeep(row).execute(tx.conn())?
    } else {
        let target = supplements::table
            .filter(supplements::activity_id.eq(id))
            .filter(supplements::version.eq(expected));
        diesel::update(target).set(values).execute(tx.conn())?
    };
    if changed == 1 {
        Ok(())
    } else {
        Err(StoreError::Stale)
    }
}

/// Says which files and links the form names, instead of those it did before.
pub fn link(tx: &mut Tx<'_>, id: ActivityId, files: &[MediaId], links: &[Vec<u8>]) -> StoreResult<()> {
    let key = Uid::from(id);
    diesel::delete(supplement_media::table.filter(supplement_media::activity_id.eq(key)))
        .execute(tx.conn())?;
    diesel::delete(supplement_links::table.filter(supplement_links::activity_id.eq(key)))
        .execute(tx.conn())?;
    for file in files {
        let row = diesel::insert_into(supplement_media::table).values((
            supplement_media::activity_id.eq(key),
            supplement_media::media_id.eq(Uid::from(*file)),
        ));
        InsertOrKeep(row).execute(tx.conn())?;
    }
    for digest in links {
        let row = diesel::insert_into(supplement_links::table).values((
            supplement_links::activity_id.eq(key),
            supplement_links::digest.eq(digest),
        ));
        InsertOrKeep(row).execute(tx.conn())?;
    }
    Ok(())
}

/// Other activities that name these links: digest and activity, a thousand pairs at most.
pub fn others_naming(
    conn: &mut Conn,
    id: ActivityId,
    digests: &[Vec<u8>],
) -> StoreResult<Vec<(Vec<u8>, ActivityId)>> {
    let rows: Vec<(Vec<u8>, Uid)> = supplement_links::table
        .filter(supplement_links::digest.eq_any(digests))
        .filter(supplement_links::activity_id.ne(Uid::from(id)))
        .select((supplement_links::digest, supplement_links::activity_id))
        .limit(1_000)
        .load(conn)?;
    Ok(rows.into_iter().map(|(d, a)| (d, a.0.into())).collect())
}

/// One submission as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubmissionRecord {
    pub number: i32,
    pub content: SupplementContent,
    pub submitted_by: AccountId,
    pub submitted_at: Instant,
}

pub fn freeze(tx: &mut Tx<'_>, id: ActivityId, s: &SubmissionRecord) -> StoreResult<()> {
    diesel::insert_into(supplement_submissions::table)
        .values((
            supplement_submissions::activity_id.eq(Uid::from(id)),
            supplement_submissions::number.eq(s.number),
            supplement_submissions::content.eq(Json::of(&s.content)?),
            supplement_submissions::submitted_by.eq(Uid::from(s.submitted_by)),
            supplement_submissions::submitted_at.eq(At::from(s.submitted_at)),
        ))
        .execute(tx.conn())?;
    // What came of it is counted.
    change::again(tx, Feed::Activities, [id.uuid()])
}

/// Every submission of these activities, each activity's in its order.
pub fn submissions(conn: &mut Conn, ids: &[ActivityId]) -> StoreResult<Vec<(ActivityId, SubmissionRecord)>> {
    let rows: Vec<(Uid, i32, Json, Uid, At)> = supplement_submissions::table
        .filter(supplement_submissions::activity_id.eq_any(keys(ids)))
        .order((
            supplement_submissions::activity_id,
            supplement_submissions::number,
        ))
        .load(conn)?;
    rows.into_iter()
        .map(|(id, number, content, by, at)| {
            let submission = SubmissionRecord {
                number,
                content: content.read()?,
                submitted_by: by.0.into(),
                submitted_at: at.into(),
            };
            Ok((id.0.into(), submission))
        })
        .collect()
}

/// A deadline that was moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtensionRecord {
    pub seq: i32,
    pub until: CivilDate,
    pub reason: String,
    pub granted_by: AccountId,
    pub granted_at: Instant,
}

/// The last time the deadline of an activity was moved.
pub fn extension(conn: &mut Conn, id: ActivityId) -> StoreResult<Option<ExtensionRecord>> {
    Ok(extensions(conn, &[id])?.pop().map(|(_, last)| last))
}

/// Every move of these activities' deadlines, each activity's in their order.
pub fn extensions(conn: &mut Conn, ids: &[ActivityId]) -> StoreResult<Vec<(ActivityId, ExtensionRecord)>> {
    type Row = (Uid, i32, String, String, Uid, At);
    let rows: Vec<Row> = supplement_extensions::table
        .filter(supplement_extensions::activity_id.eq_any(keys(ids)))
        .order((supplement_extensions::activity_id, supplement_extensions::seq))
        .load(conn)?;
    rows.into_iter()
        .map(|(id, seq, until, reason, by, at)| {
            let extension = ExtensionRecord {
                seq,
                until: until.parse().map_err(StoreError::corrupt)?,
                reason,
                granted_by: by.0.into(),
                granted_at: at.into(),
            };
            Ok((id.0.into(), extension))
        })
        .collect()
}

/// Moves a deadline; `Stale` when somebody moved it at the same moment.
pub fn extend(tx: &mut Tx<'_>, id: ActivityId, e: &ExtensionRecord) -> StoreResult<()> {
    let row = diesel::insert_into(supplement_extensions::table).values((
        supplement_extensions::activity_id.eq(Uid::from(id)),
        supplement_extensions::seq.eq(e.seq),
        supplement_extensions::until.eq(e.until.to_string()),
        supplement_extensions::reason.eq(&e.reason),
        supplement_extensions::granted_by.eq(Uid::from(e.granted_by)),
        supplement_extensions::granted_at.eq(At::from(e.granted_at)),
    ));
    if InsertOrKeep(row).execute(tx.conn())? == 1 {
        Ok(())
    } else {
        Err(StoreError::Stale)
    }
}

/// Keeps what a camera wrote into a photo.
pub fn keep_evidence(tx: &mut Tx<'_>, id: MediaId, sealed: &[u8]) -> StoreResult<()> {
    let row = diesel::insert_into(media_evidence::table).values((
        media_evidence::media_id.eq(Uid::from(id)),
        media_evidence::sealed.eq(sealed),
    ));
    InsertOrKeep(row).execute(tx.conn())?;
    Ok(())
}

pub fn evidence(conn: &mut Conn, ids: &[MediaId]) -> StoreResult<Vec<(MediaId, Vec<u8>)>> {
    let ids: Vec<Uid> = ids.iter().map(|id| Uid::from(*id)).collect();
    let rows: Vec<(Uid, Vec<u8>)> = media_evidence::table
        .filter(media_evidence::media_id.eq_any(ids))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, sealed)| (id.0.into(), sealed))
        .collect())
}
