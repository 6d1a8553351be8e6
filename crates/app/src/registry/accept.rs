//! Taking what the registry says of one organisation.

use std::collections::BTreeMap;

use domain::id::OrganizationId;
use domain::organization::{Certification, OrganizationHappening, OrganizationSource};
use domain::problem::{Fault, FaultCode, Lang};
use domain::region::RegionCode;
use domain::registry::merge::{Merged, Standing, UNKNOWN_KIND, Values, merge};
use domain::registry::{self, ConflictKind, RegistryOrganization};
use domain::webhook::EventKind;
use persistence::organization::{self as organizations, OrganizationRecord};
use persistence::registry::{self as store, LinkRecord};
use persistence::{Conn, Tx, reference};
use serde_json::Value;

use super::question::{ask, close, put_aside};
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::organization::{keep, note, tokens_of, without_contact};
use crate::{resource, webhook};

/// What became of one organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Outcome {
    Added,
    Changed,
    /// Known, or nothing to take over.
    Unchanged,
    /// A person decides.
    Asked,
}

/// What is looked up once for many organisations.
pub(super) struct Known {
    kinds: Vec<String>,
    links: BTreeMap<String, LinkRecord>,
    named: BTreeMap<String, Vec<OrganizationRecord>>,
    regions: BTreeMap<RegionCode, String>,
}

impl Known {
    /// For these organisations: four statements, however many they are.
    pub(super) fn of(conn: &mut Conn, told: &[RegistryOrganization]) -> AppResult<Self> {
        let ids: Vec<&str> = told.iter().map(|t| t.external_id.as_str()).collect();
        let names: Vec<&str> = told.iter().map(|t| t.full_name.trim()).collect();
        let codes: Vec<RegionCode> = told.iter().filter_map(|t| t.region_code.parse().ok()).collect();
        let mut named: BTreeMap<String, Vec<OrganizationRecord>> = BTreeMap::new();
        for o in organizations::named(conn, &names)? {
            named.entry(o.full_name.clone()).or_default().push(o);
        }
        Ok(Self {
            kinds: reference::all_dictionaries(conn)?
                .organization_kinds
                .into_iter()
                .map(|kind| kind.code)
                .collect(),
            links: store::links(conn, &ids)?
                .into_iter()
                .map(|link| (link.external_id.clone(), link))
                .collect(),
            named,
            regions: reference::region_names(conn, &codes)?,
        })
    }
    fn has_kind(&self, kind: &str) -> bool {
        self.kinds.iter().any(|known| known == kind)
    }
}

/// Takes what the registry says of one organisation, as far as nobody here decided otherwise.
pub(super) fn accept(
    tx: &mut Tx<'_>,
    app: &App,
    known: &mut Known,
    told: &RegistryOrganization,
) -> AppResult<Outcome> {
    let mut faults = registry::check(told);
    if let Ok(region) = told.region_code.parse::<RegionCode>()
        && !known.regions.contains_key(&region)
    {
        faults.push(Fault::new("/region_code", FaultCode::UnknownRegion).with(&told.region_code));
    }
    let link = known.links.get(&told.external_id).cloned();
    if link.as_ref().is_some_and(|link| told.revision <= link.revision) {
        return Ok(Outcome::Unchanged);
    }
    if !faults.is_empty() {
        let ours = link.map(|link| link.organization_id);
        return put_aside(tx, app, told, ours, &faults.describe(Lang::Zh));
    }
    let theirs = Values::told(told, |kind| known.has_kind(kind));
    if let Some(link) = link {
        return follow(tx, app, known, told, &theirs, link);
    }
    let candidates = candidates(tx.conn(), known, told)?;
    match candidates.as_slice() {
        [] => {
            if theirs.standing == Standing::Suspended {
                // Never known here: there is nothing to suspend.
                return Ok(Outcome::Unchanged);
            }
            let made = add(tx, app, &theirs)?;
            joined(tx, app, known, told, &made, &theirs)?;
            close(tx, app, &told.external_id)?;
            Ok(Outcome::Added)
        }
        [only] => {
            let merged = merge(None, &values_of(only), &theirs);
            if merged.conflicts.is_empty() {
                let mut o = only.clone();
                apply(tx, app, &mut o, &merged)?;
                joined(tx, app, known, told, &o, &merged.agreed)?;
                close(tx, app, &told.external_id)?;
                return Ok(Outcome::Changed);
            }
            ask(
                tx,
                app,
                told,
                ConflictKind::Lookalike,
                Some(only.id),
                &merged.conflicts,
            )
        }
        [first, ..] => ask(tx, app, told, ConflictKind::Lookalike, Some(first.id), &[]),
    }
}

/// Ours of the same name in the same region, or what was said before to be another one, that belong to no other of
/// theirs.
fn candidates(
    conn: &mut Conn,
    known: &Known,
    told: &RegistryOrganization,
) -> AppResult<Vec<OrganizationRecord>> {
    let mut all = Vec::new();
    for o in known.named.get(told.full_name.trim()).into_iter().flatten() {
        if o.region_code.as_str() == told.region_code
            && o.merged_into.is_none()
            && store::external_ids(conn, o.id)?.is_empty()
        {
            all.push(o.clone());
        }
    }
    Ok(all)
}

