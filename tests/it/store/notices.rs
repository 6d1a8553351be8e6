use std::slice;

use domain::id::{EntryId, ListId, NoticeId};
use domain::public_notice::ObjectionStatus;
use domain::recommendation::Subject;
use persistence::public_notice::{self, NoticeFilter, NoticeRecord, ObjectionRecord};

use super::recommendations::{a_list, an_entry, insert as insert_entry, open};
use super::supplements::a_file;
use super::*;

const MONDAY: &str = "2024-10-21T00:00:00Z";

pub fn a_notice(store: &Store, n: u128, list: ListId, region: &str, subject: Subject) -> NoticeRecord {
    NoticeRecord {
        id: NoticeId::new(uuid(6000 + n)),
        list_id: list,
        edition: "2024".into(),
        region_code: code(region),
        subject,
        title: "关于拟推荐名单的公示".into(),
        body: "<p>现将“名单”公示</p>".into(),
        starts_on: "2024-10-21".parse().unwrap(),
        ends_on: "2024-10-25".parse().unwrap(),
        working_days: 5,
        closes_at: at("2024-10-25T16:00:00Z"),
        published_at: None,
        version: 1,
        created_by: store.account,
        created_at: at("2024-10-20T00:00:00.000001Z"),
    }
}

/// A notice of a list of its own.
pub async fn noticed(store: &Store, n: u128, region: &str, subject: Subject) -> NoticeRecord {
    let list = open(store, &a_list(n, region, subject)).await.id;
    let notice = a_notice(store, n, list, region, subject);
    assert!(insert(store, &notice).await);
    notice
}

async fn insert(store: &Store, n: &NoticeRecord) -> bool {
    let n = n.clone();
    write(&store.db, move |tx| public_notice::insert(tx, &n))
        .await
        .unwrap()
}

async fn save(store: &Store, n: &NoticeRecord, expected: i32) -> Result<(), StoreError> {
    let n = n.clone();
    write(&store.db, move |tx| public_notice::save(tx, &n, expected)).await
}

#[tokio::test]
async fn a_list_has_one_notice_and_it_comes_back() {
    let store = Store::new().await;
    let one = noticed(&store, 1, "330302", Subject::Activity).await;
    let again = a_notice(&store, 2, one.list_id, "330302", Subject::Activity);
    assert!(!insert(&store, &again).await);
    let (id, list) = (one.id, one.list_id);
    let find = async || {
        store
            .db
            .read(move |conn| public_notice::find(conn, id))
            .await
            .unwrap()
    };
    assert_eq!(find().await, one);
    let published = NoticeRecord {
        title: "推荐结果".into(),
        published_at: Some(at("2024-10-26T00:00:00.000002Z")),
        version: 2,
        ..one
    };
    save(&store, &published, 1).await.unwrap();
    assert!(matches!(
        save(&store, &published, 1).await,
        Err(StoreError::Stale)
    ));
    assert_eq!(find().await, published);
    let of_lists = store
        .db
        .read(move |conn| public_notice::of_lists(conn, &[ListId::new(uuid(77)), list]))
        .await
        .unwrap();
    assert_eq!(of_lists, [(list, id)]);
    let missing = store
        .db
        .read(|conn| public_notice::find(conn, NoticeId::new(uuid(77))))
        .await;
    assert!(matches!(missing, Err(StoreError::NotFound)));
}

