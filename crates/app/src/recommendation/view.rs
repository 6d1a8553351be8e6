//! Lists and entries as somebody may see them. A handful of statements, however many there are.

use std::collections::{BTreeMap, BTreeSet};

use domain::access::Actor;
use domain::id::{ActivityId, ListId, NoticeId, OrganizationId};
use domain::problem::Lang;
use domain::recommendation::{
    EntryStatus, ListAction, ListRight, ListStatus, RecommendationEntry, RecommendationList, may_list,
};
use domain::region::RegionCode;
use persistence::activity::{self, ActivityRecord};
use persistence::recommendation::{self as store, EntryRecord, ListRecord};
use persistence::{Conn, organization, public_notice, reference};

use super::change::is_overdue;
use super::give_back::can_reopen;
use super::score;
use crate::activity::scope_of;
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::supplement::judge_submitted;

/// 浙江省温州市鹿城区优秀活动推荐名单
pub(crate) fn name_of(conn: &mut Conn, l: &ListRecord) -> AppResult<String> {
    let names = reference::region_names(conn, std::slice::from_ref(&l.region_code))?;
    let region = names.get(&l.region_code).cloned().unwrap_or_default();
    Ok(format!("{region}{}推荐名单", l.subject.name()))
}

pub(super) fn of_list(
    conn: &mut Conn,
    app: &App,
    l: &ListRecord,
    actor: &Actor,
) -> AppResult<RecommendationList> {
    let names = reference::region_names(conn, std::slice::from_ref(&l.region_code))?;
    let name = names.get(&l.region_code).cloned().unwrap_or_default();
    let mut all = of_lists(conn, app, &[(l.clone(), name)], actor)?;
    all.pop().ok_or_else(|| AppError::internal("a list went missing"))
}

pub(super) fn of_lists(
    conn: &mut Conn,
    app: &App,
    lists: &[(ListRecord, String)],
    actor: &Actor,
) -> AppResult<Vec<RecommendationList>> {
    let ids: Vec<ListId> = lists.iter().map(|(l, _)| l.id).collect();
    let counts = store::count(conn, &ids)?;
    let notices: BTreeMap<ListId, NoticeId> = public_notice::of_lists(conn, &ids)?.into_iter().collect();
    let counted = |id: ListId, status: EntryStatus| {
        counts
            .iter()
            .find(|(list, s, _)| *list == id && *s == status)
            .map_or(0, |(_, _, n)| u32::try_from(*n).unwrap_or(u32::MAX))
    };
    Ok(lists
        .iter()
        .map(|(l, name)| {
            let notice_id = notices.get(&l.id).copied();
            RecommendationList {
                id: l.id,
                edition: l.edition.clone(),
                region_code: l.region_code.clone(),
                region_name: name.clone(),
                level: l.region_code.level(),
                subject: l.subject,
                status: l.status,
                slots: u32::try_from(l.slots).unwrap_or(0),
                listed: counted(l.id, EntryStatus::Listed),
                applied: counted(l.id, EntryStatus::Applied),
                lock_on: l.lock_on,
                opinion: l.opinion.clone(),
                scan_id: l.scan_id,
                returned_reason: l.returned_reason.clone(),
                weights: l.weights.clone(),
                locked_at: l.locked_at,
                endorsed_at: l.endorsed_at,
                notice_id,
                version: l.version,
                updated_at: l.updated_at,
                actions: actions(app, l, notice_id.is_some(), actor),
            }
        })
        .collect())
}

