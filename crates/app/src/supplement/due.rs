use std::collections::BTreeMap;

use domain::activity::status::Status;
use domain::activity::view::ActivityItem;
use domain::edition::Edition;
use domain::eligibility::last_day;
use domain::id::ActivityId;
use domain::time::{CivilDate, Instant};
use persistence::Conn;
use persistence::supplement as store;

use crate::activity::view::edition_of;
use crate::error::AppResult;

/// Says of each item of a list until when its supplement is due. Three statements, however long the list.
pub(crate) fn set_due(conn: &mut Conn, items: &mut [ActivityItem], now: Instant) -> AppResult<()> {
    let is_over = |item: &ActivityItem| item.ends_at.is_some_and(|end| end <= now);
    let ids: Vec<ActivityId> = items
        .iter()
        .filter(|item| item.status == Status::Approved && is_over(item))
        .map(|item| item.id)
        .collect();
    if ids.is_empty() {
        return Ok(());
    }
    let submitted = store::submitted(conn, &ids)?;
    let extended: BTreeMap<ActivityId, CivilDate> = store::extensions(conn, &ids)?
        .into_iter()
        .map(|(id, e)| (id, e.until))
        .collect();
    let mut editions: BTreeMap<String, Edition> = BTreeMap::new();
    for item in items {
        if !ids.contains(&item.id) || submitted.contains(&item.id) {
            continue;
        }
        if !editions.contains_key(&item.edition) {
            editions.insert(item.edition.clone(), edition_of(conn, &item.edition)?);
        }
        let thresholds = &editions[&item.edition].thresholds;
        item.supplement_due = item.ends_at.map(|end| {
            let last = last_day(end, thresholds, extended.get(&item.id).copied());
            Instant::end_of_day(last).plus_seconds(-1)
        });
    }
    Ok(())
}
