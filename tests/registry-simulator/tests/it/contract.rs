//! The document that partners read, against what the simulator does.

use std::fs;
use std::path::Path;

use domain::registry::{RegistryOrganization, check};
use registry_simulator::{Faults, contract};
use reqwest::{Client, RequestBuilder, Response};
use serde_json::Value;

use crate::simulator;

fn read(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    fs::read_to_string(root.join(path)).unwrap()
}

fn document() -> Value {
    serde_json::from_str(&read("openapi/registry.json")).unwrap()
}

#[test]
fn the_committed_document_is_what_the_handlers_say() {
    assert!(
        read("openapi/registry.json") == contract::text(),
        "run `cargo run -p registry-simulator -- --openapi > openapi/registry.json` and commit the result"
    );
    assert_eq!(document()["openapi"], "3.1.0");
}

/// The names of a schema's fields.
fn fields(schema: &str) -> Vec<String> {
    let document = document();
    let fields = document["components"]["schemas"][schema]["properties"].as_object();
    fields.unwrap().keys().cloned().collect()
}

fn keys(value: &Value) -> Vec<String> {
    value.as_object().unwrap().keys().cloned().collect()
}

#[tokio::test]
async fn the_simulator_answers_as_the_document_says() {
    let simulator = simulator(20);
    let list = format!("{}/organizations", simulator.url());
    let client = Client::new();
    let ask = |query: &str| {
        client
            .get(format!("{list}?{query}"))
            .bearer_auth(simulator.token())
    };
    let send = async |request: RequestBuilder| -> Response { request.send().await.unwrap() };

    let first = send(ask("limit=5")).await;
    assert_eq!(first.status(), 200);
    let etag = first.headers()["etag"].to_str().unwrap().to_owned();
    assert!(etag.starts_with('"') && etag.ends_with('"'), "{etag} is strong");
    let page: Value = first.json().await.unwrap();
    let sorted = |mut names: Vec<String>| {
        names.sort();
        names
    };
    assert_eq!(sorted(keys(&page)), sorted(fields("RegistryPage")));
    assert_eq!(
        sorted(keys(&page["items"][0])),
        sorted(fields("RegistryOrganization"))
    );

    let mut statuses = vec![200];
    for (expected, request) in [
        (304, ask("limit=5").header("if-none-match", &etag)),
        (400, ask("limit=0")),
        (400, ask("limit=1001")),
        (400, ask("limit=many")),
        (401, client.get(&list)),
        (401, client.get(&list).bearer_auth("stranger")),
        (410, ask("cursor=unknown")),
    ] {
        let status = send(request).await.status().as_u16();
        assert_eq!(status, expected);
        statuses.push(status);
    }
    simulator.faults().set(Faults {
        errors: 1.0,
        ..Faults::default()
    });
    for _ in 0..20 {
        let answer = send(ask("")).await;
        let status = answer.status().as_u16();
        assert_eq!(answer.headers().contains_key("retry-after"), status != 500);
        statuses.push(status);
    }
    let document = document();
    let documented = &document["paths"]["/organizations"]["get"]["responses"];
    for status in statuses {
        assert!(
            documented.get(status.to_string()).is_some(),
            "{status} is not documented"
        );
    }
}

#[test]
fn the_example_of_the_words_is_an_organisation_without_fault() {
    let words = read("docs/registry-contract.md");
    let example = words
        .split("```json")
        .nth(1)
        .unwrap()
        .split("```")
        .next()
        .unwrap();
    let value: Value = serde_json::from_str(example).unwrap();
    assert_eq!(keys(&value), fields("RegistryOrganization"));
    let told: RegistryOrganization = serde_json::from_value(value).unwrap();
    assert!(check(&told).is_empty());
    for field in fields("RegistryOrganization") {
        assert!(words.contains(&format!("| `{field}` |")), "{field} has no row");
    }
}
