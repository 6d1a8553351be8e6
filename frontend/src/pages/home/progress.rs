//! How far one's organisations or regions are.

use domain::home::{OwnFilings, OwnRegion};
use leptos::prelude::*;
use leptos_router::components::A;

use crate::format;
use crate::i18n::{home as words, quota, t, tf};
use crate::pages::quota::LightBadge;

#[component]
pub fn Filings(filings: OwnFilings) -> impl IntoView {
    let rows = [
        (words::APPROVED, filings.approved),
        (words::WAITING, filings.waiting),
        (words::BACK, filings.sent_back),
        (words::DRAFT, filings.drafts),
    ];
    let rows = rows.map(|(name, count)| figure(t(name), format::number(count)));
    view! {
        <section class="card">
            <h2 class="card-title"><A href="/my/activities">{t(words::MINE)}</A></h2>
            <dl class="home-figures">{rows.collect_view()}</dl>
        </section>
    }
}

#[component]
pub fn Regions(regions: Vec<OwnRegion>) -> impl IntoView {
    regions
        .into_iter()
        .map(|region| view! { <Region region/> })
        .collect_view()
}

#[component]
fn Region(region: OwnRegion) -> impl IntoView {
    let standing = region.standing;
    let target = match standing.target.filter(|target| *target > 0) {
        Some(target) => format::number(i64::from(target)),
        None => "—".to_owned(),
    };
    let with_percent = |count: i64, percent: Option<i64>| match percent {
        Some(percent) => format!("{}（{percent}%）", format::number(count)),
        None => format::number(count),
    };
    let rows = [
        figure(t(quota::TARGET), target),
        figure(
            t(quota::FILED),
            with_percent(standing.filed, standing.filed_percent),
        ),
        figure(
            t(quota::APPROVED),
            with_percent(standing.approved, standing.approved_percent),
        ),
    ];
    let below = (region.below > 0).then(|| {
        tf(
            words::BELOW,
            &[&region.below.to_string(), &region.behind.to_string()],
        )
    });
    let href = format!("/quotas?region={}", region.region_code);
    view! {
        <section class="card">
            <div class="card-head"><h2 class="card-title">{region.region_name}</h2><LightBadge light=standing.light/></div>
            <dl class="home-figures">{rows.collect_view()}</dl>
            {below.map(|text| view! { <p class="home-below">{text}</p> })}
            <p><A href>{t(words::DETAILS)}</A></p>
        </section>
    }
}

fn figure(name: &'static str, value: String) -> impl IntoView {
    view! { <div class="home-figure"><dt>{name}</dt><dd>{value}</dd></div> }
}
