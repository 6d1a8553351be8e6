//! A resource to be read, and what a reviewer does with it.

use domain::media::{MediaKind, bytes};
use domain::resource::{
    Resource, ResourceAction, ResourceDecision, ResourceItem, ResourceReview, ResourceSelection,
    ResourceStep, SelectionDecision,
};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::names::{self, StatusBadge};
use crate::api::{Answer, resource as calls};
use crate::form::FormFaults;
use crate::format;
use crate::i18n::{Text, general, resource as words, t};
use crate::load::Loaded;
use crate::ui::{Button, ButtonKind, Dialog, TextArea, toast};

/// What it says, with its files.
#[component]
pub fn Sheet(r: Resource) -> impl IntoView {
    let c = r.content;
    let files = r.files.into_iter().map(|file| {
        let address = |name: &str| file.variants.get(name).cloned();
        let original = address("original").unwrap_or_default();
        let shown = match file.kind {
            MediaKind::Photo => {
                let small = address("thumb").unwrap_or_else(|| original.clone());
                view! { <img class="preview" src=small alt=file.file_name.clone()/> }.into_any()
            }
            _ => file.file_name.clone().into_any(),
        };
        view! {
            <li><a href=original target="_blank" rel="noopener">{shown}</a>" "<span class="row-note">{bytes(file.size)}</span></li>
        }
    });
    let files: Vec<_> = files.collect();
    view! {
        <div class="stack">
            <p class="row-note">
                {c.kind.map(|kind| t(names::kind(kind)))}" · "
                {c.licence.map(|licence| t(names::licence(licence).0))}" · "
                {names::counts(r.item.counts)}
            </p>
            <div class="prose">{c.description.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect_view()}</div>
            {c.url.map(|url| {
                let shown = url.clone();
                view! { <p><a href=url target="_blank" rel="external noopener nofollow">{shown}</a></p> }
            })}
            <ul>{files}</ul>
        </div>
    }
}

const fn step(step: ResourceStep) -> Text {
    match step {
        ResourceStep::Create => words::BEGIN,
        ResourceStep::Submit => words::SUBMIT,
        ResourceStep::Publish => words::PUBLISH,
        ResourceStep::Return => words::RETURN,
        ResourceStep::Withdraw => words::WITHDRAW,
        ResourceStep::Recommend => words::RECOMMENDED,
        ResourceStep::Feature => words::FEATURED,
        ResourceStep::Decline => words::DECLINE,
    }
}

/// What happened to it, the latest first.
#[component]
pub fn Events(r: Resource) -> impl IntoView {
    view! {
        <details class="card">
            <summary>{t(words::HISTORY)}</summary>
            <ul class="rows">
                {r.events.into_iter().rev().map(|event| view! {
                    <li>
                        <strong>{t(step(event.step))}</strong>" "
                        <span class="row-note">{format::moment(event.at)}</span>
                        {event.reason.map(|why| view! { <p>{why}</p> })}
                    </li>
                }).collect_view()}
            </ul>
        </details>
    }
}

/// What a reviewer may do, in the order of the buttons.
const ACTIONS: [(ResourceAction, Text, ButtonKind); 4] = [
    (ResourceAction::Return, words::RETURN, ButtonKind::Secondary),
    (ResourceAction::Decline, words::DECLINE, ButtonKind::Secondary),
    (ResourceAction::Publish, words::PUBLISH, ButtonKind::Primary),
    (ResourceAction::Feature, words::FEATURE, ButtonKind::Primary),
];

async fn act(item: &ResourceItem, action: ResourceAction, reason: String) -> Answer<Resource> {
    let (id, version) = (item.id, item.version);
    let reason = Some(reason).filter(|why| !why.trim().is_empty());
    let review = |decision, reason| ResourceReview { decision, reason };
    let select = |decision, reason| ResourceSelection { decision, reason };
    match action {
        ResourceAction::Publish => calls::review(id, version, &review(ResourceDecision::Publish, None)).await,
        ResourceAction::Feature => {
            calls::select(id, version, &select(SelectionDecision::Feature, None)).await
        }
        ResourceAction::Decline => {
            calls::select(id, version, &select(SelectionDecision::Decline, reason)).await
        }
        _ => calls::review(id, version, &review(ResourceDecision::Return, reason)).await,
    }
}

/// Reading one resource, and deciding.
#[component]
pub fn HandleDialog(
    open: RwSignal<bool>,
    opened: StoredValue<Option<ResourceItem>>,
    /// It stands elsewhere now.
    on_done: Callback<()>,
) -> impl IntoView {
    view! {
        <Dialog open title=t(words::DESK)>
            // The dialog is drawn anew each time it opens.
            {opened.get_value().map(|item| {
                let id = item.id;
                view! {
                    <Loaded lines=6 fetch=move || calls::show(id) draw=move |r| view! { <Decide r open on_done/> }.into_any()/>
                }
            })}
        </Dialog>
    }
}

#[component]
fn Decide(r: Resource, open: RwSignal<bool>, on_done: Callback<()>) -> impl IntoView {
    let reason = RwSignal::new(String::new());
    let faults = FormFaults::default();
    let busy = RwSignal::new(false);
    let item = StoredValue::new(r.item.clone());
    let press = move |action: ResourceAction| {
        busy.set(true);
        spawn_local(async move {
            let answer = act(&item.get_value(), action, reason.get_untracked()).await;
            // The dialog may be gone by now.
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(_) => {
                    toast::success(t(words::DONE));
                    open.set(false);
                    on_done.run(());
                }
                Err(failure) => faults.fail(&failure),
            }
        });
    };
    let buttons: Vec<_> = ACTIONS
        .into_iter()
        .filter(|(action, ..)| r.actions.contains(action))
        .map(|(action, text, kind)| view! { <Button kind busy on_press=move || press(action)>{t(text)}</Button> })
        .collect();
    let asks = r
        .actions
        .iter()
        .any(|action| matches!(action, ResourceAction::Return | ResourceAction::Decline));
    view! {
        <div class="dialog-form">
            <div class="report-head">
                <p class="report-title">{r.item.title.clone()}</p>
                <StatusBadge status=r.item.status/>
            </div>
            <p class="row-note">{r.item.organization_name.clone()}" · "{r.item.activity_title.clone()}</p>
            <Sheet r=r.clone()/>
            <Events r/>
            {asks.then(|| view! { <TextArea label=t(words::REASON) value=reason rows=3 fault=faults.at("/reason")/> })}
            <div class="form-buttons">
                <Button on_press=move || open.set(false)>{t(general::CLOSE)}</Button>
                {buttons}
            </div>
        </div>
    }
}
