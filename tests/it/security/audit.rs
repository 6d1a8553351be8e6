//! The audit log: nothing that was done is missing, and nothing can be changed unseen.

use app::account::{Rescue, grant_by_command, rescue};
use app::audit::{Forgery, check, seal};
use harness::{Caller, Site};
use persistence::audit::{AuditFilter, list};
use reqwest::Method;
use serde_json::{Value, json};

const AUDITOR: u8 = 13;

async fn entries(auditor: &Caller, query: &str) -> Vec<Value> {
    let page = auditor.get(&format!("/audit-log{query}")).await.expect(200);
    page.body["items"].as_array().unwrap().clone()
}

fn of(entry: &Value) -> (&str, &str, Option<&str>) {
    let text = |key: &str| entry[key].as_str();
    (text("operation").unwrap(), text("outcome").unwrap(), text("code"))
}

#[tokio::test]
async fn what_was_done_refused_and_shown_is_told_with_who_and_from_where() {
    let site = Site::new().await;
    let w = &site.world;
    let auditor = site.sign_in(AUDITOR).await;
    let a = w.submitted(json!({})).await;
    let path = format!("/activities/{}", a.id);
    let province = site.sign_in(3).await;
    // Whoever reviews sees the contact: told.
    province.get(&path).await.expect(200);
    // Its own people see it too, and nobody is told.
    site.sign_in(1).await.get(&path).await.expect(200);
    let reviews = format!("{path}/reviews");
    let county = site.sign_in(6).await;
    w.clock.set(w.app.now().plus_seconds(1));
    let approve = json!({ "decision": "approve" });
    county
        .step(&reviews, i64::from(a.version), approve.clone())
        .await
        .refused(403, "not_allowed");
    w.clock.set(w.app.now().plus_seconds(1));
    province
        .step(&reviews, i64::from(a.version), approve)
        .await
        .expect(200);
    let all = entries(&auditor, &format!("?object_id={}", a.id)).await;
    let told: Vec<_> = all.iter().map(of).collect();
    assert_eq!(
        told,
        [
            ("activity_review", "done", None),
            ("activity_review", "refused", Some("not_allowed")),
            ("activity_show", "done", None),
        ]
    );
    assert_eq!(all[0]["account_id"], json!(w.province.account));
    assert_eq!(all[0]["account_name"], "示例账号3");
    assert_eq!(all[0]["address"], "127.0.0.1");
    assert_eq!(all[0]["path"], json!(format!("/api/v1{reviews}")));
    assert_eq!(all[1]["account_id"], json!(w.county.account));
    // Signing in is told, whoever tried.
    let signed_in = entries(&auditor, "?operation=account_sign_in").await;
    assert_eq!(signed_in.len(), 4);
    assert!(
        signed_in
            .iter()
            .all(|e| e["outcome"] == "done" && e["account_id"].is_string())
    );
    site.visitor()
        .post(
            "/auth/sessions",
            json!({ "phone": "13712345678", "code": "000000" }),
        )
        .await
        .refused(401, "invalid_code");
    let failed = entries(&auditor, "?outcome=refused&operation=account_sign_in").await;
    assert_eq!((failed.len(), &failed[0]["account_id"]), (1, &Value::Null));
    // So is reading the log itself.
    let read = entries(&auditor, "?operation=audit_list").await;
    assert!(read.len() >= 3, "{}", read.len());
}

#[tokio::test]
async fn an_entry_goes_with_its_change_and_a_repeated_request_changes_nothing() {
    let site = Site::new().await;
    let (auditor, organizer) = (site.sign_in(AUDITOR).await, site.sign_in(1).await);
    let body = json!({ "edition": "2024", "organization_id": site.world.museum });
    let mut made = Vec::new();
    for _ in 0..2 {
        let answer = organizer
            .call(
                Method::POST,
                "/activities",
                &[("idempotency-key", "once")],
                Some(body.clone()),
            )
            .await
            .expect(201);
        made.push(answer.id());
    }
    assert_eq!(made[0], made[1]);
    // A draft that is saved leaves none: its versions tell.
    organizer
        .patch(
            &format!("/activities/{}", made[0]),
            1,
            json!({ "budget_yuan": 5 }),
        )
        .await
        .expect(200);
    let created = entries(&auditor, "?operation=activity_create").await;
    assert!(
        (1..=2).contains(&created.len()),
        "the repetition answers from its own transaction"
    );
    assert!(entries(&auditor, "?operation=activity_change").await.is_empty());
    // Nobody known, nothing told: a stranger cannot fill the log.
    site.visitor()
        .post("/activities", body)
        .await
        .refused(401, "not_signed_in");
    assert!(
        entries(&auditor, "?operation=activity_create&outcome=refused")
            .await
            .is_empty()
    );
}

