//! The registry for those who set up the whole system.

use leptos::prelude::*;

use super::conflicts::Conflicts;
use crate::i18n::{registry, settings, t};
use crate::page;
use crate::shell::{SETTING_UP, SignedInAs};
use crate::ui::{Breadcrumb, Crumb};

#[component]
pub fn ShowPage() -> impl IntoView {
    page::title(t(registry::TITLE));
    view! {
        <SignedInAs roles=SETTING_UP>
            <div class="wrap page">
                <Breadcrumb above=vec![Crumb::new("/admin", t(settings::TITLE))] here=t(registry::TITLE)/>
                <h1 class="page-title">{t(registry::TITLE)}</h1>
                <Conflicts region=RwSignal::new(String::new())/>
            </div>
        </SignedInAs>
    }
}
