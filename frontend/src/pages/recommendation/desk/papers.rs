//! What goes with a list: the opinion on it, its sheet, the stamped scan.

use domain::media::MediaKind;
use domain::recommendation::{ListAction, ListChange, ListStatus, OPINION_MAX};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::state::use_desk;
use crate::api::{media, recommendation as calls};
use crate::download;
use crate::fetched::Fetched;
use crate::i18n::{general, recommendation as words, t};
use crate::pages::recommendation::title_of;
use crate::ui::{Button, ButtonKind, Card, IconName, Progress, TextArea, next_id, toast};
use crate::upload::{self, Running, Stage};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

#[component]
pub fn Papers() -> impl IntoView {
    view! {
        <div class="papers">
            <ListOpinion/>
            <Sheet/>
            <Scan/>
        </div>
    }
}

#[component]
fn ListOpinion() -> impl IntoView {
    let desk = use_desk();
    let edits = Memo::new(move |_| desk.can(ListAction::Edit));
    let dirty = Memo::new(move |_| desk.opinion.with(|text| desk.list.with(|l| *text != l.opinion)));
    let save = Callback::new(move |()| {
        let change = ListChange {
            opinion: Some(desk.opinion.get_untracked()),
            ..ListChange::default()
        };
        desk.change_list(change, move || {
            let kept = desk.list.with_untracked(|l| l.opinion.clone());
            desk.opinion.set(kept);
            toast::success(t(general::SAVED));
        });
    });
    view! {
        <Card title=t(words::LIST_OPINION)>
            {move || if edits.get() {
                view! {
                    <TextArea label=t(words::LIST_OPINION) hint=t(words::LIST_OPINION_HINT) value=desk.opinion rows=5 limit=OPINION_MAX/>
                    <div><Button kind=ButtonKind::Primary busy=desk.busy disabled=Signal::derive(move || !dirty.get()) on_press=save>{t(general::SAVE)}</Button></div>
                }.into_any()
            } else {
                let text = desk.list.with(|l| l.opinion.clone());
                let text = if text.is_empty() { t(words::NO_OPINION).to_owned() } else { text };
                view! { <p class="summary-text">{text}</p> }.into_any()
            }}
        </Card>
    }
}

#[component]
fn Sheet() -> impl IntoView {
    let desk = use_desk();
    let busy = RwSignal::new(false);
    let fetch = Callback::new(move |()| {
        busy.set(true);
        let (id, name) = desk.list.with_untracked(|l| (l.id, title_of(l)));
        spawn_local(async move {
            let answer = calls::sheet(id).await;
            // The page may be gone by now.
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(bytes) if download::save(&bytes, XLSX, &format!("{name}.xlsx")) => {}
                Ok(_) => toast::failure(t(words::NOT_SAVED)),
                Err(failure) => toast::failure(failure.message()),
            }
        });
    });
    move || {
        desk.can(ListAction::Export).then(|| {
            view! {
                <Card title=t(words::SHEET)>
                    <p class="row-note">{t(words::SHEET_HINT)}</p>
                    <div><Button icon=IconName::Download busy on_press=fetch>{t(words::SHEET_DOWNLOAD)}</Button></div>
                </Card>
            }
        })
    }
}

#[component]
fn Scan() -> impl IntoView {
    let desk = use_desk();
    let scan = Memo::new(move |_| desk.list.with(|l| l.scan_id));
    let status = Memo::new(move |_| desk.list.with(|l| l.status));
    // Whoever may pass it up, or could lock it, brings its scan.
    let brings =
        move || desk.can(ListAction::Endorse) || desk.can(ListAction::Lock) || desk.can(ListAction::Publish);
    let required = desk.edition.with_value(|e| e.recommendation.scan_required);
    let hint = if required {
        words::SCAN_REQUIRED
    } else {
        words::SCAN_HINT
    };
    view! {
        <Card title=t(words::SCAN)>
            <p class="row-note">{t(hint)}</p>
            {move || match scan.get() {
                Some(id) => view! { <ScanFile id/> }.into_any(),
                None => view! { <p>{t(words::NO_SCAN)}</p> }.into_any(),
            }}
            {move || (brings() && status.get() != ListStatus::Endorsed).then(|| view! { <ScanUpload/> })}
        </Card>
    }
}

#[component]
fn ScanFile(id: domain::id::MediaId) -> impl IntoView {
    let file = Fetched::new(move || media::show(id));
    move || match file.get() {
        None => ().into_any(),
        Some(Ok(file)) => {
            let href = file.variants.get("original").cloned().unwrap_or_default();
            view! { <p><a href=href rel="external noopener" target="_blank">{file.file_name}</a></p> }
                .into_any()
        }
        // Not everybody who sees the list may open its scan.
        Some(Err(_)) => view! { <p>{t(words::SCAN_THERE)}</p> }.into_any(),
    }
}

#[component]
fn ScanUpload() -> impl IntoView {
    let desk = use_desk();
    let (id, going): (String, Running) = (next_id("scan"), RwSignal::new(None));
    let accept = MediaKind::Attachment.content_types().join(",");
    let input = id.clone();
    let take = move |event: leptos::ev::Event| {
        let Some(file) = upload::chosen(&event).into_iter().next() else {
            return;
        };
        going.set(Some(Stage::Sending(0)));
        spawn_local(async move {
            let told = move |now| {
                let _ = going.try_set(Some(now));
            };
            let answer = upload::upload(MediaKind::Attachment, file.name(), file.into(), told).await;
            if going.try_set(None).is_some() {
                return;
            }
            match answer {
                Ok(file) => {
                    let change = ListChange {
                        scan_id: Some(file.id),
                        ..ListChange::default()
                    };
                    desk.change_list(change, || toast::success(t(words::SCAN_SAVED)));
                }
                Err(failure) => {
                    let first = failure.errors().first().map(|e| e.message.clone());
                    toast::failure(first.unwrap_or_else(|| failure.message()));
                }
            }
        });
    };
    let percent = Signal::derive(move || match going.get() {
        Some(Stage::Sending(percent)) => Some(percent),
        _ => None,
    });
    view! {
        <div>
            <label class="button file-button" for=id>{t(words::SCAN_CHOOSE)}</label>
            <input class="visually-hidden" id=input type="file" accept=accept on:change=take/>
        </div>
        {move || going.with(Option::is_some).then(|| view! { <Progress label=t(words::SCAN_SENDING) value=percent/> })}
    }
}
