use domain::certificate::{CertificateFacts, CertificateStatus, CertificateStep};
use domain::id::EntryId;
use domain::recommendation::Subject;
use persistence::certificate::{self, CertificateRecord, StepRecord};
use persistence::public_notice::NoticeRecord;

use super::notices::noticed;
use super::recommendations::{an_entry, insert as insert_entry};
use super::*;

/// A notice with an entry.
async fn a_result(store: &Store, n: u128, region: &str) -> (NoticeRecord, EntryId) {
    let notice = noticed(store, n, region, Subject::Organization).await;
    let entry = an_entry(store, notice.list_id, n, 1);
    insert_entry(store, &entry).await;
    (notice, entry.id)
}

fn a_certificate(
    store: &Store,
    notice: &NoticeRecord,
    entry: EntryId,
    running: i32,
    number: &str,
) -> CertificateRecord {
    CertificateRecord {
        number: number.into(),
        notice_id: notice.id,
        entry_id: entry,
        activity_id: None,
        organization_id: store.organization,
        running,
        facts: CertificateFacts {
            edition_title: "2024 年全国科普日".into(),
            subject: Subject::Activity,
            recipient: "温州科技馆 𠮷".into(),
            activity_title: Some("“科学之夜”".into()),
            issuer: "温州市科学技术协会".into(),
            issuer_region: code("330300"),
            issued_on: "2024-11-01".parse().unwrap(),
        },
        status: CertificateStatus::Valid,
        replaced_by: None,
        replaces: None,
        last_seq: 1,
        hash: "hash 1".into(),
        object_key: None,
        issued_at: at("2024-11-01T00:00:00.000001Z"),
    }
}

async fn insert(store: &Store, c: &CertificateRecord) -> Result<(), StoreError> {
    let c = c.clone();
    write(&store.db, move |tx| certificate::insert(tx, &c)).await
}

async fn find(store: &Store, number: &'static str) -> CertificateRecord {
    store
        .db
        .read(move |conn| certificate::find(conn, number))
        .await
        .unwrap()
}

#[tokio::test]
async fn a_certificate_comes_back_and_of_two_steps_at_once_one_is_taken() {
    let store = Store::new().await;
    let (notice, entry) = a_result(&store, 1, "330302").await;
    let one = a_certificate(&store, &notice, entry, 1, "KP2024-330302-0001");
    insert(&store, &one).await.unwrap();
    let twice = insert(&store, &one).await;
    assert!(matches!(twice, Err(StoreError::Duplicate(_))), "{twice:?}");
    assert_eq!(find(&store, "KP2024-330302-0001").await, one);
    let full = CertificateRecord {
        activity_id: Some(ActivityId::new(uuid(1001))),
        status: CertificateStatus::Replaced,
        replaced_by: Some("KP2024-330302-0002".into()),
        replaces: Some("KP2024-330302-0000".into()),
        last_seq: 2,
        hash: "hash 2".into(),
        object_key: Some("certificates/KP2024-330302-0001.pdf".into()),
        ..one.clone()
    };
    let save = async |c: &CertificateRecord, expected| {
        let c = c.clone();
        write(&store.db, move |tx| certificate::save(tx, &c, expected)).await
    };
    let (x, y) = tokio::join!(save(&full, 1), save(&full, 1));
    assert!(x.is_ok() != y.is_ok(), "{x:?} {y:?}");
    assert!(matches!(x.and(y), Err(StoreError::Stale)));
    // A step changes what became of it; what it says and where its PDF is stay.
    let stepped = CertificateRecord {
        activity_id: one.activity_id,
        replaces: one.replaces.clone(),
        object_key: one.object_key.clone(),
        ..full.clone()
    };
    assert_eq!(find(&store, "KP2024-330302-0001").await, stepped);
    // What is none again is none.
    let bare = CertificateRecord {
        status: CertificateStatus::Revoked,
        replaced_by: None,
        last_seq: 3,
        ..stepped
    };
    save(&bare, 2).await.unwrap();
    assert_eq!(find(&store, "KP2024-330302-0001").await, bare);
    let missing = store.db.read(|conn| certificate::find(conn, "KP")).await;
    assert!(matches!(missing, Err(StoreError::NotFound)));
}

