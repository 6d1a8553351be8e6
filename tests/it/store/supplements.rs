use domain::activity::content::Participants;
use domain::id::MediaId;
use domain::media::{MediaKind, MediaStatus};
use domain::supplement::{ActivitySummary, MediaReport, OutletLevel, PhotoNote, SupplementContent};
use persistence::media::{self, MediaRecord};
use persistence::supplement::{self, ExtensionRecord, SubmissionRecord, SupplementRecord};

use super::*;

const MONDAY: &str = "2024-09-16T00:00:00Z";

/// A file that passed its check.
pub async fn a_file(store: &Store, n: u128) -> MediaId {
    let id = MediaId::new(uuid(5000 + n));
    let record = MediaRecord {
        id,
        kind: MediaKind::Photo,
        status: MediaStatus::Ready,
        file_name: "现场.jpg".into(),
        content_type: "image/jpeg".into(),
        size: 1,
        sha256: None,
        object_key: format!("files/{id}/original"),
        upload_id: None,
        width: None,
        height: None,
        duration_ms: None,
        perceptual_hash: None,
        variants: std::collections::BTreeMap::new(),
        created_by: store.account,
        created_at: at(MONDAY),
        expires_at: at(MONDAY),
    };
    write(&store.db, move |tx| media::insert(tx, &record))
        .await
        .unwrap();
    id
}

fn content() -> SupplementContent {
    let photo = MediaId::new(uuid(5001));
    SupplementContent {
        actual_participants: Participants {
            offline: Some(320),
            online: Some(0),
        },
        numbers_note: Some("下雨，“少”于预期".into()),
        media_reports: vec![MediaReport {
            title: "科学之夜 𠮷".into(),
            outlet: "示例日报".into(),
            level: Some(OutletLevel::City),
            published_on: Some("2024-09-16".parse().unwrap()),
            url: "https://news.example.cn/a?b=1&c='2'".into(),
            screenshot_id: Some(MediaId::new(uuid(5002))),
        }],
        photo_ids: vec![photo],
        photo_notes: [(
            photo,
            PhotoNote {
                caption: "开幕".into(),
                alt: "几名学生在做实验".into(),
            },
        )]
        .into(),
        video_ids: vec![MediaId::new(uuid(5003))],
        summary: ActivitySummary {
            basics: "一\n二".into(),
            results: "三".into(),
            highlights: "四".into(),
            reusable_resources: "五".into(),
            experience: "六".into(),
        },
        online_url: Some("https://live.example.cn/1".into()),
    }
}

pub fn form(store: &Store, id: ActivityId) -> SupplementRecord {
    SupplementRecord {
        activity_id: id,
        content: content(),
        version: 1,
        submission: 0,
        submitted_at: None,
        updated_by: store.account,
        updated_at: at("2024-09-16T00:00:00.000001Z"),
    }
}

async fn two_activities(store: &Store) -> [ActivityId; 2] {
    let (a, b) = (store.draft(1), store.draft(2));
    store.insert(&a).await;
    store.insert(&b).await;
    [a.id, b.id]
}

pub async fn save(store: &Store, s: &SupplementRecord, expected: i32) -> Result<(), StoreError> {
    let s = s.clone();
    write(&store.db, move |tx| supplement::save(tx, &s, expected)).await
}

#[tokio::test]
async fn a_form_comes_back_and_of_two_writers_one_wins() {
    let store = Store::new().await;
    let [a, b] = two_activities(&store).await;
    let find = async |id| {
        store
            .db
            .read(move |conn| supplement::find(conn, id))
            .await
            .unwrap()
    };
    assert_eq!(find(a).await, None);
    let first = form(&store, a);
    save(&store, &first, 0).await.unwrap();
    assert_eq!(find(a).await.as_ref(), Some(&first));
    assert!(matches!(save(&store, &first, 0).await, Err(StoreError::Stale)));
    let second = SupplementRecord {
        content: SupplementContent::default(),
        version: 2,
        submission: 3,
        submitted_at: Some(at("2024-09-17T00:00:00.000002Z")),
        ..first.clone()
    };
    save(&store, &second, 1).await.unwrap();
    assert!(matches!(save(&store, &first, 1).await, Err(StoreError::Stale)));
    assert_eq!(find(a).await.as_ref(), Some(&second));
    // What is none again is none.
    let third = SupplementRecord { version: 3, ..first };
    save(&store, &third, 2).await.unwrap();
    // Where nothing was saved there is no version to go on from.
    let other = form(&store, b);
    assert!(matches!(save(&store, &other, 1).await, Err(StoreError::Stale)));
    save(&store, &other, 0).await.unwrap();
    let mut all = store
        .db
        .read(move |conn| supplement::find_all(conn, &[b, a, ActivityId::new(uuid(77))]))
        .await
        .unwrap();
    all.sort_by_key(|s| s.activity_id);
    assert_eq!(all, [third, other]);
}

#[tokio::test]
async fn of_two_who_save_first_at_once_one_is_told() {
    let store = Store::new().await;
    let [a, _] = two_activities(&store).await;
    let s = form(&store, a);
    let (x, y) = tokio::join!(save(&store, &s, 0), save(&store, &s, 0));
    assert!(x.is_ok() != y.is_ok(), "{x:?} {y:?}");
}

