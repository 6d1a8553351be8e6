//! Who belongs to an organisation, and who wants to.

use diesel::prelude::*;
use domain::access::Role;
use domain::id::{AccountId, OrganizationId};
use domain::time::Instant;

use crate::Tx;
use crate::dialect::{Conn, InsertOrKeep, hold_row};
use crate::error::{StoreError, StoreResult};
use crate::schema::{accounts, grants, membership_requests};
use crate::types::{At, Uid};

/// Most people that are answered for one organisation.
const PEOPLE_MAX: i64 = 500;

/// Somebody's role in an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberRecord {
    pub account_id: AccountId,
    pub display_name: String,
    pub phone_sealed: Vec<u8>,
    pub role: Role,
    pub since: Instant,
}

/// Somebody's request to join.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestRecord {
    pub account_id: AccountId,
    pub display_name: String,
    pub phone_sealed: Vec<u8>,
    pub note: Option<String>,
    pub made_at: Instant,
}

/// Holds the members of an organisation: whoever does the same waits until this transaction ends.
pub fn hold(tx: &mut Tx<'_>, id: OrganizationId) -> StoreResult<()> {
    hold_row(tx.conn(), "organizations", Uid::from(id))
}

/// Roles in an organisation, one entry for each, in the order in which they were given.
pub fn members(conn: &mut Conn, id: OrganizationId) -> StoreResult<Vec<MemberRecord>> {
    type Row = (Uid, String, Vec<u8>, String, At);
    let rows: Vec<Row> = grants::table
        .inner_join(accounts::table.on(accounts::id.eq(grants::account_id)))
        .filter(grants::organization_id.eq(Uid::from(id)))
        .filter(grants::revoked_at.is_null())
        .order(grants::id)
        .limit(PEOPLE_MAX)
        .select((
            grants::account_id,
            accounts::display_name,
            accounts::phone_sealed,
            grants::role,
            grants::created_at,
        ))
        .load(conn)?;
    rows.into_iter()
        .map(|(account, display_name, phone_sealed, role, since)| {
            Ok(MemberRecord {
                account_id: account.0.into(),
                display_name,
                phone_sealed,
                role: Role::parse(&role).ok_or_else(|| StoreError::corrupt(&role))?,
                since: since.into(),
            })
        })
        .collect()
}

/// Takes every role in an organisation from an account; answers how many.
pub fn let_go(tx: &mut Tx<'_>, id: OrganizationId, account: AccountId, at: Instant) -> StoreResult<usize> {
    let held = grants::table
        .filter(grants::organization_id.eq(Uid::from(id)))
        .filter(grants::account_id.eq(Uid::from(account)))
        .filter(grants::revoked_at.is_null());
    Ok(diesel::update(held)
        .set(grants::revoked_at.eq(At::from(at)))
        .execute(tx.conn())?)
}

/// Asks to join; `false` when the account has asked already.
pub fn request(
    tx: &mut Tx<'_>,
    id: OrganizationId,
    account: AccountId,
    note: Option<&str>,
    at: Instant,
) -> StoreResult<bool> {
    let row = diesel::insert_into(membership_requests::table).values((
        membership_requests::organization_id.eq(Uid::from(id)),
        membership_requests::account_id.eq(Uid::from(account)),
        membership_requests::note.eq(note),
        membership_requests::made_at.eq(At::from(at)),
    ));
    Ok(InsertOrKeep(row).execute(tx.conn())? == 1)
}

/// Requests to join an organisation, the oldest first.
pub fn requests(conn: &mut Conn, id: OrganizationId) -> StoreResult<Vec<RequestRecord>> {
    type Row = (Uid, String, Vec<u8>, Option<String>, At);
    let rows: Vec<Row> = membership_requests::table
        .inner_join(accounts::table.on(accounts::id.eq(membership_requests::account_id)))
        .filter(membership_requests::organization_id.eq(Uid::from(id)))
        .order((membership_requests::made_at, membership_requests::account_id))
        .limit(PEOPLE_MAX)
        .select((
            membership_requests::account_id,
            accounts::display_name,
            accounts::phone_sealed,
            membership_requests::note,
            membership_requests::made_at,
        ))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(
            |(account, display_name, phone_sealed, note, made_at)| RequestRecord {
                account_id: account.0.into(),
                display_name,
                phone_sealed,
                note,
                made_at: made_at.into(),
            },
        )
        .collect())
}

/// Removes a request; `false` when there is none: of two decisions one wins.
pub fn take_request(tx: &mut Tx<'_>, id: OrganizationId, account: AccountId) -> StoreResult<bool> {
    let request = membership_requests::table.find((Uid::from(id), Uid::from(account)));
    Ok(diesel::delete(request).execute(tx.conn())? == 1)
}

/// Whether an account has asked to join.
pub fn has_requested(conn: &mut Conn, id: OrganizationId, account: AccountId) -> StoreResult<bool> {
    let request = membership_requests::table.find((Uid::from(id), Uid::from(account)));
    Ok(diesel::select(diesel::dsl::exists(request)).get_result(conn)?)
}

/// How many accounts have asked.
pub fn count_requests(conn: &mut Conn, account: AccountId) -> StoreResult<i64> {
    Ok(membership_requests::table
        .filter(membership_requests::account_id.eq(Uid::from(account)))
        .count()
        .get_result(conn)?)
}

/// How many ask to join any of these organisations.
pub fn count_asking(conn: &mut Conn, ids: &[OrganizationId]) -> StoreResult<i64> {
    let ids: Vec<Uid> = ids.iter().map(|id| Uid::from(*id)).collect();
    Ok(membership_requests::table
        .filter(membership_requests::organization_id.eq_any(ids))
        .count()
        .get_result(conn)?)
}
