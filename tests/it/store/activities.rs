use domain::activity::content::{Mode, Session, Unit};
use domain::activity::status::{Stage, Status, Step};
use domain::id::OrganizationId;
use domain::review::{QueueShare, QueueSort};
use harness::database;
use persistence::activity::{
    ActivityFilter, ActivityRecord, Cursor, ListScope, RevisionRecord, delete, find, freeze, list, revisions,
    save,
};
use persistence::review::{QueueFilter, Waiting};
use persistence::{Engine, StoreError, event, organization, review};

use super::*;

#[tokio::test]
async fn every_column_comes_back_as_it_went_in() {
    let store = Store::new().await;
    let mut a = store.draft(1);
    a.content.mode = Some(Mode::Mixed);
    a.content.category = Some("more".into());
    a.content.region_code = Some(code("330302"));
    a.content.sessions = vec![Session {
        starts_at: Some(at("2024-09-15T01:00:00.000003Z")),
        ends_at: Some(at("2024-09-15T03:00:00Z")),
    }];
    a.content.detail_html = Some("<p>“引号”\\ 与 'SQL' 与 𠮷</p>".into());
    a.back_filed = true;
    a.submitted_at = Some(at("2024-09-02T00:00:00Z"));
    a.approved_at = Some(at("2024-09-03T00:00:00Z"));
    store.insert(&a).await;
    let id = a.id;
    let (found, events) = store
        .db
        .read(move |conn| Ok::<_, StoreError>((find(conn, id)?, event::of_activity(conn, id)?)))
        .await
        .unwrap();
    assert_eq!(found, a);
    assert_eq!(events, vec![an_event(&a, Step::Create, None)]);
}

#[tokio::test]
async fn a_status_without_its_event_is_refused_by_the_database() {
    let store = Store::new().await;
    let a = store.draft(1);
    store.insert(&a).await;
    let mut jumped = a.clone();
    jumped.status = Status::Approved;
    jumped.version = 2;
    let error = write(&store.db, move |tx| save(tx, &jumped, 1))
        .await
        .unwrap_err();
    assert!(matches!(error, StoreError::Broken(_)), "{error}");
    let id = a.id;
    assert_eq!(
        store.db.read(move |conn| find(conn, id)).await.unwrap(),
        a,
        "nothing was half-written"
    );
    // Not even by somebody who reaches the database itself.
    let refused = store
        .database
        .tamper("UPDATE activities SET status = 'approved'")
        .unwrap_err();
    assert!(refused.to_lowercase().contains("foreign key"), "{refused}");
}

#[tokio::test]
async fn an_insert_without_its_event_is_refused() {
    let store = Store::new().await;
    let a = store.draft(1);
    assert!(
        write(&store.db, move |tx| activity::insert(tx, &a))
            .await
            .is_err()
    );
}

#[tokio::test]
async fn of_two_writers_one_wins() {
    let store = Store::new().await;
    let a = store.draft(1);
    store.insert(&a).await;
    let change = |title: &str| ActivityRecord {
        version: 2,
        content: ActivityContent {
            title: Some(title.into()),
            ..a.content.clone()
        },
        ..a.clone()
    };
    let (first, second) = (change("甲"), change("乙"));
    write(&store.db, move |tx| save(tx, &first, 1)).await.unwrap();
    let error = write(&store.db, move |tx| save(tx, &second, 1))
        .await
        .unwrap_err();
    assert!(matches!(error, StoreError::Stale), "{error}");
    let id = a.id;
    let found = store.db.read(move |conn| find(conn, id)).await.unwrap();
    assert_eq!(found.content.title.as_deref(), Some("甲"));
}

#[tokio::test]
async fn links_follow_the_content_and_a_deleted_draft_leaves_nothing() {
    let store = Store::new().await;
    let other = OrganizationId::new(uuid(3));
    write(&store.db, move |tx| {
        organization::insert(tx, &an_organization(other, "瑞安市科学技术协会"), &[])
    })
    .await
    .unwrap();
    let mut a = store.draft(1);
    a.content.hosts = vec![Unit {
        organization_id: Some(other),
        name: "瑞安市科学技术协会".into(),
    }];
    store.insert(&a).await;
    let id = a.id;
    write(&store.db, move |tx| delete(tx, id, 1)).await.unwrap();
    let gone = store.db.read(move |conn| find(conn, id)).await.unwrap_err();
    assert!(matches!(gone, StoreError::NotFound));
    assert!(
        store
            .db
            .read(move |conn| event::of_activity(conn, id))
            .await
            .unwrap()
            .is_empty()
    );
    assert!(matches!(
        write(&store.db, move |tx| delete(tx, id, 1)).await,
        Err(StoreError::Stale)
    ));
}

#[tokio::test]
async fn a_failed_transaction_leaves_nothing_behind() {
    let store = Store::new().await;
    let (a, id) = (store.draft(1), store.draft(1).id);
    let failed: Result<(), StoreError> = store
        .db
        .write(move |tx| {
            activity::insert(tx, &a)?;
            event::append(tx, &an_event(&a, Step::Create, None))?;
            Err(StoreError::Stale)
        })
        .await;
    assert!(failed.is_err());
    assert!(matches!(
        store.db.read(move |conn| find(conn, id)).await,
        Err(StoreError::NotFound)
    ));
}