#[tokio::test]
async fn pages_and_times_leave_nothing_out() {
    let site = Site::new().await;
    let w = &site.world;
    let (auditor, member) = (site.sign_in(AUDITOR).await, site.sign_in(9).await);
    for n in 0..25 {
        w.clock.set(w.app.now().plus_seconds(20));
        let version = i64::from(n) + 1;
        member
            .patch("/me", version, json!({ "display_name": format!("名字{n}") }))
            .await
            .expect(200);
    }
    let mut seen = Vec::new();
    let mut query = "?operation=account_change&limit=10".to_owned();
    loop {
        let page = auditor.get(&format!("/audit-log{query}")).await.expect(200);
        seen.extend(
            page.body["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|e| e["id"].clone()),
        );
        match page.body["next"].as_str() {
            Some(next) => query = format!("?operation=account_change&limit=10&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(seen.len(), 25);
    seen.dedup();
    assert_eq!(seen.len(), 25, "nobody twice");
    let page = auditor
        .get("/audit-log?operation=account_change&from=2024-09-01T02:03:20Z&to=2024-09-01T02:06:40Z")
        .await
        .expect(200);
    assert_eq!(page.body["items"].as_array().unwrap().len(), 10);
}

#[tokio::test]
async fn whatever_is_changed_removed_or_added_is_found() {
    let site = Site::new().await;
    let app = &site.world.app;
    for person in [1, 3, 6] {
        site.sign_in(person).await;
        seal(app).await.unwrap();
        site.world.clock.set(app.now().plus_seconds(1));
    }
    assert_eq!(seal(app).await.unwrap(), 0, "nothing is left to seal");
    let (seals, wrong) = check(app).await.unwrap();
    assert_eq!((seals, wrong), (3, Vec::new()));
    let kept = app
        .db()
        .read(|conn| list(conn, &AuditFilter::default(), None, 10))
        .await
        .unwrap();
    let id = kept[1].0.id;
    let tamper = |sql: &str| site.world.database.tamper(sql).unwrap();
    let found = async || check(app).await.unwrap().1;

    tamper("CREATE TABLE before AS SELECT * FROM audit_entries");
    let as_before = "DELETE FROM audit_entries; INSERT INTO audit_entries SELECT * FROM before";
    // Changed, in any column.
    for change in [
        "account_id = NULL",
        "operation = 'account_show'",
        "path = '/api/v1/me'",
        "outcome = 'refused'",
        "code = 'invalid_code'",
        "request_id = ''",
    ] {
        tamper(&format!("UPDATE audit_entries SET {change} WHERE seal = 2"));
        assert_eq!(found().await, [Forgery::Entry { id }], "{change}");
        tamper(as_before);
        assert!(found().await.is_empty(), "as it was, nothing happened");
    }
    // Removed, or put under another seal.
    tamper("DELETE FROM audit_entries WHERE seal = 2");
    assert_eq!(found().await, [Forgery::Entries { number: 2 }]);
    tamper(as_before);
    tamper("UPDATE audit_entries SET seal = 1 WHERE seal = 2");
    assert_eq!(
        found().await,
        [Forgery::Entries { number: 1 }, Forgery::Entries { number: 2 }]
    );
    tamper(as_before);
    // Called old enough to be removed.
    tamper(
        "DELETE FROM audit_entries WHERE seal = 2; UPDATE audit_seals SET emptied_at = at WHERE number = 2",
    );
    assert_eq!(found().await, [Forgery::Emptied { number: 2 }]);
    tamper("UPDATE audit_seals SET emptied_at = '2099-01-01T00:00:00.000000Z' WHERE number = 2");
    assert_eq!(
        found().await,
        [Forgery::Emptied { number: 2 }],
        "that is in the future"
    );
    tamper("UPDATE audit_seals SET emptied_at = NULL");
    tamper(as_before);
    // The seal itself, or a whole one.
    tamper("UPDATE audit_seals SET entries = 2 WHERE number = 2");
    assert_eq!(found().await, [Forgery::Seal { number: 2 }]);
    tamper("DELETE FROM audit_seals WHERE number = 2");
    assert!(found().await.contains(&Forgery::Missing { number: 2 }));
}

#[tokio::test]
async fn entries_go_after_a_year_and_their_seals_stay() {
    let site = Site::new().await;
    let w = &site.world;
    site.sign_in(1).await;
    seal(&w.app).await.unwrap();
    w.clock.set(w.app.now().plus_days(359));
    app::upkeep::run(&w.app).await.unwrap();
    let auditor = site.sign_in(AUDITOR).await;
    assert_eq!(entries(&auditor, "?operation=account_sign_in").await.len(), 2);
    w.clock.set(w.app.now().plus_days(2));
    app::upkeep::run(&w.app).await.unwrap();
    seal(&w.app).await.unwrap();
    let auditor = site.sign_in(AUDITOR).await;
    assert_eq!(
        entries(&auditor, "?operation=account_sign_in").await.len(),
        2,
        "the first is gone"
    );
    let (seals, wrong) = check(&w.app).await.unwrap();
    assert_eq!((seals, wrong), (2, Vec::new()));
    // And nobody noticing that nobody seals is noticed.
    w.clock.set(w.app.now().plus_seconds(601));
    assert!(matches!(
        check(&w.app).await.unwrap().1[..],
        [Forgery::Unsealed { .. }]
    ));
}

#[tokio::test]
async fn what_is_done_on_the_command_line_is_told_and_keeps_the_duties_apart() {
    let site = Site::new().await;
    let w = &site.world;
    let audit = domain::access::Grant {
        role: domain::access::Role::AuditAdmin,
        region: None,
        organization: None,
        lines: Vec::new(),
        on_behalf_of: None,
    };
    let operator = harness::World::phone(8);
    let refused = grant_by_command(&w.app, &operator, "", audit.clone())
        .await
        .unwrap_err();
    assert_eq!(refused.code(), domain::problem::Code::DutiesSeparated);
    let made = grant_by_command(&w.app, "13700000002", "审计员", audit)
        .await
        .unwrap();
    rescue(&w.app, "13700000002", Rescue::EndSessions).await.unwrap();
    let auditor = site.sign_in(AUDITOR).await;
    let given = entries(&auditor, "?operation=admin_grant").await;
    assert_eq!((given.len(), &given[0]["account_id"]), (1, &json!(made)));
    assert_eq!(given[0]["path"], "kepu admin grant");
    assert_eq!(entries(&auditor, "?operation=admin_end_sessions").await.len(), 1);
}
