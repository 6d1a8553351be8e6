use domain::access::Actor;
use domain::id::OrganizationId;
use domain::organization::Organization;
use persistence::organization as store;

use super::view;
use crate::app::App;
use crate::error::AppResult;

/// One organisation; its contact only for those who work with it.
pub async fn show(app: &App, actor: &Actor, id: OrganizationId) -> AppResult<Organization> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .read(move |conn| {
            let found = store::find(conn, id)?;
            view(conn, this.secrets(), found, &actor)
        })
        .await
}
