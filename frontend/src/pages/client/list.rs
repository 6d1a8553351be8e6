//! All systems, and adding one.

use domain::api_client::ApiClient;
use leptos::prelude::*;
use leptos_router::components::A;

use super::new::New;
use super::secret::SecretCard;
use super::{LIST, href};
use crate::api::api_client as calls;
use crate::format;
use crate::i18n::{api_client as words, settings, t, tf};
use crate::listing::{Listed, Listing};
use crate::page;
use crate::pages::sheet::RegionName;
use crate::shell::{SETTING_UP, SignedInAs};
use crate::ui::{Badge, Breadcrumb, Button, ButtonKind, Crumb, EmptyState, IconName, Tone};

#[component]
pub fn ListPage() -> impl IntoView {
    page::title(t(words::TITLE));
    view! { <SignedInAs roles=SETTING_UP><Clients/></SignedInAs> }
}

/// The pages above one system.
pub(super) fn above() -> Vec<Crumb> {
    vec![
        Crumb::new("/admin", t(settings::TITLE)),
        Crumb::new(LIST, t(words::TITLE)),
    ]
}

#[component]
fn Clients() -> impl IntoView {
    let listing = Listing::new(calls::list);
    let adding = RwSignal::new(false);
    let issued = RwSignal::new(None);
    let add = move || {
        adding.set(true);
        page::focus_input_in(".client-form");
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
            <p class="page-note">{t(words::LEAD)}" "<a href="/api/docs/" rel="external">{t(words::DOCS)}</a></p>
            <SecretCard issued/>
            {move || adding.get().then(|| view! { <New open=adding issued on_added=move || listing.reload()/> })}
            <Listed
                listing class="connections" empty=move || view! {
                    <EmptyState title=t(words::NONE) text=t(words::NONE_HINT) icon=IconName::Link/>
                }
                draw=|c| view! { <Row c/> }.into_any()
            />
        </div>
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
