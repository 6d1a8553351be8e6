//! One's own stamps.

use domain::access::Actor;
use domain::check_in::Stamp;
use domain::id::{AccountId, CheckInId};
use domain::page::{Limit, Page};
use persistence::Conn;
use persistence::check_in as store;

use crate::app::App;
use crate::cursor;
use crate::error::{AppError, AppResult};

/// Stamps that an export of one's own data holds at the most: ten a day for the years of an account.
const EXPORTED: usize = 10_000;

/// The actor's stamps, latest first.
pub async fn stamps(app: &App, actor: &Actor, limit: Limit, cursor: Option<&str>) -> AppResult<Page<Stamp>> {
    let after: Option<CheckInId> = cursor.map(cursor::read).transpose()?;
    let (account, limit) = (actor.account, limit.get());
    let mut items = app
        .db()
        .read(move |conn| Ok::<_, AppError>(store::stamps(conn, account, None, after, limit + 1)?))
        .await?;
    let next = cursor::cut(&mut items, limit, |stamp| stamp.id)?;
    Ok(Page {
        items,
        next,
        total: None,
    })
}

/// Everything that is kept of somebody's visits.
pub(crate) fn of_account(conn: &mut Conn, account: AccountId) -> AppResult<Vec<Stamp>> {
    Ok(store::stamps(conn, account, None, None, EXPORTED)?)
}
