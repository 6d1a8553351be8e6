//! What became of each item of a batch.

use domain::review::{BatchResult, BatchResults, ReviewQueueItem};
use leptos::prelude::*;

use crate::i18n::{review, t, tf};
use crate::ui::{Icon, IconName};

#[component]
pub fn Outcome(results: BatchResults, lines: Vec<ReviewQueueItem>) -> impl IntoView {
    let title = |result: &BatchResult| {
        let found = lines.iter().find(|i| i.activity.id == result.id);
        found
            .and_then(|i| i.activity.title.clone())
            .unwrap_or_else(|| result.id.to_string())
    };
    let (done, failed): (Vec<_>, Vec<_>) = results.items.iter().partition(|r| r.done);
    let failed: Vec<_> = failed
        .into_iter()
        .map(|r| (title(r), r.problem.as_ref().map(|p| p.title.clone())))
        .collect();
    let done: Vec<_> = done.into_iter().map(title).collect();
    let counts = [done.len().to_string(), failed.len().to_string()];
    view! {
        <p class="batch-summary" role="status">
            <Icon name=if failed.is_empty() { IconName::Check } else { IconName::Warning }/>
            {tf(review::BATCH_DONE, &[&counts[0], &counts[1]])}
        </p>
        {(!failed.is_empty()).then(|| view! {
            <h3 class="batch-heading">{t(review::BATCH_FAILED)}</h3>
            <ul class="batch-list" tabindex="0" aria-label=t(review::BATCH_FAILED)>
                {failed.into_iter().map(|(title, why)| view! {
                    <li class="batch-line batch-serious">
                        <span class="batch-title">{title}</span>
                        <span>{why}</span>
                    </li>
                }).collect_view()}
            </ul>
        })}
        {(!done.is_empty()).then(|| view! {
            <details>
                <summary>{tf(review::BATCH_SUCCEEDED, &[&counts[0]])}</summary>
                <ul class="batch-done">{done.into_iter().map(|title| view! { <li>{title}</li> }).collect_view()}</ul>
            </details>
        })}
    }
}
