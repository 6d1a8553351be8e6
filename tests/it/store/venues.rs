use domain::id::{OrganizationId, RouteId, VenueId};
use domain::place::Position;
use domain::route::{RouteContent, RouteStatus, RouteStop};
use domain::venue::{Accessibility, Admission, ClockTime, OpeningHours, VenueContent};
use persistence::route::{self, RouteFilter, RouteRecord};
use persistence::search::{Words, tokens_for, tokens_of};
use persistence::venue::{self, VenueFilter, VenueRecord};

use super::*;

fn a_venue(store: &Store, n: u128, name: &str) -> VenueRecord {
    VenueRecord {
        id: VenueId::new(uuid(n)),
        organization_id: store.organization,
        region_code: code("330302"),
        content: VenueContent {
            name: name.into(),
            venue_type: "museum".into(),
            region_code: Some(code("330302")),
            address: "𠮷祥路 1 号".into(),
            position: Position::new(28.000_1, 120.700_1),
            opening: vec![OpeningHours {
                days: vec![1, 7],
                opens: ClockTime::parse("09:00"),
                closes: ClockTime::parse("24:00"),
            }],
            hours_note: "节假日照常".into(),
            admission: Some(Admission::Paid),
            accessibility: vec![Accessibility::Braille],
            introduction: "介绍\n第二行".into(),
            phone: Some("0577-88888888".into()),
            booking_url: Some("https://book.example.cn/".into()),
        },
        hidden_reason: None,
        version: 1,
        created_by: store.account,
        created_at: at("2024-09-01T02:00:00Z"),
        updated_at: at("2024-09-01T02:00:00.123456Z"),
    }
}

#[tokio::test]
async fn a_venue_comes_back_whole_and_is_found_by_what_it_says_now() {
    let store = Store::new().await;
    let first = a_venue(&store, 1, "天文馆");
    let mut second = VenueRecord {
        version: 2,
        hidden_reason: Some("核实".into()),
        ..first.clone()
    };
    second.content.name = "地质馆".into();
    second.content.position = None;
    second.content.opening.clear();
    let (made, changed, id) = (first.clone(), second.clone(), first.id);
    write(&store.db, move |tx| {
        venue::insert(tx, &made, &tokens_of("天文馆"))
    })
    .await
    .unwrap();
    let find = async || {
        store
            .db
            .read(move |conn| venue::find(conn, id))
            .await
            .unwrap()
            .venue
    };
    assert_eq!(find().await, first);
    let again = changed.clone();
    // As it was read before a merger moved it.
    let changed = VenueRecord {
        organization_id: OrganizationId::new(uuid(404)),
        created_at: at("2020-01-01T00:00:00Z"),
        ..changed
    };
    write(&store.db, move |tx| {
        venue::save(tx, &changed, 1, &tokens_of("地质馆"))
    })
    .await
    .unwrap();
    assert_eq!(find().await, second);
    let stale = write(&store.db, move |tx| venue::save(tx, &again, 1, &[])).await;
    assert!(matches!(stale, Err(StoreError::Stale)));
    for (word, open, found) in [("天文", None, 0), ("地质", None, 1), ("地质", Some((1, None)), 0)] {
        let filter = VenueFilter {
            shown: venue::Shown::All,
            words: Words {
                all: tokens_for(word),
                any: Vec::new(),
            },
            open,
            ..VenueFilter::default()
        };
        let all = store
            .db
            .read(move |conn| venue::list(conn, &filter, 10))
            .await
            .unwrap();
        assert_eq!(all.len(), found, "{word} {open:?}");
    }
    write(&store.db, move |tx| venue::delete(tx, id, 2))
        .await
        .unwrap();
    let gone = store.db.read(move |conn| venue::find(conn, id)).await;
    assert!(matches!(gone, Err(StoreError::NotFound)));
}

#[tokio::test]
async fn a_route_comes_back_whole_whatever_became_of_its_venues() {
    let store = Store::new().await;
    let first = RouteRecord {
        id: RouteId::new(uuid(1)),
        region_code: code("330302"),
        status: RouteStatus::Draft,
        content: RouteContent {
            region_code: Some(code("330302")),
            title: "一日行".into(),
            theme: "航天".into(),
            introduction: "介绍".into(),
            audiences: vec!["youth".into()],
            stops: vec![RouteStop {
                venue_id: Some(VenueId::new(uuid(404))),
                note: "看展".into(),
                minutes: Some(60),
            }],
        },
        version: 1,
        created_by: store.account,
        created_at: at("2024-09-01T02:00:00Z"),
        updated_at: at("2024-09-01T02:00:00.123456Z"),
        published_at: None,
    };
    let second = RouteRecord {
        status: RouteStatus::Published,
        version: 2,
        published_at: Some(at("2024-09-02T02:00:00Z")),
        ..first.clone()
    };
    let (made, changed, id) = (first.clone(), second.clone(), first.id);
    write(&store.db, move |tx| {
        route::insert(tx, &made, &tokens_of("一日行"))
    })
    .await
    .unwrap();
    let find = async || store.db.read(move |conn| route::find(conn, id)).await.unwrap().0;
    assert_eq!(find().await, first);
    write(&store.db, move |tx| {
        route::save(tx, &changed, 1, &tokens_of("一日行"))
    })
    .await
    .unwrap();
    assert_eq!(find().await, second);
    let filter = RouteFilter {
        status: Some(RouteStatus::Published),
        tokens: tokens_for("一日"),
        after: None,
    };
    let all = store
        .db
        .read(move |conn| route::list(conn, &filter, 10))
        .await
        .unwrap();
    assert_eq!(all.len(), 1);
    let stale = write(&store.db, move |tx| route::delete(tx, id, 1)).await;
    assert!(matches!(stale, Err(StoreError::Stale)));
    write(&store.db, move |tx| route::delete(tx, id, 2))
        .await
        .unwrap();
}
