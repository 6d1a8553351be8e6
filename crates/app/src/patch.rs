//! Changing a form field by field: JSON merge patch (RFC 7396) with every fault named at once.

use domain::problem::{Fault, FaultCode, Faults};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::{clean, strict};

/// Fields of an activity that the platform sets itself.
const READ_ONLY: [&str; 13] = [
    "id",
    "edition",
    "organization_id",
    "organization_name",
    "status",
    "version",
    "revision",
    "back_filed",
    "submitted_at",
    "approved_at",
    "created_at",
    "updated_at",
    "findings",
];

/// A form whose fields may all be missing.
pub trait Form: Default + Serialize + DeserializeOwned {}
impl<T: Default + Serialize + DeserializeOwned> Form for T {}

/// A form sent whole: what is missing is not filled in. `ignored` names what was sent back with it and cannot be changed.
pub fn whole<T: Form>(mut fields: Map<String, Value>, ignored: &[&str]) -> Result<T, Faults> {
    fields.retain(|key, _| !ignored.contains(&key.as_str()));
    merge(&T::default(), fields)
}

/// `content` with `patch` applied, or every fault of the patch.
pub fn merge<T: Form>(content: &T, patch: Map<String, Value>) -> Result<T, Faults> {
    let mut faults = Faults::new();
    let Ok(Value::Object(mut fields)) = serde_json::to_value(content) else {
        unreachable!("a form is a JSON object");
    };
    let empty = serde_json::to_value(T::default()).unwrap_or_default();
    for (key, mut change) in patch {
        let pointer = format!("/{}", escaped(&key));
        let Some(field) = fields.get_mut(&key) else {
            let read_only = READ_ONLY.contains(&key.as_str()) || key == "actions";
            faults.add(
                pointer,
                if read_only {
                    FaultCode::ReadOnly
                } else {
                    FaultCode::UnknownField
                },
            );
            continue;
        };
        if let (true, Value::String(raw)) = (key.ends_with("_html"), &mut change) {
            *raw = clean::html(raw);
        } else {
            clean::json(&mut change);
        }
        let mut changed = field.clone();
        if empty[&key].is_null() && change.is_object() {
            // What is not there at all in an empty form is one value, such as a position: half of it says nothing.
            changed = change;
        } else {
            json_patch::merge(&mut changed, &change);
        }
        probe::<T>(&[Step::Key(&key)], &changed, &mut faults);
        *field = changed;
    }
    faults.into_result()?;
    // A field set to null is a field not filled in.
    fields.retain(|_, value| !value.is_null());
    strict::from_value(Value::Object(fields))
        .map_err(|error| Fault::new("", FaultCode::WrongType).with(error).into())
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

/// Finds what cannot be read at `path`, as deep as it can be told.
fn probe<T: Form>(path: &[Step<'_>], value: &Value, faults: &mut Faults) {
    if reads::<T>(path, value) {
        return;
    }
    let before = faults.len();
    match value {
        // A list that has no place there is one fault, not one for each item.
        Value::Array(items) if reads::<T>(path, &Value::Array(Vec::new())) => {
            for (n, item) in items.iter().enumerate() {
                probe::<T>(&[path, &[Step::Index(n)]].concat(), item, faults);
            }
        }
        Value::Object(members) => {
            for (key, member) in members {
                probe::<T>(&[path, &[Step::Key(key)]].concat(), member, faults);
            }
        }
        _ => {}
    }
    if faults.len() == before {
        faults.push(fault_at::<T>(path, value));
    }
}

/// Whether the form can hold `value` at `path` and nothing else.
fn reads<T: Form>(path: &[Step<'_>], value: &Value) -> bool {
    let alone = path.iter().rev().fold(value.clone(), |inner, step| match step {
        Step::Key(key) => Value::Object(Map::from_iter([((*key).to_owned(), inner)])),
        Step::Index(_) => Value::Array(vec![inner]),
    });
    // `null` stands for "not filled in" at the top only; inside lists and objects the type decides.
    (path.len() == 1 && value.is_null()) || strict::from_value::<T>(alone).is_ok()
}

fn fault_at<T: Form>(path: &[Step<'_>], value: &Value) -> Fault {
    let pointer: String = path
        .iter()
        .map(|step| match step {
            Step::Key(key) => format!("/{}", escaped(key)),
            Step::Index(n) => format!("/{n}"),
        })
        .collect();
    let shown: String = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let shown: String = shown.chars().take(40).collect();
    let last = path.iter().rev().find_map(|step| match step {
        Step::Key(key) => Some(*key),
        Step::Index(_) => None,
    });
    match last {
        Some("starts_at" | "ends_at" | "published_on" | "opens" | "closes") => {
            Fault::new(pointer, FaultCode::InvalidTime)
        }
        Some("region_code") => Fault::new(pointer, FaultCode::UnknownRegion).with(shown),
        Some("mode" | "level" | "admission" | "accessibility") => {
            Fault::new(pointer, FaultCode::UnknownValue).with(shown)
        }
        Some("kind" | "licence") if value.is_string() => {
            Fault::new(pointer, FaultCode::UnknownValue).with(shown)
        }
        Some(_)
            if reads::<T>(path, &Value::Null)
                || path.len() == 1
                || matches!(path.last(), Some(Step::Index(_))) =>
        {
            Fault::new(pointer, FaultCode::WrongType).with(shown)
        }
        _ if any_value_reads::<T>(path) => Fault::new(pointer, FaultCode::WrongType).with(shown),
        _ => Fault::new(pointer, FaultCode::UnknownField),
    }
}

/// Whether the field exists at all: some kind of value can be read there.
fn any_value_reads<T: Form>(path: &[Step<'_>]) -> bool {
    [
        Value::from(""),
        Value::from(1),
        Value::from(true),
        Value::Array(Vec::new()),
        Value::Object(Map::new()),
    ]
    .iter()
    .any(|value| reads::<T>(path, value))
}

/// A key as part of a JSON pointer, RFC 6901.
fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::activity::content::ActivityContent;
    use serde_json::json;

    fn patched(
        content: &ActivityContent,
        patch: Value,
    ) -> Result<ActivityContent, Vec<(String, &'static str)>> {
        let Value::Object(patch) = patch else {
            panic!("a patch is an object")
        };
        merge(content, patch).map_err(|f| f.iter().map(|f| (f.pointer.clone(), f.code.as_str())).collect())
    }

    #[test]
    fn fields_change_alone_and_null_empties_them() {
        let first = patched(
            &ActivityContent::default(),
            json!({"title": "科普\u{200B}日", "sessions": [{"starts_at": "2026-09-15T09:00:00+08:00"}], "audiences": ["public"],
                   "expected_participants": {"offline": 5, "online": 6}}),
        )
        .unwrap();
        assert_eq!(first.title.as_deref(), Some("科普日"));
        let second = patched(
            &first,
            json!({"title": null, "audiences": null, "expected_participants": {"online": null}}),
        )
        .unwrap();
        assert_eq!(second.title, None);
        assert!(second.audiences.is_empty());
        assert_eq!(
            second.expected_participants.offline,
            Some(5),
            "untouched members stay"
        );
        assert_eq!(second.expected_participants.online, None);
        assert_eq!(second.sessions, first.sessions);
    }

    #[test]
    fn every_fault_is_named_at_its_place() {
        let faults = patched(
            &ActivityContent::default(),
            json!({
                "title": 5, "nonsense": 1, "status": "approved", "mode": "hybrid", "region_code": "33",
                "sessions": [{"starts_at": "2024-02-30T09:00:00+08:00", "ends_at": "tomorrow"}, {"begins": 1}],
                "contact": {"mail": "a"}, "poster_id": "not-an-id", "audiences": ["public", 7],
                "expected_participants": {"offline": -1}, "structure": [null, null]
            }),
        )
        .unwrap_err();
        let mut want = vec![
            ("/title", "wrong_type"),
            ("/nonsense", "unknown_field"),
            ("/status", "read_only"),
            ("/mode", "unknown_value"),
            ("/region_code", "unknown_region"),
            ("/sessions/0/starts_at", "invalid_time"),
            ("/sessions/0/ends_at", "invalid_time"),
            ("/sessions/1/begins", "unknown_field"),
            ("/contact/mail", "unknown_field"),
            ("/poster_id", "wrong_type"),
            ("/audiences/1", "wrong_type"),
            ("/expected_participants/offline", "wrong_type"),
            ("/structure", "wrong_type"),
        ];
        want.sort_unstable();
        let mut got: Vec<_> = faults.iter().map(|(p, c)| (p.as_str(), *c)).collect();
        got.sort_unstable();
        assert_eq!(got, want);
    }
}