#[tokio::test]
async fn notices_are_walked_latest_first_and_cut_by_each_filter() {
    use Subject::{Activity, Organization};
    let store = Store::new().await;
    let county = noticed(&store, 1, "330302", Activity).await;
    let city = noticed(&store, 2, "330300", Organization).await;
    let nation = noticed(&store, 3, "100000", Activity).await;
    let published = NoticeRecord {
        published_at: Some(at(MONDAY)),
        version: 2,
        ..city.clone()
    };
    save(&store, &published, 1).await.unwrap();
    let later = NoticeRecord {
        starts_on: "2024-10-28".parse().unwrap(),
        version: 2,
        ..nation.clone()
    };
    save(&store, &later, 1).await.unwrap();
    let found = async |f: NoticeFilter, limit| {
        let rows = store
            .db
            .read(move |conn| public_notice::list(conn, &f, limit))
            .await
            .unwrap();
        rows.into_iter().map(|(n, name)| (n.id, name)).collect::<Vec<_>>()
    };
    let named = |n: &NoticeRecord, name: &str| (n.id, name.to_owned());
    let (in_county, in_city, in_nation) = (
        named(&county, "鹿城区"),
        named(&city, "温州市"),
        named(&nation, "全国"),
    );
    let mut f = NoticeFilter::default();
    let mut walked = Vec::new();
    while let Some(one) = found(f.clone(), 1).await.pop() {
        f.after = Some(one.0);
        walked.push(one);
    }
    assert_eq!(walked, [in_nation.clone(), in_city.clone(), in_county.clone()]);
    let all = NoticeFilter::default;
    for (f, expected) in [
        (
            NoticeFilter {
                edition: Some("2023".into()),
                ..all()
            },
            vec![],
        ),
        (
            NoticeFilter {
                region: Some(code("330000")),
                edition: Some("2024".into()),
                ..all()
            },
            vec![in_city.clone(), in_county.clone()],
        ),
        (
            NoticeFilter {
                region: Some(code("100000")),
                ..all()
            },
            walked.clone(),
        ),
        (
            NoticeFilter {
                subject: Some(Activity),
                ..all()
            },
            vec![in_nation, in_county.clone()],
        ),
        (
            NoticeFilter {
                published: true,
                ..all()
            },
            vec![in_city.clone()],
        ),
        (
            NoticeFilter {
                begun_by: Some("2024-10-21".parse().unwrap()),
                ..all()
            },
            vec![in_city, in_county],
        ),
        (
            NoticeFilter {
                begun_by: Some("2024-10-20".parse().unwrap()),
                ..all()
            },
            vec![],
        ),
    ] {
        assert_eq!(found(f.clone(), 10).await, expected, "{f:?}");
    }
}

#[tokio::test]
async fn notices_are_found_by_the_moment_they_close() {
    let store = Store::new().await;
    let one = noticed(&store, 1, "330302", Subject::Activity).await;
    let two = noticed(&store, 2, "330300", Subject::Activity).await;
    let sooner = NoticeRecord {
        closes_at: at("2024-10-24T16:00:00Z"),
        version: 2,
        ..two
    };
    save(&store, &sooner, 1).await.unwrap();
    let closing = async |from: &str, until: &str, limit| {
        let (from, until) = (at(from), at(until));
        store
            .db
            .read(move |conn| public_notice::closing(conn, from, until, limit))
            .await
            .unwrap()
    };
    let end = "2024-10-25T16:00:00Z";
    assert_eq!(closing(MONDAY, end, 10).await, [sooner.clone(), one.clone()]);
    assert_eq!(closing(MONDAY, end, 1).await, [sooner]);
    assert_eq!(
        closing("2024-10-24T16:00:00Z", end, 10).await,
        [one],
        "after the beginning, to the end"
    );
    assert_eq!(closing(MONDAY, "2024-10-24T15:59:59Z", 10).await, []);
}

fn an_objection(store: &Store, notice: NoticeId, n: i32, entry: Option<EntryId>) -> ObjectionRecord {
    ObjectionRecord {
        notice_id: notice,
        n,
        entry_id: entry,
        account_id: store.account,
        sealed: vec![0, 255, 7],
        statement: "人数“不实”".into(),
        status: ObjectionStatus::Open,
        decision_reason: None,
        decided_by: None,
        decided_at: None,
        made_at: at("2024-10-22T00:00:00.000003Z"),
    }
}

