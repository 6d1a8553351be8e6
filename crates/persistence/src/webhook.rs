//! Addresses that are told of events, and what was sent.

use diesel::prelude::*;
use domain::id::{AccountId, EventId, WebhookId};
use domain::region::RegionCode;
use domain::time::Instant;
use domain::webhook::{DeliveryStatus, EventKind};

use crate::Tx;
use crate::dialect::Conn;
use crate::error::{StoreError, StoreResult};
use crate::schema::{webhook_deliveries, webhooks};
use crate::types::{At, Json, Uid};

/// A webhook as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebhookRecord {
    pub id: WebhookId,
    pub url: String,
    pub description: String,
    pub events: Vec<EventKind>,
    pub region_code: RegionCode,
    pub active: bool,
    /// Encrypted.
    pub secret: Vec<u8>,
    /// The secret before, encrypted, and until when deliveries are signed with it as well.
    pub previous: Option<(Vec<u8>, Instant)>,
    pub failures: i32,
    pub closed_until: Option<Instant>,
    pub version: i32,
    pub created_by: AccountId,
    pub created_at: Instant,
    pub updated_at: Instant,
}

#[derive(Queryable, Insertable, AsChangeset)]
#[diesel(table_name = webhooks, treat_none_as_null = true)]
struct Row {
    id: Uid,
    url: String,
    description: String,
    events: Json,
    region_code: String,
    active: bool,
    secret: Vec<u8>,
    previous_secret: Option<Vec<u8>>,
    previous_until: Option<At>,
    failures: i32,
    closed_until: Option<At>,
    version: i32,
    created_by: Uid,
    created_at: At,
    updated_at: At,
}

fn row_of(w: &WebhookRecord) -> StoreResult<Row> {
    let (previous_secret, previous_until) = w.previous.clone().unzip();
    Ok(Row {
        id: w.id.into(),
        url: w.url.clone(),
        description: w.description.clone(),
        events: Json::of(&w.events)?,
        region_code: w.region_code.to_string(),
        active: w.active,
        secret: w.secret.clone(),
        previous_secret,
        previous_until: previous_until.map(At::from),
        failures: w.failures,
        closed_until: w.closed_until.map(At::from),
        version: w.version,
        created_by: w.created_by.into(),
        created_at: w.created_at.into(),
        updated_at: w.updated_at.into(),
    })
}

fn read(r: Row) -> StoreResult<WebhookRecord> {
    Ok(WebhookRecord {
        id: r.id.0.into(),
        url: r.url,
        description: r.description,
        events: r.events.read()?,
        region_code: r.region_code.parse().map_err(StoreError::corrupt)?,
        active: r.active,
        secret: r.secret,
        previous: r.previous_secret.zip(r.previous_until.map(Instant::from)),
        failures: r.failures,
        closed_until: r.closed_until.map(Instant::from),
        version: r.version,
        created_by: r.created_by.0.into(),
        created_at: r.created_at.into(),
        updated_at: r.updated_at.into(),
    })
}

pub fn insert(tx: &mut Tx<'_>, w: &WebhookRecord) -> StoreResult<()> {
    diesel::insert_into(webhooks::table)
        .values(row_of(w)?)
        .execute(tx.conn())?;
    Ok(())
}

/// Stores `w`, whose version is one above `expected`, if that is still the version.
pub fn save(tx: &mut Tx<'_>, w: &WebhookRecord, expected: i32) -> StoreResult<()> {
    let target = webhooks::table
        .filter(webhooks::id.eq(Uid::from(w.id)))
        .filter(webhooks::version.eq(expected));
    if diesel::update(target).set(row_of(w)?).execute(tx.conn())? == 1 {
        Ok(())
    } else {
        Err(StoreError::Stale)
    }
}

