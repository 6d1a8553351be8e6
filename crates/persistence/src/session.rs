//! Signed-in devices and their refresh tokens.

use diesel::prelude::*;
use domain::id::{AccountId, SessionId};
use domain::time::Instant;

use crate::Tx;
use crate::dialect::Conn;
use crate::error::StoreResult;
use crate::schema::{refresh_tokens, sessions};
use crate::types::{At, Uid};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    pub id: SessionId,
    pub account_id: AccountId,
    pub device: String,
    pub created_at: Instant,
    pub last_used_at: Instant,
    /// The absolute end, however often it is refreshed.
    pub expires_at: Instant,
    pub revoked_at: Option<Instant>,
    /// When this device gave a code of the authenticator.
    pub second_factor_at: Option<Instant>,
}

/// A refresh token, found by its digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefreshToken {
    pub session: Session,
    pub created_at: Instant,
    pub used_at: Option<Instant>,
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = sessions)]
struct Row {
    id: Uid,
    account_id: Uid,
    device: String,
    created_at: At,
    last_used_at: At,
    expires_at: At,
    revoked_at: Option<At>,
    second_factor_at: Option<At>,
}

impl From<Row> for Session {
    fn from(r: Row) -> Self {
        Self {
            id: r.id.0.into(),
            account_id: r.account_id.0.into(),
            device: r.device,
            created_at: r.created_at.into(),
            last_used_at: r.last_used_at.into(),
            expires_at: r.expires_at.into(),
            revoked_at: r.revoked_at.map(Instant::from),
            second_factor_at: r.second_factor_at.map(Instant::from),
        }
    }
}

pub fn insert(tx: &mut Tx<'_>, s: &Session) -> StoreResult<()> {
    let row = Row {
        id: s.id.into(),
        account_id: s.account_id.into(),
        device: s.device.clone(),
        created_at: s.created_at.into(),
        last_used_at: s.last_used_at.into(),
        expires_at: s.expires_at.into(),
        revoked_at: s.revoked_at.map(At::from),
        second_factor_at: s.second_factor_at.map(At::from),
    };
    diesel::insert_into(sessions::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}

pub fn find(conn: &mut Conn, id: SessionId) -> StoreResult<Session> {
    Ok(sessions::table.find(Uid::from(id)).first::<Row>(conn)?.into())
}

/// The sessions of an account that have not ended, last used first.
pub fn of_account(conn: &mut Conn, account: AccountId, now: Instant) -> StoreResult<Vec<Session>> {
    let rows: Vec<Row> = sessions::table
        .filter(sessions::account_id.eq(Uid::from(account)))
        .filter(sessions::revoked_at.is_null())
        .filter(sessions::expires_at.gt(At::from(now)))
        .order((sessions::last_used_at.desc(), sessions::id.desc()))
        .limit(100)
        .load(conn)?;
    Ok(rows.into_iter().map(Session::from).collect())
}

pub fn insert_token(tx: &mut Tx<'_>, digest: &[u8], session: SessionId, at: Instant) -> StoreResult<()> {
    diesel::insert_into(refresh_tokens::table)
        .values((
            refresh_tokens::digest.eq(digest),
            refresh_tokens::session_id.eq(Uid::from(session)),
            refresh_tokens::created_at.eq(At::from(at)),
        ))
        .execute(tx.conn())?;
    Ok(())
}

pub fn find_token(conn: &mut Conn, digest: &[u8]) -> StoreResult<Option<RefreshToken>> {
    let found: Option<(At, Option<At>, Row)> = refresh_tokens::table
        .inner_join(sessions::table)
        .filter(refresh_tokens::digest.eq(digest))
        .select((
            refresh_tokens::created_at,
            refresh_tokens::used_at,
            sessions::all_columns,
        ))
        .first(conn)
        .optional()?;
    Ok(found.map(|(created_at, used_at, session)| RefreshToken {
        session: session.into(),
        created_at: created_at.into(),
        used_at: used_at.map(Instant::from),
    }))
}

/// Marks a token as used; answers false when somebody used it before.
pub fn use_token(tx: &mut Tx<'_>, digest: &[u8], at: Instant) -> StoreResult<bool> {
    let target = refresh_tokens::table
        .filter(refresh_tokens::digest.eq(digest))
        .filter(refresh_tokens::used_at.is_null());
    Ok(diesel::update(target)
        .set(refresh_tokens::used_at.eq(At::from(at)))
        .execute(tx.conn())?
        == 1)
}

/// Counts the session's tokens that were never used as used long ago: another one of their kind was.
pub fn supersede_unused(tx: &mut Tx<'_>, id: SessionId) -> StoreResult<()> {
    let target = refresh_tokens::table
        .filter(refresh_tokens::session_id.eq(Uid::from(id)))
        .filter(refresh_tokens::used_at.is_null());
    diesel::update(target)
        .set(refresh_tokens::used_at.eq(refresh_tokens::created_at.nullable()))
        .execute(tx.conn())?;
    Ok(())
}

pub fn touch(tx: &mut Tx<'_>, id: SessionId, at: Instant) -> StoreResult<()> {
    diesel::update(sessions::table.find(Uid::from(id)))
        .set(sessions::last_used_at.eq(At::from(at)))
        .execute(tx.conn())?;
    Ok(())
}

/// Notes that this device gave a code of the authenticator; without, that it has to again.
pub fn note_second_factor(tx: &mut Tx<'_>, id: SessionId, at: Option<Instant>) -> StoreResult<()> {
    diesel::update(sessions::table.find(Uid::from(id)))
        .set(sessions::second_factor_at.eq(at.map(At::from)))
        .execute(tx.conn())?;
    Ok(())
}

/// How many sessions of an account have not ended.
pub fn count(conn: &mut Conn, account: AccountId, now: Instant) -> StoreResult<i64> {
    Ok(sessions::table
        .filter(sessions::account_id.eq(Uid::from(account)))
        .filter(sessions::revoked_at.is_null())
        .filter(sessions::expires_at.gt(At::from(now)))
        .count()
        .get_result(conn)?)
}

/// How many sessions have not ended.
pub fn count_all(conn: &mut Conn, now: Instant) -> StoreResult<i64> {
    Ok(sessions::table
        .filter(sessions::revoked_at.is_null())
        .filter(sessions::expires_at.gt(At::from(now)))
        .count()
        .get_result(conn)?)
}

/// Ends a session; answers false when it had ended before.
pub fn revoke(tx: &mut Tx<'_>, id: SessionId, at: Instant) -> StoreResult<bool> {
    let target = sessions::table
        .filter(sessions::id.eq(Uid::from(id)))
        .filter(sessions::revoked_at.is_null());
    Ok(diesel::update(target)
        .set(sessions::revoked_at.eq(At::from(at)))
        .execute(tx.conn())?
        == 1)
}

/// Forgets what the devices of an account called themselves.
pub fn forget_devices(tx: &mut Tx<'_>, account: AccountId) -> StoreResult<()> {
    diesel::update(sessions::table.filter(sessions::account_id.eq(Uid::from(account))))
        .set(sessions::device.eq(""))
        .execute(tx.conn())?;
    Ok(())
}

/// Ends every session of an account.
pub fn revoke_all(tx: &mut Tx<'_>, account: AccountId, at: Instant) -> StoreResult<usize> {
    let target = sessions::table
        .filter(sessions::account_id.eq(Uid::from(account)))
        .filter(sessions::revoked_at.is_null());
    Ok(diesel::update(target)
        .set(sessions::revoked_at.eq(At::from(at)))
        .execute(tx.conn())?)
}
