//! The fields of a venue, for adding and for changing one.

use domain::dictionary::DictionaryName;
use domain::problem::{Fault, FaultCode, Faults};
use domain::venue::{Accessibility, Admission, INTRODUCTION_MAX, NOTE_MAX, VenueContent, check_venue};
use leptos::prelude::*;

use super::hours::{Hours, HoursFields};
use crate::api::reference;
use crate::fetched::Fetched;
use crate::form::{FormFaults, PositionInput, RegionSelect, is_unreadable, position_entered};
use crate::i18n::{activity, general, names, t, venue as words};
use crate::ui::{CheckboxGroup, Choice, Select, TextArea, TextInput};

/// What is entered. `Copy`.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    name: RwSignal<String>,
    kind: RwSignal<String>,
    region: RwSignal<String>,
    address: RwSignal<String>,
    position: RwSignal<String>,
    hours: Hours,
    hours_note: RwSignal<String>,
    admission: RwSignal<String>,
    accessibility: RwSignal<Vec<String>>,
    introduction: RwSignal<String>,
    phone: RwSignal<String>,
    booking: RwSignal<String>,
    pub(super) faults: FormFaults,
}

impl Entry {
    pub(super) fn of(c: &VenueContent) -> Self {
        let text = |text: &str| RwSignal::new(text.to_owned());
        let entry = Self {
            name: text(&c.name),
            kind: text(&c.venue_type),
            region: text(c.region_code.as_ref().map_or("", |code| code.as_str())),
            address: text(&c.address),
            position: RwSignal::new(c.position.map(|p| p.to_string()).unwrap_or_default()),
            hours: Hours::new(&c.opening),
            hours_note: text(&c.hours_note),
            admission: text(c.admission.map_or("", Admission::as_str)),
            accessibility: RwSignal::new(c.accessibility.iter().map(|a| a.as_str().to_owned()).collect()),
            introduction: text(&c.introduction),
            phone: text(c.phone.as_deref().unwrap_or_default()),
            booking: text(c.booking_url.as_deref().unwrap_or_default()),
            faults: FormFaults::default(),
        };
        entry.faults.follow(move || entry.check());
        entry
    }

    /// What is wrong with it: also a place that cannot be read, which would be left out otherwise.
    pub(super) fn check(self) -> Faults {
        let mut faults = check_venue(&self.entered());
        if is_unreadable(self.position) {
            faults.push(Fault::new("/position", FaultCode::WrongType).with(t(activity::POSITION)));
        }
        faults
    }

    pub(super) fn entered(self) -> VenueContent {
        let line = |value: RwSignal<String>| value.with(|text| text.trim().to_owned());
        let filled = |value| Some(line(value)).filter(|text| !text.is_empty());
        let admission = self.admission.get();
        VenueContent {
            name: line(self.name),
            venue_type: line(self.kind),
            region_code: self.region.with(|code| code.parse().ok()),
            address: line(self.address),
            position: position_entered(self.position),
            opening: self.hours.entered(),
            hours_note: line(self.hours_note),
            admission: Admission::ALL.into_iter().find(|a| a.as_str() == admission),
            accessibility: self
                .accessibility
                .with(|all| all.iter().filter_map(|name| Accessibility::parse(name)).collect()),
            introduction: line(self.introduction),
            phone: filled(self.phone),
            booking_url: filled(self.booking),
        }
    }
}

#[component]
pub(super) fn Fields(entry: Entry) -> impl IntoView {
    let faults = entry.faults;
    let position = Signal::derive(move || {
        let angle = |name: &str| faults.message(&format!("/position/{name}"));
        angle("latitude").or_else(|| angle("longitude"))
    });
    let kinds = Fetched::new(|| reference::dictionary(DictionaryName::VenueTypes));
    let kinds = Signal::derive(move || {
        let all = kinds.get().and_then(Result::ok).map(|page| page.items);
        let all = all.unwrap_or_default().into_iter();
        all.map(|kind| Choice::new(kind.code.clone(), names::entry(&kind)))
            .collect::<Vec<_>>()
    });
    let admissions: Vec<Choice> = Admission::ALL
        .into_iter()
        .map(|how| Choice::new(how.as_str(), t(words::admission(how))))
        .collect();
    let facilities: Vec<Choice> = Accessibility::ALL
        .into_iter()
        .map(|what| Choice::new(what.as_str(), t(words::accessibility(what))))
        .collect();
    view! {
        <TextInput label=t(words::NAME) value=entry.name fault=faults.at("/name") required=true/>
        <Select label=t(words::KIND) value=entry.kind choices=kinds empty=t(general::PLEASE_CHOOSE) fault=faults.at("/venue_type") required=true/>
        <h2 class="form-heading">{t(words::POSITION_PART)}</h2>
        <RegionSelect value=entry.region fault=faults.at("/region_code") required=true/>
        <TextInput label=t(words::ADDRESS) value=entry.address fault=faults.at("/address") required=true/>
        <PositionInput value=entry.position fault=position/>
        <h2 class="form-heading">{t(words::VISIT_PART)}</h2>
        <HoursFields hours=entry.hours faults/>
        <TextArea label=t(words::HOURS_NOTE) hint=t(words::HOURS_NOTE_HINT) value=entry.hours_note rows=2 limit=NOTE_MAX fault=faults.at("/hours_note")/>
        <Select label=t(words::ADMISSION) value=entry.admission choices=admissions empty=t(general::PLEASE_CHOOSE) fault=faults.at("/admission") required=true/>
        <CheckboxGroup label=t(words::ACCESSIBILITY) value=entry.accessibility choices=facilities/>
        <TextInput label=t(words::BOOKING) value=entry.booking kind="url" inputmode="url" placeholder="https://" fault=faults.at("/booking_url")/>
        <h2 class="form-heading">{t(words::MORE_PART)}</h2>
        <TextArea label=t(words::INTRODUCTION) value=entry.introduction limit=INTRODUCTION_MAX fault=faults.at("/introduction")/>
        <TextInput label=t(words::PHONE) hint=t(words::PHONE_HINT) value=entry.phone kind="tel" inputmode="tel" fault=faults.at("/phone")/>
    }
}
