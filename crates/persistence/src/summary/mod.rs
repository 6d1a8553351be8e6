//! Summaries (总结报送): one of each region or organisation in each edition, what became of it, and each submission with
//! the figures that held then.

mod counting;

use diesel::prelude::*;
use domain::id::{AccountId, OrganizationId, SummaryId};
use domain::region::RegionCode;
use domain::summary::{
    SummaryContent, SummaryFigures, SummaryLevel, SummaryScope, SummaryStatus, SummaryStep,
};
use domain::time::Instant;

use crate::Tx;
use crate::dialect::{Conn, InsertOrKeep};
use crate::error::{StoreError, StoreResult};
use crate::schema::{summaries, summary_events, summary_submissions};
use crate::types::{At, Json, Uid};

pub use counting::{contributions_of, missing, organizations, top};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SummaryRecord {
    pub id: SummaryId,
    pub edition: String,
    pub level: SummaryLevel,
    pub region_code: RegionCode,
    pub organization_id: Option<OrganizationId>,
    pub line: Option<String>,
    pub recipient: RegionCode,
    pub status: SummaryStatus,
    pub last_event_seq: i32,
    pub content: SummaryContent,
    /// Number of the last submission; 0 before the first.
    pub submission: i32,
    pub late: bool,
    pub submitted_at: Option<Instant>,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
}

impl SummaryRecord {
    /// What decides who may act on it.
    pub fn scope(&self) -> SummaryScope {
        SummaryScope {
            region: self.region_code.clone(),
            organization: self.organization_id,
            line: self.line.clone(),
            recipient: self.recipient.clone(),
            handed_in: self.submission > 0,
        }
    }
}

#[derive(Queryable, Insertable, AsChangeset)]
#[diesel(table_name = summaries, treat_none_as_null = true)]
struct Row {
    id: Uid,
    edition: String,
    level: String,
    region_code: String,
    organization_id: Option<Uid>,
    line: Option<String>,
    recipient: String,
    status: String,
    last_event_seq: i32,
    content: Json,
    submission: i32,
    late: bool,
    submitted_at: Option<At>,
    version: i32,
    created_at: At,
    updated_at: At,
}

fn row_of(s: &SummaryRecord) -> StoreResult<Row> {
    Ok(Row {
        id: s.id.into(),
        edition: s.edition.clone(),
        level: s.level.as_str().to_owned(),
        region_code: s.region_code.to_string(),
        organization_id: s.organization_id.map(Uid::from),
        line: s.line.clone(),
        recipient: s.recipient.to_string(),
        status: s.status.as_str().to_owned(),
        last_event_seq: s.last_event_seq,
        content: Json::of(&s.content)?,
        submission: s.submission,
        late: s.late,
        submitted_at: s.submitted_at.map(At::from),
        version: s.version,
        created_at: s.created_at.into(),
        updated_at: s.updated_at.into(),
    })
}