fn actions(app: &App, l: &ListRecord, has_notice: bool, actor: &Actor) -> Vec<ListAction> {
    let manages = may_list(actor, ListRight::Manage, &l.region_code).is_ok();
    let directs = may_list(actor, ListRight::Direct, &l.region_code).is_ok();
    let mut all = Vec::new();
    let mut add = |yes: bool, action| {
        if yes {
            all.push(action);
        }
    };
    let open = l.status == ListStatus::Open;
    add(manages && open && !is_overdue(l, app.now()), ListAction::Edit);
    add(manages && open, ListAction::Lock);
    let can_pass = l.status == ListStatus::Locked && !l.region_code.is_country();
    add(manages && can_pass, ListAction::Endorse);
    add(can_reopen(actor, l) && !has_notice, ListAction::Return);
    add(directs && open, ListAction::Direct);
    add(manages && open, ListAction::Score);
    add(manages && !open && !has_notice, ListAction::Publish);
    let exports = may_list(actor, ListRight::Export, &l.region_code).is_ok();
    add(exports, ListAction::Export);
    all
}

pub(super) fn of_entry(
    conn: &mut Conn,
    app: &App,
    l: &ListRecord,
    e: EntryRecord,
    actor: &Actor,
    lang: Lang,
) -> AppResult<RecommendationEntry> {
    let mut all = of_entries(conn, app, l, vec![e], actor, lang)?;
    all.pop()
        .ok_or_else(|| AppError::internal("an entry went missing"))
}

pub(super) fn of_entries(
    conn: &mut Conn,
    app: &App,
    l: &ListRecord,
    entries: Vec<EntryRecord>,
    actor: &Actor,
    lang: Lang,
) -> AppResult<Vec<RecommendationEntry>> {
    let ids: Vec<ActivityId> = entries.iter().filter_map(|e| e.activity_id).collect();
    let activities: BTreeMap<ActivityId, ActivityRecord> = if ids.is_empty() {
        BTreeMap::new()
    } else {
        activity::find_all(conn, &ids)?
            .into_iter()
            .map(|a| (a.id, a))
            .collect()
    };
    let known: Vec<ActivityRecord> = activities.values().cloned().collect();
    let judged = judge_submitted(conn, &known, app.now(), lang)?;
    let scores = score::totals(conn, app, l, &entries, &activities, &judged)?;
    let units: Vec<OrganizationId> = entries.iter().map(|e| e.organization_id).collect();
    let units = organization::certifications(conn, &units)?;
    let regions: BTreeSet<RegionCode> = entries
        .iter()
        .flat_map(|e| [Some(e.region_code.clone()), e.from_region.clone()])
        .flatten()
        .collect();
    let regions: Vec<RegionCode> = regions.into_iter().collect();
    let names = reference::region_names(conn, &regions)?;
    let named = |code: &RegionCode| names.get(code).cloned().unwrap_or_default();
    // An applicant does not see what experts think.
    let sees = may_list(actor, ListRight::View, &l.region_code).is_ok();
    Ok(entries
        .into_iter()
        .map(|e| {
            let a = e.activity_id.and_then(|id| activities.get(&id));
            let now = e.activity_id.and_then(|id| judged.get(&id));
            let mut involved = a.map(|a| scope_of(a).involved).unwrap_or_default();
            involved.push(e.organization_id);
            RecommendationEntry {
                id: e.id,
                list_id: e.list_id,
                subject: l.subject,
                activity_id: e.activity_id,
                organization_id: e.organization_id,
                organization_name: units
                    .get(&e.organization_id)
                    .map(|(name, _)| name.clone())
                    .unwrap_or_default(),
                region_name: named(&e.region_code),
                region_code: e.region_code,
                category: a.and_then(|a| a.content.category.clone()),
                status: e.status,
                position: u32::try_from(e.position).ok().filter(|place| *place > 0),
                opinion: e.opinion,
                note: e.note,
                from_region_name: e.from_region.as_ref().map(named),
                from_region: e.from_region,
                reason: e.reason,
                eligibility: e.frozen.or_else(|| now.map(|judged| judged.eligibility.clone())),
                score: scores.get(&e.id).copied().filter(|_| sees),
                recused: involved.iter().any(|o| actor.files_for(*o)),
                added_at: e.added_at,
                name: e.name,
            }
        })
        .collect())
}
