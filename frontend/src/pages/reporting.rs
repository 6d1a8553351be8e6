//! What the pages of reporting (统计报送) share: the way from one to the other.

use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_location;

use crate::i18n::{circular, reporting, route as route_words, t};
use crate::page;
use crate::pages::route;
use crate::session::use_session;
use crate::shell::OVER_REGIONS;

/// The first page of reporting.
pub const FIRST: &str = "/statistics";

/// Where the pages of venues and routes are.
const GUIDES: &str = "/guides/";

#[component]
pub fn Tabs() -> impl IntoView {
    let session = use_session();
    page::show_current(".subnav");
    let path = use_location().pathname;
    let officials = move || session.has_any(OVER_REGIONS);
    view! {
        <nav class="subnav" aria-label=t(reporting::TITLE)>
            // Whoever files brings tables in and writes summaries; the rest is for those who look after a region.
            {move || officials().then(|| view! {
                <A href="/statistics">{t(reporting::STATISTICS)}</A>
                <A href="/quotas">{t(reporting::QUOTAS)}</A>
            })}
            <A href="/summaries">{t(reporting::SUMMARIES)}</A>
            <A href="/circulars">{t(circular::TITLE)}</A>
            {move || officials().then(|| view! {
                <a href=route::LIST aria-current=move || path.get().starts_with(GUIDES).then_some("page")>{t(route_words::MENU)}</a>
            })}
            <A href="/imports">{t(reporting::IMPORTS)}</A>
        </nav>
    }
}
