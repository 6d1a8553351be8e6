//! What the screen at a point shows.

use domain::access::Actor;
use domain::activity::status::Status;
use domain::check_in::{PointScreen, PointState};
use domain::id::CheckInPointId;
use domain::time::Instant;
use persistence::check_in as store;

use super::own;
use super::token::{Pass, SLOT_SECONDS, Token, code_of_day};
use crate::app::App;
use crate::error::AppResult;

/// The code of this moment, and how many have come. `address_of` makes the address of a token.
pub async fn screen(
    app: &App,
    actor: &Actor,
    id: CheckInPointId,
    address_of: impl FnOnce(&str) -> String,
) -> AppResult<PointScreen> {
    let (this, actor, now) = (app.clone(), actor.clone(), app.now());
    let (point, token, code, days) = app
        .db()
        .read(move |conn| {
            let (p, a) = own(conn, &actor, id)?;
            let open = a.status == Status::Approved && p.opening.state(now) == PointState::Open;
            let token = open.then(|| Token::seal(this.secrets(), p.generation, Pass::on_screen(id, now)));
            // The notice is printed before the doors open.
            let day = now.max(p.opening.opens_at).shanghai_date();
            let may_come = a.status == Status::Approved
                && matches!(p.opening.state(now), PointState::Open | PointState::NotYet);
            let code = may_come.then(|| code_of_day(this.secrets(), id, p.generation, day));
            let days = store::by_day(conn, id)?;
            Ok::<_, crate::AppError>((p, token, code, days))
        })
        .await?;
    let renews_at = now.unix_seconds().div_euclid(SLOT_SECONDS) * SLOT_SECONDS + SLOT_SECONDS;
    Ok(PointScreen {
        name: point.name,
        state: point.opening.state(now),
        url: token.map(|token| address_of(&token.to_string())),
        renews_at: Instant::from_unix_seconds(renews_at).unwrap_or(now),
        code,
        today: days.get(&now.shanghai_date()).copied().unwrap_or(0),
        check_ins: days.values().sum(),
        version: point.version,
    })
}
