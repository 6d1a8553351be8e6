//! Roles and accounts, in the hands of the security administrator (安全管理员). PRODUCT §1; 等保 8.1.4.2.

use domain::access::{Actor, Grant, Role, may_secure};
use domain::grant::{self, AccountView, HeldGrant, LockAccount, NewGrant, REASON_MAX, is_separate};
use domain::id::{AccountId, GrantId};
use domain::page::{Limit, Page};
use domain::problem::{Code, Fault, FaultCode, Faults};
use domain::region::RegionCode;
use domain::text::Phone;
use persistence::grant::{self as store, GrantFilter, HeldRecord};
use persistence::{Conn, Tx, account, organization, reference, second_factor, session};

use crate::account::{grant_view, new_account, phone_digest};
use crate::app::App;
use crate::error::{AppError, AppResult, saved};
use crate::repeat::{self, Outcome, Repeat};
use crate::{clean, cursor};

/// Characters of a name shown.
const NAME_MAX: usize = 30;

fn shown(app: &App, held: HeldRecord) -> AppResult<HeldGrant> {
    let phone: String = app
        .secrets()
        .open(held.account_id.uuid().as_bytes(), &held.phone_sealed)?;
    Ok(HeldGrant {
        account_id: held.account_id,
        display_name: held.display_name,
        phone: domain::text::mask_phone(&phone),
        grant: grant_view(held.grant, None),
        created_at: held.created_at,
    })
}

/// What roles are looked for.
#[derive(Debug, Clone, Default)]
pub struct GrantQuery {
    pub role: Option<Role>,
    pub region: Option<RegionCode>,
    pub account: Option<AccountId>,
}

/// Roles in force with who holds them, latest first.
pub async fn list(
    app: &App,
    actor: &Actor,
    query: GrantQuery,
    limit: Limit,
    cursor: Option<&str>,
) -> AppResult<Page<HeldGrant>> {
    may_secure(actor)?;
    let after: Option<GrantId> = cursor.map(cursor::read).transpose()?;
    let filter = GrantFilter {
        role: query.role,
        region: query.region,
        account: query.account,
    };
    let limit = limit.get();
    let mut found = app
        .db()
        .read(move |conn| store::list(conn, &filter, after, limit + 1))
        .await?;
    let next = cursor::cut(&mut found, limit, |held| held.grant.id)?;
    Ok(Page {
        items: found
            .into_iter()
            .map(|held| shown(app, held))
            .collect::<AppResult<_>>()?,
        next,
        total: None,
    })
}

/// Gives a role to the account of a phone, which is made where there is none.
pub async fn give(
    app: &App,
    actor: &Actor,
    new: NewGrant,
    key: Option<Repeat>,
) -> AppResult<Outcome<HeldGrant>> {
    may_secure(actor)?;
    let (this, actor) = (app.clone(), actor.clone());
    let location = |made: &HeldGrant| format!("/api/v1/grants/{}", made.grant.id);
    app.db()
        .write(move |tx| {
            repeat::once(tx, &this, actor.account, key.as_ref(), location, |tx| {
                give_in(tx, &this, &actor, &new)
            })
        })
        .await
}

