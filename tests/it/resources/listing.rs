//! The library's list: what narrows it, its orders, its pages, what it costs.

use std::future::Future;

use app::resource::{self, Deed, OwnQuery, PublicQuery, Sort};
use domain::id::{ActivityId, ResourceId};
use domain::page::Limit;
use domain::resource::{RecommendBatch, ResourceBatchItem, ResourceStatus};
use harness::{Site, World};
use serde_json::json;

use super::offered;

fn hundred() -> Limit {
    Limit::new(100).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_filter_finds_what_it_says() {
    let site = Site::new().await;
    let w = &site.world;
    let wenzhou = w.approved(json!({})).await;
    let rui_an = w.approved(json!({ "region_code": "330381" })).await;
    let lecture = offered(w, wenzhou.id, json!({})).await.item;
    w.clock.set(w.app.now().plus_seconds(60));
    let route = offered(
        w,
        rui_an.id,
        json!({
            "kind": "route", "title": "湿地观鸟路线", "licence": "cc0", "audiences": ["elderly"], "fields": ["ecology"],
        }),
    )
    .await
    .item;
    let visitor = site.visitor();
    let found = async |query: &str| -> Vec<String> {
        let page = visitor
            .get(&format!("/public/resources?{query}"))
            .await
            .expect(200);
        let items = page.body["items"].as_array().unwrap();
        items
            .iter()
            .map(|i| i["id"].as_str().unwrap().to_owned())
            .collect()
    };
    let (lecture, route) = (lecture.id.to_string(), route.id.to_string());
    assert_eq!(
        found("").await,
        [route.clone(), lecture.clone()],
        "the newest first"
    );
    for (query, wanted) in [
        ("kind=route", vec![&route]),
        ("kind=map", vec![]),
        ("q=观鸟", vec![&route]),
        ("q=声音", vec![&lecture]),
        ("q=温州科技馆", vec![&route, &lecture]),
        ("q=瑞安", vec![&route]),
        ("region=330381", vec![&route]),
        ("region=330302", vec![&lecture]),
        ("region=330300", vec![&route, &lecture]),
        ("region=330000", vec![&route, &lecture]),
        ("region=100000", vec![&route, &lecture]),
        ("region=110000", vec![]),
        ("audience=elderly", vec![&route]),
        ("field=ecology", vec![&route]),
        ("licence=cc0", vec![&route]),
        ("licence=cc0&kind=lecture", vec![]),
        ("recommended=true", vec![]),
        ("recommended=false&q=声音", vec![&lecture]),
    ] {
        let wanted: Vec<String> = wanted.into_iter().cloned().collect();
        assert_eq!(found(query).await, wanted, "{query}");
    }
}

/// All ids, two at a time.
async fn walked(w: &World, sort: Sort) -> Vec<ResourceId> {
    let mut all = Vec::new();
    let mut cursor = None;
    loop {
        let query = PublicQuery {
            sort,
            limit: Limit::new(2).unwrap(),
            cursor,
            ..PublicQuery::default()
        };
        let page = resource::list(&w.app, query).await.unwrap();
        all.extend(page.items.iter().map(|card| card.id));
        cursor = page.next;
        if cursor.is_none() {
            return all;
        }
    }
}

#[tokio::test]
async fn every_order_is_walked_page_by_page_without_a_gap() {
    let w = World::new().await;
    let a = w.approved(json!({})).await;
    let mut made = Vec::new();
    for n in 0..5 {
        w.clock.set(w.app.now().plus_seconds(60));
        made.push(
            offered(&w, a.id, json!({ "title": format!("第 {n} 项") }))
                .await
                .item,
        );
    }
    let ids: Vec<ResourceId> = made.iter().map(|r| r.id).collect();
    for (n, from) in [(1, "192.0.2.1"), (1, "192.0.2.2"), (3, "192.0.2.1")] {
        resource::visit(&w.app, ids[n], Deed::View, from.parse().unwrap())
            .await
            .unwrap();
    }
    let batch = RecommendBatch {
        name: "第一批".into(),
        items: vec![ResourceBatchItem {
            id: ids[0],
            version: made[0].version,
        }],
    };
    let told = resource::recommend(&w.app, &w.province, batch, domain::problem::Lang::Zh)
        .await
        .unwrap();
    assert_eq!(told.done, 1);
    let order = |wanted: [usize; 5]| wanted.map(|n| ids[n]).to_vec();
    assert_eq!(walked(&w, Sort::Newest).await, order([4, 3, 2, 1, 0]));
    assert_eq!(walked(&w, Sort::Views).await, order([1, 3, 4, 2, 0]));
    assert_eq!(walked(&w, Sort::Reuses).await, order([4, 3, 2, 1, 0]));
    assert_eq!(walked(&w, Sort::Recommended).await, order([0, 4, 3, 2, 1]));
    // A place in one order is none in another.
    let query = PublicQuery {
        limit: Limit::new(2).unwrap(),
        ..PublicQuery::default()
    };
    let next = resource::list(&w.app, query).await.unwrap().next;
    let query = PublicQuery {
        sort: Sort::Views,
        cursor: next,
        ..PublicQuery::default()
    };
    let refused = resource::list(&w.app, query).await.unwrap_err();
    assert_eq!(refused.code(), domain::problem::Code::InvalidCursor);
}

async fn counted<T>(w: &World, work: impl Future<Output = T>) -> (u64, T) {
    let before = w.app.db().statements();
    let done = work.await;
    (w.app.db().statements() - before, done)
}

/// Statements of each list, and how much it showed.
async fn lists(w: &World) -> Vec<(&'static str, u64, usize)> {
    let mut all = Vec::new();
    for (name, sort) in [("newest", Sort::Newest), ("recommended", Sort::Recommended)] {
        let query = PublicQuery {
            q: Some("课件".into()),
            sort,
            limit: hundred(),
            ..PublicQuery::default()
        };
        let (n, page) = counted(w, resource::list(&w.app, query)).await;
        all.push((name, n, page.unwrap().items.len()));
    }
    let query = OwnQuery {
        limit: hundred(),
        ..OwnQuery::default()
    };
    let (n, page) = counted(w, resource::own(&w.app, &w.organizer, query)).await;
    all.push(("own", n, page.unwrap().items.len()));
    let desk = resource::desk(&w.app, &w.province, ResourceStatus::Offered, hundred(), None);
    let (n, page) = counted(w, desk).await;
    all.push(("desk", n, page.unwrap().items.len()));
    all
}

async fn fill(w: &World, count: usize) {
    let mut of: Vec<ActivityId> = Vec::new();
    for n in 0..count {
        if n % 15 == 0 {
            of.push(w.approved(json!({ "title": format!("第 {n} 场") })).await.id);
        }
        offered(w, *of.last().unwrap(), json!({})).await;
    }
}

#[tokio::test]
async fn a_list_of_fifty_costs_as_many_statements_as_a_list_of_two() {
    let w = World::new().await;
    fill(&w, 2).await;
    lists(&w).await;
    let few = lists(&w).await;
    fill(&w, 48).await;
    let many = lists(&w).await;
    for ((name, before, some), (_, after, all)) in few.into_iter().zip(many) {
        assert_eq!((some, all), (2, 50), "{name}");
        assert_eq!(before, after, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_an_organisation_is_called_now_finds_what_it_offers() {
    let site = Site::new().await;
    let w = &site.world;
    let a = w.approved(json!({})).await;
    let r = offered(w, a.id, json!({})).await.item;
    let (visitor, nation) = (site.visitor(), site.sign_in(7).await);
    let found = async |q: &str| -> Vec<String> {
        let page = visitor.get(&format!("/public/resources?q={q}")).await.expect(200);
        let items = page.body["items"].as_array().unwrap().iter();
        items.map(|i| i["id"].as_str().unwrap().to_owned()).collect()
    };
    let path = format!("/organizations/{}", w.museum);
    let version = nation.get(&path).await.expect(200).version();
    let renamed = nation
        .patch(&path, version, json!({ "full_name": "瓯江自然探索中心" }))
        .await
        .expect(200);
    assert_eq!(found("瓯江自然探索").await, [r.id.to_string()]);
    assert!(found("温州科技馆").await.is_empty());
    let merge = json!({ "into_id": w.association, "reason": "机构合并" });
    nation
        .step(&format!("{path}/merges"), renamed.version(), merge)
        .await
        .expect(200);
    assert_eq!(found("瑞安市科学技术协会").await, [r.id.to_string()]);
    assert!(found("瓯江自然探索").await.is_empty());
}
