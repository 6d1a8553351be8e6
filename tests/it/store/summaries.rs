use domain::id::SummaryId;
use domain::region::RegionLevel;
use domain::statistics::Figures;
use domain::summary::{
    FigureOverride, SummaryContent, SummaryFigures, SummaryLevel, SummaryStatus, SummaryStep,
};
use persistence::summary::{self, EventRecord, SubmissionRecord, SummaryFilter, SummaryRecord, Whose};

use super::*;

fn a_summary(n: u128, region: &str) -> SummaryRecord {
    SummaryRecord {
        id: SummaryId::new(uuid(9000 + n)),
        edition: "2024".into(),
        level: SummaryLevel::of(code(region).level()).unwrap(),
        region_code: code(region),
        organization_id: None,
        line: None,
        recipient: code("330300"),
        status: SummaryStatus::Draft,
        last_event_seq: 1,
        content: SummaryContent {
            service: "𠮷".into(),
            overrides: [(
                "filed".to_owned(),
                FigureOverride {
                    value: 7,
                    reason: "补".into(),
                },
            )]
            .into(),
            ..SummaryContent::default()
        },
        submission: 0,
        late: false,
        submitted_at: None,
        version: 1,
        created_at: at("2024-09-20T00:00:00.000001Z"),
        updated_at: at("2024-09-20T00:00:00.000002Z"),
    }
}

fn an_event(store: &Store, seq: i32, step: SummaryStep, to_status: SummaryStatus) -> EventRecord {
    EventRecord {
        seq,
        step,
        to_status,
        reason: (seq > 1).then(|| "因为".to_owned()),
        actor: store.account,
        at: at("2024-09-20T00:00:00.000003Z"),
    }
}

async fn insert(store: &Store, s: &SummaryRecord) -> bool {
    let (s, first) = (
        s.clone(),
        an_event(store, 1, SummaryStep::Create, SummaryStatus::Draft),
    );
    write(&store.db, move |tx| summary::insert(tx, &s, &first))
        .await
        .unwrap()
}

#[tokio::test]
async fn every_column_comes_back_and_there_is_one_of_each_unit() {
    let store = Store::new().await;
    let s = a_summary(1, "330302");
    assert!(insert(&store, &s).await);
    assert!(
        !insert(&store, &a_summary(2, "330302")).await,
        "the region has one"
    );
    let organization = SummaryRecord {
        organization_id: Some(store.organization),
        level: SummaryLevel::Organization,
        line: Some("societies".into()),
        ..a_summary(3, "330302")
    };
    assert!(
        insert(&store, &organization).await,
        "an organisation's is another"
    );
    let again = SummaryRecord {
        id: SummaryId::new(uuid(9004)),
        ..organization.clone()
    };
    assert!(!insert(&store, &again).await);
    let found = store
        .db
        .read(move |conn| summary::find(conn, s.id))
        .await
        .unwrap();
    assert_eq!(found, a_summary(1, "330302"));
    let found = store
        .db
        .read(move |conn| summary::find(conn, organization.id))
        .await
        .unwrap();
    assert_eq!(
        (found.organization_id, found.line.as_deref()),
        (Some(store.organization), Some("societies"))
    );
    // A step with its event; the second writer on the same version loses.
    let next = SummaryRecord {
        status: SummaryStatus::Submitted,
        last_event_seq: 2,
        submission: 1,
        late: true,
        submitted_at: Some(at("2024-09-29T00:00:00Z")),
        version: 2,
        ..a_summary(1, "330302")
    };
    let event = an_event(&store, 2, SummaryStep::Submit, SummaryStatus::Submitted);
    let submission = SubmissionRecord {
        number: 1,
        content: next.content.clone(),
        figures: SummaryFigures {
            as_of: Some(at("2024-09-29T00:00:00Z")),
            total: domain::summary::SummaryLine {
                figures: Figures {
                    filed: 3,
                    photos: 4,
                    ..Figures::default()
                },
                ..domain::summary::SummaryLine::default()
            },
            ..SummaryFigures::default()
        },
        late: true,
        submitted_by: store.account,
        submitted_at: at("2024-09-29T00:00:00Z"),
    };
    let (one, e, frozen) = (next.clone(), event.clone(), submission.clone());
    write(&store.db, move |tx| {
        summary::save(tx, &one, 1)?;
        summary::append(tx, one.id, &e)?;
        summary::freeze(tx, one.id, &frozen)
    })
    .await
    .unwrap();
    let stale = next.clone();
    let lost = write(&store.db, move |tx| summary::save(tx, &stale, 1)).await;
    assert!(matches!(lost, Err(StoreError::Stale)));
    let id = next.id;
    assert_eq!(
        store.db.read(move |conn| summary::find(conn, id)).await.unwrap(),
        next
    );
    assert_eq!(
        store
            .db
            .read(move |conn| summary::submission(conn, id, 1))
            .await
            .unwrap(),
        submission
    );
    let events = store
        .db
        .read(move |conn| summary::events(conn, id))
        .await
        .unwrap();
    assert_eq!(
        events,
        [
            an_event(&store, 1, SummaryStep::Create, SummaryStatus::Draft),
            event
        ]
    );
}

#[tokio::test]
async fn a_status_without_its_event_is_refused_by_the_database() {
    let store = Store::new().await;
    insert(&store, &a_summary(1, "330302")).await;
    let forged = SummaryRecord {
        status: SummaryStatus::Accepted,
        version: 2,
        ..a_summary(1, "330302")
    };
    assert!(
        write(&store.db, move |tx| summary::save(tx, &forged, 1))
            .await
            .is_err()
    );
}

#[tokio::test]
async fn lists_are_cut_by_region_and_missing_ones_are_known() {
    let store = Store::new().await;
    insert(&store, &a_summary(1, "330302")).await;
    let filter = |whose| SummaryFilter {
        edition: Some("2024".into()),
        within: None,
        level: None,
        status: None,
        recipient: None,
        whose,
        after: None,
    };
    let below = filter(Whose::Below(code("330300"), Vec::new()));
    assert_eq!(
        store
            .db
            .read(move |conn| summary::list(conn, &below, 9))
            .await
            .unwrap(),
        [],
        "never handed in"
    );
    let own = filter(Whose::Regions(vec![code("330302")]));
    assert_eq!(
        store
            .db
            .read(move |conn| summary::list(conn, &own, 9))
            .await
            .unwrap()
            .len(),
        1
    );
    let missing = store
        .db
        .read(|conn| summary::missing(conn, "2024", &code("330000"), RegionLevel::County))
        .await
        .unwrap();
    assert!(missing.contains(&code("330302")), "{missing:?}");
}
