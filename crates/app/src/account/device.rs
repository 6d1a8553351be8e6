use domain::account::Device;
use domain::id::{AccountId, SessionId};
use domain::page::Page;
use domain::problem::Code;
use persistence::{StoreError, session};

use super::Recognised;
use crate::app::App;
use crate::error::{AppError, AppResult};

/// The devices on which the account is signed in, last used first.
pub async fn list_devices(app: &App, me: &Recognised) -> AppResult<Page<Device>> {
    let (account, current, now) = (me.actor.account, me.session, app.now());
    app.db()
        .read(move |conn| {
            let all = session::of_account(conn, account, now)?;
            let device = |s: session::Session| Device {
                current: s.id == current,
                id: s.id,
                name: s.device,
                created_at: s.created_at,
                last_used_at: s.last_used_at,
            };
            Ok(Page::whole(all.into_iter().map(device).collect()))
        })
        .await
}

/// Signs this device out.
pub async fn sign_out(app: &App, me: &Recognised) -> AppResult<()> {
    end(app, me.actor.account, me.session).await
}

/// Signs another device of one's own out.
pub async fn end_device(app: &App, me: &Recognised, id: SessionId) -> AppResult<()> {
    end(app, me.actor.account, id).await
}

async fn end(app: &App, account: AccountId, id: SessionId) -> AppResult<()> {
    let now = app.now();
    app.db()
        .write(move |tx| {
            let found = match session::find(tx.conn(), id) {
                Err(StoreError::NotFound) => return Err(Code::NotFound.into()),
                other => other?,
            };
            if found.account_id != account {
                return Err(AppError::from(Code::NotFound));
            }
            session::revoke(tx, id, now)?;
            Ok(())
        })
        .await
}

/// How many devices are signed in, of everybody; for an operator's figures.
pub async fn count_devices(app: &App) -> AppResult<i64> {
    let now = app.now();
    Ok(app.db().read(move |conn| session::count_all(conn, now)).await?)
}