#[tokio::test]
async fn revisions_are_kept_in_order() {
    let store = Store::new().await;
    let a = store.draft(1);
    store.insert(&a).await;
    let revision = |number| RevisionRecord {
        number,
        content: a.content.clone(),
        sealed: vec![7],
        submitted_by: a.created_by,
        submitted_at: at("2024-09-02T00:00:00Z"),
    };
    let (one, two, id) = (revision(1), revision(2), a.id);
    let kept = vec![two.clone(), one.clone()];
    write(&store.db, move |tx| {
        freeze(tx, id, &one)?;
        freeze(tx, id, &two)
    })
    .await
    .unwrap();
    assert_eq!(
        store.db.read(move |conn| revisions(conn, id)).await.unwrap(),
        kept
    );
    let again = kept[0].clone();
    assert!(
        write(&store.db, move |tx| freeze(tx, id, &again)).await.is_err(),
        "a revision is never replaced"
    );
}

#[tokio::test]
async fn a_list_walks_through_everything_once() {
    let store = Store::new().await;
    for n in 0..25 {
        let mut a = store.draft(n);
        // Equal times: the id decides.
        a.updated_at = at("2024-09-01T00:00:00Z").plus_seconds(i64::try_from(n / 5).unwrap());
        store.insert(&a).await;
    }
    let scope = ListScope::Organization(store.organization);
    let mut seen = Vec::new();
    let mut after = None;
    loop {
        let (scope, filter) = (
            scope.clone(),
            ActivityFilter {
                after,
                ..ActivityFilter::default()
            },
        );
        let page = store
            .db
            .read(move |conn| list(conn, &scope, &filter, 4))
            .await
            .unwrap();
        let Some(last) = page.last() else { break };
        after = Some(Cursor {
            at: last.updated_at,
            id: last.id,
        });
        seen.extend(
            page.into_iter()
                .map(|item| (std::cmp::Reverse(item.updated_at), std::cmp::Reverse(item.id))),
        );
    }
    assert_eq!(seen.len(), 25);
    assert!(seen.is_sorted(), "latest first");
    let filter = ActivityFilter {
        title: Some("活动1%".into()),
        ..ActivityFilter::default()
    };
    let none = store
        .db
        .read(move |conn| list(conn, &scope, &filter, 10))
        .await
        .unwrap();
    assert!(none.is_empty(), "a percent sign is just a character");
}

#[tokio::test]
async fn regions_and_lines_cut_queues_and_drafts_stay_out() {
    let store = Store::new().await;
    let mut waiting = store.draft(1);
    waiting.status = Status::ProvinceReview;
    waiting.submitted_at = Some(at("2024-09-02T00:00:00Z"));
    store.insert(&waiting).await;
    store.insert(&store.draft(2)).await;
    let entry = Waiting {
        activity_id: waiting.id,
        stage: Stage::Province,
        edition: waiting.edition.clone(),
        review_region: waiting.review_region.clone(),
        line: waiting.line.clone(),
        submitted_at: at("2024-09-02T00:00:00Z"),
        starts_at: at("2024-09-15T00:00:00Z"),
        risk: 0,
    };
    write(&store.db, move |tx| review::enter(tx, &entry))
        .await
        .unwrap();
    let account = store.account;
    let in_queue = |region: &str, lines: &[&str]| {
        let filter = QueueFilter {
            stage: Stage::Province,
            region: code(region),
            lines: lines.iter().map(|l| (*l).to_owned()).collect(),
            within: None,
            edition: None,
            sort: QueueSort::Age,
            share: QueueShare::All,
            account,
            now: at("2024-09-02T00:00:00Z"),
            after: None,
        };
        let db = store.db.clone();
        async move {
            db.read(move |conn| review::queue(conn, &filter, 10))
                .await
                .unwrap()
                .len()
        }
    };
    for region in ["100000", "330000", "330300", "330302"] {
        assert_eq!(in_queue(region, &[]).await, 1, "{region}");
    }
    assert_eq!(in_queue("110000", &[]).await, 0);
    assert_eq!(in_queue("330000", &["societies"]).await, 1);
    assert_eq!(in_queue("330000", &["universities"]).await, 0);
    let scope = ListScope::Region(code("330000"), Vec::new());
    let listed = store
        .db
        .read(move |conn| list(conn, &scope, &ActivityFilter::default(), 10))
        .await
        .unwrap();
    assert_eq!(listed.len(), 1, "an official does not see drafts");
}

#[tokio::test]
async fn a_locked_database_is_unavailable_not_broken() {
    if database::engine() != Engine::Sqlite {
        return; // PostgreSQL has no lock on the whole database.
    }
    use diesel::Connection;
    use diesel::connection::SimpleConnection;
    let store = Store::new().await;
    let path = store.database.url().replace("sqlite://", "");
    let mut other = diesel::SqliteConnection::establish(&path).unwrap();
    other.batch_execute("BEGIN EXCLUSIVE").unwrap();
    let a = store.draft(1);
    let error = write(&store.db, move |tx| activity::insert(tx, &a))
        .await
        .unwrap_err();
    assert!(matches!(error, StoreError::Unavailable(_)), "{error}");
    other.batch_execute("ROLLBACK").unwrap();
    store.insert(&store.draft(1)).await;
}
