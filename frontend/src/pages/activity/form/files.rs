//! Photos and videos: several files, each with its progress.

use domain::id::MediaId;
use domain::media::MediaKind;
use leptos::prelude::*;

use crate::form::FormFaults;
use crate::i18n::{activity, t, tf};
use crate::pages::preview::Preview;
use crate::ui::{Button, ButtonKind, IconName, Progress, next_id, toast};
use crate::upload::{self, Stage};

#[derive(Clone)]
struct Sending {
    key: u32,
    name: String,
    stage: RwSignal<Stage>,
}

#[component]
pub fn Files(
    kind: MediaKind,
    #[prop(into)] label: String,
    #[prop(into)] hint: String,
    accept: &'static str,
    value: RwSignal<Vec<MediaId>>,
    faults: FormFaults,
    pointer: &'static str,
) -> impl IntoView {
    let sending = RwSignal::new(Vec::<Sending>::new());
    let last = StoredValue::new(0_u32);
    let id = next_id("files");
    let take = move |event: leptos::ev::Event| {
        for file in upload::chosen(&event) {
            last.update_value(|n| *n += 1);
            let one = Sending {
                key: last.get_value(),
                name: file.name(),
                stage: RwSignal::new(Stage::Sending(0)),
            };
            sending.update(|all| all.push(one.clone()));
            leptos::task::spawn_local(async move {
                let stage = one.stage;
                let told = move |now| {
                    // The page may have been left while the file is on its way.
                    let _ = stage.try_set(now);
                };
                let answer = upload::upload(kind, one.name.clone(), file.into(), told).await;
                if sending
                    .try_update(|all| all.retain(|s| s.key != one.key))
                    .is_none()
                {
                    return;
                }
                match answer {
                    Ok(media) => value.update(|all| all.push(media.id)),
                    Err(failure) => {
                        let why = failure
                            .errors()
                            .first()
                            .map_or_else(|| failure.message(), |e| e.message.clone());
                        toast::failure(tf(activity::UPLOAD_FAILED, &[&one.name, &why]));
                    }
                }
            });
        }
    };
    let fault = faults.at(pointer);
    let input = id.clone();
    let named = label.clone();
    view! {
        <div class="field" role="group" aria-label=named>
            <span class="field-label">{label}</span>
            <p class="field-hint">{hint}</p>
            <ul class="file-list">
                {move || value.get().into_iter().enumerate().map(|(n, file)| {
                    let wrong = faults.at(format!("{pointer}/{n}"));
                    view! {
                        <li class="file">
                            <Preview id=file kind/>
                            <Button kind=ButtonKind::Quiet icon=IconName::Trash on_press=move || {
                                value.update(|all| all.retain(|f| *f != file));
                            }>{t(activity::REMOVE)}</Button>
                            <span class="field-fault">{move || wrong.get()}</span>
                        </li>
                    }
                }).collect_view()}
            </ul>
            <For each=move || sending.get() key=|s| s.key let:one>
                <SendingRow one/>
            </For>
            <label class="button file-button" for=id>{t(activity::ADD_FILES)}</label>
            <input class="visually-hidden" id=input type="file" accept=accept multiple=true on:change=take/>
            <div class="field-fault" aria-live="polite">{move || fault.get()}</div>
        </div>
    }
}

#[component]
fn SendingRow(one: Sending) -> impl IntoView {
    let stage = one.stage;
    let name = one.name;
    let value = Signal::derive(move || match stage.get() {
        Stage::Sending(percent) => Some(percent),
        Stage::Checking => None,
    });
    view! {
        {move || {
            let text = if stage.get() == Stage::Checking { activity::CHECKING } else { activity::UPLOADING };
            view! { <Progress label=tf(text, &[&name]) value/> }
        }}
    }
}
