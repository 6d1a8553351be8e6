//! Files that prove an objection.

use domain::id::MediaId;
use domain::media::MediaKind;
use domain::public_notice::ATTACHMENTS_MAX;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::i18n::{activity, public_notice as words, t, tf};
use crate::ui::{Button, ButtonKind, Fault, Icon, IconName, Progress, next_id, toast};
use crate::upload::{self, Running, Stage};

#[component]
pub fn Attachments(files: RwSignal<Vec<(MediaId, String)>>, fault: Fault) -> impl IntoView {
    let (id, going): (String, Running) = (next_id("attach"), RwSignal::new(None));
    let hint = format!("{id}-hint");
    let (input, described) = (id.clone(), hint.clone());
    let accept = MediaKind::Attachment.content_types().join(",");
    let take = move |event: leptos::ev::Event| {
        let chosen = upload::chosen(&event);
        spawn_local(async move {
            // One after the other: they are few.
            for file in chosen {
                if going.try_set(Some(Stage::Sending(0))).is_some() {
                    return;
                }
                let name = file.name();
                let told = move |now| {
                    let _ = going.try_set(Some(now));
                };
                let answer = upload::upload(MediaKind::Attachment, name.clone(), file.into(), told).await;
                if going.try_set(None).is_some() {
                    return;
                }
                match answer {
                    Ok(file) => files.update(|all| all.push((file.id, name))),
                    Err(failure) => {
                        let first = failure.errors().first().map(|e| e.message.clone());
                        let why = first.unwrap_or_else(|| failure.message());
                        toast::failure(tf(activity::UPLOAD_FAILED, &[&name, &why]));
                    }
                }
            }
        });
    };
    let percent = Signal::derive(move || match going.get() {
        Some(Stage::Sending(percent)) => Some(percent),
        _ => None,
    });
    let full = move || files.with(|all| all.len() >= ATTACHMENTS_MAX);
    view! {
        <div class="field">
            <span class="field-label">{t(words::ATTACHMENTS)}</span>
            <p class="field-hint" id=hint>{tf(words::ATTACHMENTS_HINT, &[&ATTACHMENTS_MAX.to_string()])}</p>
            <ul class="rows">
                {move || files.get().into_iter().map(|(file, name)| view! {
                    <li class="row">
                        <span class="row-title">{name.clone()}</span>
                        <Button kind=ButtonKind::Quiet icon=IconName::Trash on_press=move || files.update(|all| all.retain(|(id, _)| *id != file))>
                            {t(activity::REMOVE)}<span class="visually-hidden">" "{name}</span>
                        </Button>
                    </li>
                }).collect_view()}
            </ul>
            {move || going.with(Option::is_some).then(|| view! { <Progress label=t(words::SENDING) value=percent/> })}
            <div hidden=full>
                <label class="button file-button" for=id>{t(words::ATTACH)}</label>
                <input class="visually-hidden" id=input type="file" multiple accept=accept aria-describedby=described on:change=take/>
            </div>
            <div class="field-fault" aria-live="polite">
                {move || fault.get().map(|text| view! { <Icon name=IconName::Warning/><span>{text}</span> })}
            </div>
        </div>
    }
}
