use std::collections::BTreeMap;

use domain::access::Actor;
use domain::circular::{
    ActingRegion, Audience, Circular, CircularAction, CircularFile, CircularStatus, Deadline, Dispatch,
    ReachCounts, Recipient,
};
use domain::id::{CircularId, DispatchId, MediaId};
use domain::region::RegionCode;
use domain::time::Instant;
use persistence::circular::{self as store, DispatchRecord};
use persistence::{Conn, media, reference};

use super::standing::{self, Seen};
use super::todo;
use crate::error::AppResult;

/// A circular for somebody who may see it.
pub(super) fn of(conn: &mut Conn, actor: &Actor, id: CircularId, now: Instant) -> AppResult<Circular> {
    let seen = standing::see(conn, actor, id)?;
    view(conn, &seen, now)
}

pub(super) fn view(conn: &mut Conn, seen: &Seen, now: Instant) -> AppResult<Circular> {
    let c = &seen.circular;
    let ids: Vec<DispatchId> = seen.chain.iter().map(|d| d.id).collect();
    let deadlines = store::deadlines_of(conn, &ids)?;
    let files = files_with(conn, c.id, &seen.chain, &c.content.attachment_ids)?;
    let mut codes: Vec<RegionCode> = seen.chain.iter().map(|d| d.region_code.clone()).collect();
    codes.push(c.region_code.clone());
    codes.extend(seen.standing.regions.iter().cloned());
    let names = reference::region_names(conn, &codes)?;
    let name = |code: &RegionCode| names.get(code).cloned().unwrap_or_default();
    let acting = |code: RegionCode| ActingRegion {
        name: name(&code),
        code,
    };
    let chain = seen.chain.iter().map(|d| {
        let own = deadlines
            .iter()
            .filter(|(id, _)| *id == d.id)
            .map(|(_, d)| d.clone());
        dispatch(d, name(&d.region_code), own.collect(), &files)
    });
    let chain: Vec<Dispatch> = chain.collect();
    let draft = c.status == CircularStatus::Draft;
    let reach = match seen.sent.last() {
        Some(d) => Some(reach_of(conn, d, c.revision)?),
        None if draft => Some(reach(conn, &c.region_code, &c.audience)?),
        None => None,
    };
    let todos = if c.status == CircularStatus::Published {
        todo::of(conn, seen, &deadlines, now)?
    } else {
        Vec::new()
    };
    Ok(Circular {
        id: c.id,
        edition: c.edition.clone(),
        region_code: c.region_code.clone(),
        region_name: name(&c.region_code),
        status: c.status,
        public: c.public,
        audience: c.audience.clone(),
        content: c.content.clone(),
        attachments: named(&c.content.attachment_ids, &files),
        revision: u32::try_from(c.revision).unwrap_or(0),
        revision_note: c.note.clone(),
        published_at: c.published_at,
        withdrawn_at: c.withdrawn_at,
        withdrawn_reason: c.withdrawn_reason.clone(),
        chain,
        todos,
        forward_as: if c.status == CircularStatus::Published {
            seen.forward_as().into_iter().map(acting).collect()
        } else {
            Vec::new()
        },
        sent_as: seen.sent.iter().map(|d| acting(d.region_code.clone())).collect(),
        reach,
        version: c.version,
        actions: actions(seen),
    })
}

fn actions(seen: &Seen) -> Vec<CircularAction> {
    use CircularAction as A;
    let issues = seen.standing.regions.contains(&seen.circular.region_code);
    let mut all = match (seen.circular.status, issues) {
        (CircularStatus::Draft, true) => vec![A::Edit, A::Delete, A::Publish],
        (CircularStatus::Published, true) => vec![A::Correct, A::Withdraw],
        _ => Vec::new(),
    };
    let published = seen.circular.status == CircularStatus::Published;
    if published && !seen.forward_as().is_empty() {
        all.push(A::Forward);
    }
    if !seen.sent.is_empty() {
        all.push(A::SeeReceipts);
        if published {
            all.push(A::Remind);
        }
    }
    all
}

