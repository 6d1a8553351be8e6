use domain::access::Actor;
use domain::message::{Preferences, PreferencesChange};
use persistence::message;

use crate::app::App;
use crate::error::{AppError, AppResult};

/// What one is told by SMS.
pub async fn preferences(app: &App, actor: &Actor) -> AppResult<Preferences> {
    let me = actor.account;
    Ok(app.db().read(move |conn| message::preferences(conn, me)).await?)
}

pub async fn change_preferences(
    app: &App,
    actor: &Actor,
    change: PreferencesChange,
) -> AppResult<Preferences> {
    let (me, now) = (actor.account, app.now());
    app.db()
        .write(move |tx| {
            let chosen = change.on(message::preferences(tx.conn(), me)?);
            message::set_preferences(tx, me, &chosen, now)?;
            Ok::<_, AppError>(chosen)
        })
        .await
}