#[tokio::test]
async fn objections_are_numbered_come_back_and_are_decided_once() {
    let store = Store::new().await;
    let (me, somebody) = (store.account, AccountId::new(uuid(9)));
    write(&store.db, move |tx| account::insert(tx, &an_account(somebody, 2)))
        .await
        .unwrap();
    let notice = noticed(&store, 1, "330302", Subject::Organization).await;
    let other = noticed(&store, 2, "330300", Subject::Organization).await;
    let entry = an_entry(&store, notice.list_id, 1, 1);
    insert_entry(&store, &entry).await;
    let (file, second_file) = (a_file(&store, 1).await, a_file(&store, 2).await);
    let id = notice.id;
    let last = async || {
        store
            .db
            .read(move |conn| public_notice::last_number(conn, id))
            .await
            .unwrap()
    };
    assert_eq!(last().await, 0);
    let one = an_objection(&store, id, 1, Some(entry.id));
    let two = ObjectionRecord {
        account_id: somebody,
        ..an_objection(&store, id, 2, None)
    };
    let elsewhere = an_objection(&store, other.id, 1, None);
    let object = async |o: &ObjectionRecord, files: Vec<_>| {
        let o = o.clone();
        write(&store.db, move |tx| public_notice::object(tx, &o, &files))
            .await
            .unwrap()
    };
    let (x, y) = tokio::join!(
        object(&one, vec![file, second_file, file]),
        object(&one, vec![file, second_file])
    );
    assert!(x != y, "a number is taken once");
    assert!(object(&two, vec![file]).await && object(&elsewhere, vec![]).await);
    assert_eq!(last().await, 2);

    let all = async |of, after, limit| {
        store
            .db
            .read(move |conn| public_notice::objections_to(conn, id, of, after, limit))
            .await
            .unwrap()
    };
    assert_eq!(all(None, 0, 10).await, [one.clone(), two.clone()]);
    assert_eq!(all(None, 0, 1).await, slice::from_ref(&one));
    assert_eq!(all(None, 1, 10).await, slice::from_ref(&two));
    assert_eq!(all(Some(me), 0, 10).await, slice::from_ref(&one));
    assert_eq!(all(Some(somebody), 2, 10).await, []);
    let (files, with, tallies) = store
        .db
        .read(move |conn| {
            Ok::<_, StoreError>((
                public_notice::objection_files(conn, id)?,
                public_notice::objected_with(conn, second_file)?,
                public_notice::tallies(conn, &[other.id, id, NoticeId::new(uuid(77))])?,
            ))
        })
        .await
        .unwrap();
    assert_eq!(files, [(1, file), (1, second_file), (2, file)]);
    assert_eq!(with, [id]);
    let nothing = (NoticeId::new(uuid(77)), 0, 0);
    assert_eq!(tallies, [(other.id, 1, 1), (id, 2, 2), nothing]);

    let decided = ObjectionRecord {
        status: ObjectionStatus::Upheld,
        decision_reason: Some("经核实“成立”".into()),
        decided_by: Some(me),
        decided_at: Some(at("2024-10-23T00:00:00.000004Z")),
        ..one
    };
    let decide = async |o: &ObjectionRecord| {
        let o = o.clone();
        write(&store.db, move |tx| public_notice::decide(tx, &o)).await
    };
    decide(&decided).await.unwrap();
    let otherwise = ObjectionRecord {
        status: ObjectionStatus::Dismissed,
        ..decided.clone()
    };
    assert!(matches!(decide(&otherwise).await, Err(StoreError::Stale)));
    let (kept, tallies) = store
        .db
        .read(move |conn| {
            Ok::<_, StoreError>((
                public_notice::objection(conn, id, 1)?,
                public_notice::tallies(conn, &[id])?,
            ))
        })
        .await
        .unwrap();
    assert_eq!((kept, tallies), (decided, vec![(id, 2, 1)]));
}
