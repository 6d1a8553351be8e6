//! Checking in at activities (打卡): points and their codes, stamps, and how many came. Decision 0008.

mod point;
mod screen;
mod stamp;
mod take;
mod token;

use domain::access::{ActivityAction, Actor};
use domain::activity::status::Status;
use domain::id::CheckInPointId;
use domain::problem::Code;
use persistence::activity::ActivityRecord;
use persistence::check_in::{self as store, PointRecord};
use persistence::{Conn, StoreError, activity};

use crate::activity::view;
use crate::error::AppResult;

pub use point::{change, create, delete, list};
pub use screen::screen;
pub(crate) use stamp::of_account;
pub use stamp::stamps;
pub use take::{check_in, show, ticket};

/// A point of the actor's own activity.
fn own(conn: &mut Conn, actor: &Actor, id: CheckInPointId) -> AppResult<(PointRecord, ActivityRecord)> {
    let point = store::find(conn, id)?;
    let a = view::load(conn, point.activity_id, actor, ActivityAction::CheckIn)?;
    Ok((point, a))
}

/// A point that everybody may know of: its activity is public.
fn public(conn: &mut Conn, id: CheckInPointId) -> AppResult<(PointRecord, ActivityRecord)> {
    let point = store::find(conn, id)?;
    match activity::find(conn, point.activity_id) {
        Ok(a) if a.status == Status::Approved => Ok((point, a)),
        Ok(_) | Err(StoreError::NotFound) => Err(Code::NotFound.into()),
        Err(other) => Err(other.into()),
    }
}
