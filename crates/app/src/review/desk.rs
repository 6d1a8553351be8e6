//! Keeps the queue in step with what happens to filings, and shares out what enters it.

use std::collections::BTreeMap;

use domain::access::{Actor, reviewer_of};
use domain::activity::finding;
use domain::activity::status::{Stage, Step};
use domain::id::{AccountId, ActivityId, OrganizationId};
use domain::problem::Code;
use domain::region::RegionCode;
use domain::time::Instant;
use persistence::activity::ActivityRecord;
use persistence::review::{self, Waiting};
use persistence::{Conn, Tx, delegation, finding as stored, grant, similar};

use crate::app::App;
use crate::error::{AppError, AppResult};

/// Brings the queue in line with where `a` stands after the actor's `step`.
pub(crate) fn follow(
    tx: &mut Tx<'_>,
    app: &App,
    a: &ActivityRecord,
    step: Step,
    actor: &Actor,
) -> AppResult<()> {
    if matches!(step, Step::Join | Step::Part) {
        return Ok(());
    }
    let (by, now) = (actor.account, app.now());
    // Asked here, where the row is taken out, and not only before: of a claim and somebody else's decision at the same
    // moment one wins.
    if matches!(step, Step::Approve | Step::Reject) && !review::leave_decided(tx, a.id, by, now)? {
        let held = review::held(tx.conn(), &[a.id], now)?;
        if held.iter().any(|(_, held)| held.by != by) {
            return Err(Code::ClaimedByOther.into());
        }
    }
    let Some(stage) = a.status.stage() else {
        return Ok(review::leave(tx, a.id)?);
    };
    let found = stored::of(tx.conn(), &[a.id])?.into_iter().next();
    let missing = || AppError::internal(format!("activity {} waits without dates", a.id));
    let waiting = Waiting {
        activity_id: a.id,
        stage,
        edition: a.edition.clone(),
        review_region: a.review_region.clone(),
        line: a.line.clone(),
        submitted_at: a.submitted_at.ok_or_else(missing)?,
        starts_at: a.content.starts_at().ok_or_else(missing)?,
        risk: finding::risk(&found.map(|(_, found)| found).unwrap_or_default()),
    };
    review::enter(tx, &waiting)?;
    let regions = in_charge(stage, &a.review_region);
    if review::distribution_is_on(tx.conn(), stage, &[regions.to_string()])? {
        let mut team = Team::of(tx.conn(), stage, &regions, app.now())?;
        team.give(tx, a.id, a.line.as_deref())?;
    }
    Ok(())
}

/// The region whose reviewers share what waits at a stage.
pub(super) fn in_charge(stage: Stage, region: &RegionCode) -> RegionCode {
    match stage {
        Stage::City => region.city(),
        Stage::Province => region.province(),
        Stage::National => RegionCode::country(),
    }
}

/// The reviewers of a stage in a region, with what each has been given.
pub(super) struct Team {
    members: Vec<Member>,
}

struct Member {
    account: AccountId,
    lines: Vec<String>,
    organizations: Vec<OrganizationId>,
    load: i64,
    away: bool,
}

impl Team {
    pub(super) fn of(conn: &mut Conn, stage: Stage, region: &RegionCode, now: Instant) -> AppResult<Self> {
        let holders = grant::holders(conn, reviewer_of(stage), &[region.to_string()])?;
        let accounts: Vec<AccountId> = holders.iter().map(|(account, _)| *account).collect();
        let loads: BTreeMap<_, _> = review::assigned_loads(conn, stage, &accounts)?
            .into_iter()
            .collect();
        let away: Vec<AccountId> = delegation::away(conn, &accounts, now)?
            .into_iter()
            .map(|d| d.account_id)
            .collect();
        let mut units: BTreeMap<AccountId, Vec<OrganizationId>> = BTreeMap::new();
        for (account, organization) in grant::organizations(conn, &accounts)? {
            units.entry(account).or_default().push(organization);
        }
        let mut members: Vec<Member> = Vec::new();
        for (account, grant) in holders {
            // Two grants of one person: the wider one counts.
            if let Some(known) = members.iter_mut().find(|m| m.account == account) {
                if grant.lines.is_empty() {
                    known.lines.clear();
                } else if !known.lines.is_empty() {
                    known.lines.extend(grant.lines);
                }
                continue;
            }
            members.push(Member {
                account,
                lines: grant.lines,
                organizations: units.remove(&account).unwrap_or_default(),
                load: loads.get(&account).copied().unwrap_or(0),
                away: away.contains(&account),
            });
        }
        Ok(Self { members })
    }

    /// Account, what it was given, whether it is on leave.
    pub(super) fn shares(&self) -> impl Iterator<Item = (AccountId, i64, bool)> {
        self.members.iter().map(|m| (m.account, m.load, m.away))
    }

    /// Gives a filing to whoever has least of those who may decide on it; to nobody when there is none.
    pub(super) fn give(
        &mut self,
        tx: &mut Tx<'_>,
        id: ActivityId,
        line: Option<&str>,
    ) -> AppResult<Option<AccountId>> {
        let involved: Vec<OrganizationId> = similar::units(tx.conn(), &[id])?
            .into_iter()
            .map(|(_, unit)| unit)
            .collect();
        let on_line =
            |m: &Member| m.lines.is_empty() || line.is_some_and(|l| m.lines.iter().any(|own| own == l));
        let recused = |m: &Member| m.organizations.iter().any(|own| involved.contains(own));
        let chosen = self
            .members
            .iter_mut()
            .filter(|m| !m.away && on_line(m) && !recused(m))
            .min_by_key(|m| (m.load, m.account));
        let account = chosen.map(|member| {
            member.load += 1;
            member.account
        });
        review::assign(tx, id, account)?;
        Ok(account)
    }
}
