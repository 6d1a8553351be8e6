//! Rows of activities.

use std::collections::{BTreeMap, BTreeSet};

use domain::activity::content::ActivityContent;
use domain::activity::rules::{self, SubmissionContext};
use domain::activity::view::{ActivityContentInput, NewActivity};
use domain::exchange::activity::{self as cells, Filing};
use domain::exchange::column::of_pointer;
use domain::exchange::{ImportKind, ImportOutcome};
use domain::id::{ActivityId, OrganizationId};
use domain::problem::{Fault, FaultCode, Faults};
use persistence::import::{self as keys, ImportKey};
use persistence::organization::OrganizationRecord;
use persistence::{Conn, Tx, activity, organization};

use super::run::{Context, Judged, Made, Ready};
use super::table::SheetRow;
use crate::activity::check::{self, Referrer};
use crate::activity::rulebook::Rulebook;
use crate::activity::{begin, hand_in, trim};
use crate::error::AppResult;
use crate::{clean, patch};

/// The organisations that a chunk of rows names.
struct Known {
    by_name: BTreeMap<String, OrganizationId>,
    own: BTreeMap<OrganizationId, OrganizationRecord>,
}

impl Known {
    fn of(conn: &mut Conn, on: &Context, rows: &[SheetRow]) -> AppResult<Self> {
        let names: BTreeSet<String> = rows
            .iter()
            .flat_map(|row| cells::organization_names(&row.cells))
            .map(|name| clean::text(&name))
            .collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let own: BTreeMap<_, _> = organization::find_all(conn, &on.actor.organizations())?
            .into_iter()
            .map(|o| (o.id, o))
            .collect();
        let mut by_name = BTreeMap::new();
        for o in organization::named(conn, &names)? {
            if o.merged_into.is_none() {
                by_name.entry(o.full_name).or_insert(o.id);
            }
        }
        // Of several of one name, one's own is meant.
        by_name.extend(own.values().map(|o| (o.full_name.clone(), o.id)));
        Ok(Self { by_name, own })
    }

    fn home(&self, on: &Context, filing: &Filing) -> Result<&OrganizationRecord, Fault> {
        const POINTER: &str = "/organization";
        if let Some(name) = &filing.organization {
            let id = self.by_name.get(&clean::text(name)).copied();
            let id = id.or_else(|| name.parse().ok());
            return id
                .and_then(|id| self.own.get(&id))
                .ok_or_else(|| Fault::new(POINTER, FaultCode::NotYourOrganization).with(name));
        }
        let only = || {
            let mut all = self.own.keys();
            all.next().copied().filter(|_| all.next().is_none())
        };
        on.request
            .organization_id
            .or_else(only)
            .and_then(|id| self.own.get(&id))
            .ok_or_else(|| Fault::new(POINTER, FaultCode::Required).with("填报单位"))
    }
}

/// Judges rows as the form would: every fault of each.
pub(super) fn judge(conn: &mut Conn, on: &Context, rows: &[SheetRow]) -> AppResult<Vec<Judged>> {
    let known = Known::of(conn, on, rows)?;
    let mut judged = Vec::with_capacity(rows.len());
    for row in rows {
        judged.push(one(conn, on, &known, row)?);
    }
    repeated(conn, &mut judged)?;
    Ok(judged)
}

