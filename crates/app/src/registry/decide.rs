//! What officials decide, and how the connection stands.

use domain::access::{Actor, Denied, Role};
use domain::id::ConflictId;
use domain::organization::may_certify;
use domain::page::{Limit, Page};
use domain::problem::{Code, Fault, FaultCode, Faults};
use domain::region::RegionCode;
use domain::registry::merge::{Merged, Values, merge};
use domain::registry::{
    ConflictDecision, ConflictKind, ConflictStatus, DecideConflict, RegistryConflict, RegistryOrganization,
    RegistryState, Side,
};
use persistence::organization::{self as organizations, OrganizationRecord};
use persistence::registry::{self as store, ConflictRecord};
use persistence::{Conn, StoreError, Tx, reference};

use super::accept::{add, apply, link, values_of};
use super::pull::is_closed;
use crate::app::App;
use crate::cursor;
use crate::error::{AppError, AppResult};
use crate::organization::must;

/// Officials over the region, and the system administrator.
fn must_reach(actor: &Actor, region: &RegionCode) -> AppResult<()> {
    if actor.has(Role::SystemAdmin) || actor.oversees(region) {
        Ok(())
    } else if actor.over_regions().next().is_some() {
        Err(Denied::OutOfScope.into())
    } else {
        Err(Denied::NotAllowed.into())
    }
}

/// How the connection stands, for everyone signed in; how many differences wait in the caller's regions.
pub async fn state(app: &App, actor: &Actor) -> AppResult<RegistryState> {
    let region = if actor.has(Role::SystemAdmin) {
        Some(RegionCode::country())
    } else {
        crate::organization::region_of(actor, None).ok()
    };
    let (configured, now) = (app.registry().is_some(), app.now());
    app.db()
        .read(move |conn| {
            let s = store::state(conn)?;
            Ok(RegistryState {
                configured,
                last_success_at: s.last_success_at,
                last_attempt_at: s.last_attempt_at,
                failing: s.failures > 0,
                closed_until: s.closed_until.filter(|_| is_closed(&s, now)),
                open_conflicts: match region {
                    Some(region) => store::count_open(conn, &region)?,
                    None => 0,
                },
            })
        })
        .await
}

/// Differences within a region, the oldest first.
pub async fn conflicts(
    app: &App,
    actor: &Actor,
    status: ConflictStatus,
    region: RegionCode,
    limit: Limit,
    after: Option<String>,
) -> AppResult<Page<RegistryConflict>> {
    must_reach(actor, &region)?;
    let after: Option<ConflictId> = after.as_deref().map(cursor::read).transpose()?;
    app.db()
        .read(move |conn| {
            let mut found = store::conflicts(conn, status, &region, after, limit.get() + 1)?;
            let next = cursor::cut(&mut found, limit.get(), |last| last.id)?;
            let total = match status {
                ConflictStatus::Open => u64::try_from(store::count_open(conn, &region)?).ok(),
                _ => None,
            };
            Ok(Page {
                items: shown(conn, found)?,
                next,
                total,
            })
        })
        .await
}

fn shown(conn: &mut Conn, found: Vec<ConflictRecord>) -> AppResult<Vec<RegistryConflict>> {
    let ids: Vec<_> = found.iter().filter_map(|c| c.organization_id).collect();
    let items = organizations::items(conn, &ids)?;
    let read = |c: ConflictRecord| -> AppResult<RegistryConflict> {
        let (mut fields, mut faults) = (Vec::new(), Vec::new());
        if c.kind == ConflictKind::Unreadable {
            faults = serde_json::from_str(&c.fields).map_err(AppError::internal)?;
        } else {
            fields = serde_json::from_str(&c.fields).map_err(AppError::internal)?;
        }
        let told: RegistryOrganization = serde_json::from_str(&c.theirs).map_err(AppError::internal)?;
        Ok(RegistryConflict {
            id: c.id,
            kind: c.kind,
            status: c.status,
            external_id: c.external_id,
            organization: c
                .organization_id
                .and_then(|id| items.iter().find(|item| item.id == id).cloned()),
            theirs: (told.revision > 0).then_some(told),
            fields,
            faults,
            version: c.version,
            created_at: c.created_at,
            updated_at: c.updated_at,
            decided_at: c.decided_at,
        })
    };
    found.into_iter().map(read).collect()
}

