//! The rows of what other systems use and administrators set for them.

use app::api_client;
use domain::api_client::{NewApiClient, Scope};
use harness::Site;
use serde_json::{Value, json};

#[rustfmt::skip]
pub const ROWS: &[(&str, [u16; 9])] = &[
    ("api_client_create", [401, 403, 403, 403, 403, 403, 403, 403, 201]),
    ("api_client_list",   [401, 403, 403, 403, 403, 403, 403, 403, 200]),
    ("api_client_show",   [401, 403, 403, 403, 403, 403, 403, 403, 200]),
    ("api_client_change", [401, 403, 403, 403, 403, 403, 403, 403, 200]),
    ("api_client_rotate", [401, 403, 403, 403, 403, 403, 403, 403, 200]),
    ("api_client_revoke", [401, 403, 403, 403, 403, 403, 403, 403, 204]),
    // The credentials are the client's; JSON is no form.
    ("oauth_token",       [415; 9]),
    ("oauth_metadata",    [200; 9]),
    // Of people, nobody: see `integration::clients` for clients.
    ("change_activities",    [401, 403, 403, 403, 403, 403, 403, 403, 403]),
    ("change_organizations", [401, 403, 403, 403, 403, 403, 403, 403, 403]),
];

/// Path, version and body for an operation of [`ROWS`].
pub async fn request(site: &Site, operation: &str, path: &str) -> Option<(String, i64, Option<Value>)> {
    if !ROWS.iter().any(|(known, _)| *known == operation) {
        return None;
    }
    let body = match operation {
        "api_client_create" => Some(json!({ "name": "平台", "scopes": ["activities:read"] })),
        "api_client_change" => Some(json!({ "name": "新名称" })),
        "api_client_rotate" => Some(json!({ "overlap_hours": 1 })),
        "oauth_token" => Some(json!({ "grant_type": "client_credentials" })),
        _ => None,
    };
    if !path.starts_with("/api-clients/{") {
        return Some((path.to_owned(), 1, body));
    }
    let new = NewApiClient {
        name: "平台".into(),
        scopes: vec![Scope::ActivitiesRead],
        ..NewApiClient::default()
    };
    let made = api_client::create(&site.world.app, &site.world.operator, new)
        .await
        .unwrap();
    Some((path.replace("{id}", &made.client.id.to_string()), 1, body))
}
