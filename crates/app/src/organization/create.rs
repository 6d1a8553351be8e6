use domain::access::{Actor, Grant, Role};
use domain::id::{GrantId, OrganizationId};
use domain::organization::{
    self, Certification, NewOrganization, Organization, OrganizationHappening, OrganizationSource,
};
use domain::problem::{Fault, FaultCode, Faults};
use domain::region::RegionCode;
use domain::text::Uscc;
use persistence::organization::OrganizationRecord;
use persistence::{Conn, Tx, grant, organization as store, reference};

use super::certify::prove;
use super::standing::note;
use super::{ContactPerson, tokens, view};
use crate::app::App;
use crate::clean;
use crate::error::{AppError, AppResult};
use crate::repeat::{self, Outcome, Repeat};

/// Adds an organisation. Self-registered (组织入驻): the person becomes its administrator, certification follows.
/// Provisional (添加): usable at once in a filing; one of exactly this name in this region is taken instead of a second.
pub async fn create(
    app: &App,
    actor: &Actor,
    new: NewOrganization,
    repeat: Option<Repeat>,
) -> AppResult<Outcome<Organization>> {
    let new = cleaned(new);
    let (app, actor) = (app.clone(), actor.clone());
    let db = app.db().clone();
    db.write(move |tx| {
        let location = |made: &Organization| format!("/api/v1/organizations/{}", made.id);
        repeat::once(tx, &app, actor.account, repeat.as_ref(), location, |tx| {
            if new.provisional
                && let Some(known) = store::find_by_name(tx.conn(), &new.full_name)?
                && known.region_code.as_str() == new.region_code
            {
                return view(tx.conn(), app.secrets(), known, &actor);
            }
            let source = if new.provisional {
                OrganizationSource::Filing
            } else {
                OrganizationSource::SelfRegistered
            };
            let certification = if new.provisional {
                Certification::Provisional
            } else {
                Certification::Pending
            };
            let mut made = record(tx.conn(), &app, &new, source, certification)?;
            made.created_by = Some(actor.account);
            store::insert(tx, &made, &tokens::of(&made))?;
            note(
                tx,
                &app,
                &made,
                Some(&actor),
                OrganizationHappening::Created,
                None,
            )?;
            prove(tx, &actor, made.id, &new.proof_media_ids)?;
            let mut actor = actor.clone();
            if !new.provisional {
                actor.grants.push(administer(tx, &app, &actor, made.id)?);
            }
            view(tx.conn(), app.secrets(), made, &actor)
        })
    })
    .await
}

/// Adds organisations from a list, such as the registry's export; what is faulty is named by its position.
pub async fn import(app: &App, all: Vec<(NewOrganization, Certification)>) -> AppResult<Vec<OrganizationId>> {
    let this = app.clone();
    app.db()
        .write(move |tx| {
            let mut ids = Vec::with_capacity(all.len());
            for (n, (new, certification)) in all.into_iter().enumerate() {
                let new = cleaned(new);
                let made = record(tx.conn(), &this, &new, OrganizationSource::Import, certification);
                let made = made.map_err(|error| match error {
                    AppError::Invalid(faults) => {
                        AppError::internal(format!("row {n} ({}): {faults:?}", new.full_name))
                    }
                    other => other,
                })?;
                store::insert(tx, &made, &tokens::of(&made))?;
                ids.push(made.id);
            }
            Ok::<_, AppError>(ids)
        })
        .await
}

pub(crate) fn cleaned(new: NewOrganization) -> NewOrganization {
    let line = |text: String| clean::text(&text).trim().to_owned();
    let optional = |text: Option<String>| text.map(line).filter(|t| !t.is_empty());
    NewOrganization {
        full_name: line(new.full_name),
        kind: new.kind,
        region_code: new.region_code,
        uscc: optional(new.uscc),
        host_unit: optional(new.host_unit),
        aliases: new
            .aliases
            .into_iter()
            .map(line)
            .filter(|a| !a.is_empty())
            .collect(),
        contact_name: optional(new.contact_name),
        contact_phone: optional(new.contact_phone),
        proof_media_ids: new.proof_media_ids,
        provisional: new.provisional,
    }
}

/// Faults of what is named but does not exist.
pub(crate) fn look_up(
    conn: &mut Conn,
    kind: Option<&str>,
    region: Option<&RegionCode>,
    faults: &mut Faults,
) -> AppResult<()> {
    if let Some(kind) = kind.filter(|k| !k.is_empty()) {
        let dictionaries = reference::all_dictionaries(conn)?;
        if !dictionaries.organization_kinds.iter().any(|k| k.code == kind) {
            faults.push(Fault::new("/kind", FaultCode::UnknownValue).with(kind));
        }
    }
    if let Some(code) = region
        && reference::region(conn, code)?.is_none()
    {
        faults.push(Fault::new("/region_code", FaultCode::UnknownRegion).with(code));
    }
    Ok(())
}

pub(crate) fn record(
    conn: &mut Conn,
    app: &App,
    new: &NewOrganization,
    source: OrganizationSource,
    certification: Certification,
) -> AppResult<OrganizationRecord> {
    let mut faults = organization::check_new(new);
    let region = new.region_code.parse::<RegionCode>().ok();
    look_up(conn, Some(&new.kind), region.as_ref(), &mut faults)?;
    let Some(region_code) = region.filter(|_| faults.is_empty()) else {
        return Err(AppError::Invalid(faults));
    };
    let id: OrganizationId = app.new_id();
    let contact = ContactPerson {
        name: new.contact_name.clone(),
        phone: new.contact_phone.clone(),
    };
    let has_contact = contact.name.is_some() || contact.phone.is_some();
    Ok(OrganizationRecord {
        id,
        full_name: new.full_name.clone(),
        kind: new.kind.clone(),
        region_code,
        uscc: new
            .uscc
            .as_deref()
            .and_then(|code| Uscc::parse(code).ok())
            .map(|code| code.as_str().to_owned()),
        host_unit: new.host_unit.clone(),
        aliases: new.aliases.clone(),
        certification,
        source,
        contact_sealed: has_contact
            .then(|| app.secrets().seal(id.uuid().as_bytes(), &contact))
            .transpose()?,
        merged_into: None,
        created_by: None,
        version: 1,
        created_at: app.now(),
        updated_at: app.now(),
    })
}

fn administer(tx: &mut Tx<'_>, app: &App, actor: &Actor, id: OrganizationId) -> AppResult<Grant> {
    let given = Grant {
        role: Role::OrgAdmin,
        region: None,
        organization: Some(id),
        lines: Vec::new(),
        on_behalf_of: None,
    };
    grant::insert(tx, app.new_id::<GrantId>(), actor.account, &given, app.now())?;
    Ok(given)
}
