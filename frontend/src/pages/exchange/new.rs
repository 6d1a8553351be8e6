//! Asking for an import: what, the file, what is to become of it.

use domain::exchange::{ImportKind, ImportOutcome, NewImport, OnFaults};
use domain::media::{Media, MediaKind, bytes};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;

use super::{href, save, template_name};
use crate::api::{self, exchange as calls};
use crate::i18n::{exchange as words, t};
use crate::session::use_session;
use crate::ui::{Button, ButtonKind, Choice, Icon, IconName, Progress, RadioGroup, next_id, toast};
use crate::upload::{self, Running, Stage};

/// The type by a file's name: browsers go by what is installed, and call a .csv many things.
fn content_type(name: &str) -> &'static str {
    let name = name.to_lowercase();
    if name.ends_with(".csv") {
        "text/csv"
    } else if name.ends_with(".xls") {
        "application/vnd.ms-excel"
    } else {
        super::XLSX
    }
}

#[component]
pub fn New() -> impl IntoView {
    let session = use_session();
    let actor = session.actor();
    let files = actor.as_ref().is_some_and(|a| !a.organizations().is_empty());
    let region = actor.as_ref().and_then(|a| {
        let own = a.over_regions().find(|grant| grant.lines.is_empty())?;
        own.region.clone()
    });
    let over = actor.as_ref().is_some_and(|a| a.over_regions().next().is_some());
    let mut kinds = Vec::new();
    if files {
        kinds.push(ImportKind::Activities);
    }
    if over {
        kinds.push(ImportKind::Organizations);
    }
    if region.is_some() {
        kinds.push(ImportKind::Quotas);
    }
    let first = kinds.first().map_or("", |kind| kind.as_str());
    let choices: Vec<Choice> = kinds
        .iter()
        .map(|kind| Choice::new(kind.as_str(), t(words::kind(*kind))))
        .collect();
    let kind = RwSignal::new(first.to_owned());
    let outcome = RwSignal::new("drafts".to_owned());
    let on_faults = RwSignal::new("skip_rows".to_owned());
    let file = RwSignal::new(None::<Media>);
    let busy = RwSignal::new(false);
    let asked = Memo::new(move |_| {
        kind.with(|text| ImportKind::parse(text))
            .unwrap_or(ImportKind::Activities)
    });
    let outcomes = Signal::derive(move || {
        let (drafts, submissions) = match asked.get() {
            ImportKind::Organizations => (words::OUTCOME_PROVISIONAL, words::OUTCOME_PENDING),
            _ => (words::OUTCOME_DRAFTS, words::OUTCOME_SUBMISSIONS),
        };
        vec![
            Choice::new("drafts", t(drafts)),
            Choice::new("submissions", t(submissions)),
        ]
    });
    let handling = vec![
        Choice::new("skip_rows", t(words::SKIP_ROWS)),
        Choice::new("import_nothing", t(words::IMPORT_NOTHING)),
    ];
    let fetch = Callback::new(move |()| {
        let kind = asked.get_untracked();
        spawn_local(async move { save(calls::template(kind).await, &template_name(kind)) });
    });
    let navigate = use_navigate();
    let region = StoredValue::new(region);
    let start = Callback::new(move |()| {
        let Some(chosen) = file.get_untracked() else {
            return;
        };
        let new = NewImport {
            kind: asked.get_untracked(),
            media_id: chosen.id,
            dry_run: true,
            edition: "current".to_owned(),
            outcome: match outcome.get_untracked().as_str() {
                "submissions" => ImportOutcome::Submissions,
                _ => ImportOutcome::Drafts,
            },
            on_faults: match on_faults.get_untracked().as_str() {
                "import_nothing" => OnFaults::ImportNothing,
                _ => OnFaults::SkipRows,
            },
            organization_id: None,
            region_code: (asked.get_untracked() == ImportKind::Quotas)
                .then(|| region.get_value())
                .flatten(),
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
                Err(failure) => {
                    let first = failure.errors().first().map(|e| e.message.clone());
                    toast::failure(first.unwrap_or_else(|| failure.message()));
                }
            }
        });
    });
    view! {
        <form class="import-form" on:submit=move |event: leptos::ev::SubmitEvent| { event.prevent_default(); start.run(()) }>
            {(choices.len() > 1).then(|| view! { <RadioGroup label=t(words::KIND) value=kind choices=choices.clone()/> })}
            <div><Button icon=IconName::Download on_press=fetch>{t(words::TEMPLATE)}</Button></div>
            <FileField file/>
            <RadioGroup label=t(words::OUTCOME) value=outcome choices=outcomes/>
            <RadioGroup label=t(words::ON_FAULTS) value=on_faults choices=handling/>
            <div class="import-act">
                <Button kind=ButtonKind::Primary submit=true busy disabled=Signal::derive(move || file.with(Option::is_none))>{t(words::TRY)}</Button>
                <p class="field-hint">{t(words::TRY_HINT)}</p>
            </div>
        </form>
    }
}

#[component]
fn FileField(file: RwSignal<Option<Media>>) -> impl IntoView {
    let going: Running = RwSignal::new(None);
    let fault = RwSignal::new(None::<String>);
    let id = next_id("import-file");
    let hint = format!("{id}-hint");
    let (input, described) = (id.clone(), hint.clone());
    let take = move |event: leptos::ev::Event| {
        let Some(chosen) = upload::chosen(&event).into_iter().next() else {
            return;
        };
        fault.set(None);
        going.set(Some(Stage::Sending(0)));
        spawn_local(async move {
            let name = chosen.name();
            let size = chosen.size();
            let typed = chosen.slice_with_f64_and_f64_and_content_type(0.0, size, content_type(&name));
            let told = move |now| {
                let _ = going.try_set(Some(now));
            };
            let blob = typed.unwrap_or_else(|_| chosen.into());
            let answer = upload::upload(MediaKind::Attachment, name, blob, told).await;
            if going.try_set(None).is_some() {
                return;
            }
            match answer {
                Ok(arrived) => file.set(Some(arrived)),
                Err(failure) => {
                    let first = failure.errors().first().map(|e| e.message.clone());
                    fault.set(Some(first.unwrap_or_else(|| failure.message())));
                }
            }
        });
    };
    let percent = Signal::derive(move || match going.get() {
        Some(Stage::Sending(percent)) => Some(percent),
        _ => None,
    });
    view! {
        <div class="field">
            <span class="field-label">{t(words::FILE)}</span>
            <p class="field-hint" id=hint>{t(words::FILE_HINT)}</p>
            <div role="status">
                {move || file.get().map(|chosen| view! {
                    <p class="import-file"><Icon name=IconName::Check/><span>{chosen.file_name}</span><span class="row-note">{bytes(chosen.size)}</span></p>
                })}
            </div>
            {move || going.with(Option::is_some).then(|| view! { <Progress label=t(words::SENDING) value=percent/> })}
            <div hidden=move || going.with(Option::is_some)>
                <label class="button file-button" for=id>
                    <Icon name=IconName::Upload/>
                    {move || t(if file.with(Option::is_some) { words::CHOOSE_OTHER } else { words::CHOOSE })}
                </label>
                <input class="visually-hidden" id=input type="file" accept=".xlsx,.xls,.csv" aria-describedby=described on:change=take/>
            </div>
            <div class="field-fault" aria-live="polite">
                {move || fault.get().map(|text| view! { <Icon name=IconName::Warning/><span>{text}</span> })}
            </div>
        </div>
    }
}
