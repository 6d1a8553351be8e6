//! Whom a page is drawn for; others are told what they can do.

use domain::access::Role;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::i18n::{general, second_factor, t};
use crate::pages::account::ACCOUNT;
use crate::session::use_session;
use crate::ui::{ButtonKind, ButtonLink, EmptyState, IconName, Skeleton};

/// What stands between a person and a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gate {
    /// It is not known yet who it is.
    Unknown,
    SignIn,
    /// Their roles need a code of an authenticator first: the server refuses everything else.
    SecondFactor,
    Open,
}

/// Draws a page only for those who are signed in; others are asked to, and come back here afterwards.
#[component]
pub fn SignedIn(
    /// Also while their roles wait for an authenticator: where it is set up.
    #[prop(optional)]
    enrolling: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let session = use_session();
    let location = use_location();
    let gate = Memo::new(move |_| {
        if session.is_signed_in() {
            if session.lacks_second_factor() && !enrolling {
                Gate::SecondFactor
            } else {
                Gate::Open
            }
        } else if session.is_known() {
            Gate::SignIn
        } else {
            Gate::Unknown
        }
    });
    move || {
        match gate.get() {
        Gate::Open => children().into_any(),
        Gate::Unknown => view! { <div class="wrap page"><Skeleton/></div> }.into_any(),
        Gate::SecondFactor => view! {
            <div class="wrap page">
                <EmptyState title=t(second_factor::FIRST) text=t(second_factor::FIRST_TEXT) icon=IconName::Device heading=true>
                    <ButtonLink href=ACCOUNT kind=ButtonKind::Primary>{t(second_factor::FIRST_GO)}</ButtonLink>
                </EmptyState>
            </div>
        }
        .into_any(),
        Gate::SignIn => {
            let here = format!("{}{}", location.pathname.get_untracked(), {
                let q = location.search.get_untracked();
                if q.is_empty() {
                    q
                } else {
                    format!("?{}", q.trim_start_matches('?'))
                }
            });
            let href = format!("/sign-in?to={}", js_sys::encode_uri_component(&here));
            view! {
                <div class="wrap page">
                    <EmptyState title=t(general::SIGN_IN_NEEDED) text=t(general::SIGN_IN_NEEDED_HINT) icon=IconName::User heading=true>
                        <ButtonLink href kind=ButtonKind::Primary>{t(general::SIGN_IN)}</ButtonLink>
                    </EmptyState>
                </div>
            }
            .into_any()
        }
    }
    }
}

/// Draws a page only for those who have one of these roles.
#[component]
pub fn SignedInAs(roles: &'static [Role], children: ChildrenFn) -> impl IntoView {
    let session = use_session();
    let allowed = Memo::new(move |_| session.has_any(roles));
    view! { <SignedInIf allowed>{children()}</SignedInIf> }
}

/// Draws a page only while the person is one of those it is for.
#[component]
pub fn SignedInIf(#[prop(into)] allowed: Signal<bool>, children: ChildrenFn) -> impl IntoView {
    let children = StoredValue::new(children);
    view! {
        <SignedIn>
            {move || if allowed.get() {
                children.with_value(|children| children()).into_any()
            } else {
                view! {
                    <div class="wrap page">
                        <EmptyState title=t(general::NOT_ALLOWED) text=t(general::NOT_ALLOWED_HINT) icon=IconName::Info heading=true/>
                    </div>
                }.into_any()
            }}
        </SignedIn>
    }
}
