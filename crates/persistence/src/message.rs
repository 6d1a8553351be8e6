//! Messages to people, and what each chose to be told by SMS.

use diesel::prelude::*;
use domain::id::{AccountId, ActivityId, CircularId, MessageId};
use domain::message::{MessageKind, Preferences};
use domain::time::Instant;

use crate::Tx;
use crate::dialect::{Conn, InsertOrKeep, upsert};
use crate::error::{StoreError, StoreResult};
use crate::schema::{account_preferences, messages};
use crate::types::{At, Json, Uid};

/// A message as kept: without words, so that each reader gets it in their language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageRecord {
    pub id: MessageId,
    pub account_id: AccountId,
    pub kind: MessageKind,
    pub activity_id: Option<ActivityId>,
    pub args: Vec<String>,
    /// Told once: a second message with the same mark to the same person is left out.
    pub mark: Option<String>,
    pub created_at: Instant,
    pub read_at: Option<Instant>,
    /// The circular it is about.
    pub circular_id: Option<CircularId>,
}

type Row = (
    Uid,
    Uid,
    String,
    Option<Uid>,
    Json,
    Option<String>,
    At,
    Option<At>,
    Option<Uid>,
);

fn read(
    (id, account, kind, activity, args, mark, created, read, circular): Row,
) -> StoreResult<MessageRecord> {
    Ok(MessageRecord {
        id: id.0.into(),
        account_id: account.0.into(),
        kind: MessageKind::parse(&kind).ok_or_else(|| StoreError::corrupt(&kind))?,
        activity_id: activity.map(|id| id.0.into()),
        args: args.read()?,
        mark,
        created_at: created.into(),
        read_at: read.map(Instant::from),
        circular_id: circular.map(|id| id.0.into()),
    })
}

/// Delivers a message; answers whether it is new.
pub fn deliver(tx: &mut Tx<'_>, m: &MessageRecord) -> StoreResult<bool> {
    let row = diesel::insert_into(messages::table).values((
        messages::id.eq(Uid::from(m.id)),
        messages::account_id.eq(Uid::from(m.account_id)),
        messages::kind.eq(m.kind.as_str()),
        messages::activity_id.eq(m.activity_id.map(Uid::from)),
        messages::args.eq(Json::of(&m.args)?),
        messages::mark.eq(&m.mark),
        messages::created_at.eq(At::from(m.created_at)),
        messages::circular_id.eq(m.circular_id.map(Uid::from)),
    ));
    Ok(InsertOrKeep(row).execute(tx.conn())? == 1)
}

/// An inbox, newest first.
pub fn inbox(
    conn: &mut Conn,
    account: AccountId,
    unread_only: bool,
    after: Option<MessageId>,
    limit: usize,
) -> StoreResult<Vec<MessageRecord>> {
    let mut query = messages::table
        .filter(messages::account_id.eq(Uid::from(account)))
        .into_boxed();
    if unread_only {
        query = query.filter(messages::read_at.is_null());
    }
    if let Some(after) = after {
        query = query.filter(messages::id.lt(Uid::from(after)));
    }
    let rows: Vec<Row> = query
        .order(messages::id.desc())
        .limit(i64::try_from(limit).unwrap_or(100))
        .load(conn)?;
    rows.into_iter().map(read).collect()
}

pub fn unread(conn: &mut Conn, account: AccountId) -> StoreResult<i64> {
    Ok(messages::table
        .filter(messages::account_id.eq(Uid::from(account)))
        .filter(messages::read_at.is_null())
        .count()
        .get_result(conn)?)
}

/// What each of these chose; those who chose nothing are left out.
pub fn preferences_of(conn: &mut Conn, accounts: &[AccountId]) -> StoreResult<Vec<(AccountId, Preferences)>> {
    let ids: Vec<Uid> = accounts.iter().map(|id| Uid::from(*id)).collect();
    let rows: Vec<(Uid, Json)> = account_preferences::table
        .filter(account_preferences::account_id.eq_any(ids))
        .select((account_preferences::account_id, account_preferences::preferences))
        .load(conn)?;
    rows.into_iter()
        .map(|(id, doc)| Ok((id.0.into(), doc.read()?)))
        .collect()
}

/// Marks some messages of an account as read, or all of them.
pub fn mark_read(
    tx: &mut Tx<'_>,
    account: AccountId,
    some: Option<&[MessageId]>,
    at: Instant,
) -> StoreResult<()> {
    let own = messages::table
        .filter(messages::account_id.eq(Uid::from(account)))
        .filter(messages::read_at.is_null());
    let read = messages::read_at.eq(At::from(at));
    match some {
        None => diesel::update(own).set(read).execute(tx.conn())?,
        Some(ids) => {
            let ids: Vec<Uid> = ids.iter().map(|id| Uid::from(*id)).collect();
            diesel::update(own.filter(messages::id.eq_any(ids)))
                .set(read)
                .execute(tx.conn())?
        }
    };
    Ok(())
}

/// Those of these marks that were told.
pub fn told_among(conn: &mut Conn, marks: &[String]) -> StoreResult<Vec<String>> {
    let found: Vec<Option<String>> = messages::table
        .filter(messages::mark.eq_any(marks))
        .select(messages::mark)
        .distinct()
        .load(conn)?;
    Ok(found.into_iter().flatten().collect())
}

/// Forgets what was read before `before`.
pub fn purge(tx: &mut Tx<'_>, before: Instant) -> StoreResult<usize> {
    Ok(diesel::delete(messages::table.filter(messages::read_at.lt(At::from(before)))).execute(tx.conn())?)
}

/// What a person chose; what everybody gets when they chose nothing.
pub fn preferences(conn: &mut Conn, account: AccountId) -> StoreResult<Preferences> {
    let chosen: Option<Json> = account_preferences::table
        .find(Uid::from(account))
        .select(account_preferences::preferences)
        .first(conn)
        .optional()?;
    chosen.map_or_else(|| Ok(Preferences::default()), |doc| doc.read())
}

pub fn set_preferences(
    tx: &mut Tx<'_>,
    account: AccountId,
    chosen: &Preferences,
    at: Instant,
) -> StoreResult<()> {
    let (key, doc, at) = (Uid::from(account), Json::of(chosen)?, At::from(at));
    upsert(
        tx.conn(),
        |conn| {
            diesel::update(account_preferences::table.find(key))
                .set((
                    account_preferences::preferences.eq(&doc),
                    account_preferences::updated_at.eq(at),
                ))
                .execute(conn)
        },
        |conn| {
            let row = diesel::insert_into(account_preferences::table).values((
                account_preferences::account_id.eq(key),
                account_preferences::preferences.eq(&doc),
                account_preferences::updated_at.eq(at),
            ));
            InsertOrKeep(row).execute(conn)
        },
    )
}
