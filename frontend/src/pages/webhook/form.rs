//! The fields of an address that is told of events, for adding and for changing one.

use domain::problem::Faults;
use domain::webhook::{self, EventKind, NewWebhook, Webhook, WebhookChange};
use leptos::prelude::*;

use super::events::Events;
use crate::form::{FormFaults, RegionSelect, entered_region, region_entered};
use crate::i18n::{t, webhook as words};
use crate::ui::{Field, FieldIds, TextInput};

/// What is entered. `Copy`.
#[derive(Clone, Copy)]
pub struct Fields {
    url: RwSignal<String>,
    description: RwSignal<String>,
    /// As on the wire.
    events: RwSignal<Vec<String>>,
    /// Empty for the whole country.
    region: RwSignal<String>,
    pub faults: FormFaults,
}

impl Fields {
    pub fn empty() -> Self {
        let fields = Self {
            url: RwSignal::new(String::new()),
            description: RwSignal::new(String::new()),
            events: RwSignal::new(Vec::new()),
            region: RwSignal::new(String::new()),
            faults: FormFaults::default(),
        };
        fields.faults.follow(move || fields.check());
        fields
    }
    /// Takes what is known.
    pub fn put(self, w: &Webhook) {
        self.url.set(w.url.clone());
        self.description.set(w.description.clone());
        self.events
            .set(w.events.iter().map(|kind| kind.as_str().to_owned()).collect());
        self.region.set(entered_region(&w.region_code));
    }
    /// What is entered, as the server takes it.
    pub fn webhook(self) -> NewWebhook {
        let trimmed = |text: RwSignal<String>| text.with(|text| text.trim().to_owned());
        let mut events: Vec<_> = self
            .events
            .with(|all| all.iter().filter_map(|kind| EventKind::parse(kind)).collect());
        events.sort_unstable();
        NewWebhook {
            url: trimmed(self.url),
            description: trimmed(self.description),
            events,
            region_code: Some(region_entered(self.region.get())),
        }
    }
    /// Only what differs: what is left out stays.
    pub fn change(self, w: &Webhook) -> WebhookChange {
        let now = self.webhook();
        WebhookChange {
            url: Some(now.url).filter(|url| *url != w.url),
            description: Some(now.description).filter(|text| *text != w.description),
            events: Some(now.events).filter(|events| *events != w.events),
            region_code: now.region_code.filter(|code| code != w.region_code.as_str()),
            active: None,
        }
    }
    pub fn check(self) -> Faults {
        let now = self.webhook();
        webhook::check(&now.url, &now.description, &now.events)
    }
}

#[component]
pub fn WebhookFields(fields: Fields) -> impl IntoView {
    let faults = fields.faults;
    let hint = t(words::REGION_HINT);
    view! {
        <TextInput
            label=t(words::URL) hint=t(words::URL_HINT) value=fields.url kind="url" inputmode="url" autocomplete="off"
            placeholder="https://" fault=faults.at("/url") required=true
        />
        <TextInput
            label=t(words::DESCRIPTION) hint=t(words::DESCRIPTION_HINT) value=fields.description autocomplete="off"
            fault=faults.at("/description")
        />
        <Events value=fields.events fault=faults.at("/events")/>
        <Field ids=FieldIds::new(hint) label=t(words::REGION) hint group=true>
            <RegionSelect value=fields.region fault=faults.at("/region_code")/>
        </Field>
    }
}
