//! Roles given to accounts.

use std::collections::BTreeSet;

use diesel::prelude::*;
use domain::access::{Grant, Role};
use domain::id::{AccountId, GrantId, OrganizationId};
use domain::region::RegionCode;
use domain::time::Instant;

use crate::Tx;
use crate::dialect::Conn;
use crate::error::{StoreError, StoreResult};
use crate::schema::{accounts, grants, organizations, regions};
use crate::types::{At, Json, Uid};

/// A grant with the names of what it reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantRecord {
    pub id: GrantId,
    pub grant: Grant,
    pub region_name: Option<String>,
    pub organization_name: Option<String>,
}

type Row = (
    Uid,
    String,
    Option<String>,
    Option<Uid>,
    Json,
    Option<String>,
    Option<String>,
);

/// The grants in force of an account.
pub fn of_account(conn: &mut Conn, account: AccountId) -> StoreResult<Vec<GrantRecord>> {
    let rows: Vec<Row> = grants::table
        .left_join(regions::table)
        .left_join(organizations::table)
        .filter(grants::account_id.eq(Uid::from(account)))
        .filter(grants::revoked_at.is_null())
        .order(grants::id)
        .select((
            grants::id,
            grants::role,
            grants::region_code,
            grants::organization_id,
            grants::lines,
            regions::full_name.nullable(),
            organizations::full_name.nullable(),
        ))
        .load(conn)?;
    rows.into_iter().map(read).collect()
}

fn read(
    (id, role, region, organization, lines, region_name, organization_name): Row,
) -> StoreResult<GrantRecord> {
    Ok(GrantRecord {
        id: id.0.into(),
        grant: Grant {
            role: Role::parse(&role).ok_or_else(|| StoreError::corrupt(&role))?,
            region: region
                .map(|c| c.parse().map_err(StoreError::corrupt))
                .transpose()?,
            organization: organization.map(|o| OrganizationId::new(o.0)),
            lines: lines.read()?,
            on_behalf_of: None,
        },
        region_name,
        organization_name,
    })
}

/// A grant with who holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldRecord {
    pub account_id: AccountId,
    pub display_name: String,
    pub phone_sealed: Vec<u8>,
    pub created_at: Instant,
    pub grant: GrantRecord,
}

type HeldRow = (Uid, String, Vec<u8>, At, Row);

/// What roles in force are looked for.
#[derive(Debug, Clone, Default)]
pub struct GrantFilter {
    pub role: Option<Role>,
    pub region: Option<RegionCode>,
    pub account: Option<AccountId>,
}

/// The grants in force with their holders, latest first.
pub fn list(
    conn: &mut Conn,
    filter: &GrantFilter,
    after: Option<GrantId>,
    limit: usize,
) -> StoreResult<Vec<HeldRecord>> {
    let mut query = grants::table
        .inner_join(accounts::table.on(accounts::id.eq(grants::account_id)))
        .left_join(regions::table)
        .left_join(organizations::table)
        .filter(grants::revoked_at.is_null())
        .select((
            accounts::id,
            accounts::display_name,
            accounts::phone_sealed,
            grants::created_at,
            (
                grants::id,
                grants::role,
                grants::region_code,
                grants::organization_id,
                grants::lines,
                regions::full_name.nullable(),
                organizations::full_name.nullable(),
            ),
        ))
        .into_boxed();
    if let Some(role) = filter.role {
        query = query.filter(grants::role.eq(role.as_str()));
    }
    if let Some(region) = &filter.region {
        query = query.filter(grants::region_code.eq(region.as_str().to_owned()));
    }
    if let Some(account) = filter.account {
        query = query.filter(grants::account_id.eq(Uid::from(account)));
    }
    if let Some(after) = after {
        query = query.filter(grants::id.lt(Uid::from(after)));
    }
    query
        .order(grants::id.desc())
        .limit(i64::try_from(limit).unwrap_or(100))
        .load::<HeldRow>(conn)?
        .into_iter()
        .map(|(account, display_name, phone_sealed, created_at, row)| {
            Ok(HeldRecord {
                account_id: account.0.into(),
                display_name,
                phone_sealed,
                created_at: created_at.into(),
                grant: read(row)?,
            })
        })
        .collect()
}

/// Whose grant in force this is.
pub fn holder(conn: &mut Conn, id: GrantId) -> StoreResult<AccountId> {
    let found: Uid = grants::table
        .filter(grants::id.eq(Uid::from(id)))
        .filter(grants::revoked_at.is_null())
        .select(grants::account_id)
        .first(conn)?;
    Ok(found.0.into())
}

/// Takes a grant back; false when it was before.
pub fn revoke(tx: &mut Tx<'_>, id: GrantId, at: Instant) -> StoreResult<bool> {
    let target = grants::table
        .filter(grants::id.eq(Uid::from(id)))
        .filter(grants::revoked_at.is_null());
    Ok(diesel::update(target)
        .set(grants::revoked_at.eq(Some(At::from(at))))
        .execute(tx.conn())?
        == 1)
}

