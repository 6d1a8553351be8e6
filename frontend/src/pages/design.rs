//! The design system.

use leptos::prelude::*;

use crate::i18n::{design, t};
use crate::page;

#[component]
pub fn DesignPage() -> impl IntoView {
    page::title(t(design::TITLE));
    view! {
        <div class="wrap page">
            <h1 class="page-title">{t(design::TITLE)}</h1>
        </div>
    }
}
