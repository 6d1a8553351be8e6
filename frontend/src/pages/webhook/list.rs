//! All addresses that are told of events, and adding one.

use domain::webhook::{EventKind, Webhook};
use leptos::prelude::*;
use leptos_router::components::A;

use super::href;
use super::new::New;
use super::status::{state_badge, trouble};
use crate::api::webhook as calls;
use crate::i18n::{t, tf, webhook as words};
use crate::listing::{Listed, Listing};
use crate::page;
use crate::pages::connection::Board;
use crate::pages::sheet::RegionName;
use crate::shell::{SETTING_UP, SignedInAs};
use crate::ui::{EmptyState, Icon, IconName};

#[component]
pub fn ListPage() -> impl IntoView {
    page::title(t(words::TITLE));
    view! { <SignedInAs roles=SETTING_UP><Webhooks/></SignedInAs> }
}

#[component]
fn Webhooks() -> impl IntoView {
    let listing = Listing::new(calls::list);
    let (adding, issued) = (RwSignal::new(false), RwSignal::new(None));
    view! {
        <Board title=words::TITLE lead=words::LEAD add=words::NEW adding issued>
            {move || adding.get().then(|| view! { <New adding issued on_added=move || listing.reload()/> })}
            <Listed
                listing class="connections" empty=move || view! {
                    <EmptyState title=t(words::NONE) text=t(words::NONE_HINT) icon=IconName::Bell/>
                }
                draw=|w| view! { <Row w/> }.into_any()
            />
        </Board>
    }
}

#[component]
fn Row(w: Webhook) -> impl IntoView {
    let events = match w.events.len() {
        n if n == EventKind::ALL.len() => t(words::EVENTS_ROW_ALL).to_owned(),
        n => tf(words::EVENTS_ROW, &[&n.to_string()]),
    };
    let (badge, trouble) = (state_badge(&w), trouble(&w));
    view! {
        <article class="connection" class:connection-ended=!w.active>
            <div class="connection-main">
                <h2 class="connection-name"><A href=href(w.id)>{w.url}</A></h2>
                {(!w.description.is_empty()).then(|| view! { <p>{w.description.clone()}</p> })}
                <p class="row-note"><RegionName code=w.region_code.to_string()/>" · "{events}</p>
                {trouble.map(|said| view! {
                    <p class="connection-trouble"><Icon name=IconName::Warning/><span>{said}</span></p>
                })}
            </div>
            {badge}
        </article>
    }
}
