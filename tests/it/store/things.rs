use domain::dictionary::{DictionaryEntry, DictionaryName};
use domain::id::MediaId;
use domain::media::{MediaKind, MediaStatus};
use persistence::media;
use persistence::media::MediaRecord;
use persistence::organization::OrganizationFilter;
use persistence::search::{tokens_for, tokens_of};

use super::*;

#[tokio::test]
async fn organisations_are_found_by_every_token_and_changed_by_version() {
    let store = Store::new().await;
    let id = OrganizationId::new(uuid(40));
    let mut one = an_organization(id, "瑞安市科学技术协会");
    one.certification = domain::organization::Certification::Provisional;
    let kept = one.clone();
    write(&store.db, move |tx| {
        organization::insert(tx, &one, &tokens_of("瑞安市科学技术协会 raskx"))
    })
    .await
    .unwrap();
    assert_eq!(
        store
            .db
            .read(move |conn| organization::find(conn, id))
            .await
            .unwrap(),
        kept
    );
    let search = |text: &str, region: Option<&str>| {
        let filter = OrganizationFilter {
            tokens: tokens_for(text),
            region: region.map(code),
            ..OrganizationFilter::default()
        };
        let db = store.db.clone();
        async move {
            db.read(move |conn| organization::list(conn, &filter, 10))
                .await
                .unwrap()
                .len()
        }
    };
    assert_eq!(search("瑞安科学", None).await, 0, "the pair 安科 does not occur");
    assert_eq!(search("科学技术", None).await, 1);
    assert_eq!(search("raskx", Some("330300")).await, 1);
    assert_eq!(search("raskx", Some("330302")).await, 1);
    assert_eq!(search("raskx", Some("110000")).await, 0);
    let mut renamed = kept.clone();
    renamed.full_name = "瑞安市科协".into();
    renamed.version = 2;
    let (first, second) = (renamed.clone(), renamed);
    write(&store.db, move |tx| {
        organization::save(tx, &first, 1, &tokens_of("瑞安市科协"))
    })
    .await
    .unwrap();
    assert!(matches!(
        write(&store.db, move |tx| organization::save(tx, &second, 1, &[])).await,
        Err(StoreError::Stale)
    ));
    assert_eq!(search("raskx", None).await, 0, "old tokens are gone");
}

#[tokio::test]
async fn a_file_ends_its_upload_once() {
    let store = Store::new().await;
    let mut one = MediaRecord {
        id: MediaId::new(uuid(50)),
        kind: MediaKind::Video,
        status: MediaStatus::Pending,
        file_name: "视频.mp4".into(),
        content_type: "video/mp4".into(),
        size: 3_000_000_000,
        sha256: Some("ab".repeat(32)),
        object_key: "pending/1".into(),
        upload_id: Some("u".into()),
        width: Some(1920),
        height: Some(1080),
        duration_ms: Some(190_020),
        perceptual_hash: Some(i64::MIN),
        variants: [("thumb".to_owned(), "files/1/thumb".to_owned())].into(),
        created_by: store.account,
        created_at: at("2024-09-01T00:00:00Z"),
        expires_at: at("2024-09-02T00:00:00Z"),
    };
    let (id, first) = (one.id, one.clone());
    write(&store.db, move |tx| media::insert(tx, &first))
        .await
        .unwrap();
    assert_eq!(
        store.db.read(move |conn| media::find(conn, id)).await.unwrap(),
        one
    );
    assert_eq!(
        store
            .db
            .read(|conn| media::abandoned(conn, at("2024-09-03T00:00:00Z"), 10))
            .await
            .unwrap(),
        vec![one.clone()]
    );
    one.status = MediaStatus::Ready;
    one.upload_id = None;
    let (ready, again) = (one.clone(), one.clone());
    write(&store.db, move |tx| media::finish(tx, &ready))
        .await
        .unwrap();
    assert!(matches!(
        write(&store.db, move |tx| media::finish(tx, &again)).await,
        Err(StoreError::Stale)
    ));
    assert_eq!(
        store
            .db
            .read(move |conn| media::find_all(conn, &[id]))
            .await
            .unwrap(),
        vec![one]
    );
    assert!(
        !store
            .db
            .read(move |conn| media::is_public(conn, id))
            .await
            .unwrap()
    );
}

#[tokio::test]
async fn editions_and_dictionaries_are_replaced_and_one_is_current() {
    let store = Store::new().await;
    let entry = DictionaryEntry {
        code: "a".into(),
        name: "甲".into(),
        name_en: "A".into(),
        line: Some("l".into()),
    };
    let kept = entry.clone();
    write(&store.db, move |tx| {
        reference::put_edition(tx, &edition("2025", true), at("2025-01-01T00:00:00Z"))?;
        reference::put_dictionary(tx, DictionaryName::Forms, &[], at("2025-01-01T00:00:00Z"))?;
        reference::put_dictionary(tx, DictionaryName::Forms, &[entry], at("2025-01-01T00:00:00Z"))
    })
    .await
    .unwrap();
    let (all, dictionaries, current) = store
        .db
        .read(|conn| {
            Ok::<_, StoreError>((
                reference::all_editions(conn)?,
                reference::all_dictionaries(conn)?,
                reference::edition(conn, "current")?,
            ))
        })
        .await
        .unwrap();
    assert_eq!(
        all.iter()
            .map(|e| (e.key.as_str(), e.current))
            .collect::<Vec<_>>(),
        [("2025", true), ("2024", false)]
    );
    assert_eq!(current.unwrap().key, "2025");
    assert_eq!(dictionaries.forms, vec![kept]);
}

#[tokio::test]
async fn regions_know_their_children() {
    let store = Store::new().await;
    let (wenzhou, below, found) = store
        .db
        .read(|conn| {
            Ok::<_, StoreError>((
                reference::region(conn, &code("330300"))?.unwrap(),
                reference::children(conn, &code("330300"))?,
                reference::search_regions(conn, "鹿_", 5)?,
            ))
        })
        .await
        .unwrap();
    assert!(wenzhou.has_children);
    assert_eq!(below, vec![region("330302", "鹿城区", Some("330300"))]);
    assert!(found.is_empty(), "an underscore is just a character");
}
