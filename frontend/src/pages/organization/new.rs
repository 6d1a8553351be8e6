//! Adding.

use leptos::prelude::*;

use crate::i18n::{organization, t};
use crate::page;
use crate::shell::SignedIn;

#[component]
pub fn NewPage() -> impl IntoView {
    page::title(t(organization::NEW));
    view! {
        <SignedIn>
            <div class="wrap page">
                <h1 class="page-title">{t(organization::NEW)}</h1>
            </div>
        </SignedIn>
    }
}
