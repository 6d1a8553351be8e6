//! What a reviewer reads: what changed since the last review first, then what the pre-check found, filings that may be
//! the same, and the whole.

use std::sync::Arc;

use leptos::prelude::*;

use super::difference::{Difference, Earlier};
use super::opened::Opened;
use super::similar::SimilarFilings;
use crate::i18n::{review, t, tf};
use crate::pages::sheet::{Findings, History, Sheet};

#[component]
pub fn ReviewContent(
    opened: Arc<Opened>,
    /// The activity has changed by what was done here.
    #[prop(into)]
    changed: Callback<()>,
) -> impl IntoView {
    let a = opened.activity.clone();
    let offers = Arc::clone(&opened.offers);
    let findings = view! { <Findings findings=a.findings.clone()/> };
    let similar = view! {
        <SimilarFilings a=a.clone() found=opened.similar.clone() reviewing=true changed/>
    };
    let failed = matches!(opened.difference, Some(Err(_)));
    let compared = match &opened.difference {
        Some(Ok(diff)) if diff.against.is_some() => Some(diff.clone()),
        _ => None,
    };
    let history = view! { <History a=a.clone()/> };
    let Some(diff) = compared else {
        return view! {
            <div class="review-content">
                {failed.then(|| view! { <p class="notice notice-warning">{t(review::DIFFERENCE_FAILED)}</p> })}
                {findings}
                {similar}
                <div class="review-columns">
                    <div class="columns-main"><Sheet a offers/></div>
                    <div class="columns-side">{history}</div>
                </div>
            </div>
        }
        .into_any();
    };
    let unchanged = tf(review::UNCHANGED, &[&diff.unchanged.len().to_string()]);
    view! {
        <div class="review-content">
            <div class="review-columns">
                <div class="columns-main"><Difference diff=diff.clone() a=a.clone() offers=Arc::clone(&offers)/></div>
                <div class="columns-side"><Earlier decisions=diff.decisions/></div>
            </div>
            {findings}
            {similar}
            <details class="unchanged">
                <summary>{unchanged}</summary>
                <div class="columns-main"><Sheet a offers/></div>
            </details>
            {history}
        </div>
    }
    .into_any()
}
