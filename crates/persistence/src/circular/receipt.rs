//! Who has read which text first (阅读回执). Written when somebody reads, never before.

use diesel::prelude::*;
use domain::circular::Recipient;
use domain::id::{AccountId, DispatchId, OrganizationId};
use domain::region::RegionCode;
use domain::time::Instant;

use crate::Tx;
use crate::dialect::{Conn, InsertOrKeep};
use crate::error::{StoreError, StoreResult};
use crate::schema::{
    circular_organization_receipts as by_organizations, circular_region_receipts as by_regions,
};
use crate::types::{At, Uid};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptRecord {
    pub dispatch_id: DispatchId,
    pub recipient: Recipient,
    pub revision: i32,
    pub reader_id: AccountId,
    pub read_at: Instant,
}

/// Keeps a receipt; the first reader of a text stays.
pub fn receive(tx: &mut Tx<'_>, r: &ReceiptRecord) -> StoreResult<()> {
    let (dispatch, reader, at) = (
        Uid::from(r.dispatch_id),
        Uid::from(r.reader_id),
        At::from(r.read_at),
    );
    match &r.recipient {
        Recipient::Region(code) => {
            let row = diesel::insert_into(by_regions::table).values((
                by_regions::dispatch_id.eq(dispatch),
                by_regions::region_code.eq(code.to_string()),
                by_regions::revision.eq(r.revision),
                by_regions::reader_id.eq(reader),
                by_regions::read_at.eq(at),
            ));
            InsertOrKeep(row).execute(tx.conn())?
        }
        Recipient::Organization(id) => {
            let row = diesel::insert_into(by_organizations::table).values((
                by_organizations::dispatch_id.eq(dispatch),
                by_organizations::organization_id.eq(Uid::from(*id)),
                by_organizations::revision.eq(r.revision),
                by_organizations::reader_id.eq(reader),
                by_organizations::read_at.eq(at),
            ));
            InsertOrKeep(row).execute(tx.conn())?
        }
    };
    Ok(())
}

/// What these regions and organisations have read of these sendings: which, who, and which text.
pub fn read_for(
    conn: &mut Conn,
    dispatches: &[DispatchId],
    regions: &[RegionCode],
    organizations: &[OrganizationId],
) -> StoreResult<Vec<(DispatchId, Recipient, i32)>> {
    let ids: Vec<Uid> = dispatches.iter().map(|id| Uid::from(*id)).collect();
    let codes: Vec<String> = regions.iter().map(ToString::to_string).collect();
    let rows: Vec<(Uid, String, i32)> = by_regions::table
        .filter(by_regions::dispatch_id.eq_any(ids.clone()))
        .filter(by_regions::region_code.eq_any(codes))
        .select((
            by_regions::dispatch_id,
            by_regions::region_code,
            by_regions::revision,
        ))
        .load(conn)?;
    let mut all = Vec::new();
    for (id, code, revision) in rows {
        let code = code.parse().map_err(StoreError::corrupt)?;
        all.push((id.0.into(), Recipient::Region(code), revision));
    }
    let own: Vec<Uid> = organizations.iter().map(|id| Uid::from(*id)).collect();
    let rows: Vec<(Uid, Uid, i32)> = by_organizations::table
        .filter(by_organizations::dispatch_id.eq_any(ids))
        .filter(by_organizations::organization_id.eq_any(own))
        .select((
            by_organizations::dispatch_id,
            by_organizations::organization_id,
            by_organizations::revision,
        ))
        .load(conn)?;
    all.extend(
        rows.into_iter()
            .map(|(id, own, revision)| (id.0.into(), Recipient::Organization(own.0.into()), revision)),
    );
    Ok(all)
}

/// The receipts of the regions below, each text of each.
pub fn region_receipts(conn: &mut Conn, dispatch: DispatchId) -> StoreResult<Vec<ReceiptRecord>> {
    let rows: Vec<(String, i32, Uid, At)> = by_regions::table
        .filter(by_regions::dispatch_id.eq(Uid::from(dispatch)))
        .order((by_regions::region_code, by_regions::revision))
        .select((
            by_regions::region_code,
            by_regions::revision,
            by_regions::reader_id,
            by_regions::read_at,
        ))
        .load(conn)?;
    rows.into_iter()
        .map(|(code, revision, reader, at)| {
            Ok(ReceiptRecord {
                dispatch_id: dispatch,
                recipient: Recipient::Region(code.parse().map_err(StoreError::corrupt)?),
                revision,
                reader_id: reader.0.into(),
                read_at: at.into(),
            })
        })
        .collect()
}

/// The receipts of these organisations, each text of each.
pub fn organization_receipts(
    conn: &mut Conn,
    dispatch: DispatchId,
    organizations: &[OrganizationId],
) -> StoreResult<Vec<ReceiptRecord>> {
    let ids: Vec<Uid> = organizations.iter().map(|id| Uid::from(*id)).collect();
    let rows: Vec<(Uid, i32, Uid, At)> = by_organizations::table
        .filter(by_organizations::dispatch_id.eq(Uid::from(dispatch)))
        .filter(by_organizations::organization_id.eq_any(ids))
        .order((by_organizations::organization_id, by_organizations::revision))
        .select((
            by_organizations::organization_id,
            by_organizations::revision,
            by_organizations::reader_id,
            by_organizations::read_at,
        ))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, revision, reader, at)| ReceiptRecord {
            dispatch_id: dispatch,
            recipient: Recipient::Organization(id.0.into()),
            revision,
            reader_id: reader.0.into(),
            read_at: at.into(),
        })
        .collect())
}
