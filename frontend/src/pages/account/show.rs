//! The account.

use leptos::prelude::*;

use crate::i18n::{account, t};
use crate::page;

#[component]
pub fn ShowPage() -> impl IntoView {
    page::title(t(account::SHOW_TITLE));
    view! {
        <div class="wrap page">
            <h1 class="page-title">{t(account::SHOW_TITLE)}</h1>
        </div>
    }
}
