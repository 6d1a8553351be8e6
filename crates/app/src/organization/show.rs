use domain::access::Actor;
use domain::id::OrganizationId;
use domain::organization::{Organization, OrganizationEvent};
use domain::page::Page;
use persistence::organization as store;

use super::view;
use crate::app::App;
use crate::error::AppResult;

/// An organisation, or the one that it became.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    Here(Box<Organization>),
    Moved(OrganizationId),
}

/// One organisation; its contact and proof only for those who work with it.
pub async fn show(app: &App, actor: &Actor, id: OrganizationId) -> AppResult<Shown> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .read(move |conn| {
            let found = store::find(conn, id)?;
            match found.merged_into {
                Some(into) => Ok(Shown::Moved(into)),
                None => Ok(Shown::Here(Box::new(view(conn, this.secrets(), found, &actor)?))),
            }
        })
        .await
}

/// What happened to an organisation, the latest first; of one that was merged too.
pub async fn events(app: &App, id: OrganizationId) -> AppResult<Page<OrganizationEvent>> {
    app.db()
        .read(move |conn| {
            store::find(conn, id)?;
            Ok(Page::whole(store::events(conn, id)?))
        })
        .await
}
