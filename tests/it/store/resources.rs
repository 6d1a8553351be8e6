use domain::id::ResourceId;
use domain::resource::{
    Licence, ResourceContent, ResourceCounts, ResourceKind, ResourceStatus, ResourceStep,
};
use persistence::resource::{
    self, Deed, DeskFilter, EventRecord, PublicFilter, ResourceRecord, ReuseRecord, UsedIn,
};
use persistence::search::Token;

use super::*;

fn a_resource(store: &Store, n: u128, status: ResourceStatus) -> ResourceRecord {
    ResourceRecord {
        id: ResourceId::new(uuid(9500 + n)),
        activity_id: store.draft(1).id,
        organization_id: store.organization,
        review_region: code("330302"),
        region_code: code("330302"),
        status,
        last_event_seq: 1,
        shown: status.is_public(),
        content: ResourceContent {
            kind: Some(ResourceKind::Map),
            title: "𠮷野科普地图".into(),
            description: "一行\n二行".into(),
            audiences: vec!["youth".into()],
            url: Some("https://example.com/".into()),
            licence: Some(Licence::CcByNd4),
            holds_rights: true,
            ..ResourceContent::default()
        },
        cover_id: None,
        batch: Some("第一批".into()),
        submitted_at: Some(at("2024-09-02T00:00:00.000001Z")),
        published_at: Some(at("2024-09-03T00:00:00.000002Z")),
        version: 1,
        created_at: at("2024-09-01T00:00:00.000003Z"),
        updated_at: at("2024-09-01T00:00:00.000004Z"),
        counts: ResourceCounts::default(),
    }
}

fn an_event(store: &Store, r: &ResourceRecord, step: ResourceStep) -> EventRecord {
    EventRecord {
        seq: r.last_event_seq,
        step,
        to_status: r.status,
        reason: Some("“原因”".into()),
        actor: store.account,
        at: at("2024-09-01T00:00:00.000005Z"),
    }
}

async fn insert(store: &Store, r: &ResourceRecord) {
    let (r, first) = (r.clone(), an_event(store, r, ResourceStep::Create));
    write(&store.db, move |tx| resource::insert(tx, &r, &first))
        .await
        .unwrap();
}

#[tokio::test]
async fn every_column_comes_back_and_of_two_writers_one_wins() {
    let store = Store::new().await;
    store.insert(&store.draft(1)).await;
    let r = a_resource(&store, 1, ResourceStatus::Submitted);
    insert(&store, &r).await;
    let id = r.id;
    let found = store.db.read(move |conn| resource::find(conn, id)).await;
    assert_eq!(found.unwrap(), r);
    let named = store
        .db
        .read(move |conn| resource::find_named(conn, id))
        .await
        .unwrap();
    assert_eq!(
        (
            named.activity_title.as_str(),
            named.organization_name.as_str(),
            named.region_name.as_str()
        ),
        ("科普活动1", "温州科技馆", "鹿城区")
    );
    let next = ResourceRecord {
        status: ResourceStatus::Featured,
        shown: true,
        last_event_seq: 2,
        batch: None,
        version: 2,
        ..r.clone()
    };
    let event = an_event(&store, &next, ResourceStep::Feature);
    let (stored, kept) = (next.clone(), event.clone());
    write(&store.db, move |tx| {
        resource::save(tx, &stored, 1)?;
        resource::append(tx, stored.id, &kept)
    })
    .await
    .unwrap();
    let late = next.clone();
    let lost = write(&store.db, move |tx| resource::save(tx, &late, 1)).await;
    assert!(matches!(lost, Err(StoreError::Stale)));
    let (found, events) = store
        .db
        .read(move |conn| Ok::<_, StoreError>((resource::find(conn, id)?, resource::events(conn, id)?)))
        .await
        .unwrap();
    assert_eq!(found, next);
    assert_eq!(events.last(), Some(&event));
    // A status without its event is refused by the database itself.
    let forged = store.database.tamper("UPDATE resources SET status = 'offered'");
    assert!(forged.is_err());
}

