//! The demonstration: real organisations and activities, brought in through the platform's own use cases.

mod accounts;
mod activities;
mod after;
mod circulars;
mod going;
mod positions;
mod poster;
mod quotas;
mod resources;
mod summaries;
mod upload;
mod venues;

use domain::organization::{Certification, NewOrganization};
use persistence::organization;
use serde::Deserialize;

use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::organization::import;

const ORGANIZATIONS: &str = include_str!("../../reference/demo-organizations.csv");

/// The two organisations that demonstration accounts file for.
pub(crate) const MUSEUM: &str = "温州科技馆";
pub(crate) const ASSOCIATION: &str = "瑞安市科学技术协会";

#[derive(Deserialize)]
struct OrganizationLine {
    full_name: String,
    kind: String,
    region_code: String,
    host_unit: Option<String>,
}

/// Loads the demonstration unless it is there. Storage must be reachable: posters go the way of every upload.
pub async fn load(app: &App) -> AppResult<()> {
    let known = app
        .db()
        .read(|conn| organization::find_by_name(conn, MUSEUM))
        .await?;
    if known.is_none() {
        tracing::info!("loading sample organisations");
        import(app, organizations()?).await?;
    }
    let actors = accounts::make(app).await?;
    if activities::are_missing(app).await? {
        tracing::info!("loading sample activities");
        activities::file(app, &actors).await?;
        after::file(app, &actors).await?;
        going::file(app, &actors).await?;
        quotas::set(app, &actors).await?;
        summaries::file(app, &actors).await?;
    }
    if circulars::are_missing(app, &actors).await? {
        circulars::issue(app, &actors).await?;
    }
    if resources::are_missing(app).await? {
        resources::make(app, &actors).await?;
    }
    if venues::are_missing(app).await? {
        venues::open(app, &actors).await?;
    }
    Ok(())
}

fn organizations() -> AppResult<Vec<(NewOrganization, Certification)>> {
    let mut all = Vec::new();
    for line in csv::Reader::from_reader(ORGANIZATIONS.as_bytes()).deserialize() {
        let line: OrganizationLine = line.map_err(AppError::internal)?;
        // The public lists these rows come from name associations and venues that exist; the rest is to be confirmed.
        let listed = matches!(line.kind.as_str(), "association" | "venue" | "education_base");
        let certification = if listed {
            Certification::Certified
        } else {
            Certification::Provisional
        };
        // Everybody says 科协, nobody writes it on a seal.
        let short = line
            .full_name
            .strip_suffix("科学技术协会")
            .map(|place| format!("{place}科协"));
        let new = NewOrganization {
            aliases: short.into_iter().collect(),
            full_name: line.full_name,
            kind: line.kind,
            region_code: line.region_code,
            host_unit: line.host_unit.filter(|h| !h.is_empty()),
            ..NewOrganization::default()
        };
        all.push((new, certification));
    }
    Ok(all)
}
