use domain::activity::content::Session;
use persistence::supplement::{self, ExtensionRecord, SupplementRecord};

use super::supplements::{form, save};
use super::*;

const MONDAY: &str = "2024-09-16T00:00:00Z";

/// An activity of this status that ends then.
async fn ended(store: &Store, n: u128, status: Status, ends: &str) -> ActivityId {
    let mut a = store.draft(n);
    a.status = status;
    a.content.sessions = vec![Session {
        starts_at: Some(at("2024-09-01T00:00:00Z")),
        ends_at: Some(at(ends)),
    }];
    store.insert(&a).await;
    a.id
}

#[tokio::test]
async fn who_owes_a_supplement_is_walked_by_its_end_without_a_gap() {
    let store = Store::new().await;
    let (from, until) = ("2024-09-10T00:00:00Z", "2024-09-20T00:00:00Z");
    let tie = "2024-09-15T00:00:00Z";
    let late = ended(&store, 1, Status::Approved, "2024-09-19T23:59:59.999999Z").await;
    let first = ended(&store, 2, Status::Approved, from).await;
    let (tied, tied_too) = (
        ended(&store, 3, Status::Approved, tie).await,
        ended(&store, 4, Status::Approved, tie).await,
    );
    let handed_in = ended(&store, 5, Status::Approved, tie).await;
    ended(&store, 6, Status::Approved, until).await;
    ended(&store, 7, Status::TakenDown, tie).await;
    ended(&store, 8, Status::NationalReview, tie).await;
    // Saved and not handed in: still owed.
    save(&store, &form(&store, tied), 0).await.unwrap();
    let done = SupplementRecord {
        submission: 1,
        ..form(&store, handed_in)
    };
    save(&store, &done, 0).await.unwrap();
    let page = async |edition: &'static str, days, after, limit| {
        let window = (at(from), at(until));
        store
            .db
            .read(move |conn| supplement::owing(conn, edition, window, days, after, limit))
            .await
            .unwrap()
    };
    let mut walked = Vec::new();
    let mut after = None;
    loop {
        let found = page("2024", 3, after, 1).await;
        let Some(one) = found.last() else { break };
        after = Some((one.ends_at, one.id));
        walked.push(one.id);
    }
    assert_eq!(walked, [first, tied, tied_too, late]);
    let all = page("2024", 3, None, 10).await;
    assert_eq!(
        (all[0].organization, all[0].title.as_str(), all[0].ends_at),
        (store.organization, "科普活动2", at(from))
    );
    assert_eq!(page("2023", 3, None, 10).await, []);

    // Reminded three days before: not again, but once more on the last day.
    let remind = async |days| {
        write(&store.db, move |tx| supplement::remind(tx, tied, days))
            .await
            .unwrap()
    };
    assert!(remind(3).await && !remind(3).await);
    let ids = |found: Vec<supplement::Owing>| found.into_iter().map(|o| o.id).collect::<Vec<_>>();
    assert_eq!(ids(page("2024", 3, None, 10).await), [first, tied_too, late]);
    assert_eq!(
        ids(page("2024", 1, None, 10).await),
        [first, tied, tied_too, late]
    );
    assert!(remind(1).await, "another mark");
    assert_eq!(ids(page("2024", 1, None, 10).await), [first, tied_too, late]);
}

async fn moved_to(store: &Store, id: ActivityId, seq: i32, until: &str) {
    let e = ExtensionRecord {
        seq,
        until: until.parse().unwrap(),
        reason: "台风".into(),
        granted_by: store.account,
        granted_at: at(MONDAY),
    };
    write(&store.db, move |tx| supplement::extend(tx, id, &e))
        .await
        .unwrap();
}

async fn owing_extended(store: &Store, days: i32) -> Vec<(ActivityId, String)> {
    let window = ("2024-09-27".parse().unwrap(), "2024-09-30".parse().unwrap());
    store
        .db
        .read(move |conn| supplement::owing_extended(conn, window, days, 10))
        .await
        .unwrap()
        .into_iter()
        .map(|(owing, day)| (owing.id, day.to_string()))
        .collect()
}

#[tokio::test]
async fn who_got_more_time_is_found_by_the_new_day() {
    let store = Store::new().await;
    let mut ids = Vec::new();
    for (n, until) in [
        (1, "2024-09-26"),
        (2, "2024-09-27"),
        (3, "2024-09-30"),
        (4, "2024-10-01"),
    ] {
        let id = ended(&store, n, Status::Approved, "2024-09-15T00:00:00Z").await;
        moved_to(&store, id, 1, until).await;
        ids.push(id);
    }
    let mut found = owing_extended(&store, -97).await;
    found.sort();
    let expected = [
        (ids[1], "2024-09-27".to_owned()),
        (ids[2], "2024-09-30".to_owned()),
    ];
    assert_eq!(found, expected);
    let reminded = ids[1];
    write(&store.db, move |tx| supplement::remind(tx, reminded, -97))
        .await
        .unwrap();
    assert_eq!(owing_extended(&store, -97).await, expected[1..]);
}

#[tokio::test]
async fn who_got_more_time_twice_is_found_by_the_last_day() {
    let store = Store::new().await;
    let id = ended(&store, 1, Status::Approved, "2024-09-15T00:00:00Z").await;
    moved_to(&store, id, 1, "2024-09-28").await;
    moved_to(&store, id, 2, "2024-09-30").await;
    assert_eq!(owing_extended(&store, -97).await, [(id, "2024-09-30".to_owned())]);
}
