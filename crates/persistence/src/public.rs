//! The public side of approved activities. Cards and pages are stored as the JSON that is sent.

use std::collections::BTreeSet;

use diesel::prelude::*;
use domain::id::ActivityId;
use domain::public::{Mark, PublicActivity};
use domain::region::{RegionCode, RegionLevel};
use domain::time::Instant;

use crate::Tx;
use crate::dialect::{self, Conn, Fulltext, MultiBackend};
use crate::error::{StoreError, StoreResult};
use crate::place::{Circle, Within};
use crate::schema::public_activities as p;
use crate::schema::{editions, public_activities};
use crate::search::{Token, Words};
use crate::types::{At, Uid};

/// Rises whenever cards, pages, marks or tokens are made another way: what is stored is then rendered anew.
const RENDERING: i32 = 1;

/// Bits of the list key below the minute: from the activity's id, so that two never share a key.
const LOW_BITS: u32 = 37;
/// 2000-01-01T00:00:00Z
const EPOCH_SECONDS: i64 = 946_684_800;

/// The position of an activity in every public list: rises with its start, to the minute, and is unique.
pub fn list_key(starts_at: Instant, id: ActivityId) -> i64 {
    let low = id.uuid().as_u128() as i64 & ((1 << LOW_BITS) - 1);
    (first_key(starts_at) & !((1 << LOW_BITS) - 1)) | low
}

/// The smallest list key of an activity that starts in the minute of `at` or later.
pub fn first_key(at: Instant) -> i64 {
    let minutes = (at.unix_seconds() - EPOCH_SECONDS)
        .div_euclid(60)
        .clamp(0, (1 << 26) - 1);
    minutes << LOW_BITS
}

#[derive(Insertable)]
#[diesel(table_name = public_activities)]
struct Row {
    activity_id: Uid,
    edition: String,
    list_key: i64,
    category: String,
    sub_category: Option<String>,
    region_code: String,
    city_code: String,
    province_code: String,
    card: String,
    page: String,
    updated_at: At,
    latitude: Option<f64>,
    longitude: Option<f64>,
    marks: String,
    rendering: i32,
}

/// Shows an activity to everyone. `marks` are what it is counted by.
pub fn publish(
    tx: &mut Tx<'_>,
    page: &PublicActivity,
    marks: &BTreeSet<Mark>,
    tokens: &[Token],
) -> StoreResult<()> {
    let card = &page.card;
    let json = |value: Result<String, serde_json::Error>| value.map_err(StoreError::corrupt);
    let row = Row {
        activity_id: card.id.into(),
        edition: card.edition.clone(),
        list_key: list_key(card.starts_at, card.id),
        category: card.category.clone(),
        sub_category: card.sub_category.clone(),
        region_code: card.region_code.county().to_string(),
        city_code: card.region_code.city().to_string(),
        province_code: card.region_code.province().to_string(),
        card: json(serde_json::to_string(card))?,
        page: json(serde_json::to_string(page))?,
        updated_at: page.updated_at.into(),
        latitude: card.position.map(|p| p.latitude.get()),
        longitude: card.position.map(|p| p.longitude.get()),
        marks: marks.iter().map(Mark::to_string).collect::<Vec<_>>().join(" "),
        rendering: RENDERING,
    };
    let key = row.list_key;
    diesel::insert_into(public_activities::table)
        .values(row)
        .execute(tx.conn())?;
    dialect::index_tokens(tx.conn(), key, tokens)
}

/// Hides an activity again; nothing happens when it was not shown.
pub fn retract(tx: &mut Tx<'_>, id: ActivityId) -> StoreResult<()> {
    let key: Option<i64> = public_activities::table
        .find(Uid::from(id))
        .select(public_activities::list_key)
        .first(tx.conn())
        .optional()?;
    if let Some(key) = key {
        dialect::forget_tokens(tx.conn(), key)?;
        diesel::delete(public_activities::table.find(Uid::from(id))).execute(tx.conn())?;
    }
    Ok(())
}

/// Which editions a public list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Editions {
    #[default]
    All,
    /// The current one, looked up in the same statement.
    Current,
    Of(String),
}

/// What a public list is cut by.
#[derive(Debug, Clone, Default)]
pub struct PublicFilter {
    pub edition: Editions,
    /// In the subtree of this region.
    pub region: Option<RegionCode>,
    pub category: Option<String>,
    pub sub_category: Option<String>,
    /// These must be in its index.
    pub words: Words,
    /// Only within this circle.
    pub near: Option<Circle>,
    /// List keys from this one on.
    pub from: Option<i64>,
    /// List keys before this one.
    pub to: Option<i64>,
    /// Continue after this list key.
    pub after: Option<i64>,
    /// Earliest first instead of latest first.
    pub ascending: bool,
}

type Found = diesel::helper_types::IntoBoxed<'static, p::table, MultiBackend>;