fn one(conn: &mut Conn, on: &Context, known: &Known, row: &SheetRow) -> AppResult<Judged> {
    let by_name = |name: &str| known.by_name.get(&clean::text(name)).copied();
    let (filing, mut faults) = cells::read(&row.cells, on.lists(), &by_name);
    // What a cell cannot say is said once, not again as missing.
    let unread: Vec<Option<usize>> = faults
        .iter()
        .map(|fault| of_pointer(ImportKind::Activities, &fault.pointer))
        .collect();
    let home = match known.home(on, &filing) {
        Ok(home) => Some(home),
        Err(fault) => {
            faults.push(fault);
            None
        }
    };
    let mut found = Faults::new();
    match patch::merge(&ActivityContent::default(), filing.fields.clone()) {
        Ok(mut content) => {
            trim(&mut content);
            let context = SubmissionContext {
                edition: &on.edition,
                dictionaries: &on.dictionaries,
                now: on.app.now(),
            };
            found = rules::check_submission(&content, context);
            if let Some(home) = home {
                let by = Referrer {
                    actor: &on.actor,
                    organization: home.id,
                    before: &ActivityContent::default(),
                    submitting: on.request.outcome == ImportOutcome::Submissions,
                };
                check::references(conn, &content, home, &by, &mut found)?;
            }
        }
        Err(more) => found.extend(more),
    }
    let drafts = on.request.outcome == ImportOutcome::Drafts;
    for fault in found.iter() {
        let at = of_pointer(ImportKind::Activities, &fault.pointer);
        // A picture does not stand in a cell, and a draft may be saved before filing opens.
        let later = drafts && (fault.pointer == "/edition" || is_missing_poster(fault));
        let told = at.is_some() && unread.contains(&at);
        if !later && !told {
            faults.push(fault.clone());
        }
    }
    if let Some((twin, false)) = row.twin {
        faults.push(Fault::new("/row_key", FaultCode::RowKeyTwice).with(twin));
    }
    let (Some(home), true) = (home, faults.is_empty()) else {
        return Ok(Judged::Faulty(faults));
    };
    if row.twin.is_some() {
        return Ok(Judged::Repeated);
    }
    let has_poster = filing.fields.contains_key("poster_id");
    Ok(Judged::Ready(Box::new(Ready {
        key: ImportKey {
            kind: ImportKind::Activities.as_str(),
            scope: format!("{}/{}", on.edition.key, home.id),
            key: row.key.clone().unwrap_or_else(|| row.digest.clone()),
        },
        digest: row.digest.clone(),
        made: Made::Activity {
            new: NewActivity {
                edition: on.edition.key.clone(),
                organization_id: home.id,
                content: ActivityContentInput(filing.fields),
            },
            has_poster,
        },
    })))
}

fn is_missing_poster(fault: &Fault) -> bool {
    fault.pointer == "/poster_id" && fault.code == FaultCode::Required
}

/// What was brought in before, and still is there, is left as it is; the same key with other content is a fault.
pub(super) fn repeated(conn: &mut Conn, judged: &mut [Judged]) -> AppResult<()> {
    let keys: Vec<ImportKey> = judged
        .iter()
        .filter_map(|one| Some(one.ready()?.key.clone()))
        .collect();
    let known = keys::known(conn, &keys)?;
    if known.is_empty() {
        return Ok(());
    }
    let ids: Vec<ActivityId> = known.values().map(|(_, id)| ActivityId::from(*id)).collect();
    let alive: BTreeSet<_> = activity::find_all(conn, &ids)?
        .into_iter()
        .map(|a| a.id.uuid())
        .collect();
    let ids: Vec<OrganizationId> = known.values().map(|(_, id)| OrganizationId::from(*id)).collect();
    let others: BTreeSet<_> = organization::find_all(conn, &ids)?
        .into_iter()
        .map(|o| o.id.uuid())
        .collect();
    for one in judged {
        let Some(ready) = one.ready() else { continue };
        let Some((digest, id)) = known.get(&(ready.key.scope.clone(), ready.key.key.clone())) else {
            continue;
        };
        if !alive.contains(id) && !others.contains(id) {
            // What was made of it has been deleted: it may come again.
            continue;
        }
        *one = if *digest == ready.digest {
            Judged::Repeated
        } else {
            Judged::Faulty(
                Fault::new("/row_key", FaultCode::RowKeyChanged)
                    .with(&ready.key.key)
                    .into(),
            )
        };
    }
    Ok(())
}

/// Brings a row in: the draft is begun and, where asked for, handed in, as from the form.
pub(super) fn make(
    tx: &mut Tx<'_>,
    on: &Context,
    rules: &Rulebook,
    new: NewActivity,
) -> AppResult<ActivityId> {
    let mut a = begin(
        tx,
        &on.app,
        &on.actor,
        Some(rules),
        new,
        &ActivityContent::default(),
    )?;
    if on.request.outcome == ImportOutcome::Submissions {
        hand_in(tx, &on.app, &on.actor, rules, &mut a)?;
    }
    Ok(a.id)
}
