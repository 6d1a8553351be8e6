//! Who may do what, by asking the server: every operation of the OpenAPI document times every role. An operation
//! without a row fails.

mod circulars;
mod document;
mod exchange;
mod fixture;
mod going;
mod integration;
mod recommending;
mod reporting;
mod resources;
mod security;
mod summarizing;
mod venues;

use std::collections::BTreeMap;

pub use document::operations;

use domain::page::Limit;
use harness::{Caller, Site, World};
use serde_json::{Value, json};

/// In the order of the columns below; the number is the person in the world, 0 a visitor.
pub const ROLES: [(&str, u8); 9] = [
    ("visitor", 0),
    ("member", 9),
    ("organizer", 1),
    ("other organizer", 2),
    ("county", 6),
    ("province", 3),
    ("other province", 4),
    ("nation", 7),
    ("operator", 8),
];

pub const EVERYONE: [u16; 9] = [200; 9];
pub const SIGNED_IN: [u16; 9] = [401, 200, 200, 200, 200, 200, 200, 200, 200];
/// Those who see a filing once it was handed in: its own organisation and the officials above it.
pub const INVOLVED: [u16; 9] = [401, 404, 200, 404, 200, 200, 404, 200, 200];
/// Those who decide at a stage.
const REVIEWERS: [u16; 9] = [401, 403, 403, 403, 403, 200, 200, 200, 403];
/// A draft is its organisation's alone.
const OWN_DRAFT: [u16; 9] = [401, 404, 200, 404, 404, 404, 404, 404, 404];

