//! Activities: the current state of each, and the frozen revisions.

mod list;

use diesel::prelude::*;
use domain::activity::content::ActivityContent;
use domain::activity::status::Status;
use domain::id::{AccountId, ActivityId, MediaId, OrganizationId};
use domain::region::RegionCode;
use domain::time::Instant;

use crate::Tx;
use crate::change::{self, Feed};
use crate::dialect::{Conn, hold_row};
use crate::error::{StoreError, StoreResult};
use crate::schema::{activities, activity_media, activity_revisions, activity_units};
use crate::types::{At, Json, Uid};

pub use list::{ActivityFilter, Cursor, ListScope, count_by_status, list, without_supplement};

/// An activity as stored.
#[derive(Debug, Clone, PartialEq)]
pub struct ActivityRecord {
    pub id: ActivityId,
    pub edition: String,
    pub organization_id: OrganizationId,
    pub created_by: AccountId,
    pub status: Status,
    /// Number of the event that led to the status.
    pub last_event_seq: i32,
    pub version: i32,
    pub revision: i32,
    /// Region whose officials are in charge.
    pub review_region: RegionCode,
    /// Review line of the filing organisation.
    pub line: Option<String>,
    pub back_filed: bool,
    /// Without the personal part.
    pub content: ActivityContent,
    /// The personal part, encrypted.
    pub sealed: Vec<u8>,
    pub submitted_at: Option<Instant>,
    pub approved_at: Option<Instant>,
    pub created_at: Instant,
    pub updated_at: Instant,
}

#[derive(Queryable, Insertable, AsChangeset)]
#[diesel(table_name = activities, treat_none_as_null = true)]
struct Row {
    id: Uid,
    edition: String,
    organization_id: Uid,
    created_by: Uid,
    status: String,
    last_event_seq: i32,
    version: i32,
    revision: i32,
    title: Option<String>,
    category: Option<String>,
    sub_category: Option<String>,
    mode: Option<String>,
    starts_at: Option<At>,
    ends_at: Option<At>,
    region_code: Option<String>,
    review_region: String,
    review_city: String,
    review_province: String,
    line: Option<String>,
    poster_id: Option<Uid>,
    back_filed: bool,
    content: Json,
    sealed: Vec<u8>,
    submitted_at: Option<At>,
    approved_at: Option<At>,
    created_at: At,
    updated_at: At,
}

fn row_of(a: &ActivityRecord) -> StoreResult<Row> {
    let c = &a.content;
    Ok(Row {
        id: a.id.into(),
        edition: a.edition.clone(),
        organization_id: a.organization_id.into(),
        created_by: a.created_by.into(),
        status: a.status.as_str().to_owned(),
        last_event_seq: a.last_event_seq,
        version: a.version,
        revision: a.revision,
        title: c.title.clone(),
        category: c.category.clone(),
        sub_category: c.sub_category.clone(),
        mode: c.mode.map(|m| m.as_str().to_owned()),
        starts_at: c.starts_at().map(At::from),
        ends_at: c.ends_at().map(At::from),
        region_code: c.region_code.as_ref().map(ToString::to_string),
        review_region: a.review_region.to_string(),
        review_city: a.review_region.city().to_string(),
        review_province: a.review_region.province().to_string(),
        line: a.line.clone(),
        poster_id: c.poster_id.map(Uid::from),
        back_filed: a.back_filed,
        content: Json::of(c)?,
        sealed: a.sealed.clone(),
        submitted_at: a.submitted_at.map(At::from),
        approved_at: a.approved_at.map(At::from),
        created_at: a.created_at.into(),
        updated_at: a.updated_at.into(),
    })
}

fn read(r: Row) -> StoreResult<ActivityRecord> {
    Ok(ActivityRecord {
        id: r.id.0.into(),
        edition: r.edition,
        organization_id: r.organization_id.0.into(),
        created_by: r.created_by.0.into(),
        status: Status::parse(&r.status).ok_or_else(|| StoreError::corrupt(&r.status))?,
        last_event_seq: r.last_event_seq,
        version: r.version,
        revision: r.revision,
        review_region: r.review_region.parse().map_err(StoreError::corrupt)?,
        line: r.line,
        back_filed: r.back_filed,
        content: r.content.read()?,
        sealed: r.sealed,
        submitted_at: r.submitted_at.map(Instant::from),
        approved_at: r.approved_at.map(Instant::from),
        created_at: r.created_at.into(),
        updated_at: r.updated_at.into(),
    })
}