/// Removes a webhook with everything that was sent, if `expected` is still its version.
pub fn delete(tx: &mut Tx<'_>, id: WebhookId, expected: i32) -> StoreResult<()> {
    let target = webhooks::table
        .filter(webhooks::id.eq(Uid::from(id)))
        .filter(webhooks::version.eq(expected));
    if diesel::delete(target).execute(tx.conn())? == 1 {
        Ok(())
    } else {
        Err(StoreError::Stale)
    }
}

pub fn find(conn: &mut Conn, id: WebhookId) -> StoreResult<WebhookRecord> {
    read(webhooks::table.find(Uid::from(id)).first::<Row>(conn)?)
}

/// Webhooks, the latest first; those behind `after`.
pub fn list(conn: &mut Conn, after: Option<WebhookId>, limit: usize) -> StoreResult<Vec<WebhookRecord>> {
    let mut query = webhooks::table.into_boxed();
    if let Some(after) = after {
        query = query.filter(webhooks::id.lt(Uid::from(after)));
    }
    let rows: Vec<Row> = query
        .order(webhooks::id.desc())
        .limit(i64::try_from(limit).unwrap_or(100))
        .load(conn)?;
    rows.into_iter().map(read).collect()
}

/// Whether anybody listens at all.
pub fn any_active(conn: &mut Conn) -> StoreResult<bool> {
    let active = webhooks::table.filter(webhooks::active.eq(true));
    Ok(diesel::select(diesel::dsl::exists(active)).get_result(conn)?)
}

/// Those that listen. There are few.
pub fn active(conn: &mut Conn) -> StoreResult<Vec<WebhookRecord>> {
    let rows: Vec<Row> = webhooks::table
        .filter(webhooks::active.eq(true))
        .order(webhooks::id)
        .load(conn)?;
    rows.into_iter().map(read).collect()
}

