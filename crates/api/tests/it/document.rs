use reqwest::Method;
use serde_json::Value;

use crate::server::Server;

#[tokio::test]
async fn the_served_document_is_the_printed_one_byte_for_byte() {
    let server = Server::new();
    let served = server.get("/api/v1/openapi.json").await.text().await.unwrap();
    assert_eq!(served, api::docs::text(&api::docs::document()));
    assert!(served.ends_with("}\n"));
    let document: Value = serde_json::from_str(&served).unwrap();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    let mut names = std::collections::BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let name = operation["operationId"].as_str().unwrap();
            assert!(names.insert(name.to_owned()), "{name} twice");
            assert!(
                operation["summary"].is_string(),
                "{method} {path} says what it does"
            );
            assert_eq!(operation["tags"].as_array().unwrap().len(), 1, "{method} {path}");
        }
    }
}

#[tokio::test]
async fn the_interactive_page_needs_nothing_from_elsewhere() {
    let server = Server::new();
    assert_eq!(server.get("/api/docs").await.headers()["location"], "/api/docs/");
    let page = server.get("/api/docs/").await.text().await.unwrap();
    let start = server
        .get("/api/docs/swagger-initializer.js")
        .await
        .text()
        .await
        .unwrap();
    assert!(start.contains("/api/v1/openapi.json"), "{start}");
    assert!(!page.contains("//cdn"), "{page}");
    assert_eq!(server.get("/api/docs/swagger-ui-bundle.js").await.status(), 200);
}

#[tokio::test]
async fn data_go_out_packed_to_those_who_can_unpack_them() {
    let server = Server::new();
    let request = server
        .ask(Method::GET, "/api/v1/platform")
        .header("accept-encoding", "gzip, br");
    assert_eq!(
        request.send().await.unwrap().headers()["content-encoding"],
        "gzip"
    );
    let plain = server.get("/api/v1/platform").await;
    assert!(!plain.headers().contains_key("content-encoding"));
}

/// What the audit log keeps or leaves out is named by operation: a name that no operation has would keep nothing.
#[test]
fn what_the_audit_log_names_are_operations() {
    let document = serde_json::to_value(api::docs::document()).unwrap();
    let known: std::collections::BTreeSet<&str> = document["paths"]
        .as_object()
        .unwrap()
        .values()
        .flat_map(|path| path.as_object().unwrap().values())
        .filter_map(|operation| operation["operationId"].as_str())
        .collect();
    let unknown: Vec<_> = app::audit::named().filter(|name| !known.contains(name)).collect();
    assert!(unknown.is_empty(), "no such operations: {unknown:?}");
}
