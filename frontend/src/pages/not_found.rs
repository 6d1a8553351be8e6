//! An address that is no page.

use leptos::prelude::*;

use crate::i18n::{common, t};
use crate::page;
use crate::ui::{ButtonKind, ButtonLink, EmptyState};

#[component]
pub fn NotFound() -> impl IntoView {
    page::title(t(common::NOT_FOUND));
    view! {
        <div class="wrap page">
            <h1 class="visually-hidden">{t(common::NOT_FOUND)}</h1>
            <EmptyState title=t(common::NOT_FOUND) text=t(common::NOT_FOUND_HINT)>
                <ButtonLink href="/" kind=ButtonKind::Primary>{t(common::BACK_HOME)}</ButtonLink>
            </EmptyState>
        </div>
    }
}
