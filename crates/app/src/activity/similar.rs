use std::collections::{BTreeMap, BTreeSet};

use domain::access::{ActivityAction, Actor};
use domain::activity::similarity::{
    Fingerprint, JointFiling, Likeness, SimilarActivities, SimilarActivity, TitleShape, compare,
};
use domain::id::{ActivityId, MediaId};
use persistence::activity::ActivityRecord;
use persistence::similar::{self as store, Candidate, Near};
use persistence::{Conn, joint};

use super::view;
use crate::app::App;
use crate::error::AppResult;
use crate::segment;

/// Pairs that are shown.
const SHOWN: usize = 10;

/// Another filing that may be the same event.
pub(crate) struct Pair {
    pub(crate) title: String,
    pub(crate) organization_name: String,
    shown: SimilarActivity,
}

impl Pair {
    /// Somebody has looked at it and said that both are one event.
    pub(super) fn is_joined(&self) -> bool {
        self.shown.joined
    }
}

/// Filings that may be the same event as this one, and the joint filing (联合主办) it belongs to.
pub async fn similar(app: &App, actor: &Actor, id: ActivityId) -> AppResult<SimilarActivities> {
    let actor = actor.clone();
    app.db()
        .read(move |conn| {
            let a = view::load(conn, id, &actor, ActivityAction::View)?;
            let items = pairs(conn, &a)?.into_iter().map(|pair| pair.shown).collect();
            Ok(SimilarActivities {
                items,
                joint: joint_of(conn, id)?,
            })
        })
        .await
}

pub(super) fn joint_of(conn: &mut Conn, id: ActivityId) -> AppResult<Option<JointFiling>> {
    let Some(own) = joint::of(conn, &[id])?.into_iter().next() else {
        return Ok(None);
    };
    let members = joint::members(conn, own.joint_id)?;
    Ok(members.first().map(|first| JointFiling {
        id: own.joint_id,
        primary: first.activity_id,
        activities: members.iter().map(|m| m.activity_id).collect(),
    }))
}

/// The pairs of a filing, most alike first. A handful of statements, whatever there is to compare.
pub(super) fn pairs(conn: &mut Conn, a: &ActivityRecord) -> AppResult<Vec<Pair>> {
    let (Some(title), Some(starts_at), Some(ends_at)) = (
        a.content.title.as_deref(),
        a.content.starts_at(),
        a.content.ends_at(),
    ) else {
        return Ok(Vec::new());
    };
    let poster = a.content.poster_id;
    let hash = hash_of(conn, poster)?;
    let near = Near {
        id: a.id,
        edition: &a.edition,
        region: &a.review_region,
        starts_at,
        ends_at,
        poster,
    };
    let mut candidates: BTreeMap<ActivityId, Candidate> =
        store::near(conn, &near)?.into_iter().map(|c| (c.id, c)).collect();
    if let Some(hash) = hash {
        candidates.extend(store::pictured(conn, a.id, hash)?.into_iter().map(|c| (c.id, c)));
    }
    let own_units: BTreeSet<_> = view::scope_of(a).involved.into_iter().collect();
    let own = Fingerprint {
        title: shape(title),
        starts_at: Some(starts_at),
        ends_at: Some(ends_at),
        region: a.review_region.clone(),
        units: own_units,
        poster,
        poster_hash: hash,
    };
    // Most candidates share nothing with the title: those are told apart by their characters, before anything is
    // looked up for them.
    candidates
        .retain(|_, c| shares_characters(title, &c.title) || (poster.is_some() && c.poster_id == poster));
    let ids: Vec<ActivityId> = candidates.keys().copied().collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut units: BTreeMap<ActivityId, BTreeSet<_>> = BTreeMap::new();
    for (id, unit) in store::units(conn, &ids)? {
        units.entry(id).or_default().insert(unit);
    }
    let posters: Vec<MediaId> = candidates.values().filter_map(|c| c.poster_id).collect();
    let hashes: BTreeMap<MediaId, u64> = store::hashes(conn, &posters)?.into_iter().collect();
    let mut found: Vec<(Candidate, u8, Vec<Likeness>)> = Vec::new();
    for (id, c) in candidates {
        let other = Fingerprint {
            title: shape(&c.title),
            starts_at: c.starts_at,
            ends_at: c.ends_at,
            region: c.review_region.clone(),
            units: units.remove(&id).unwrap_or_default(),
            poster: c.poster_id,
            poster_hash: c.poster_id.and_then(|p| hashes.get(&p).copied()),
        };
        if let Some(verdict) = compare(&own, &other) {
            found.push((c, verdict.score, verdict.likeness));
        }
    }
    found.sort_by_key(|(c, score, _)| (std::cmp::Reverse(*score), c.id));
    found.truncate(SHOWN);
    show(conn, a.id, found)
}

fn hash_of(conn: &mut Conn, poster: Option<MediaId>) -> AppResult<Option<u64>> {
    let Some(poster) = poster else { return Ok(None) };
    Ok(store::hashes(conn, &[poster])?.first().map(|(_, hash)| *hash))
}

fn shape(title: &str) -> TitleShape {
    let words = segment::words(title);
    TitleShape::new(title, words.iter().map(String::as_str))
}

/// Whether two titles have a third of the shorter one's characters in common: cheap, and never less than what
/// [`compare`] asks for.
fn shares_characters(a: &str, b: &str) -> bool {
    let set = |text: &str| {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .collect::<BTreeSet<char>>()
    };
    let (a, b) = (set(a), set(b));
    let shared = a.intersection(&b).count();
    shared * 3 >= a.len().min(b.len()) && shared > 0
}

fn show(
    conn: &mut Conn,
    own: ActivityId,
    found: Vec<(Candidate, u8, Vec<Likeness>)>,
) -> AppResult<Vec<Pair>> {
    let mut ids: Vec<ActivityId> = found.iter().map(|(c, ..)| c.id).collect();
    let mut facts: BTreeMap<_, _> = store::shown(conn, &ids)?.into_iter().map(|s| (s.id, s)).collect();
    ids.push(own);
    let joints: BTreeMap<_, _> = joint::of(conn, &ids)?
        .into_iter()
        .map(|m| (m.activity_id, m.joint_id))
        .collect();
    let own_joint = joints.get(&own);
    let pair = |(c, score, likeness): (Candidate, u8, Vec<Likeness>)| {
        let fact = facts.remove(&c.id)?;
        Some(Pair {
            title: c.title.clone(),
            organization_name: fact.organization_name.clone(),
            shown: SimilarActivity {
                id: c.id,
                title: c.title,
                organization_name: fact.organization_name,
                status: fact.status,
                starts_at: c.starts_at,
                ends_at: c.ends_at,
                region_code: fact.region_code,
                region_name: fact.region_name,
                poster_id: c.poster_id,
                score,
                likeness,
                joined: own_joint.is_some() && joints.get(&c.id) == own_joint,
            },
        })
    };
    Ok(found.into_iter().filter_map(pair).collect())
}
