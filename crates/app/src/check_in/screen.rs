//! What the screen at a point shows.

use domain::access::Actor;
use domain::activity::status::Status;
use domain::check_in::{PointScreen, PointState};
use domain::id::CheckInPointId;
use domain::time::{CivilDate, Instant};
use persistence::check_in as store;

use super::own;
use super::token::{Pass, SLOT_SECONDS, Token, code_of_day};
use crate::app::App;
use crate::error::AppResult;

/// What the codes of a screen are made of.
pub(super) struct Behind {
    pub(super) id: CheckInPointId,
    pub(super) generation: i32,
    pub(super) state: PointState,
    /// The day of the six digits; none while nobody may come.
    pub(super) coded: Option<CivilDate>,
}

/// The address for the QR code, the six digits, and when to ask again.
pub(super) fn drawn(
    app: &App,
    behind: &Behind,
    now: Instant,
    address_of: impl FnOnce(&str) -> String,
) -> (Option<String>, Option<String>, Instant) {
    let open = behind.state == PointState::Open;
    let url = open.then(|| {
        let token = Token::seal(app.secrets(), behind.generation, Pass::on_screen(behind.id, now));
        address_of(&token.to_string())
    });
    let code = behind
        .coded
        .map(|day| code_of_day(app.secrets(), behind.id, behind.generation, day));
    let renews_at = now.unix_seconds().div_euclid(SLOT_SECONDS) * SLOT_SECONDS + SLOT_SECONDS;
    (url, code, Instant::from_unix_seconds(renews_at).unwrap_or(now))
}

/// The code of this moment, and how many have come. `address_of` makes the address of a token.
pub async fn screen(
    app: &App,
    actor: &Actor,
    id: CheckInPointId,
    address_of: impl FnOnce(&str) -> String,
) -> AppResult<PointScreen> {
    let (actor, now) = (actor.clone(), app.now());
    let (point, approved, days) = app
        .db()
        .read(move |conn| {
            let (p, a) = own(conn, &actor, id)?;
            let days = store::by_day(conn, id)?;
            Ok::<_, crate::AppError>((p, a.status == Status::Approved, days))
        })
        .await?;
    let state = point.opening.state(now);
    let may_come = approved && matches!(state, PointState::Open | PointState::NotYet);
    let behind = Behind {
        id,
        generation: point.generation,
        // Nobody checks in at what is not public.
        state: if approved || state != PointState::Open {
            state
        } else {
            PointState::Closed
        },
        // The notice is printed before the doors open.
        coded: may_come.then(|| now.max(point.opening.opens_at).shanghai_date()),
    };
    let (url, code, renews_at) = drawn(app, &behind, now, address_of);
    Ok(PointScreen {
        name: point.name,
        state: behind.state,
        url,
        renews_at,
        code,
        today: days.get(&now.shanghai_date()).copied().unwrap_or(0),
        check_ins: days.values().sum(),
        version: point.version,
    })
}
