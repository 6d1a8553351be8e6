use domain::activity::finding::{FindingCode, Found};
use domain::id::{CircularId, DelegationId, JobId, MessageId, ReportId};
use domain::message::{MessageKind, Preferences};
use domain::report::{ReportCategory, ReportStatus};
use domain::word::{SensitiveWord, WordLevel};
use persistence::delegation::{self, DelegationRecord};
use persistence::job::{self, Job};
use persistence::link::{self, LinkRecord};
use persistence::message::{self, MessageRecord};
use persistence::report::{self, ReportRecord};
use persistence::{finding, grant, word};

use super::*;

const MONDAY: &str = "2024-09-02T00:00:00Z";

#[tokio::test]
async fn findings_links_and_words_come_back() {
    let store = Store::new().await;
    let a = store.draft(1);
    store.insert(&a).await;
    let found = vec![Found {
        code: FindingCode::LinkDead,
        pointer: "/online_url".into(),
        args: vec!["https://a.cn".into()],
    }];
    let record = LinkRecord {
        digest: vec![7; 32],
        url: "https://a.cn".into(),
        verdict: r#"{"code": "gone"}"#.into(),
        checked_at: at(MONDAY),
    };
    let words = vec![SensitiveWord {
        word: "包治百病".into(),
        level: WordLevel::Prohibited,
    }];
    let (kept, link_kept, list, id) = (found.clone(), record.clone(), words.clone(), a.id);
    write(&store.db, move |tx| {
        finding::put(tx, id, &[], at(MONDAY))?;
        finding::put(tx, id, &kept, at(MONDAY))?;
        link::set(tx, id, &[link_kept.digest.clone(), link_kept.digest.clone()])?;
        link::put(tx, &link_kept)?;
        link::put(tx, &link_kept)?;
        word::replace_sensitive(tx, &list, 0, at(MONDAY))?;
        word::replace_sensitive(tx, &list, 1, at(MONDAY))
    })
    .await
    .unwrap();
    let (findings, links, shown, known) = store
        .db
        .read(move |conn| {
            Ok::<_, StoreError>((
                finding::of(conn, &[id])?,
                link::of(conn, &[vec![7; 32]])?,
                link::shown_by(conn, &[7; 32])?,
                word::sensitive(conn)?,
            ))
        })
        .await
        .unwrap();
    assert_eq!(findings, [(id, found)]);
    assert_eq!(
        (links[0].url.as_str(), links[0].checked_at),
        ("https://a.cn", at(MONDAY))
    );
    assert_eq!(shown, [id]);
    assert_eq!((known.words, known.version), (words, 2));
    let stale = write(&store.db, |tx| word::replace_sensitive(tx, &[], 1, at(MONDAY))).await;
    assert!(matches!(stale, Err(StoreError::Stale)));
    let again = write(&store.db, |tx| word::replace_sensitive(tx, &[], 0, at(MONDAY))).await;
    assert!(matches!(again, Err(StoreError::Stale)), "{again:?}");
}

fn a_job(n: u128, subject: Option<&str>, run_after: &str) -> Job {
    Job {
        id: JobId::new(uuid(n)),
        kind: "tell".into(),
        subject: subject.map(str::to_owned),
        payload: r#"{"n": 1}"#.into(),
        run_after: at(run_after),
        attempts: 0,
    }
}

