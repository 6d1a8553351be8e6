//! What is on the list no more: sent back, withdrawn, struck off.

use domain::id::ListId;
use domain::recommendation::{EntryStatus, RecommendationEntry};
use leptos::prelude::*;

use crate::api::{Answer, recommendation as calls};
use crate::i18n::{recommendation as words, t, tf};
use crate::load::Loaded;
use crate::pages::recommendation::status::EntryBadge;
use crate::ui::{EmptyState, IconName};

const GONE: [EntryStatus; 3] = [EntryStatus::Returned, EntryStatus::Withdrawn, EntryStatus::Struck];

async fn load(id: ListId) -> Answer<Vec<RecommendationEntry>> {
    let mut all = Vec::new();
    for status in GONE {
        all.extend(calls::entries(id, status, None).await?.items);
    }
    Ok(all)
}

#[component]
pub fn Gone(id: ListId) -> impl IntoView {
    view! {
        <Loaded fetch=move || load(id) draw=|all| {
            if all.is_empty() {
                return view! { <EmptyState title=t(words::NONE_GONE) icon=IconName::Check/> }.into_any();
            }
            view! {
                <ul class="work-list">{all.into_iter().map(|e| view! { <Row e/> }).collect_view()}</ul>
            }
            .into_any()
        }/>
    }
}

#[component]
fn Row(e: RecommendationEntry) -> impl IntoView {
    view! {
        <li class="work">
            <div class="work-main">
                <span class="work-title">{e.name}</span>
                <p class="work-note">{e.organization_name}" · "{e.region_name}</p>
                {e.reason.map(|why| view! { <p class="work-note">{tf(words::REASON_WAS, &[&why])}</p> })}
            </div>
            <div class="work-side"><EntryBadge status=e.status/></div>
        </li>
    }
}
