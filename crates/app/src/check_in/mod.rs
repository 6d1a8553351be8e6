//! Checking in at activities and venues (打卡): points and their codes, stamps, and how many came. Decisions 0008 and 0011.

mod place;
mod point;
mod screen;
mod stamp;
mod take;
mod token;
mod venue;

use domain::access::{ActivityAction, Actor};
use domain::id::CheckInPointId;
use persistence::Conn;
use persistence::activity::ActivityRecord;
use persistence::check_in::{self as store, PointRecord};

use crate::activity::view;
use crate::error::AppResult;

pub use point::{change, create, delete, list};
pub use screen::screen;
pub(crate) use stamp::of_account;
pub use stamp::stamps;
pub use take::{check_in, show, ticket};
pub use venue::{change_venue_point, stamp_card, venue_point, venue_screen};

/// A point of the actor's own activity.
fn own(conn: &mut Conn, actor: &Actor, id: CheckInPointId) -> AppResult<(PointRecord, ActivityRecord)> {
    let point = store::find(conn, id)?;
    let a = view::load(conn, point.activity_id, actor, ActivityAction::CheckIn)?;
    Ok((point, a))
}
