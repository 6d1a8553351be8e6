//! What an operator does on the command line when nobody is left who could do it in the browser.

use std::net::{IpAddr, Ipv4Addr};

use domain::problem::Code;
use domain::text::Phone;
use persistence::{account, second_factor, session};

use super::phone_digest;
use crate::app::App;
use crate::audit::{Asked, Request};
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

/// Helps the account of a phone. Leaves an entry in the audit log as every change does.
pub async fn rescue(app: &App, phone: &str, what: Rescue) -> AppResult<()> {
    let phone = Phone::parse(phone)?;
    let command = what.command();
    let asked = Asked {
        operation: format!("admin {command}"),
        changing: true,
        path: format!("kepu admin {command}"),
        address: IpAddr::V4(Ipv4Addr::LOCALHOST),
        request_id: String::new(),
    };
    Request::new(app, asked).answer(help(app, phone, what)).await
}

async fn help(app: &App, phone: Phone, what: Rescue) -> AppResult<()> {
    let this = app.clone();
    let digest = phone_digest(app.secrets(), &phone);
    let found = app
        .db()
        .read(move |conn| account::find_by_phone(conn, &digest))
        .await?
        .ok_or(Code::NotFound)?;
    crate::audit::known_person(found.id);
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