/// Notes how an attempt went: failures in a row, and until when nothing is sent.
pub fn note_health(
    tx: &mut Tx<'_>,
    id: WebhookId,
    failures: i32,
    closed_until: Option<Instant>,
) -> StoreResult<()> {
    diesel::update(webhooks::table.find(Uid::from(id)))
        .set((
            webhooks::failures.eq(failures),
            webhooks::closed_until.eq(closed_until.map(At::from)),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// What was sent, or is to be, as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryRecord {
    pub webhook_id: WebhookId,
    pub n: i32,
    pub event_id: EventId,
    pub event: EventKind,
    pub body: String,
    pub status: DeliveryStatus,
    pub attempts: i32,
    pub next_at: Option<Instant>,
    pub last_status: Option<i32>,
    pub last_error: Option<String>,
    pub excerpt: Option<String>,
    pub took_ms: Option<i32>,
    pub replay_of: Option<i32>,
    pub created_at: Instant,
    pub delivered_at: Option<Instant>,
}

#[derive(Queryable, Insertable, AsChangeset)]
#[diesel(table_name = webhook_deliveries, treat_none_as_null = true)]
struct DeliveryRow {
    webhook_id: Uid,
    n: i32,
    event_id: Uid,
    event: String,
    body: String,
    status: String,
    attempts: i32,
    next_at: Option<At>,
    last_status: Option<i32>,
    last_error: Option<String>,
    excerpt: Option<String>,
    took_ms: Option<i32>,
    replay_of: Option<i32>,
    created_at: At,
    delivered_at: Option<At>,
}

fn delivery_row(d: &DeliveryRecord) -> DeliveryRow {
    DeliveryRow {
        webhook_id: d.webhook_id.into(),
        n: d.n,
        event_id: d.event_id.into(),
        event: d.event.as_str().to_owned(),
        body: d.body.clone(),
        status: d.status.as_str().to_owned(),
        attempts: d.attempts,
        next_at: d.next_at.map(At::from),
        last_status: d.last_status,
        last_error: d.last_error.clone(),
        excerpt: d.excerpt.clone(),
        took_ms: d.took_ms,
        replay_of: d.replay_of,
        created_at: d.created_at.into(),
        delivered_at: d.delivered_at.map(At::from),
    }
}

fn read_delivery(r: DeliveryRow) -> StoreResult<DeliveryRecord> {
    Ok(DeliveryRecord {
        webhook_id: r.webhook_id.0.into(),
        n: r.n,
        event_id: r.event_id.0.into(),
        event: EventKind::parse(&r.event).ok_or_else(|| StoreError::corrupt(&r.event))?,
        body: r.body,
        status: DeliveryStatus::parse(&r.status).ok_or_else(|| StoreError::corrupt(&r.status))?,
        attempts: r.attempts,
        next_at: r.next_at.map(Instant::from),
        last_status: r.last_status,
        last_error: r.last_error,
        excerpt: r.excerpt,
        took_ms: r.took_ms,
        replay_of: r.replay_of,
        created_at: r.created_at.into(),
        delivered_at: r.delivered_at.map(Instant::from),
    })
}

/// Adds a delivery with the next number, whatever `d` says; answers the number. Whoever does the same waits until this
/// transaction ends.
pub fn add_delivery(tx: &mut Tx<'_>, d: &DeliveryRecord) -> StoreResult<i32> {
    let id = Uid::from(d.webhook_id);
    diesel::update(webhooks::table.find(id))
        .set(webhooks::version.eq(webhooks::version))
        .execute(tx.conn())?;
    let last: Option<i32> = webhook_deliveries::table
        .filter(webhook_deliveries::webhook_id.eq(id))
        .select(diesel::dsl::max(webhook_deliveries::n))
        .first(tx.conn())?;
    let n = last.unwrap_or(0) + 1;
    let row = DeliveryRow { n, ..delivery_row(d) };
    diesel::insert_into(webhook_deliveries::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(n)
}

/// Whether an event was made a delivery of before.
pub fn has_event(conn: &mut Conn, id: WebhookId, event: EventId) -> StoreResult<bool> {
    let same = webhook_deliveries::table
        .filter(webhook_deliveries::webhook_id.eq(Uid::from(id)))
        .filter(webhook_deliveries::event_id.eq(Uid::from(event)));
    Ok(diesel::select(diesel::dsl::exists(same)).get_result(conn)?)
}

pub fn save_delivery(tx: &mut Tx<'_>, d: &DeliveryRecord) -> StoreResult<()> {
    diesel::update(webhook_deliveries::table.find((Uid::from(d.webhook_id), d.n)))
        .set(delivery_row(d))
        .execute(tx.conn())?;
    Ok(())
}

pub fn delivery(conn: &mut Conn, id: WebhookId, n: i32) -> StoreResult<DeliveryRecord> {
    let found = webhook_deliveries::table.find((Uid::from(id), n));
    read_delivery(found.first::<DeliveryRow>(conn)?)
}

/// Deliveries of a webhook, the latest first; those before `before`.
pub fn deliveries(
    conn: &mut Conn,
    id: WebhookId,
    status: Option<DeliveryStatus>,
    before: Option<i32>,
    limit: usize,
) -> StoreResult<Vec<DeliveryRecord>> {
    let mut query = webhook_deliveries::table
        .filter(webhook_deliveries::webhook_id.eq(Uid::from(id)))
        .into_boxed();
    if let Some(status) = status {
        query = query.filter(webhook_deliveries::status.eq(status.as_str()));
    }
    if let Some(before) = before {
        query = query.filter(webhook_deliveries::n.lt(before));
    }
    let rows: Vec<DeliveryRow> = query
        .order(webhook_deliveries::n.desc())
        .limit(i64::try_from(limit).unwrap_or(100))
        .load(conn)?;
    rows.into_iter().map(read_delivery).collect()
}

/// Forgets what was delivered or given up long ago.
pub fn purge(tx: &mut Tx<'_>, before: Instant) -> StoreResult<usize> {
    let old = webhook_deliveries::table
        .filter(webhook_deliveries::created_at.lt(At::from(before)))
        .filter(webhook_deliveries::status.ne(DeliveryStatus::Pending.as_str()));
    Ok(diesel::delete(old).execute(tx.conn())?)
}
