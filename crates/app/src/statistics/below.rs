use domain::region::{Region, RegionCode, RegionKind};
use persistence::{Conn, StoreResult, reference};

/// The regions directly below one that are in charge of something themselves, by code. A level without a body of its own
/// (省直辖县级, 市辖区) is left out for those below it; zones are counted with the region in charge of them (归口).
pub(crate) fn below(conn: &mut Conn, region: &RegionCode) -> StoreResult<Vec<Region>> {
    let (between, mut parts): (Vec<Region>, Vec<Region>) = reference::children(conn, region)?
        .into_iter()
        .partition(|part| part.kind == RegionKind::DirectlyAdministered);
    let between: Vec<RegionCode> = between.into_iter().map(|part| part.code).collect();
    parts.extend(reference::children_of_all(conn, &between)?);
    parts.retain(|part| part.in_charge_code.is_none());
    parts.sort_by(|a, b| a.code.cmp(&b.code));
    Ok(parts)
}
