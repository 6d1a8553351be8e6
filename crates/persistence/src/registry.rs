//! The external registry of organisations: how far it was read, what was agreed on, what a person decides.

use diesel::prelude::*;
use domain::id::{AccountId, ConflictId, OrganizationId};
use domain::region::RegionCode;
use domain::registry::{ConflictKind, ConflictStatus};
use domain::time::Instant;
use uuid::Uuid;

use crate::Tx;
use crate::dialect::{Conn, InsertOrKeep, upsert};
use crate::error::{StoreError, StoreResult};
use crate::schema::{registry_conflicts, registry_events, registry_links, registry_state};
use crate::types::{At, Json, Uid};

/// There is one registry; its row is there from the beginning.
const NAME: &str = "organizations";

/// How far the registry was read, and whether it answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StateRecord {
    pub cursor: Option<String>,
    pub etag: Option<String>,
    pub last_attempt_at: Option<Instant>,
    pub last_success_at: Option<Instant>,
    /// Failures in a row.
    pub failures: i32,
    /// Nobody asks before.
    pub closed_until: Option<Instant>,
    pub last_error: Option<String>,
}

type StateRow = (
    Option<String>,
    Option<String>,
    Option<At>,
    Option<At>,
    i32,
    Option<At>,
    Option<String>,
);

pub fn state(conn: &mut Conn) -> StoreResult<StateRecord> {
    let (cursor, etag, attempt, success, failures, closed, last_error): StateRow = registry_state::table
        .find(NAME)
        .select((
            registry_state::cursor,
            registry_state::etag,
            registry_state::last_attempt_at,
            registry_state::last_success_at,
            registry_state::failures,
            registry_state::closed_until,
            registry_state::last_error,
        ))
        .first(conn)?;
    Ok(StateRecord {
        cursor,
        etag,
        last_attempt_at: attempt.map(Instant::from),
        last_success_at: success.map(Instant::from),
        failures,
        closed_until: closed.map(Instant::from),
        last_error,
    })
}

pub fn save_state(tx: &mut Tx<'_>, s: &StateRecord) -> StoreResult<()> {
    diesel::update(registry_state::table.find(NAME))
        .set((
            registry_state::cursor.eq(&s.cursor),
            registry_state::etag.eq(&s.etag),
            registry_state::last_attempt_at.eq(s.last_attempt_at.map(At::from)),
            registry_state::last_success_at.eq(s.last_success_at.map(At::from)),
            registry_state::failures.eq(s.failures),
            registry_state::closed_until.eq(s.closed_until.map(At::from)),
            registry_state::last_error.eq(&s.last_error),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Takes the right to read the registry until `until`; `false` while another process has it.
pub fn lease(tx: &mut Tx<'_>, now: Instant, until: Instant) -> StoreResult<bool> {
    let free = registry_state::table
        .filter(registry_state::name.eq(NAME))
        .filter(
            registry_state::leased_until
                .is_null()
                .or(registry_state::leased_until.le(At::from(now))),
        );
    Ok(diesel::update(free)
        .set(registry_state::leased_until.eq(At::from(until)))
        .execute(tx.conn())?
        == 1)
}

/// Lets nobody else take something of the registry's until this transaction ends: of a push and a walk that bring the
/// same organisation at the same moment, the second finds it there.
pub fn hold(tx: &mut Tx<'_>) -> StoreResult<()> {
    diesel::update(registry_state::table.find(NAME))
        .set(registry_state::failures.eq(registry_state::failures))
        .execute(tx.conn())?;
    Ok(())
}

/// Extends the right, or gives it back with `None`.
pub fn keep_lease(tx: &mut Tx<'_>, until: Option<Instant>) -> StoreResult<()> {
    diesel::update(registry_state::table.find(NAME))
        .set(registry_state::leased_until.eq(until.map(At::from)))
        .execute(tx.conn())?;
    Ok(())
}

/// Which of the registry's organisations is which of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkRecord {
    pub external_id: String,
    pub organization_id: OrganizationId,
    /// The last one that was taken.
    pub revision: i64,
    /// JSON of the values that both sides agreed on last.
    pub agreed: String,
    pub seen_at: Instant,
}

/// The links of these external identifiers.
pub fn links(conn: &mut Conn, external: &[&str]) -> StoreResult<Vec<LinkRecord>> {
    type Row = (String, Uid, i64, Json, At);
    let rows: Vec<Row> = registry_links::table
        .filter(registry_links::external_id.eq_any(external))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(external_id, organization, revision, agreed, seen)| LinkRecord {
            external_id,
            organization_id: organization.0.into(),
            revision,
            agreed: agreed.0,
            seen_at: seen.into(),
        })
        .collect())
}

