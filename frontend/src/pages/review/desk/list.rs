//! The list of what waits.

use domain::activity::finding::Finding;
use domain::id::ActivityId;
use domain::review::ReviewQueueItem;
use domain::time::Instant;
use leptos::prelude::*;
use leptos_router::components::A;

use super::batch::BatchBar;
use super::queue::{claimed_by_other, is_free, is_waiting};
use super::state::{Desk, row_id, use_desk};
use crate::format;
use crate::i18n::{activity, names, review, t, tf};
use crate::load::Failed;
use crate::page;
use crate::pages::sheet::finding;
use crate::pages::status::StatusBadge;
use crate::ui::{Badge, EmptyState, Icon, IconName, LoadMore, Skeleton, Tone};

#[component]
pub fn QueueList(
    /// Whether any filter is set: then an empty list says something else.
    #[prop(into)]
    narrowed: Signal<bool>,
) -> impl IntoView {
    let desk = use_desk();
    let queue = desk.queue;
    let retry = Callback::new(move |()| {
        if queue.items.with_untracked(Vec::is_empty) {
            queue.reload();
        } else {
            queue.more();
        }
    });
    let failed = move || {
        queue
            .failure
            .get()
            .map(|failure| view! { <Failed failure retry/> })
    };
    let is_empty = Memo::new(move |_| queue.items.with(Vec::is_empty));
    let more = Signal::derive(move || queue.has_more());
    view! {
        {move || match (is_empty.get(), queue.failure.with(Option::is_some), queue.loaded.get()) {
            (true, true, _) => failed().into_any(),
            (true, false, false) => view! { <Skeleton lines=8/> }.into_any(),
            (true, false, true) if narrowed.get() => view! {
                <EmptyState title=t(review::QUEUE_NONE_MATCH) text=t(review::QUEUE_NONE_MATCH_HINT)/>
            }.into_any(),
            (true, false, true) => view! {
                <EmptyState title=t(review::QUEUE_EMPTY) text=t(review::QUEUE_EMPTY_HINT) icon=IconName::Check/>
            }.into_any(),
            (false, ..) => view! {
                <BatchBar/>
                <ul class="queue" aria-busy=move || queue.busy.get().then_some("true")>
                    <For each=move || queue.items.get() key=key let:item><Row item/></For>
                </ul>
                {move || if queue.failure.with(Option::is_some) {
                    failed().into_any()
                } else {
                    view! { <LoadMore more busy=queue.busy on_more=move || queue.more()/> }.into_any()
                }}
            }.into_any(),
        }}
    }
}

/// What of an item its row shows and may change.
fn key(item: &ReviewQueueItem) -> (ActivityId, i32, Option<(String, Instant)>) {
    // One's own claim is not shown: the row, and the focus on it, stay.
    let claim = claimed_by_other(item).map(|c| (c.name.clone(), c.until));
    (item.activity.id, item.activity.version, claim)
}

#[component]
fn Row(item: ReviewQueueItem) -> impl IntoView {
    let desk = use_desk();
    let free = is_free(&item);
    let badges = badges(desk, &item);
    let claimed = claimed_by_other(&item)
        .map(|claim| tf(review::CLAIMED_UNTIL, &[&claim.name, &format::time(claim.until)]));
    let recused = item.recused;
    let a = item.activity;
    let id = a.id;
    let title = a.title.unwrap_or_else(|| t(activity::UNTITLED).to_owned());
    let when = match (a.starts_at, a.ends_at) {
        (Some(from), Some(to)) => format::span(from, to),
        _ => String::new(),
    };
    let place = [a.region_name.unwrap_or_default(), when];
    let place: Vec<_> = place.into_iter().filter(|text| !text.is_empty()).collect();
    let is_selected = move || desk.selected.get() == Some(id);
    let press = move |event: leptos::ev::MouseEvent| {
        let plain = !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
        if plain && desk.wide.get_untracked() {
            event.prevent_default();
            desk.open(id);
        }
    };
    view! {
        <li
            class="queue-row"
            class:queue-selected=is_selected
            class:queue-closed=!free
            aria-current=move || is_selected().then_some("true")
        >
            <label class="queue-choose">
                <input
                    type="checkbox"
                    disabled=!free
                    prop:checked=move || desk.chosen.with(|all| all.contains(&id))
                    on:change=move |_| desk.toggle(id)
                />
                <span class="visually-hidden">{tf(review::CHOOSE_ITEM, &[&title])}</span>
            </label>
            <div class="queue-main">
                <A href=format!("/review/{id}") attr:class="queue-title" attr:id=row_id(id) on:click=press>{title}</A>
                <p class="queue-note">{place.join(" · ")}</p>
                <p class="queue-note">
                    {a.organization_name}
                    {a.submitted_at.map(|at| view! {
                        <span class="queue-since" title=tf(review::WAITING_SINCE, &[&format::moment(at)])>{waiting(at)}</span>
                    })}
                </p>
                <div class="badges">{badges}</div>
                {claimed.map(|text| view! { <p class="queue-claim"><Icon name=IconName::User/>{text}</p> })}
                {recused.then(|| view! { <p class="queue-claim"><Icon name=IconName::Stop/>{t(review::RECUSED_HINT)}</p> })}
            </div>
        </li>
    }
}

fn badges(desk: Desk, item: &ReviewQueueItem) -> Vec<AnyView> {
    let a = &item.activity;
    let mut all = finding_badges(&item.findings);
    let mut add = |tone, text: String| all.push(view! { <Badge tone>{text}</Badge> }.into_any());
    if item.recused {
        add(Tone::Bad, t(review::RECUSED).to_owned());
    }
    if a.revision > 1 {
        add(Tone::Accent, tf(review::REVISION, &[&a.revision.to_string()]));
    }
    if a.back_filed {
        add(Tone::Warning, t(activity::BACK_FILED).to_owned());
    }
    if item.joint_id.is_some() {
        add(Tone::Neutral, t(review::JOINT).to_owned());
    }
    if item.assigned_to == Some(desk.account) {
        add(Tone::Neutral, t(review::MINE).to_owned());
    }
    if let Some(line) = &item.line {
        add(Tone::Neutral, names::line(line));
    }
    if !is_waiting(item) {
        all.push(view! { <StatusBadge status=a.status/> }.into_any());
    }
    all
}

/// How many findings of each severity, as icon, word and number.
pub fn finding_badges(findings: &[Finding]) -> Vec<AnyView> {
    let badge = |severity| {
        let count = finding::count(findings, severity);
        (count > 0).then(|| {
            view! {
                <span class=format!("finding-badge {}", finding::tone(severity))>
                    <Icon name=finding::icon(severity)/>{t(finding::name(severity))}" "{count}
                </span>
            }
            .into_any()
        })
    };
    finding::SEVERITIES.into_iter().filter_map(badge).collect()
}

/// `已等 3 天`
fn waiting(since: Instant) -> String {
    let seconds = page::now().map_or(0, |now| now.seconds_since(since).max(0));
    if seconds < 60 {
        return t(review::WAITING_NEW).to_owned();
    }
    tf(review::WAITING, &[&duration(seconds)])
}

/// A length of time in the largest unit that tells something.
pub fn duration(seconds: i64) -> String {
    let (text, n) = match seconds {
        ..60 => (review::SECONDS, seconds),
        60..5_400 => (review::MINUTES, seconds / 60),
        5_400..172_800 => (review::HOURS, (seconds + 1_800) / 3_600),
        _ => (review::DAYS, seconds / 86_400),
    };
    tf(text, &[&n.to_string()])
}
