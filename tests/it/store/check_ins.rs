use domain::check_in::{CheckInWay, CountedParticipants, Opening};
use domain::id::{CheckInPointId, VenueId};
use persistence::check_in::{self as store, CheckInRecord, PointRecord, Taken, venue};

use super::*;

async fn point(store: &Store, n: u128) -> PointRecord {
    let a = store.draft(n);
    store.insert(&a).await;
    let p = PointRecord {
        id: CheckInPointId::new(uuid(900 + n)),
        activity_id: a.id,
        name: "南门".into(),
        opening: Opening {
            opens_at: at("2024-09-15T00:30:00Z"),
            closes_at: at("2024-09-15T04:00:00Z"),
            closed: true,
        },
        generation: 3,
        version: 1,
        created_by: store.account,
        created_at: at("2024-09-01T01:00:00Z"),
        updated_at: at("2024-09-01T02:00:00Z"),
    };
    let inserted = p.clone();
    write(&store.db, move |tx| store::insert(tx, &inserted))
        .await
        .unwrap();
    p
}

fn visit(store: &Store, n: u128, day: &str, nonce: Option<[u8; 8]>) -> CheckInRecord {
    CheckInRecord {
        id: uuid(n).into(),
        account_id: store.account,
        day: day.parse().unwrap(),
        way: if nonce.is_some() {
            CheckInWay::Scan
        } else {
            CheckInWay::Code
        },
        nonce,
        at: at("2024-09-15T01:00:00.123456Z"),
    }
}

async fn take(store: &Store, p: &PointRecord, c: CheckInRecord) -> Taken {
    let p = p.clone();
    write(&store.db, move |tx| store::take(tx, &p, &c)).await.unwrap()
}

#[tokio::test]
async fn a_point_comes_back_as_it_was_stored_and_changes_only_from_the_version_named() {
    let s = Store::new().await;
    let p = point(&s, 1).await;
    let found = s.db.read(move |conn| store::find(conn, p.id)).await.unwrap();
    assert_eq!(found, p);
    let mut next = p.clone();
    next.opening.closed = false;
    next.generation += 1;
    next.version = 2;
    for (expected, fits) in [(2, false), (1, true), (1, false)] {
        let next = next.clone();
        let saved = write(&s.db, move |tx| store::save(tx, &next, expected)).await;
        assert_eq!(saved.is_ok(), fits, "{expected}: {saved:?}");
    }
    let all =
        s.db.read(move |conn| store::of_activity(conn, p.activity_id))
            .await;
    assert_eq!(all.unwrap(), [next]);
    let stale = write(&s.db, move |tx| store::delete(tx, p.id, 1)).await;
    assert!(matches!(stale, Err(StoreError::Stale)));
    write(&s.db, move |tx| store::delete(tx, p.id, 2)).await.unwrap();
    let gone = s.db.read(move |conn| store::find(conn, p.id)).await;
    assert!(matches!(gone, Err(StoreError::NotFound)));
}

#[tokio::test]
async fn somebody_counts_once_for_each_day_and_a_ticket_once() {
    let s = Store::new().await;
    let (p, other) = (point(&s, 1).await, point(&s, 2).await);
    let nonce = Some([7; 8]);
    let first = visit(&s, 1, "2024-09-15", nonce);
    assert_eq!(take(&s, &p, first.clone()).await, Taken::New);
    assert_eq!(
        take(&s, &p, visit(&s, 2, "2024-09-15", None)).await,
        Taken::Before(first.id)
    );
    assert_eq!(
        take(&s, &p, visit(&s, 3, "2024-09-16", nonce)).await,
        Taken::TicketUsed
    );
    assert_eq!(take(&s, &p, visit(&s, 4, "2024-09-16", None)).await, Taken::New);
    let (id, activity, account) = (p.id, p.activity_id, s.account);
    let (counted, of_other, by_day, counts, stamps) =
        s.db.read(move |conn| {
            Ok::<_, StoreError>((
                store::counted(conn, activity)?,
                store::counted(conn, other.activity_id)?,
                store::by_day(conn, id)?,
                store::counts(conn, activity)?,
                store::stamps(conn, account, None, None, 10)?,
            ))
        })
        .await
        .unwrap();
    let two = CountedParticipants { visits: 2, people: 1 };
    assert_eq!(
        (counted, of_other),
        (Some(two), Some(CountedParticipants::default()))
    );
    assert_eq!(by_day.values().copied().collect::<Vec<_>>(), [1, 1]);
    assert_eq!(counts.get(&id), Some(&2));
    let stamp = stamps.iter().find(|stamp| stamp.id == first.id).unwrap();
    assert_eq!(
        (stamp.at, stamp.day, stamp.way, stamp.point_name.as_str()),
        (first.at, first.day, CheckInWay::Scan, "南门")
    );
    // Cut from the account they stay counted.
    write(&s.db, move |tx| store::forget_visitor(tx, account, uuid(99)))
        .await
        .unwrap();
    let (counted, stamps) =
        s.db.read(move |conn| {
            Ok::<_, StoreError>((
                store::counted(conn, activity)?,
                store::stamps(conn, account, None, None, 10)?,
            ))
        })
        .await
        .unwrap();
    assert_eq!((counted, stamps), (Some(two), Vec::new()));
}

