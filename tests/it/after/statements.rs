//! Lists cost the same number of statements however much they hold.

use std::future::Future;

use app::recommendation::{self, ListQuery};
use app::{Outcome, public_notice};
use domain::id::ListId;
use domain::page::Limit;
use domain::problem::Lang;
use domain::recommendation::{EntryStatus, ListChange};
use harness::World;
use serde_json::json;

use super::notice::asked;
use super::recommendation::{apply, chosen, list, locked};
use super::{at, eligible};

async fn counted<T>(w: &World, work: impl Future<Output = T>) -> (u64, T) {
    let before = w.app.db().statements();
    let done = work.await;
    (w.app.db().statements() - before, done)
}

fn hundred() -> Limit {
    Limit::new(100).unwrap()
}

async fn fill(w: &World, from: usize, to: usize) -> ListId {
    let mut id = None;
    for n in from..to {
        let a = eligible(w, json!({ "title": format!("第 {n} 场科学讲座") })).await;
        let e = apply(w, a.id).await.unwrap();
        if n == 0 {
            let version = list(w, &w.city, e.list_id).await.version;
            let change = ListChange {
                slots: Some(100),
                ..ListChange::default()
            };
            recommendation::change(&w.app, &w.city, e.list_id, version, change)
                .await
                .unwrap();
        }
        chosen(w, &w.county, e.list_id, e.id).await;
        id = Some(e.list_id);
        w.clock.set(at(harness::NOW));
    }
    id.unwrap()
}

async fn lists(w: &World, id: ListId) -> Vec<(&'static str, u64, usize)> {
    let app = &w.app;
    let mut all = Vec::new();
    let listed = Some(EntryStatus::Listed);
    let (n, page) = counted(
        w,
        recommendation::entries(app, &w.county, id, listed, hundred(), None, Lang::Zh),
    )
    .await;
    all.push(("entries", n, page.unwrap().items.len()));
    let (n, card) = counted(w, recommendation::score_card(app, &w.county, id, Lang::Zh)).await;
    all.push(("score card", n, card.unwrap().lines.len()));
    let (n, sheet) = counted(w, recommendation::sheet(app, &w.county, id)).await;
    sheet.unwrap();
    all.push(("sheet", n, 0));
    let query = ListQuery {
        limit: hundred(),
        ..ListQuery::default()
    };
    let (n, page) = counted(w, recommendation::list(app, &w.county, query)).await;
    all.push(("lists", n, page.unwrap().items.len()));
    all
}

#[tokio::test]
async fn a_list_of_twenty_costs_as_many_statements_as_a_list_of_two() {
    let w = World::new().await;
    let id = fill(&w, 0, 2).await;
    let few = lists(&w, id).await;
    fill(&w, 2, 20).await;
    let many = lists(&w, id).await;
    for ((name, before, _), (_, after, _)) in few.iter().zip(&many) {
        assert_eq!(before, after, "statements of {name}");
        assert!((1..=20).contains(after), "{name} needs {after} statements");
    }
    assert_eq!(many[0].2, 20);
    w.clock.set(at("2024-09-20T10:00:00+08:00"));
    locked(&w, &w.county, id).await;
    let Outcome::New(n) = public_notice::begin(&w.app, &w.county, asked(id, "2024-09-20", 3), None)
        .await
        .unwrap()
    else {
        unreachable!("no key was given")
    };
    let (statements, lines) = counted(&w, public_notice::lines(&w.app, n.id, hundred(), None)).await;
    assert_eq!(lines.unwrap().items.len(), 20);
    assert!(statements <= 8, "{statements} statements");
}
