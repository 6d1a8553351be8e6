use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use app::change_feed::{self, FeedQuery};
use app::{App, AppError, Outcome, organization};
use domain::access::Actor;
use domain::id::OrganizationId;
use domain::organization::{NewOrganization, OrganizationChange};
use domain::page::Limit;
use domain::problem::Code;
use harness::World;
use serde_json::json;
use uuid::Uuid;

use super::caller;

const WRITERS: usize = 8;
const WRITES: usize = 5_000;

/// What one consumer was told, in order: identifier and version.
async fn consume(app: App, limit: u32, pause: Duration, over: Arc<AtomicBool>) -> Vec<(Uuid, i32)> {
    let reader = caller("100000");
    let mut told = Vec::new();
    let mut cursor = None;
    loop {
        // Looked at before reading: what is written afterwards is not waited for.
        let last_round = over.load(Ordering::SeqCst);
        let query = FeedQuery {
            cursor: cursor.clone(),
            limit: Limit::new(limit).unwrap(),
            updated_since: None,
        };
        let page = change_feed::organizations(&app, &reader, query).await.unwrap();
        told.extend(page.items.iter().map(|item| (item.id.uuid(), item.version)));
        cursor = Some(page.next);
        if last_round && !page.more && page.items.is_empty() {
            return told;
        }
        tokio::time::sleep(pause).await;
    }
}

