//! What reached one, the latest first, with what there is to do above it; for officials also what they issued.

use domain::circular::{CircularItem, CircularStatus};
use leptos::prelude::*;
use leptos_router::components::A;

use super::todos::Todos;
use super::{OFFICIALS, StatusBadge, href};
use crate::api::circular as calls;
use crate::format;
use crate::i18n::{circular as words, t, tf};
use crate::listing::{Listed, Listing};
use crate::page;
use crate::pages::reporting;
use crate::session::use_session;
use crate::shell::SignedIn;
use crate::ui::{Badge, ButtonKind, ButtonLink, EmptyState, IconName, Tab, Tabs, Tone};

#[component]
pub fn ListPage() -> impl IntoView {
    page::title(t(words::TITLE));
    view! { <SignedIn><Trays/></SignedIn> }
}

#[component]
fn Trays() -> impl IntoView {
    let official = use_session().has_any(OFFICIALS);
    let chosen = RwSignal::new("received");
    let tabs = vec![
        Tab::new("received", t(words::RECEIVED)),
        Tab::new("issued", t(words::ISSUED)),
    ];
    let panel = Callback::new(|key| view! { <Tray issued=key == "issued"/> }.into_any());
    view! {
        <div class="wrap page">
            {official.then(|| view! { <reporting::Tabs/> })}
            <div class="page-head">
                <h1 class="page-title">{t(words::TITLE)}</h1>
                {official.then(|| view! {
                    <ButtonLink href="/circulars/new" kind=ButtonKind::Primary icon=IconName::Plus>{t(words::NEW)}</ButtonLink>
                })}
            </div>
            <p class="page-note">{t(words::LEAD)}</p>
            <Todos/>
            {if official {
                view! { <Tabs label=t(words::FILTER) tabs chosen panel/> }.into_any()
            } else {
                view! { <Tray issued=false/> }.into_any()
            }}
        </div>
    }
}

#[component]
fn Tray(issued: bool) -> impl IntoView {
    let listing = Listing::new(move |cursor| calls::list(issued, cursor));
    let empty = move || {
        let (title, text) = match issued {
            true => (words::NONE_ISSUED, words::NONE_ISSUED_HINT),
            false => (words::NONE, words::NONE_HINT),
        };
        view! { <EmptyState title=t(title) text=t(text) icon=IconName::Bell/> }
    };
    view! { <Listed listing class="circulars" empty draw=|item| view! { <Row item/> }.into_any()/> }
}

#[component]
fn Row(item: CircularItem) -> impl IntoView {
    let draft = item.status == CircularStatus::Draft;
    let published = item.status == CircularStatus::Published;
    let to = if draft {
        format!("{}/edit", href(item.id))
    } else {
        href(item.id)
    };
    let sent = format::moment(item.at);
    view! {
        <article class="circular-row" class:circular-unread=published && !item.read>
            <h2 class="circular-name">
                {(published && !item.read).then(|| view! { <Badge tone=Tone::Accent>{t(words::UNREAD)}</Badge> })}
                <A href=to>{if item.title.is_empty() { t(words::NEW).to_owned() } else { item.title.clone() }}</A>
            </h2>
            <p class="row-note">
                {item.office.clone()}
                {item.document_number.clone().map(|number| format!(" · {number}"))}
                " · "{sent}
            </p>
            <p class="circular-marks">
                {(!published).then(|| view! { <StatusBadge status=item.status/> })}
                {item.forwarded.then(|| view! { <Badge>{t(words::FORWARDED)}</Badge> })}
                {(item.revision > 1).then(|| view! { <Badge>{t(words::CORRECTED)}</Badge> })}
                {item.due_on.map(|day| view! { <Badge tone=Tone::Warning>{tf(words::DUE, &[&format::date(day)])}</Badge> })}
            </p>
        </article>
    }
}
