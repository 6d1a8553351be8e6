//! What a resource must hold to be handed in, and what may be said of its use.

use super::{NewReuse, RecommendBatch, ResourceContent};
use crate::dictionary::{Dictionaries, DictionaryName};
use crate::problem::{Fault, FaultCode as F, Faults};
use crate::text;
use crate::time::CivilDate;
use crate::venue::check_contact_data;

pub const TITLE_MIN: usize = 2;
pub const TITLE_MAX: usize = 60;
pub const DESCRIPTION_MIN: usize = 20;
pub const DESCRIPTION_MAX: usize = 3_000;
pub const PHOTOS_MAX: usize = 12;
pub const VIDEOS_MAX: usize = 5;
pub const DOCUMENTS_MAX: usize = 10;
/// Characters of a batch's name.
pub const BATCH_NAME_MAX: usize = 40;
/// Resources of one batch.
pub const BATCH_MAX: usize = 100;
/// Resources of one activity.
pub const OF_ACTIVITY_MAX: usize = 20;
/// People that one use may have reached.
pub const REACHED_MAX: u32 = 10_000_000;

/// Faults that even a draft must not have: sizes that are absurd.
pub fn check_draft(c: &ResourceContent) -> Faults {
    Faults::of(c)
}

/// Every fault that keeps it from being handed in. Whether files exist is checked by the caller.
pub fn check_submission(c: &ResourceContent, dictionaries: &Dictionaries) -> Faults {
    let mut faults = check_draft(c);
    if c.kind.is_none() {
        faults.push(missing("/kind", "资源类型"));
    }
    sized("/title", "资源名称", &c.title, TITLE_MIN, TITLE_MAX, &mut faults);
    sized(
        "/description",
        "资源介绍",
        &c.description,
        DESCRIPTION_MIN,
        DESCRIPTION_MAX,
        &mut faults,
    );
    for (pointer, value) in [("/title", &c.title), ("/description", &c.description)] {
        check_contact_data(&mut faults, pointer, value);
    }
    if c.audiences.is_empty() {
        faults.push(missing("/audiences", "适用对象"));
    }
    let lists = [
        ("/audiences", DictionaryName::Audiences, &c.audiences),
        ("/fields", DictionaryName::Fields, &c.fields),
    ];
    for (pointer, name, list) in lists {
        for (n, code) in list.iter().enumerate() {
            let pointer = format!("{pointer}/{n}");
            if list[..n].contains(code) {
                faults.add(&pointer, F::Duplicate);
            }
            if !dictionaries.has(name, code) {
                faults.push(Fault::new(pointer, F::UnknownValue).with(code));
            }
        }
    }
    let files = [
        ("/photo_ids", c.photo_ids.len(), PHOTOS_MAX),
        ("/video_ids", c.video_ids.len(), VIDEOS_MAX),
        ("/document_ids", c.document_ids.len(), DOCUMENTS_MAX),
    ];
    for (pointer, count, max) in files {
        if count > max {
            faults.push(Fault::new(pointer, F::TooMany).with(max));
        }
    }
    match c.link() {
        Some(url) if !text::is_web_address(url) || !url.to_ascii_lowercase().starts_with("https://") => {
            faults.add("/url", F::NeedsHttps);
        }
        None if c.media_ids().is_empty() => faults.add("/url", F::NothingToUse),
        _ => {}
    }
    if c.licence.is_none() {
        faults.push(missing("/licence", "使用许可"));
    }
    if !c.holds_rights {
        faults.add("/holds_rights", F::RightsNotStated);
    }
    faults
}

/// Every fault of a use: when it was, and how many it reached. `public_since`: nobody used it through the library before.
pub fn check_reuse(new: &NewReuse, public_since: CivilDate, today: CivilDate) -> Faults {
    let mut faults = Faults::new();
    if new.used_on < public_since || new.used_on > today {
        faults.push(
            Fault::new("/used_on", F::OutOfRange)
                .with(public_since)
                .with(today),
        );
    }
    if !(1..=REACHED_MAX).contains(&new.participants) {
        faults.push(
            Fault::new("/participants", F::OutOfRange)
                .with(1)
                .with(REACHED_MAX),
        );
    }
    faults
}

/// Faults of a batch as a whole.
pub fn check_batch(batch: &RecommendBatch) -> Faults {
    let mut faults = Faults::new();
    sized("/name", "批次名称", &batch.name, 1, BATCH_NAME_MAX, &mut faults);
    if batch.items.is_empty() {
        faults.push(Fault::new("/items", F::TooFew).with(1));
    } else if batch.items.len() > BATCH_MAX {
        faults.push(Fault::new("/items", F::TooMany).with(BATCH_MAX));
    }
    faults
}

fn missing(pointer: &str, what: &str) -> Fault {
    Fault::new(pointer, F::Required).with(what)
}

fn sized(pointer: &str, what: &str, value: &str, min: usize, max: usize, faults: &mut Faults) {
    let value = value.trim();
    let length = text::length(value);
    if length == 0 {
        faults.push(missing(pointer, what));
    } else if length < min {
        faults.push(Fault::new(pointer, F::TooShort).with(min).with(length));
    } else if length > max {
        faults.push(Fault::new(pointer, F::TooLong).with(max).with(length));
    } else if !text::is_readable(value) {
        faults.add(pointer, F::NothingReadable);
    }
}
