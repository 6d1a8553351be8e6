//! What a notice says, as it is entered: for a draft and for a correction.

use domain::circular::{Circular, CircularContent, CircularFile};
use leptos::prelude::*;

use super::deadlines::{DeadlineFields, Deadlines};
use super::files::{Files, FilesField};
use crate::form::FormFaults;
use crate::i18n::{circular as words, t};
use crate::pages::activity::RichText;
use crate::ui::TextInput;

/// `Copy`.
#[derive(Clone, Copy)]
pub(super) struct ContentEntry {
    title: RwSignal<String>,
    number: RwSignal<String>,
    pub(super) office: RwSignal<String>,
    body: RwSignal<String>,
    files: Files,
    deadlines: Deadlines,
}

impl ContentEntry {
    pub(super) fn new(content: &CircularContent, files: Vec<CircularFile>) -> Self {
        Self {
            title: RwSignal::new(content.title.clone()),
            number: RwSignal::new(content.document_number.clone().unwrap_or_default()),
            office: RwSignal::new(content.office.clone()),
            body: RwSignal::new(content.body_html.clone()),
            files: Files::new(files),
            deadlines: Deadlines::new(&content.deadlines),
        }
    }
    pub(super) fn of(c: &Circular) -> Self {
        Self::new(&c.content, c.attachments.clone())
    }
    pub(super) fn entered(self) -> CircularContent {
        let trimmed = |text: RwSignal<String>| text.with(|text| text.trim().to_owned());
        CircularContent {
            title: trimmed(self.title),
            document_number: Some(trimmed(self.number)).filter(|number| !number.is_empty()),
            office: trimmed(self.office),
            body_html: self.body.get(),
            attachment_ids: self.files.ids(),
            deadlines: self.deadlines.entered(),
        }
    }
    /// Files are on their way.
    pub(super) fn is_busy(self) -> bool {
        self.files.is_busy()
    }
}

#[component]
pub(super) fn ContentFields(entry: ContentEntry, faults: FormFaults) -> impl IntoView {
    view! {
        <TextInput label=t(words::SUBJECT) value=entry.title fault=faults.at("/content/title") required=true/>
        <TextInput
            label=t(words::OFFICE) hint=t(words::OFFICE_HINT) value=entry.office fault=faults.at("/content/office")
            required=true
        />
        <TextInput
            label=t(words::NUMBER) hint=t(words::NUMBER_HINT) value=entry.number
            fault=faults.at("/content/document_number")
        />
        <RichText label=t(words::BODY) hint=t(words::BODY_HINT) value=entry.body fault=faults.at("/content/body_html")/>
        <FilesField files=entry.files fault=faults.at("/content/attachment_ids")/>
        <DeadlineFields deadlines=entry.deadlines faults at="/content"/>
    }
}
