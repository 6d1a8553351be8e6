//! Figures (统计), and how far regions are with their targets.

use domain::page::Page;
use domain::progress::{Progress, Remind, Reminders};
use domain::quota::{QuotaVersion, Quotas, SetQuotas};
use domain::statistics::{By, Statistics};

use super::{Answer, Request};

pub async fn figures(edition: &str, region: &str, by: By) -> Answer<Statistics> {
    Request::get(format!("/editions/{edition}/statistics"))
        .query("by", by.as_str())
        .query_some("region", Some(region))
        .fresh()
        .send()
        .await
}

pub async fn progress(edition: &str, region: &str, category: &str) -> Answer<Progress> {
    Request::get(format!("/editions/{edition}/progress"))
        .query_some("region", Some(region))
        .query_some("category", Some(category))
        .fresh()
        .send()
        .await
}

pub async fn quotas(edition: &str, region: &str) -> Answer<Quotas> {
    Request::get(format!("/editions/{edition}/quotas"))
        .query("region", region)
        .fresh()
        .send()
        .await
}

pub async fn set_quotas(edition: &str, region: &str, version: i32, new: &SetQuotas) -> Answer<Quotas> {
    Request::put(format!("/editions/{edition}/quotas"))
        .query("region", region)
        .if_match(version)
        .body(new)
        .send()
        .await
}

pub async fn quota_versions(
    edition: &str,
    region: &str,
    cursor: Option<String>,
) -> Answer<Page<QuotaVersion>> {
    Request::get(format!("/editions/{edition}/quotas/versions"))
        .query("region", region)
        .query_some("cursor", cursor)
        .fresh()
        .send()
        .await
}

pub async fn remind(edition: &str, region: &str, asked: &Remind) -> Answer<Reminders> {
    Request::post(format!("/editions/{edition}/reminders"))
        .query("region", region)
        .body(asked)
        .send()
        .await
}
