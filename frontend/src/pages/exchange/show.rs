//! One import: how far it is, what came of it, and what can be done now.

use domain::exchange::{Import, ImportKind, ImportState, NewImport};
use domain::id::ImportId;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;

use super::faults::Faults;
use super::{IMPORTING, LIST, StateBadge, href};
use crate::api::{self, exchange as calls};
use crate::i18n::{Text, exchange as words, t, tf};
use crate::load::Loaded;
use crate::page;
use crate::pages::NotFound;
use crate::pages::reporting::Tabs;
use crate::shell::SignedInAs;
use crate::ui::{Badge, Button, ButtonKind, ButtonLink, Confirm, Icon, IconName, Progress, toast};

/// Milliseconds between two looks at an import that is not over.
const LOOK: u32 = 1_200;
/// Numbers of hidden rows that are written out.
const NAMED: usize = 30;

#[component]
pub fn ShowPage() -> impl IntoView {
    page::title(t(words::TITLE));
    let id = page::id_in_path::<ImportId>("id");
    view! {
        <SignedInAs roles=IMPORTING>
            {move || match id.get() {
                None => view! { <NotFound/> }.into_any(),
                Some(id) => view! {
                    <div class="wrap page imports">
                        <Tabs/>
                        <Loaded heading=true lines=8 fetch=move || calls::show(id) draw=|import| view! { <Shown import/> }.into_any()/>
                    </div>
                }.into_any(),
            }}
        </SignedInAs>
    }
}

#[component]
fn Shown(import: Import) -> impl IntoView {
    let now = RwSignal::new(import);
    follow(now);
    let head = Memo::new(move |_| now.with(|i| (i.kind, i.dry_run, i.file_name.clone())));
    view! {
        <div class="page-head">
            <h1 class="page-title">{move || head.with(|(_, _, name)| name.clone())}</h1>
            <div class="badges">
                {move || {
                    let kind = head.with(|(kind, ..)| *kind);
                    view! { <Badge>{t(words::kind(kind))}</Badge> }
                }}
                {move || head.with(|(_, dry, _)| *dry).then(|| view! { <Badge>{t(words::DRY_RUN)}</Badge> })}
                {move || view! { <StateBadge import=now.get()/> }}
            </div>
        </div>
        <div role="status">{move || under_way(&now.get())}</div>
        <Outcome now/>
        <Acts now/>
        {move || {
            let import = now.get();
            (import.state.is_over() && !import.faults.is_empty()).then(|| view! { <Faults import/> })
        }}
        <div><ButtonLink href=LIST kind=ButtonKind::Quiet icon=IconName::ArrowLeft>{t(words::BACK)}</ButtonLink></div>
    }
}

/// Looks again and again until it is over, or the page is left.
fn follow(now: RwSignal<Import>) {
    spawn_local(async move {
        while let Some((id, false)) = now.try_with_untracked(|i| (i.id, i.state.is_over())) {
            TimeoutFuture::new(LOOK).await;
            if let Ok(import) = calls::show(id).await
                && now.try_set(import).is_some()
            {
                return;
            }
        }
    });
}

fn under_way(import: &Import) -> Option<impl IntoView + use<>> {
    let label = match import.state {
        ImportState::Waiting => words::PROGRESS_WAITING,
        ImportState::Checking => words::PROGRESS_CHECKING,
        ImportState::Importing => words::PROGRESS_IMPORTING,
        _ => return None,
    };
    let (done, total) = (import.done, import.total);
    let percent = (total > 0).then(|| (u64::from(done) * 100 / u64::from(total)) as u8);
    Some(view! { <Progress label=t(label) value=Signal::stored(percent)/> })
}

#[component]
fn Outcome(now: RwSignal<Import>) -> impl IntoView {
    let figure = |name: Text, count: u32, bad: bool| {
        view! {
            <div class="import-figure" class:import-figure-bad=bad && count != 0>
                <dt>{t(name)}</dt><dd>{count.to_string()}</dd>
            </div>
        }
    };
    move || {
        let i = now.get();
        if let Some(failure) = &i.failure {
            let text = failure.message.clone();
            return Some(
                view! {
                    <div class="notice notice-wrong import-notice" role="alert">
                        <Icon name=IconName::Warning/>
                        <div><p><strong>{t(words::FAILED)}</strong></p><p>{text}</p></div>
                    </div>
                }
                .into_any(),
            );
        }
        if i.total == 0 {
            return None;
        }
        let done = if i.dry_run || i.state == ImportState::Checking {
            words::WOULD
        } else {
            words::DONE
        };
        Some(
            view! {
                <dl class="import-figures">
                    {figure(words::TOTAL, i.total, false)}
                    {figure(done, i.imported, false)}
                    {figure(words::REPEATED, i.repeated, false)}
                    {figure(words::FAULTY, i.faulty, true)}
                </dl>
                <Remarks import=i/>
            }
            .into_any(),
        )
    }
}

