//! Noting that one's organisation used a resource.

use domain::activity::status::Status;
use domain::activity::view::ActivityItem;
use domain::id::ResourceId;
use domain::problem::{Fault, FaultCode, Faults};
use domain::resource::NewReuse;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::LIBRARY;
use crate::api::activity::{self as activities, Filter};
use crate::api::{Answer, resource as calls};
use crate::form::FormFaults;
use crate::i18n::{general, resource as words, t};
use crate::load::Loaded;
use crate::page;
use crate::pages::NotFound;
use crate::shell::SignedIn;
use crate::ui::{
    Breadcrumb, Button, ButtonKind, ButtonLink, Choice, Crumb, DateInput, EmptyState, IconName, NumberInput,
    Select, toast,
};

#[component]
pub fn ReusePage() -> impl IntoView {
    page::title(t(words::REPORT_USE));
    let id = page::id_in_path::<ResourceId>("id");
    view! {
        <SignedIn>
            {move || match id.get() {
                None => view! { <NotFound/> }.into_any(),
                Some(id) => view! {
                    <div class="wrap narrow page">
                        <Breadcrumb
                            above=vec![Crumb::new(LIBRARY, t(words::TITLE)), Crumb::new(format!("{LIBRARY}/{id}"), t(words::PUBLIC_PAGE))]
                            here=t(words::REPORT_USE).to_owned()
                        />
                        <h1 class="page-title">{t(words::REPORT_USE)}</h1>
                        <p class="page-note">{t(words::USE_LEAD)}</p>
                        <Loaded lines=4 fetch=move || approved(id) draw=move |found| view! { <Form id found/> }.into_any()/>
                    </div>
                }.into_any(),
            }}
        </SignedIn>
    }
}

/// Pages of one's own activities that are asked for at the most.
const PAGES: usize = 25;

#[derive(Debug, Clone)]
struct Found {
    /// In which the resource can have been used.
    activities: Vec<ActivityItem>,
    /// There are others, but their organisation offers the resource itself.
    offered: bool,
}

/// One's own approved activities, without those of the organisation that offers the resource: its own use is not noted.
async fn approved(id: ResourceId) -> Answer<Found> {
    let filter = Filter {
        status: Some(Status::Approved),
        ..Filter::default()
    };
    let resource = calls::public(&id.to_string()).await?;
    let (mut all, mut cursor) = (Vec::new(), None);
    for _ in 0..PAGES {
        let page = activities::list(&filter, cursor).await?;
        all.extend(page.items);
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    let count = all.len();
    all.retain(|activity| activity.organization_name != resource.card.organization_name);
    Ok(Found {
        offered: all.len() < count,
        activities: all,
    })
}

#[component]
fn Form(id: ResourceId, found: Found) -> impl IntoView {
    if found.activities.is_empty() {
        let (title, hint) = if found.offered {
            (words::OWN_RESOURCE, words::OWN_RESOURCE_HINT)
        } else {
            (words::NO_ACTIVITY, words::NO_ACTIVITY_HINT)
        };
        return view! {
            <EmptyState title=t(title) text=t(hint) icon=IconName::Calendar>
                <ButtonLink href="/my/activities">{t(general::MY_ACTIVITIES)}</ButtonLink>
            </EmptyState>
        }
        .into_any();
    }
    let choices: Vec<_> = found
        .activities
        .into_iter()
        .map(|a| Choice::new(a.id.to_string(), a.title.unwrap_or_default()))
        .collect();
    let activity = RwSignal::new(String::new());
    let used_on = RwSignal::new(page::now().map(|now| now.shanghai_date()));
    let participants = RwSignal::new(None::<i64>);
    let faults = FormFaults::default();
    let busy = RwSignal::new(false);
    let navigate = use_navigate();
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let new = match entered(activity, used_on, participants) {
            Ok(new) => new,
            Err(wrong) => {
                faults.show(&wrong);
                return;
            }
        };
        busy.set(true);
        let navigate = navigate.clone();
        spawn_local(async move {
            let answer = calls::report_use(id, &new).await;
            // The page may be gone by now.
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(_) => {
                    toast::success(t(words::USE_DONE));
                    navigate(&format!("{LIBRARY}/{id}"), NavigateOptions::default());
                }
                Err(failure) => faults.fail(&failure),
            }
        });
    };
    view! {
        <form class="stack" novalidate on:submit=send>
            <Select label=t(words::USE_ACTIVITY) hint=t(words::USE_ACTIVITY_HINT) value=activity choices
                empty=t(general::PLEASE_CHOOSE) fault=faults.at("/activity_id") required=true/>
            <DateInput label=t(words::USED_ON) value=used_on fault=faults.at("/used_on") required=true/>
            <NumberInput label=t(words::PARTICIPANTS) value=participants fault=faults.at("/participants") required=true/>
            <div class="form-buttons">
                <Button kind=ButtonKind::Primary submit=true busy>{t(words::USE_SEND)}</Button>
            </div>
        </form>
    }
    .into_any()
}

/// What was entered, or what is missing.
fn entered(
    activity: RwSignal<String>,
    used_on: RwSignal<Option<chrono::NaiveDate>>,
    participants: RwSignal<Option<i64>>,
) -> Result<NewReuse, Faults> {
    let mut faults = Faults::new();
    let mut missing =
        |pointer: &str, what| faults.push(Fault::new(pointer, FaultCode::Required).with(t(what)));
    let activity_id = activity.get_untracked().parse().ok();
    let used_on = used_on.get_untracked();
    let people = participants.get_untracked().and_then(|n| u32::try_from(n).ok());
    if activity_id.is_none() {
        missing("/activity_id", words::USE_ACTIVITY);
    }
    if used_on.is_none() {
        missing("/used_on", words::USED_ON);
    }
    if people.is_none() {
        missing("/participants", words::PARTICIPANTS);
    }
    match (activity_id, used_on, people) {
        (Some(activity_id), Some(used_on), Some(participants)) => Ok(NewReuse {
            activity_id,
            used_on,
            participants,
        }),
        _ => Err(faults),
    }
}
