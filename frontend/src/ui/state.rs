//! What a page shows instead of content: loading, nothing there, failed.

use leptos::prelude::*;

use super::button::Button;
use super::icon::{Icon, IconName};
use crate::i18n::{general, t};

/// Grey bars in the place of text on its way.
#[component]
pub fn Skeleton(#[prop(default = 3)] lines: usize) -> impl IntoView {
    view! {
        <div class="skeleton" role="status">
            <span class="visually-hidden">{t(general::LOADING)}</span>
            {(0..lines).map(|_| view! { <div class="skeleton-line" aria-hidden="true"></div> }).collect_view()}
        </div>
    }
}

/// Nothing is there, and that is no fault. The children are what can be done about it.
#[component]
pub fn EmptyState(
    #[prop(into)] title: String,
    #[prop(optional, into)] text: String,
    #[prop(default = IconName::Search)] icon: IconName,
    /// It stands for the whole page, which has no other heading.
    #[prop(optional)]
    heading: bool,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="state">
            <span class="state-icon"><Icon name=icon/></span>
            {titled(title, heading)}
            {(!text.is_empty()).then(|| view! { <p class="state-text">{text}</p> })}
            {children.map(|c| view! { <div class="state-actions">{c()}</div> })}
        </div>
    }
}

/// Something failed; `on_retry` tries again.
#[component]
pub fn ErrorState(
    #[prop(into)] title: String,
    #[prop(optional, into)] text: String,
    /// A number that support asks for.
    #[prop(default = None)]
    reference: Option<String>,
    #[prop(optional, into)] on_retry: Option<Callback<()>>,
    /// It stands for the whole page, which has no other heading.
    #[prop(optional)]
    heading: bool,
) -> impl IntoView {
    view! {
        <div class="state state-failed" role="alert">
            <span class="state-icon"><Icon name=IconName::Warning/></span>
            {titled(title, heading)}
            {(!text.is_empty()).then(|| view! { <p class="state-text">{text}</p> })}
            {reference.map(|r| view! { <p class="state-reference">{r}</p> })}
            {on_retry.map(|retry| view! {
                <div class="state-actions"><Button on_press=retry>{t(general::RETRY)}</Button></div>
            })}
        </div>
    }
}

/// What a state says first: the page's heading where it is one, and looks the same.
fn titled(title: String, heading: bool) -> AnyView {
    if heading {
        view! { <h1 class="state-title">{title}</h1> }.into_any()
    } else {
        view! { <p class="state-title">{title}</p> }.into_any()
    }
}

/// `value` in percent; `None` while it cannot be told.
#[component]
pub fn Progress(#[prop(into)] label: String, #[prop(into)] value: Signal<Option<u8>>) -> impl IntoView {
    let shown = label.clone();
    view! {
        <div class="progress">
            <div class="progress-text">
                <span>{shown}</span>
                <span>{move || value.get().map(|v| format!("{v}%"))}</span>
            </div>
            <progress class="progress-bar" max="100" aria-label=label value=move || value.get()></progress>
        </div>
    }
}

/// The end of a list: a button while there is more, else a word that this is all.
#[component]
pub fn LoadMore(
    #[prop(into)] more: Signal<bool>,
    #[prop(into)] busy: Signal<bool>,
    #[prop(into)] on_more: Callback<()>,
) -> impl IntoView {
    view! {
        <div class="load-more">
            {move || if more.get() {
                view! { <Button busy on_press=on_more>{t(general::LOAD_MORE)}</Button> }.into_any()
            } else {
                view! { <p class="load-more-end">{t(general::ALL_SHOWN)}</p> }.into_any()
            }}
        </div>
    }
}