#[tokio::test]
async fn a_job_goes_to_one_process_and_comes_back_when_that_dies() {
    let store = Store::new().await;
    write(&store.db, |tx| {
        job::enqueue(tx, &a_job(1, Some("x"), "2024-09-02T00:00:00Z"), at(MONDAY))?;
        job::enqueue(tx, &a_job(2, None, "2024-09-02T01:00:00Z"), at(MONDAY))?;
        // Of another kind: whoever asks for messages does not stand behind it.
        let link = Job {
            kind: "check_link".into(),
            ..a_job(3, None, "2024-09-01T00:00:00Z")
        };
        job::enqueue(tx, &link, at(MONDAY))
    })
    .await
    .unwrap();
    let take = |now: &str, until: &str| {
        let (db, now, until) = (store.db.clone(), at(now), at(until));
        async move {
            write(&db, move |tx| job::take_due(tx, &["tell"], now, until, 10))
                .await
                .unwrap()
        }
    };
    let (a, b) = tokio::join!(
        take(MONDAY, "2024-09-02T00:02:00Z"),
        take(MONDAY, "2024-09-02T00:02:00Z")
    );
    assert_eq!(
        a.len() + b.len(),
        1,
        "one job is due, and it goes to one of the two"
    );
    let taken = a.into_iter().chain(b).next().unwrap();
    assert_eq!((taken.attempts, taken.payload.as_str()), (1, r#"{"n": 1}"#));
    assert_eq!(
        write(&store.db, |tx| job::cancel(tx, "x")).await.unwrap(),
        0,
        "what has begun cannot be called off"
    );
    assert!(
        take("2024-09-02T00:01:00Z", "2024-09-02T00:03:00Z")
            .await
            .is_empty(),
        "it is leased"
    );
    let again = take("2024-09-02T00:02:00Z", "2024-09-02T00:04:00Z").await;
    assert_eq!(again[0].attempts, 2, "the lease is over");
    let id = again[0].id;
    write(&store.db, move |tx| {
        job::put_off(tx, id, Some(at("2024-09-02T00:30:00Z")), "no answer")
    })
    .await
    .unwrap();
    assert!(
        take("2024-09-02T00:29:59Z", "2024-09-02T00:40:00Z")
            .await
            .is_empty()
    );
    write(&store.db, move |tx| job::put_off(tx, id, None, "no answer"))
        .await
        .unwrap();
    assert_eq!(store.db.read(job::counts).await.unwrap(), (2, 1));
    assert!(
        !store.db.read(|conn| job::is_asked_for(conn, "x")).await.unwrap(),
        "given up"
    );
    assert!(
        take("2024-09-02T00:59:59Z", "2024-09-02T02:00:00Z")
            .await
            .is_empty()
    );
}

#[tokio::test]
async fn messages_are_delivered_once_and_read_by_their_owner() {
    let store = Store::new().await;
    let me = store.account;
    let record = |n: u128, mark: Option<&str>| MessageRecord {
        id: MessageId::new(uuid(n)),
        account_id: me,
        kind: MessageKind::Passed,
        activity_id: None,
        args: vec!["科学之夜".into(), "全国审批中".into()],
        mark: mark.map(str::to_owned),
        created_at: at(MONDAY),
        read_at: None,
        circular_id: Some(CircularId::new(uuid(4711))),
    };
    let (a, b, c) = (record(1, Some("m")), record(2, Some("m")), record(3, None));
    let first = a.clone();
    let new = write(&store.db, move |tx| {
        Ok([
            message::deliver(tx, &a)?,
            message::deliver(tx, &a)?,
            message::deliver(tx, &b)?,
            message::deliver(tx, &c)?,
        ])
    })
    .await
    .unwrap();
    assert_eq!(new, [true, false, false, true], "same id, same mark: told once");
    let id = first.id;
    write(&store.db, move |tx| {
        message::mark_read(tx, me, Some(&[id]), at("2024-09-02T01:00:00Z"))
    })
    .await
    .unwrap();
    let (all, unread, told) = store
        .db
        .read(move |conn| {
            Ok::<_, StoreError>((
                message::inbox(conn, me, false, None, 10)?,
                message::inbox(conn, me, true, None, 10)?,
                !message::told_among(conn, &["m".to_owned()])?.is_empty(),
            ))
        })
        .await
        .unwrap();
    assert_eq!(
        all[1],
        MessageRecord {
            read_at: Some(at("2024-09-02T01:00:00Z")),
            ..first
        }
    );
    assert_eq!((all.len(), unread.len(), told), (2, 1, true));
    let chosen = Preferences {
        sms_decisions: false,
        ..Preferences::default()
    };
    write(&store.db, move |tx| {
        message::set_preferences(tx, me, &chosen, at(MONDAY))
    })
    .await
    .unwrap();
    assert_eq!(
        store
            .db
            .read(move |conn| message::preferences(conn, me))
            .await
            .unwrap(),
        chosen
    );
    assert_eq!(
        write(&store.db, |tx| message::purge(tx, at("2024-09-03T00:00:00Z")))
            .await
            .unwrap(),
        1
    );
}

#[tokio::test]
async fn reviewing_roles_are_lent_for_the_time_and_nothing_else_is() {
    let store = Store::new().await;
    let (away, stand_in, home) = (store.account, AccountId::new(uuid(9)), store.organization);
    let record = DelegationRecord {
        id: DelegationId::new(uuid(3)),
        account_id: away,
        delegate_id: stand_in,
        starts_at: at(MONDAY),
        ends_at: at("2024-09-05T00:00:00Z"),
        created_at: at(MONDAY),
    };
    write(&store.db, move |tx| {
        account::insert(tx, &an_account(stand_in, 2))?;
        for (n, one) in [
            a_grant(Role::ProvinceReviewer, Some("330000"), None),
            a_grant(Role::OrgAdmin, None, Some(home)),
        ]
        .iter()
        .enumerate()
        {
            grant::insert(
                tx,
                domain::id::GrantId::new(uuid(20 + n as u128)),
                away,
                one,
                at(MONDAY),
            )?;
        }
        delegation::insert(tx, &record)
    })
    .await
    .unwrap();
    let lent = |now: &str| {
        let (db, now) = (store.db.clone(), at(now));
        async move {
            db.read(move |conn| delegation::lent_to(conn, stand_in, now))
                .await
                .unwrap()
        }
    };
    let during = lent("2024-09-03T00:00:00Z").await;
    let during: Vec<Grant> = during.into_iter().map(|record| record.grant).collect();
    assert_eq!(
        during,
        [Grant {
            on_behalf_of: Some(away),
            ..a_grant(Role::ProvinceReviewer, Some("330000"), None)
        }]
    );
    assert!(lent("2024-09-01T23:59:59Z").await.is_empty() && lent("2024-09-05T00:00:00Z").await.is_empty());
    let gone = store
        .db
        .read(move |conn| delegation::away(conn, &[away, stand_in], at("2024-09-03T00:00:00Z")))
        .await
        .unwrap();
    assert_eq!(gone, [record]);
    let id = record.id;
    write(&store.db, move |tx| {
        delegation::revoke(tx, id, at("2024-09-03T00:00:00Z"))
    })
    .await
    .unwrap();
    assert!(lent("2024-09-03T00:00:00Z").await.is_empty());
    assert_eq!(
        store
            .db
            .read(move |conn| delegation::find(conn, id))
            .await
            .unwrap(),
        None
    );
}

#[tokio::test]
async fn reports_are_found_by_region_and_receipt() {
    let store = Store::new().await;
    let a = store.draft(1);
    store.insert(&a).await;
    let mut record = ReportRecord {
        id: ReportId::new(uuid(5)),
        activity_id: a.id,
        review_region: code("330302"),
        category: ReportCategory::Advertising,
        body: "收费培训".into(),
        receipt_digest: vec![4; 32],
        phone_sealed: Some(vec![1, 2]),
        reporter_id: Some(store.account),
        status: ReportStatus::Open,
        answer: None,
        answered_by: None,
        answered_at: None,
        version: 1,
        created_at: at(MONDAY),
        resource_id: None,
        title: a.content.title.clone().unwrap_or_default(),
        resource_title: None,
    };
    let new = record.clone();
    write(&store.db, move |tx| report::insert(tx, &new))
        .await
        .unwrap();
    record.status = ReportStatus::Upheld;
    record.answer = Some("已下架".into());
    record.answered_by = Some(store.account);
    record.answered_at = Some(at("2024-09-03T00:00:00Z"));
    record.version = 2;
    let answered = record.clone();
    write(&store.db, move |tx| report::save(tx, &answered, 1))
        .await
        .unwrap();
    let (id, activity) = (record.id, a.id);
    let (found, by_receipt, here, elsewhere, open) = store
        .db
        .read(move |conn| {
            Ok::<_, StoreError>((
                report::find(conn, id)?,
                report::find_by_receipt(conn, &[4; 32])?,
                report::list(conn, &code("330300"), Some(ReportStatus::Upheld), None, 10)?,
                report::list(conn, &code("110000"), None, None, 10)?,
                report::open_reports(conn, activity)?,
            ))
        })
        .await
        .unwrap();
    assert_eq!((&found, by_receipt.as_ref()), (&record, Some(&record)));
    assert_eq!((here, elsewhere.len(), open), (vec![record.clone()], 0, 0));
    let stale = write(&store.db, move |tx| report::save(tx, &record, 1)).await;
    assert!(matches!(stale, Err(StoreError::Stale)));
}
