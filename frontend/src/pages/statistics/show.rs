//! Figures of a region.

use leptos::prelude::*;

use crate::i18n::{reporting, t};
use crate::page;
use crate::pages::reporting::Tabs;
use crate::shell::{OVER_REGIONS, SignedInAs};

#[component]
pub fn ShowPage() -> impl IntoView {
    page::title(t(reporting::STATISTICS));
    view! {
        <SignedInAs roles=OVER_REGIONS>
            <div class="wrap page">
                <Tabs/>
                <h1 class="page-title">{t(reporting::STATISTICS)}</h1>
            </div>
        </SignedInAs>
    }
}
