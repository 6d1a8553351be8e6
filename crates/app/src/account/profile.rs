use domain::access::Actor;
use domain::account::{Me, ProfileChange};
use domain::problem::{Code, Fault, FaultCode};
use persistence::check_in::forget_visitor;
use persistence::{account, grant, session};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Recognised, me};
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::{check_in, clean};

const NAME_MAX: usize = 30;

/// One's own account.
pub async fn show(app: &App, asking: &Recognised) -> AppResult<Me> {
    let (this, asking) = (app.clone(), asking.clone());
    app.db()
        .read(move |conn| me(conn, &this, asking.actor.account, asking.second_factor_at))
        .await
}

/// Changes one's own name.
pub async fn change(app: &App, asking: &Recognised, expected: i32, change: ProfileChange) -> AppResult<Me> {
    let name = change
        .display_name
        .map(|name| clean::text(&name).trim().to_owned());
    if let Some(name) = &name {
        let length = domain::text::length(name);
        if length == 0 {
            return Err(Fault::new("/display_name", FaultCode::Required)
                .with("姓名或昵称")
                .into());
        }
        if length > NAME_MAX {
            return Err(Fault::new("/display_name", FaultCode::TooLong)
                .with(NAME_MAX)
                .with(length)
                .into());
        }
    }
    let (this, id, now) = (app.clone(), asking.actor.account, app.now());
    let second_factor_at = asking.second_factor_at;
    app.db()
        .write(move |tx| {
            let found = account::find(tx.conn(), id)?;
            if found.version != expected {
                return Err(AppError::Stale {
                    current: found.version,
                });
            }
            if let Some(name) = name {
                account::rename(tx, id, expected, &name, now)?;
            }
            me(tx.conn(), &this, id, second_factor_at)
        })
        .await
}

/// Everything that is kept of the account, for the person it is about.
pub async fn export(app: &App, asking: &Recognised) -> AppResult<Value> {
    let (this, id, now) = (app.clone(), asking.actor.account, app.now());
    let second_factor_at = asking.second_factor_at;
    app.db()
        .read(move |conn| {
            let stored = account::find(conn, id)?;
            let phone: String = this.secrets().open(id.uuid().as_bytes(), &stored.phone_sealed)?;
            let devices: Vec<Value> = session::of_account(conn, id, now)?
                .into_iter()
                .map(|s| json!({ "name": s.device, "created_at": s.created_at, "last_used_at": s.last_used_at }))
                .collect();
            let profile = me(conn, &this, id, second_factor_at)?;
            let stamps = check_in::of_account(conn, id)?;
            Ok(json!({ "exported_at": now, "phone": phone, "profile": profile, "devices": devices, "stamps": stamps }))
        })
        .await
}

/// Deletes one's own account: phone, name and devices go, sessions end. Those who hold a role hand it over first.
pub async fn erase(app: &App, actor: &Actor) -> AppResult<()> {
    let (this, id, now) = (app.clone(), actor.account, app.now());
    app.db()
        .write(move |tx| {
            if !grant::of_account(tx.conn(), id)?.is_empty() {
                return Err(AppError::from(Code::InUse));
            }
            let gone = format!("erased {id}");
            let digest = this.secrets().digest("erased", gone.as_bytes());
            let sealed = this.secrets().seal(id.uuid().as_bytes(), &"")?;
            let version = account::find(tx.conn(), id)?.version;
            account::erase(tx, id, version, (&digest, &sealed), "已注销用户", now)?;
            session::revoke_all(tx, id, now)?;
            session::forget_devices(tx, id)?;
            persistence::second_factor::remove(tx, id)?;
            persistence::agenda::remove(tx, id)?;
            // Not even the moment tells who it was.
            forget_visitor(tx, id, Uuid::from_u128(rand::random()))?;
            Ok::<_, AppError>(())
        })
        .await
}
