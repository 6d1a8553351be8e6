//! The activities behind a figure.

use domain::activity::view::ActivityItem;
use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_query_map;

use super::address::View;
use crate::api::activity as calls;
use crate::format;
use crate::i18n::{activity, exchange, reporting, statistics as words, t};
use crate::listing::{Listed, Listing};
use crate::page;
use crate::pages::exchange::ExportButton;
use crate::pages::status::StatusBadge;
use crate::shell::{OVER_REGIONS, SignedInAs};
use crate::ui::{Breadcrumb, Crumb, EmptyState, IconName};

#[component]
pub fn ListPage() -> impl IntoView {
    page::title(t(words::LIST_TITLE));
    view! { <SignedInAs roles=OVER_REGIONS><Page/></SignedInAs> }
}

#[component]
fn Page() -> impl IntoView {
    let query = use_query_map();
    let listing = Listing::new(move |cursor| {
        let asked = query.get();
        async move { calls::behind(&asked, cursor).await }
    });
    let back = query.with_untracked(View::read).href();
    let empty = || view! { <EmptyState title=t(words::LIST_EMPTY) text=t(words::LIST_EMPTY_HINT) icon=IconName::Calendar/> };
    view! {
        <div class="wrap page">
            <Breadcrumb above=vec![Crumb::new(back, t(reporting::STATISTICS))] here=t(words::LIST_TITLE)/>
            <div class="page-head">
                <h1 class="page-title">{t(words::LIST_TITLE)}</h1>
                <ExportButton kind="activities" name=exchange::EXPORT_FILE_ACTIVITIES filter=move |()| {
                    query.with(|asked| {
                        let named = |name: &'static str| Some((name, asked.get(name)?));
                        calls::BEHIND.into_iter().filter_map(named).collect()
                    })
                }/>
            </div>
            <Listed listing class="work-list" empty draw=|item| view! { <Row item/> }.into_any()/>
        </div>
    }
}

#[component]
fn Row(item: ActivityItem) -> impl IntoView {
    let when = match (item.starts_at, item.ends_at) {
        (Some(from), Some(to)) => format::span(from, to),
        (Some(from), None) => format::moment(from),
        _ => String::new(),
    };
    let facts = [item.organization_name, item.region_name.unwrap_or_default(), when];
    let facts: Vec<String> = facts.into_iter().filter(|text| !text.is_empty()).collect();
    let title = item.title.filter(|text| !text.is_empty());
    view! {
        <div class="work">
            <div class="work-main">
                <A href=format!("/review/{}", item.id) attr:class="work-title">
                    {title.unwrap_or_else(|| t(activity::UNTITLED).to_owned())}
                </A>
                <p class="work-note">{facts.join(" · ")}</p>
            </div>
            <div class="work-side"><StatusBadge status=item.status/></div>
        </div>
    }
}