pub fn insert(tx: &mut Tx<'_>, a: &ActivityRecord) -> StoreResult<()> {
    diesel::insert_into(activities::table)
        .values(row_of(a)?)
        .execute(tx.conn())?;
    link(tx, a)?;
    note(tx, a)
}

/// What was handed in is in the feed of changes; a draft is its author's alone.
fn note(tx: &mut Tx<'_>, a: &ActivityRecord) -> StoreResult<()> {
    if a.status == Status::Draft {
        return Ok(());
    }
    let region = &a.review_region;
    change::note(tx, Feed::Activities, a.id.uuid(), region, a.version, a.updated_at)
}

pub fn find(conn: &mut Conn, id: ActivityId) -> StoreResult<ActivityRecord> {
    read(activities::table.find(Uid::from(id)).first::<Row>(conn)?)
}

/// Lets an activity stay as it is until the transaction ends: what follows from its status is decided upon it.
pub fn hold(tx: &mut Tx<'_>, id: ActivityId) -> StoreResult<()> {
    hold_row(tx.conn(), "activities", Uid::from(id))
}

/// Stores `a`, whose version is one above `expected`, if that is still the version: of two writers one wins.
pub fn save(tx: &mut Tx<'_>, a: &ActivityRecord, expected: i32) -> StoreResult<()> {
    let target = activities::table
        .filter(activities::id.eq(Uid::from(a.id)))
        .filter(activities::version.eq(expected));
    if diesel::update(target).set(row_of(a)?).execute(tx.conn())? != 1 {
        return Err(StoreError::Stale);
    }
    let id = Uid::from(a.id);
    diesel::delete(activity_units::table.filter(activity_units::activity_id.eq(id))).execute(tx.conn())?;
    diesel::delete(activity_media::table.filter(activity_media::activity_id.eq(id))).execute(tx.conn())?;
    link(tx, a)?;
    note(tx, a)
}

/// Which organisations take part and which files are shown, as rows.
fn link(tx: &mut Tx<'_>, a: &ActivityRecord) -> StoreResult<()> {
    let mut units = a.content.organization_ids();
    units.push(a.organization_id);
    units.sort_unstable();
    units.dedup();
    for unit in units {
        let row = (
            activity_units::activity_id.eq(Uid::from(a.id)),
            activity_units::organization_id.eq(Uid::from(unit)),
        );
        diesel::insert_into(activity_units::table)
            .values(row)
            .execute(tx.conn())?;
    }
    let mut files: Vec<MediaId> = a.content.media_ids();
    files.sort_unstable();
    files.dedup();
    for file in files {
        let row = (
            activity_media::activity_id.eq(Uid::from(a.id)),
            activity_media::media_id.eq(Uid::from(file)),
        );
        diesel::insert_into(activity_media::table)
            .values(row)
            .execute(tx.conn())?;
    }
    Ok(())
}

/// Removes an activity with everything that belongs to it, if `expected` is still the version.
pub fn delete(tx: &mut Tx<'_>, id: ActivityId, expected: i32) -> StoreResult<()> {
    let target = activities::table
        .filter(activities::id.eq(Uid::from(id)))
        .filter(activities::version.eq(expected));
    if diesel::delete(target).execute(tx.conn())? == 1 {
        Ok(())
    } else {
        Err(StoreError::Stale)
    }
}

/// A frozen submission as stored.
#[derive(Debug, Clone, PartialEq)]
pub struct RevisionRecord {
    pub number: i32,
    pub content: ActivityContent,
    pub sealed: Vec<u8>,
    pub submitted_by: AccountId,
    pub submitted_at: Instant,
}

