//! What the pages of reporting (统计报送) share: the way from one to the other.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::i18n::{circular, reporting, t};

/// The first page of reporting.
pub const FIRST: &str = "/statistics";

#[component]
pub fn Tabs() -> impl IntoView {
    view! {
        <nav class="subnav" aria-label=t(reporting::TITLE)>
            <A href="/statistics">{t(reporting::STATISTICS)}</A>
            <A href="/quotas">{t(reporting::QUOTAS)}</A>
            <A href="/circulars">{t(circular::TITLE)}</A>
        </nav>
    }
}
