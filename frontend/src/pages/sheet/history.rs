//! What happened to an activity, and what its reviewers said.

use domain::activity::status::Status;
use domain::activity::view::{Activity, ActivityEvent};
use leptos::prelude::*;

use crate::api::activity as calls;
use crate::format;
use crate::i18n::{activity, names, review, t, tf};
use crate::load::Loaded;
use crate::pages::status::step;
use crate::ui::{Badge, Card, Tone};

/// Everything that happened, latest first.
#[component]
pub fn History(a: Activity) -> impl IntoView {
    let (id, version) = (a.id, a.version);
    view! {
        <Card title=t(activity::HISTORY)>
            <Loaded
                lines=3
                fetch=move || {
                    // A new version may come with a new event.
                    let _ = version;
                    calls::events(id)
                }
                draw=|page| view! {
                    <ol class="history">
                        {page.items.into_iter().rev().map(|event| view! { <HistoryRow event/> }).collect_view()}
                    </ol>
                }.into_any()
            />
        </Card>
    }
}

#[component]
fn HistoryRow(event: ActivityEvent) -> impl IntoView {
    let who = match event.actor_role {
        Some(role) => tf(activity::BY_ROLE, &[&event.actor_name, names::role(role)]),
        None => event.actor_name,
    };
    let instead = event
        .on_behalf_of
        .map(|name| tf(activity::ON_BEHALF_OF, &[&name]));
    view! {
        <li class="history-row">
            <span class="history-step">{t(step(event.step))}</span>
            <span class="history-note">{who}{instead}" · "{format::moment(event.at)}</span>
            {event.reason.map(|reason| view! { <p class="history-reason">{reason}</p> })}
        </li>
    }
}

/// The reviewer's words, where the activity was sent back.
#[component]
pub fn LatestReason(a: Activity) -> impl IntoView {
    let rejected = matches!(
        a.status,
        Status::CityRejected | Status::ProvinceRejected | Status::NationalRejected | Status::TakenDown
    );
    let id = a.id;
    rejected.then(|| {
        view! {
            <Loaded lines=1 fetch=move || calls::events(id) draw=|page| {
                let reason = page.items.into_iter().rev().find_map(|e| e.reason);
                view! {
                    <div class="notice notice-warning">
                        <p class="notice-title">{t(activity::REJECTED_BECAUSE)}</p>
                        <p>{reason}</p>
                    </div>
                }.into_any()
            }/>
        }
    })
}

/// `第 2 次提交`, and whether it was filed afterwards.
#[component]
pub fn RevisionBadges(a: Activity) -> impl IntoView {
    view! {
        {(a.revision > 0).then(|| view! { <Badge>{tf(review::REVISION, &[&a.revision.to_string()])}</Badge> })}
        {a.back_filed.then(|| view! { <Badge tone=Tone::Warning>{t(activity::BACK_FILED)}</Badge> })}
    }
}
