//! Short messages at the edge of the window, read out by assistive technology.

use std::cell::Cell;

use gloo_timers::callback::Timeout;
use leptos::prelude::*;

use super::icon::{Icon, IconName};
use crate::i18n::{general, t};

/// How long a message stays.
const SHOWN_MS: u32 = 6_000;

#[derive(Debug, Clone)]
struct Toast {
    id: u32,
    text: String,
    failed: bool,
}

#[derive(Clone, Copy)]
struct Toasts(RwSignal<Vec<Toast>>);

thread_local! {
    static TOASTS: Cell<Option<Toasts>> = const { Cell::new(None) };
    static LAST: Cell<u32> = const { Cell::new(0) };
}

/// Something was done.
pub fn success(text: impl Into<String>) {
    show(text.into(), false);
}

/// Something could not be done, and there is no field to say it beside.
pub fn failure(text: impl Into<String>) {
    show(text.into(), true);
}

fn show(text: String, failed: bool) {
    let Some(Toasts(list)) = TOASTS.get() else { return };
    let id = LAST.get() + 1;
    LAST.set(id);
    list.update(|l| l.push(Toast { id, text, failed }));
    Timeout::new(SHOWN_MS, move || dismiss(list, id)).forget();
}

fn dismiss(list: RwSignal<Vec<Toast>>, id: u32) {
    let _ = list.try_update(|l| l.retain(|t| t.id != id));
}

/// Once in the application, before anything shows a message: there for the life of the page.
pub fn prepare() {
    TOASTS.set(Some(Toasts(RwSignal::new(Vec::new()))));
}

/// What fails while a dialog is `open`, inside it: behind its backdrop nobody would see or hear it.
#[component]
pub fn Failures(open: RwSignal<bool>) -> impl IntoView {
    // Each is looked at once.
    let last = StoredValue::new(LAST.get());
    let shown = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        let Some(Toasts(list)) = TOASTS.get() else { return };
        let seen = last.get_value();
        let newest = list.with(|all| all.iter().rfind(|t| t.id > seen).cloned());
        // What is said of a dialog that closes belongs to the page behind it.
        let Some(toast) = newest.filter(|_| open.get_untracked()) else {
            return;
        };
        last.set_value(toast.id);
        shown.set(toast.failed.then_some(toast.text));
        if toast.failed {
            dismiss(list, toast.id);
        }
    });
    view! {
        <div class="dialog-failure" role="alert">
            {move || shown.get().map(|text| view! { <Icon name=IconName::Warning/><span>{text}</span> })}
        </div>
    }
}

#[component]
pub fn ToastRegion() -> impl IntoView {
    let list = TOASTS.get().map(|t| t.0);
    let items = move || list.map(|l| l.get()).unwrap_or_default();
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=items key=|t| t.id let:toast>
                <div class="toast" class:toast-failed=toast.failed>
                    <Icon name=if toast.failed { IconName::Warning } else { IconName::Check }/>
                    <span>{toast.text}</span>
                    <button
                        class="icon-button"
                        type="button"
                        aria-label=t(general::CLOSE)
                        on:click=move |_| if let Some(list) = list { dismiss(list, toast.id) }
                    >
                        <Icon name=IconName::Close/>
                    </button>
                </div>
            </For>
        </div>
    }
}