/// A sending on the wire; `files` holds what came with it, by region.
pub(super) fn dispatch(
    d: &DispatchRecord,
    region_name: String,
    deadlines: Vec<Deadline>,
    files: &Files,
) -> Dispatch {
    let attachments = if d.original {
        Vec::new()
    } else {
        files
            .by_region
            .get(&d.region_code)
            .map(|ids| named(ids, files))
            .unwrap_or_default()
    };
    Dispatch {
        id: d.id,
        region_code: d.region_code.clone(),
        region_name,
        office: d.office.clone(),
        cover: d.cover.clone(),
        attachments,
        deadlines,
        audience: d.audience.clone(),
        issued_at: d.issued_at,
        original: d.original,
    }
}

/// Files of a circular: which region sent which, and what they are.
pub(super) struct Files {
    by_region: BTreeMap<RegionCode, Vec<MediaId>>,
    known: BTreeMap<MediaId, CircularFile>,
}

pub(super) fn files_with(
    conn: &mut Conn,
    id: CircularId,
    sent: &[DispatchRecord],
    own: &[MediaId],
) -> AppResult<Files> {
    let forwards: Vec<RegionCode> = sent
        .iter()
        .filter(|d| !d.original)
        .map(|d| d.region_code.clone())
        .collect();
    let mut by_region: BTreeMap<RegionCode, Vec<MediaId>> = BTreeMap::new();
    for (region, file) in store::files_of(conn, id, &forwards)? {
        by_region.entry(region).or_default().push(file);
    }
    let all: Vec<MediaId> = own.iter().chain(by_region.values().flatten()).copied().collect();
    let known = media::find_all(conn, &all)?.into_iter().map(|m| {
        let file = CircularFile {
            id: m.id,
            file_name: m.file_name,
            content_type: m.content_type,
            size: u64::try_from(m.size).unwrap_or(0),
        };
        (m.id, file)
    });
    Ok(Files {
        by_region,
        known: known.collect(),
    })
}

/// Files in the order they are named.
pub(super) fn named(ids: &[MediaId], files: &Files) -> Vec<CircularFile> {
    ids.iter().filter_map(|id| files.known.get(id).cloned()).collect()
}

/// How many something would reach.
fn reach(conn: &mut Conn, region: &RegionCode, audience: &Audience) -> AppResult<ReachCounts> {
    let regions = if audience.regions {
        store::regions_below(conn, region)?.len()
    } else {
        0
    };
    let scope = store::scope_of(conn, region, audience)?;
    Ok(ReachCounts {
        regions: regions as u64,
        organizations: u64::try_from(store::count(conn, &scope)?).unwrap_or(0),
        ..ReachCounts::default()
    })
}

/// How many a sending reaches now, and how many of them have read this text.
fn reach_of(conn: &mut Conn, d: &DispatchRecord, revision: i32) -> AppResult<ReachCounts> {
    let mut counts = ReachCounts::default();
    if d.audience.regions {
        let below: Vec<RegionCode> = store::regions_below(conn, &d.region_code)?
            .into_iter()
            .map(|(code, _)| code)
            .collect();
        let read = store::region_receipts(conn, d.id)?;
        let has_read = |code: &RegionCode| {
            read.iter()
                .any(|r| r.revision == revision && r.recipient == Recipient::Region(code.clone()))
        };
        counts.regions = below.len() as u64;
        counts.regions_read = below.iter().filter(|code| has_read(code)).count() as u64;
        counts.regions_forwarded = store::sent_by(conn, d.circular_id, &below)?.len() as u64;
    }
    let scope = store::scope_of(conn, &d.region_code, &d.audience)?;
    let whole = |n: i64| u64::try_from(n).unwrap_or(0);
    counts.organizations = whole(store::count(conn, &scope)?);
    counts.organizations_read = whole(store::count_read(conn, &scope, d.id, revision)?);
    Ok(counts)
}