fn give_in(tx: &mut Tx<'_>, app: &App, actor: &Actor, new: &NewGrant) -> AppResult<HeldGrant> {
    let mut faults = grant::check(new);
    let given = read_grant(tx.conn(), new, &mut faults)?;
    let name = new
        .display_name
        .as_deref()
        .map(|name| clean::text(name).trim().to_owned());
    if name
        .as_ref()
        .is_some_and(|name| domain::text::length(name) > NAME_MAX)
    {
        let length = name.as_deref().map_or(0, domain::text::length);
        faults.push(
            Fault::new("/display_name", FaultCode::TooLong)
                .with(NAME_MAX)
                .with(length),
        );
    }
    faults.into_result()?;
    let phone = Phone::parse(&new.phone)?;
    let digest = phone_digest(app.secrets(), &phone);
    let id = match account::find_by_phone(tx.conn(), &digest)? {
        Some(found) => found.id,
        None => {
            let name = name.filter(|name| !name.is_empty());
            let name = name.unwrap_or_else(|| format!("{}{}", new.role.name(), &phone.as_str()[7..]));
            let made = new_account(app, &phone, &name)?;
            account::insert(tx, &made)?;
            made.id
        }
    };
    if id == actor.account {
        return Err(Code::OwnAccount.into());
    }
    account::hold(tx, id)?;
    let held = store::of_account(tx.conn(), id)?;
    if held.iter().any(|g| g.grant == given) {
        return Err(Code::AlreadyGiven.into());
    }
    if !is_separate(held.iter().map(|g| g.grant.role), given.role) {
        return Err(Code::DutiesSeparated.into());
    }
    store::insert(tx, app.new_id::<GrantId>(), id, &given, app.now())?;
    let filter = GrantFilter {
        account: Some(id),
        ..GrantFilter::default()
    };
    let latest = store::list(tx.conn(), &filter, None, 1)?
        .pop()
        .ok_or(Code::NotFound)?;
    shown(app, latest)
}

/// The grant that is asked for, with a fault for whatever does not exist.
fn read_grant(conn: &mut Conn, new: &NewGrant, faults: &mut Faults) -> AppResult<Grant> {
    let mut region = None;
    if let Some(code) = new.region_code.as_ref().filter(|_| new.role.is_over_region()) {
        match code.parse::<RegionCode>() {
            Ok(found) if reference::region(conn, &found)?.is_some() => region = Some(found),
            _ => faults.push(Fault::new("/region_code", FaultCode::UnknownRegion).with(code)),
        }
    }
    if let Some(found) = &region
        && (new.role == Role::NationalReviewer) != found.is_country()
    {
        faults.push(Fault::new("/region_code", FaultCode::OutsideRegion).with(RegionCode::country()));
    }
    if let Some(id) = new.organization_id.filter(|_| new.role.is_in_organization())
        && organization::find_all(conn, &[id])?.is_empty()
    {
        faults.add("/organization_id", FaultCode::UnknownOrganization);
    }
    if !new.lines.is_empty() {
        let kinds = reference::all_dictionaries(conn)?.organization_kinds;
        for (n, line) in new.lines.iter().enumerate() {
            if !kinds.iter().any(|kind| kind.line.as_ref() == Some(line)) {
                faults.push(Fault::new(format!("/lines/{n}"), FaultCode::UnknownValue).with(line));
            }
        }
    }
    let mut lines = new.lines.clone();
    lines.sort_unstable();
    lines.dedup();
    Ok(Grant {
        role: new.role,
        region,
        organization: new.organization_id,
        lines,
        on_behalf_of: None,
    })
}

/// Takes a role back, from the next request on.
pub async fn take_back(app: &App, actor: &Actor, id: GrantId) -> AppResult<()> {
    may_secure(actor)?;
    let (this, own) = (app.clone(), actor.account);
    app.db()
        .write(move |tx| {
            if store::holder(tx.conn(), id)? == own {
                return Err(AppError::from(Code::OwnAccount));
            }
            if !store::revoke(tx, id, this.now())? {
                return Err(Code::NotFound.into());
            }
            Ok(())
        })
        .await
}

fn account_view(conn: &mut Conn, app: &App, id: AccountId) -> AppResult<AccountView> {
    let found = account::find(conn, id)?;
    let phone: String = app.secrets().open(id.uuid().as_bytes(), &found.phone_sealed)?;
    let factor = second_factor::find(conn, id)?;
    Ok(AccountView {
        id,
        display_name: found.display_name,
        phone: domain::text::mask_phone(&phone),
        locked: found.locked,
        locked_reason: found.locked_reason,
        second_factor: factor.is_some_and(|f| f.confirmed_at.is_some()),
        sessions: session::count(conn, id, app.now())?,
        grants: store::of_account(conn, id)?
            .into_iter()
            .map(|g| grant_view(g, None))
            .collect(),
        created_at: found.created_at,
        version: found.version,
    })
}

