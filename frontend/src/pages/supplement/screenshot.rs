//! A picture of a report, which stays when the link dies.

use domain::id::MediaId;
use domain::media::MediaKind;
use leptos::prelude::*;

use super::form::Form;
use super::photos::thumb;
use crate::i18n::{activity, supplement, t, tf};
use crate::pages::uploads::{UploadRows, Uploads};
use crate::ui::{Button, ButtonKind, Fault, IconName, next_id};
use crate::upload;

#[component]
pub fn Screenshot(
    form: Form,
    uploads: Uploads,
    value: RwSignal<Option<MediaId>>,
    /// Of the report, as a person counts.
    number: Signal<usize>,
    fault: Fault,
) -> impl IntoView {
    let (id, hint) = (uploads.input_id(), next_id("screenshot-hint"));
    let (input, described) = (id.clone(), hint.clone());
    let accept = MediaKind::ReportScreenshot.content_types().join(",");
    let picture = move || {
        let file = value.get()?;
        let source = form.draft.files.with(|all| all.get(&file).map(thumb))?;
        let alt = tf(supplement::SCREENSHOT_OF, &[&number.get().to_string()]);
        Some(view! {
            <div class="screenshot">
                <img src=source alt=alt/>
                <Button kind=ButtonKind::Quiet icon=IconName::Trash on_press=move || value.set(None)>{t(activity::REMOVE)}</Button>
            </div>
        })
    };
    view! {
        <div class="field">
            <span class="field-label">{t(supplement::SCREENSHOT)}</span>
            <p class="field-hint" id=hint>{t(supplement::SCREENSHOT_HINT)}</p>
            {picture}
            <div hidden=move || value.with(Option::is_some)>
                <label class="button file-button" for=id>{t(supplement::SCREENSHOT_CHOOSE)}</label>
                <input
                    class="visually-hidden" id=input type="file" accept=accept aria-describedby=described
                    on:change=move |event| uploads.take(upload::chosen(&event))
                />
            </div>
            <UploadRows uploads/>
            <div class="field-fault" aria-live="polite">{move || fault.get()}</div>
        </div>
    }
}
