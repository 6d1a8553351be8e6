use std::collections::BTreeMap;

use domain::access::{Actor, Grant, reviewer_of};
use domain::activity::status::Stage;
use domain::id::AccountId;
use domain::message::MessageKind;
use domain::page::Page;
use domain::problem::Code;
use domain::region::RegionCode;
use domain::review::{Distribution, SetDistribution, Share, stage_of};
use domain::time::Instant;
use persistence::{Conn, account, review};

use super::desk::Team;
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::message::{self, To};

/// Filings that are shared out at once when the distribution is switched on.
const AT_ONCE: i64 = 5_000;

/// The actor's own reviewing grants over whole stages: those who hold one may switch the sharing out.
fn reaches(actor: &Actor) -> Vec<(RegionCode, Stage)> {
    let own = |g: &Grant| {
        let region = g.region.clone().unwrap_or_else(RegionCode::country);
        let whole = g.lines.is_empty() && g.on_behalf_of.is_none();
        stage_of(g.role).filter(|_| whole).map(|stage| (region, stage))
    };
    actor.over_regions().filter_map(own).collect()
}

/// Whether what waits is shared out by itself (自动分配), and each reviewer's share.
pub async fn distributions(app: &App, actor: &Actor) -> AppResult<Page<Distribution>> {
    let (reaches, now) = (reaches(actor), app.now());
    if reaches.is_empty() {
        return Err(Code::NotAllowed.into());
    }
    app.db()
        .read(move |conn| {
            let on = review::distributions(conn)?;
            let mut all = Vec::new();
            for (region, stage) in reaches {
                let enabled = on.contains(&(region.clone(), stage));
                all.push(shown(conn, region, stage, enabled, now)?);
            }
            Ok::<_, AppError>(Page::whole(all))
        })
        .await
}

fn shown(
    conn: &mut Conn,
    region_code: RegionCode,
    stage: Stage,
    enabled: bool,
    now: Instant,
) -> AppResult<Distribution> {
    let team = Team::of(conn, stage, &region_code, now)?;
    let accounts: Vec<AccountId> = team.shares().map(|(account, ..)| account).collect();
    let names: BTreeMap<_, _> = account::names(conn, &accounts)?.into_iter().collect();
    let shares = team
        .shares()
        .map(|(account_id, waiting, away)| Share {
            account_id,
            name: names.get(&account_id).cloned().unwrap_or_default(),
            waiting,
            away,
        })
        .collect();
    Ok(Distribution {
        region_code,
        stage,
        enabled,
        shares,
    })
}

/// Switches it on, whereupon what waits is shared out, or off, whereupon everything is everybody's again.
pub async fn set_distribution(app: &App, actor: &Actor, set: SetDistribution) -> AppResult<Distribution> {
    let mine = reaches(actor)
        .iter()
        .any(|(region, stage)| *region == set.region_code && *stage == set.stage);
    if !mine {
        return Err(Code::OutOfScope.into());
    }
    let (this, now, by) = (app.clone(), app.now(), actor.account);
    app.db()
        .write(move |tx| {
            let SetDistribution {
                region_code,
                stage,
                enabled,
            } = set;
            review::set_distribution(tx, &region_code, stage, enabled, by, now)?;
            let mut team = Team::of(tx.conn(), stage, &region_code, now)?;
            let members: Vec<AccountId> = team.shares().map(|(account, ..)| account).collect();
            if enabled {
                let mut given: BTreeMap<AccountId, usize> = BTreeMap::new();
                for (id, _, line) in review::unassigned(tx.conn(), stage, &region_code, &[], AT_ONCE)? {
                    if let Some(to) = team.give(tx, id, line.as_deref())? {
                        *given.entry(to).or_default() += 1;
                    }
                }
                for (to, count) in given.into_iter().filter(|(to, _)| *to != by) {
                    let args = vec![count.to_string(), reviewer_of(stage).name().to_owned()];
                    message::post(tx, &this, To::Account(to), MessageKind::Assigned, None, args)?;
                }
            } else {
                for (id, ..) in review::unassigned(tx.conn(), stage, &region_code, &members, AT_ONCE)? {
                    review::assign(tx, id, None)?;
                }
            }
            shown(tx.conn(), region_code, stage, enabled, now)
        })
        .await
}
