//! Every time targets were set.

use domain::quota::QuotaVersion;
use domain::region::RegionCode;
use leptos::prelude::*;

use crate::api::statistics as calls;
use crate::format;
use crate::i18n::{quota as words, t, tf};
use crate::listing::{Listed, Listing};
use crate::ui::EmptyState;

#[component]
pub fn History(region: RegionCode, edition: String) -> impl IntoView {
    let open = RwSignal::new(false);
    // Asked for when somebody looks.
    let list = move || {
        let (edition, region) = (edition.clone(), region.to_string());
        open.get().then(|| {
            let listing = Listing::new(move |cursor| {
                let (edition, region) = (edition.clone(), region.clone());
                async move { calls::quota_versions(&edition, &region, cursor).await }
            });
            let empty = || view! { <EmptyState title=t(words::HISTORY_EMPTY)/> };
            view! { <Listed listing empty lines=3 draw=|version| view! { <Version version/> }.into_any()/> }
        })
    };
    view! {
        <details class="quota-history no-print" on:toggle=move |_| open.set(true)>
            <summary>{t(words::HISTORY)}</summary>
            {list}
        </details>
    }
}

#[component]
fn Version(version: QuotaVersion) -> impl IntoView {
    let all: Vec<_> = version
        .quotas
        .iter()
        .filter(|quota| quota.category.is_none())
        .collect();
    let sum: i64 = all.iter().map(|quota| i64::from(quota.target)).sum();
    let head = [
        version.version.to_string(),
        format::moment(version.changed_at),
        version.changed_by,
    ];
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    view! {
        <div class="quota-version">
            <span>{tf(words::VERSION, &head)}</span>
            <span class="figures-note">{tf(words::VERSION_SUM, &[&all.len().to_string(), &format::number(sum)])}</span>
        </div>
    }
}
