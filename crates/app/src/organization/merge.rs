use domain::access::Actor;
use domain::id::OrganizationId;
use domain::organization::{
    ALIASES_MAX, Certification, MergeInto, Organization, OrganizationHappening, may_certify,
};
use domain::problem::{Code, Fault, FaultCode};
use domain::recommendation::EntryStatus;
use domain::webhook::EventKind;
use persistence::organization::{self as store, OrganizationRecord};
use persistence::{StoreError, Tx, activity, api_client, recommendation};

use super::member::bring_over;
use super::standing::{keep, load_version, must, note};
use super::view;
use crate::activity::transition;
use crate::app::App;
use crate::error::AppResult;
use crate::{public, reason, resource, webhook};

/// Lets `id` become another organisation (合并): its activities, members, certificates and names go over, its address
/// leads there. For officials in charge of both, not for members of either.
pub async fn merge(
    app: &App,
    actor: &Actor,
    id: OrganizationId,
    expected: i32,
    how: MergeInto,
) -> AppResult<Organization> {
    let why = reason::of(how.reason.as_deref(), true)?;
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let mut from = load_version(tx.conn(), id, expected)?;
            must(tx.conn(), &from, &actor, may_certify)?;
            let unknown = || Fault::new("/into_id", FaultCode::UnknownOrganization);
            let mut into = match store::find(tx.conn(), how.into_id) {
                Ok(found) if found.id != id && found.merged_into.is_none() => found,
                Ok(_) | Err(StoreError::NotFound) => return Err(unknown().into()),
                Err(other) => return Err(other.into()),
            };
            must(tx.conn(), &into, &actor, may_certify)?;

            from.certification = Certification::Merged;
            from.merged_into = Some(into.id);
            keep(tx, &this, &mut from)?;
            take_names(&mut into, &from);
            keep(tx, &this, &mut into)?;
            activities(tx, &this, &from, &into)?;
            recommended(tx, &from, &into)?;
            store::repoint(tx, from.id, into.id)?;
            resource::index_of(tx, into.id)?;
            bring_over(tx, &this, from.id, into.id)?;
            clients(tx, from.id, into.id)?;
            let happening = OrganizationHappening::MergedInto {
                id: into.id,
                name: into.full_name.clone(),
            };
            note(tx, &this, &from, Some(&actor), happening, why.clone())?;
            let happening = OrganizationHappening::TookIn {
                id: from.id,
                name: from.full_name.clone(),
            };
            note(tx, &this, &into, Some(&actor), happening, why)?;
            webhook::of_organization(tx, &this, &from, EventKind::OrganizationMerged)?;
            view(tx.conn(), this.secrets(), into, &actor)
        })
        .await
}

/// What the one was called, the other is found by as well; what the other lacks it gets.
fn take_names(into: &mut OrganizationRecord, from: &OrganizationRecord) {
    let names = std::iter::once(&from.full_name).chain(&from.aliases);
    for name in names {
        if *name != into.full_name && !into.aliases.contains(name) && into.aliases.len() < ALIASES_MAX {
            into.aliases.push(name.clone());
        }
    }
    into.uscc = into.uscc.take().or_else(|| from.uscc.clone());
    into.host_unit = into.host_unit.take().or_else(|| from.host_unit.clone());
}

/// Every activity that names the one names the other, as its next version.
fn activities(
    tx: &mut Tx<'_>,
    app: &App,
    from: &OrganizationRecord,
    into: &OrganizationRecord,
) -> AppResult<()> {
    for id in store::activities_of(tx.conn(), from.id)? {
        let mut a = activity::find(tx.conn(), id)?;
        if a.organization_id == from.id {
            a.organization_id = into.id;
        }
        let content = &mut a.content;
        for units in [&mut content.hosts, &mut content.co_organizers] {
            for unit in units.iter_mut().filter(|u| u.organization_id == Some(from.id)) {
                unit.organization_id = Some(into.id);
                unit.name.clone_from(&into.full_name);
            }
            // Both were named: once is enough.
            let mut seen = false;
            units.retain(|u| u.organization_id != Some(into.id) || !std::mem::replace(&mut seen, true));
        }
        transition::store(tx, &mut a, app.now())?;
        public::refresh(tx, &a)?;
    }
    Ok(())
}

/// The organisation's own place on recommendation lists.
fn recommended(tx: &mut Tx<'_>, from: &OrganizationRecord, into: &OrganizationRecord) -> AppResult<()> {
    for mut e in recommendation::of_subject(tx.conn(), from.id.uuid())? {
        let counts = matches!(e.status, EntryStatus::Applied | EntryStatus::Listed);
        if recommendation::entry_of(tx.conn(), e.list_id, into.id.uuid())?.is_some() {
            if counts {
                return Err(Code::BothListed.into());
            }
            continue;
        }
        e.organization_id = into.id;
        recommendation::save_entry(tx, &e)?;
    }
    Ok(())
}

/// Other systems that file for the one file for the other.
fn clients(tx: &mut Tx<'_>, from: OrganizationId, into: OrganizationId) -> AppResult<()> {
    for mut c in api_client::filing_for(tx.conn(), from)? {
        let expected = c.version;
        c.organization_ids.retain(|id| *id != from && *id != into);
        c.organization_ids.push(into);
        c.version += 1;
        api_client::save(tx, &c, expected)?;
    }
    Ok(())
}
