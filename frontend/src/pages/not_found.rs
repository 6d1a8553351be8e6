//! An address that is no page.

use leptos::prelude::*;

use crate::i18n::{general, t};
use crate::page;
use crate::ui::{ButtonKind, ButtonLink, EmptyState};

#[component]
pub fn NotFound() -> impl IntoView {
    page::title(t(general::NOT_FOUND));
    view! {
        <div class="wrap page">
            <h1 class="visually-hidden">{t(general::NOT_FOUND)}</h1>
            <EmptyState title=t(general::NOT_FOUND) text=t(general::NOT_FOUND_HINT)>
                <ButtonLink href="/" kind=ButtonKind::Primary>{t(general::BACK_HOME)}</ButtonLink>
            </EmptyState>
        </div>
    }
}
