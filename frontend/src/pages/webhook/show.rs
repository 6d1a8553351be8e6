//! One address: whether it answers, what it is told of, its secret, what was sent to it.

use domain::id::WebhookId;
use domain::webhook::Webhook;
use leptos::prelude::*;

use super::LIST;
use super::change::Change;
use super::deliveries::Deliveries;
use super::status::{state_badge, trouble};
use super::tools::{Pause, Remove, Rotate};
use crate::api::webhook as calls;
use crate::format;
use crate::i18n::{Text, t, webhook as words};
use crate::load::Loaded;
use crate::page;
use crate::pages::NotFound;
use crate::pages::connection::{Opened, Overtaken, SecretCard, above};
use crate::shell::{SETTING_UP, SignedInAs};
use crate::ui::{Breadcrumb, Card, Icon, IconName};

#[component]
pub fn ShowPage() -> impl IntoView {
    page::title(t(words::TITLE));
    let id = page::id_in_path::<WebhookId>("id");
    view! {
        <SignedInAs roles=SETTING_UP>
            {move || match id.get() {
                None => view! { <NotFound/> }.into_any(),
                Some(id) => view! {
                    <div class="wrap narrow page">
                        <Loaded heading=true lines=10 fetch=move || calls::show(id) draw=|w| view! { <Shown w/> }.into_any()/>
                    </div>
                }.into_any(),
            }}
        </SignedInAs>
    }
}

#[component]
fn Shown(w: Webhook) -> impl IntoView {
    let opened = Opened::new(w);
    let name = Memo::new(move |_| opened.it.with(name));
    Effect::new(move |_| page::title(&name.get()));
    view! {
        <Breadcrumb above=above(Some((LIST, words::TITLE))) here=name/>
        <div class="page-head">
            <h1 class="page-title">{move || name.get()}</h1>
            {move || opened.it.with(state_badge)}
        </div>
        <SecretCard issued=opened.issued/>
        <Overtaken opened/>
        <Facts opened/>
        <Change opened/>
        <Deliveries opened/>
        <Rotate opened/>
        <Remove opened/>
    }
}

/// What it is called, or the site that is told.
fn name(w: &Webhook) -> String {
    let (_, place) = w.url.split_once("://").unwrap_or_default();
    let site = place.split('/').next().unwrap_or_default();
    match w.description.as_str() {
        "" => site.to_owned(),
        name => name.to_owned(),
    }
}

#[component]
fn Facts(opened: Opened<Webhook>) -> impl IntoView {
    let line = |name: Text, value: String| {
        view! { <div class="sheet-line"><dt>{t(name)}</dt><dd>{value}</dd></div> }
    };
    let trouble = Memo::new(move |_| opened.it.with(trouble));
    let active = Memo::new(move |_| opened.it.with(|w| w.active));
    let about = move || {
        t(match active.get() {
            true => words::ACTIVE_TEXT,
            false => words::PAUSED_TEXT,
        })
    };
    view! {
        <Card title=t(words::FACTS)>
            <div role="status">
                {move || trouble.get().map(|said| view! {
                    <p class="connection-trouble"><Icon name=IconName::Warning/><span>{said}</span></p>
                })}
                <p class="row-note">{about}</p>
            </div>
            <dl class="sheet facts">
                {move || opened.it.with(|w| line(words::URL, w.url.clone()))}
                {move || opened.it.with(|w| line(words::CREATED, format::moment(w.created_at)))}
            </dl>
            <Pause opened/>
        </Card>
    }
}
