//! Which list something belongs on, and which one is above another.

use domain::edition::Edition;
use domain::recommendation::{ListStatus, Subject};
use domain::region::{RegionCode, RegionKind};
use persistence::recommendation::{self as store, ListRecord};
use persistence::{Conn, Tx, reference};

use crate::app::App;
use crate::error::{AppError, AppResult};

/// The region whose list takes what belongs to `region`: the region itself from the county up; a township's county, the
/// region in charge (归口) of a zone, and for a level without a body of its own (市辖区、直辖县级) the one above.
pub(crate) fn of(conn: &mut Conn, region: &RegionCode) -> AppResult<RegionCode> {
    let mut code = region.county();
    // The tree is five levels deep.
    for _ in 0..5 {
        if code.is_country() {
            return Ok(code);
        }
        let found = reference::region(conn, &code)?
            .ok_or_else(|| AppError::internal(format!("region {code} is gone")))?;
        let next = match found.kind {
            RegionKind::DirectlyAdministered => found.parent_code,
            RegionKind::StatisticalZone | RegionKind::Xpcc | RegionKind::CrossRegion => {
                found.in_charge_code.or(found.parent_code)
            }
            RegionKind::Administrative | RegionKind::Special => return Ok(code),
        };
        code = next.unwrap_or_else(RegionCode::country);
    }
    Ok(code)
}

/// The region whose list is above that of `region`; none above the nation.
pub(crate) fn above(conn: &mut Conn, region: &RegionCode) -> AppResult<Option<RegionCode>> {
    if region.is_country() {
        return Ok(None);
    }
    let parent = reference::region(conn, region)?.and_then(|found| found.parent_code);
    match parent {
        None => Ok(Some(RegionCode::country())),
        Some(parent) => of(conn, &parent).map(Some),
    }
}

/// The list of a region, opened with the edition's numbers where there is none.
pub(super) fn open(
    tx: &mut Tx<'_>,
    app: &App,
    edition: &Edition,
    region: RegionCode,
    subject: Subject,
) -> AppResult<ListRecord> {
    if let Some(found) = store::find_of(tx.conn(), &edition.key, &region, subject)? {
        return Ok(found);
    }
    let (level, now) = (region.level(), app.now());
    let new = ListRecord {
        id: app.new_id(),
        edition: edition.key.clone(),
        region_code: region,
        subject,
        status: ListStatus::Open,
        slots: i32::try_from(edition.recommendation.slots_of(level, subject)).unwrap_or(0),
        lock_on: edition.recommendation.lock_date_of(level),
        opinion: String::new(),
        scan_id: None,
        returned_reason: None,
        weights: edition.recommendation.weights.clone(),
        version: 1,
        locked_at: None,
        endorsed_at: None,
        created_at: now,
        updated_at: now,
    };
    Ok(store::open(tx, &new)?)
}
