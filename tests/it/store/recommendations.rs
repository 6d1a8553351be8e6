use domain::id::{EntryId, ListId};
use domain::recommendation::{EntryStatus, ListStatus, Subject};
use persistence::recommendation::{self, EntryRecord, ListFilter, ListRecord};

use super::supplements::a_file;
use super::*;

const MONDAY: &str = "2024-10-07T00:00:00Z";

pub fn a_list(n: u128, region: &str, subject: Subject) -> ListRecord {
    ListRecord {
        id: ListId::new(uuid(3000 + n)),
        edition: "2024".into(),
        region_code: code(region),
        subject,
        status: ListStatus::Open,
        slots: 20,
        lock_on: None,
        opinion: String::new(),
        scan_id: None,
        returned_reason: None,
        weights: std::collections::BTreeMap::new(),
        version: 1,
        locked_at: None,
        endorsed_at: None,
        created_at: at("2024-10-07T00:00:00.000001Z"),
        updated_at: at("2024-10-07T00:00:00.000002Z"),
    }
}

/// An organisation on a list, at a place among the chosen.
pub fn an_entry(store: &Store, list: ListId, n: u128, position: i32) -> EntryRecord {
    EntryRecord {
        id: EntryId::new(uuid(4000 + n)),
        list_id: list,
        activity_id: None,
        organization_id: store.organization,
        region_code: code("330302"),
        name: format!("第{n}个"),
        status: EntryStatus::Listed,
        position,
        opinion: String::new(),
        note: String::new(),
        source_id: None,
        from_region: None,
        reason: None,
        frozen: None,
        added_by: store.account,
        added_at: at("2024-10-07T00:00:00.000003Z"),
        updated_at: at(MONDAY),
    }
}

pub async fn open(store: &Store, l: &ListRecord) -> ListRecord {
    let l = l.clone();
    write(&store.db, move |tx| recommendation::open(tx, &l))
        .await
        .unwrap()
}

pub async fn insert(store: &Store, e: &EntryRecord) -> bool {
    let e = e.clone();
    write(&store.db, move |tx| recommendation::insert_entry(tx, &e))
        .await
        .unwrap()
}

async fn find(store: &Store, id: ListId) -> ListRecord {
    store
        .db
        .read(move |conn| recommendation::find(conn, id))
        .await
        .unwrap()
}

#[tokio::test]
async fn a_list_opened_twice_is_one_and_comes_back() {
    let store = Store::new().await;
    let one = a_list(1, "330302", Subject::Activity);
    let same = ListRecord {
        id: ListId::new(uuid(3002)),
        ..one.clone()
    };
    let (x, y) = tokio::join!(open(&store, &one), open(&store, &same));
    assert_eq!(x, y, "both have the same list");
    let other = a_list(3, "330302", Subject::Organization);
    assert_eq!(open(&store, &other).await, other, "another subject, another list");
    let scan = a_file(&store, 1).await;
    let full = ListRecord {
        status: ListStatus::Endorsed,
        slots: 7,
        lock_on: Some("2024-10-15".parse().unwrap()),
        opinion: "同意“推荐”".into(),
        scan_id: Some(scan),
        returned_reason: Some("请补盖章".into()),
        weights: [("scale".to_owned(), 40), ("publicity".to_owned(), 60)].into(),
        version: 2,
        locked_at: Some(at("2024-10-16T00:00:00.000001Z")),
        endorsed_at: Some(at("2024-10-17T00:00:00.000001Z")),
        updated_at: at("2024-10-17T00:00:00.000001Z"),
        ..x.clone()
    };
    let save = async |l: &ListRecord, expected| {
        let l = l.clone();
        write(&store.db, move |tx| recommendation::save(tx, &l, expected)).await
    };
    save(&full, 1).await.unwrap();
    assert!(matches!(save(&full, 1).await, Err(StoreError::Stale)));
    let id = x.id;
    let (found, by_key, mut all, none, regions) = store
        .db
        .read(move |conn| {
            Ok::<_, StoreError>((
                recommendation::find(conn, id)?,
                recommendation::find_of(conn, "2024", &code("330302"), Subject::Activity)?,
                recommendation::find_all(conn, &[other.id, id])?,
                recommendation::find_of(conn, "2024", &code("330300"), Subject::Activity)?,
                recommendation::scanned(conn, scan)?,
            ))
        })
        .await
        .unwrap();
    assert_eq!((&found, by_key.as_ref(), none), (&full, Some(&full), None));
    all.sort_by_key(|l| l.subject.as_str());
    assert_eq!(all, [full, a_list(3, "330302", Subject::Organization)]);
    assert_eq!(regions, [code("330302")]);
    // What is none again is none.
    let bare = ListRecord { version: 3, ..x };
    save(&bare, 2).await.unwrap();
    assert_eq!(find(&store, id).await, bare);
}

#[tokio::test]
async fn an_open_list_is_held_and_a_locked_one_is_not() {
    let store = Store::new().await;
    let mut l = open(&store, &a_list(1, "330302", Subject::Activity)).await;
    let id = l.id;
    let later = at("2024-10-08T00:00:00Z");
    let touch_open = async || {
        write(&store.db, move |tx| recommendation::touch_open(tx, id, later))
            .await
            .unwrap()
    };
    assert!(touch_open().await);
    let held = find(&store, id).await;
    assert_eq!((held.version, held.updated_at), (2, later));
    l = ListRecord {
        status: ListStatus::Locked,
        version: 3,
        ..held
    };
    let locked = l.clone();
    write(&store.db, move |tx| recommendation::save(tx, &locked, 2))
        .await
        .unwrap();
    assert!(!touch_open().await);
    assert_eq!(find(&store, id).await, l, "nothing was changed");
    write(&store.db, move |tx| recommendation::touch(tx, id, at(MONDAY)))
        .await
        .unwrap();
    let held = find(&store, id).await;
    assert_eq!((held.version, held.updated_at), (4, at(MONDAY)));
}

