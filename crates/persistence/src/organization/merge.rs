//! One organisation becomes another: whatever names the one names the other afterwards.

use diesel::prelude::*;
use domain::id::{ActivityId, OrganizationId};

use crate::Tx;
use crate::dialect::Conn;
use crate::error::StoreResult;
use crate::schema::{
    activity_units, certificates, organization_keys, organization_proofs, organization_tokens, organizations,
    recommendation_entries, registry_links, resource_reuses, resources, venues,
};
use crate::types::Uid;

/// Activities in which an organisation takes part, as filing, hosting or co-organising unit.
pub fn activities_of(conn: &mut Conn, id: OrganizationId) -> StoreResult<Vec<ActivityId>> {
    let rows: Vec<Uid> = activity_units::table
        .filter(activity_units::organization_id.eq(Uid::from(id)))
        .order(activity_units::activity_id)
        .select(activity_units::activity_id)
        .load(conn)?;
    Ok(rows.into_iter().map(|id| id.0.into()).collect())
}

/// Lets what refers to `from` by a column of its own refer to `into`: certificates, recommended activities, resources,
/// venues, proof, the registry's link, and what was merged into `from` before. `from` is found by no word any more.
pub fn repoint(tx: &mut Tx<'_>, from: OrganizationId, into: OrganizationId) -> StoreResult<()> {
    let (from, into) = (Uid::from(from), Uid::from(into));
    let conn = tx.conn();
    diesel::update(organizations::table.filter(organizations::merged_into.eq(from)))
        .set(organizations::merged_into.eq(into))
        .execute(conn)?;
    diesel::update(certificates::table.filter(certificates::organization_id.eq(from)))
        .set(certificates::organization_id.eq(into))
        .execute(conn)?;
    diesel::update(
        recommendation_entries::table
            .filter(recommendation_entries::organization_id.eq(from))
            .filter(recommendation_entries::activity_id.is_not_null()),
    )
    .set(recommendation_entries::organization_id.eq(into))
    .execute(conn)?;
    diesel::update(registry_links::table.filter(registry_links::organization_id.eq(from)))
        .set(registry_links::organization_id.eq(into))
        .execute(conn)?;
    diesel::update(resources::table.filter(resources::organization_id.eq(from)))
        .set(resources::organization_id.eq(into))
        .execute(conn)?;
    diesel::update(resource_reuses::table.filter(resource_reuses::organization_id.eq(from)))
        .set(resource_reuses::organization_id.eq(into))
        .execute(conn)?;
    diesel::update(venues::table.filter(venues::organization_id.eq(from)))
        .set(venues::organization_id.eq(into))
        .execute(conn)?;
    let proofs: Vec<Uid> = organization_proofs::table
        .filter(organization_proofs::organization_id.eq(from))
        .select(organization_proofs::media_id)
        .load(conn)?;
    let proofs: Vec<_> = proofs.into_iter().map(|file| file.0.into()).collect();
    super::add_proofs(tx, into.0.into(), &proofs)?;
    let conn = tx.conn();
    diesel::delete(organization_tokens::table.filter(organization_tokens::organization_id.eq(from)))
        .execute(conn)?;
    diesel::delete(organization_keys::table.filter(organization_keys::organization_id.eq(from)))
        .execute(conn)?;
    Ok(())
}
