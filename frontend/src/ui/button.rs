//! Buttons, and links that look like them.

use leptos::prelude::*;
use leptos_router::components::A;

use super::icon::{Icon, IconName};

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one thing to do on the page.
    Primary,
    #[default]
    Secondary,
    /// Beside others, without a border.
    Quiet,
    /// Takes something away.
    Danger,
}

impl ButtonKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button button-primary",
            Self::Secondary => "button",
            Self::Quiet => "button button-quiet",
            Self::Danger => "button button-danger",
        }
    }
}

/// While `busy` it shows so and does nothing, but keeps the focus.
#[component]
pub fn Button(
    #[prop(optional)] kind: ButtonKind,
    /// Where the focus is led to it.
    #[prop(optional, into)]
    id: Option<String>,
    /// Sends the form around it.
    #[prop(optional)]
    submit: bool,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional)] icon: Option<IconName>,
    #[prop(optional, into)] on_press: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    let press = move |event: leptos::ev::MouseEvent| {
        if busy.get_untracked() {
            event.prevent_default();
        } else if let Some(on_press) = on_press {
            on_press.run(());
        }
    };
    view! {
        <button
            class=kind.class()
            id=id
            type=if submit { "submit" } else { "button" }
            disabled=move || disabled.get()
            aria-busy=move || busy.get().then_some("true")
            on:click=press
        >
            {move || busy.get().then(|| view! { <span class="spinner" aria-hidden="true"></span> })}
            {icon.map(|name| view! { <Icon name/> })}
            <span>{children()}</span>
        </button>
    }
}

#[component]
pub fn ButtonLink(
    #[prop(into)] href: String,
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional)] icon: Option<IconName>,
    /// Leads out of the application: another site, a file, the API.
    #[prop(optional)]
    external: bool,
    children: Children,
) -> impl IntoView {
    let inside = view! {
        {icon.map(|name| view! { <Icon name/> })}
        <span>{children()}</span>
    };
    if external {
        view! { <a class=kind.class() href=href rel="external noopener">{inside}</a> }.into_any()
    } else {
        view! { <A href=href attr:class=kind.class()>{inside}</A> }.into_any()
    }
}