fn read(r: Row) -> StoreResult<SummaryRecord> {
    Ok(SummaryRecord {
        id: r.id.0.into(),
        edition: r.edition,
        level: SummaryLevel::parse(&r.level).ok_or_else(|| StoreError::corrupt(&r.level))?,
        region_code: r.region_code.parse().map_err(StoreError::corrupt)?,
        organization_id: r.organization_id.map(|id| id.0.into()),
        line: r.line,
        recipient: r.recipient.parse().map_err(StoreError::corrupt)?,
        status: SummaryStatus::parse(&r.status).ok_or_else(|| StoreError::corrupt(&r.status))?,
        last_event_seq: r.last_event_seq,
        content: r.content.read()?,
        submission: r.submission,
        late: r.late,
        submitted_at: r.submitted_at.map(Instant::from),
        version: r.version,
        created_at: r.created_at.into(),
        updated_at: r.updated_at.into(),
    })
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRecord {
    pub seq: i32,
    pub step: SummaryStep,
    pub to_status: SummaryStatus,
    pub reason: Option<String>,
    pub actor: AccountId,
    pub at: Instant,
}

pub fn append(tx: &mut Tx<'_>, id: SummaryId, e: &EventRecord) -> StoreResult<()> {
    diesel::insert_into(summary_events::table)
        .values((
            summary_events::summary_id.eq(Uid::from(id)),
            summary_events::seq.eq(e.seq),
            summary_events::step.eq(e.step.as_str()),
            summary_events::to_status.eq(e.to_status.as_str()),
            summary_events::reason.eq(&e.reason),
            summary_events::actor_id.eq(Uid::from(e.actor)),
            summary_events::at.eq(At::from(e.at)),
        ))
        .execute(tx.conn())?;
    Ok(())
}

pub fn events(conn: &mut Conn, id: SummaryId) -> StoreResult<Vec<EventRecord>> {
    type Stored = (i32, String, String, Option<String>, Uid, At);
    let rows: Vec<Stored> = summary_events::table
        .filter(summary_events::summary_id.eq(Uid::from(id)))
        .order(summary_events::seq)
        .select((
            summary_events::seq,
            summary_events::step,
            summary_events::to_status,
            summary_events::reason,
            summary_events::actor_id,
            summary_events::at,
        ))
        .load(conn)?;
    rows.into_iter()
        .map(|(seq, step, to, reason, actor, at)| {
            Ok(EventRecord {
                seq,
                step: SummaryStep::parse(&step).ok_or_else(|| StoreError::corrupt(&step))?,
                to_status: SummaryStatus::parse(&to).ok_or_else(|| StoreError::corrupt(&to))?,
                reason,
                actor: actor.0.into(),
                at: at.into(),
            })
        })
        .collect()
}

/// Makes a summary with its first event, unless one is there for its edition and unit; answers whether it was made.
pub fn insert(tx: &mut Tx<'_>, s: &SummaryRecord, first: &EventRecord) -> StoreResult<bool> {
    let row = diesel::insert_into(summaries::table).values(row_of(s)?);
    let made = InsertOrKeep(row).execute(tx.conn())? == 1;
    if made {
        append(tx, s.id, first)?;
    }
    Ok(made)
}

pub fn find(conn: &mut Conn, id: SummaryId) -> StoreResult<SummaryRecord> {
    read(summaries::table.find(Uid::from(id)).first::<Row>(conn)?)
}

/// The summary of a region or, where one is named, of an organisation.
pub fn find_of(
    conn: &mut Conn,
    edition: &str,
    region: &RegionCode,
    organization: Option<OrganizationId>,
) -> StoreResult<Option<SummaryRecord>> {
    let query = summaries::table
        .filter(summaries::edition.eq(edition.to_owned()))
        .into_boxed();
    let query = match organization {
        Some(id) => query.filter(summaries::organization_id.eq(Some(Uid::from(id)))),
        None => query
            .filter(summaries::region_code.eq(region.to_string()))
            .filter(summaries::organization_id.is_null()),
    };
    query.first::<Row>(conn).optional()?.map(read).transpose()
}

/// The summaries of these regions, those of organisations left out.
pub fn of_regions(conn: &mut Conn, edition: &str, regions: &[RegionCode]) -> StoreResult<Vec<SummaryRecord>> {
    let codes: Vec<&str> = regions.iter().map(RegionCode::as_str).collect();
    summaries::table
        .filter(summaries::edition.eq(edition))
        .filter(summaries::region_code.eq_any(codes))
        .filter(summaries::organization_id.is_null())
        .load::<Row>(conn)?
        .into_iter()
        .map(read)
        .collect()
}

/// Stores `s`, whose version is one above `expected`, if that is still the version: of two writers one wins.
pub fn save(tx: &mut Tx<'_>, s: &SummaryRecord, expected: i32) -> StoreResult<()> {
    let target = summaries::table
        .filter(summaries::id.eq(Uid::from(s.id)))
        .filter(summaries::version.eq(expected));
    if diesel::update(target).set(row_of(s)?).execute(tx.conn())? == 1 {
        Ok(())
    } else {
        Err(StoreError::Stale)
    }
}

/// One submission as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubmissionRecord {
    pub number: i32,
    pub content: SummaryContent,
    pub figures: SummaryFigures,
    pub late: bool,
    pub submitted_by: AccountId,
    pub submitted_at: Instant,
}

pub fn freeze(tx: &mut Tx<'_>, id: SummaryId, s: &SubmissionRecord) -> StoreResult<()> {
    diesel::insert_into(summary_submissions::table)
        .values((
            summary_submissions::summary_id.eq(Uid::from(id)),
            summary_submissions::number.eq(s.number),
            summary_submissions::content.eq(Json::of(&s.content)?),
            summary_submissions::figures.eq(Json::of(&s.figures)?),
            summary_submissions::late.eq(s.late),
            summary_submissions::submitted_by.eq(Uid::from(s.submitted_by)),
            summary_submissions::submitted_at.eq(At::from(s.submitted_at)),
        ))
        .execute(tx.conn())?;
    Ok(())
}

