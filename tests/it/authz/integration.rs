//! The rows of what other systems use and administrators set for them.

use app::api_client;
use domain::access::{Grant, Role};
use domain::api_client::{NewApiClient, Scope};
use domain::id::{AccountId, ConflictId, GrantId, OrganizationId, WebhookId};
use domain::organization::JoinOrganization;
use domain::registry::{ConflictKind, ConflictStatus};
use domain::webhook::{DeliveryStatus, EventKind, NewWebhook};
use harness::Site;
use persistence::registry::ConflictRecord;
use persistence::webhook::DeliveryRecord;
use serde_json::{Value, json};

#[rustfmt::skip]
pub const ROWS: &[(&str, [u16; 9])] = &[
    ("api_client_create", [401, 403, 403, 403, 403, 403, 403, 403, 201]),
    ("api_client_list",   [401, 403, 403, 403, 403, 403, 403, 403, 200]),
    ("api_client_show",   [401, 403, 403, 403, 403, 403, 403, 403, 200]),
    ("api_client_change", [401, 403, 403, 403, 403, 403, 403, 403, 200]),
    ("api_client_rotate", [401, 403, 403, 403, 403, 403, 403, 403, 200]),
    ("api_client_revoke", [401, 403, 403, 403, 403, 403, 403, 403, 204]),
    ("organization_request_certification", [401, 403, 200, 403, 200, 200, 403, 200, 403]),
    ("organization_decide_certification",  [401, 403, 403, 403, 200, 200, 403, 200, 403]),
    ("organization_merge",       [401, 403, 403, 403, 200, 200, 403, 200, 403]),
    ("organization_events",      [401, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("organization_doubles_of",  [401, 403, 403, 403, 200, 200, 403, 200, 403]),
    ("organization_doubles",     [401, 403, 403, 403, 200, 200, 200, 200, 403]),
    ("member_list",              [401, 403, 200, 403, 200, 200, 403, 200, 403]),
    ("member_join",              [401, 201, 409, 201, 201, 201, 201, 201, 201]),
    ("member_decide",            [401, 403, 403, 403, 200, 200, 403, 200, 403]),
    ("member_change",            [401, 403, 403, 403, 200, 200, 403, 200, 403]),
    // The organizer leaves; others are let go by officials here.
    ("member_remove",            [401, 403, 204, 403, 204, 204, 403, 204, 403]),
    // Unsigned, and there is no registry here.
    ("registry_event",     [404; 9]),
    ("registry_state",     [401, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("registry_conflicts", [401, 403, 403, 403, 200, 200, 200, 200, 200]),
    ("registry_decide",    [401, 403, 403, 403, 200, 200, 403, 200, 200]),
    ("webhook_create",     [401, 403, 403, 403, 403, 403, 403, 403, 201]),
    ("webhook_list",       [401, 403, 403, 403, 403, 403, 403, 403, 200]),
    ("webhook_show",       [401, 403, 403, 403, 403, 403, 403, 403, 200]),
    ("webhook_change",     [401, 403, 403, 403, 403, 403, 403, 403, 200]),
    ("webhook_rotate",     [401, 403, 403, 403, 403, 403, 403, 403, 200]),
    ("webhook_remove",     [401, 403, 403, 403, 403, 403, 403, 403, 204]),
    ("webhook_deliveries", [401, 403, 403, 403, 403, 403, 403, 403, 200]),
    ("webhook_replay",     [401, 403, 403, 403, 403, 403, 403, 403, 201]),
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
        "organization_decide_certification" => Some(json!({ "decision": "certify" })),
        "organization_merge" => Some(json!({ "into_id": site.world.museum, "reason": "重复登记" })),
        "member_decide" => Some(json!({ "decision": "approve" })),
        "member_change" => Some(json!({ "role": "organizer" })),
        "registry_event" => Some(json!({})),
        "registry_decide" => Some(json!({ "decision": "dismiss" })),
        "webhook_create" => {
            Some(json!({ "url": "https://data.example.org/", "events": ["activity.approved"] }))
        }
        "webhook_change" => Some(json!({ "description": "平台" })),
        "oauth_token" => Some(json!({ "grant_type": "client_credentials" })),
        _ => None,
    };
    if path.starts_with("/webhooks/{") {
        let id = webhook(site).await;
        let path = path.replace("{id}", &id.to_string()).replace("{n}", "1");
        return Some((path, 1, body));
    }
    if path.starts_with("/registry/conflicts/{") {
        let id = conflict(site).await;
        return Some((path.replace("{id}", &id.to_string()), 1, body));
    }
    if path.starts_with("/organizations/{") {
        let (id, asker) = organization(site, operation).await;
        let path = path.replace("{id}", &id.to_string());
        let path = match operation {
            "member_remove" => format!("{path}?account_id={asker}"),
            _ => path.replace("{account_id}", &asker.to_string()),
        };
        let version = crate::registry::version(&site.world, id).await;
        return Some((path, i64::from(version), body));
    }
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

/// An organisation of the organizer's in 鹿城区, and somebody who asked to join it.
async fn organization(site: &Site, operation: &str) -> (OrganizationId, AccountId) {
    let w = &site.world;
    let asker = w.colleague.account;
    // Everybody asks to join this one once.
    if operation == "member_join" {
        return (w.museum, asker);
    }
    let made = crate::registry::registered(w, &w.colleague, "鹿城区示例单位").await;
    let organizer = w.organizer.account;
    let id = made.id;
    w.app
        .db()
        .write(move |tx| {
            let given = Grant {
                role: Role::Organizer,
                region: None,
                organization: Some(id),
                lines: Vec::new(),
                on_behalf_of: None,
            };
            persistence::grant::insert(
                tx,
                GrantId::new(uuid::Uuid::now_v7()),
                organizer,
                &given,
                made.created_at,
            )
        })
        .await
        .unwrap();
    if operation == "member_decide" {
        let member = &w.city;
        app::organization::join(&w.app, member, id, JoinOrganization::default())
            .await
            .unwrap();
        return (id, member.account);
    }
    if operation == "member_remove" || operation == "member_change" {
        return (id, organizer);
    }
    (id, asker)
}

/// A webhook with one delivery.
async fn webhook(site: &Site) -> WebhookId {
    let w = &site.world;
    let new = NewWebhook {
        url: "https://data.example.org/".into(),
        events: vec![EventKind::ActivitySubmitted],
        ..NewWebhook::default()
    };
    let id = app::webhook::create(&w.app, &w.operator, new)
        .await
        .unwrap()
        .webhook
        .id;
    let sent = DeliveryRecord {
        webhook_id: id,
        n: 0,
        event_id: w.app.new_id(),
        event: EventKind::ActivitySubmitted,
        body: "{}".into(),
        status: DeliveryStatus::Dead,
        attempts: 11,
        next_at: None,
        last_status: None,
        last_error: None,
        excerpt: None,
        took_ms: None,
        replay_of: None,
        created_at: w.app.now(),
        delivered_at: None,
    };
    let added = w
        .app
        .db()
        .write(move |tx| persistence::webhook::add_delivery(tx, &sent))
        .await;
    assert_eq!(added.unwrap(), 1);
    id
}

/// Something of the registry's in 鹿城区 that cannot be taken.
async fn conflict(site: &Site) -> ConflictId {
    let w = &site.world;
    let id: ConflictId = w.app.new_id();
    let now = w.app.now();
    let told = json!({ "external_id": id.to_string(), "revision": 1, "full_name": "", "region_code": "330302",
        "status": "active", "certified": true, "updated_at": now });
    let record = ConflictRecord {
        id,
        external_id: id.to_string(),
        organization_id: None,
        region_code: "330302".parse().unwrap(),
        kind: ConflictKind::Unreadable,
        revision: 1,
        theirs: told.to_string(),
        fields: "[]".into(),
        status: ConflictStatus::Open,
        version: 1,
        decision: None,
        decided_by: None,
        decided_at: None,
        created_at: now,
        updated_at: now,
    };
    let inserted = w
        .app
        .db()
        .write(move |tx| persistence::registry::insert_conflict(tx, &record))
        .await;
    inserted.unwrap();
    id
}
