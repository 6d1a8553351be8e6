//! Filing.

use leptos::prelude::*;

use crate::i18n::{activity, t};
use crate::page;
use crate::shell::SignedIn;

#[component]
pub fn EditPage() -> impl IntoView {
    page::title(t(activity::EDIT));
    view! {
        <SignedIn>
            <div class="wrap page">
                <h1 class="page-title">{t(activity::EDIT)}</h1>
            </div>
        </SignedIn>
    }
}
