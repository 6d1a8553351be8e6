//! All addresses that are told of events, and adding one.

use domain::webhook::{EventKind, Webhook};
use leptos::prelude::*;
use leptos_router::components::A;

use super::new::New;
use super::status::{state_badge, trouble};
use super::{LIST, href};
use crate::api::webhook as calls;
use crate::i18n::{api_client, settings, t, tf, webhook as words};
use crate::listing::{Listed, Listing};
use crate::page;
use crate::pages::client::secret::SecretCard;
use crate::pages::sheet::RegionName;
use crate::shell::{SETTING_UP, SignedInAs};
use crate::ui::{Breadcrumb, Button, ButtonKind, Crumb, EmptyState, Icon, IconName};

#[component]
pub fn ListPage() -> impl IntoView {
    page::title(t(words::TITLE));
    view! { <SignedInAs roles=SETTING_UP><Webhooks/></SignedInAs> }
}

/// The pages above one address.
pub(super) fn above() -> Vec<Crumb> {
    vec![
        Crumb::new("/admin", t(settings::TITLE)),
        Crumb::new(LIST, t(words::TITLE)),
    ]
}

#[component]
fn Webhooks() -> impl IntoView {
    let listing = Listing::new(calls::list);
    let adding = RwSignal::new(false);
    let issued = RwSignal::new(None);
    let add = move || {
        adding.set(true);
        page::focus_input_in(".webhook-form");
    };
    let idle = Memo::new(move |_| !adding.get() && issued.with(Option::is_none));
    view! {
        <div class="wrap narrow page">
            <Breadcrumb above=vec![Crumb::new("/admin", t(settings::TITLE))] here=t(words::TITLE).to_owned()/>
            <div class="page-head">
                <h1 class="page-title">{t(words::TITLE)}</h1>
                {move || idle.get().then(|| view! {
                    <Button kind=ButtonKind::Primary icon=IconName::Plus on_press=add>{t(words::NEW)}</Button>
                })}
            </div>
            <p class="page-note">{t(words::LEAD)}" "<a href="/api/docs/" rel="external">{t(api_client::DOCS)}</a></p>
            <SecretCard issued/>
            {move || adding.get().then(|| view! { <New open=adding issued on_added=move || listing.reload()/> })}
            <Listed
                listing class="connections" empty=move || view! {
                    <EmptyState title=t(words::NONE) text=t(words::NONE_HINT) icon=IconName::Bell/>
                }
                draw=|w| view! { <Row w/> }.into_any()
            />
        </div>
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
