use domain::access::Actor;
use domain::id::OrganizationId;
use domain::organization::{self, Organization, OrganizationChange, OrganizationHappening, in_charge};
use domain::region::RegionCode;
use domain::text::Uscc;
use domain::webhook::EventKind;

use super::create::look_up;
use super::standing::{keep, load_version, must, note};
use super::{ContactPerson, view};
use crate::app::App;
use crate::error::AppResult;
use crate::{clean, resource, webhook};

/// Changes an organisation: for its administrators and the officials over its region. A name left behind stays as an
/// alias, so that it is still found.
pub async fn change(
    app: &App,
    actor: &Actor,
    id: OrganizationId,
    expected: i32,
    change: OrganizationChange,
) -> AppResult<Organization> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let mut o = load_version(tx.conn(), id, expected)?;
            if !actor.administers(id) {
                must(tx.conn(), &o, &actor, in_charge)?;
            }
            let before = (o.full_name.clone(), o.region_code.to_string());
            let mut faults = organization::check_change(&change);
            let region = change
                .region_code
                .as_deref()
                .and_then(|code| code.parse::<RegionCode>().ok());
            look_up(tx.conn(), change.kind.as_deref(), region.as_ref(), &mut faults)?;
            faults.into_result()?;

            let line = |text: String| clean::text(&text).trim().to_owned();
            let optional = |text: String| Some(line(text)).filter(|t| !t.is_empty());
            if let Some(name) = change.full_name.map(line)
                && name != o.full_name
            {
                let former = std::mem::replace(&mut o.full_name, name);
                o.aliases.retain(|alias| *alias != o.full_name);
                o.aliases.push(former);
            }
            if let Some(aliases) = change.aliases {
                o.aliases = aliases.into_iter().map(line).filter(|a| !a.is_empty()).collect();
            }
            o.kind = change.kind.unwrap_or(o.kind);
            o.region_code = region.unwrap_or(o.region_code);
            if let Some(code) = change.uscc {
                o.uscc = Uscc::parse(&code).ok().map(|code| code.as_str().to_owned());
            }
            if let Some(host) = change.host_unit {
                o.host_unit = optional(host);
            }
            if change.contact_name.is_some() || change.contact_phone.is_some() {
                let owner = *id.uuid().as_bytes();
                let mut contact: ContactPerson = match &o.contact_sealed {
                    Some(sealed) => this.secrets().open(&owner, sealed)?,
                    None => ContactPerson::default(),
                };
                contact.name = change.contact_name.map_or(contact.name, optional);
                contact.phone = change.contact_phone.map_or(contact.phone, optional);
                o.contact_sealed = Some(this.secrets().seal(&owner, &contact)?);
            }
            keep(tx, &this, &mut o)?;
            let (from, to) = (before.0, o.full_name.clone());
            if from != to {
                webhook::of_organization(tx, &this, &o, EventKind::OrganizationRenamed)?;
                resource::index_of(tx, id)?;
                let what = OrganizationHappening::Renamed { from, to };
                note(tx, &this, &o, Some(&actor), what, None)?;
            }
            let (from, to) = (before.1, o.region_code.to_string());
            if from != to {
                let what = OrganizationHappening::Moved { from, to };
                note(tx, &this, &o, Some(&actor), what, None)?;
            }
            view(tx.conn(), this.secrets(), o, &actor)
        })
        .await
}
