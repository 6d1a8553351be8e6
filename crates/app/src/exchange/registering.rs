//! Rows of organisations.

use std::collections::BTreeMap;

use domain::exchange::column::of_pointer;
use domain::exchange::organization as cells;
use domain::exchange::{ImportKind, ImportOutcome};
use domain::id::OrganizationId;
use domain::organization::{
    Certification, NewOrganization, OrganizationHappening, OrganizationScope, OrganizationSource, check_new,
    in_charge,
};
use domain::problem::{Fault, FaultCode, Faults};
use domain::region::RegionCode;
use persistence::import::ImportKey;
use persistence::organization::{self as store, OrganizationRecord};
use persistence::{Conn, Tx};
use uuid::Uuid;

use super::filing::repeated;
use super::run::{Context, Judged, Made, Ready};
use super::table::SheetRow;
use crate::error::AppResult;
use crate::organization::{cleaned, look_up, note, record, tokens_of};

/// Judges rows as the form would, and whether the official is in charge of each.
pub(super) fn judge(conn: &mut Conn, on: &Context, rows: &[SheetRow]) -> AppResult<Vec<Judged>> {
    let mut judged = Vec::with_capacity(rows.len());
    for row in rows {
        judged.push(one(conn, on, row)?);
    }
    let names: Vec<String> = judged
        .iter()
        .filter_map(|one| Some(name_of(one)?.0.to_owned()))
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut there: BTreeMap<(String, String), OrganizationRecord> = BTreeMap::new();
    for o in store::named(conn, &names)? {
        if o.merged_into.is_none() {
            there.insert((o.full_name.clone(), o.region_code.to_string()), o);
        }
    }
    repeated(conn, &mut judged)?;
    for one in &mut judged {
        // One of exactly this name in this region is that organisation, however it came there.
        let same = name_of(one).map(|(name, region)| (name.to_owned(), region.to_owned()));
        if same.is_some_and(|same| there.contains_key(&same)) {
            *one = Judged::Repeated;
        }
    }
    Ok(judged)
}

fn name_of(judged: &Judged) -> Option<(&str, &str)> {
    match &judged.ready()?.made {
        Made::Organization(new) => Some((&new.full_name, &new.region_code)),
        Made::Activity { .. } => None,
    }
}

fn one(conn: &mut Conn, on: &Context, row: &SheetRow) -> AppResult<Judged> {
    let (_, new, mut faults) = cells::read(&row.cells, on.lists());
    let unread: Vec<Option<usize>> = faults
        .iter()
        .map(|fault| of_pointer(ImportKind::Organizations, &fault.pointer))
        .collect();
    let new = cleaned(new);
    let mut found = check_new(&new);
    let region = new.region_code.parse::<RegionCode>().ok();
    look_up(conn, Some(&new.kind), region.as_ref(), &mut found)?;
    for fault in found.iter() {
        let at = of_pointer(ImportKind::Organizations, &fault.pointer);
        if !(at.is_some() && unread.contains(&at)) {
            faults.push(fault.clone());
        }
    }
    if let Some(region) = &region {
        outside(on, &new, region, &mut faults);
    }
    if let Some((twin, false)) = row.twin {
        faults.push(Fault::new("/row_key", FaultCode::RowKeyTwice).with(twin));
    }
    if !faults.is_empty() {
        return Ok(Judged::Faulty(faults));
    }
    if row.twin.is_some() {
        return Ok(Judged::Repeated);
    }
    Ok(Judged::Ready(Box::new(Ready {
        key: ImportKey {
            kind: ImportKind::Organizations.as_str(),
            scope: new.region_code.clone(),
            key: row.key.clone().unwrap_or_else(|| row.digest.clone()),
        },
        digest: row.digest.clone(),
        made: Made::Organization(Box::new(new)),
    })))
}

fn outside(on: &Context, new: &NewOrganization, region: &RegionCode, faults: &mut Faults) {
    let kinds = &on.dictionaries.organization_kinds;
    let line = kinds
        .iter()
        .find(|kind| kind.code == new.kind)
        .and_then(|kind| kind.line.as_deref());
    let scope = OrganizationScope {
        id: OrganizationId::new(Uuid::nil()),
        region,
        line,
    };
    if in_charge(&on.actor, scope).is_err() {
        let regions = on.actor.over_regions().filter_map(|grant| grant.region.clone());
        let names: Vec<&str> = RegionCode::widest(regions.collect())
            .iter()
            .filter_map(|code| on.regions.full_name(code))
            .collect();
        faults.push(Fault::new("/region_code", FaultCode::OutsideRegion).with(names.join("、")));
    }
}

/// Brings a row in: provisional, or waiting to be certified; never certified.
pub(super) fn make(tx: &mut Tx<'_>, on: &Context, new: &NewOrganization) -> AppResult<OrganizationId> {
    let certification = match on.request.outcome {
        ImportOutcome::Drafts => Certification::Provisional,
        ImportOutcome::Submissions => Certification::Pending,
    };
    let mut made = record(tx.conn(), &on.app, new, OrganizationSource::Import, certification)?;
    made.created_by = Some(on.actor.account);
    store::insert(tx, &made, &tokens_of(&made))?;
    note(
        tx,
        &on.app,
        &made,
        Some(&on.actor),
        OrganizationHappening::Created,
        None,
    )?;
    Ok(made.id)
}
