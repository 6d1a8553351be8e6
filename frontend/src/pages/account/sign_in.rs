//! Signing in.

use leptos::prelude::*;

use crate::i18n::{account, t};
use crate::page;

#[component]
pub fn SignInPage() -> impl IntoView {
    page::title(t(account::SIGN_IN_TITLE));
    view! {
        <div class="wrap page">
            <h1 class="page-title">{t(account::SIGN_IN_TITLE)}</h1>
        </div>
    }
}
