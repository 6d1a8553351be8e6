//! Other systems that use the platform.

use diesel::prelude::*;
use domain::api_client::Scope;
use domain::id::{AccountId, ApiClientId, OrganizationId};
use domain::region::RegionCode;
use domain::time::Instant;

use crate::Tx;
use crate::dialect::Conn;
use crate::error::{StoreError, StoreResult};
use crate::schema::api_clients;
use crate::types::{At, Json, Uid};

/// A client as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiClientRecord {
    pub id: ApiClientId,
    pub name: String,
    pub scopes: Vec<Scope>,
    pub region_code: RegionCode,
    pub organization_ids: Vec<OrganizationId>,
    pub requests_per_minute: i32,
    /// Rises with each new secret.
    pub secret_number: i32,
    /// Keyed digest of the secret.
    pub secret_digest: Vec<u8>,
    /// That of the secret before, and until when it is good.
    pub previous: Option<(Vec<u8>, Instant)>,
    pub rotated_at: Instant,
    pub last_used_at: Option<Instant>,
    pub revoked_at: Option<Instant>,
    pub version: i32,
    pub created_by: AccountId,
    pub created_at: Instant,
    pub updated_at: Instant,
}

#[derive(Queryable, Insertable, AsChangeset)]
#[diesel(table_name = api_clients, treat_none_as_null = true)]
struct Row {
    id: Uid,
    name: String,
    scopes: Json,
    region_code: String,
    organization_ids: Json,
    requests_per_minute: i32,
    secret_number: i32,
    secret_digest: Vec<u8>,
    previous_digest: Option<Vec<u8>>,
    previous_until: Option<At>,
    rotated_at: At,
    last_used_at: Option<At>,
    revoked_at: Option<At>,
    version: i32,
    created_by: Uid,
    created_at: At,
    updated_at: At,
}

fn row_of(c: &ApiClientRecord) -> StoreResult<Row> {
    let (previous_digest, previous_until) = c.previous.clone().unzip();
    Ok(Row {
        id: c.id.into(),
        name: c.name.clone(),
        scopes: Json::of(&c.scopes)?,
        region_code: c.region_code.to_string(),
        organization_ids: Json::of(&c.organization_ids)?,
        requests_per_minute: c.requests_per_minute,
        secret_number: c.secret_number,
        secret_digest: c.secret_digest.clone(),
        previous_digest,
        previous_until: previous_until.map(At::from),
        rotated_at: c.rotated_at.into(),
        last_used_at: c.last_used_at.map(At::from),
        revoked_at: c.revoked_at.map(At::from),
        version: c.version,
        created_by: c.created_by.into(),
        created_at: c.created_at.into(),
        updated_at: c.updated_at.into(),
    })
}

fn read(r: Row) -> StoreResult<ApiClientRecord> {
    Ok(ApiClientRecord {
        id: r.id.0.into(),
        name: r.name,
        scopes: r.scopes.read()?,
        region_code: r.region_code.parse().map_err(StoreError::corrupt)?,
        organization_ids: r.organization_ids.read()?,
        requests_per_minute: r.requests_per_minute,
        secret_number: r.secret_number,
        secret_digest: r.secret_digest,
        previous: r.previous_digest.zip(r.previous_until.map(Instant::from)),
        rotated_at: r.rotated_at.into(),
        last_used_at: r.last_used_at.map(Instant::from),
        revoked_at: r.revoked_at.map(Instant::from),
        version: r.version,
        created_by: r.created_by.0.into(),
        created_at: r.created_at.into(),
        updated_at: r.updated_at.into(),
    })
}

pub fn insert(tx: &mut Tx<'_>, c: &ApiClientRecord) -> StoreResult<()> {
    diesel::insert_into(api_clients::table)
        .values(row_of(c)?)
        .execute(tx.conn())?;
    Ok(())
}

/// Stores `c`, whose version is one above `expected`, if that is still the version.
pub fn save(tx: &mut Tx<'_>, c: &ApiClientRecord, expected: i32) -> StoreResult<()> {
    let target = api_clients::table
        .filter(api_clients::id.eq(Uid::from(c.id)))
        .filter(api_clients::version.eq(expected));
    if diesel::update(target).set(row_of(c)?).execute(tx.conn())? == 1 {
        Ok(())
    } else {
        Err(StoreError::Stale)
    }
}

pub fn find(conn: &mut Conn, id: ApiClientId) -> StoreResult<ApiClientRecord> {
    read(api_clients::table.find(Uid::from(id)).first::<Row>(conn)?)
}

/// Clients, the latest first; those behind `after`.
pub fn list(conn: &mut Conn, after: Option<ApiClientId>, limit: usize) -> StoreResult<Vec<ApiClientRecord>> {
    let mut query = api_clients::table.into_boxed();
    if let Some(after) = after {
        query = query.filter(api_clients::id.lt(Uid::from(after)));
    }
    let rows: Vec<Row> = query
        .order(api_clients::id.desc())
        .limit(i64::try_from(limit).unwrap_or(100))
        .load(conn)?;
    rows.into_iter().map(read).collect()
}

/// Clients that file for an organisation. There are few clients, so all are looked at.
pub fn filing_for(conn: &mut Conn, id: OrganizationId) -> StoreResult<Vec<ApiClientRecord>> {
    let rows: Vec<Row> = api_clients::table
        .filter(api_clients::revoked_at.is_null())
        .load(conn)?;
    let all = rows.into_iter().map(read).collect::<StoreResult<Vec<_>>>()?;
    Ok(all
        .into_iter()
        .filter(|c| c.organization_ids.contains(&id))
        .collect())
}

/// Notes that it got a token.
pub fn touch(tx: &mut Tx<'_>, id: ApiClientId, at: Instant) -> StoreResult<()> {
    diesel::update(api_clients::table.find(Uid::from(id)))
        .set(api_clients::last_used_at.eq(At::from(at)))
        .execute(tx.conn())?;
    Ok(())
}
