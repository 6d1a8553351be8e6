//! Examples of bodies and answers, by the name of their schema: one serves every operation.

use serde_json::{Map, Value, json};
use utoipa::openapi::schema::Schema;
use utoipa::openapi::{OpenApi, RefOr};

/// `{"<schema>": <example>}`.
const FILES: [&str; 18] = [
    include_str!("examples/account.json"),
    include_str!("examples/activity.json"),
    include_str!("examples/check_in.json"),
    include_str!("examples/circular.json"),
    include_str!("examples/exchange.json"),
    include_str!("examples/integration.json"),
    include_str!("examples/notice.json"),
    include_str!("examples/organization.json"),
    include_str!("examples/platform.json"),
    include_str!("examples/public.json"),
    include_str!("examples/recommendation.json"),
    include_str!("examples/reporting.json"),
    include_str!("examples/resource.json"),
    include_str!("examples/review.json"),
    include_str!("examples/security.json"),
    include_str!("examples/summary.json"),
    include_str!("examples/supplement.json"),
    include_str!("examples/venue.json"),
];

/// Attaches them; a page of a list gets one item.
pub fn attach(document: &mut OpenApi) {
    let known: Map<String, Value> = FILES
        .iter()
        .flat_map(|file| serde_json::from_str::<Map<String, Value>>(file).unwrap_or_default())
        .collect();
    let Some(components) = document.components.as_mut() else {
        return;
    };
    for (name, schema) in &mut components.schemas {
        let example = if let Some(item) = name.strip_prefix("Page_") {
            let page = |item| json!({ "items": [item], "next": null, "total": 1 });
            known.get(item).map(page)
        } else if let Some(item) = name.strip_prefix("FeedPage_") {
            let page = |item| json!({ "items": [item], "next": "eyJmIjoiYSIsInAiOjQxfQ", "more": false });
            known.get(item).map(page)
        } else {
            known.get(name).cloned()
        };
        let Some(example) = example else { continue };
        match schema {
            RefOr::T(Schema::Object(schema)) => schema.examples = vec![example],
            RefOr::T(Schema::OneOf(schema)) => schema.examples = vec![example],
            RefOr::T(Schema::AllOf(schema)) => schema.examples = vec![example],
            _ => {}
        }
    }
}
