//! Storage away, the database locked, history tampered with.

use harness::Site;
use serde_json::json;

use super::draft;

#[tokio::test]
async fn without_storage_filing_goes_on_and_files_wait() {
    let site = Site::without_storage().await;
    let organizer = site.sign_in(1).await;
    let new =
        json!({ "kind": "video", "file_name": "a.mp4", "content_type": "video/mp4", "size": 50_000_000 });
    let refused = organizer
        .post("/media", new)
        .await
        .refused(503, "storage_unavailable");
    assert!(refused.header("retry-after").is_some());
    let (path, version) = draft(&site, &organizer).await;
    organizer
        .step(&format!("{path}/submissions"), version, json!({}))
        .await
        .expect(200);
    let ready = organizer.get("~/readyz").await.expect(503);
    assert_eq!(
        (&ready.body["database"], &ready.body["storage"]),
        (&json!("ok"), &json!("unavailable"))
    );
}

#[tokio::test]
async fn a_chain_that_was_tampered_with_is_found() {
    let site = Site::new().await;
    let a = site.world.complete_draft().await;
    assert!(app::doctor::run(&site.world.app).await.unwrap().broken.is_empty());
    site.world
        .database
        .tamper("UPDATE activity_events SET reason = 'later'")
        .unwrap();
    let report = app::doctor::run(&site.world.app).await.unwrap();
    assert_eq!(
        report
            .broken
            .iter()
            .map(|b| (b.activity, b.event))
            .collect::<Vec<_>>(),
        [(a.id, 1)]
    );
}

#[tokio::test]
async fn a_locked_database_answers_503_and_loses_nothing() {
    if harness::database::engine() != persistence::Engine::Sqlite {
        return; // PostgreSQL has no lock on the whole database.
    }
    use diesel::Connection;
    use diesel::connection::SimpleConnection;
    let site = Site::new().await;
    let organizer = site.sign_in(1).await;
    let (path, version) = draft(&site, &organizer).await;
    let file = site.world.database.url().replace("sqlite://", "");
    let mut other = diesel::SqliteConnection::establish(&file).unwrap();
    // The server writes by itself now and then: this one waits for its turn.
    other
        .batch_execute("PRAGMA busy_timeout = 5000; BEGIN EXCLUSIVE")
        .unwrap();
    let refused = organizer
        .patch(&path, version, json!({ "budget_yuan": 5 }))
        .await
        .refused(503, "database_unavailable");
    assert!(refused.header("retry-after").is_some());
    other.batch_execute("ROLLBACK").unwrap();
    let saved = organizer
        .patch(&path, version, json!({ "budget_yuan": 5 }))
        .await
        .expect(200);
    assert_eq!(saved.body["budget_yuan"], 5);
}

#[tokio::test]
async fn a_database_that_went_away_for_a_moment_is_found_again() {
    if harness::database::engine() != persistence::Engine::Postgres {
        return; // SQLite is a file: there is no connection to lose.
    }
    let site = Site::new().await;
    let organizer = site.sign_in(1).await;
    let (path, version) = draft(&site, &organizer).await;
    site.world
        .database
        .tamper("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
        .unwrap();
    // Every connection may be found broken once, and says so in a way that can be tried again; then it works.
    let mut refused = 0;
    let saved = loop {
        let answer = organizer.patch(&path, version, json!({ "budget_yuan": 5 })).await;
        if answer.status == 200 {
            break answer;
        }
        answer.refused(503, "database_unavailable");
        refused += 1;
        assert!(refused <= 8, "it never comes back");
    };
    assert_eq!(saved.body["budget_yuan"], 5);
    for _ in 0..8 {
        organizer.get(&path).await.expect(200);
    }
}
