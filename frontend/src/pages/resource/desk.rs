//! The resources of one's region: to be read, to be recommended, to be selected.

use std::collections::BTreeMap;

use domain::access::Role;
use domain::id::ResourceId;
use domain::resource::{
    BATCH_NAME_MAX, RecommendBatch, ResourceBatchItem, ResourceBatchResult, ResourceItem, ResourceStatus,
};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::handle::HandleDialog;
use super::names::{self, StatusBadge};
use crate::api::resource as calls;
use crate::form::FormFaults;
use crate::i18n::{report, resource as words, t, tf};
use crate::listing::{Listed, Listing};
use crate::page;
use crate::session::use_session;
use crate::shell::SignedInIf;
use crate::ui::{Badge, Button, ButtonKind, ButtonLink, EmptyState, IconName, Tab, Tabs, TextInput, toast};

/// In the order of the work.
const SHOWN: [ResourceStatus; 6] = [
    ResourceStatus::Submitted,
    ResourceStatus::Offered,
    ResourceStatus::Recommended,
    ResourceStatus::Featured,
    ResourceStatus::Returned,
    ResourceStatus::Withdrawn,
];

#[component]
pub fn DeskPage() -> impl IntoView {
    page::title(t(words::DESK));
    let session = use_session();
    view! {
        <SignedInIf allowed=move || session.answers()>
            <div class="wrap narrow page">
                <div class="page-head">
                    <h1 class="page-title">{t(words::DESK)}</h1>
                    <ButtonLink href="/reports" kind=ButtonKind::Quiet>{t(report::LIST)}</ButtonLink>
                </div>
                <ByStatus/>
            </div>
        </SignedInIf>
    }
}

#[component]
fn ByStatus() -> impl IntoView {
    let chosen = RwSignal::new(ResourceStatus::Submitted.as_str());
    let again = RwSignal::new(0_u32);
    let (open, opened) = (RwSignal::new(false), StoredValue::new(None::<ResourceItem>));
    let on_open = Callback::new(move |item: ResourceItem| {
        opened.set_value(Some(item));
        open.set(true);
    });
    let on_done = Callback::new(move |()| again.update(|n| *n += 1));
    let tabs = SHOWN.map(|s| Tab::new(s.as_str(), t(names::status(s)))).to_vec();
    let panel = Callback::new(move |key: &'static str| {
        let status = ResourceStatus::parse(key).unwrap_or(ResourceStatus::Submitted);
        view! { <Rows status again on_open/> }.into_any()
    });
    view! {
        <Tabs label=t(words::STATUSES) tabs chosen panel/>
        <HandleDialog open opened on_done/>
    }
}

/// Those that are ticked, each with its version and its title. `Copy`.
#[derive(Clone, Copy)]
struct Ticked(RwSignal<BTreeMap<ResourceId, (i32, String)>>);

impl Ticked {
    /// Only what can be seen stays ticked, as it stands now.
    fn follow(self, shown: &[ResourceItem]) {
        let Self(all) = self;
        let now = |id: &ResourceId| shown.iter().find(|item| item.id == *id).map(|item| item.version);
        let changed = |(id, (version, _)): (&ResourceId, &(i32, String))| now(id) != Some(*version);
        if all.with_untracked(|all| all.iter().any(changed)) {
            all.update(|all| {
                all.retain(|id, (version, _)| {
                    let now = now(id);
                    *version = now.unwrap_or(*version);
                    now.is_some()
                });
            });
        }
    }
}

#[component]
fn Rows(status: ResourceStatus, again: RwSignal<u32>, on_open: Callback<ResourceItem>) -> impl IntoView {
    let session = use_session();
    let ticked = Ticked(RwSignal::new(BTreeMap::new()));
    let listing = Listing::new(move |cursor| {
        again.track();
        calls::desk(status, cursor)
    });
    // Without following the session: its renewal would load the list once more.
    let recommends =
        status == ResourceStatus::Offered && untrack(|| session.has_any(&[Role::ProvinceReviewer]));
    if recommends {
        Effect::new(move |_| ticked.follow(&listing.items()));
    }
    let empty = || view! { <EmptyState title=t(words::DESK_EMPTY) icon=IconName::Check/> };
    view! {
        {recommends.then(|| view! { <Batch ticked again/> })}
        <Listed
            listing class="reports" empty
            draw=move |item| view! { <Row item on_open ticked=recommends.then_some(ticked)/> }.into_any()
        />
    }
}

