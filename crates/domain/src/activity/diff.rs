//! What changed between two submissions of an activity, field by field.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::access::Role;
use crate::activity::content::ActivityContent;
use crate::activity::status::{Stage, Step};
use crate::id::MediaId;
use crate::text;
use crate::time::Instant;

/// What happened to a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TextOp {
    Equal,
    Delete,
    Insert,
}

/// A run of words that stayed, went or came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TextRun {
    pub op: TextOp,
    pub text: String,
}

/// How a field changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Change {
    /// One value for another; `null` where there is none.
    Value { before: Value, after: Value },
    /// Elements of a list; those that stayed are counted.
    List {
        added: Vec<Value>,
        removed: Vec<Value>,
        kept: usize,
        /// The same elements in another order.
        reordered: bool,
    },
    /// Text by word; markup is left out.
    Text { runs: Vec<TextRun> },
    /// Files, to be looked at side by side.
    Media {
        before: Vec<MediaId>,
        after: Vec<MediaId>,
    },
}

/// One field that changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldDiff {
    /// JSON pointer (RFC 6901) to the field.
    pub pointer: String,
    #[serde(flatten)]
    pub change: Change,
}

/// A decision on an earlier revision, shown beside the difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EarlierDecision {
    pub revision: i32,
    pub step: Step,
    pub stage: Option<Stage>,
    pub role: Option<Role>,
    pub reason: Option<String>,
    pub at: Instant,
}

/// The difference of two revisions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RevisionDiff {
    pub number: i32,
    /// The revision compared with: the last one somebody decided on unless another was asked for; null for a first.
    pub against: Option<i32>,
    /// Exactly the fields that changed.
    pub changes: Vec<FieldDiff>,
    /// Fields that did not, by pointer.
    pub unchanged: Vec<String>,
    /// Decisions on revisions before `number`, latest first.
    pub decisions: Vec<EarlierDecision>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    RichText,
    List,
    Media,
    /// Compared member by member.
    Members,
}

/// The fields of the form in its order, how each is compared, and whether a rule or a reviewer's judgement rests on it:
/// an approval never carries over a change of those.
const FIELDS: [(&str, Kind, bool); 27] = [
    ("title", Kind::Plain, true),
    ("category", Kind::Plain, true),
    ("sub_category", Kind::Plain, true),
    ("mode", Kind::Plain, true),
    ("sessions", Kind::List, true),
    ("region_code", Kind::Plain, true),
    ("address", Kind::Plain, true),
    ("position", Kind::Plain, false),
    ("venue_type", Kind::Plain, false),
    ("online_url", Kind::Plain, true),
    ("audiences", Kind::List, false),
    ("forms", Kind::List, false),
    ("fields", Kind::List, false),
    ("bookable", Kind::Plain, false),
    ("reservation_url", Kind::Plain, true),
    ("expected_participants", Kind::Members, true),
    ("numbers_note", Kind::Plain, false),
    ("poster_id", Kind::Media, true),
    ("photo_ids", Kind::Media, true),
    ("video_ids", Kind::Media, true),
    ("detail_html", Kind::RichText, true),
    ("budget_yuan", Kind::Plain, false),
    ("sci_workers", Kind::Members, false),
    ("structure", Kind::Members, true),
    ("hosts", Kind::List, true),
    ("co_organizers", Kind::List, true),
    ("contact", Kind::Members, false),
];

/// The fields that differ. `words` cuts a text into the words it is compared by; joined, they are the text again.
pub fn compare<'w>(
    before: &ActivityContent,
    after: &ActivityContent,
    words: impl Fn(&str) -> Vec<String> + 'w,
) -> Vec<FieldDiff> {
    let (a, b) = (as_object(before), as_object(after));
    let mut all = Vec::new();
    for (name, kind, _) in FIELDS {
        let (x, y) = (&a[name], &b[name]);
        if x == y {
            continue;
        }
        let pointer = format!("/{name}");
        match kind {
            Kind::Plain => all.push(plain(pointer, x, y)),
            Kind::RichText => all.extend(rich(pointer, x, y, &words)),
            Kind::List => all.push(list(pointer, x, y)),
            Kind::Media => all.push(FieldDiff {
                pointer,
                change: Change::Media {
                    before: media(x),
                    after: media(y),
                },
            }),
            Kind::Members => all.extend(members(&pointer, x, y)),
        }
    }
    all
}

