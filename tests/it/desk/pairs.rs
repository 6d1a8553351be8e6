use app::activity;
use domain::activity::similarity::{JoinFiling, Likeness};
use domain::activity::view::Activity;
use domain::problem::Lang;
use harness::{Site, World};
use serde_json::json;

use super::{code, in_queue};

#[tokio::test]
async fn one_event_filed_by_county_and_city_is_flagged_joined_and_parted() {
    let w = World::new().await;
    let county = w
        .submitted(json!({ "title": "鹿城区全国科普日主场活动暨科学之夜" }))
        .await;
    w.clock.set(w.app.now().plus_seconds(60));
    let city = w
        .submitted(json!({ "title": "2024年鹿城区全国科普日主场活动暨科学之夜", "region_code": "330300" }))
        .await;
    let other = w
        .submitted(json!({ "title": "果树栽培技术下乡", "sessions": [{ "starts_at": "2024-09-20T09:00:00+08:00", "ends_at": "2024-09-20T11:00:00+08:00" }] }))
        .await;
    assert_eq!(city.findings[0].code, "similar_activity");
    assert!(
        city.findings[0]
            .message
            .contains("鹿城区全国科普日主场活动暨科学之夜")
    );
    let pairs = activity::similar(&w.app, &w.organizer, county.id).await.unwrap();
    assert_eq!(
        pairs.items.iter().map(|p| p.id).collect::<Vec<_>>(),
        [city.id],
        "the organiser sees the pair, too"
    );
    for mark in [
        Likeness::Title,
        Likeness::Time,
        Likeness::Region,
        Likeness::Host,
        Likeness::Poster,
    ] {
        assert!(pairs.items[0].likeness.contains(&mark), "{mark:?}");
    }
    assert!(
        activity::similar(&w.app, &w.province, other.id)
            .await
            .unwrap()
            .items
            .is_empty()
    );

    let with = |id| JoinFiling { activity_id: id };
    let joined = activity::join(
        &w.app,
        &w.province,
        city.id,
        city.version,
        with(county.id),
        Lang::Zh,
    )
    .await
    .unwrap();
    assert_eq!(joined.status, city.status, "where it stands is another matter");
    assert!(
        joined.findings.iter().all(|f| f.code != "similar_activity"),
        "somebody has looked at it"
    );
    let pairs = activity::similar(&w.app, &w.province, city.id).await.unwrap();
    let joint = pairs.joint.unwrap();
    assert_eq!(joint.primary, county.id, "the one handed in first counts");
    assert!(pairs.items[0].joined);
    let item = in_queue(&w, &w.province, county.id).await.unwrap();
    assert_eq!(item.joint_id, Some(joint.id));
    let version = item.activity.version;
    assert_eq!(
        code(activity::join(&w.app, &w.province, county.id, version, with(city.id), Lang::Zh).await),
        "already_joined"
    );
    let three = activity::join(
        &w.app,
        &w.province,
        other.id,
        other.version,
        with(city.id),
        Lang::Zh,
    )
    .await
    .unwrap();
    let joint = activity::similar(&w.app, &w.province, other.id)
        .await
        .unwrap()
        .joint
        .unwrap();
    assert_eq!((joint.activities.len(), joint.primary), (3, county.id));

    // The one that counts leaves: another counts. The last but one leaves: nothing is joint any more.
    let version = in_queue(&w, &w.province, county.id)
        .await
        .unwrap()
        .activity
        .version;
    activity::part(&w.app, &w.province, county.id, version, Lang::Zh)
        .await
        .unwrap();
    let joint = activity::similar(&w.app, &w.province, other.id)
        .await
        .unwrap()
        .joint
        .unwrap();
    assert_eq!(joint.activities.len(), 2);
    activity::part(&w.app, &w.province, other.id, three.version, Lang::Zh)
        .await
        .unwrap();
    for id in [county.id, city.id, other.id] {
        assert!(
            activity::similar(&w.app, &w.province, id)
                .await
                .unwrap()
                .joint
                .is_none()
        );
        assert_eq!(activity::verify_chain(&w.chain(id).await), Ok(()));
    }
    let version = in_queue(&w, &w.province, county.id)
        .await
        .unwrap()
        .activity
        .version;
    assert_eq!(
        code(activity::part(&w.app, &w.province, county.id, version, Lang::Zh).await),
        "not_joined"
    );
}

#[tokio::test]
async fn of_two_who_join_the_same_pair_at_once_one_wins() {
    let w = World::new().await;
    for _ in 0..10 {
        let (a, b) = (w.submitted(json!({})).await, w.submitted(json!({})).await);
        let join = |one: &Activity, other: &Activity| {
            let (app, actor, id, version) = (w.app.clone(), w.province.clone(), one.id, one.version);
            let with = JoinFiling {
                activity_id: other.id,
            };
            async move { activity::join(&app, &actor, id, version, with, Lang::Zh).await }
        };
        let (first, second) = tokio::join!(join(&a, &b), join(&b, &a));
        let refused = match (first, second) {
            (Ok(_), Err(error)) | (Err(error), Ok(_)) => error,
            other => panic!("exactly one wins: {other:?}"),
        };
        assert_eq!(refused.code().as_str(), "stale", "{refused}");
        let joint = activity::similar(&w.app, &w.province, a.id)
            .await
            .unwrap()
            .joint
            .unwrap();
        assert_eq!(joint.activities.len(), 2);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_what_one_may_see_can_be_joined() {
    let site = Site::new().await;
    let w = &site.world;
    let here = w.submitted(json!({})).await;
    let beijing = w.submitted(json!({ "region_code": "110101" })).await;
    let draft = w.complete_draft().await;
    let province = site.sign_in(3).await;
    for other in [
        here.id.to_string(),
        beijing.id.to_string(),
        draft.id.to_string(),
        w.museum.to_string(),
    ] {
        let answer = province
            .step(
                &format!("/activities/{}/joint-filings", here.id),
                i64::from(here.version),
                json!({ "activity_id": other }),
            )
            .await
            .refused(422, "validation_failed");
        assert_eq!(
            answer.faults(),
            [("/activity_id".to_owned(), "unknown_activity".to_owned())]
        );
    }
    let nation = site.sign_in(7).await;
    let path = format!("/activities/{}/joint-filings", here.id);
    nation
        .step(
            &path,
            i64::from(here.version),
            json!({ "activity_id": beijing.id }),
        )
        .await
        .expect(200);
    nation
        .step(
            &path,
            i64::from(here.version),
            json!({ "activity_id": beijing.id }),
        )
        .await
        .refused(412, "stale");
    nation
        .post(&path, json!({ "activity_id": beijing.id }))
        .await
        .refused(428, "if_match_required");
}
