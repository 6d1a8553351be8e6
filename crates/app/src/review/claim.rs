use std::collections::BTreeMap;

use domain::access::{ActivityAction, Actor, may};
use domain::id::{AccountId, ActivityId};
use domain::problem::{Code, Fault, FaultCode, Lang, Problem};
use domain::review::{BATCH_MAX, CLAIM_SECONDS, Claim, ClaimRequest, ClaimResult, ClaimResults};
use persistence::review::{self, Held};
use persistence::{account, activity};

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
                if let Err(code) = mayed(&actor, found.get(id)) {
                    refused.insert(*id, code);
                } else if !review::claim(tx, *id, actor.account, now, until)? {
                    refused.insert(*id, Code::ClaimedByOther);
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

/// Whether the actor may decide on it now.
fn mayed(actor: &Actor, a: Option<&activity::ActivityRecord>) -> Result<(), Code> {
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