#[tokio::test]
async fn a_log_comes_back_in_order_and_each_step_is_written_once() {
    let store = Store::new().await;
    let (notice, entry) = a_result(&store, 1, "330302").await;
    for (running, number) in [(1, "KP-1"), (2, "KP-2")] {
        insert(&store, &a_certificate(&store, &notice, entry, running, number))
            .await
            .unwrap();
    }
    let step = |number: &str, seq: i32, step, by, reason: Option<&str>| StepRecord {
        number: number.into(),
        seq,
        step,
        reason: reason.map(str::to_owned),
        actor_id: by,
        at: at("2024-11-01T00:00:00.000002Z"),
        previous_hash: format!("hash {}", seq - 1),
        hash: format!("hash {seq}"),
    };
    let steps = [
        step("KP-1", 3, CertificateStep::Revoke, None, Some("“弄虚作假”")),
        step("KP-1", 1, CertificateStep::Issue, Some(store.account), None),
        step("KP-2", 1, CertificateStep::Issue, None, None),
        step(
            "KP-1",
            2,
            CertificateStep::Replace,
            Some(store.account),
            Some("更名"),
        ),
    ];
    let append = async |s: StepRecord| write(&store.db, move |tx| certificate::append(tx, &s)).await;
    for one in &steps {
        append(one.clone()).await.unwrap();
    }
    let twice = append(step("KP-1", 2, CertificateStep::Revoke, None, None)).await;
    assert!(matches!(twice, Err(StoreError::Duplicate(_))), "{twice:?}");
    let log = store
        .db
        .read(|conn| certificate::log(conn, "KP-1"))
        .await
        .unwrap();
    let [third, first, _, second] = steps;
    assert_eq!(log, [first, second, third]);
}

#[tokio::test]
async fn certificates_are_counted_printed_and_walked_by_notice() {
    let store = Store::new().await;
    let (notice, entry) = a_result(&store, 1, "330302").await;
    let (other, elsewhere) = a_result(&store, 2, "330300").await;
    let last = async |notice: &NoticeRecord| {
        let id = notice.id;
        store
            .db
            .read(move |conn| certificate::last_running(conn, id))
            .await
            .unwrap()
    };
    assert_eq!(last(&notice).await, 0);
    let replaced = CertificateRecord {
        status: CertificateStatus::Replaced,
        ..a_certificate(&store, &notice, entry, 1, "KP-C")
    };
    let revoked = CertificateRecord {
        status: CertificateStatus::Revoked,
        ..a_certificate(&store, &other, elsewhere, 9, "KP-D")
    };
    let (second, third) = (
        a_certificate(&store, &notice, entry, 2, "KP-B"),
        a_certificate(&store, &notice, elsewhere, 3, "KP-A"),
    );
    for c in [&third, &replaced, &second, &revoked] {
        insert(&store, c).await.unwrap();
    }
    assert_eq!((last(&notice).await, last(&other).await), (3, 9));

    let of_entries = async |ids: Vec<EntryId>| {
        let mut found = store
            .db
            .read(move |conn| certificate::of_entries(conn, &ids))
            .await
            .unwrap();
        found.sort_by(|(_, a), (_, b)| a.cmp(b));
        found
    };
    let of = |id, number: &str| (id, number.to_owned());
    assert_eq!(
        of_entries(vec![entry]).await,
        [of(entry, "KP-B")],
        "the replaced one stands back"
    );
    let both = [of(elsewhere, "KP-A"), of(entry, "KP-B"), of(elsewhere, "KP-D")];
    assert_eq!(of_entries(vec![entry, elsewhere]).await, both);

    let id = notice.id;
    let unprinted = async |after, limit| {
        store
            .db
            .read(move |conn| certificate::unprinted(conn, id, after, limit))
            .await
            .unwrap()
    };
    assert_eq!(
        unprinted(0, 10).await,
        [replaced.clone(), second.clone(), third.clone()]
    );
    assert_eq!(unprinted(0, 2).await, [replaced, second.clone()]);
    assert_eq!(unprinted(1, 1).await, [second]);
    write(&store.db, |tx| {
        certificate::printed(
            tx,
            &[
                ("KP-B".into(), "certificates/KP-B.pdf".into()),
                ("KP-C".into(), "certificates/KP-C.pdf".into()),
            ],
        )
    })
    .await
    .unwrap();
    assert_eq!(unprinted(0, 10).await, [third]);
    let printed = find(&store, "KP-B").await.object_key;
    assert_eq!(printed.as_deref(), Some("certificates/KP-B.pdf"));
    let mut progress = store
        .db
        .read(move |conn| certificate::progress(conn, &[other.id, id]))
        .await
        .unwrap();
    progress.sort_unstable();
    assert_eq!(progress, [(id, 3, 2), (other.id, 1, 0)]);

    let (mut walked, mut after) = (Vec::new(), None::<String>);
    loop {
        let from = after.clone();
        let found = store
            .db
            .read(move |conn| certificate::numbers_after(conn, from.as_deref(), 3))
            .await
            .unwrap();
        let Some(end) = found.last() else { break };
        after = Some(end.clone());
        walked.extend(found);
    }
    assert_eq!(walked, ["KP-A", "KP-B", "KP-C", "KP-D"]);
}
