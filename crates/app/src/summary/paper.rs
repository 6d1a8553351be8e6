//! A summary on paper: the official document, and the table that is its first attachment.

use chrono::NaiveDate;
use documents::summary::{Column, Correction, SummaryRow, SummarySheet};
use documents::{OfficialDocument, Section};
use domain::access::Actor;
use domain::id::SummaryId;
use domain::statistics::Figures;
use domain::summary::{SECTIONS, Summary, SummaryLine, figure_name};
use domain::supplement::OutletLevel;

use super::list::show;
use crate::app::App;
use crate::error::{AppError, AppResult};

/// Name of the first attachment.
const TABLE: &str = "活动情况汇总表";

/// The day a summary bears: that on which it was handed in, today for one that was not.
fn dated(app: &App, s: &Summary) -> NaiveDate {
    let at = s.item.submitted_at.filter(|_| s.frozen);
    at.unwrap_or_else(|| app.now()).shanghai_date()
}

fn written<'a>(text: &'a str, usual: &'a str) -> &'a str {
    let text = text.trim();
    if text.is_empty() { usual } else { text }
}

/// The summary as an official document (公文), docx. The file's name comes with it.
pub async fn document(app: &App, actor: &Actor, id: SummaryId) -> AppResult<(String, Vec<u8>)> {
    let s = show(app, actor, id).await?;
    let c = &s.content;
    let sections = SECTIONS.into_iter().zip(c.sections());
    let mut attachments = vec![format!("{}{TABLE}", s.edition_title)];
    attachments.extend(
        c.attachments
            .iter()
            .filter(|name| !name.trim().is_empty())
            .cloned(),
    );
    let title = written(&c.title, &s.usual.title).to_owned();
    let document = OfficialDocument {
        addressee: written(&c.addressee, &s.usual.addressee).to_owned(),
        overview: c.overview.clone(),
        sections: sections
            .map(|((_, title), text)| Section {
                title: title.to_owned(),
                text: text.to_owned(),
            })
            .collect(),
        attachments,
        signatory: written(&c.signatory, &s.usual.signatory).to_owned(),
        dated: dated(app, &s),
        title: title.clone(),
    };
    let made = tokio::task::spawn_blocking(move || documents::official(&document)).await;
    let bytes = made.map_err(AppError::internal)?.map_err(AppError::internal)?;
    Ok((format!("{title}.docx"), bytes))
}

/// The table of a summary (汇总表), xlsx.
pub async fn tables(app: &App, actor: &Actor, id: SummaryId) -> AppResult<(String, Vec<u8>)> {
    let s = show(app, actor, id).await?;
    let top: Vec<(String, String)> = s
        .figures
        .categories
        .iter()
        .map(|share| (share.code.clone(), share.name.clone()))
        .collect();
    let codes: Vec<String> = top.iter().map(|(code, _)| code.clone()).collect();
    let by_hand = &s.content.overrides;
    let mut total = row(&s.figures.reported(by_hand), &codes);
    total.name = "合计".to_owned();
    let rows: Vec<SummaryRow> = s.figures.below.iter().map(|line| row(line, &codes)).collect();
    let corrections = by_hand
        .iter()
        .map(|(name, by_hand)| {
            let (title, unit) = figure_name(name);
            Correction {
                name: title.to_owned(),
                unit: unit.to_owned(),
                counted: s.figures.total.figures.named(name).unwrap_or_default(),
                reported: by_hand.value,
                reason: by_hand.reason.clone(),
            }
        })
        .collect();
    let unit = written(&s.content.signatory, &s.usual.signatory).to_owned();
    let name = s.usual.title.strip_suffix("活动总结").unwrap_or(&s.usual.title);
    let title = format!("{name}{TABLE}");
    let as_of = s
        .figures
        .as_of
        .map(|at| at.shanghai_clock().format("%Y年%-m月%-d日 %H:%M").to_string());
    let sheet = SummarySheet {
        title: title.clone(),
        unit,
        as_of: as_of.unwrap_or_default(),
        made_on: dated(app, &s),
        categories: top.into_iter().map(|(_, name)| name).collect(),
        total,
        corrected: by_hand.keys().filter_map(|name| column(name)).collect(),
        corrections,
    };
    let made = tokio::task::spawn_blocking(move || documents::summary::summary(&sheet, &rows)).await;
    let bytes = made.map_err(AppError::internal)?.map_err(AppError::internal)?;
    Ok((format!("{title}.xlsx"), bytes))
}

fn column(name: &str) -> Option<Column> {
    Some(match name {
        "filed" => Column::Filed,
        "approved" => Column::Approved,
        "actual_offline" => Column::Offline,
        "actual_online" => Column::Online,
        "sci_workers" => Column::SciWorkers,
        "budget_yuan" => Column::Budget,
        "media_reports" => Column::Media,
        "photos" => Column::Photos,
        "videos" => Column::Videos,
        "reusable_resources" => Column::ReusableResources,
        _ => return None,
    })
}

fn row(line: &SummaryLine, categories: &[String]) -> SummaryRow {
    let f: &Figures = &line.figures;
    let sessions = |mode: &str| line.modes.get(mode).map_or(0, |figures| figures.sessions);
    let outlet = |level: OutletLevel| line.outlets.get(level.as_str()).copied().unwrap_or_default();
    let [national, province, city, county, own] = OutletLevel::ALL.map(outlet);
    SummaryRow {
        name: line.name.clone(),
        target: line.target.map(i64::from),
        filed: f.filed,
        approved: f.approved,
        completion: line.completion(),
        sessions: ["offline", "online", "mixed"].map(sessions),
        categories: categories
            .iter()
            .map(|code| line.categories.get(code).map_or(0, |figures| figures.approved))
            .collect(),
        organizations: line.organizations,
        offline: f.actual_offline,
        online: f.actual_online,
        sci_workers: f.sci_workers,
        budget_yuan: f.budget_yuan,
        media: [f.media_reports, national, province, city, county, own],
        photos: f.photos,
        videos: f.videos,
        reusable_resources: f.reusable_resources,
        recommended: line.recommended,
    }
}