/// How many of theirs are known to be which of ours.
pub fn count_links(conn: &mut Conn) -> StoreResult<i64> {
    Ok(registry_links::table.count().get_result(conn)?)
}

/// The external identifiers of an organisation: several, when it took others in.
pub fn external_ids(conn: &mut Conn, id: OrganizationId) -> StoreResult<Vec<String>> {
    Ok(registry_links::table
        .filter(registry_links::organization_id.eq(Uid::from(id)))
        .order(registry_links::external_id)
        .select(registry_links::external_id)
        .load(conn)?)
}

pub fn save_link(tx: &mut Tx<'_>, l: &LinkRecord) -> StoreResult<()> {
    let set = (
        registry_links::organization_id.eq(Uid::from(l.organization_id)),
        registry_links::revision.eq(l.revision),
        registry_links::agreed.eq(Json(l.agreed.clone())),
        registry_links::seen_at.eq(At::from(l.seen_at)),
    );
    upsert(
        tx.conn(),
        |conn| {
            diesel::update(registry_links::table.find(&l.external_id))
                .set(set.clone())
                .execute(conn)
        },
        |conn| {
            let row = diesel::insert_into(registry_links::table)
                .values((registry_links::external_id.eq(&l.external_id), set.clone()));
            InsertOrKeep(row).execute(conn)
        },
    )
}

/// A difference as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConflictRecord {
    pub id: ConflictId,
    pub external_id: String,
    pub organization_id: Option<OrganizationId>,
    /// Whose officials decide.
    pub region_code: RegionCode,
    pub kind: ConflictKind,
    pub revision: i64,
    /// JSON of what the registry says.
    pub theirs: String,
    /// JSON of what differs, or of what is wrong.
    pub fields: String,
    pub status: ConflictStatus,
    pub version: i32,
    /// JSON of what was decided.
    pub decision: Option<String>,
    pub decided_by: Option<AccountId>,
    pub decided_at: Option<Instant>,
    pub created_at: Instant,
    pub updated_at: Instant,
}

#[derive(Queryable, Insertable, AsChangeset)]
#[diesel(table_name = registry_conflicts, treat_none_as_null = true)]
struct Row {
    id: Uid,
    external_id: String,
    organization_id: Option<Uid>,
    region_code: String,
    kind: String,
    revision: i64,
    theirs: Json,
    fields: Json,
    status: String,
    version: i32,
    decision: Option<Json>,
    decided_by: Option<Uid>,
    decided_at: Option<At>,
    created_at: At,
    updated_at: At,
}

fn row_of(c: &ConflictRecord) -> Row {
    Row {
        id: c.id.into(),
        external_id: c.external_id.clone(),
        organization_id: c.organization_id.map(Uid::from),
        region_code: c.region_code.to_string(),
        kind: c.kind.as_str().to_owned(),
        revision: c.revision,
        theirs: Json(c.theirs.clone()),
        fields: Json(c.fields.clone()),
        status: c.status.as_str().to_owned(),
        version: c.version,
        decision: c.decision.clone().map(Json),
        decided_by: c.decided_by.map(Uid::from),
        decided_at: c.decided_at.map(At::from),
        created_at: c.created_at.into(),
        updated_at: c.updated_at.into(),
    }
}

fn read(r: Row) -> StoreResult<ConflictRecord> {
    Ok(ConflictRecord {
        id: r.id.0.into(),
        external_id: r.external_id,
        organization_id: r.organization_id.map(|id| id.0.into()),
        region_code: r.region_code.parse().map_err(StoreError::corrupt)?,
        kind: ConflictKind::parse(&r.kind).ok_or_else(|| StoreError::corrupt(&r.kind))?,
        revision: r.revision,
        theirs: r.theirs.0,
        fields: r.fields.0,
        status: ConflictStatus::parse(&r.status).ok_or_else(|| StoreError::corrupt(&r.status))?,
        version: r.version,
        decision: r.decision.map(|d| d.0),
        decided_by: r.decided_by.map(|id| id.0.into()),
        decided_at: r.decided_at.map(Instant::from),
        created_at: r.created_at.into(),
        updated_at: r.updated_at.into(),
    })
}

