//! The fields of the filing form: what each is called, what its value reads as, where it stands on the page.

use std::sync::Arc;

use domain::activity::content::{Mode, SciWorker, Session, Unit};
use domain::dictionary::DictionaryName;
use domain::media::MediaKind;
use domain::problem::Lang;
use domain::region::RegionCode;
use serde::Deserialize;
use serde_json::Value;

use crate::format;
use crate::i18n::{Text, activity, lang, names, t};
use crate::page;
use crate::pages::activity::Offers;

/// The label of the field at a JSON pointer; that of the field around it where it has none of its own.
pub fn label(pointer: &str) -> &'static str {
    let mut parts = pointer.trim_start_matches('/').splitn(3, '/');
    let text = match (parts.next().unwrap_or_default(), parts.next()) {
        ("expected_participants", Some("offline")) => activity::EXPECTED_OFFLINE,
        ("expected_participants", Some("online")) => activity::EXPECTED_ONLINE,
        ("sci_workers", Some("people")) => activity::WORKER_LIST,
        ("structure", Some("full_name")) => activity::STRUCTURE_NAME,
        ("contact", Some("name")) => activity::CONTACT_NAME,
        ("contact", Some("phone")) => activity::CONTACT_PHONE,
        (field, _) => of_field(field),
    };
    t(text)
}

fn of_field(field: &str) -> Text {
    match field {
        "title" => activity::TITLE,
        "category" => activity::CATEGORY,
        "sub_category" => activity::SUB_CATEGORY,
        "mode" => activity::MODE,
        "sessions" => activity::SESSIONS,
        "region_code" => activity::REGION,
        "address" => activity::ADDRESS,
        "position" => activity::POSITION,
        "venue_type" => activity::VENUE_TYPE,
        "online_url" => activity::ONLINE_URL,
        "audiences" => activity::AUDIENCES,
        "forms" => activity::FORMS,
        "fields" => activity::FIELDS,
        "bookable" => activity::BOOKABLE,
        "reservation_url" => activity::RESERVATION_URL,
        "expected_participants" => activity::EXPECTED,
        "numbers_note" => activity::NUMBERS_NOTE,
        "poster_id" => activity::POSTER,
        "photo_ids" => activity::PHOTOS,
        "video_ids" => activity::VIDEOS,
        "detail_html" => activity::DETAIL,
        "budget_yuan" => activity::BUDGET,
        "sci_workers" => activity::WORKERS,
        "structure" => activity::STRUCTURE_KIND,
        "hosts" => activity::HOSTS,
        "co_organizers" => activity::CO_ORGANIZERS,
        "contact" => activity::CONTACT_NAME,
        _ => activity::OTHER_FIELD,
    }
}

/// What kind of file a field holds.
pub fn media_kind(pointer: &str) -> MediaKind {
    match pointer {
        "/poster_id" => MediaKind::Poster,
        "/video_ids" => MediaKind::Video,
        _ => MediaKind::Photo,
    }
}

/// The `id` of the place where a field is shown: in the sheet (`at`), or among the changes (`changed`).
pub fn anchor(prefix: &str, pointer: &str) -> String {
    format!("{prefix}{}", pointer.replace('/', "-"))
}

/// Brings the field into view: among the changes where it is one, else in the sheet, as near as there is a place.
pub fn reveal(pointer: &str) {
    let mut near = pointer;
    while !near.is_empty() {
        for prefix in ["changed", "at"] {
            if page::reveal(&anchor(prefix, near)) {
                return;
            }
        }
        near = near.rsplit_once('/').map_or("", |(above, _)| above);
    }
}

/// Values of the form as people read them.
#[derive(Clone)]
pub struct Words {
    offers: Arc<Offers>,
    /// Where the activity takes place: regions have their own names for categories.
    region: Option<RegionCode>,
}

impl Words {
    pub fn new(offers: Arc<Offers>, region: Option<RegionCode>) -> Self {
        Self { offers, region }
    }

    pub fn entry(&self, name: DictionaryName, code: &str) -> String {
        let found = self.offers.dictionaries.get(name).iter().find(|e| e.code == code);
        found.map_or_else(|| code.to_owned(), |e| names::entry(e).to_owned())
    }

    pub fn entries(&self, name: DictionaryName, codes: &[String]) -> String {
        joined(codes.iter().map(|code| self.entry(name, code)))
    }

    pub fn category(&self, code: &str) -> String {
        match self.offers.edition.category(code) {
            Some((found, _)) => names::category(found, self.region.as_ref()).to_owned(),
            None => code.to_owned(),
        }
    }

    /// One value, or one element of a list; empty where nothing is filled in.
    pub fn value(&self, pointer: &str, value: &Value) -> String {
        if value.is_null() {
            return String::new();
        }
        let text = || value.as_str().unwrap_or_default();
        match pointer {
            "/category" | "/sub_category" => self.category(text()),
            "/mode" => Mode::parse(text()).map_or(String::new(), |m| names::mode(m).to_owned()),
            "/sessions" => read::<Session>(value).map_or(String::new(), |s| session(&s)),
            "/venue_type" => self.entry(DictionaryName::VenueTypes, text()),
            "/audiences" => self.entry(DictionaryName::Audiences, text()),
            "/forms" => self.entry(DictionaryName::Forms, text()),
            "/fields" => self.entry(DictionaryName::Fields, text()),
            "/structure/kind" => self.entry(DictionaryName::OrganizationKinds, text()),
            "/bookable" => t(if value == &Value::Bool(true) {
                activity::YES
            } else {
                activity::NO
            })
            .to_owned(),
            "/expected_participants/offline" | "/expected_participants/online" => {
                number(value, activity::PEOPLE_UNIT)
            }
            "/sci_workers/count" => number(value, activity::PERSONS),
            "/sci_workers/people" => read::<SciWorker>(value).map_or(String::new(), |p| worker(&p)),
            "/budget_yuan" => number(value, activity::YUAN),
            "/hosts" | "/co_organizers" => read::<Unit>(value).map_or(String::new(), |u| u.name),
            _ => text().to_owned(),
        }
    }
}

fn number(value: &Value, unit: Text) -> String {
    format!("{} {}", value.as_i64().unwrap_or_default(), t(unit))
}

fn read<T: for<'de> Deserialize<'de>>(value: &Value) -> Option<T> {
    T::deserialize(value).ok()
}

pub fn session(s: &Session) -> String {
    match (s.starts_at, s.ends_at) {
        (Some(from), Some(to)) => format::span(from, to),
        (Some(one), None) | (None, Some(one)) => format::moment(one),
        (None, None) => String::new(),
    }
}

/// A person of the list in one line: name, employer, title, field.
pub fn worker(p: &SciWorker) -> String {
    let parts = [p.name.as_str(), &p.employer, &p.title, &p.field].into_iter();
    let parts: Vec<_> = parts.filter(|s| !s.is_empty()).collect();
    parts.join(if lang() == Lang::Zh { "，" } else { ", " })
}

/// Several values in one line.
pub fn joined(parts: impl Iterator<Item = String>) -> String {
    let parts: Vec<_> = parts.filter(|s| !s.is_empty()).collect();
    parts.join(if lang() == Lang::Zh { "、" } else { ", " })
}
