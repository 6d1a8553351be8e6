//! Reviewing.

use leptos::prelude::*;

use crate::i18n::{review, t};
use crate::page;
use crate::shell::SignedIn;

#[component]
pub fn ShowPage() -> impl IntoView {
    page::title(t(review::SHOW));
    view! {
        <SignedIn>
            <div class="wrap page">
                <h1 class="page-title">{t(review::SHOW)}</h1>
            </div>
        </SignedIn>
    }
}