#[component]
fn Remarks(import: Import) -> impl IntoView {
    let mut all = Vec::new();
    if import.state == ImportState::Finished && import.faulty == 0 {
        all.push(t(words::ALL_GOOD).to_owned());
    }
    if import.without_poster > 0 {
        all.push(tf(words::WITHOUT_POSTER, &[&import.without_poster.to_string()]));
    }
    if import.hidden > 0 {
        let mut rows: Vec<String> = import
            .hidden_rows
            .iter()
            .take(NAMED)
            .map(u32::to_string)
            .collect();
        if import.hidden as usize > rows.len() {
            rows.push("…".to_owned());
        }
        all.push(tf(words::HIDDEN, &[&import.hidden.to_string(), &rows.join("、")]));
    }
    if !import.ignored_columns.is_empty() {
        all.push(tf(words::IGNORED, &[&import.ignored_columns.join("、")]));
    }
    view! {
        <ul class="import-remarks">
            {all.into_iter().map(|text| view! { <li>{text}</li> }).collect_view()}
        </ul>
    }
}

#[component]
fn Acts(now: RwSignal<Import>) -> impl IntoView {
    let (busy, stopping) = (RwSignal::new(false), RwSignal::new(false));
    let navigate = use_navigate();
    let go_on = Callback::new(move |()| {
        let i = now.get_untracked();
        let new = NewImport {
            kind: i.kind,
            media_id: i.media_id,
            dry_run: false,
            edition: i.edition.unwrap_or_else(|| "current".to_owned()),
            outcome: i.outcome,
            on_faults: i.on_faults,
            organization_id: i.organization_id,
            region_code: i.region_code,
        };
        busy.set(true);
        let navigate = navigate.clone();
        spawn_local(async move {
            let answer = calls::start(&new, &api::idempotency_key()).await;
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(import) => navigate(&href(import.id), Default::default()),
                Err(failure) => toast::failure(failure.message()),
            }
        });
    });
    let stop = Callback::new(move |()| {
        let (id, version) = now.with_untracked(|i| (i.id, i.version));
        busy.set(true);
        spawn_local(async move {
            let answer = calls::cancel(id, version).await;
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(import) => {
                    stopping.set(false);
                    now.set(import);
                }
                Err(failure) => toast::failure(failure.message()),
            }
        });
    });
    let offered = Memo::new(move |_| now.with(|i| (i.state, i.dry_run, i.imported, i.kind, i.can_cancel)));
    view! {
        <div class="import-act">
            {move || {
                let (state, dry, imported, kind, can_cancel) = offered.get();
                if can_cancel {
                    return view! {
                        <Button kind=ButtonKind::Danger icon=IconName::Stop busy on_press=move || stopping.set(true)>{t(words::CANCEL)}</Button>
                    }.into_any();
                }
                match (state, dry, imported, kind) {
                    (ImportState::Finished, true, 1.., _) => view! {
                        <Button kind=ButtonKind::Primary busy on_press=go_on>{t(words::GO_ON)}</Button>
                        <p class="field-hint">{tf(words::GO_ON_TEXT, &[&imported.to_string()])}</p>
                    }.into_any(),
                    (_, false, 1.., ImportKind::Activities) => view! {
                        <ButtonLink href="/my/activities" kind=ButtonKind::Primary>{t(words::SEE_ACTIVITIES)}</ButtonLink>
                    }.into_any(),
                    (_, false, 1.., ImportKind::Organizations) => view! {
                        <ButtonLink href="/my/organizations/desk" kind=ButtonKind::Primary>{t(words::SEE_ORGANIZATIONS)}</ButtonLink>
                    }.into_any(),
                    _ => ().into_any(),
                }
            }}
            <Confirm open=stopping title=t(words::CANCEL) action=t(words::CANCEL) kind=ButtonKind::Danger busy on_confirm=stop>
                <p>{t(words::CANCEL_TEXT)}</p>
            </Confirm>
        </div>
    }
}