#[component]
fn Row(item: ResourceItem, on_open: Callback<ResourceItem>, ticked: Option<Ticked>) -> impl IntoView {
    let this = item.clone();
    let press = Callback::new(move |()| on_open.run(this.clone()));
    let (id, version) = (item.id, item.version);
    let label = tf(words::CHOOSE, &[&item.title]);
    let title = item.title.clone();
    let tick = ticked.map(|Ticked(all)| {
        let change = move |on: bool| {
            all.update(|all| {
                if on {
                    all.insert(id, (version, title.clone()));
                } else {
                    all.remove(&id);
                }
            });
        };
        view! {
            <label class="option">
                <input
                    type="checkbox" aria-label=label
                    prop:checked=move || all.with(|all| all.contains_key(&id))
                    on:change=move |e| change(event_target_checked(&e))
                />
            </label>
        }
    });
    view! {
        <article class="report">
            <div class="report-head">
                {tick}
                <h2 class="report-title">{item.title}</h2>
                <StatusBadge status=item.status/>
            </div>
            <p class="row-note">
                {item.kind.map(|kind| t(names::kind(kind)))}" · "{item.organization_name}" · "{item.activity_title}
                {item.batch.map(|batch| view! { " " <Badge>{batch}</Badge> })}
            </p>
            {item.status.is_public().then(|| view! { <p class="row-note">{names::counts(item.counts)}</p> })}
            <div class="card-actions"><Button on_press=press>{t(words::OPEN)}</Button></div>
        </article>
    }
}

/// Recommending what is ticked, under a name.
#[component]
fn Batch(ticked: Ticked, again: RwSignal<u32>) -> impl IntoView {
    let Ticked(all) = ticked;
    let name = RwSignal::new(String::new());
    let faults = FormFaults::default();
    let busy = RwSignal::new(false);
    // What could not be recommended, and why.
    let refused = RwSignal::new(Vec::<(String, String)>::new());
    let none = Signal::derive(move || all.with(BTreeMap::is_empty));
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() || none.get_untracked() {
            return;
        }
        let items = all.with_untracked(|all| {
            let item = |(id, (version, _)): (&ResourceId, &(i32, String))| ResourceBatchItem {
                id: *id,
                version: *version,
            };
            all.iter().map(item).collect()
        });
        let batch = RecommendBatch {
            name: name.get_untracked(),
            items,
        };
        busy.set(true);
        faults.clear();
        refused.set(Vec::new());
        spawn_local(async move {
            let answer = calls::recommend(&batch).await;
            // The page may be gone by now.
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(results) => {
                    let (done, failed) = (results.done.to_string(), results.failed.to_string());
                    let said = tf(words::RECOMMENDED_NOW, &[&done, &failed]);
                    if results.done == 0 {
                        toast::failure(said);
                    } else {
                        toast::success(said);
                    }
                    let failed: Vec<_> = results.items.into_iter().filter(|item| !item.done).collect();
                    let why = |item: &ResourceBatchResult| {
                        let title =
                            all.with_untracked(|all| all.get(&item.id).map(|(_, title)| title.clone()));
                        let problem = item.problem.as_ref();
                        let why = problem.map(|p| p.detail.clone().unwrap_or_else(|| p.title.clone()));
                        (title.unwrap_or_default(), why.unwrap_or_default())
                    };
                    refused.set(failed.iter().map(why).collect());
                    all.update(|all| all.retain(|id, _| failed.iter().any(|item| item.id == *id)));
                    again.update(|n| *n += 1);
                }
                Err(failure) => faults.fail(&failure),
            }
        });
    };
    let count = move || tf(words::RECOMMEND, &[&all.with(BTreeMap::len).to_string()]);
    view! {
        <form class="filters" novalidate on:submit=send>
            <TextInput label=t(words::BATCH) hint=t(words::BATCH_HINT) value=name maxlength=BATCH_NAME_MAX as u32 fault=faults.at("/name")/>
            <div class="form-buttons">
                <Button kind=ButtonKind::Primary submit=true busy disabled=none>{count}</Button>
            </div>
        </form>
        <div role="alert">
            {move || refused.with(|all| !all.is_empty()).then(|| view! {
                <p class="field-fault">{t(words::NOT_RECOMMENDED)}</p>
                <ul class="rows">
                    {refused.get().into_iter().map(|(title, why)| view! {
                        <li><strong>{title}</strong>" "<span class="row-note">{why}</span></li>
                    }).collect_view()}
                </ul>
            })}
        </div>
    }
}
