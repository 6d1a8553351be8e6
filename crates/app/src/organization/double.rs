use std::collections::BTreeMap;

use domain::access::{Actor, Denied};
use domain::id::OrganizationId;
use domain::organization::likeness::{LookalikePair, OrganizationLikeness, similarity};
use domain::organization::{OrganizationItem, in_charge};
use domain::page::{Limit, Page};
use domain::problem::Code;
use domain::region::RegionCode;
use persistence::Conn;
use persistence::organization as store;

use super::standing::must;
use crate::app::App;
use crate::cursor;
use crate::error::AppResult;

/// Pairs that are looked at to count the doubles of a region.
const COUNTED_MAX: i64 = 5_000;
/// Two that share a credit code only count as a pair with names at least so alike, percent.
const CODE_SIMILARITY: u8 = 50;

/// Pairs of organisations in a region that may be one, with how many there are in all.
pub async fn doubles(
    app: &App,
    actor: &Actor,
    region: RegionCode,
    limit: Limit,
    after: Option<String>,
) -> AppResult<Page<LookalikePair>> {
    if !actor.over_regions().any(|_| true) {
        return Err(Denied::NotAllowed.into());
    }
    if !actor.oversees(&region) {
        return Err(Denied::OutOfScope.into());
    }
    let after: Option<(OrganizationId, OrganizationId)> = after.as_deref().map(cursor::read).transpose()?;
    app.db()
        .read(move |conn| {
            let shared = store::shared_keys(conn, &region, None, COUNTED_MAX)?;
            let keys = shared.into_iter().map(|s| ((s.one, s.other), s.key));
            let pairs = told(conn, keys.collect())?;
            let total = Some(pairs.len() as u64);
            let behind = pairs
                .into_iter()
                .skip_while(|pair| after.is_some_and(|after| (pair.one.id, pair.other.id) <= after));
            let mut items: Vec<_> = behind.take(limit.get() + 1).collect();
            let next = cursor::cut(&mut items, limit.get(), |last| (last.one.id, last.other.id))?;
            Ok(Page { items, next, total })
        })
        .await
}

/// Organisations that may be the same as this one.
pub async fn doubles_of(app: &App, actor: &Actor, id: OrganizationId) -> AppResult<Page<LookalikePair>> {
    let actor = actor.clone();
    app.db()
        .read(move |conn| {
            let o = store::find(conn, id)?;
            must(conn, &o, &actor, in_charge)?;
            let keys = store::doubles_of(conn, id, 100)?
                .into_iter()
                .map(|(other, key)| ((id, other), key));
            Ok(Page::whole(told(conn, keys.collect())?))
        })
        .await
}

type Pair = (OrganizationId, OrganizationId);

fn told(conn: &mut Conn, keys: Vec<(Pair, String)>) -> AppResult<Vec<LookalikePair>> {
    let mut ids: Vec<OrganizationId> = keys.iter().flat_map(|((a, b), _)| [*a, *b]).collect();
    ids.sort_unstable();
    ids.dedup();
    let items: BTreeMap<OrganizationId, OrganizationItem> = store::items(conn, &ids)?
        .into_iter()
        .map(|item| (item.id, item))
        .collect();
    let mut likeness: BTreeMap<Pair, Vec<OrganizationLikeness>> = BTreeMap::new();
    for (pair, key) in keys {
        let why = if key.starts_with("c:") {
            OrganizationLikeness::Uscc
        } else {
            OrganizationLikeness::Name
        };
        let all = likeness.entry(pair).or_default();
        if !all.contains(&why) {
            all.push(why);
        }
    }
    let pair = |((one, other), mut likeness): (Pair, Vec<OrganizationLikeness>)| {
        let (one, other) = (items.get(&one)?.clone(), items.get(&other)?.clone());
        let name_similarity = similarity(&one.full_name, &other.full_name);
        likeness.sort_unstable();
        let counts = likeness.contains(&OrganizationLikeness::Name) || name_similarity >= CODE_SIMILARITY;
        counts.then_some(LookalikePair {
            one,
            other,
            likeness,
            name_similarity,
        })
    };
    Ok(likeness.into_iter().filter_map(pair).collect())
}

/// A region that an official may ask for; the widest of their own when none is named.
pub fn region_of(actor: &Actor, asked: Option<RegionCode>) -> AppResult<RegionCode> {
    match asked {
        Some(region) => Ok(region),
        None => actor
            .over_regions()
            .map(|g| g.region.clone().unwrap_or_else(RegionCode::country))
            .min_by_key(|region| region.prefix().len())
            .ok_or_else(|| Code::NotAllowed.into()),
    }
}
