//! All systems, and adding one.

use domain::api_client::ApiClient;
use leptos::prelude::*;
use leptos_router::components::A;

use super::href;
use super::new::New;
use crate::api::api_client as calls;
use crate::format;
use crate::i18n::{api_client as words, t, tf};
use crate::listing::{Listed, Listing};
use crate::page;
use crate::pages::connection::Board;
use crate::pages::sheet::RegionName;
use crate::shell::{SETTING_UP, SignedInAs};
use crate::ui::{Badge, EmptyState, IconName, Tone};

#[component]
pub fn ListPage() -> impl IntoView {
    page::title(t(words::TITLE));
    view! { <SignedInAs roles=SETTING_UP><Clients/></SignedInAs> }
}

#[component]
fn Clients() -> impl IntoView {
    let listing = Listing::new(calls::list);
    let (adding, issued) = (RwSignal::new(false), RwSignal::new(None));
    view! {
        <Board title=words::TITLE lead=words::LEAD add=words::NEW adding issued>
            {move || adding.get().then(|| view! { <New adding issued on_added=move || listing.reload()/> })}
            <Listed
                listing class="connections" empty=move || view! {
                    <EmptyState title=t(words::NONE) text=t(words::NONE_HINT) icon=IconName::Link/>
                }
                draw=|c| view! { <Row c/> }.into_any()
            />
        </Board>
    }
}

#[component]
fn Row(c: ApiClient) -> impl IntoView {
    let scopes: Vec<_> = c.scopes.iter().map(|scope| words::scope(*scope)).collect();
    let mut limits = tf(words::RATE_ROW, &[&c.requests_per_minute.to_string()]);
    if !c.organization_ids.is_empty() {
        let count = c.organization_ids.len().to_string();
        limits = format!("{limits} · {}", tf(words::ORGANIZATIONS_ROW, &[&count]));
    }
    let used = match c.last_used_at {
        Some(at) => tf(words::USED, &[&format::moment(at)]),
        None => t(words::USED_NEVER).to_owned(),
    };
    view! {
        <article class="connection" class:connection-ended=c.revoked_at.is_some()>
            <div class="connection-main">
                <h2 class="connection-name"><A href=href(c.id)>{c.name}</A></h2>
                <p>{scopes.join(t(words::JOIN))}</p>
                <p class="row-note"><RegionName code=c.region_code.to_string()/>" · "{limits}</p>
                <p class="row-note">{used}</p>
            </div>
            <ClientBadge revoked=c.revoked_at.is_some()/>
        </article>
    }
}

#[component]
pub(super) fn ClientBadge(revoked: bool) -> impl IntoView {
    let (text, tone) = if revoked {
        (words::REVOKED, Tone::Neutral)
    } else {
        (words::IN_USE, Tone::Good)
    };
    view! { <Badge tone>{t(text)}</Badge> }
}
