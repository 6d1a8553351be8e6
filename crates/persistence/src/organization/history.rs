//! What happened to organisations, proof of what they are.

use diesel::prelude::*;
use domain::id::{MediaId, OrganizationId};
use domain::organization::OrganizationEvent;

use super::{name_of, value_of};
use crate::Tx;
use crate::dialect::{Conn, InsertOrKeep};
use crate::error::StoreResult;
use crate::schema::{organization_events, organization_proofs, organizations};
use crate::types::{At, Json, Uid};

/// Most events that are answered.
const EVENTS_MAX: i64 = 500;

/// Appends an event; its number is the next one, whatever it says. Whoever changed the organisation's version in the
/// same transaction is alone with it.
pub fn append(tx: &mut Tx<'_>, id: OrganizationId, e: &OrganizationEvent) -> StoreResult<()> {
    let last: Option<i32> = organization_events::table
        .filter(organization_events::organization_id.eq(Uid::from(id)))
        .select(diesel::dsl::max(organization_events::seq))
        .first(tx.conn())?;
    diesel::insert_into(organization_events::table)
        .values((
            organization_events::organization_id.eq(Uid::from(id)),
            organization_events::seq.eq(last.unwrap_or(0) + 1),
            organization_events::happening.eq(Json::of(&e.happening)?),
            organization_events::certification.eq(name_of(e.certification)?),
            organization_events::reason.eq(&e.reason),
            organization_events::actor_id.eq(e.actor_id.map(Uid::from)),
            organization_events::at.eq(At::from(e.at)),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// The history of an organisation, the latest first.
pub fn events(conn: &mut Conn, id: OrganizationId) -> StoreResult<Vec<OrganizationEvent>> {
    type Row = (i32, Json, String, Option<String>, Option<Uid>, At);
    let rows: Vec<Row> = organization_events::table
        .filter(organization_events::organization_id.eq(Uid::from(id)))
        .order(organization_events::seq.desc())
        .limit(EVENTS_MAX)
        .select((
            organization_events::seq,
            organization_events::happening,
            organization_events::certification,
            organization_events::reason,
            organization_events::actor_id,
            organization_events::at,
        ))
        .load(conn)?;
    rows.into_iter()
        .map(|(seq, happening, certification, reason, actor, at)| {
            Ok(OrganizationEvent {
                seq,
                happening: happening.read()?,
                certification: value_of(certification)?,
                reason,
                actor_id: actor.map(|id| id.0.into()),
                at: at.into(),
            })
        })
        .collect()
}

/// Adds proof; what is there already stays.
pub fn add_proofs(tx: &mut Tx<'_>, id: OrganizationId, files: &[MediaId]) -> StoreResult<()> {
    for file in files {
        let row = diesel::insert_into(organization_proofs::table).values((
            organization_proofs::organization_id.eq(Uid::from(id)),
            organization_proofs::media_id.eq(Uid::from(*file)),
        ));
        InsertOrKeep(row).execute(tx.conn())?;
    }
    Ok(())
}

/// The proof that was given for an organisation, in the order of the uploads.
pub fn proofs(conn: &mut Conn, id: OrganizationId) -> StoreResult<Vec<MediaId>> {
    let rows: Vec<Uid> = organization_proofs::table
        .filter(organization_proofs::organization_id.eq(Uid::from(id)))
        .order(organization_proofs::media_id)
        .select(organization_proofs::media_id)
        .load(conn)?;
    Ok(rows.into_iter().map(|file| file.0.into()).collect())
}

/// The organisations that a file proves something of.
pub fn proven_by(conn: &mut Conn, file: MediaId) -> StoreResult<Vec<OrganizationId>> {
    let rows: Vec<Uid> = organization_proofs::table
        .inner_join(organizations::table)
        .filter(organization_proofs::media_id.eq(Uid::from(file)))
        .select(organizations::id)
        .load(conn)?;
    Ok(rows.into_iter().map(|id| id.0.into()).collect())
}
