//! What is added after the event (活动补充信息): filled in by the organisation, read by those in charge; the cockpit
//! beside it says whether the activity can be recommended and what is missing.

mod bars;
mod check;
mod cockpit;
mod deadline;
mod draft;
mod extend;
mod form;
mod judging;
mod people;
mod photos;
mod place;
mod removed;
mod reports;
mod saving;
mod screenshot;
mod sheet;
mod summary;
mod videos;

use domain::activity::status::Status;
use domain::activity::view::{Activity, ActivityItem};
use domain::edition::Edition;
use domain::eligibility::Eligibility;
use domain::id::ActivityId;
use domain::supplement::{Supplement, SupplementAction};
use leptos::prelude::*;

pub use deadline::days_left;

use self::form::Editor;
use self::judging::{Facts, basis};
use self::sheet::SupplementSheet;
use crate::api::{Answer, activity as activities, reference, supplement as calls};
use crate::i18n::{activity, review, supplement, t};
use crate::load::Loaded;
use crate::page;
use crate::pages::NotFound;
use crate::pages::resource::BeginResource;
use crate::pages::status::StatusBadge;
use crate::shell::SignedIn;
use crate::ui::{Breadcrumb, Crumb};

/// Where the page of an activity is.
pub fn href(id: ActivityId) -> String {
    format!("/activities/{id}/supplement")
}

/// Whether it is time to think of it: the activity is over, or will certainly take place.
pub fn is_time(item: &ActivityItem) -> bool {
    let over = item.ends_at.zip(page::now()).is_some_and(|(end, now)| now >= end);
    item.status == Status::Approved || (over && item.status != Status::TakenDown)
}

#[derive(Debug, Clone)]
struct Opened {
    activity: Activity,
    supplement: Supplement,
    edition: Edition,
    eligibility: Eligibility,
}

async fn load(id: ActivityId) -> Answer<Opened> {
    let (activity, supplement) = futures_util::join!(activities::show(id), calls::show(id));
    let (activity, supplement) = (activity?, supplement?);
    let (edition, eligibility) = futures_util::join!(
        reference::edition(&activity.edition),
        calls::eligibility(id, basis(&supplement))
    );
    Ok(Opened {
        edition: edition?,
        eligibility: eligibility?,
        supplement,
        activity,
    })
}

#[component]
pub fn ShowPage() -> impl IntoView {
    page::title(t(supplement::PAGE));
    let id = page::id_in_path::<ActivityId>("id");
    view! {
        <SignedIn>
            {move || match id.get() {
                None => view! { <NotFound/> }.into_any(),
                Some(id) => {
                    let again = RwSignal::new(0_u32);
                    let fetch = move || {
                        again.track();
                        load(id)
                    };
                    let on_change = Callback::new(move |()| again.update(|n| *n += 1));
                    view! {
                        <div class="wrap page">
                            <Loaded heading=true lines=8 fetch draw=move |opened| view! { <Shown opened on_change/> }.into_any()/>
                        </div>
                    }.into_any()
                }
            }}
        </SignedIn>
    }
}

#[component]
fn Shown(opened: Opened, on_change: Callback<()>) -> impl IntoView {
    let Opened {
        activity: a,
        supplement: s,
        edition,
        eligibility,
    } = opened;
    let title = a.content.title.clone().filter(|text| !text.is_empty());
    let title = title.unwrap_or_else(|| t(activity::UNTITLED).to_owned());
    let edits = s.actions.contains(&SupplementAction::Edit);
    let above = if edits {
        vec![
            Crumb::new("/my/activities", t(activity::MINE)),
            Crumb::new(format!("/my/activities/{}", a.id), title.clone()),
        ]
    } else {
        vec![
            Crumb::new("/review", t(review::QUEUE)),
            Crumb::new(format!("/review/{}", a.id), title.clone()),
        ]
    };
    let facts = Facts::of(&a, edition.thresholds);
    let (id, status) = (a.id, a.status);
    let note = format!("{title} · {}", a.organization_name);
    let content = if edits {
        view! { <Editor a s facts first=eligibility/> }.into_any()
    } else {
        view! { <SupplementSheet s facts eligibility on_change/> }.into_any()
    };
    view! {
        <Breadcrumb above here=t(supplement::PAGE).to_owned()/>
        <div class="page-head">
            <div>
                <h1 class="page-title">{t(supplement::PAGE)}</h1>
                <p class="page-note">{note}</p>
            </div>
            <StatusBadge status/>
        </div>
        // What others can use again need not wait for the supplement.
        {(edits && status == Status::Approved).then(|| view! { <div class="page-actions"><BeginResource of=id/></div> })}
        {content}
    }
}