#[tokio::test]
async fn every_submission_comes_back_in_order() {
    let store = Store::new().await;
    let [a, b] = two_activities(&store).await;
    let submission = |number, day: &str| SubmissionRecord {
        number,
        content: content(),
        submitted_by: store.account,
        submitted_at: at(day),
    };
    let (one, two) = (
        submission(1, "2024-09-17T00:00:00.000003Z"),
        submission(2, "2024-09-18T00:00:00Z"),
    );
    for (id, s) in [(a, &two), (b, &one), (a, &one)] {
        let s = s.clone();
        write(&store.db, move |tx| supplement::freeze(tx, id, &s))
            .await
            .unwrap();
    }
    let again = one.clone();
    let twice = write(&store.db, move |tx| supplement::freeze(tx, a, &again)).await;
    assert!(matches!(twice, Err(StoreError::Duplicate(_))), "{twice:?}");
    let all = store
        .db
        .read(move |conn| supplement::submissions(conn, &[b, a]))
        .await
        .unwrap();
    assert_eq!(all, [(a, one.clone()), (a, two), (b, one)]);
}

#[tokio::test]
async fn every_moved_deadline_comes_back_and_the_last_one_counts() {
    let store = Store::new().await;
    let [a, b] = two_activities(&store).await;
    let moved = |seq, until: &str| ExtensionRecord {
        seq,
        until: until.parse().unwrap(),
        reason: "台风“影响”".into(),
        granted_by: store.account,
        granted_at: at("2024-09-16T00:00:00.000004Z"),
    };
    let extend = async |id, e: &ExtensionRecord| {
        let e = e.clone();
        write(&store.db, move |tx| supplement::extend(tx, id, &e)).await
    };
    let (first, last, other) = (
        moved(1, "2024-10-10"),
        moved(2, "2024-09-30"),
        moved(1, "2024-10-01"),
    );
    for (id, e) in [(a, &last), (a, &first), (b, &other)] {
        extend(id, e).await.unwrap();
    }
    assert!(matches!(
        extend(a, &moved(2, "2024-12-01")).await,
        Err(StoreError::Stale)
    ));
    let (all, current, none) = store
        .db
        .read(move |conn| {
            Ok::<_, StoreError>((
                supplement::extensions(conn, &[b, a])?,
                supplement::extension(conn, a)?,
                supplement::extension(conn, ActivityId::new(uuid(77)))?,
            ))
        })
        .await
        .unwrap();
    assert_eq!(all, [(a, first), (a, last.clone()), (b, other)]);
    assert_eq!((current, none), (Some(last), None));
}

#[tokio::test]
async fn files_and_links_are_those_that_were_named_last() {
    let store = Store::new().await;
    let [a, b] = two_activities(&store).await;
    let (one, two) = (a_file(&store, 1).await, a_file(&store, 2).await);
    let link = async |id, files: Vec<MediaId>, links: Vec<Vec<u8>>| {
        write(&store.db, move |tx| supplement::link(tx, id, &files, &links))
            .await
            .unwrap();
    };
    link(
        a,
        vec![one, two, one],
        vec![vec![1; 32], vec![2; 32], vec![1; 32]],
    )
    .await;
    link(b, vec![two], vec![vec![2; 32]]).await;
    let others = async |id| {
        let mut found = store
            .db
            .read(move |conn| supplement::others_naming(conn, id, &[vec![1; 32], vec![2; 32]]))
            .await
            .unwrap();
        found.sort();
        found
    };
    let shown = async |file| {
        let mut by = store
            .db
            .read(move |conn| media::shown_by(conn, file))
            .await
            .unwrap();
        by.sort_unstable();
        by
    };
    assert_eq!(others(a).await, [(vec![2; 32], b)]);
    assert_eq!(others(b).await, [(vec![1; 32], a), (vec![2; 32], a)]);
    assert_eq!((shown(one).await, shown(two).await), (vec![a], vec![a, b]));
    link(a, vec![two], vec![vec![1; 32]]).await;
    assert_eq!(others(b).await, [(vec![1; 32], a)]);
    assert_eq!((shown(one).await, shown(two).await), (vec![], vec![a, b]));
}

#[tokio::test]
async fn evidence_is_kept_once_and_goes_with_its_file() {
    let store = Store::new().await;
    let (one, two) = (a_file(&store, 1).await, a_file(&store, 2).await);
    write(&store.db, move |tx| {
        supplement::keep_evidence(tx, one, &[0, 255, 7])?;
        supplement::keep_evidence(tx, one, &[9])
    })
    .await
    .unwrap();
    let evidence = async || {
        store
            .db
            .read(move |conn| supplement::evidence(conn, &[two, one]))
            .await
            .unwrap()
    };
    assert_eq!(evidence().await, [(one, vec![0, 255, 7])]);
    write(&store.db, move |tx| media::delete(tx, one)).await.unwrap();
    assert_eq!(evidence().await, []);
}
