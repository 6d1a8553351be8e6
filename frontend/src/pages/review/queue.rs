//! What waits for one's decision, longest waiting first.

use domain::access::{Actor, reviewer_of};
use domain::activity::status::Stage;
use domain::activity::view::ReviewQueueItem;
use leptos::prelude::*;
use leptos_router::components::A;

use crate::api::review as calls;
use crate::format;
use crate::i18n::{Text, activity, general, review, t, tf};
use crate::load::Failed;
use crate::page;
use crate::pages::status::StatusBadge;
use crate::session::use_session;
use crate::shell::SignedIn;
use crate::ui::{Badge, Choice, EmptyState, IconName, LoadMore, Select, Skeleton, Tone};

pub(super) const fn stage_name(stage: Stage) -> Text {
    match stage {
        Stage::City => review::STAGE_CITY,
        Stage::Province => review::STAGE_PROVINCE,
        Stage::National => review::STAGE_NATIONAL,
    }
}

const STAGES: [(&str, Stage); 3] = [
    ("city", Stage::City),
    ("province", Stage::Province),
    ("national", Stage::National),
];

fn own_stages(actor: &Actor) -> Vec<(&'static str, Stage)> {
    STAGES
        .into_iter()
        .filter(|(_, stage)| actor.has(reviewer_of(*stage)))
        .collect()
}

#[component]
pub fn QueuePage() -> impl IntoView {
    page::title(t(review::QUEUE));
    view! {
        <SignedIn>
            <div class="wrap page">
                <h1 class="page-title">{t(review::QUEUE)}</h1>
                <Queue/>
            </div>
        </SignedIn>
    }
}

#[component]
fn Queue() -> impl IntoView {
    let session = use_session();
    let stage = RwSignal::new(String::new());
    let stages = session
        .actor()
        .map(|actor| own_stages(&actor))
        .unwrap_or_default();
    let choices: Vec<Choice> = stages
        .iter()
        .map(|(key, stage)| Choice::new(*key, t(stage_name(*stage))))
        .collect();
    let items = RwSignal::new(Vec::<ReviewQueueItem>::new());
    let next = RwSignal::new(None::<String>);
    let (busy, loaded) = (RwSignal::new(false), RwSignal::new(false));
    let failure = RwSignal::new(None);
    let load = move |more: bool| {
        let wanted = stage.with_untracked(|key| STAGES.into_iter().find(|(k, _)| k == key).map(|(_, s)| s));
        busy.set(true);
        leptos::task::spawn_local(async move {
            let cursor = if more { next.get_untracked() } else { None };
            let answer = calls::queue(wanted, "", cursor).await;
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(page) => {
                    failure.set(None);
                    next.set(page.next);
                    items.update(|all| {
                        if !more {
                            all.clear();
                        }
                        all.extend(page.items);
                    });
                }
                Err(why) => failure.set(Some(why)),
            }
            loaded.set(true);
        });
    };
    Effect::new(move |_| {
        stage.track();
        load(false);
    });
    view! {
        {(choices.len() > 1).then(|| view! {
            <div class="filters"><Select label=t(activity::STATUS) value=stage choices empty=t(general::ALL)/></div>
        })}
        {move || match (failure.get(), loaded.get(), items.with(Vec::is_empty)) {
            (Some(failure), ..) => view! { <Failed failure retry=move || load(false)/> }.into_any(),
            (None, false, _) => view! { <Skeleton lines=6/> }.into_any(),
            (None, true, true) => view! {
                <EmptyState title=t(review::QUEUE_EMPTY) text=t(review::QUEUE_EMPTY_HINT) icon=IconName::Check/>
            }.into_any(),
            (None, true, false) => view! {
                <ul class="work-list">
                    <For each=move || items.get() key=|i| (i.activity.id, i.activity.version) let:item><Row item/></For>
                </ul>
                <LoadMore more=Signal::derive(move || next.with(Option::is_some)) busy on_more=move || load(true)/>
            }.into_any(),
        }}
    }
}

#[component]
fn Row(item: ReviewQueueItem) -> impl IntoView {
    let a = item.activity;
    let when = match (a.starts_at, a.ends_at) {
        (Some(from), Some(to)) => format::span(from, to),
        _ => String::new(),
    };
    let place = [a.region_name.unwrap_or_default(), when]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>();
    view! {
        <li class="work">
            <div class="work-main">
                <A href=format!("/review/{}", a.id) attr:class="work-title">{a.title.unwrap_or_default()}</A>
                <p class="work-note">{place.join(" · ")}</p>
                <p class="work-note">
                    {a.organization_name}
                    {a.submitted_at.map(|at| format!(" · {}", tf(review::WAITING_SINCE, &[&format::moment(at)])))}
                </p>
            </div>
            <div class="work-side">
                {(a.revision > 1).then(|| view! { <Badge>{tf(review::REVISION, &[&a.revision.to_string()])}</Badge> })}
                {a.back_filed.then(|| view! { <Badge tone=Tone::Warning>{t(activity::BACK_FILED)}</Badge> })}
                <StatusBadge status=a.status/>
            </div>
        </li>
    }
}
