//! Organisations.

use leptos::prelude::*;

use crate::i18n::{organization, t};
use crate::page;
use crate::shell::SignedIn;

#[component]
pub fn ListPage() -> impl IntoView {
    page::title(t(organization::LIST));
    view! {
        <SignedIn>
            <div class="wrap page">
                <h1 class="page-title">{t(organization::LIST)}</h1>
            </div>
        </SignedIn>
    }
}
