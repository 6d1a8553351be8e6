//! What became of attempts to reach addresses.

use diesel::prelude::*;
use domain::id::ActivityId;
use domain::time::Instant;

use crate::Tx;
use crate::dialect::{Conn, InsertOrKeep, upsert};
use crate::error::StoreResult;
use crate::schema::{activity_links, link_checks, public_activities};
use crate::types::{At, Json, Uid};

/// The last attempt at an address. `verdict` is JSON of whoever tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkRecord {
    /// SHA-256 of the address.
    pub digest: Vec<u8>,
    pub url: String,
    pub verdict: String,
    pub checked_at: Instant,
}

type Row = (Vec<u8>, String, Json, At);

fn read((digest, url, verdict, checked_at): Row) -> LinkRecord {
    LinkRecord {
        digest,
        url,
        verdict: verdict.0,
        checked_at: checked_at.into(),
    }
}

/// Says which addresses a filing sends visitors to, instead of those it did before.
pub fn set(tx: &mut Tx<'_>, id: ActivityId, digests: &[Vec<u8>]) -> StoreResult<()> {
    let key = Uid::from(id);
    diesel::delete(activity_links::table.filter(activity_links::activity_id.eq(key))).execute(tx.conn())?;
    for digest in digests {
        let row = diesel::insert_into(activity_links::table).values((
            activity_links::activity_id.eq(key),
            activity_links::digest.eq(digest),
        ));
        InsertOrKeep(row).execute(tx.conn())?;
    }
    Ok(())
}

/// The last attempts at these addresses.
pub fn of(conn: &mut Conn, digests: &[Vec<u8>]) -> StoreResult<Vec<LinkRecord>> {
    let rows: Vec<Row> = link_checks::table
        .filter(link_checks::digest.eq_any(digests))
        .load(conn)?;
    Ok(rows.into_iter().map(read).collect())
}

/// Keeps what became of an attempt, instead of what was known before.
pub fn put(tx: &mut Tx<'_>, link: &LinkRecord) -> StoreResult<()> {
    let (verdict, at) = (Json(link.verdict.clone()), At::from(link.checked_at));
    upsert(
        tx.conn(),
        |conn| {
            diesel::update(link_checks::table.find(&link.digest))
                .set((link_checks::verdict.eq(&verdict), link_checks::checked_at.eq(at)))
                .execute(conn)
        },
        |conn| {
            let row = diesel::insert_into(link_checks::table).values((
                link_checks::digest.eq(&link.digest),
                link_checks::url.eq(&link.url),
                link_checks::verdict.eq(&verdict),
                link_checks::checked_at.eq(at),
            ));
            InsertOrKeep(row).execute(conn)
        },
    )
}

/// Addresses that were tried before `before` and are shown by public activities from this list key on, the oldest first.
pub fn worn_out(conn: &mut Conn, before: Instant, from: i64, limit: i64) -> StoreResult<Vec<String>> {
    let shown = activity_links::table
        .inner_join(
            public_activities::table.on(public_activities::activity_id.eq(activity_links::activity_id)),
        )
        .filter(activity_links::digest.eq(link_checks::digest))
        .filter(public_activities::list_key.ge(from));
    Ok(link_checks::table
        .filter(link_checks::checked_at.lt(At::from(before)))
        .filter(diesel::dsl::exists(shown))
        .order(link_checks::checked_at)
        .limit(limit)
        .select(link_checks::url)
        .load(conn)?)
}

/// Filings that send visitors to an address: their findings follow.
pub fn shown_by(conn: &mut Conn, digest: &[u8]) -> StoreResult<Vec<ActivityId>> {
    let rows: Vec<Uid> = activity_links::table
        .filter(activity_links::digest.eq(digest))
        .order(activity_links::activity_id.desc())
        .limit(500)
        .select(activity_links::activity_id)
        .load(conn)?;
    Ok(rows.into_iter().map(|id| id.0.into()).collect())
}