/// The pointers of fields that are the same in both.
pub fn unchanged(changes: &[FieldDiff]) -> Vec<String> {
    FIELDS
        .iter()
        .map(|(name, ..)| format!("/{name}"))
        .filter(|field| {
            !changes.iter().any(|c| {
                c.pointer
                    .strip_prefix(field.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            })
        })
        .collect()
}

/// Whether a field changed that a rule or a reviewer's judgement rests on.
pub fn touches_rules(before: &ActivityContent, after: &ActivityContent) -> bool {
    let (a, b) = (as_object(before), as_object(after));
    FIELDS
        .iter()
        .any(|(name, _, relevant)| *relevant && a[*name] != b[*name])
}

fn as_object(content: &ActivityContent) -> Value {
    serde_json::to_value(content).unwrap_or_else(|_| unreachable!("an activity's content is always JSON"))
}

fn plain(pointer: String, before: &Value, after: &Value) -> FieldDiff {
    FieldDiff {
        pointer,
        change: Change::Value {
            before: before.clone(),
            after: after.clone(),
        },
    }
}

fn members(pointer: &str, before: &Value, after: &Value) -> Vec<FieldDiff> {
    let names = after.as_object().into_iter().flat_map(|members| members.keys());
    names
        .filter(|name| before[*name] != after[*name])
        .map(|name| {
            let (pointer, x, y) = (format!("{pointer}/{name}"), &before[name], &after[name]);
            if y.is_array() {
                list(pointer, x, y)
            } else {
                plain(pointer, x, y)
            }
        })
        .collect()
}

fn elements(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_default()
}

fn list(pointer: String, before: &Value, after: &Value) -> FieldDiff {
    let (old, new) = (elements(before), elements(after));
    // What is left after each element was paired with an equal one: duplicates count.
    let mut removed = old.clone();
    let mut added = Vec::new();
    for element in &new {
        match removed.iter().position(|other| other == element) {
            Some(at) => drop(removed.remove(at)),
            None => added.push(element.clone()),
        }
    }
    let kept = new.len() - added.len();
    FieldDiff {
        pointer,
        change: Change::List {
            reordered: added.is_empty() && removed.is_empty(),
            kept,
            added,
            removed,
        },
    }
}

fn media(value: &Value) -> Vec<MediaId> {
    let one = |v: &Value| v.as_str().and_then(|id| id.parse().ok());
    match value {
        Value::Array(all) => all.iter().filter_map(one).collect(),
        other => one(other).into_iter().collect(),
    }
}

/// Rich text by word. A change of markup alone is a change of value.
fn rich(
    pointer: String,
    before: &Value,
    after: &Value,
    words: &impl Fn(&str) -> Vec<String>,
) -> Option<FieldDiff> {
    let plain_of = |v: &Value| text::plain_text(v.as_str().unwrap_or_default());
    let (old, new) = (plain_of(before), plain_of(after));
    if old == new {
        return Some(plain(pointer, before, after));
    }
    Some(FieldDiff {
        pointer,
        change: Change::Text {
            runs: runs(&words(&old), &words(&new)),
        },
    })
}

fn runs(before: &[String], after: &[String]) -> Vec<TextRun> {
    let mut all: Vec<TextRun> = Vec::new();
    let mut push = |op: TextOp, words: &[String]| {
        if words.is_empty() {
            return;
        }
        let text = words.concat();
        match all.last_mut().filter(|last| last.op == op) {
            Some(last) => last.text.push_str(&text),
            None => all.push(TextRun { op, text }),
        }
    };
    for op in similar::capture_diff_slices(similar::Algorithm::Patience, before, after) {
        let (tag, old, new) = op.as_tag_tuple();
        match tag {
            similar::DiffTag::Equal => push(TextOp::Equal, &before[old]),
            similar::DiffTag::Delete | similar::DiffTag::Insert | similar::DiffTag::Replace => {
                push(TextOp::Delete, &before[old]);
                push(TextOp::Insert, &after[new]);
            }
        }
    }
    all
}

#[cfg(test)]
#[path = "diff_tests.rs"]
mod tests;
