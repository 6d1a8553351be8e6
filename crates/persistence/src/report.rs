//! Visitors' reports of public content (举报).

use diesel::prelude::*;
use domain::id::{AccountId, ActivityId, ReportId, ResourceId};
use domain::region::{RegionCode, RegionLevel};
use domain::report::{ReportCategory, ReportStatus};
use domain::time::Instant;

use crate::Tx;
use crate::dialect::Conn;
use crate::error::{StoreError, StoreResult};
use crate::schema::{activities, content_reports, resources};
use crate::types::{At, Uid};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportRecord {
    pub id: ReportId,
    pub activity_id: ActivityId,
    /// The region in charge of the activity when it was reported.
    pub review_region: RegionCode,
    pub category: ReportCategory,
    pub body: String,
    pub receipt_digest: Vec<u8>,
    /// The reporter's phone, encrypted.
    pub phone_sealed: Option<Vec<u8>>,
    pub reporter_id: Option<AccountId>,
    pub status: ReportStatus,
    pub answer: Option<String>,
    pub answered_by: Option<AccountId>,
    pub answered_at: Option<Instant>,
    pub version: i32,
    pub created_at: Instant,
    /// The resource of the activity that it is of.
    pub resource_id: Option<ResourceId>,
    /// Title of the activity.
    pub title: String,
    /// Title of the resource.
    pub resource_title: Option<String>,
}

#[derive(Queryable, Insertable, AsChangeset)]
#[diesel(table_name = content_reports, treat_none_as_null = true)]
struct Row {
    id: Uid,
    activity_id: Uid,
    review_region: String,
    review_city: String,
    review_province: String,
    category: String,
    body: String,
    receipt_digest: Vec<u8>,
    phone_sealed: Option<Vec<u8>>,
    reporter_id: Option<Uid>,
    status: String,
    answer: Option<String>,
    answered_by: Option<Uid>,
    answered_at: Option<At>,
    version: i32,
    created_at: At,
    resource_id: Option<Uid>,
}

fn row_of(r: &ReportRecord) -> Row {
    Row {
        id: r.id.into(),
        activity_id: r.activity_id.into(),
        review_region: r.review_region.to_string(),
        review_city: r.review_region.city().to_string(),
        review_province: r.review_region.province().to_string(),
        category: r.category.as_str().to_owned(),
        body: r.body.clone(),
        receipt_digest: r.receipt_digest.clone(),
        phone_sealed: r.phone_sealed.clone(),
        reporter_id: r.reporter_id.map(Uid::from),
        status: r.status.as_str().to_owned(),
        answer: r.answer.clone(),
        answered_by: r.answered_by.map(Uid::from),
        answered_at: r.answered_at.map(At::from),
        version: r.version,
        created_at: r.created_at.into(),
        resource_id: r.resource_id.map(Uid::from),
    }
}

/// A report, the title of its activity and that of its resource.
type Found = (Row, Option<String>, Option<String>);

fn read((r, title, resource_title): Found) -> StoreResult<ReportRecord> {
    Ok(ReportRecord {
        id: r.id.0.into(),
        activity_id: r.activity_id.0.into(),
        review_region: r.review_region.parse().map_err(StoreError::corrupt)?,
        category: ReportCategory::parse(&r.category).ok_or_else(|| StoreError::corrupt(&r.category))?,
        body: r.body,
        receipt_digest: r.receipt_digest,
        phone_sealed: r.phone_sealed,
        reporter_id: r.reporter_id.map(|id| id.0.into()),
        status: ReportStatus::parse(&r.status).ok_or_else(|| StoreError::corrupt(&r.status))?,
        answer: r.answer,
        answered_by: r.answered_by.map(|id| id.0.into()),
        answered_at: r.answered_at.map(Instant::from),
        version: r.version,
        created_at: r.created_at.into(),
        resource_id: r.resource_id.map(|id| id.0.into()),
        title: title.unwrap_or_default(),
        resource_title,
    })
}

pub fn insert(tx: &mut Tx<'_>, r: &ReportRecord) -> StoreResult<()> {
    diesel::insert_into(content_reports::table)
        .values(row_of(r))
        .execute(tx.conn())?;
    Ok(())
}

pub fn find(conn: &mut Conn, id: ReportId) -> StoreResult<ReportRecord> {
    let row = content_reports::table
        .inner_join(activities::table)
        .left_join(resources::table)
        .filter(content_reports::id.eq(Uid::from(id)))
        .select((
            content_reports::all_columns,
            activities::title,
            resources::title.nullable(),
        ))
        .first::<Found>(conn)?;
    read(row)
}

pub fn find_by_receipt(conn: &mut Conn, digest: &[u8]) -> StoreResult<Option<ReportRecord>> {
    content_reports::table
        .inner_join(activities::table)
        .left_join(resources::table)
        .filter(content_reports::receipt_digest.eq(digest))
        .select((
            content_reports::all_columns,
            activities::title,
            resources::title.nullable(),
        ))
        .first::<Found>(conn)
        .optional()?
        .map(read)
        .transpose()
}

/// Stores `r`, whose version is one above `expected`, if that is still the version.
pub fn save(tx: &mut Tx<'_>, r: &ReportRecord, expected: i32) -> StoreResult<()> {
    let target = content_reports::table
        .filter(content_reports::id.eq(Uid::from(r.id)))
        .filter(content_reports::version.eq(expected));
    if diesel::update(target).set(row_of(r)).execute(tx.conn())? == 1 {
        Ok(())
    } else {
        Err(StoreError::Stale)
    }
}

/// Cuts a query to a region, through the column that has an index for its level.
macro_rules! within {
    ($query:expr, $region:expr) => {{
        let code = $region.to_string();
        match $region.level() {
            RegionLevel::Country => $query,
            RegionLevel::Province => $query.filter(content_reports::review_province.eq(code)),
            RegionLevel::City => $query.filter(content_reports::review_city.eq(code)),
            RegionLevel::County | RegionLevel::Township => {
                $query.filter(content_reports::review_region.eq(code))
            }
        }
    }};
}

/// How many within a region wait for an answer.
pub fn count_open(conn: &mut Conn, region: &RegionCode) -> StoreResult<i64> {
    let open = content_reports::table
        .filter(content_reports::status.eq(ReportStatus::Open.as_str()))
        .into_boxed();
    Ok(within!(open, region).count().get_result(conn)?)
}

/// Reports within a region, latest first.
pub fn list(
    conn: &mut Conn,
    region: &RegionCode,
    status: Option<ReportStatus>,
    after: Option<ReportId>,
    limit: usize,
) -> StoreResult<Vec<ReportRecord>> {
    let mut query = content_reports::table
        .inner_join(activities::table)
        .left_join(resources::table)
        .select((
            content_reports::all_columns,
            activities::title,
            resources::title.nullable(),
        ))
        .into_boxed();
    query = within!(query, region);
    if let Some(status) = status {
        query = query.filter(content_reports::status.eq(status.as_str()));
    }
    if let Some(after) = after {
        query = query.filter(content_reports::id.lt(Uid::from(after)));
    }
    query
        .order(content_reports::id.desc())
        .limit(i64::try_from(limit).unwrap_or(100))
        .load::<Found>(conn)?
        .into_iter()
        .map(read)
        .collect()
}

/// How often an activity was reported and waits for an answer.
pub fn open_reports(conn: &mut Conn, id: ActivityId) -> StoreResult<i64> {
    Ok(content_reports::table
        .filter(content_reports::activity_id.eq(Uid::from(id)))
        .filter(content_reports::status.eq(ReportStatus::Open.as_str()))
        .count()
        .get_result(conn)?)
}
