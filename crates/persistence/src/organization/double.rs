//! Organisations that may be one and the same: they share a key.

use diesel::prelude::*;
use domain::id::OrganizationId;
use domain::region::RegionCode;

use crate::dialect::Conn;
use crate::error::StoreResult;
use crate::schema::{organization_keys, organizations};
use crate::types::Uid;

/// Two organisations with a key that both have; the one with the lower identifier first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedKey {
    pub one: OrganizationId,
    pub other: OrganizationId,
    pub key: String,
}

macro_rules! shared {
    ($region:ident) => {{
        let (theirs, other) = diesel::alias!(organization_keys as theirs, organizations as other);
        let mut query = organization_keys::table
            .inner_join(theirs.on(theirs.field(organization_keys::key).eq(organization_keys::key)))
            .inner_join(organizations::table.on(organizations::id.eq(organization_keys::organization_id)))
            .inner_join(
                other.on(other
                    .field(organizations::id)
                    .eq(theirs.field(organization_keys::organization_id))),
            )
            .filter(organization_keys::organization_id.lt(theirs.field(organization_keys::organization_id)))
            .filter(organizations::merged_into.is_null())
            .filter(other.field(organizations::merged_into).is_null())
            .into_boxed();
        if !$region.is_country() {
            let first = format!("{:0<6}", $region.prefix());
            let last = format!("{:9<9}", $region.prefix());
            query = query.filter(organizations::region_code.between(first, last));
        }
        (query, theirs)
    }};
}

/// Pairs of which the first lies in the region, in the order of their identifiers.
pub fn shared_keys(
    conn: &mut Conn,
    region: &RegionCode,
    after: Option<(OrganizationId, OrganizationId)>,
    limit: i64,
) -> StoreResult<Vec<SharedKey>> {
    let (mut query, theirs) = shared!(region);
    let their_id = theirs.field(organization_keys::organization_id);
    if let Some((one, other)) = after {
        query = query.filter(
            organization_keys::organization_id
                .gt(Uid::from(one))
                .or(organization_keys::organization_id
                    .eq(Uid::from(one))
                    .and(their_id.gt(Uid::from(other)))),
        );
    }
    let rows: Vec<(Uid, Uid, String)> = query
        .order((
            organization_keys::organization_id,
            their_id,
            organization_keys::key,
        ))
        .limit(limit)
        .select((
            organization_keys::organization_id,
            their_id,
            organization_keys::key,
        ))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(one, other, key)| SharedKey {
            one: one.0.into(),
            other: other.0.into(),
            key,
        })
        .collect())
}

/// Organisations that share a key with this one, and the key.
pub fn doubles_of(
    conn: &mut Conn,
    id: OrganizationId,
    limit: i64,
) -> StoreResult<Vec<(OrganizationId, String)>> {
    let theirs = diesel::alias!(organization_keys as theirs);
    let their_id = theirs.field(organization_keys::organization_id);
    let rows: Vec<(Uid, String)> = organization_keys::table
        .inner_join(theirs.on(theirs.field(organization_keys::key).eq(organization_keys::key)))
        .inner_join(organizations::table.on(organizations::id.eq(their_id)))
        .filter(organization_keys::organization_id.eq(Uid::from(id)))
        .filter(their_id.ne(Uid::from(id)))
        .filter(organizations::merged_into.is_null())
        .order((their_id, organization_keys::key))
        .limit(limit)
        .select((their_id, organization_keys::key))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, key)| (id.0.into(), key)).collect())
}
