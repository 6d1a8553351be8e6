use std::collections::BTreeMap;

use domain::access::{Actor, Grant, Role};
use domain::id::{AccountId, DelegationId};
use domain::message::MessageKind;
use domain::page::Page;
use domain::problem::{Code, Fault, FaultCode, Faults};
use domain::region::RegionCode;
use domain::review::{DELEGATION_DAYS, Delegation, NewDelegation, stage_of};
use domain::text::Phone;
use domain::time::Instant;
use persistence::delegation::{self, DelegationRecord};
use persistence::{Conn, Tx, account, grant};

use crate::account::phone_digest;
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::message::{self, To};

/// Delegations that concern the actor and are not over: own leave, and those one stands in for.
pub async fn delegations(app: &App, actor: &Actor) -> AppResult<Page<Delegation>> {
    let (me, now) = (actor.account, app.now());
    app.db()
        .read(move |conn| {
            let all = delegation::of_account(conn, me, now)?;
            Ok::<_, AppError>(Page::whole(shown(conn, &all, me, now)?))
        })
        .await
}

fn shown(
    conn: &mut Conn,
    all: &[DelegationRecord],
    me: AccountId,
    now: Instant,
) -> AppResult<Vec<Delegation>> {
    let people: Vec<AccountId> = all.iter().flat_map(|d| [d.account_id, d.delegate_id]).collect();
    let names: BTreeMap<_, _> = account::names(conn, &people)?.into_iter().collect();
    let name = |id: AccountId| names.get(&id).cloned().unwrap_or_default();
    let one = |d: &DelegationRecord| Delegation {
        id: d.id,
        account_id: d.account_id,
        account_name: name(d.account_id),
        delegate_id: d.delegate_id,
        delegate_name: name(d.delegate_id),
        starts_at: d.starts_at,
        ends_at: d.ends_at,
        active: d.starts_at <= now && now < d.ends_at,
        for_me: d.delegate_id == me,
    };
    Ok(all.iter().map(one).collect())
}

/// The reviewing roles that are the actor's own.
fn own_reach(actor: &Actor) -> Vec<&Grant> {
    let own = |g: &&Grant| stage_of(g.role).is_some() && g.on_behalf_of.is_none();
    actor.over_regions().filter(own).collect()
}

/// Lets an official of the same province stand in for one's reviewing roles for some time (休假委托).
pub async fn delegate(app: &App, actor: &Actor, new: NewDelegation) -> AppResult<Delegation> {
    if own_reach(actor).is_empty() {
        return Err(Code::NotAllowed.into());
    }
    let now = app.now();
    let mut faults = Faults::new();
    if new.ends_at <= new.starts_at {
        faults.add("/ends_at", FaultCode::EndBeforeStart);
    } else if new.ends_at <= now {
        faults.add("/ends_at", FaultCode::TimeInPast);
    } else if new.ends_at > new.starts_at.plus_days(DELEGATION_DAYS) {
        faults.push(Fault::new("/ends_at", FaultCode::PeriodTooLong).with(DELEGATION_DAYS));
    }
    let phone = match Phone::parse(&new.delegate_phone) {
        Ok(phone) => Some(phone),
        Err(fault) => {
            faults.push(Fault {
                pointer: "/delegate_phone".to_owned(),
                ..fault
            });
            None
        }
    };
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let delegate = match &phone {
                Some(phone) => official(tx.conn(), &this, &actor, phone, &mut faults)?,
                None => None,
            };
            let (Some(delegate_id), true) = (delegate, faults.is_empty()) else {
                return Err(faults.into());
            };
            let made = DelegationRecord {
                id: this.new_id::<DelegationId>(),
                account_id: actor.account,
                delegate_id,
                starts_at: new.starts_at,
                ends_at: new.ends_at,
                created_at: now,
            };
            delegation::insert(tx, &made)?;
            told(tx, &this, &made)?;
            let mut all = shown(tx.conn(), &[made], actor.account, now)?;
            all.pop()
                .ok_or_else(|| AppError::internal("a delegation was made and is gone"))
        })
        .await
}

/// The account of a phone, if it belongs to an official of the actor's province; of anywhere, for a national reviewer.
fn official(
    conn: &mut Conn,
    app: &App,
    actor: &Actor,
    phone: &Phone,
    faults: &mut Faults,
) -> AppResult<Option<AccountId>> {
    let found = account::find_by_phone(conn, &phone_digest(app.secrets(), phone))?;
    let Some(found) = found.filter(|a| !a.locked) else {
        faults.add("/delegate_phone", FaultCode::NotAnOfficial);
        return Ok(None);
    };
    if found.id == actor.account {
        faults.add("/delegate_phone", FaultCode::DelegateIsSelf);
        return Ok(None);
    }
    let theirs = grant::of_account(conn, found.id)?;
    let provinces: Vec<RegionCode> = own_reach(actor)
        .iter()
        .filter_map(|g| g.region.as_ref().map(RegionCode::province))
        .collect();
    let national = actor.has(Role::NationalReviewer);
    let fits = theirs.iter().any(|record| {
        let g = &record.grant;
        let near = |region: &RegionCode| provinces.iter().any(|p| p.contains(region));
        g.role.is_over_region() && (national || g.region.as_ref().is_some_and(near))
    });
    if !fits {
        faults.add("/delegate_phone", FaultCode::NotAnOfficial);
    }
    Ok(fits.then_some(found.id))
}

fn told(tx: &mut Tx<'_>, app: &App, made: &DelegationRecord) -> AppResult<()> {
    let name = account::names(tx.conn(), &[made.account_id])?
        .pop()
        .map(|(_, name)| name)
        .unwrap_or_default();
    let day = |at: Instant| at.shanghai_clock().format("%Y-%m-%d %H:%M").to_string();
    let args = vec![name, day(made.starts_at), day(made.ends_at)];
    message::post(
        tx,
        app,
        To::Account(made.delegate_id),
        MessageKind::StandsIn,
        None,
        args,
    )
}

/// Ends a delegation early; either side may.
pub async fn end_delegation(app: &App, actor: &Actor, id: DelegationId) -> AppResult<()> {
    let (me, now) = (actor.account, app.now());
    app.db()
        .write(move |tx| {
            let found = delegation::find(tx.conn(), id)?;
            let mine = found.filter(|d| d.account_id == me || d.delegate_id == me);
            if mine.is_none() {
                return Err(AppError::from(Code::NotFound));
            }
            Ok(delegation::revoke(tx, id, now)?)
        })
        .await
}
