//! What stands between somebody and an organisation: rights, and loading one for a change.

use domain::access::{Actor, Denied};
use domain::id::OrganizationId;
use domain::organization::{
    Certification, CertificationStep, OrganizationAction, OrganizationEvent, OrganizationHappening,
    OrganizationScope, in_charge, may_certify,
};
use domain::problem::Code;
use persistence::organization::{self as store, OrganizationRecord};
use persistence::{Conn, Tx, reference};

use super::tokens;
use crate::app::App;
use crate::error::{AppError, AppResult, saved};

/// The review line (条线) of an organisation: what its kind belongs to.
pub(crate) fn line_of(conn: &mut Conn, o: &OrganizationRecord) -> AppResult<Option<String>> {
    let dictionaries = reference::all_dictionaries(conn)?;
    Ok(dictionaries.line_of(&o.kind).map(ToOwned::to_owned))
}

pub(super) fn scope<'a>(o: &'a OrganizationRecord, line: Option<&'a str>) -> OrganizationScope<'a> {
    OrganizationScope {
        id: o.id,
        region: &o.region_code,
        line,
    }
}

/// Asks one of the rules of `domain::organization` about an organisation.
pub(crate) fn must(
    conn: &mut Conn,
    o: &OrganizationRecord,
    actor: &Actor,
    rule: impl FnOnce(&Actor, OrganizationScope<'_>) -> Result<(), Denied>,
) -> AppResult<()> {
    let line = line_of(conn, o)?;
    Ok(rule(actor, scope(o, line.as_deref()))?)
}

/// Loads an organisation on the version `expected`; what was merged cannot be changed.
pub(super) fn load_version(
    conn: &mut Conn,
    id: OrganizationId,
    expected: i32,
) -> AppResult<OrganizationRecord> {
    let o = store::find(conn, id)?;
    if o.merged_into.is_some() {
        return Err(Code::StepNotAllowed.into());
    }
    if o.version != expected {
        return Err(AppError::Stale { current: o.version });
    }
    Ok(o)
}

/// Stores `o` as its next version; when somebody was faster, says what the version is now.
pub(crate) fn keep(tx: &mut Tx<'_>, app: &App, o: &mut OrganizationRecord) -> AppResult<()> {
    let expected = o.version;
    o.version += 1;
    o.updated_at = app.now();
    let stored = store::save(tx, o, expected, &tokens::of(o));
    saved(stored, || Ok(store::find(tx.conn(), o.id)?.version))
}

/// Writes down what happened.
pub(crate) fn note(
    tx: &mut Tx<'_>,
    app: &App,
    o: &OrganizationRecord,
    actor: Option<&Actor>,
    happening: OrganizationHappening,
    reason: Option<String>,
) -> AppResult<()> {
    let event = OrganizationEvent {
        seq: 0,
        happening,
        certification: o.certification,
        reason,
        actor_id: actor.map(|a| a.account),
        at: app.now(),
    };
    Ok(store::append(tx, o.id, &event)?)
}

/// What the actor may do with it now.
pub(super) fn actions(
    conn: &mut Conn,
    o: &OrganizationRecord,
    actor: &Actor,
) -> AppResult<Vec<OrganizationAction>> {
    use OrganizationAction as A;
    if o.certification == Certification::Merged {
        return Ok(Vec::new());
    }
    let line = line_of(conn, o)?;
    let on = scope(o, line.as_deref());
    let (charge, decides) = (in_charge(actor, on).is_ok(), may_certify(actor, on).is_ok());
    let (own, admin) = (actor.files_for(o.id), actor.administers(o.id));
    let mut all = Vec::new();
    let mut add = |yes: bool, action: A| {
        if yes {
            all.push(action);
        }
    };
    let possible = |step| o.certification.after(step).is_some();
    add(admin || charge, A::Edit);
    add(
        (own || charge) && o.certification != Certification::Pending && possible(CertificationStep::Request),
        A::RequestCertification,
    );
    add(decides && possible(CertificationStep::Certify), A::Certify);
    add(decides && possible(CertificationStep::Return), A::Return);
    add(decides && possible(CertificationStep::Suspend), A::Suspend);
    add(decides && possible(CertificationStep::Reinstate), A::Reinstate);
    add(decides, A::Merge);
    add(admin || decides, A::ManageMembers);
    add(own, A::Leave);
    let asked = store::has_requested(conn, o.id, actor.account)?;
    if !own && !asked {
        all.push(A::Join);
    }
    Ok(all)
}