pub fn submission(conn: &mut Conn, id: SummaryId, number: i32) -> StoreResult<SubmissionRecord> {
    type Stored = (Uid, i32, Json, Json, bool, Uid, At);
    let (_, number, content, figures, late, by, at): Stored = summary_submissions::table
        .find((Uid::from(id), number))
        .first(conn)?;
    Ok(SubmissionRecord {
        number,
        content: content.read()?,
        figures: figures.read()?,
        late,
        submitted_by: by.0.into(),
        submitted_at: at.into(),
    })
}

/// Whose summaries are wanted.
#[derive(Debug, Clone)]
pub enum Whose {
    /// Handed in within the subtree of a region; on these review lines, organisations' only, where any are named.
    Below(RegionCode, Vec<String>),
    /// The regions' own, drafts included.
    Regions(Vec<RegionCode>),
    /// These organisations' own, drafts included.
    Organizations(Vec<OrganizationId>),
}

/// Which summaries are wanted.
#[derive(Debug, Clone)]
pub struct SummaryFilter {
    pub edition: Option<String>,
    /// In the subtree of this region.
    pub within: Option<RegionCode>,
    pub level: Option<SummaryLevel>,
    pub status: Option<SummaryStatus>,
    /// Reported to this region.
    pub recipient: Option<RegionCode>,
    pub whose: Whose,
    /// After the summary of this region and id.
    pub after: Option<(String, SummaryId)>,
}

/// The codes that begin with a region's prefix lie between it and it with a character behind every digit.
fn bounds(region: &RegionCode) -> (String, String) {
    let prefix = region.prefix();
    (prefix.to_owned(), format!("{prefix}:"))
}

/// Summaries by code of the region, each region's by age.
pub fn list(conn: &mut Conn, f: &SummaryFilter, limit: usize) -> StoreResult<Vec<SummaryRecord>> {
    let mut query = summaries::table.into_boxed();
    match &f.whose {
        Whose::Below(region, lines) => {
            query = query.filter(summaries::submission.gt(0));
            if !lines.is_empty() {
                query = query.filter(summaries::line.eq_any(lines.clone()));
            }
            if !region.is_country() {
                let (from, to) = bounds(region);
                query = query
                    .filter(summaries::region_code.ge(from))
                    .filter(summaries::region_code.lt(to));
            }
        }
        Whose::Regions(regions) => {
            let codes: Vec<String> = regions.iter().map(RegionCode::to_string).collect();
            query = query
                .filter(summaries::region_code.eq_any(codes))
                .filter(summaries::organization_id.is_null());
        }
        Whose::Organizations(ids) => {
            let ids: Vec<Uid> = ids.iter().map(|id| Uid::from(*id)).collect();
            query = query.filter(summaries::organization_id.eq_any(ids));
        }
    }
    if let Some(edition) = &f.edition {
        query = query.filter(summaries::edition.eq(edition.clone()));
    }
    if let Some(region) = f.within.as_ref().filter(|region| !region.is_country()) {
        let (from, to) = bounds(region);
        query = query
            .filter(summaries::region_code.ge(from))
            .filter(summaries::region_code.lt(to));
    }
    if let Some(level) = f.level {
        query = query.filter(summaries::level.eq(level.as_str()));
    }
    if let Some(status) = f.status {
        query = query.filter(summaries::status.eq(status.as_str()));
    }
    if let Some(recipient) = &f.recipient {
        query = query.filter(summaries::recipient.eq(recipient.to_string()));
    }
    if let Some((region, id)) = &f.after {
        query = query.filter(
            summaries::region_code
                .gt(region.clone())
                .or(summaries::region_code
                    .eq(region.clone())
                    .and(summaries::id.gt(Uid::from(*id)))),
        );
    }
    query
        .order((summaries::region_code, summaries::id))
        .limit(i64::try_from(limit).unwrap_or(i64::MAX))
        .load::<Row>(conn)?
        .into_iter()
        .map(read)
        .collect()
}

/// How many summaries wait for the officials of a region to accept them or send them back.
pub fn count_waiting(conn: &mut Conn, edition: &str, recipient: &RegionCode) -> StoreResult<i64> {
    Ok(summaries::table
        .filter(summaries::recipient.eq(recipient.as_str()))
        .filter(summaries::edition.eq(edition))
        .filter(summaries::status.eq(SummaryStatus::Submitted.as_str()))
        .count()
        .get_result(conn)?)
}
