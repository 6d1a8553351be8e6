//! Whose supplement is due and was not handed in.

use std::collections::BTreeMap;

use diesel::dsl::{exists, not};
use diesel::prelude::*;
use domain::activity::status::Status;
use domain::id::{ActivityId, OrganizationId};
use domain::time::{CivilDate, Instant};
use uuid::Uuid;

use crate::Tx;
use crate::dialect::{Conn, InsertOrKeep};
use crate::error::{StoreError, StoreResult};
use crate::schema::{activities, supplement_extensions, supplement_reminders, supplements};
use crate::types::{At, Uid};

/// An approved activity that is over and whose supplement was not handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owing {
    pub id: ActivityId,
    pub organization: OrganizationId,
    pub title: String,
    pub ends_at: Instant,
}

type Row = (Uid, Uid, Option<String>, Option<At>);

fn known((id, organization, title, ends_at): Row) -> Option<Owing> {
    Some(Owing {
        id: id.0.into(),
        organization: organization.0.into(),
        title: title.unwrap_or_default(),
        ends_at: ends_at?.into(),
    })
}

/// Not reminded this many days before, or fewer; submitted neither.
macro_rules! owing {
    ($days:expr) => {
        activities::table
            .left_join(supplements::table.on(supplements::activity_id.eq(activities::id)))
            .filter(activities::status.eq(Status::Approved.as_str()))
            .filter(
                supplements::submission
                    .is_null()
                    .or(supplements::submission.eq(0).assume_not_null()),
            )
            .filter(not(exists(
                supplement_reminders::table
                    .filter(supplement_reminders::activity_id.eq(activities::id))
                    .filter(supplement_reminders::days_before.le($days)),
            )))
            .select((
                activities::id,
                activities::organization_id,
                activities::title,
                activities::ends_at,
            ))
    };
}

/// Activities of an edition that ended between two moments, owe their supplement and were not reminded `days` before,
/// the earliest first, after the end and id of `after`.
pub fn owing(
    conn: &mut Conn,
    edition: &str,
    (from, until): (Instant, Instant),
    days: i32,
    after: Option<(Instant, ActivityId)>,
    limit: i64,
) -> StoreResult<Vec<Owing>> {
    let mut query = owing!(days)
        .filter(activities::edition.eq(edition.to_owned()))
        .filter(activities::ends_at.ge(At::from(from)))
        .filter(activities::ends_at.lt(At::from(until)))
        .into_boxed();
    if let Some((at, id)) = after {
        let (at, id) = (At::from(at), Uid::from(id));
        query = query.filter(
            activities::ends_at
                .gt(at)
                .or(activities::ends_at.eq(at).and(activities::id.gt(id))),
        );
    }
    let rows: Vec<Row> = query
        .order((activities::ends_at, activities::id))
        .limit(limit)
        .load(conn)?;
    Ok(rows.into_iter().filter_map(known).collect())
}

/// The same for activities whose deadline was moved to a day between two, both included; with that day.
pub fn owing_extended(
    conn: &mut Conn,
    (from, until): (CivilDate, CivilDate),
    days: i32,
    limit: i64,
) -> StoreResult<Vec<(Owing, CivilDate)>> {
    // Of a deadline that was moved more than once the last move counts.
    let moves: Vec<(Uid, String)> = supplement_extensions::table
        .filter(supplement_extensions::until.ge(from.to_string()))
        .order((supplement_extensions::until, supplement_extensions::activity_id))
        .select((supplement_extensions::activity_id, supplement_extensions::until))
        .limit(limit)
        .load(conn)?;
    let last: BTreeMap<Uuid, String> = moves.into_iter().map(|(id, day)| (id.0, day)).collect();
    let moved: Vec<(Uid, String)> = last
        .into_iter()
        .filter(|(_, day)| *day <= until.to_string())
        .map(|(id, day)| (Uid(id), day))
        .collect();
    if moved.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uid> = moved.iter().map(|(id, _)| *id).collect();
    let rows: Vec<Row> = owing!(days).filter(activities::id.eq_any(ids)).load(conn)?;
    let mut all = Vec::new();
    for owing in rows.into_iter().filter_map(known) {
        let id = Uid::from(owing.id);
        if let Some((_, day)) = moved.iter().find(|(moved, _)| *moved == id) {
            all.push((owing, day.parse().map_err(StoreError::corrupt)?));
        }
    }
    Ok(all)
}

/// Notes that an organisation was reminded so many days before; false when it was before.
pub fn remind(tx: &mut Tx<'_>, id: ActivityId, days: i32) -> StoreResult<bool> {
    let row = diesel::insert_into(supplement_reminders::table).values((
        supplement_reminders::activity_id.eq(Uid::from(id)),
        supplement_reminders::days_before.eq(days),
    ));
    Ok(InsertOrKeep(row).execute(tx.conn())? == 1)
}
