//! The document of the API: which operations there are.

use std::collections::BTreeMap;

use reqwest::Method;
use serde_json::Value;

/// Method and path pattern of each operation.
pub fn operations() -> BTreeMap<String, (Method, String)> {
    let document: Value = serde_json::from_str(&api::docs::text(&api::docs::document())).unwrap();
    let mut all = BTreeMap::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let id = operation["operationId"].as_str().unwrap().to_owned();
            let method = method.to_uppercase().parse().unwrap();
            assert!(
                all.insert(id.clone(), (method, path.clone())).is_none(),
                "{id} twice"
            );
        }
    }
    all
}

#[test]
fn the_committed_document_is_what_the_handlers_say() {
    let committed = concat!(env!("CARGO_MANIFEST_DIR"), "/../openapi/kepu.json");
    let text = std::fs::read_to_string(committed).unwrap_or_default();
    assert!(
        text == api::docs::text(&api::docs::document()),
        "openapi/kepu.json is old: run `cargo xtask openapi` and commit the result"
    );
    let document: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
}
