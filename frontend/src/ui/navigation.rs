//! Ways through a page and to the pages above it.

use leptos::prelude::*;
use leptos_router::components::A;

use super::field::next_id;
use super::icon::{Icon, IconName};
use crate::i18n::{general, t};

/// A page above this one.
#[derive(Debug, Clone)]
pub struct Crumb {
    pub href: String,
    pub label: String,
}

impl Crumb {
    pub fn new(href: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            href: href.into(),
            label: label.into(),
        }
    }
}

#[component]
pub fn Breadcrumb(above: Vec<Crumb>, #[prop(into)] here: Signal<String>) -> impl IntoView {
    view! {
        <nav class="breadcrumb" aria-label=t(general::BREADCRUMB)>
            <ol>
                {above.into_iter().map(|c| view! {
                    <li><A href=c.href>{c.label}</A><Icon name=IconName::ChevronRight/></li>
                }).collect_view()}
                <li aria-current="page">{move || here.get()}</li>
            </ol>
        </nav>
    }
}

/// One tab: a stable key and its label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    pub key: &'static str,
    pub label: String,
}

impl Tab {
    pub fn new(key: &'static str, label: impl Into<String>) -> Self {
        Self {
            key,
            label: label.into(),
        }
    }
}

/// Tabs; `panel` draws the content of the chosen one. Arrow keys move between them.
#[component]
pub fn Tabs(
    #[prop(into)] label: String,
    #[prop(into)] tabs: Signal<Vec<Tab>>,
    chosen: RwSignal<&'static str>,
    #[prop(into)] panel: Callback<&'static str, AnyView>,
) -> impl IntoView {
    let base = next_id("tabs");
    let panel_id = format!("{base}-panel");
    let move_by = {
        let base = base.clone();
        move |event: leptos::ev::KeyboardEvent| {
            let keys: Vec<_> = tabs.with_untracked(|tabs| tabs.iter().map(|t| t.key).collect());
            let at = keys
                .iter()
                .position(|k| *k == chosen.get_untracked())
                .unwrap_or(0);
            let to = match event.key().as_str() {
                "ArrowRight" => (at + 1) % keys.len(),
                "ArrowLeft" => (at + keys.len() - 1) % keys.len(),
                "Home" => 0,
                "End" => keys.len() - 1,
                _ => return,
            };
            event.prevent_default();
            chosen.set(keys[to]);
            crate::page::focus(&format!("{base}-{}", keys[to]));
        }
    };
    let labelled = {
        let base = base.clone();
        move || format!("{base}-{}", chosen.get())
    };
    let controls = panel_id.clone();
    view! {
        <div class="tabs">
            <div class="tabs-list" role="tablist" aria-label=label on:keydown=move_by>
                {move || tabs.get().into_iter().map(|tab| {
                    let key = tab.key;
                    view! {
                        <button
                            class="tab"
                            type="button"
                            role="tab"
                            id=format!("{base}-{key}")
                            aria-controls=controls.clone()
                            aria-selected=move || if chosen.get() == key { "true" } else { "false" }
                            tabindex=move || if chosen.get() == key { "0" } else { "-1" }
                            on:click=move |_| chosen.set(key)
                        >{tab.label}</button>
                    }
                }).collect_view()}
            </div>
            <div class="tabs-panel" role="tabpanel" id=panel_id tabindex="0" aria-labelledby=labelled>
                {move || panel.run(chosen.get())}
            </div>
        </div>
    }
}

/// A step of a longer form; `wrong` marks one that needs attention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub label: String,
    pub wrong: bool,
}

/// Where one is in a longer form; any step can be gone to.
#[component]
pub fn Steps(
    #[prop(into)] label: String,
    #[prop(into)] steps: Signal<Vec<Step>>,
    current: RwSignal<usize>,
) -> impl IntoView {
    view! {
        <nav class="steps" aria-label=label>
            <ol>
                {move || steps.get().into_iter().enumerate().map(|(n, step)| view! {
                    <li class="step" class:step-done=move || { n < current.get() } class:step-wrong=step.wrong>
                        <button
                            type="button"
                            aria-current=move || (current.get() == n).then_some("step")
                            on:click=move |_| current.set(n)
                        >
                            <span class="step-number">{n + 1}</span>
                            <span class="step-label">{step.label}</span>
                        </button>
                    </li>
                }).collect_view()}
            </ol>
        </nav>
    }
}
