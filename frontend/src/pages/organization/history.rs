//! What happened to an organisation, the latest first.

use domain::organization::{OrganizationEvent, OrganizationHappening as Happening};
use leptos::prelude::*;
use leptos_router::components::A;

use super::href;
use super::opened::use_opened;
use crate::format;
use crate::i18n::{Text, organization, t, tf};
use crate::load::Failed;
use crate::pages::sheet::RegionName;
use crate::session::use_session;
use crate::ui::{Card, Skeleton};

#[component]
pub fn History() -> impl IntoView {
    let opened = use_opened();
    let retry = move || opened.history.refetch();
    view! {
        <Card title=t(organization::HISTORY)>
            {move || match opened.history.get() {
                None => view! { <Skeleton lines=3/> }.into_any(),
                Some(Err(failure)) => view! { <Failed failure retry/> }.into_any(),
                Some(Ok(page)) if page.items.is_empty() => view! {
                    <p class="page-note">{t(organization::HISTORY_NONE)}</p>
                }.into_any(),
                Some(Ok(page)) => view! {
                    <ol class="history">{page.items.into_iter().map(row).collect_view()}</ol>
                }.into_any(),
            }}
        </Card>
    }
}

fn row(event: OrganizationEvent) -> AnyView {
    let me = use_session().me().map(|me| me.id);
    let who = match event.actor_id {
        None => Some(t(organization::BY_SYSTEM)),
        id if id == me => Some(t(organization::BY_YOU)),
        // The API tells no names here.
        Some(_) => None,
    };
    let (title, more) = words(event.happening);
    view! {
        <li class="history-row">
            <span class="history-step">{title}</span>
            {more}
            <span class="history-note">{who}{who.map(|_| " · ")}{format::moment(event.at)}</span>
            {event.reason.filter(|r| !r.is_empty()).map(|reason| view! { <p class="history-reason">{reason}</p> })}
        </li>
    }
    .into_any()
}

fn words(happening: Happening) -> (String, Option<AnyView>) {
    let plain = |text: Text| (t(text).to_owned(), None);
    match happening {
        Happening::Created => plain(organization::EV_CREATED),
        Happening::CertificationRequested => plain(organization::EV_ASKED),
        Happening::Certified => plain(organization::EV_CERTIFIED),
        Happening::Returned => plain(organization::EV_RETURNED),
        Happening::Suspended => plain(organization::EV_SUSPENDED),
        Happening::Reinstated => plain(organization::EV_REINSTATED),
        Happening::Renamed { from, to } => {
            let text = tf(organization::EV_FROM_TO, &[&from, &to]);
            (
                t(organization::EV_RENAMED).to_owned(),
                Some(view! { <span>{text}</span> }.into_any()),
            )
        }
        Happening::Moved { from, to } => {
            let text = view! { <span><RegionName code=from/>" → "<RegionName code=to/></span> };
            (t(organization::EV_MOVED).to_owned(), Some(text.into_any()))
        }
        Happening::MergedInto { id, name } => {
            let link = view! { <A href=href(id)>{tf(organization::EV_MERGED, &[&name])}</A> };
            (String::new(), Some(link.into_any()))
        }
        Happening::TookIn { name, .. } => (tf(organization::EV_TOOK_IN, &[&name]), None),
        Happening::Synchronized { fields } => {
            let text = view! { <span>{fields.join("、")}</span> };
            (t(organization::EV_SYNCHRONIZED).to_owned(), Some(text.into_any()))
        }
    }
}

/// The words of the latest return or suspension; events come the latest first.
pub fn latest_reason(events: Vec<OrganizationEvent>) -> Option<String> {
    let told = |e: &OrganizationEvent| matches!(e.happening, Happening::Returned | Happening::Suspended);
    events.into_iter().find(told)?.reason
}
