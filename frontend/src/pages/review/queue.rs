//! Queue.

use leptos::prelude::*;

use crate::i18n::{review, t};
use crate::page;
use crate::shell::SignedIn;

#[component]
pub fn QueuePage() -> impl IntoView {
    page::title(t(review::QUEUE));
    view! {
        <SignedIn>
            <div class="wrap page">
                <h1 class="page-title">{t(review::QUEUE)}</h1>
            </div>
        </SignedIn>
    }
}