pub fn freeze(tx: &mut Tx<'_>, id: ActivityId, r: &RevisionRecord) -> StoreResult<()> {
    diesel::insert_into(activity_revisions::table)
        .values((
            activity_revisions::activity_id.eq(Uid::from(id)),
            activity_revisions::number.eq(r.number),
            activity_revisions::content.eq(Json::of(&r.content)?),
            activity_revisions::sealed.eq(&r.sealed),
            activity_revisions::submitted_by.eq(Uid::from(r.submitted_by)),
            activity_revisions::submitted_at.eq(At::from(r.submitted_at)),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// The revisions of an activity, newest first.
pub fn revisions(conn: &mut Conn, id: ActivityId) -> StoreResult<Vec<RevisionRecord>> {
    let rows: Vec<RevisionRow> = activity_revisions::table
        .filter(activity_revisions::activity_id.eq(Uid::from(id)))
        .order(activity_revisions::number.desc())
        .limit(100)
        .select((
            activity_revisions::number,
            activity_revisions::content,
            activity_revisions::sealed,
            activity_revisions::submitted_by,
            activity_revisions::submitted_at,
        ))
        .load(conn)?;
    rows.into_iter().map(read_revision).collect()
}

type RevisionRow = (i32, Json, Vec<u8>, Uid, At);

fn read_revision((number, content, sealed, by, at): RevisionRow) -> StoreResult<RevisionRecord> {
    Ok(RevisionRecord {
        number,
        content: content.read()?,
        sealed,
        submitted_by: by.0.into(),
        submitted_at: at.into(),
    })
}

/// One frozen submission.
pub fn revision(conn: &mut Conn, id: ActivityId, number: i32) -> StoreResult<Option<RevisionRecord>> {
    let row: Option<RevisionRow> = activity_revisions::table
        .find((Uid::from(id), number))
        .select((
            activity_revisions::number,
            activity_revisions::content,
            activity_revisions::sealed,
            activity_revisions::submitted_by,
            activity_revisions::submitted_at,
        ))
        .first(conn)
        .optional()?;
    row.map(read_revision).transpose()
}

/// Those of `ids` that exist, in no particular order.
pub fn find_all(conn: &mut Conn, ids: &[ActivityId]) -> StoreResult<Vec<ActivityRecord>> {
    let ids: Vec<Uid> = ids.iter().map(|id| Uid::from(*id)).collect();
    activities::table
        .filter(activities::id.eq_any(ids))
        .load::<Row>(conn)?
        .into_iter()
        .map(read)
        .collect()
}

/// Approved activities of these organisations in an edition, the latest first.
pub fn approved_of(
    conn: &mut Conn,
    edition: &str,
    organizations: &[OrganizationId],
    limit: i64,
) -> StoreResult<Vec<ActivityRecord>> {
    let ids: Vec<Uid> = organizations.iter().map(|id| Uid::from(*id)).collect();
    activities::table
        .filter(activities::organization_id.eq_any(ids))
        .filter(activities::edition.eq(edition.to_owned()))
        .filter(activities::status.eq(Status::Approved.as_str()))
        .order(activities::id.desc())
        .limit(limit)
        .load::<Row>(conn)?
        .into_iter()
        .map(read)
        .collect()
}

/// A filing that was begun and is not handed in, or was sent back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfinished {
    pub id: ActivityId,
    pub organization: OrganizationId,
    pub title: String,
    pub starts_at: Instant,
}

/// Statuses in which a filing waits for its organiser.
const UNFINISHED: [&str; 4] = [
    Status::Draft.as_str(),
    Status::CityRejected.as_str(),
    Status::ProvinceRejected.as_str(),
    Status::NationalRejected.as_str(),
];

/// Unfinished filings that start between two moments, the earliest first.
pub fn unfinished_starting(
    conn: &mut Conn,
    edition: &str,
    from: Instant,
    until: Instant,
    limit: i64,
) -> StoreResult<Vec<Unfinished>> {
    type Row = (Uid, Uid, Option<String>, Option<At>);
    let rows: Vec<Row> = activities::table
        .filter(activities::edition.eq(edition.to_owned()))
        .filter(activities::status.eq_any(UNFINISHED))
        .filter(activities::starts_at.gt(At::from(from)))
        .filter(activities::starts_at.le(At::from(until)))
        .order((activities::starts_at, activities::id))
        .limit(limit)
        .select((
            activities::id,
            activities::organization_id,
            activities::title,
            activities::starts_at,
        ))
        .load(conn)?;
    let known = |(id, organization, title, starts_at): Row| {
        Some(Unfinished {
            id: id.0.into(),
            organization: organization.0.into(),
            title: title.unwrap_or_default(),
            starts_at: starts_at?.into(),
        })
    };
    Ok(rows.into_iter().filter_map(known).collect())
}

/// Organisations with unfinished filings in an edition, and how many each has.
pub fn unfinished_by_organization(
    conn: &mut Conn,
    edition: &str,
    limit: i64,
) -> StoreResult<Vec<(OrganizationId, i64)>> {
    let rows: Vec<(Uid, i64)> = activities::table
        .filter(activities::edition.eq(edition.to_owned()))
        .filter(activities::status.eq_any(UNFINISHED))
        .group_by(activities::organization_id)
        .select((activities::organization_id, diesel::dsl::count_star()))
        .order(activities::organization_id)
        .limit(limit)
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, n)| (id.0.into(), n)).collect())
}
