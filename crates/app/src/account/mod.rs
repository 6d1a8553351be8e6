//! Accounts (账号): signing in by phone and SMS code, devices, one's own profile. PRODUCT §13.

mod authenticate;
mod demo_code;
mod device;
mod grant;
mod profile;
mod refresh;
mod rescue;
pub mod second_factor;
mod sign_in;
mod sms_code;
mod token;

#[cfg(test)]
mod tests;

pub use authenticate::{ClientPresented, Presented, authenticate, read_token, recognise};
pub use demo_code::demo_code;
pub use device::{count_devices, end_device, list_devices, sign_out};
pub use grant::grant;
pub use profile::{change, erase, export, show};
pub use refresh::refresh;
pub use rescue::{Rescue, grant_by_command, rescue};
pub(crate) use sign_in::new_account;
pub use sign_in::sign_in;
pub use sms_code::send_code;
pub(crate) use token::CLIENT_TOKEN_SECONDS;
pub use token::Signer;

use std::collections::BTreeMap;

use domain::access::Actor;
use domain::account::{GrantView, Me};
use domain::id::AccountId;
use domain::text::Phone;
use domain::time::Instant;
use persistence::grant::{self as grants, GrantRecord};
use persistence::{Conn, account, delegation};

use crate::app::App;
use crate::error::AppResult;
use crate::secrets::Secrets;

/// An account that has just been recognised: who it is, and in which session.
#[derive(Debug, Clone)]
pub struct Recognised {
    pub actor: domain::access::Actor,
    pub session: domain::id::SessionId,
    /// When this device gave a code of the authenticator.
    pub second_factor_at: Option<Instant>,
    /// One of the roles needs one that this session does not have: nothing is done but setting it up.
    pub second_factor_missing: bool,
}

/// The digest by which an account is found.
pub(crate) fn phone_digest(secrets: &Secrets, phone: &Phone) -> Vec<u8> {
    secrets.digest("phone", phone.as_str().as_bytes())
}

/// The roles that an account has now: its own, and those of whom it stands in for.
fn held(conn: &mut Conn, id: AccountId, now: Instant) -> AppResult<Vec<GrantRecord>> {
    let mut all = grants::of_account(conn, id)?;
    // Only officials are asked to stand in for others.
    if all.iter().any(|g| g.grant.role.is_over_region()) {
        all.extend(delegation::lent_to(conn, id, now)?);
    }
    Ok(all)
}

/// An account as it may act now, where it does not ask itself: work in its name. Nobody where it is locked.
pub(crate) fn actor(conn: &mut Conn, id: AccountId, now: Instant) -> AppResult<Actor> {
    let grants = if account::find(conn, id)?.locked {
        Vec::new()
    } else {
        held(conn, id, now)?.into_iter().map(|g| g.grant).collect()
    };
    Ok(Actor { account: id, grants })
}

pub(crate) fn grant_view(g: GrantRecord, on_behalf_of_name: Option<String>) -> GrantView {
    GrantView {
        id: g.id,
        role: g.grant.role,
        region_code: g.grant.region,
        region_name: g.region_name,
        organization_id: g.grant.organization,
        organization_name: g.organization_name,
        lines: g.grant.lines,
        on_behalf_of: g.grant.on_behalf_of,
        on_behalf_of_name,
    }
}

/// One's own account as one sees it, in a session that gave a code of the authenticator or did not.
fn me(conn: &mut Conn, app: &App, id: AccountId, second_factor_at: Option<Instant>) -> AppResult<Me> {
    let found = account::find(conn, id)?;
    let phone: String = app.secrets().open(id.uuid().as_bytes(), &found.phone_sealed)?;
    let held = held(conn, id, app.now())?;
    let needs = held.iter().any(|g| g.grant.role.needs_second_factor());
    let lenders: Vec<AccountId> = held.iter().filter_map(|g| g.grant.on_behalf_of).collect();
    let names: BTreeMap<_, _> = account::names(conn, &lenders)?.into_iter().collect();
    let views = held.into_iter().map(|g| {
        let lender = g.grant.on_behalf_of.and_then(|id| names.get(&id).cloned());
        grant_view(g, lender)
    });
    Ok(Me {
        id,
        phone: domain::text::mask_phone(&phone),
        display_name: found.display_name,
        grants: views.collect(),
        second_factor_required: needs && second_factor_at.is_none() && app.settings().second_factor_required,
        created_at: found.created_at,
        version: found.version,
    })
}
