//! One system: what is known of it, what it may do, its secret.

use domain::api_client::ApiClient;
use domain::id::ApiClientId;
use leptos::prelude::*;

use super::LIST;
use super::change::Change;
use super::list::ClientBadge;
use super::tools::{Revoke, Rotate};
use crate::api::api_client as calls;
use crate::format;
use crate::i18n::{Text, api_client as words, t};
use crate::load::Loaded;
use crate::page;
use crate::pages::NotFound;
use crate::pages::connection::{CopyButton, Opened, Overtaken, SecretCard, above};
use crate::pages::sheet::RegionName;
use crate::shell::{SETTING_UP, SignedInAs};
use crate::ui::{Breadcrumb, Card};

#[component]
pub fn ShowPage() -> impl IntoView {
    page::title(t(words::TITLE));
    let id = page::id_in_path::<ApiClientId>("id");
    view! {
        <SignedInAs roles=SETTING_UP>
            {move || match id.get() {
                None => view! { <NotFound/> }.into_any(),
                Some(id) => view! {
                    <div class="wrap narrow page">
                        <Loaded heading=true lines=10 fetch=move || calls::show(id) draw=|c| view! { <Shown c/> }.into_any()/>
                    </div>
                }.into_any(),
            }}
        </SignedInAs>
    }
}

#[component]
fn Shown(c: ApiClient) -> impl IntoView {
    let opened = Opened::new(c);
    let name = Memo::new(move |_| opened.it.with(|c| c.name.clone()));
    let revoked = Memo::new(move |_| opened.it.with(|c| c.revoked_at.is_some()));
    Effect::new(move |_| page::title(&name.get()));
    view! {
        <Breadcrumb above=above(Some((LIST, words::TITLE))) here=name/>
        <div class="page-head">
            <h1 class="page-title">{move || name.get()}</h1>
            {move || view! { <ClientBadge revoked=revoked.get()/> }}
        </div>
        <SecretCard issued=opened.issued/>
        <Overtaken opened/>
        {move || revoked.get().then(|| view! {
            <div class="notice">
                <p class="notice-title">{t(words::IS_REVOKED)}</p>
                <p>{t(words::IS_REVOKED_HINT)}</p>
            </div>
        })}
        <Facts opened/>
        {move || (!revoked.get()).then(|| view! {
            <Change opened/>
            <Rotate opened/>
            <Revoke opened/>
        })}
    }
}

#[component]
fn Facts(opened: Opened<ApiClient>) -> impl IntoView {
    let line = |name: Text, value: AnyView| {
        view! { <div class="sheet-line"><dt>{t(name)}</dt><dd>{value}</dd></div> }.into_any()
    };
    let moment = move |name: Text, at| line(name, format::moment(at).into_any());
    let lines = move |c: ApiClient| {
        let id = c.id.to_string();
        let copied = id.clone();
        let shown = view! {
            <span class="copied"><code>{id}</code><CopyButton name=t(words::CLIENT_ID).to_owned() value=copied/></span>
        };
        let mut lines = vec![line(words::CLIENT_ID, shown.into_any())];
        if c.revoked_at.is_some() {
            let scopes: Vec<_> = c.scopes.iter().map(|scope| words::scope(*scope)).collect();
            let region = view! { <RegionName code=c.region_code.to_string()/> };
            lines.push(line(words::SCOPES, scopes.join(t(words::JOIN)).into_any()));
            lines.push(line(words::REGION, region.into_any()));
        }
        lines.push(moment(words::CREATED, c.created_at));
        lines.push(match c.last_used_at {
            Some(at) => moment(words::LAST_USED, at),
            None => line(words::LAST_USED, t(words::NEVER).into_any()),
        });
        lines.push(moment(words::ROTATED, c.rotated_at));
        let still = c
            .previous_until
            .filter(|until| page::now().is_none_or(|now| now < *until));
        lines.extend(match c.revoked_at {
            Some(at) => Some(moment(words::REVOKED_AT, at)),
            None => still.map(|until| moment(words::PREVIOUS_UNTIL, until)),
        });
        lines
    };
    view! {
        <Card title=t(words::FACTS)>
            <dl class="sheet facts">{move || lines(opened.it.get())}</dl>
        </Card>
    }
}