/// The account of a phone, if it has one: there is no list of everybody.
pub async fn find_account(app: &App, actor: &Actor, phone: &str) -> AppResult<Page<AccountView>> {
    may_secure(actor)?;
    let phone = Phone::parse(phone)?;
    let this = app.clone();
    app.db()
        .read(move |conn| {
            let digest = phone_digest(this.secrets(), &phone);
            let found = account::find_by_phone(conn, &digest)?;
            let views = found
                .map(|found| account_view(conn, &this, found.id))
                .transpose()?;
            Ok(Page::whole(views.into_iter().collect()))
        })
        .await
}

pub async fn show_account(app: &App, actor: &Actor, id: AccountId) -> AppResult<AccountView> {
    may_secure(actor)?;
    let this = app.clone();
    app.db().read(move |conn| account_view(conn, &this, id)).await
}

/// Locks an account: nobody signs in with it, and every session ends.
pub async fn lock(
    app: &App,
    actor: &Actor,
    id: AccountId,
    expected: i32,
    why: LockAccount,
) -> AppResult<AccountView> {
    let reason = clean::text(&why.reason).trim().to_owned();
    let length = domain::text::length(&reason);
    if length == 0 {
        return Err(Fault::new("/reason", FaultCode::Required).with("停用原因").into());
    }
    if length > REASON_MAX {
        return Err(Fault::new("/reason", FaultCode::TooLong)
            .with(REASON_MAX)
            .with(length)
            .into());
    }
    on_account(app, actor, id, move |tx, app| {
        set_lock(tx, app, id, expected, Some(&reason))?;
        session::revoke_all(tx, id, app.now())?;
        Ok(())
    })
    .await
}

/// Opens a locked account again.
pub async fn unlock(app: &App, actor: &Actor, id: AccountId, expected: i32) -> AppResult<AccountView> {
    on_account(app, actor, id, move |tx, app| {
        set_lock(tx, app, id, expected, None)
    })
    .await
}

fn set_lock(tx: &mut Tx<'_>, app: &App, id: AccountId, expected: i32, reason: Option<&str>) -> AppResult<()> {
    let stored = account::lock(tx, id, expected, reason, app.now());
    saved(stored, || Ok(account::find(tx.conn(), id)?.version))
}

/// Removes somebody's authenticator, whose phone is lost: every session ends, and with the next one it is set up anew.
pub async fn reset_second_factor(app: &App, actor: &Actor, id: AccountId) -> AppResult<AccountView> {
    on_account(app, actor, id, move |tx, app| {
        if !second_factor::remove(tx, id)? {
            return Err(Code::SecondFactorAbsent.into());
        }
        session::revoke_all(tx, id, app.now())?;
        Ok(())
    })
    .await
}

/// Ends every session of an account.
pub async fn end_sessions(app: &App, actor: &Actor, id: AccountId) -> AppResult<AccountView> {
    on_account(app, actor, id, move |tx, app| {
        session::revoke_all(tx, id, app.now())?;
        Ok(())
    })
    .await
}

async fn on_account(
    app: &App,
    actor: &Actor,
    id: AccountId,
    work: impl FnOnce(&mut Tx<'_>, &App) -> AppResult<()> + Send + 'static,
) -> AppResult<AccountView> {
    may_secure(actor)?;
    if id == actor.account {
        return Err(Code::OwnAccount.into());
    }
    let this = app.clone();
    app.db()
        .write(move |tx| {
            account::find(tx.conn(), id)?;
            work(tx, &this)?;
            account_view(tx.conn(), &this, id)
        })
        .await
}
