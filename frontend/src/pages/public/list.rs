//! Searching.

use leptos::prelude::*;

use crate::i18n::{public, t};
use crate::page;

#[component]
pub fn ListPage() -> impl IntoView {
    page::title(t(public::LIST_TITLE));
    view! {
        <div class="wrap page">
            <h1 class="page-title">{t(public::LIST_TITLE)}</h1>
        </div>
    }
}
