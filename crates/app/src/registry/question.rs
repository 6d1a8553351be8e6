//! What a person has to decide: one question for each organisation of theirs.

use domain::id::{ConflictId, OrganizationId};
use domain::problem::{Fault, FaultCode, Faults, FieldError, Lang};
use domain::region::RegionCode;
use domain::registry::{self, ConflictKind, ConflictStatus, FieldConflict, RegistryOrganization};
use persistence::Tx;
use persistence::registry::{self as store, ConflictRecord};

use super::accept::Outcome;
use crate::app::App;
use crate::error::{AppError, AppResult};

/// Puts aside what breaks a rule; officials see it, and a later revision without fault takes its place.
pub(super) fn put_aside(
    tx: &mut Tx<'_>,
    app: &App,
    told: &RegistryOrganization,
    ours: Option<OrganizationId>,
    faults: &[FieldError],
) -> AppResult<Outcome> {
    let faults = serde_json::to_string(faults).map_err(AppError::internal)?;
    queue(tx, app, told, ConflictKind::Unreadable, ours, faults)
}

pub(super) fn ask(
    tx: &mut Tx<'_>,
    app: &App,
    told: &RegistryOrganization,
    kind: ConflictKind,
    ours: Option<OrganizationId>,
    fields: &[FieldConflict],
) -> AppResult<Outcome> {
    let fields = serde_json::to_string(fields).map_err(AppError::internal)?;
    queue(tx, app, told, kind, ours, fields)
}

/// One question for each organisation of theirs: a newer one takes the place of the older.
fn queue(
    tx: &mut Tx<'_>,
    app: &App,
    told: &RegistryOrganization,
    kind: ConflictKind,
    ours: Option<OrganizationId>,
    fields: String,
) -> AppResult<Outcome> {
    let now = app.now();
    let theirs = serde_json::to_string(told).map_err(AppError::internal)?;
    let region_code = told.region_code.parse().unwrap_or_else(|_| RegionCode::country());
    if let Some(mut open) = store::open_conflict(tx.conn(), &told.external_id)? {
        if told.revision <= open.revision && open.kind == kind && open.fields == fields {
            return Ok(Outcome::Asked);
        }
        let expected = open.version;
        open.version += 1;
        open.kind = kind;
        open.organization_id = ours;
        open.region_code = region_code;
        open.revision = told.revision;
        (open.theirs, open.fields) = (theirs, fields);
        open.updated_at = now;
        store::save_conflict(tx, &open, expected)?;
        return Ok(Outcome::Asked);
    }
    // What somebody has seen and put away does not come again unless it is new.
    if let Some(before) = store::last_decided(tx.conn(), &told.external_id)?
        && before.revision >= told.revision
    {
        return Ok(Outcome::Unchanged);
    }
    let conflict = ConflictRecord {
        id: app.new_id::<ConflictId>(),
        external_id: told.external_id.clone(),
        organization_id: ours,
        region_code,
        kind,
        revision: told.revision,
        theirs,
        fields,
        status: ConflictStatus::Open,
        version: 1,
        decision: None,
        decided_by: None,
        decided_at: None,
        created_at: now,
        updated_at: now,
    };
    store::insert_conflict(tx, &conflict)?;
    Ok(Outcome::Asked)
}

/// Nothing is left to decide.
pub(super) fn close(tx: &mut Tx<'_>, app: &App, external_id: &str) -> AppResult<()> {
    if let Some(mut open) = store::open_conflict(tx.conn(), external_id)? {
        let expected = open.version;
        open.version += 1;
        open.status = ConflictStatus::Superseded;
        open.updated_at = app.now();
        store::save_conflict(tx, &open, expected)?;
    }
    Ok(())
}

/// What cannot even be read as an organisation, but says which one it is.
pub(super) fn unreadable(tx: &mut Tx<'_>, app: &App, external_id: &str, why: &str) -> AppResult<Outcome> {
    let told = RegistryOrganization {
        external_id: external_id.to_owned(),
        revision: 0,
        full_name: String::new(),
        kind: None,
        region_code: RegionCode::COUNTRY.to_owned(),
        uscc: None,
        host_unit: None,
        aliases: Vec::new(),
        status: registry::RegistryStatus::Active,
        certified: false,
        updated_at: app.now(),
    };
    let mut faults = Faults::new();
    faults.push(Fault::new("", FaultCode::WrongType).with(why));
    put_aside(tx, app, &told, None, &faults.describe(Lang::Zh))
}
