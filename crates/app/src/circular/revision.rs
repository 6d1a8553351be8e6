use domain::access::Actor;
use domain::circular::CircularRevision;
use domain::id::CircularId;
use domain::page::{Limit, Page};
use persistence::circular as store;

use super::standing;
use crate::app::App;
use crate::cursor;
use crate::error::AppResult;

/// The texts of a circular, the newest first; none of a draft.
pub async fn revisions(
    app: &App,
    actor: &Actor,
    id: CircularId,
    limit: Limit,
    cursor: Option<&str>,
) -> AppResult<Page<CircularRevision>> {
    let before: Option<i32> = cursor.map(cursor::read).transpose()?;
    let (actor, limit) = (actor.clone(), limit.get());
    app.db()
        .read(move |conn| {
            standing::see(conn, &actor, id)?;
            let mut items = store::revisions(conn, id, before, limit + 1)?;
            let next = cursor::cut(&mut items, limit, |r| r.n)?;
            Ok(Page {
                items,
                next,
                total: None,
            })
        })
        .await
}
