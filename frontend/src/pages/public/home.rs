//! The start.

use leptos::prelude::*;

use crate::i18n::{public, t};
use crate::page;

#[component]
pub fn HomePage() -> impl IntoView {
    page::title(t(public::HOME_TITLE));
    view! {
        <div class="wrap page">
            <h1 class="page-title">{t(public::HOME_TITLE)}</h1>
        </div>
    }
}
