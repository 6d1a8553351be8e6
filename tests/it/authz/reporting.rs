//! The rows of targets and figures.

use serde_json::{Value, json};

#[rustfmt::skip]
pub const ROWS: &[(&str, [u16; 9])] = &[
    // Asked for 温州, above the county.
    ("quotas_show",     [401, 403, 403, 403, 403, 200, 403, 200, 200]),
    ("quotas_versions", [401, 403, 403, 403, 403, 200, 403, 200, 200]),
    ("quotas_progress", [401, 403, 403, 403, 403, 200, 403, 200, 200]),
    ("statistics_show", [401, 403, 403, 403, 403, 200, 403, 200, 200]),
    // Asked for 浙江: its own officials alone.
    ("quotas_replace",  [401, 403, 403, 403, 403, 200, 403, 403, 403]),
    ("quotas_remind",   [401, 403, 403, 403, 403, 200, 403, 403, 403]),
];

/// Path, version and body for an operation of [`ROWS`].
pub fn request(operation: &str, path: &str) -> Option<(String, i64, Option<Value>)> {
    if !ROWS.iter().any(|(known, _)| *known == operation) {
        return None;
    }
    let body = match operation {
        "quotas_replace" => Some(json!({ "quotas": [] })),
        "quotas_remind" => Some(json!({})),
        _ => None,
    };
    let region = if body.is_some() { "330000" } else { "330300" };
    let path = path.replace("{key}", "2024");
    Some((format!("{path}?region={region}"), 0, body))
}
