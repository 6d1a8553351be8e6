//! What an operator does on the command line when nobody is left who could do it in the browser.

use std::future::Future;
use std::net::{IpAddr, Ipv4Addr};

use domain::access::Grant;
use domain::grant::is_separate;
use domain::id::AccountId;
use domain::problem::Code;
use domain::text::Phone;
use persistence::{account, grant as grants, second_factor, session};

use super::phone_digest;
use crate::app::App;
use crate::audit::{Asked, Request, known_person};
use crate::error::{AppError, AppResult};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rescue {
    /// Opens a locked account.
    Unlock,
    /// Removes an authenticator that is lost, and ends every session.
    ResetSecondFactor,
    /// Ends every session.
    EndSessions,
}

impl Rescue {
    const fn command(self) -> &'static str {
        match self {
            Self::Unlock => "unlock",
            Self::ResetSecondFactor => "reset-second-factor",
            Self::EndSessions => "end-sessions",
        }
    }
}

/// Helps the account of a phone.
pub async fn rescue(app: &App, phone: &str, what: Rescue) -> AppResult<()> {
    let phone = Phone::parse(phone)?;
    by_command(app, what.command(), help(app, phone, what)).await
}

/// Gives a role to the account of a phone, which is made when it does not exist: the first of an installation.
pub async fn grant_by_command(
    app: &App,
    phone: &str,
    display_name: &str,
    given: Grant,
) -> AppResult<AccountId> {
    // The account first: the entry says whose role it is.
    let id = super::grant(app, phone, display_name, None).await?;
    let held = app.db().read(move |conn| grants::of_account(conn, id)).await?;
    if !is_separate(held.iter().map(|g| g.grant.role), given.role) {
        return Err(Code::DutiesSeparated.into());
    }
    by_command(app, "grant", async {
        known_person(id);
        super::grant(app, phone, display_name, Some(given)).await
    })
    .await
}

/// Leaves an entry in the audit log, as every change does.
async fn by_command<T>(app: &App, command: &str, work: impl Future<Output = AppResult<T>>) -> AppResult<T> {
    let asked = Asked {
        operation: format!("admin_{}", command.replace('-', "_")),
        changing: true,
        path: format!("kepu admin {command}"),
        address: IpAddr::V4(Ipv4Addr::LOCALHOST),
        request_id: String::new(),
    };
    Request::new(app, asked).answer(work).await
}

async fn help(app: &App, phone: Phone, what: Rescue) -> AppResult<()> {
    let this = app.clone();
    let digest = phone_digest(app.secrets(), &phone);
    let found = app
        .db()
        .read(move |conn| account::find_by_phone(conn, &digest))
        .await?
        .ok_or(Code::NotFound)?;
    known_person(found.id);
    app.db()
        .write(move |tx| {
            let (id, now) = (found.id, this.now());
            match what {
                Rescue::Unlock => account::lock(tx, id, found.version, None, now)?,
                Rescue::ResetSecondFactor => {
                    if !second_factor::remove(tx, id)? {
                        return Err(AppError::from(Code::SecondFactorAbsent));
                    }
                    session::revoke_all(tx, id, now)?;
                }
                Rescue::EndSessions => {
                    session::revoke_all(tx, id, now)?;
                }
            }
            Ok(())
        })
        .await
}
