//! One activity.

use leptos::prelude::*;

use crate::i18n::{public, t};
use crate::page;

#[component]
pub fn ShowPage() -> impl IntoView {
    page::title(t(public::SHOW_TITLE));
    view! {
        <div class="wrap page">
            <h1 class="page-title">{t(public::SHOW_TITLE)}</h1>
        </div>
    }
}
