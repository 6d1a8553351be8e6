use std::collections::BTreeMap;

use domain::exchange::{ImportKind, ImportOutcome, ImportState, NewImport, OnFaults};
use domain::id::{ExportId, ImportId, MediaId};
use domain::media::{MediaKind, MediaStatus};
use persistence::export::{self, ExportRecord};
use persistence::import::{self, ImportKey, ImportRecord, Progress};
use persistence::media::{self, MediaRecord};

use super::*;

const MONDAY: &str = "2024-09-16T00:00:00.000001Z";

async fn a_file(store: &Store) -> MediaId {
    let id = MediaId::new(uuid(70));
    let record = MediaRecord {
        id,
        kind: MediaKind::Attachment,
        status: MediaStatus::Ready,
        file_name: "活动.xlsx".into(),
        content_type: "text/csv".into(),
        size: 1,
        sha256: None,
        object_key: "pending/70".into(),
        upload_id: None,
        width: None,
        height: None,
        duration_ms: None,
        perceptual_hash: None,
        variants: BTreeMap::new(),
        created_by: store.account,
        created_at: at(MONDAY),
        expires_at: at(MONDAY),
    };
    write(&store.db, move |tx| media::insert(tx, &record))
        .await
        .unwrap();
    id
}

#[tokio::test]
async fn an_import_comes_back_as_it_was_stored_and_one_of_two_writers_wins() {
    let store = Store::new().await;
    let media_id = a_file(&store).await;
    let id = ImportId::new(uuid(71));
    let mut i = ImportRecord {
        id,
        kind: ImportKind::Activities,
        created_by: store.account,
        media_id,
        state: ImportState::Importing,
        request: NewImport {
            kind: ImportKind::Activities,
            media_id,
            dry_run: true,
            edition: "2024".into(),
            outcome: ImportOutcome::Submissions,
            on_faults: OnFaults::ImportNothing,
            organization_id: Some(store.organization),
            region_code: Some(code("330300")),
        },
        progress: Progress {
            edition: Some("2024".into()),
            file_name: "活动.xlsx".into(),
            sheet: Some("活动 𠮷".into()),
            total: 10,
            done: 5,
            imported: 2,
            repeated: 1,
            faulty: 2,
            without_poster: 2,
            hidden: 1,
            hidden_rows: vec![9],
            ignored_columns: vec!["备注（B）".into()],
            failure: Some(("sheet_empty".into(), vec!["a".into()])),
        },
        version: 1,
        created_at: at(MONDAY),
        finished_at: None,
    };
    let made = i.clone();
    write(&store.db, move |tx| import::insert(tx, &made))
        .await
        .unwrap();
    assert_eq!(
        store.db.read(move |conn| import::find(conn, id)).await.unwrap(),
        i
    );
    i.version = 2;
    i.state = ImportState::Finished;
    i.finished_at = Some(at(MONDAY));
    let (first, second) = (i.clone(), i.clone());
    write(&store.db, move |tx| import::save(tx, &first, 1))
        .await
        .unwrap();
    let late = write(&store.db, move |tx| import::save(tx, &second, 1)).await;
    assert!(matches!(late, Err(StoreError::Stale)));
    let account = store.account;
    let mine = store
        .db
        .read(move |conn| import::list(conn, account, None, 10))
        .await
        .unwrap();
    assert_eq!(mine, [i]);
    assert!(
        store
            .db
            .read(move |conn| import::list(conn, account, Some(id), 10))
            .await
            .unwrap()
            .is_empty()
    );

    let rows = vec![(3, vec![0, 255]), (7, vec![1])];
    let kept = rows.clone();
    write(&store.db, move |tx| import::add_rows(tx, id, &kept))
        .await
        .unwrap();
    assert_eq!(
        store
            .db
            .read(move |conn| import::rows(conn, id, 0, 10))
            .await
            .unwrap(),
        rows
    );
    assert_eq!(
        store
            .db
            .read(move |conn| import::rows(conn, id, 3, 10))
            .await
            .unwrap(),
        rows[1..]
    );
    let gone = write(&store.db, |tx| {
        import::forget_rows(tx, at("2024-09-17T00:00:00Z"))
    })
    .await;
    assert_eq!(gone.unwrap(), 2);

    let key = ImportKey {
        kind: "activities",
        scope: "2024/x".into(),
        key: "A-1".into(),
    };
    for (digest, resource) in [("one", uuid(80)), ("two", uuid(81))] {
        let key = key.clone();
        write(&store.db, move |tx| {
            import::keep_key(tx, &key, digest, resource, id)
        })
        .await
        .unwrap();
    }
    let other = ImportKey {
        scope: "2024/y".into(),
        ..key.clone()
    };
    let known = store
        .db
        .read(move |conn| import::known(conn, &[key, other]))
        .await
        .unwrap();
    let expected = [(
        ("2024/x".to_owned(), "A-1".to_owned()),
        ("two".to_owned(), uuid(81)),
    )];
    assert_eq!(known, expected.into());
}

#[tokio::test]
async fn what_was_taken_away_is_written_down() {
    let store = Store::new().await;
    let mut e = ExportRecord {
        id: ExportId::new(uuid(90)),
        account_id: store.account,
        kind: "activities".into(),
        filter: r#"{"q":"讲座"}"#.into(),
        personal: true,
        rows: None,
        created_at: at(MONDAY),
    };
    let made = e.clone();
    write(&store.db, move |tx| export::insert(tx, &made))
        .await
        .unwrap();
    let id = e.id;
    write(&store.db, move |tx| export::finish(tx, id, 12))
        .await
        .unwrap();
    e.rows = Some(12);
    let account = store.account;
    let mut found = store
        .db
        .read(move |conn| export::of_account(conn, account, 10))
        .await
        .unwrap();
    // jsonb writes it in its own way.
    for one in &mut found {
        one.filter = one.filter.replace(": ", ":");
    }
    assert_eq!(found, [e]);
}