#[rustfmt::skip]
const MATRIX: &[(&str, [u16; 9])] = &[
    ("account_send_code",        [202; 9]),
    // Nobody gets in with a wrong code.
    ("account_sign_in",          [401; 9]),
    ("account_refresh",          [401; 9]),
    ("account_devices",          SIGNED_IN),
    ("account_end_device",       [401, 404, 404, 404, 404, 404, 404, 404, 404]),
    ("account_show",             SIGNED_IN),
    ("account_change",           SIGNED_IN),
    ("account_export",           SIGNED_IN),
    ("home_show",                SIGNED_IN),
    ("calendar_status",          SIGNED_IN),
    ("calendar_open",            SIGNED_IN),
    ("calendar_close",           [401, 204, 204, 204, 204, 204, 204, 204, 204]),
    // Nobody has this address.
    ("calendar_show",            [404; 9]),
    ("organization_list",        SIGNED_IN),
    ("organization_create",      [401, 201, 201, 201, 201, 201, 201, 201, 201]),
    ("organization_show",        SIGNED_IN),
    ("organization_change",      [401, 403, 403, 403, 200, 200, 403, 200, 403]),
    ("media_announce",           [401, 201, 201, 201, 201, 201, 201, 201, 201]),
    // Only who announced a file may say that it is there; its bytes are missing here.
    ("media_complete",           [401, 404, 409, 404, 404, 404, 404, 404, 404]),
    ("media_show",               INVOLVED),
    ("media_content",            [404, 404, 302, 404, 302, 302, 404, 302, 302]),
    ("reference_editions",       EVERYONE),
    ("reference_edition",        EVERYONE),
    ("reference_categories",     EVERYONE),
    ("reference_regions",        EVERYONE),
    ("reference_region",         EVERYONE),
    ("reference_dictionary",     EVERYONE),
    ("activity_list",            SIGNED_IN),
    ("activity_create",          [401, 403, 201, 403, 403, 403, 403, 403, 403]),
    ("activity_show",            INVOLVED),
    ("activity_change",          OWN_DRAFT),
    ("activity_delete",          [401, 404, 204, 404, 404, 404, 404, 404, 404]),
    ("activity_clone",           [401, 404, 201, 404, 403, 403, 404, 403, 403]),
    ("activity_submit",          OWN_DRAFT),
    ("activity_withdraw",        [401, 404, 200, 404, 403, 403, 404, 403, 403]),
    ("activity_review",          [401, 404, 403, 404, 403, 200, 404, 403, 403]),
    // An approved activity is no secret: those who may not take it down are told so.
    ("activity_take_down",       [401, 403, 403, 403, 403, 200, 403, 200, 200]),
    ("activity_restore",         [401, 404, 403, 404, 403, 200, 404, 200, 200]),
    ("activity_events",          INVOLVED),
    ("activity_revisions",       INVOLVED),
    ("activity_findings",        INVOLVED),
    ("activity_diff",            INVOLVED),
    ("activity_similar",         INVOLVED),
    ("activity_join",            [401, 404, 403, 404, 403, 200, 404, 200, 403]),
    ("activity_part",            [401, 404, 403, 404, 403, 200, 404, 200, 403]),
    // The province decided: nobody else takes that back.
    ("activity_undo",            [401, 404, 409, 404, 409, 200, 404, 409, 409]),
    ("review_queue",             REVIEWERS),
    // Each item of these has its own answer.
    ("review_claim",             SIGNED_IN),
    ("review_release",           [401, 204, 204, 204, 204, 204, 204, 204, 204]),
    ("review_batch",             SIGNED_IN),
    ("review_batch_undo",        SIGNED_IN),
    ("review_distributions",     REVIEWERS),
    ("review_distribute",        [401, 403, 403, 403, 403, 200, 403, 403, 403]),
    ("delegation_list",          SIGNED_IN),
    // The official asked to stand in works in 浙江.
    ("delegation_create",        [401, 403, 403, 403, 403, 201, 422, 201, 403]),
    ("delegation_end",           [401, 404, 404, 404, 404, 404, 404, 404, 404]),
    ("supplement_get",           INVOLVED),
    ("supplement_save",          [401, 404, 200, 404, 403, 403, 404, 403, 403]),
    // The activity is not over yet.
    ("supplement_submit",        [401, 404, 422, 404, 403, 403, 404, 403, 403]),
    ("supplement_extend",        [401, 404, 403, 404, 403, 201, 404, 201, 403]),
    ("supplement_photo_check",   [401, 404, 403, 404, 200, 200, 404, 200, 403]),
    ("activity_eligibility",     INVOLVED),
    ("message_list",             SIGNED_IN),
    ("message_unread",           SIGNED_IN),
    ("message_mark_read",        SIGNED_IN),
    ("preferences_show",         SIGNED_IN),
    ("preferences_change",       SIGNED_IN),
    ("report_create",            [201; 9]),
    ("report_progress",          [404; 9]),
    ("report_list",              REVIEWERS),
    ("report_answer",            [401, 403, 403, 403, 403, 200, 404, 200, 403]),
    ("edition_change",           [401, 403, 403, 403, 403, 403, 403, 403, 200]),
    ("words_show",               [401, 403, 403, 403, 403, 403, 403, 403, 200]),
    ("words_replace",            [401, 403, 403, 403, 403, 403, 403, 403, 200]),
    ("public_activity_list",     EVERYONE),
    ("public_activity_show",     EVERYONE),
    ("public_activity_calendar", EVERYONE),
    ("public_feed_calendar",     EVERYONE),
    ("public_feed_atom",         EVERYONE),
    ("public_feed_json",         EVERYONE),
    ("platform_show",            EVERYONE),
    // Only in a demonstration.
    ("platform_demo_code",       [404; 9]),
    ("platform_put_forward",     [404; 9]),
    ("operations_health",        EVERYONE),
    ("operations_ready",         EVERYONE),
    ("operations_metrics",       EVERYONE),
    // These end the session or the account: last.
    ("account_sign_out",         [401, 204, 204, 204, 204, 204, 204, 204, 204]),
    ("account_erase",            [401, 204, 409, 409, 409, 409, 409, 409, 409]),
];

/// The rows that are asked for here, in this order; others stand with what they need.
const TABLES: [&[(&str, [u16; 9])]; 9] = [
    integration::ROWS,
    circulars::ROWS,
    reporting::ROWS,
    exchange::ROWS,
    going::ROWS,
    resources::ROWS,
    venues::ROWS,
    security::ROWS,
    MATRIX,
];