#[tokio::test]
async fn wrong_codes_are_counted_by_day_and_forgotten_afterwards() {
    let s = Store::new().await;
    let account = s.account;
    let day = |text: &str| text.parse::<domain::time::CivilDate>().unwrap();
    let (one, next) = (day("2024-09-15"), day("2024-09-16"));
    for on in [one, one, next] {
        write(&s.db, move |tx| store::count_wrong_code(tx, account, on))
            .await
            .unwrap();
    }
    let count = async |on| {
        s.db.read(move |conn| store::wrong_codes(conn, account, on))
            .await
            .unwrap()
    };
    assert_eq!((count(one).await, count(next).await), (2, 1));
    write(&s.db, move |tx| store::forget_wrong_codes(tx, next))
        .await
        .unwrap();
    assert_eq!((count(one).await, count(next).await), (0, 1));
}

#[tokio::test]
async fn somebody_is_stamped_once_a_day_at_a_venue_and_the_stamp_outlives_it() {
    let s = Store::new().await;
    let account = s.account;
    let (museum, other) = (VenueId::new(uuid(700)), VenueId::new(uuid(701)));
    let take_at = async |id: VenueId, c: CheckInRecord| {
        write(&s.db, move |tx| venue::take(tx, id, "科技馆", &c))
            .await
            .unwrap()
    };
    let nonce = Some([9; 8]);
    let first = visit(&s, 11, "2024-09-15", nonce);
    assert_eq!(take_at(museum, first.clone()).await, Taken::New);
    assert_eq!(
        take_at(museum, visit(&s, 12, "2024-09-15", None)).await,
        Taken::Before(first.id)
    );
    assert_eq!(
        take_at(other, visit(&s, 13, "2024-09-15", nonce)).await,
        Taken::TicketUsed
    );
    assert_eq!(
        take_at(museum, visit(&s, 14, "2024-09-16", None)).await,
        Taken::New
    );
    let p = point(&s, 1).await;
    assert_eq!(take(&s, &p, visit(&s, 15, "2024-09-16", None)).await, Taken::New);
    let day = "2024-09-16".parse().unwrap();
    let (counts, days, stamps, page) =
        s.db.read(move |conn| {
            Ok::<_, StoreError>((
                venue::counts(conn, museum, day)?,
                venue::first_days(conn, account, &[museum, other])?,
                store::stamps(conn, account, None, None, 10)?,
                store::stamps(conn, account, None, Some(uuid(14).into()), 10)?,
            ))
        })
        .await
        .unwrap();
    assert_eq!(counts, (1, 2));
    assert_eq!(
        days.get(&museum).map(ToString::to_string).as_deref(),
        Some("2024-09-15")
    );
    assert_eq!(days.get(&other), None);
    // Of activities and venues together, the latest first.
    let ids: Vec<_> = stamps.iter().map(|stamp| stamp.id.uuid()).collect();
    assert_eq!(ids, [uuid(15), uuid(14), uuid(11)]);
    assert_eq!(page.len(), 1);
    assert_eq!(
        (stamps[1].venue_id, stamps[1].point_name.as_str()),
        (Some(museum), "科技馆")
    );
    write(&s.db, move |tx| store::forget_visitor(tx, account, uuid(99)))
        .await
        .unwrap();
    let left =
        s.db.read(move |conn| store::stamps(conn, account, None, None, 10))
            .await;
    assert_eq!(left.unwrap(), []);
}