pub fn insert(
    tx: &mut Tx<'_>,
    id: GrantId,
    account: AccountId,
    grant: &Grant,
    at: Instant,
) -> StoreResult<()> {
    diesel::insert_into(grants::table)
        .values((
            grants::id.eq(Uid::from(id)),
            grants::account_id.eq(Uid::from(account)),
            grants::role.eq(grant.role.as_str()),
            grants::region_code.eq(grant.region.as_ref().map(|r| r.as_str())),
            grants::organization_id.eq(grant.organization.map(Uid::from)),
            grants::lines.eq(Json::of(&grant.lines)?),
            grants::created_at.eq(At::from(at)),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Those whose role reaches a region, one entry for each grant: who could decide there.
pub fn holders(conn: &mut Conn, role: Role, regions: &[String]) -> StoreResult<Vec<(AccountId, Grant)>> {
    let rows: Vec<(Uid, Option<String>, Json)> = grants::table
        .inner_join(accounts::table.on(accounts::id.eq(grants::account_id)))
        .filter(grants::role.eq(role.as_str()))
        .filter(grants::region_code.eq_any(regions))
        .filter(grants::revoked_at.is_null())
        .filter(accounts::locked.eq(false))
        .order(grants::id)
        .select((grants::account_id, grants::region_code, grants::lines))
        .load(conn)?;
    rows.into_iter()
        .map(|(account, region, lines)| {
            let grant = Grant {
                role,
                region: region
                    .map(|c| c.parse().map_err(StoreError::corrupt))
                    .transpose()?,
                organization: None,
                lines: lines.read()?,
                on_behalf_of: None,
            };
            Ok((account.0.into(), grant))
        })
        .collect()
}

/// Which of these regions somebody looks after.
pub fn looked_after(conn: &mut Conn, regions: &[RegionCode]) -> StoreResult<BTreeSet<RegionCode>> {
    let codes: Vec<&str> = regions.iter().map(RegionCode::as_str).collect();
    let roles = Role::ALL.into_iter().filter(|role| role.is_over_region());
    let roles: Vec<&str> = roles.map(Role::as_str).collect();
    let rows: Vec<Option<String>> = grants::table
        .inner_join(accounts::table.on(accounts::id.eq(grants::account_id)))
        .filter(grants::role.eq_any(roles))
        .filter(grants::region_code.eq_any(codes))
        .filter(grants::revoked_at.is_null())
        .filter(accounts::locked.eq(false))
        .select(grants::region_code)
        .distinct()
        .load(conn)?;
    rows.into_iter()
        .flatten()
        .map(|code| code.parse().map_err(StoreError::corrupt))
        .collect()
}

/// The organisations that these accounts file for.
pub fn organizations(
    conn: &mut Conn,
    accounts: &[AccountId],
) -> StoreResult<Vec<(AccountId, OrganizationId)>> {
    let ids: Vec<Uid> = accounts.iter().map(|id| Uid::from(*id)).collect();
    let rows: Vec<(Uid, Option<Uid>)> = grants::table
        .filter(grants::account_id.eq_any(ids))
        .filter(grants::organization_id.is_not_null())
        .filter(grants::revoked_at.is_null())
        .select((grants::account_id, grants::organization_id))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .filter_map(|(account, organization)| Some((account.0.into(), organization?.0.into())))
        .collect())
}

/// Those who file for these organisations.
pub fn members_of(
    conn: &mut Conn,
    organizations: &[OrganizationId],
) -> StoreResult<Vec<(OrganizationId, AccountId)>> {
    let ids: Vec<Uid> = organizations.iter().map(|id| Uid::from(*id)).collect();
    let rows: Vec<(Option<Uid>, Uid)> = grants::table
        .inner_join(accounts::table.on(accounts::id.eq(grants::account_id)))
        .filter(grants::organization_id.eq_any(ids))
        .filter(grants::revoked_at.is_null())
        .filter(accounts::locked.eq(false))
        .order(grants::id)
        .select((grants::organization_id, grants::account_id))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .filter_map(|(organization, account)| Some((organization?.0.into(), account.0.into())))
        .collect())
}

/// Those who file for an organisation.
pub fn members(conn: &mut Conn, organization: OrganizationId) -> StoreResult<Vec<AccountId>> {
    let rows: Vec<Uid> = grants::table
        .inner_join(accounts::table.on(accounts::id.eq(grants::account_id)))
        .filter(grants::organization_id.eq(Uid::from(organization)))
        .filter(grants::revoked_at.is_null())
        .filter(accounts::locked.eq(false))
        .order(grants::id)
        .limit(50)
        .select(grants::account_id)
        .load(conn)?;
    let mut all: Vec<AccountId> = rows.into_iter().map(|id| id.0.into()).collect();
    let mut seen = std::collections::BTreeSet::new();
    all.retain(|id| seen.insert(*id));
    Ok(all)
}
