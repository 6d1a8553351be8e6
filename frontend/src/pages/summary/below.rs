//! Accepted summaries of the level below, to draw from: nothing is collected twice (同一材料最多报一次).

use domain::region::RegionCode;
use domain::summary::{Summary, SummaryItem, SummaryOverview, SummaryStatus};
use leptos::prelude::*;

use super::draft::{Draft, TEXTS};
use crate::api::summary as api;
use crate::i18n::{summary as words, t, tf};
use crate::load::Loaded;
use crate::ui::{Button, ButtonKind, toast};

#[component]
pub fn Sources(region: RegionCode, edition: String, draft: Draft) -> impl IntoView {
    let fetch = move || {
        let (region, edition) = (region.clone(), edition.clone());
        async move { api::overview(&region, &edition).await }
    };
    let draw = move |o: SummaryOverview| {
        let accepted: Vec<SummaryItem> = o
            .below
            .into_iter()
            .filter_map(|r| r.summary)
            .filter(|item| item.status == SummaryStatus::Accepted)
            .collect();
        if accepted.is_empty() {
            return ().into_any();
        }
        view! {
            <section class="card">
                <h2 class="card-title">{t(words::SOURCES)}</h2>
                <p class="row-note">{t(words::SOURCES_HINT)}</p>
                {accepted.into_iter().map(|item| view! { <Source item draft/> }).collect_view()}
            </section>
        }
        .into_any()
    };
    view! { <Loaded lines=2 fetch draw/> }
}

/// One of them, loaded when it is opened.
#[component]
fn Source(item: SummaryItem, draft: Draft) -> impl IntoView {
    let opened = RwSignal::new(false);
    let id = item.id;
    let draw = move |s: Summary| view! { <Texts s draft/> }.into_any();
    view! {
        <details class="source" on:toggle=move |_| opened.set(true)>
            <summary>{item.unit_name}</summary>
            {move || opened.get().then(|| view! { <Loaded lines=4 fetch=move || api::show(id) draw/> })}
        </details>
    }
}

#[component]
fn Texts(s: Summary, draft: Draft) -> impl IntoView {
    let texts: Vec<String> = s
        .content
        .texts()
        .into_iter()
        .map(|(.., text)| text.to_owned())
        .collect();
    let written = TEXTS.into_iter().zip(texts).enumerate();
    written
        .filter(|(_, (_, text))| !text.trim().is_empty())
        .map(|(place, ((_, title), text))| {
            let quoted = text.clone();
            let press = move || {
                draft.add(place, &quoted);
                toast::success(tf(words::QUOTED, &[title]));
            };
            view! {
                <h3 class="figure-title">{title}</h3>
                <p class="summary-text">{text}</p>
                <Button kind=ButtonKind::Quiet on_press=press>{t(words::QUOTE)}</Button>
            }
        })
        .collect_view()
}
