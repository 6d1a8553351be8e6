use std::collections::BTreeMap;

use domain::access::{ActivityAction, Actor, may};
use domain::id::{AccountId, ActivityId};
use domain::problem::{Code, Fault, FaultCode, Lang, Problem};
use domain::review::{BATCH_MAX, CLAIM_SECONDS, Claim, ClaimRequest, ClaimResult, ClaimResults};
use domain::time::Instant;
use persistence::activity::{self, ActivityRecord};
use persistence::review::{self, Held};
use persistence::{Tx, account};

use crate::activity::view;
use crate::app::App;
use crate::error::{AppError, AppResult};

/// Keeps others off some waiting filings for a quarter of an hour (认领); one's own claims begin anew. Each item stands
/// for itself.
pub async fn claim(app: &App, actor: &Actor, request: ClaimRequest, lang: Lang) -> AppResult<ClaimResults> {
    let ids = checked(request)?;
    let (now, actor) = (app.now(), actor.clone());
    let until = now.plus_seconds(CLAIM_SECONDS);
    app.db()
        .write(move |tx| {
            let found: BTreeMap<_, _> = activity::find_all(tx.conn(), &ids)?
                .into_iter()
                .map(|a| (a.id, a))
                .collect();
            let mut refused: BTreeMap<ActivityId, Code> = BTreeMap::new();
            for id in &ids {
                if let Err(code) = take(tx, &actor, *id, found.get(id), now, until)? {
                    refused.insert(*id, code);
                }
            }
            let held: BTreeMap<ActivityId, Held> = review::held(tx.conn(), &ids, now)?.into_iter().collect();
            let holders: Vec<AccountId> = held.values().map(|h| h.by).collect();
            let names: BTreeMap<_, _> = account::names(tx.conn(), &holders)?.into_iter().collect();
            let result = |id: ActivityId| {
                let code = refused.get(&id).copied();
                // Who is on it is told to those who could be.
                let visible = matches!(code, None | Some(Code::ClaimedByOther));
                ClaimResult {
                    id,
                    claimed: code.is_none(),
                    claim: held
                        .get(&id)
                        .filter(|_| visible)
                        .map(|held| shown(*held, &names, actor.account)),
                    problem: code.map(|code| Problem::new(code, lang)),
                }
            };
            Ok::<_, AppError>(ClaimResults {
                items: ids.iter().copied().map(result).collect(),
            })
        })
        .await
}

/// Claims one filing, or says why not.
fn take(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: ActivityId,
    known: Option<&ActivityRecord>,
    now: Instant,
    until: Instant,
) -> AppResult<Result<(), Code>> {
    if let Err(code) = mayed(actor, known) {
        return Ok(Err(code));
    }
    if review::claim(tx, id, actor.account, now, until)? {
        return Ok(Ok(()));
    }
    let held = review::held(tx.conn(), &[id], now)?;
    if held.iter().any(|(_, held)| held.by != actor.account) {
        return Ok(Err(Code::ClaimedByOther));
    }
    // Nobody holds it and yet it was not there: something happened to it a moment ago.
    let again = activity::find_all(tx.conn(), &[id])?;
    if let Err(code) = mayed(actor, again.first()) {
        return Ok(Err(code));
    }
    let claimed = review::claim(tx, id, actor.account, now, until)?;
    Ok(if claimed {
        Ok(())
    } else {
        Err(Code::ClaimedByOther)
    })
}

/// Whether the actor may decide on it now.
fn mayed(actor: &Actor, a: Option<&ActivityRecord>) -> Result<(), Code> {
    let a = a.ok_or(Code::NotFound)?;
    let scope = view::scope_of(a);
    let Some(stage) = a.status.stage() else {
        let seen = may(actor, ActivityAction::View, &scope);
        return Err(seen.map_or(Code::NotFound, |()| Code::StepNotAllowed));
    };
    may(actor, ActivityAction::Review(stage), &scope).map_err(|denied| AppError::from(denied).code())
}

/// A claim as the caller sees it.
pub(super) fn shown(held: Held, names: &BTreeMap<AccountId, String>, me: AccountId) -> Claim {
    Claim {
        account_id: held.by,
        name: names.get(&held.by).cloned().unwrap_or_default(),
        until: held.until,
        mine: held.by == me,
    }
}

/// Gives one's own claims up before their time.
pub async fn release(app: &App, actor: &Actor, request: ClaimRequest) -> AppResult<()> {
    let ids = checked(request)?;
    let by = actor.account;
    Ok(app.db().write(move |tx| review::release(tx, &ids, by)).await?)
}

fn checked(request: ClaimRequest) -> AppResult<Vec<ActivityId>> {
    let mut ids = request.activity_ids;
    if ids.is_empty() {
        return Err(Fault::new("/activity_ids", FaultCode::TooFew).with(1).into());
    }
    if ids.len() > BATCH_MAX {
        let fault = Fault::new("/activity_ids", FaultCode::TooMany);
        return Err(fault.with(BATCH_MAX).into());
    }
    let mut seen = std::collections::BTreeSet::new();
    ids.retain(|id| seen.insert(*id));
    Ok(ids)
}
