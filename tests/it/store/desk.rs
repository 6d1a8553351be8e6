use domain::activity::status::Stage;
use domain::id::JointId;
use domain::review::{QueueShare, QueueSort};
use persistence::joint::{self, Member};
use persistence::review::{self, Position, QueueFilter, Waiting};

use super::*;

const MONDAY: &str = "2024-09-02T00:00:00Z";

fn waiting(id: ActivityId, submitted: &str, starts: &str, risk: i32) -> Waiting {
    Waiting {
        activity_id: id,
        stage: Stage::Province,
        edition: "2024".into(),
        review_region: code("330302"),
        line: None,
        submitted_at: at(submitted),
        starts_at: at(starts),
        risk,
    }
}

fn filter(account: AccountId, sort: QueueSort) -> QueueFilter {
    QueueFilter {
        stage: Stage::Province,
        region: code("330000"),
        lines: Vec::new(),
        within: None,
        edition: None,
        sort,
        share: QueueShare::All,
        account,
        now: at(MONDAY),
        after: None,
    }
}

pub async fn three_waiting(store: &Store) -> Vec<ActivityId> {
    let mut ids = Vec::new();
    for (n, submitted, starts, risk) in [
        (1, "2024-09-01T01:00:00Z", "2024-09-20T00:00:00Z", 10),
        (2, "2024-09-01T02:00:00Z", "2024-09-10T00:00:00Z", 500),
        (3, "2024-09-01T03:00:00Z", "2024-09-15T00:00:00Z", 10),
    ] {
        let a = store.draft(n);
        store.insert(&a).await;
        let entry = waiting(a.id, submitted, starts, risk);
        write(&store.db, move |tx| review::enter(tx, &entry))
            .await
            .unwrap();
        ids.push(a.id);
    }
    ids
}

#[tokio::test]
async fn a_queue_is_walked_in_each_order_without_a_gap() {
    let store = Store::new().await;
    let ids = three_waiting(&store).await;
    for (sort, order) in [
        (QueueSort::Age, [0, 1, 2]),
        (QueueSort::Start, [1, 2, 0]),
        (QueueSort::Risk, [1, 0, 2]),
    ] {
        let mut f = filter(store.account, sort);
        let mut walked = Vec::new();
        loop {
            let page = f.clone();
            let rows = store
                .db
                .read(move |conn| review::queue(conn, &page, 1))
                .await
                .unwrap();
            let Some(row) = rows.first() else { break };
            walked.push(row.activity.id);
            f.after = Some(row.position);
        }
        assert_eq!(walked, order.map(|n: usize| ids[n]), "{sort:?}");
    }
}

#[tokio::test]
async fn of_two_who_claim_at_once_one_gets_it_and_a_lease_ends() {
    let store = Store::new().await;
    let ids = three_waiting(&store).await;
    let other = AccountId::new(uuid(9));
    write(&store.db, move |tx| account::insert(tx, &an_account(other, 2)))
        .await
        .unwrap();
    let (me, id) = (store.account, ids[0]);
    let (now, later) = (at(MONDAY), at("2024-09-02T00:15:00Z"));
    let claim = |by: AccountId, now: Instant, until: Instant| {
        let db = store.db.clone();
        async move {
            write(&db, move |tx| review::claim(tx, id, by, now, until))
                .await
                .unwrap()
        }
    };
    let (first, second) = tokio::join!(claim(me, now, later), claim(other, now, later));
    assert_ne!(first, second, "one of them");
    let (winner, loser) = if first { (me, other) } else { (other, me) };
    assert!(claim(winner, now, later).await, "one's own begins anew");
    assert!(!claim(loser, now, later).await);
    assert!(
        claim(loser, later, at("2024-09-02T00:30:00Z")).await,
        "the lease is over"
    );
    let held = store
        .db
        .read(move |conn| review::held(conn, &[id], later))
        .await
        .unwrap();
    assert_eq!(held[0].1.by, loser);
    let free = QueueFilter {
        share: QueueShare::Free,
        now: later,
        ..filter(winner, QueueSort::Age)
    };
    let rows = store
        .db
        .read(move |conn| review::queue(conn, &free, 10))
        .await
        .unwrap();
    assert!(
        rows.iter().all(|row| row.activity.id != id) && rows.len() == 2,
        "claimed by another is not free"
    );
    write(&store.db, move |tx| review::release(tx, &[id], loser))
        .await
        .unwrap();
    assert!(
        store
            .db
            .read(move |conn| review::held(conn, &[id], later))
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn shares_are_counted_and_strays_are_found() {
    let store = Store::new().await;
    let ids = three_waiting(&store).await;
    let (me, id) = (store.account, ids[2]);
    write(&store.db, move |tx| {
        review::assign(tx, id, Some(me))?;
        review::set_risk(tx, id, 900)?;
        review::set_distribution(tx, &code("330000"), Stage::Province, true, me, at(MONDAY))
    })
    .await
    .unwrap();
    let (loads, on, off, rows) = store
        .db
        .read(move |conn| {
            Ok::<_, StoreError>((
                review::assigned_loads(conn, Stage::Province, &[me])?,
                review::distribution_is_on(conn, Stage::Province, &["330000".into()])?,
                review::distribution_is_on(conn, Stage::City, &["330000".into()])?,
                review::queue(conn, &filter(me, QueueSort::Risk), 1)?,
            ))
        })
        .await
        .unwrap();
    assert_eq!((loads, on, off), (vec![(me, 1)], true, false));
    assert_eq!((rows[0].activity.id, rows[0].risk), (id, 900));
    assert!(matches!(rows[0].position, Position::Calm(100, _)));
    let mut strays = store.db.read(review::strays).await.unwrap();
    strays.sort_unstable();
    assert_eq!(strays, ids, "their status is draft: they should not wait");
}

#[tokio::test]
async fn joint_filings_are_merged_and_have_one_primary() {
    let store = Store::new().await;
    let ids = three_waiting(&store).await;
    let (one, two, me) = (JointId::new(uuid(1)), JointId::new(uuid(2)), store.account);
    let member = |n: usize, joint_id, is_primary| Member {
        activity_id: ids[n],
        joint_id,
        is_primary,
    };
    let (a, b, c) = (member(0, one, true), member(1, one, false), member(2, two, true));
    write(&store.db, move |tx| {
        for m in [a, b, c] {
            joint::add(tx, &m, me, at(MONDAY))?;
        }
        joint::merge(tx, two, one)
    })
    .await
    .unwrap();
    let members = store
        .db
        .read(move |conn| joint::members(conn, one))
        .await
        .unwrap();
    assert_eq!(
        members.iter().map(|m| m.is_primary).collect::<Vec<_>>(),
        [true, false, false]
    );
    let (first, second) = (ids[0], ids[1]);
    let twice = write(&store.db, move |tx| joint::make_primary(tx, second)).await;
    assert!(
        matches!(twice, Err(StoreError::Duplicate(_))),
        "the database refuses a second primary: {twice:?}"
    );
    write(&store.db, move |tx| {
        joint::remove(tx, first)?;
        joint::make_primary(tx, second)
    })
    .await
    .unwrap();
    let of = store
        .db
        .read(move |conn| joint::of(conn, &[first, second]))
        .await
        .unwrap();
    assert_eq!(
        of,
        [Member {
            activity_id: second,
            joint_id: one,
            is_primary: true
        }]
    );
}
