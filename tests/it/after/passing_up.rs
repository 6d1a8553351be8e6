use app::recommendation as use_case;
use domain::page::Limit;
use domain::problem::Lang;
use domain::recommendation::{EntryStatus, ListStatus, ReturnRequest};
use harness::World;
use serde_json::json;

use super::recommendation::{apply, chosen, entries, list, locked, of_region, passed_up};
use super::{code, eligible};

#[tokio::test]
async fn a_list_is_passed_up_by_its_own_level_and_only_once() {
    let w = World::new().await;
    let a = eligible(&w, json!({})).await;
    let e = apply(&w, a.id).await.unwrap();
    let l = e.list_id;
    chosen(&w, &w.county, l, e.id).await;
    let version = list(&w, &w.county, l).await.version;
    assert_eq!(
        code(use_case::endorse(&w.app, &w.county, l, version).await),
        "list_not_locked"
    );
    locked(&w, &w.county, l).await;
    let version = list(&w, &w.county, l).await.version;
    for who in [&w.city, &w.province, &w.nation] {
        assert_eq!(
            code(use_case::endorse(&w.app, who, l, version).await),
            "not_your_level"
        );
    }
    assert_eq!(
        code(use_case::endorse(&w.app, &w.other_province, l, version).await),
        "not_found"
    );
    assert_eq!(
        code(use_case::endorse(&w.app, &w.organizer, l, version).await),
        "not_found"
    );
    assert_eq!(
        list(&w, &w.county, l).await.status,
        ListStatus::Locked,
        "nothing changed"
    );
    let done = passed_up(&w, &w.county, l).await;
    assert_eq!(done.status, ListStatus::Endorsed);
    assert_eq!(
        code(use_case::endorse(&w.app, &w.county, l, done.version).await),
        "step_not_allowed"
    );
    let city = of_region(&w, &w.city, "330300").await;
    let waiting = entries(&w, &w.city, city.id, EntryStatus::Applied).await;
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0].from_region.as_ref().unwrap().as_str(), "330302");
    assert_eq!(waiting[0].note, "公众反响好");
    // One entry goes back: the county's list is open again and says why.
    let one = ReturnRequest {
        entry_ids: vec![waiting[0].id],
        reason: "请补充现场照片".into(),
    };
    use_case::give_back(&w.app, &w.city, city.id, city.version, one)
        .await
        .unwrap();
    let reopened = list(&w, &w.county, l).await;
    assert_eq!((reopened.status, reopened.listed), (ListStatus::Open, 0));
    assert_eq!(
        entries(&w, &w.county, l, EntryStatus::Returned).await[0]
            .reason
            .as_deref(),
        Some("请补充现场照片")
    );
    let standing = use_case::standing_of_activity(&w.app, &w.organizer, a.id)
        .await
        .unwrap();
    assert!(standing.can_apply, "{standing:?}");
    w.work_off().await;
    let told = app::message::inbox(&w.app, &w.organizer, false, Limit::default(), None, Lang::Zh)
        .await
        .unwrap();
    assert!(
        told.items
            .iter()
            .any(|m| m.kind.as_str() == "recommendation_returned" && m.body.contains("请补充现场照片"))
    );
    let told = app::message::inbox(&w.app, &w.county, false, Limit::default(), None, Lang::Zh)
        .await
        .unwrap();
    assert!(told.items.iter().any(|m| m.kind.as_str() == "list_returned"));
    // Once more all the way, and the level above sends the whole list back.
    apply(&w, a.id).await.unwrap();
    chosen(&w, &w.county, l, e.id).await;
    locked(&w, &w.county, l).await;
    let up = passed_up(&w, &w.county, l).await;
    assert_eq!(entries(&w, &w.city, city.id, EntryStatus::Applied).await.len(), 1);
    let all = ReturnRequest {
        reason: "名额调整".into(),
        ..ReturnRequest::default()
    };
    use_case::give_back(&w.app, &w.city, l, up.version, all)
        .await
        .unwrap();
    assert_eq!(entries(&w, &w.city, city.id, EntryStatus::Applied).await.len(), 0);
    assert_eq!(list(&w, &w.county, l).await.status, ListStatus::Open);
}