/// Path, version and body with which an operation would succeed for somebody who may.
async fn request(
    site: &Site,
    operation: &str,
    pattern: &str,
    who: &Caller,
    n: usize,
) -> (String, i64, Option<Value>) {
    let w = &site.world;
    let path = match pattern.strip_prefix("/api/v1") {
        Some(path) => path.to_owned(),
        None => format!("~{pattern}"),
    };
    let ours = exchange::request(site, operation, &path).await;
    if let Some(found) = ours.or(integration::request(site, operation, &path).await) {
        return found;
    }
    if let Some(found) = going::request(site, operation, &path).await {
        return found;
    }
    if let Some(found) = venues::request(site, operation, &path).await {
        return found;
    }
    if let Some(found) = reporting::request(operation, &path) {
        return found;
    }
    if let Some(found) = security::request(site, operation, &path) {
        return found;
    }
    if let Some(found) = circulars::request(site, operation, &path).await {
        return found;
    }
    if let Some(found) = resources::request(site, operation, &path).await {
        return found;
    }
    let with_id = |id: &str| path.replace("{id}", id).replace("{n}", "1");
    let a = if path.starts_with("/activities/{")
        || operation.starts_with("public_activity_")
        || operation.starts_with("media_")
    {
        Some(fixture::activity(site, operation).await)
    } else {
        None
    };
    let about = a
        .as_ref()
        .map(|a| (with_id(&a.id.to_string()), i64::from(a.version)));
    let body = match operation {
        "account_send_code" => Some(json!({ "phone": format!("1391000000{n}") })),
        "account_sign_in" => Some(json!({ "phone": format!("1391000000{n}"), "code": "000000" })),
        "account_change" => Some(json!({ "display_name": "新名字" })),
        "organization_create" => Some(
            json!({ "full_name": format!("示例单位{n}"), "kind": "venue", "region_code": "330302", "provisional": true }),
        ),
        "organization_change" => Some(json!({ "host_unit": "依托单位" })),
        "media_announce" => {
            Some(json!({ "kind": "photo", "file_name": "a.jpg", "content_type": "image/jpeg", "size": 10 }))
        }
        "activity_create" => Some(json!({ "edition": "2024", "organization_id": w.museum })),
        "activity_change" => Some(json!({ "budget_yuan": 5 })),
        "activity_review" => Some(json!({ "decision": "approve" })),
        "activity_take_down" | "activity_restore" => Some(json!({ "reason": "核实" })),
        "activity_join" => Some(json!({ "activity_id": fixture::submitted(site).await.id })),
        "review_claim" | "review_release" => Some(json!({ "activity_ids": [w.museum.to_string()] })),
        "review_batch" => {
            Some(json!({ "decision": "approve", "items": [{ "id": w.museum.to_string(), "version": 1 }] }))
        }
        "review_batch_undo" => Some(json!({ "items": [{ "id": w.museum.to_string(), "version": 1 }] })),
        "review_distribute" => {
            Some(json!({ "region_code": "330000", "stage": "province", "enabled": false }))
        }
        "delegation_create" => Some(json!({
            "delegate_phone": World::phone(6), "starts_at": "2024-09-02T00:00:00Z", "ends_at": "2024-09-03T00:00:00Z"
        })),
        "supplement_save" => Some(json!({ "photo_ids": [] })),
        "supplement_extend" => Some(json!({ "until": "2024-10-01", "reason": "台风停课，活动资料整理延后" })),
        "platform_put_forward" => Some(json!({ "days": 1 })),
        "message_mark_read" => Some(json!({ "all": true })),
        "preferences_change" => Some(json!({ "sms_tasks": false })),
        "report_create" => {
            let shown = fixture::activity(site, operation).await;
            Some(json!({ "activity_id": shown.id, "category": "other", "text": "时间与海报不符" }))
        }
        "report_answer" => Some(json!({ "status": "dismissed", "answer": "已核实，信息无误" })),
        "edition_change" => Some(json!({ "policies": { "carry_over_approvals": false } })),
        "words_replace" => Some(json!({ "words": [] })),
        _ => None,
    };
    let (path, version) = match operation {
        "account_change" => (path, who.get("/me").await.body["version"].as_i64().unwrap_or(1)),
        "account_end_device" => (with_id(&w.museum.to_string()), 1),
        "organization_show" => (with_id(&w.museum.to_string()), 1),
        "organization_change" => {
            let version = crate::registry::version(w, w.museum).await;
            (with_id(&w.museum.to_string()), i64::from(version))
        }
        "media_complete" => {
            let new = serde_json::from_value(
                json!({ "kind": "photo", "file_name": "a.jpg", "content_type": "image/jpeg", "size": 10 }),
            );
            let app::Outcome::New(made) = app::media::announce(&w.app, &w.organizer, new.unwrap(), None)
                .await
                .unwrap()
            else {
                unreachable!("no key was given")
            };
            (with_id(&made.id.to_string()), 1)
        }
        "media_show" | "media_content" => {
            let poster = a.as_ref().and_then(|a| a.content.poster_id).unwrap();
            (with_id(&poster.to_string()), 1)
        }
        "reference_edition" | "reference_categories" => (path.replace("{key}", "2024"), 1),
        "reference_region" => (path.replace("{code}", "330302"), 1),
        "reference_dictionary" => (path.replace("{name}", "forms"), 1),
        "edition_change" => {
            let found = who.get("/editions/2024").await;
            (path.replace("{key}", "2024"), found.version())
        }
        "words_replace" => (
            path,
            who.get("/sensitive-words").await.body["version"]
                .as_i64()
                .unwrap_or(0),
        ),
        "calendar_show" => (path.replace("{token}", "unknown"), 1),
        "report_progress" => (path.replace("{receipt}", "unknown"), 1),
        "report_answer" => {
            let shown = fixture::activity(site, operation).await;
            let new = serde_json::from_value(
                json!({ "activity_id": shown.id, "category": "other", "text": "时间与海报不符" }),
            );
            app::report::make(&w.app, None, new.unwrap()).await.unwrap();
            let nation = w.nation.clone();
            let all = app::report::list(&w.app, &nation, None, Limit::default(), None)
                .await
                .unwrap();
            let made = all.items.iter().find(|r| r.activity_id == shown.id).unwrap();
            (with_id(&made.id.to_string()), 1)
        }
        operation if operation.starts_with("supplement_") => (about.unwrap().0, 0),
        "delegation_end" => (with_id(&w.museum.to_string()), 1),
        "platform_demo_code" => (format!("{path}?phone=13900000005"), 1),
        _ => about.unwrap_or((path, 1)),
    };
    (path, version, body)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_operation_answers_every_role_as_the_matrix_says() {
    let site = Site::new().await;
    let known = operations();
    let tables = TABLES.into_iter().chain([recommending::ROWS, summarizing::ROWS]);
    let rows: BTreeMap<&str, _> = tables.flatten().copied().collect();
    let missing: Vec<_> = known
        .keys()
        .filter(|id| !rows.contains_key(id.as_str()))
        .collect();
    assert!(missing.is_empty(), "operations without a row: {missing:?}");
    let gone: Vec<_> = rows.keys().filter(|id| !known.contains_key(**id)).collect();
    assert!(gone.is_empty(), "rows without an operation: {gone:?}");

    let mut callers = Vec::new();
    for (_, person) in ROLES {
        callers.push(if person == 0 {
            site.visitor()
        } else {
            site.sign_in(person).await
        });
    }
    let mut wrong = Vec::new();
    for (operation, expected) in TABLES.into_iter().flatten() {
        let (method, pattern) = &known[*operation];
        for (n, (role, person)) in ROLES.into_iter().enumerate() {
            if *operation == "account_erase" && person != 0 {
                // The session ended in the row before.
                site.world.clock.set(site.world.app.now().plus_seconds(61));
                callers[n] = site.sign_in(person).await;
            }
            let who = &callers[n];
            let (path, version, body) = request(&site, operation, pattern, who, n).await;
            let tag = format!("\"{version}\"");
            let answer = who.call(method.clone(), &path, &[("if-match", &tag)], body).await;
            if answer.status != expected[n] {
                wrong.push(format!(
                    "{operation} as {role}: {} instead of {}: {}",
                    answer.status, expected[n], answer.text
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
