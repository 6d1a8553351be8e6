//! Reporting: targets, figures.

mod agenda;
mod figures;
mod home;
mod progress;
mod quotas;
mod roll_up;

use app::statistics::fold_all;
use harness::{Answer, Caller, Site};
use reqwest::Method;
use serde_json::Value;

/// Everything that happened is in the figures.
async fn counted(site: &Site) {
    fold_all(&site.world.app).await.unwrap();
}

/// Sets targets of a region's parts.
async fn set(who: &Caller, region: &str, version: i64, quotas: Value) -> Answer {
    let path = format!("/editions/2024/quotas?region={region}");
    let tag = format!("\"{version}\"");
    let body = serde_json::json!({ "quotas": quotas });
    who.call(Method::PUT, &path, &[("if-match", &tag)], Some(body))
        .await
}

/// The row of a region in a progress or in figures by region.
fn row<'a>(answer: &'a Answer, region: &str) -> &'a Value {
    let rows = answer.body["rows"].as_array().unwrap();
    let is = |row: &&Value| row["region_code"] == region || row["key"] == region;
    rows.iter().find(is).unwrap()
}
