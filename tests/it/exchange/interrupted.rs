//! A process that ends in the middle, and a person who has second thoughts.

use std::time::Duration;

use domain::exchange::ImportState;
use harness::Site;
use serde_json::json;

use super::{activities, ask, count, row, table, upload, work_off};

/// Lets an import run for a moment and pulls the plug, until some of it is done.
async fn half_way(site: &Site, id: &str) -> u64 {
    let w = &site.world;
    let import = id.parse().unwrap();
    loop {
        let this = w.app.clone();
        let running = tokio::spawn(async move { app::job::run_lane(&this, app::job::Lane::Tables).await });
        let done = loop {
            let i = w
                .app
                .db()
                .read(move |conn| persistence::import::find(conn, import))
                .await
                .unwrap();
            if i.progress.done > 0 || i.state.is_over() {
                break i.progress.done;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        };
        running.abort();
        let _ = running.await;
        // What was sent to the database before is still done, or not.
        tokio::time::sleep(Duration::from_millis(300)).await;
        if done > 0 {
            return u64::from(done);
        }
        w.clock.set(w.app.now().plus_seconds(200));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_process_left_half_done_is_gone_on_with_and_no_row_comes_twice() {
    let site = Site::new().await;
    let w = &site.world;
    let organizer = site.sign_in(1).await;
    let mut rows: Vec<_> = (1..=260).map(row).collect();
    rows[7][1] = String::new();
    rows[250][1] = String::new();
    let media = upload(&site, &organizer, "a.xlsx", table(&rows)).await;
    let id = ask(&organizer, &media, json!({})).await.expect(201).id();
    let done = half_way(&site, &id).await;
    assert!(done < 260, "it was interrupted");
    // The lease of the process that is gone runs out.
    w.clock.set(w.app.now().plus_seconds(200));
    work_off(w).await;
    let report = organizer.get(&format!("/imports/{id}")).await.expect(200);
    assert_eq!(report.body["state"], "finished", "{}", report.text);
    assert_eq!(
        (
            count(&report, "imported"),
            count(&report, "repeated"),
            count(&report, "faulty")
        ),
        (258, 0, 2)
    );
    let made = activities(&organizer).await;
    let mut titles: Vec<&str> = made.iter().map(|a| a["title"].as_str().unwrap()).collect();
    titles.sort_unstable();
    titles.dedup();
    assert_eq!((made.len(), titles.len()), (258, 258));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_processes_at_once_do_each_row_once() {
    let site = Site::new().await;
    let w = &site.world;
    let organizer = site.sign_in(1).await;
    let rows: Vec<_> = (1..=150).map(row).collect();
    let media = upload(&site, &organizer, "a.xlsx", table(&rows)).await;
    let id = ask(&organizer, &media, json!({})).await.expect(201).id();
    let one = tokio::spawn({
        let this = w.app.clone();
        async move { app::job::run_lane(&this, app::job::Lane::Tables).await }
    });
    tokio::time::sleep(Duration::from_millis(20)).await;
    // The second believes that the first has lost its lease.
    let late = w.app.at(w.app.now().plus_seconds(200));
    let other = app::job::run_lane(&late, app::job::Lane::Tables).await;
    let _ = (one.await.unwrap(), other);
    w.clock.set(w.app.now().plus_seconds(400));
    work_off(w).await;
    let report = organizer.get(&format!("/imports/{id}")).await.expect(200);
    assert_eq!(
        (report.body["state"].as_str(), count(&report, "imported")),
        (Some("finished"), 150),
        "{}",
        report.text
    );
    assert_eq!(activities(&organizer).await.len(), 150);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cancelled_import_stops_and_keeps_what_was_brought_in() {
    let site = Site::new().await;
    let w = &site.world;
    let organizer = site.sign_in(1).await;
    let rows: Vec<_> = (1..=260).map(row).collect();
    let media = upload(&site, &organizer, "a.xlsx", table(&rows)).await;
    let asked = ask(&organizer, &media, json!({})).await.expect(201);
    let id = asked.id();
    half_way(&site, &id).await;
    let path = format!("/imports/{id}/cancellations");
    // The version it had when it was asked for: progress has raised it since.
    let cancelled = organizer
        .step(&path, asked.version(), json!({}))
        .await
        .expect(200);
    assert_eq!(cancelled.body["state"], "cancelled");
    w.clock.set(w.app.now().plus_seconds(200));
    work_off(w).await;
    let report = organizer.get(&format!("/imports/{id}")).await.expect(200);
    assert_eq!(report.body["state"], ImportState::Cancelled.as_str());
    let made = activities(&organizer).await.len();
    assert_eq!(made as u64, count(&report, "imported"));
    assert!(made < 260);
    organizer
        .step(&path, report.version(), json!({}))
        .await
        .refused(409, "step_not_allowed");
}