#[tokio::test]
async fn lists_follow_status_region_words_and_the_activity() {
    let store = Store::new().await;
    let a = store.draft(1);
    store.insert(&a).await;
    let (one, two) = (
        a_resource(&store, 1, ResourceStatus::Offered),
        a_resource(&store, 2, ResourceStatus::Recommended),
    );
    insert(&store, &one).await;
    insert(&store, &two).await;
    let tokens = vec![Token::filter('k', "map"), Token::filter('r', "330302")];
    let (id, words) = (one.id, tokens.clone());
    write(&store.db, move |tx| {
        resource::index(tx, id, &words)?;
        resource::index(tx, id, &words)
    })
    .await
    .unwrap();
    let public = async |filter: PublicFilter| {
        let found = store
            .db
            .read(move |conn| resource::public(conn, &filter, 10))
            .await;
        found
            .unwrap()
            .into_iter()
            .map(|r| r.record.id)
            .collect::<Vec<_>>()
    };
    assert_eq!(public(PublicFilter::default()).await, [two.id, one.id]);
    let worded = PublicFilter {
        tokens,
        ..PublicFilter::default()
    };
    assert_eq!(public(worded).await, [one.id]);
    let recommended = PublicFilter {
        recommended: true,
        ..PublicFilter::default()
    };
    assert_eq!(public(recommended).await, [two.id]);
    for (region, count) in [
        ("100000", 1),
        ("330000", 1),
        ("330300", 1),
        ("330302", 1),
        ("110000", 0),
    ] {
        let filter = DeskFilter {
            region: code(region),
            status: ResourceStatus::Offered,
            after: None,
        };
        let found = store.db.read(move |conn| resource::desk(conn, &filter, 10)).await;
        assert_eq!(found.unwrap().len(), count, "{region}");
    }
    let of = a.id;
    for shown in [false, true] {
        write(&store.db, move |tx| resource::follow(tx, of, shown, None))
            .await
            .unwrap();
        let left = public(PublicFilter::default()).await.len();
        assert_eq!(left, if shown { 2 } else { 0 });
    }
}

#[tokio::test]
async fn what_is_counted_is_counted_once() {
    let store = Store::new().await;
    store.insert(&store.draft(1)).await;
    let r = a_resource(&store, 1, ResourceStatus::Offered);
    insert(&store, &r).await;
    let (id, day) = (r.id, "2024-09-05".parse().unwrap());
    let reuse = ReuseRecord {
        resource_id: id,
        activity_id: r.activity_id,
        organization_id: store.organization,
        used_on: day,
        participants: u32::MAX,
        created_by: store.account,
        created_at: at("2024-09-05T00:00:00Z"),
    };
    let firsts = write(&store.db, move |tx| {
        for visitor in [[1_u8; 16], [1; 16], [2; 16]] {
            resource::count_visit(tx, day, id, Deed::View, &visitor)?;
            resource::count_visit(tx, day, id, Deed::Share, &visitor)?;
        }
        Ok([resource::add_reuse(tx, &reuse)?, resource::add_reuse(tx, &reuse)?])
    })
    .await
    .unwrap();
    assert_eq!(firsts, [true, false]);
    let (counts, known, reuses, shown) = store
        .db
        .read(move |conn| {
            let known = resource::is_counted(conn, day, id, Deed::View, &[2; 16])?;
            Ok::<_, StoreError>((
                resource::find(conn, id)?.counts,
                known,
                resource::reuses(conn, id, UsedIn::Any, 10)?,
                resource::reuses(conn, id, UsedIn::Public, 10)?,
            ))
        })
        .await
        .unwrap();
    let wanted = ResourceCounts {
        views: 2,
        shares: 2,
        reuses: 1,
        reached: i64::from(u32::MAX),
    };
    assert_eq!((counts, known), (wanted, true));
    assert_eq!((reuses[0].used_on, reuses[0].participants), (day, u32::MAX));
    assert!(shown.is_empty(), "its activity is a draft");
}
