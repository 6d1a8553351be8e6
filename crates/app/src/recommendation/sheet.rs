use std::collections::BTreeMap;

use documents::{RecommendationRow, RecommendationSheet, SubjectKind};
use domain::access::Actor;
use domain::activity::content::Personal;
use domain::edition::Edition;
use domain::id::{ActivityId, ListId};
use domain::problem::Lang;
use domain::recommendation::{ListRight, Subject, may_list};
use domain::supplement::SupplementContent;
use persistence::activity::{self, ActivityRecord};
use persistence::recommendation as store;
use persistence::{organization, reference};
use serde_json::json;

use crate::activity::view as activity_view;
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::exchange;
use crate::supplement::judge_submitted;

/// Characters of the short description on the sheet.
const SUMMARY_MAX: usize = 300;

/// 推荐汇总表 of a list as xlsx, with contacts: for its officials and those above. The file's name comes with it.
pub async fn sheet(app: &App, actor: &Actor, id: ListId) -> AppResult<(String, Vec<u8>)> {
    let (this, me) = (app.clone(), actor.clone());
    let (sheet, rows) = app
        .db()
        .read(move |conn| {
            let l = store::find(conn, id)?;
            may_list(&me, ListRight::Export, &l.region_code)?;
            tracing::info!(account = %me.account, list = %id, "contacts of a recommendation list were taken away");
            let edition = activity_view::edition_of(conn, &l.edition)?;
            let chosen = store::take_all(conn, id)?;
            let ids: Vec<ActivityId> = chosen.iter().filter_map(|e| e.activity_id).collect();
            let activities: BTreeMap<ActivityId, ActivityRecord> = activity::find_all(conn, &ids)?
                .into_iter()
                .map(|a| (a.id, a))
                .collect();
            let known: Vec<ActivityRecord> = activities.values().cloned().collect();
            let mut judged = judge_submitted(conn, &known, this.now(), Lang::Zh)?;
            let regions: Vec<_> = chosen.iter().map(|e| e.region_code.clone()).collect();
            let mut regions: Vec<_> = regions
                .into_iter()
                .chain(chosen.iter().filter_map(|e| e.from_region.clone()))
                .collect();
            regions.push(l.region_code.clone());
            regions.sort_unstable();
            regions.dedup();
            let names = reference::region_names(conn, &regions)?;
            let named = |code: &domain::region::RegionCode| names.get(code).cloned().unwrap_or_default();
            let units: Vec<_> = chosen.iter().map(|e| e.organization_id).collect();
            let kinds = organization::certifications(conn, &units)?;
            let mut rows = Vec::with_capacity(chosen.len());
            for (position, e) in (1..).zip(&chosen) {
                let mut row = RecommendationRow {
                    position,
                    recommending_unit: e
                        .from_region
                        .as_ref()
                        .map_or_else(|| named(&l.region_code), named),
                    name: e.name.clone(),
                    highlights: e.opinion.clone(),
                    ..RecommendationRow::default()
                };
                match e.activity_id.and_then(|id| activities.get(&id)) {
                    Some(a) => {
                        let supplement = judged.remove(&a.id).map(|j| j.supplement).unwrap_or_default();
                        let personal: Personal = this.secrets().open(a.id.uuid().as_bytes(), &a.sealed)?;
                        fill(&mut row, a, &edition, &supplement, personal);
                    }
                    None => {
                        row.hosts = kinds
                            .get(&e.organization_id)
                            .map(|(name, _)| name.clone())
                            .unwrap_or_default();
                        row.summary = e.note.clone();
                    }
                }
                rows.push(row);
            }
            let sheet = RecommendationSheet {
                title: format!("{}{}推荐汇总表", edition.title, l.subject.name()),
                recommending_unit: named(&l.region_code),
                edition: edition.title.clone(),
                made_on: this.now().shanghai_date(),
                columns: match l.subject {
                    Subject::Activity => SubjectKind::Activity,
                    Subject::Organization => SubjectKind::Organization,
                },
            };
            Ok::<_, AppError>((sheet, rows))
        })
        .await?;
    let count = i64::try_from(rows.len()).map_err(AppError::internal)?;
    exchange::note_whole(
        app,
        actor,
        "recommendations",
        &json!({ "list_id": id }),
        true,
        count,
    )
    .await?;
    let name = format!("{}（{}）.xlsx", sheet.title, sheet.recommending_unit);
    let made = tokio::task::spawn_blocking(move || documents::recommendations(&sheet, rows)).await;
    let bytes = made.map_err(AppError::internal)?.map_err(AppError::internal)?;
    Ok((name, bytes))
}

fn fill(
    row: &mut RecommendationRow,
    a: &ActivityRecord,
    edition: &Edition,
    s: &SupplementContent,
    personal: Personal,
) {
    let c = &a.content;
    let names = |units: &[domain::activity::content::Unit]| {
        units
            .iter()
            .map(|u| u.name.as_str())
            .collect::<Vec<_>>()
            .join("、")
    };
    let category = c.sub_category.as_deref().or(c.category.as_deref());
    row.category = category
        .and_then(|code| edition.category(code))
        .map(|(category, _)| category.name_in(Some(&a.review_region)).to_owned())
        .unwrap_or_default();
    row.hosts = names(&c.hosts);
    row.co_organizers = names(&c.co_organizers);
    row.time = c
        .starts_at()
        .zip(c.ends_at())
        .map(|(from, to)| {
            let (from, to) = (from.shanghai_clock(), to.shanghai_clock());
            let end = if from.date() == to.date() {
                "%H:%M"
            } else {
                "%m-%d %H:%M"
            };
            format!("{}—{}", from.format("%Y-%m-%d %H:%M"), to.format(end))
        })
        .unwrap_or_default();
    row.place = c
        .address
        .clone()
        .or_else(|| c.online_url.clone())
        .unwrap_or_default();
    row.mode = c.mode.map(|m| m.name().to_owned()).unwrap_or_default();
    row.participants_offline = s.actual_participants.offline;
    row.participants_online = s.actual_participants.online;
    row.sci_workers = c.sci_workers.count;
    let links: Vec<&str> = s.media_reports.iter().map(|r| r.url.as_str()).collect();
    row.media_reports = format!("{} 篇\n{}", links.len(), links.join("\n"));
    row.summary = s.summary.basics.chars().take(SUMMARY_MAX).collect();
    row.highlights.clone_from(&s.summary.highlights);
    row.contact_name = personal.contact.name.unwrap_or_default();
    row.contact_phone = personal.contact.phone.unwrap_or_default();
    row.activity_id = a.id.to_string();
}