async fn write(app: App, actor: Actor, n: usize) {
    let mut mine: Vec<(OrganizationId, i32)> = Vec::new();
    for k in 0..WRITES / WRITERS {
        if k % 2 == 0 || mine.is_empty() {
            let new = NewOrganization {
                full_name: format!("示例单位{n}号之{k}"),
                kind: "venue".into(),
                region_code: "330302".into(),
                provisional: true,
                ..NewOrganization::default()
            };
            let Outcome::New(made) = organization::create(&app, &actor, new, None).await.unwrap() else {
                unreachable!("no key was given");
            };
            mine.push((made.id, made.version));
        } else {
            let which = (k * 7_919) % mine.len();
            let (id, version) = mine[which];
            let change = OrganizationChange {
                host_unit: Some(format!("依托单位{k}")),
                ..OrganizationChange::default()
            };
            let changed = organization::change(&app, &actor, id, version, change)
                .await
                .unwrap();
            mine[which].1 = changed.version;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_slow_readers_miss_nothing_and_hear_nothing_twice_while_5000_are_written() {
    let w = World::new().await;
    let over = Arc::new(AtomicBool::new(false));
    let readers = [(7, 3), (100, 40)].map(|(limit, pause)| {
        let pause = Duration::from_millis(pause);
        tokio::spawn(consume(w.app.clone(), limit, pause, over.clone()))
    });
    // A transaction that began first and ends last, with its change written in the beginning.
    let (app, clock) = (w.app.clone(), w.app.now());
    let slow = tokio::spawn(async move {
        for round in 0..10 {
            let museum = app
                .db()
                .write(move |tx| {
                    let mut o = persistence::organization::find_by_name(tx.conn(), "温州科技馆")?.unwrap();
                    let expected = o.version;
                    o.version += 1;
                    o.updated_at = clock;
                    o.host_unit = Some(format!("第 {round} 次"));
                    persistence::organization::save(tx, &o, expected, &[])?;
                    std::thread::sleep(Duration::from_millis(150));
                    Ok::<_, AppError>(o.id)
                })
                .await;
            assert!(museum.is_ok(), "{museum:?}");
        }
    });
    let writers: Vec<_> = (0..WRITERS)
        .map(|n| tokio::spawn(write(w.app.clone(), w.county.clone(), n)))
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    slow.await.unwrap();
    over.store(true, Ordering::SeqCst);

    let truth: BTreeMap<Uuid, i32> = w
        .app
        .db()
        .read(persistence::organization::versions)
        .await
        .unwrap()
        .into_iter()
        .map(|(id, version)| (id.uuid(), version))
        .collect();
    assert!(truth.len() > WRITES / 2);
    for reader in readers {
        let told = reader.await.unwrap();
        let mut last: BTreeMap<Uuid, i32> = BTreeMap::new();
        for (id, version) in told {
            let before = last.insert(id, version);
            assert!(
                before.is_none_or(|b| b < version),
                "{id}: {before:?}, then {version}"
            );
        }
        assert_eq!(last, truth, "every organisation was told with its last version");
    }
}

#[tokio::test]
async fn what_moves_to_another_region_is_gone_for_the_one_and_new_for_the_other() {
    let w = World::new().await;
    let read = async |region: &str, cursor: Option<String>| {
        let query = FeedQuery {
            cursor,
            ..FeedQuery::default()
        };
        let page = change_feed::organizations(&w.app, &caller(region), query)
            .await
            .unwrap();
        let items: Vec<_> = page
            .items
            .iter()
            .filter(|item| item.id == w.museum)
            .map(|item| (item.gone, item.organization.is_some()))
            .collect();
        (items, page.next)
    };
    let (there, district) = read("330302", None).await;
    assert_eq!(there, [(false, true)]);
    let (there, city) = read("330300", None).await;
    assert_eq!(there, [(false, true)]);
    let (there, other) = read("330381", None).await;
    assert_eq!(there, []);
    let change = OrganizationChange {
        region_code: Some("330381".into()),
        ..OrganizationChange::default()
    };
    organization::change(&w.app, &w.city, w.museum, 1, change)
        .await
        .unwrap();
    // And once more, so that the version of the entry left behind is an old one.
    let change = OrganizationChange {
        host_unit: Some("市科协".into()),
        ..OrganizationChange::default()
    };
    organization::change(&w.app, &w.city, w.museum, 2, change)
        .await
        .unwrap();
    let (there, district) = read("330302", Some(district)).await;
    assert_eq!(there, [(true, false)]);
    let (there, _) = read("330300", Some(city)).await;
    assert_eq!(there, [(false, true)], "within the city it only changed");
    let (there, _) = read("330381", Some(other)).await;
    assert_eq!(there, [(false, true)]);
    // Back again.
    let change = OrganizationChange {
        region_code: Some("330302".into()),
        ..OrganizationChange::default()
    };
    organization::change(&w.app, &w.city, w.museum, 3, change)
        .await
        .unwrap();
    let (there, district) = read("330302", Some(district)).await;
    assert_eq!(there, [(false, true)]);
    let (there, _) = read("330302", Some(district)).await;
    assert_eq!(there, [], "told once");
}

#[tokio::test]
async fn a_feed_holds_what_was_handed_in_with_its_latest_state_and_nothing_personal() {
    let w = World::new().await;
    let draft = w.complete_draft().await;
    let submitted = w.submitted(json!({ "title": "交上去的讲座" })).await;
    w.clock.set(w.app.now().plus_seconds(1));
    let approved = w.approved(json!({ "title": "已经通过的展览" })).await;
    let query = FeedQuery::default();
    let page = change_feed::activities(&w.app, &caller("330000"), query.clone())
        .await
        .unwrap();
    let ids: Vec<_> = page.items.iter().map(|item| item.id).collect();
    assert_eq!(ids, [submitted.id, approved.id], "in the order of their changes");
    assert!(!ids.contains(&draft.id));
    let told = page.items[1].activity.as_ref().unwrap();
    assert_eq!((told.status, told.version), (approved.status, approved.version));
    assert_eq!(told.organization_name, "温州科技馆");
    let text = serde_json::to_string(&page).unwrap();
    let whole = w.complete();
    for personal in [&whole["contact"]["phone"], &whole["contact"]["name"]] {
        let personal = personal.as_str().unwrap();
        assert!(!text.contains(personal), "{personal} in {text}");
    }
    // Only since a time; and a cursor belongs to its feed.
    let query = FeedQuery {
        updated_since: Some(w.app.now().plus_seconds(1)),
        ..FeedQuery::default()
    };
    let none = change_feed::activities(&w.app, &caller("330000"), query)
        .await
        .unwrap();
    assert_eq!((none.items.len(), none.more), (0, false));
    let query = FeedQuery {
        cursor: Some(page.next),
        ..FeedQuery::default()
    };
    let other = change_feed::organizations(&w.app, &caller("330000"), query).await;
    assert_eq!(other.unwrap_err().code(), Code::InvalidCursor);
}
