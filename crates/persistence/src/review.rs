//! The review queue: what waits for a decision, who is on it, to whom it was given.

mod claim;
mod distribution;

use diesel::prelude::*;
use domain::activity::content::Mode;
use domain::activity::status::{Stage, Status};
use domain::activity::view::ActivityItem;
use domain::id::{AccountId, ActivityId};
use domain::region::{RegionCode, RegionLevel};
use domain::review::{QueueShare, QueueSort};
use domain::time::Instant;

use crate::Tx;
use crate::dialect::{Conn, MultiBackend};
use crate::error::{StoreError, StoreResult};
use crate::schema::{activities, organizations, regions, review_queue};
use crate::types::{At, Uid};

pub use claim::{Held, claim, held, release};
pub use distribution::{
    assign, assigned_loads, distribution_is_on, distributions, set_distribution, unassigned,
};

/// Highest risk; the queue keeps how far a filing is from it.
const RISK_MAX: i32 = 1_000;

/// A filing that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    pub activity_id: ActivityId,
    pub stage: Stage,
    pub edition: String,
    pub review_region: RegionCode,
    pub line: Option<String>,
    pub submitted_at: Instant,
    pub starts_at: Instant,
    /// 0–1000
    pub risk: i32,
}

/// Puts a filing into the queue of its stage. Who had claimed it or been given it at another stage has not here.
pub fn enter(tx: &mut Tx<'_>, w: &Waiting) -> StoreResult<()> {
    leave(tx, w.activity_id)?;
    diesel::insert_into(review_queue::table)
        .values((
            review_queue::activity_id.eq(Uid::from(w.activity_id)),
            review_queue::stage.eq(w.stage.as_str()),
            review_queue::edition.eq(&w.edition),
            review_queue::review_region.eq(w.review_region.as_str()),
            review_queue::review_city.eq(w.review_region.city().as_str()),
            review_queue::review_province.eq(w.review_region.province().as_str()),
            review_queue::line.eq(&w.line),
            review_queue::submitted_at.eq(At::from(w.submitted_at)),
            review_queue::starts_at.eq(At::from(w.starts_at)),
            review_queue::calm.eq(RISK_MAX - w.risk),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Takes a filing out: it was decided, or taken back.
pub fn leave(tx: &mut Tx<'_>, id: ActivityId) -> StoreResult<()> {
    diesel::delete(review_queue::table.find(Uid::from(id))).execute(tx.conn())?;
    Ok(())
}

/// Takes a filing out on which `by` has decided, unless somebody else holds it at this very moment. Answers whether it
/// was there to be taken out.
pub fn leave_decided(tx: &mut Tx<'_>, id: ActivityId, by: AccountId, now: Instant) -> StoreResult<bool> {
    let free = review_queue::table
        .filter(review_queue::activity_id.eq(Uid::from(id)))
        .filter(
            review_queue::claimed_until
                .is_null()
                .or(review_queue::claimed_until.le(At::from(now)))
                .or(review_queue::claimed_by.eq(Uid::from(by))),
        );
    Ok(diesel::delete(free).execute(tx.conn())? == 1)
}

/// Says anew how risky a waiting filing is; what does not wait is left alone.
pub fn set_risk(tx: &mut Tx<'_>, id: ActivityId, risk: i32) -> StoreResult<()> {
    diesel::update(review_queue::table.find(Uid::from(id)))
        .set(review_queue::calm.eq(RISK_MAX - risk))
        .execute(tx.conn())?;
    Ok(())
}

/// Where the next page begins: the sort key of the last item as it is compared, and its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Position {
    Time(Instant, ActivityId),
    Calm(i32, ActivityId),
}

#[derive(Debug, Clone)]
pub struct QueueFilter {
    pub stage: Stage,
    /// The reach of the reviewer's grant.
    pub region: RegionCode,
    /// Review lines; every line when empty.
    pub lines: Vec<String>,
    /// Narrows the reach further.
    pub within: Option<RegionCode>,
    pub edition: Option<String>,
    pub sort: QueueSort,
    pub share: QueueShare,
    /// Who asks, and when: for the share.
    pub account: AccountId,
    pub now: Instant,
    pub after: Option<Position>,
}

/// A waiting filing as listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueEntry {
    pub activity: ActivityItem,
    pub stage: Stage,
    pub line: Option<String>,
    pub risk: i32,
    pub assigned_to: Option<AccountId>,
    pub claimed_by: Option<AccountId>,
    pub claimed_until: Option<Instant>,
    pub review_region: RegionCode,
    /// What it was sorted by.
    pub position: Position,
}

#[derive(Queryable)]
struct Row {
    id: Uid,
    edition: String,
    organization_id: Uid,
    organization_name: String,
    status: String,
    version: i32,
    revision: i32,
    title: Option<String>,
    category: Option<String>,
    sub_category: Option<String>,
    mode: Option<String>,
    starts_at: Option<At>,
    ends_at: Option<At>,
    region_code: Option<String>,
    region_name: Option<String>,
    poster_id: Option<Uid>,
    back_filed: bool,
    submitted_at: Option<At>,
    updated_at: At,
    waiting: WaitingRow,
}

#[derive(Queryable)]
struct WaitingRow {
    stage: String,
    line: Option<String>,
    calm: i32,
    submitted_at: At,
    starts_at: At,
    assigned_to: Option<Uid>,
    claimed_by: Option<Uid>,
    claimed_until: Option<At>,
    review_region: String,
}

fn read(r: Row, sort: QueueSort) -> StoreResult<QueueEntry> {
    let code = |text: String| text.parse().map_err(StoreError::corrupt);
    let (id, w) = (ActivityId::from(r.id.0), r.waiting);
    let position = match sort {
        QueueSort::Age => Position::Time(w.submitted_at.into(), id),
        QueueSort::Start => Position::Time(w.starts_at.into(), id),
        QueueSort::Risk => Position::Calm(w.calm, id),
    };
    Ok(QueueEntry {
        activity: ActivityItem {
            id,
            edition: r.edition,
            organization_id: r.organization_id.0.into(),
            organization_name: r.organization_name,
            status: Status::parse(&r.status).ok_or_else(|| StoreError::corrupt(&r.status))?,
            version: r.version,
            revision: r.revision,
            title: r.title,
            category: r.category,
            sub_category: r.sub_category,
            mode: r.mode.as_deref().and_then(Mode::parse),
            starts_at: r.starts_at.map(Instant::from),
            ends_at: r.ends_at.map(Instant::from),
            region_code: r.region_code.map(code).transpose()?,
            region_name: r.region_name,
            poster_id: r.poster_id.map(|id| id.0.into()),
            back_filed: r.back_filed,
            submitted_at: r.submitted_at.map(Instant::from),
            updated_at: r.updated_at.into(),
            supplement_due: None,
        },
        stage: Stage::parse(&w.stage).ok_or_else(|| StoreError::corrupt(&w.stage))?,
        line: w.line,
        risk: RISK_MAX - w.calm,
        assigned_to: w.assigned_to.map(|id| id.0.into()),
        claimed_by: w.claimed_by.map(|id| id.0.into()),
        claimed_until: w.claimed_until.map(Instant::from),
        review_region: w.review_region.parse().map_err(StoreError::corrupt)?,
        position,
    })
}

type Queue = diesel::helper_types::IntoBoxed<'static, review_queue::table, MultiBackend>;

fn in_region(query: Queue, region: &RegionCode) -> Queue {
    let code = region.to_string();
    match region.level() {
        RegionLevel::Country => query,
        RegionLevel::Province => query.filter(review_queue::review_province.eq(code)),
        RegionLevel::City => query.filter(review_queue::review_city.eq(code)),
        RegionLevel::County | RegionLevel::Township => query.filter(review_queue::review_region.eq(code)),
    }
}

/// What waits within a reviewer's reach, in the order asked for. Two statements: which, and what they are.
pub fn queue(conn: &mut Conn, f: &QueueFilter, limit: usize) -> StoreResult<Vec<QueueEntry>> {
    let mut query = in_region(review_queue::table.into_boxed(), &f.region);
    query = query.filter(review_queue::stage.eq(f.stage.as_str()));
    if let Some(within) = &f.within {
        query = in_region(query, within);
    }
    if !f.lines.is_empty() {
        query = query.filter(review_queue::line.eq_any(f.lines.clone()));
    }
    if let Some(edition) = &f.edition {
        query = query.filter(review_queue::edition.eq(edition.clone()));
    }
    let (me, now) = (Uid::from(f.account), At::from(f.now));
    query = match f.share {
        QueueShare::All => query,
        QueueShare::Mine => query.filter(
            review_queue::assigned_to
                .is_null()
                .or(review_queue::assigned_to.eq(me)),
        ),
        QueueShare::Free => query.filter(
            review_queue::claimed_until
                .is_null()
                .or(review_queue::claimed_until.le(now))
                .or(review_queue::claimed_by.eq(me)),
        ),
    };
    query = match (f.sort, f.after) {
        (QueueSort::Age, Some(Position::Time(at, id))) => {
            query.filter(review_queue::submitted_at.ge(At::from(at))).filter(
                review_queue::submitted_at
                    .gt(At::from(at))
                    .or(review_queue::activity_id.gt(Uid::from(id))),
            )
        }
        (QueueSort::Start, Some(Position::Time(at, id))) => {
            query.filter(review_queue::starts_at.ge(At::from(at))).filter(
                review_queue::starts_at
                    .gt(At::from(at))
                    .or(review_queue::activity_id.gt(Uid::from(id))),
            )
        }
        (QueueSort::Risk, Some(Position::Calm(calm, id))) => {
            query.filter(review_queue::calm.ge(calm)).filter(
                review_queue::calm
                    .gt(calm)
                    .or(review_queue::activity_id.gt(Uid::from(id))),
            )
        }
        _ => query,
    };
    query = match f.sort {
        QueueSort::Age => query.order((review_queue::submitted_at, review_queue::activity_id)),
        QueueSort::Start => query.order((review_queue::starts_at, review_queue::activity_id)),
        QueueSort::Risk => query.order((review_queue::calm, review_queue::activity_id)),
    };
    let ids: Vec<Uid> = query
        .select(review_queue::activity_id)
        .limit(i64::try_from(limit).unwrap_or(100))
        .load(conn)?;
    let rows: Vec<Row> = review_queue::table
        .inner_join(
            activities::table
                .inner_join(organizations::table)
                .left_join(regions::table),
        )
        .filter(review_queue::activity_id.eq_any(&ids))
        .select((
            activities::id,
            activities::edition,
            activities::organization_id,
            organizations::full_name,
            activities::status,
            activities::version,
            activities::revision,
            activities::title,
            activities::category,
            activities::sub_category,
            activities::mode,
            activities::starts_at,
            activities::ends_at,
            activities::region_code,
            regions::full_name.nullable(),
            activities::poster_id,
            activities::back_filed,
            activities::submitted_at,
            activities::updated_at,
            (
                review_queue::stage,
                review_queue::line,
                review_queue::calm,
                review_queue::submitted_at,
                review_queue::starts_at,
                review_queue::assigned_to,
                review_queue::claimed_by,
                review_queue::claimed_until,
                review_queue::review_region,
            ),
        ))
        .load(conn)?;
    let mut all = rows
        .into_iter()
        .map(|row| read(row, f.sort))
        .collect::<StoreResult<Vec<_>>>()?;
    let place = |id: ActivityId| ids.iter().position(|other| other.0 == id.uuid());
    all.sort_by_key(|row| place(row.activity.id));
    Ok(all)
}

/// Filings whose status says that they wait while the queue does not know them, or the other way round: none, unless
/// somebody changed tables by hand.
pub fn strays(conn: &mut Conn) -> StoreResult<Vec<ActivityId>> {
    let stages = Stage::ALL.map(|s| s.status().as_str());
    let waiting = activities::table.filter(activities::status.eq_any(stages));
    let queued = review_queue::table.select(review_queue::activity_id);
    let missing: Vec<Uid> = waiting
        .filter(activities::id.ne_all(queued))
        .select(activities::id)
        .limit(100)
        .load(conn)?;
    let left_over: Vec<Uid> = review_queue::table
        .inner_join(activities::table)
        .filter(activities::status.ne_all(stages))
        .select(activities::id)
        .limit(100)
        .load(conn)?;
    Ok(missing
        .into_iter()
        .chain(left_over)
        .map(|id| id.0.into())
        .collect())
}

/// How many wait at a stage in a region, on these lines (every line when empty), and since when the first does.
pub fn waiting(
    conn: &mut Conn,
    stage: Stage,
    region: &RegionCode,
    lines: &[String],
) -> StoreResult<(i64, Option<Instant>)> {
    let cut = || {
        let query = in_region(review_queue::table.into_boxed(), region);
        let query = query.filter(review_queue::stage.eq(stage.as_str()));
        if lines.is_empty() {
            query
        } else {
            query.filter(review_queue::line.eq_any(lines.to_vec()))
        }
    };
    let count = cut().count().get_result(conn)?;
    let first: Option<At> = cut()
        .order((review_queue::submitted_at, review_queue::activity_id))
        .select(review_queue::submitted_at)
        .first(conn)
        .optional()?;
    Ok((count, first.map(Instant::from)))
}
