//! An address that is no page.

use leptos::prelude::*;

use crate::i18n::{general, public, t};
use crate::page;
use crate::ui::{Button, ButtonKind, ButtonLink, EmptyState, IconName};

#[component]
pub fn NotFound() -> impl IntoView {
    page::title(t(general::NOT_FOUND));
    view! {
        <div class="wrap page">
            <EmptyState title=t(general::NOT_FOUND) text=t(general::NOT_FOUND_HINT) heading=true>
                <ButtonLink href="/" kind=ButtonKind::Primary>{t(general::BACK_HOME)}</ButtonLink>
            </EmptyState>
        </div>
    }
}

/// A page that cannot be loaded without a connection.
#[component]
pub fn Unreachable() -> impl IntoView {
    page::title(t(general::UNREACHABLE));
    let again = || {
        let _ = window().location().reload();
    };
    view! {
        <div class="wrap page">
            <EmptyState title=t(general::UNREACHABLE) text=t(general::UNREACHABLE_HINT) icon=IconName::Warning heading=true>
                <Button kind=ButtonKind::Primary on_press=again>{t(general::RETRY)}</Button>
                <ButtonLink href="/saved">{t(public::SAVED)}</ButtonLink>
            </EmptyState>
        </div>
    }
}
