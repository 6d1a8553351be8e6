//! The activities of one's own organisations.

use domain::activity::status::Status;
use domain::activity::view::ActivityItem;
use leptos::prelude::*;
use leptos_router::components::A;

use crate::api::activity::{self as api, Filter};
use crate::format;
use crate::i18n::{activity, exchange as exchange_words, general, supplement, t, tf};
use crate::load::Failed;
use crate::page;
use crate::pages::exchange::{self, ExportButton};
use crate::pages::status::StatusBadge;
use crate::pages::supplement as after;
use crate::pause::after_pause;
use crate::shell::SignedIn;
use crate::ui::{
    Badge, ButtonKind, ButtonLink, Choice, EmptyState, IconName, LoadMore, Select, Skeleton, TextInput, Tone,
};

#[component]
pub fn MinePage() -> impl IntoView {
    page::title(t(activity::MINE));
    view! {
        <SignedIn>
            <div class="wrap page">
                <div class="page-head">
                    <h1 class="page-title">{t(activity::MINE)}</h1>
                    <div class="page-acts">
                        <ButtonLink href=exchange::LIST kind=ButtonKind::Quiet icon=IconName::Upload>{t(exchange_words::MANY)}</ButtonLink>
                        <ButtonLink href="/my/activities/new" kind=ButtonKind::Primary icon=IconName::Plus>{t(activity::NEW)}</ButtonLink>
                    </div>
                </div>
                <List/>
            </div>
        </SignedIn>
    }
}

#[component]
fn List() -> impl IntoView {
    let (q, status) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let typed = RwSignal::new(String::new());
    let settle = after_pause(300, move |text: String| typed.set(text));
    Effect::new(move |_| settle(q.get()));
    let items = RwSignal::new(Vec::<ActivityItem>::new());
    let next = RwSignal::new(None::<String>);
    let (busy, loaded) = (RwSignal::new(false), RwSignal::new(false));
    let failure = RwSignal::new(None);
    let load = move |more: bool| {
        let filter = Filter {
            q: typed.get_untracked(),
            status: Status::parse(&status.get_untracked()),
            ..Filter::default()
        };
        busy.set(true);
        leptos::task::spawn_local(async move {
            let cursor = if more { next.get_untracked() } else { None };
            let answer = api::list(&filter, cursor).await;
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
        typed.track();
        status.track();
        load(false);
    });
    // For the days left; without it the links are there all the same.
    let statuses: Vec<Choice> = Status::ALL
        .map(|s| Choice::new(s.as_str(), crate::pages::status::name(s)))
        .to_vec();
    let filtered = move || !typed.with(String::is_empty) || !status.with(String::is_empty);
    view! {
        <div class="filters" role="search">
            <TextInput label=t(general::SEARCH) value=q kind="search"/>
            <Select label=t(activity::STATUS) value=status choices=statuses empty=t(general::ALL)/>
            <ExportButton kind="activities" name=exchange_words::EXPORT_FILE_ACTIVITIES filter=move |()| vec![
                ("q", typed.get()), ("status", status.get()),
            ]/>
        </div>
        {move || match (failure.get(), loaded.get(), items.with(Vec::is_empty)) {
            (Some(failure), ..) => view! { <Failed failure retry=move || load(false)/> }.into_any(),
            (None, false, _) => view! { <Skeleton lines=6/> }.into_any(),
            (None, true, true) if filtered() => view! { <EmptyState title=t(activity::NONE_FOUND)/> }.into_any(),
            (None, true, true) => view! {
                <EmptyState title=t(activity::MINE_EMPTY) text=t(activity::MINE_EMPTY_HINT) icon=IconName::Calendar>
                    <ButtonLink href="/my/activities/new" kind=ButtonKind::Primary>{t(activity::NEW)}</ButtonLink>
                </EmptyState>
            }.into_any(),
            (None, true, false) => view! {
                <ul class="work-list">
                    <For each=move || items.get() key=|a| (a.id, a.version) let:item><Row item/></For>
                </ul>
                <LoadMore more=Signal::derive(move || next.with(Option::is_some)) busy on_more=move || load(true)/>
            }.into_any(),
        }}
    }
}

#[component]
fn Row(item: ActivityItem) -> impl IntoView {
    let due = after::is_time(&item).then(|| view! { <Due item=item.clone()/> });
    let when = match (item.starts_at, item.ends_at) {
        (Some(from), Some(to)) => format::span(from, to),
        (Some(from), None) => format::moment(from),
        _ => String::new(),
    };
    let place = [item.region_name.unwrap_or_default(), when]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>();
    view! {
        <li class="work">
            <div class="work-main">
                <A href=format!("/my/activities/{}", item.id) attr:class="work-title">
                    {item.title.filter(|text| !text.is_empty()).unwrap_or_else(|| t(activity::UNTITLED).to_owned())}
                </A>
                <p class="work-note">{place.join(" · ")}</p>
                <p class="work-note">{item.organization_name}" · "{tf(activity::UPDATED, &[&format::moment(item.updated_at)])}</p>
                {due}
            </div>
            <div class="work-side">
                {item.back_filed.then(|| view! { <Badge>{t(activity::BACK_FILED)}</Badge> })}
                <StatusBadge status=item.status/>
            </div>
        </li>
    }
}

/// To what is added after the event, with the days that are left for it.
#[component]
fn Due(item: ActivityItem) -> impl IntoView {
    let address = after::href(item.id);
    let left = move || after::days_left(&item);
    view! {
        <p class="work-due">
            <A href=address>{t(supplement::PAGE)}</A>
            {move || left().map(|text| view! { <Badge tone=Tone::Warning>{text}</Badge> })}
        </p>
    }
}
