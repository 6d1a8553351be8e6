//! Lists cost the same number of statements however much they hold.

use std::future::Future;

use app::review::{self, QueueQuery};
use app::{activity, message, report};
use domain::page::Limit;
use domain::problem::Lang;
use harness::World;
use serde_json::json;

use super::{approve, decide};

async fn counted<T>(w: &World, work: impl Future<Output = T>) -> (u64, T) {
    let before = w.app.db().statements();
    let done = work.await;
    (w.app.db().statements() - before, done)
}

fn hundred() -> Limit {
    Limit::new(100).unwrap()
}

/// Statements of each list that grew by what was filed, and how much it showed.
async fn lists(w: &World) -> Vec<(&'static str, u64, usize)> {
    let app = &w.app;
    let mut all = Vec::new();
    let query = QueueQuery {
        limit: hundred(),
        ..QueueQuery::default()
    };
    let (n, page) = counted(w, review::queue(app, &w.recused, query, Lang::Zh)).await;
    all.push(("queue", n, page.unwrap().items.len()));
    let query = activity::ListQuery {
        limit: hundred(),
        ..activity::ListQuery::default()
    };
    let (n, page) = counted(w, activity::list(app, &w.organizer, query)).await;
    all.push(("activities", n, page.unwrap().items.len()));
    let (n, page) = counted(
        w,
        message::inbox(app, &w.organizer, false, hundred(), None, Lang::Zh),
    )
    .await;
    all.push(("messages", n, page.unwrap().items.len()));
    let (n, page) = counted(w, report::list(app, &w.nation, None, hundred(), None)).await;
    all.push(("reports", n, page.unwrap().items.len()));
    let query = app::public::PublicQuery {
        limit: hundred(),
        ..app::public::PublicQuery::default()
    };
    let (n, page) = counted(w, app::public::list(app, query)).await;
    let shown: serde_json::Value = serde_json::from_str(&page.unwrap()).unwrap();
    all.push(("public", n, shown["items"].as_array().unwrap().len()));
    all
}

async fn file(w: &World, from: usize, to: usize) {
    for n in from..to {
        w.submitted(json!({ "title": format!("待审核的第 {n} 场") }))
            .await;
        let a = w
            .submitted(json!({ "title": format!("已公布的第 {n} 场") }))
            .await;
        let passed = decide(w, &w.province, &a, approve()).await;
        decide(w, &w.nation, &passed, approve()).await;
        let new = serde_json::from_value(
            json!({ "activity_id": a.id, "category": "other", "text": "时间与海报不符" }),
        );
        report::make(&w.app, None, new.unwrap()).await.unwrap();
    }
    w.clock.set(w.app.now().plus_seconds(600));
    w.work_off().await;
}

#[tokio::test]
async fn a_list_of_a_hundred_costs_as_many_statements_as_a_list_of_two() {
    let w = World::new().await;
    file(&w, 0, 2).await;
    let few = lists(&w).await;
    file(&w, 2, 100).await;
    let many = lists(&w).await;
    for ((name, before, shown), (_, after, shown_then)) in few.iter().zip(&many) {
        assert!(
            *shown >= 2 && *shown_then == 100,
            "{name} shows {shown}, then {shown_then}"
        );
        assert_eq!(before, after, "statements of {name}");
        assert!((1..=8).contains(after), "{name} needs {after} statements");
    }
}