/// What a filter leaves, in its order.
fn found(filter: &PublicFilter, limit: usize) -> Found {
    let mut query = p::table.into_boxed();
    match &filter.edition {
        Editions::All => {}
        Editions::Of(key) => query = query.filter(p::edition.eq(key.clone())),
        Editions::Current => {
            let current = editions::table
                .filter(editions::is_current.eq(true))
                .select(editions::key);
            query = query.filter(p::edition.nullable().eq(current.single_value()));
        }
    }
    if let Some(region) = &filter.region {
        let code = region.to_string();
        query = match region.level() {
            RegionLevel::Country => query,
            RegionLevel::Province => query.filter(p::province_code.eq(code)),
            RegionLevel::City => query.filter(p::city_code.eq(code)),
            RegionLevel::County | RegionLevel::Township => query.filter(p::region_code.eq(code)),
        };
    }
    if let Some(category) = &filter.category {
        query = query.filter(p::category.eq(category.clone()));
    }
    if let Some(sub_category) = &filter.sub_category {
        query = query.filter(p::sub_category.eq(sub_category.clone()));
    }
    if !filter.words.is_empty() {
        let after = filter.after;
        let (behind, ahead) = if filter.ascending {
            (after.map(|key| key.saturating_add(1)), None)
        } else {
            (None, after)
        };
        query = query.filter(Fulltext {
            words: filter.words.clone(),
            from: filter.from.max(behind),
            before: [filter.to, ahead].into_iter().flatten().min(),
        });
    }
    if let Some(near) = &filter.near {
        query = query.filter(Within::from(near));
    }
    if let Some(from) = filter.from {
        query = query.filter(p::list_key.ge(from));
    }
    if let Some(to) = filter.to {
        query = query.filter(p::list_key.lt(to));
    }
    let limit = i64::try_from(limit).unwrap_or(100);
    if filter.ascending {
        if let Some(after) = filter.after {
            query = query.filter(p::list_key.gt(after));
        }
        query.order(p::list_key.asc()).limit(limit)
    } else {
        if let Some(after) = filter.after {
            query = query.filter(p::list_key.lt(after));
        }
        query.order(p::list_key.desc()).limit(limit)
    }
}

/// Cards as JSON, each with its list key.
pub fn list(conn: &mut Conn, filter: &PublicFilter, limit: usize) -> StoreResult<Vec<(i64, String)>> {
    Ok(found(filter, limit).select((p::list_key, p::card)).load(conn)?)
}

/// Pages as JSON.
pub fn pages(conn: &mut Conn, filter: &PublicFilter, limit: usize) -> StoreResult<Vec<String>> {
    Ok(found(filter, limit).select(p::page).load(conn)?)
}

/// Ids, each with when its page was last changed; without the first `before`.
pub fn changed(
    conn: &mut Conn,
    filter: &PublicFilter,
    before: usize,
    limit: usize,
) -> StoreResult<Vec<(ActivityId, Instant)>> {
    let rows: Vec<(Uid, At)> = found(filter, limit)
        .offset(i64::try_from(before).unwrap_or(i64::MAX))
        .select((p::activity_id, p::updated_at))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, at)| (id.0.into(), at.into()))
        .collect())
}

/// What is counted of each that is found: its marks, apart by spaces.
pub fn marks(conn: &mut Conn, filter: &PublicFilter, limit: usize) -> StoreResult<Vec<String>> {
    Ok(found(filter, limit).select(p::marks).load(conn)?)
}

/// Shown activities that were rendered another way than now.
pub fn outdated(conn: &mut Conn, limit: i64) -> StoreResult<Vec<ActivityId>> {
    let ids: Vec<Uid> = p::table
        .filter(p::rendering.lt(RENDERING))
        .order((p::rendering, p::activity_id))
        .limit(limit)
        .select(p::activity_id)
        .load(conn)?;
    Ok(ids.into_iter().map(|id| id.0.into()).collect())
}

/// The page as JSON.
pub fn page(conn: &mut Conn, id: ActivityId) -> StoreResult<Option<String>> {
    Ok(public_activities::table
        .find(Uid::from(id))
        .select(public_activities::page)
        .first(conn)
        .optional()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn list_keys_rise_with_the_minute_and_never_collide_within_it() {
        let at = |s: &str| Instant::parse(s).unwrap();
        let id = |n: u128| ActivityId::new(Uuid::from_u128(n));
        let nine = at("2026-09-15T01:00:00Z");
        assert!(list_key(nine, id(u128::MAX)) < list_key(at("2026-09-15T01:01:00Z"), id(0)));
        assert_ne!(list_key(nine, id(1)), list_key(nine, id(2)));
        assert!(list_key(nine, id(0)) >= first_key(nine));
        assert!(list_key(at("2120-01-01T00:00:00Z"), id(u128::MAX)) > 0);
    }
}