/// An organisation that is known: takes over what only the registry changed, asks about the rest.
fn follow(
    tx: &mut Tx<'_>,
    app: &App,
    known: &mut Known,
    told: &RegistryOrganization,
    theirs: &Values,
    link: LinkRecord,
) -> AppResult<Outcome> {
    let base: Values = serde_json::from_str(&link.agreed).map_err(AppError::internal)?;
    let mut o = organizations::find(tx.conn(), link.organization_id)?;
    let merged = merge(Some(&base), &values_of(&o), theirs);
    apply(tx, app, &mut o, &merged)?;
    joined(tx, app, known, told, &o, &merged.agreed)?;
    if !merged.conflicts.is_empty() {
        return ask(tx, app, told, ConflictKind::Fields, Some(o.id), &merged.conflicts);
    }
    close(tx, app, &told.external_id)?;
    Ok(if merged.taken.is_empty() {
        Outcome::Unchanged
    } else {
        Outcome::Changed
    })
}

/// The values of ours that are compared.
pub(super) fn values_of(o: &OrganizationRecord) -> Values {
    Values::ours(&without_contact(o.clone(), String::new()))
}

/// Brings ours in line with what was merged, and writes down what was taken over.
pub(super) fn apply(
    tx: &mut Tx<'_>,
    app: &App,
    o: &mut OrganizationRecord,
    merged: &Merged,
) -> AppResult<()> {
    if merged.taken.is_empty() {
        return Ok(());
    }
    let before = (o.full_name.clone(), o.certification);
    put(o, &merged.values)?;
    keep(tx, app, o)?;
    if before.0 != o.full_name {
        webhook::of_organization(tx, app, o, EventKind::OrganizationRenamed)?;
        resource::index_of(tx, o.id)?;
    }
    if before.1 != o.certification {
        let event = match o.certification {
            Certification::Suspended => EventKind::OrganizationSuspended,
            _ => EventKind::OrganizationCertified,
        };
        webhook::of_organization(tx, app, o, event)?;
    }
    let names = merged
        .taken
        .iter()
        .map(serde_json::to_value)
        .collect::<Result<Vec<Value>, _>>();
    let fields = names
        .map_err(AppError::internal)?
        .iter()
        .filter_map(|name| name.as_str().map(str::to_owned))
        .collect();
    note(
        tx,
        app,
        o,
        None,
        OrganizationHappening::Synchronized { fields },
        None,
    )
}

fn put(o: &mut OrganizationRecord, values: &Values) -> AppResult<()> {
    if o.full_name != values.full_name {
        let former = std::mem::replace(&mut o.full_name, values.full_name.clone());
        let mut aliases = values.aliases.clone();
        if !aliases.contains(&former) && aliases.len() < domain::organization::ALIASES_MAX {
            aliases.push(former);
        }
        o.aliases = aliases;
    } else {
        o.aliases.clone_from(&values.aliases);
    }
    if let Some(kind) = &values.kind {
        o.kind.clone_from(kind);
    }
    o.region_code = values.region_code.parse().map_err(AppError::internal)?;
    o.uscc.clone_from(&values.uscc);
    o.host_unit.clone_from(&values.host_unit);
    o.certification = match values.standing {
        Standing::Certified => Certification::Certified,
        Standing::Suspended => Certification::Suspended,
        Standing::Open => o.certification,
    };
    Ok(())
}

/// Adds one that only the registry knows.
pub(super) fn add(tx: &mut Tx<'_>, app: &App, theirs: &Values) -> AppResult<OrganizationRecord> {
    let now = app.now();
    let mut o = OrganizationRecord {
        id: app.new_id::<OrganizationId>(),
        full_name: theirs.full_name.clone(),
        kind: UNKNOWN_KIND.to_owned(),
        region_code: RegionCode::country(),
        uscc: None,
        host_unit: None,
        aliases: Vec::new(),
        certification: Certification::Provisional,
        source: OrganizationSource::Registry,
        contact_sealed: None,
        merged_into: None,
        created_by: None,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    put(&mut o, theirs)?;
    organizations::insert(tx, &o, &tokens_of(&o))?;
    note(tx, app, &o, None, OrganizationHappening::Created, None)?;
    Ok(o)
}

/// Notes which of ours it is, and what was agreed on.
pub(super) fn joined(
    tx: &mut Tx<'_>,
    app: &App,
    known: &mut Known,
    told: &RegistryOrganization,
    o: &OrganizationRecord,
    agreed: &Values,
) -> AppResult<()> {
    let link = link(app, told, o.id, agreed)?;
    store::save_link(tx, &link)?;
    known.links.insert(told.external_id.clone(), link);
    Ok(())
}

pub(super) fn link(
    app: &App,
    told: &RegistryOrganization,
    organization_id: OrganizationId,
    agreed: &Values,
) -> AppResult<LinkRecord> {
    Ok(LinkRecord {
        external_id: told.external_id.clone(),
        organization_id,
        revision: told.revision,
        agreed: serde_json::to_string(agreed).map_err(AppError::internal)?,
        seen_at: app.now(),
    })
}