pub fn insert_conflict(tx: &mut Tx<'_>, c: &ConflictRecord) -> StoreResult<()> {
    diesel::insert_into(registry_conflicts::table)
        .values(row_of(c))
        .execute(tx.conn())?;
    Ok(())
}

/// Stores `c`, whose version is one above `expected`, if that is still the version.
pub fn save_conflict(tx: &mut Tx<'_>, c: &ConflictRecord, expected: i32) -> StoreResult<()> {
    let target = registry_conflicts::table
        .filter(registry_conflicts::id.eq(Uid::from(c.id)))
        .filter(registry_conflicts::version.eq(expected));
    if diesel::update(target).set(row_of(c)).execute(tx.conn())? == 1 {
        Ok(())
    } else {
        Err(StoreError::Stale)
    }
}

pub fn conflict(conn: &mut Conn, id: ConflictId) -> StoreResult<ConflictRecord> {
    read(registry_conflicts::table.find(Uid::from(id)).first::<Row>(conn)?)
}

/// The open conflict of an external identifier, of which there is at most one.
pub fn open_conflict(conn: &mut Conn, external_id: &str) -> StoreResult<Option<ConflictRecord>> {
    registry_conflicts::table
        .filter(registry_conflicts::external_id.eq(external_id))
        .filter(registry_conflicts::status.eq(ConflictStatus::Open.as_str()))
        .first::<Row>(conn)
        .optional()?
        .map(read)
        .transpose()
}

/// What an external identifier was last decided to be.
pub fn last_decided(conn: &mut Conn, external_id: &str) -> StoreResult<Option<ConflictRecord>> {
    registry_conflicts::table
        .filter(registry_conflicts::external_id.eq(external_id))
        .filter(registry_conflicts::status.eq(ConflictStatus::Decided.as_str()))
        .order(registry_conflicts::id.desc())
        .first::<Row>(conn)
        .optional()?
        .map(read)
        .transpose()
}

macro_rules! waiting {
    ($status:expr, $region:ident) => {{
        let mut query = registry_conflicts::table
            .filter(registry_conflicts::status.eq($status.as_str()))
            .into_boxed();
        if !$region.is_country() {
            let prefix = $region.prefix();
            // Codes are digits: what begins with the prefix lies between it and it with a character behind every digit.
            query = query
                .filter(registry_conflicts::region_code.ge(prefix.to_owned()))
                .filter(registry_conflicts::region_code.lt(format!("{prefix}:")));
        }
        query
    }};
}

/// Conflicts within a region, the oldest first.
pub fn conflicts(
    conn: &mut Conn,
    status: ConflictStatus,
    region: &RegionCode,
    after: Option<ConflictId>,
    limit: usize,
) -> StoreResult<Vec<ConflictRecord>> {
    let mut query = waiting!(status, region);
    if let Some(after) = after {
        query = query.filter(registry_conflicts::id.gt(Uid::from(after)));
    }
    let rows: Vec<Row> = query
        .order(registry_conflicts::id)
        .limit(i64::try_from(limit).unwrap_or(100))
        .load(conn)?;
    rows.into_iter().map(read).collect()
}

/// How many wait within a region.
pub fn count_open(conn: &mut Conn, region: &RegionCode) -> StoreResult<i64> {
    Ok(waiting!(ConflictStatus::Open, region).count().get_result(conn)?)
}

/// Notes a pushed event; `false` when it was noted before.
pub fn note_event(tx: &mut Tx<'_>, id: Uuid, at: Instant) -> StoreResult<bool> {
    let row = diesel::insert_into(registry_events::table).values((
        registry_events::id.eq(Uid(id)),
        registry_events::received_at.eq(At::from(at)),
    ));
    Ok(InsertOrKeep(row).execute(tx.conn())? == 1)
}

/// Forgets events that can no longer come again: their signatures are old.
pub fn purge_events(tx: &mut Tx<'_>, before: Instant) -> StoreResult<usize> {
    let old = registry_events::table.filter(registry_events::received_at.lt(At::from(before)));
    Ok(diesel::delete(old).execute(tx.conn())?)
}