async fn lists_of(store: &Store, f: &ListFilter, limit: usize) -> Vec<(String, Subject, String)> {
    let f = f.clone();
    store
        .db
        .read(move |conn| recommendation::list(conn, &f, limit))
        .await
        .unwrap()
        .into_iter()
        .map(|(l, name)| (l.region_code.to_string(), l.subject, name))
        .collect()
}

async fn many_lists(store: &Store) {
    write(&store.db, |tx| {
        reference::add_regions(
            tx,
            &[
                region("330400", "嘉兴市", Some("330000")),
                region("110000", "北京市", Some("100000")),
            ],
        )
    })
    .await
    .unwrap();
    let regions = ["330302", "100000", "330400", "330000", "330300", "110000"];
    for (n, region) in (0..).step_by(2).zip(regions) {
        open(store, &a_list(n, region, Subject::Organization)).await;
        open(store, &a_list(n + 1, region, Subject::Activity)).await;
    }
}

#[tokio::test]
async fn lists_are_walked_by_region_each_before_its_own_parts() {
    use Subject::{Activity, Organization};
    let store = Store::new().await;
    many_lists(&store).await;
    let filter = |region: &str| ListFilter {
        edition: Some("2024".into()),
        region: code(region),
        subject: None,
        after: None,
    };
    for (region, expected) in [
        (
            "100000",
            &["100000", "110000", "330000", "330300", "330302", "330400"][..],
        ),
        ("330000", &["330000", "330300", "330302", "330400"]),
        ("330300", &["330300", "330302"]),
        ("330302", &["330302"]),
        ("440000", &[]),
    ] {
        let mut f = filter(region);
        let mut walked = Vec::new();
        while let Some((region, subject, _)) = lists_of(&store, &f, 1).await.pop() {
            f.after = Some((region.clone(), subject.as_str().to_owned(), "2024".to_owned()));
            walked.push((region, subject));
        }
        let expected: Vec<_> = expected
            .iter()
            .flat_map(|code| [Activity, Organization].map(|s| ((*code).to_owned(), s)))
            .collect();
        assert_eq!(walked, expected, "{region}");
    }
    let mut f = filter("330300");
    f.subject = Some(Organization);
    let named = [("330300", "温州市"), ("330302", "鹿城区")];
    let named = named.map(|(code, name)| (code.to_owned(), Organization, name.to_owned()));
    assert_eq!(lists_of(&store, &f, 10).await, named);
    f.edition = Some("2023".into());
    assert_eq!(lists_of(&store, &f, 10).await, []);
}

#[tokio::test]
async fn lists_of_two_editions_are_walked_without_a_gap() {
    let store = Store::new().await;
    write(&store.db, |tx| {
        reference::put_edition(tx, &edition("2025", false), at(MONDAY))
    })
    .await
    .unwrap();
    let one = a_list(1, "330302", Subject::Activity);
    let next_year = ListRecord {
        edition: "2025".into(),
        ..a_list(2, "330302", Subject::Activity)
    };
    open(&store, &one).await;
    open(&store, &next_year).await;
    let mut f = ListFilter {
        edition: None,
        region: code("330000"),
        subject: None,
        after: None,
    };
    let mut walked = Vec::new();
    loop {
        let asked = f.clone();
        let page = store
            .db
            .read(move |conn| recommendation::list(conn, &asked, 1))
            .await
            .unwrap();
        let Some((l, _)) = page.into_iter().next() else {
            break;
        };
        let place = (l.region_code.to_string(), l.subject.as_str().to_owned());
        f.after = Some((place.0, place.1, l.edition.clone()));
        walked.push(l.edition);
    }
    assert_eq!(walked, ["2024", "2025"]);
}

#[tokio::test]
async fn open_lists_are_found_by_their_last_day() {
    let store = Store::new().await;
    let mut ids = Vec::new();
    for (n, region, status, lock_on) in [
        (1, "330302", ListStatus::Open, Some("2024-10-12")),
        (2, "330300", ListStatus::Open, Some("2024-10-10")),
        (3, "330000", ListStatus::Open, Some("2024-10-13")),
        (4, "100000", ListStatus::Locked, Some("2024-10-11")),
    ] {
        let l = ListRecord {
            status,
            lock_on: lock_on.map(|day: &str| day.parse().unwrap()),
            ..a_list(n, region, Subject::Activity)
        };
        ids.push(open(&store, &l).await.id);
    }
    open(&store, &a_list(5, "330302", Subject::Organization)).await;
    let due = async |from: &str, until: &str, limit| {
        let (from, until) = (from.parse().unwrap(), until.parse().unwrap());
        let found = store
            .db
            .read(move |conn| recommendation::locking_by(conn, from, until, limit))
            .await
            .unwrap();
        found.into_iter().map(|l| l.id).collect::<Vec<_>>()
    };
    assert_eq!(due("2024-10-10", "2024-10-12", 10).await, [ids[1], ids[0]]);
    assert_eq!(due("2024-10-10", "2024-10-12", 1).await, [ids[1]]);
    assert_eq!(due("2024-10-11", "2024-10-11", 10).await, [], "locked already");
}
