//! The filing form: what is typed is a draft that saves itself; only submitting checks it.

mod bars;
mod basics;
mod crop;
mod detail;
mod files;
mod findings;
mod participants;
mod people;
mod place;
mod rich;
mod saving;
mod state;
mod units;

pub use bars::{FaultList, saved_at};
pub use basics::Basics;
pub use detail::Detail;
pub use files::Files;
pub use findings::DraftFindings;
pub use participants::ParticipantsPart;
pub use people::People;
pub use place::Place;
pub use rich::RichText;
pub use saving::{Saving, with_waiting};
pub use state::Draft;

use domain::dictionary::{Dictionaries, DictionaryName};
use domain::edition::Edition;
use domain::problem::FieldError;
use leptos::prelude::*;

use crate::api::{Answer, reference};
use crate::form::FormFaults;
use crate::i18n::names;
use crate::ui::Choice;

/// What the form offers to choose from.
#[derive(Debug, Clone)]
pub struct Offers {
    pub edition: Edition,
    pub dictionaries: Dictionaries,
}

impl Offers {
    pub async fn fetch(edition: String) -> Answer<Self> {
        let (edition, venue_types, audiences, forms, fields, organization_kinds) = futures_util::join!(
            reference::edition(&edition),
            reference::dictionary(DictionaryName::VenueTypes),
            reference::dictionary(DictionaryName::Audiences),
            reference::dictionary(DictionaryName::Forms),
            reference::dictionary(DictionaryName::Fields),
            reference::dictionary(DictionaryName::OrganizationKinds),
        );
        Ok(Self {
            edition: edition?,
            dictionaries: Dictionaries {
                venue_types: venue_types?.items,
                audiences: audiences?.items,
                forms: forms?.items,
                fields: fields?.items,
                organization_kinds: organization_kinds?.items,
            },
        })
    }
    pub fn choices(&self, name: DictionaryName) -> Vec<Choice> {
        self.dictionaries
            .get(name)
            .iter()
            .map(|e| Choice::new(&e.code, names::entry(e)))
            .collect()
    }
}

/// What every part of the form needs.
#[derive(Clone, Copy)]
pub struct Form {
    pub draft: Draft,
    pub faults: FormFaults,
    pub offers: StoredValue<Offers>,
}

/// The parts of the form, in order, by the fields that stand in them.
const PARTS: [&[&str]; 5] = [
    &["title", "category", "sub_category", "mode", "edition"],
    &[
        "sessions",
        "region_code",
        "address",
        "position",
        "venue_type",
        "online_url",
    ],
    &[
        "audiences",
        "forms",
        "fields",
        "expected_participants",
        "numbers_note",
        "bookable",
        "reservation_url",
    ],
    &["poster_id", "detail_html", "photo_ids", "video_ids"],
    &[
        "hosts",
        "co_organizers",
        "structure",
        "contact",
        "sci_workers",
        "budget_yuan",
        "organization_id",
    ],
];

pub const PART_COUNT: usize = PARTS.len();

/// The part in which a fault stands.
pub fn part_of(fault: &FieldError) -> usize {
    part_of_pointer(&fault.pointer)
}

/// The same for a pointer to a field.
pub fn part_of_pointer(pointer: &str) -> usize {
    let field = pointer
        .trim_start_matches('/')
        .split('/')
        .next()
        .unwrap_or_default();
    PARTS
        .iter()
        .position(|fields| fields.contains(&field))
        .unwrap_or(0)
}
