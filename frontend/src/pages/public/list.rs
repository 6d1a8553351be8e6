//! Searching among the published activities.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::filters::Filters;
use super::{ActivityCard, address};
use crate::api;
use crate::i18n::{public, t, tf};
use crate::listing::{Listed, Listing};
use crate::page;
use crate::ui::EmptyState;

const PAGE: u32 = 20;

#[component]
pub fn ListPage() -> impl IntoView {
    page::title(t(public::LIST_TITLE));
    let params = use_query_map();
    let search = Memo::new(move |_| params.with(address::read));
    let found = Listing::new(move |cursor| {
        let search = search.get();
        async move { api::public::activities(&search, PAGE, cursor).await }
    });
    let count = move || {
        if !found.is_loaded() || found.count() == 0 {
            return String::new();
        }
        match found.total() {
            Some(total) => tf(public::RESULTS, &[&total.to_string()]),
            None => tf(public::RESULTS_SOME, &[&found.count().to_string()]),
        }
    };
    view! {
        <div class="wrap page">
            <h1 class="page-title">{t(public::LIST_TITLE)}</h1>
            <div class="search">
                <Filters/>
                <section class="search-results" aria-label=t(public::LIST_TITLE)>
                    <p class="search-count" role="status">{count}</p>
                    <Listed
                        listing=found
                        class="activities activities-list"
                        empty=|| view! { <EmptyState title=t(public::NOTHING) text=t(public::NOTHING_HINT)/> }
                        draw=|card| view! { <ActivityCard card/> }.into_any()
                    />
                </section>
            </div>
        </div>
    }
}
