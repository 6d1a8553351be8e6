//! Views, shares and uses: counted once, without knowing whom.

use std::net::IpAddr;

use app::resource::{self, Deed};
use app::upkeep;
use domain::id::ResourceId;
use domain::problem::Code;
use domain::resource::{NewReuse, ResourceCounts};
use harness::{Site, World};
use serde_json::json;

use super::{approved_elsewhere, neighbour, offered};

async fn counts(w: &World, id: ResourceId) -> ResourceCounts {
    resource::show_public(&w.app, id).await.unwrap().card.counts
}

#[tokio::test]
async fn a_visitor_counts_once_a_day_and_is_forgotten_after_it() {
    let w = World::new().await;
    let a = w.approved(json!({})).await;
    let (one, two) = (
        offered(&w, a.id, json!({})).await.item,
        offered(&w, a.id, json!({})).await.item,
    );
    let look = async |id, deed, from: &str| {
        let from: IpAddr = from.parse().unwrap();
        resource::visit(&w.app, id, deed, from).await.unwrap();
    };
    for from in [
        "192.0.2.1",
        "192.0.2.1",
        "192.0.2.2",
        // The same address of version 4, written as one of version 6.
        "::ffff:192.0.2.1",
        // One household: its devices change the second half.
        "2001:db8:1:2::5",
        "2001:db8:1:2:ffff::9",
        "2001:db8:1:3::5",
    ] {
        look(one.id, Deed::View, from).await;
    }
    look(one.id, Deed::Share, "192.0.2.1").await;
    look(one.id, Deed::Share, "192.0.2.1").await;
    look(two.id, Deed::View, "192.0.2.1").await;
    let now = counts(&w, one.id).await;
    assert_eq!((now.views, now.shares), (4, 1));
    assert_eq!(counts(&w, two.id).await.views, 1);
    // Nothing of an address is kept, and counting makes nobody's page stale.
    let shown = resource::show(&w.app, &w.organizer, one.id).await.unwrap();
    assert_eq!((shown.item.version, shown.item.counts.views), (one.version, 4));
    w.clock.set(w.app.now().plus_days(1));
    upkeep::run(&w.app).await.unwrap();
    let kept = w
        .app
        .db()
        .read(move |conn| {
            let yesterday = "2024-09-01".parse().unwrap();
            persistence::resource::counted_of(conn, yesterday, one.id, Deed::View)
        })
        .await;
    assert_eq!(kept.unwrap(), 0);
    look(one.id, Deed::View, "192.0.2.1").await;
    assert_eq!(counts(&w, one.id).await.views, 5);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_browser_twice_counts_once() {
    let site = Site::new().await;
    let w = &site.world;
    let a = w.approved(json!({})).await;
    let r = offered(w, a.id, json!({})).await.item;
    let (visitor, one) = (site.visitor(), site.sign_in(1).await);
    let path = format!("/public/resources/{}", r.id);
    for who in [&visitor, &visitor, &one] {
        who.post(&format!("{path}/views"), json!({})).await.expect(204);
        who.post(&format!("{path}/shares"), json!({})).await.expect(204);
    }
    let seen = visitor.get(&path).await.expect(200);
    assert_eq!(
        seen.body["counts"],
        json!({ "views": 1, "shares": 1, "reuses": 0, "reached": 0 })
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_use_is_noted_once_for_each_activity_and_its_provider_is_told() {
    let site = Site::new().await;
    let w = &site.world;
    let source = w.approved(json!({})).await;
    let r = offered(w, source.id, json!({})).await.item;
    let theirs = approved_elsewhere(w, "瑞安科学讲座").await;
    let path = format!("/resources/{}/reuses", r.id);
    let used = |activity: &str, on: &str, people: i64| json!({ "activity_id": activity, "used_on": on, "participants": people });
    let (one, two, member) = (
        site.sign_in(1).await,
        site.sign_in(2).await,
        site.sign_in(9).await,
    );
    let good = used(&theirs.id.to_string(), "2024-09-01", 180);
    site.visitor()
        .post(&path, good.clone())
        .await
        .refused(401, "not_signed_in");
    member.post(&path, good.clone()).await.refused(403, "not_allowed");
    // Somebody else's activity is none for the one who asks; one's own resource is no use by others.
    for (body, code) in [
        (good.clone(), "unknown_activity"),
        (used(&source.id.to_string(), "2024-09-01", 5), "own_resource"),
        (used(&w.museum.to_string(), "2024-09-01", 5), "unknown_activity"),
    ] {
        let answer = one.post(&path, body).await.refused(422, "validation_failed");
        assert_eq!(answer.faults(), [("/activity_id".to_owned(), code.to_owned())]);
    }
    for (on, people) in [("2024-08-31", 0), ("2024-09-02", 10_000_001), ("-9999-01-01", 0)] {
        let body = used(&theirs.id.to_string(), on, people);
        let answer = two.post(&path, body).await.refused(422, "validation_failed");
        assert_eq!(answer.faults().len(), 2, "{on}: {}", answer.text);
    }
    two.post(&path, used(&theirs.id.to_string(), "someday", 1))
        .await
        .refused(422, "validation_failed");
    two.post(&path, good.clone()).await.expect(201);
    two.post(&path, good).await.refused(409, "already_reused");
    let again = approved_elsewhere(w, "瑞安科普集市").await;
    two.post(&path, used(&again.id.to_string(), "2024-09-01", 20))
        .await
        .expect(201);
    let seen = site
        .visitor()
        .get(&format!("/public/resources/{}", r.id))
        .await
        .expect(200);
    assert_eq!(
        (&seen.body["counts"]["reuses"], &seen.body["counts"]["reached"]),
        (&json!(2), &json!(200))
    );
    assert_eq!(seen.body["reused"].as_array().unwrap().len(), 2);
    assert_eq!(seen.body["reused"][0]["organization_name"], "瑞安市科学技术协会");
    // Taken back by its organisation, it may be written anew: nobody has read that.
    let back = two
        .step(
            &format!("/activities/{}/withdrawals", again.id),
            again.version.into(),
            json!({ "reason": "调整" }),
        )
        .await
        .expect(200);
    let fields = json!({ "title": "没有人审核过的标题" });
    two.patch(&format!("/activities/{}", again.id), back.version(), fields)
        .await
        .expect(200);
    let seen = site
        .visitor()
        .get(&format!("/public/resources/{}", r.id))
        .await
        .expect(200);
    assert_eq!(seen.body["reused"].as_array().unwrap().len(), 1);
    assert!(!seen.text.contains("没有人审核过"), "{}", seen.text);
    let own = one.get(&format!("/resources/{}", r.id)).await.expect(200);
    assert_eq!(own.body["reused"].as_array().unwrap().len(), 2);
    w.work_off().await;
    let inbox = one.get("/messages?limit=100").await.expect(200);
    assert!(
        inbox
            .text
            .contains("瑞安市科学技术协会使用了您的科普资源“声音从哪里来（课件）”"),
        "{}",
        inbox.text
    );
}

#[tokio::test]
async fn two_who_note_the_same_use_at_once_count_once() {
    let w = World::new().await;
    let source = w.approved(json!({})).await;
    let r = offered(&w, source.id, json!({})).await.item;
    let theirs = approved_elsewhere(&w, "瑞安科学讲座").await;
    let who = neighbour(&w);
    let note = || {
        let new = NewReuse {
            activity_id: theirs.id,
            used_on: "2024-09-01".parse().unwrap(),
            participants: 30,
        };
        resource::report_use(&w.app, &who, r.id, new)
    };
    let (one, two) = tokio::join!(note(), note());
    let refused: Vec<_> = [one, two].into_iter().filter_map(Result::err).collect();
    assert_eq!(refused.len(), 1);
    assert_eq!(refused[0].code(), Code::AlreadyReused);
    let now = counts(&w, r.id).await;
    assert_eq!((now.reuses, now.reached), (1, 30));
}
