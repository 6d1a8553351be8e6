//! What the pages of reporting (统计报送) share: the way from one to the other.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::i18n::{circular, reporting, t};
use crate::i18n::{reporting, t};
use crate::session::use_session;
use crate::shell::OVER_REGIONS;

/// The first page of reporting.
pub const FIRST: &str = "/statistics";

#[component]
pub fn Tabs() -> impl IntoView {
    // Administrators of organisations write summaries and look after no region.
    let session = use_session();
    view! {
        <nav class="subnav" aria-label=t(reporting::TITLE)>
            <A href="/statistics">{t(reporting::STATISTICS)}</A>
            <A href="/quotas">{t(reporting::QUOTAS)}</A>
            <A href="/circulars">{t(circular::TITLE)}</A>
            {move || session.has_any(OVER_REGIONS).then(|| view! {
                <A href="/statistics">{t(reporting::STATISTICS)}</A>
                <A href="/quotas">{t(reporting::QUOTAS)}</A>
            })}
            <A href="/summaries">{t(reporting::SUMMARIES)}</A>
        </nav>
    }
}