/// Decides on a difference: for officials in charge of its region, and of the organisation that it is about.
pub async fn decide(
    app: &App,
    actor: &Actor,
    id: ConflictId,
    expected: i32,
    decided: DecideConflict,
) -> AppResult<RegistryConflict> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            store::hold(tx)?;
            let mut c = store::conflict(tx.conn(), id)?;
            must_reach(&actor, &c.region_code)?;
            if c.version != expected {
                return Err(AppError::Stale { current: c.version });
            }
            if c.status != ConflictStatus::Open {
                return Err(Code::AlreadyDecided.into());
            }
            let told: RegistryOrganization = serde_json::from_str(&c.theirs).map_err(AppError::internal)?;
            match (c.kind, decided.decision) {
                (ConflictKind::Unreadable, ConflictDecision::Dismiss) => {}
                (ConflictKind::Fields, ConflictDecision::Resolve)
                | (ConflictKind::Lookalike, ConflictDecision::Same) => {
                    let of = decided
                        .organization_id
                        .filter(|_| c.kind == ConflictKind::Lookalike);
                    let of = of.or(c.organization_id).ok_or(Code::StepNotAllowed)?;
                    let o = ours(tx.conn(), &actor, of)?;
                    settle(tx, &this, &told, o, &decided)?;
                    c.organization_id = Some(of);
                }
                (ConflictKind::Lookalike, ConflictDecision::Different) => {
                    let theirs = told_values(tx.conn(), &told)?;
                    let made = add(tx, &this, &theirs)?;
                    store::save_link(tx, &link(&this, &told, made.id, &theirs)?)?;
                    c.organization_id = Some(made.id);
                }
                _ => {
                    return Err(Fault::new("/decision", FaultCode::UnknownValue)
                        .with("decision")
                        .into());
                }
            }
            c.status = ConflictStatus::Decided;
            c.decision = Some(serde_json::to_string(&decided).map_err(AppError::internal)?);
            c.decided_by = Some(actor.account);
            c.decided_at = Some(this.now());
            c.updated_at = this.now();
            c.version += 1;
            store::save_conflict(tx, &c, expected)?;
            shown(tx.conn(), vec![c])?
                .pop()
                .ok_or_else(|| AppError::internal("the conflict is gone"))
        })
        .await
}

fn ours(conn: &mut Conn, actor: &Actor, id: domain::id::OrganizationId) -> AppResult<OrganizationRecord> {
    let o = match organizations::find(conn, id) {
        Ok(o) if o.merged_into.is_none() => o,
        Ok(_) | Err(StoreError::NotFound) => {
            return Err(Fault::new("/organization_id", FaultCode::UnknownOrganization).into());
        }
        Err(other) => return Err(other.into()),
    };
    if !actor.has(Role::SystemAdmin) {
        must(conn, &o, actor, may_certify)?;
    }
    Ok(o)
}

fn told_values(conn: &mut Conn, told: &RegistryOrganization) -> AppResult<Values> {
    let kinds = reference::all_dictionaries(conn)?.organization_kinds;
    Ok(Values::told(told, |kind| kinds.iter().any(|k| k.code == kind)))
}

/// Compares once more, for either side may have moved since it was asked, and lets each field be what was chosen.
fn settle(
    tx: &mut Tx<'_>,
    app: &App,
    told: &RegistryOrganization,
    mut o: OrganizationRecord,
    decided: &DecideConflict,
) -> AppResult<()> {
    let theirs = told_values(tx.conn(), told)?;
    let known = store::links(tx.conn(), &[told.external_id.as_str()])?.pop();
    let base: Option<Values> = known
        .map(|link| serde_json::from_str(&link.agreed))
        .transpose()
        .map_err(AppError::internal)?;
    let mut merged: Merged = merge(base.as_ref(), &values_of(&o), &theirs);
    let mut faults = Faults::new();
    for conflict in std::mem::take(&mut merged.conflicts) {
        let field = conflict.field;
        match decided.take.get(&field) {
            Some(Side::Theirs) => {
                merged.values.take(field, &theirs);
                merged.taken.push(field);
            }
            Some(Side::Ours) => {}
            None => {
                let name = serde_json::to_value(field).map_err(AppError::internal)?;
                let name = name.as_str().unwrap_or_default().to_owned();
                faults.push(Fault::new(format!("/take/{name}"), FaultCode::Required).with(name));
            }
        }
        // Seen by both: the same value of theirs is not asked about again.
        merged.agreed.take(field, &theirs);
    }
    faults.into_result()?;
    apply(tx, app, &mut o, &merged)?;
    Ok(store::save_link(tx, &link(app, told, o.id, &merged.agreed)?)?)
}
