use domain::api_client::Scope;
use domain::id::{ApiClientId, ConflictId, EventId, WebhookId};
use domain::organization::{OrganizationEvent, OrganizationHappening};
use domain::registry::{ConflictKind, ConflictStatus};
use domain::webhook::{DeliveryStatus, EventKind};
use persistence::api_client::{self, ApiClientRecord};
use persistence::registry::{self, ConflictRecord, LinkRecord, StateRecord};
use persistence::webhook::{self, DeliveryRecord, WebhookRecord};

use super::*;

const MONDAY: &str = "2024-09-16T00:00:00.000001Z";
const TUESDAY: &str = "2024-09-17T00:00:00Z";

#[tokio::test]
async fn a_client_comes_back_as_it_was_stored_and_one_of_two_writers_wins() {
    let store = Store::new().await;
    let id = ApiClientId::new(store.account.uuid());
    let mut c = ApiClientRecord {
        id,
        name: "平台 𠮷".into(),
        scopes: vec![Scope::ActivitiesRead, Scope::OrganizationsSync],
        region_code: code("330000"),
        organization_ids: vec![store.organization],
        requests_per_minute: 300,
        secret_number: 2,
        secret_digest: vec![0, 1, 255],
        previous: Some((vec![9], at(TUESDAY))),
        rotated_at: at(MONDAY),
        last_used_at: None,
        revoked_at: None,
        version: 1,
        created_by: store.account,
        created_at: at(MONDAY),
        updated_at: at(MONDAY),
    };
    let made = c.clone();
    write(&store.db, move |tx| api_client::insert(tx, &made))
        .await
        .unwrap();
    let find = async || {
        store
            .db
            .read(move |conn| api_client::find(conn, id))
            .await
            .unwrap()
    };
    assert_eq!(find().await, c);
    let unit = store.organization;
    let filing = store
        .db
        .read(move |conn| api_client::filing_for(conn, unit))
        .await;
    assert_eq!(filing.unwrap(), std::slice::from_ref(&c));
    (c.previous, c.revoked_at, c.version) = (None, Some(at(TUESDAY)), 2);
    for (expected, wins) in [(1, true), (1, false)] {
        let next = c.clone();
        let saved = write(&store.db, move |tx| api_client::save(tx, &next, expected)).await;
        assert_eq!(saved.is_ok(), wins);
    }
    write(&store.db, move |tx| api_client::touch(tx, id, at(TUESDAY)))
        .await
        .unwrap();
    c.last_used_at = Some(at(TUESDAY));
    assert_eq!(find().await, c);
    let all = store
        .db
        .read(|conn| api_client::list(conn, None, 10))
        .await
        .unwrap();
    let behind = store
        .db
        .read(move |conn| api_client::list(conn, Some(id), 10))
        .await
        .unwrap();
    assert_eq!((all, behind.len()), (vec![c], 0));
}

#[tokio::test]
async fn webhooks_and_deliveries_come_back_and_are_numbered_from_one() {
    let store = Store::new().await;
    let id = WebhookId::new(uuid(1));
    let hook = WebhookRecord {
        id,
        url: "https://data.example.org/?a='1'".into(),
        description: "数据平台".into(),
        events: vec![EventKind::ActivityApproved, EventKind::OrganizationMerged],
        region_code: code("330300"),
        active: true,
        secret: vec![1, 0],
        previous: Some((vec![2], at(TUESDAY))),
        failures: 0,
        closed_until: None,
        version: 1,
        created_by: store.account,
        created_at: at(MONDAY),
        updated_at: at(MONDAY),
    };
    let made = hook.clone();
    write(&store.db, move |tx| webhook::insert(tx, &made))
        .await
        .unwrap();
    let mut sent = DeliveryRecord {
        webhook_id: id,
        n: 0,
        event_id: EventId::new(uuid(7)),
        event: EventKind::ActivityApproved,
        body: r#"{"a": "“𠮷”"}"#.into(),
        status: DeliveryStatus::Pending,
        attempts: 1,
        next_at: Some(at(TUESDAY)),
        last_status: Some(503),
        last_error: Some("status 503".into()),
        excerpt: Some("<busy>".into()),
        took_ms: Some(12),
        replay_of: None,
        created_at: at(MONDAY),
        delivered_at: None,
    };
    for n in 1..=3 {
        let one = sent.clone();
        let added = write(&store.db, move |tx| webhook::add_delivery(tx, &one)).await;
        assert_eq!(added.unwrap(), n);
    }
    sent.n = 2;
    (sent.status, sent.delivered_at, sent.replay_of) =
        (DeliveryStatus::Delivered, Some(at(TUESDAY)), Some(1));
    let done = sent.clone();
    write(&store.db, move |tx| webhook::save_delivery(tx, &done))
        .await
        .unwrap();
    let found = store
        .db
        .read(move |conn| webhook::delivery(conn, id, 2))
        .await
        .unwrap();
    assert_eq!(found, sent);
    let pending = Some(DeliveryStatus::Pending);
    let waiting = store
        .db
        .read(move |conn| webhook::deliveries(conn, id, pending, None, 10))
        .await;
    assert_eq!(waiting.unwrap().iter().map(|d| d.n).collect::<Vec<_>>(), [3, 1]);
    let event = sent.event_id;
    assert!(
        store
            .db
            .read(move |conn| webhook::has_event(conn, id, event))
            .await
            .unwrap()
    );
    // What waits is kept, however old.
    let gone = write(&store.db, |tx| webhook::purge(tx, at("2025-01-01T00:00:00Z"))).await;
    assert_eq!(gone.unwrap(), 1);
    write(&store.db, move |tx| {
        webhook::note_health(tx, id, 5, Some(at(TUESDAY)))
    })
    .await
    .unwrap();
    let now = store.db.read(move |conn| webhook::find(conn, id)).await.unwrap();
    let ill = WebhookRecord {
        failures: 5,
        closed_until: Some(at(TUESDAY)),
        ..hook
    };
    assert_eq!(now, ill);
    write(&store.db, move |tx| webhook::delete(tx, id, 1))
        .await
        .unwrap();
    let left = store
        .db
        .read(move |conn| webhook::deliveries(conn, id, None, None, 10))
        .await;
    assert_eq!(left.unwrap(), [], "its deliveries went with it");
}

#[tokio::test]
async fn the_registrys_state_links_and_questions_come_back() {
    let store = Store::new().await;
    let state = StateRecord {
        cursor: Some("c".into()),
        etag: Some("\"e\"".into()),
        last_attempt_at: Some(at(MONDAY)),
        last_success_at: Some(at(MONDAY)),
        failures: 3,
        closed_until: Some(at(TUESDAY)),
        last_error: Some("no answer".into()),
    };
    let kept = state.clone();
    write(&store.db, move |tx| registry::save_state(tx, &kept))
        .await
        .unwrap();
    assert_eq!(store.db.read(registry::state).await.unwrap(), state);
    let mut link = LinkRecord {
        external_id: "zzk-1".into(),
        organization_id: store.organization,
        revision: i64::MAX,
        agreed: r#"{"a":1}"#.into(),
        seen_at: at(MONDAY),
    };
    for revision in [5, 6] {
        link.revision = revision;
        let one = link.clone();
        write(&store.db, move |tx| registry::save_link(tx, &one))
            .await
            .unwrap();
    }
    let found = store
        .db
        .read(|conn| registry::links(conn, &["zzk-1", "zzk-2"]))
        .await
        .unwrap();
    let same = |l: &LinkRecord| (l.external_id.clone(), l.organization_id, l.revision, l.seen_at);
    assert_eq!(found.iter().map(same).collect::<Vec<_>>(), [same(&link)]);

    let mut c = ConflictRecord {
        id: ConflictId::new(uuid(3)),
        external_id: "zzk-1".into(),
        organization_id: Some(store.organization),
        region_code: code("330302"),
        kind: ConflictKind::Fields,
        revision: 6,
        theirs: "{}".into(),
        fields: "[]".into(),
        status: ConflictStatus::Open,
        version: 1,
        decision: None,
        decided_by: None,
        decided_at: None,
        created_at: at(MONDAY),
        updated_at: at(MONDAY),
    };
    let (first, second) = (c.clone(), c.clone());
    write(&store.db, move |tx| registry::insert_conflict(tx, &first))
        .await
        .unwrap();
    let twice = ConflictRecord {
        id: ConflictId::new(uuid(4)),
        ..second
    };
    let refused = write(&store.db, move |tx| registry::insert_conflict(tx, &twice)).await;
    assert!(refused.is_err(), "the database itself lets one question be open");
    for (region, count) in [("330300", 1), ("100000", 1), ("330000", 1)] {
        let region = code(region);
        let counted = store
            .db
            .read(move |conn| registry::count_open(conn, &region))
            .await;
        assert_eq!(counted.unwrap(), count);
    }
    c.status = ConflictStatus::Decided;
    c.decision = Some("{}".into());
    (c.decided_by, c.decided_at, c.version) = (Some(store.account), Some(at(TUESDAY)), 2);
    let decided = c.clone();
    write(&store.db, move |tx| registry::save_conflict(tx, &decided, 1))
        .await
        .unwrap();
    let id = c.id;
    assert_eq!(
        store
            .db
            .read(move |conn| registry::conflict(conn, id))
            .await
            .unwrap(),
        c
    );
    let last = store
        .db
        .read(|conn| registry::last_decided(conn, "zzk-1"))
        .await
        .unwrap();
    assert_eq!(last, Some(c));
}

#[tokio::test]
async fn an_organisations_history_is_numbered_and_comes_back_latest_first() {
    let store = Store::new().await;
    let id = store.organization;
    let event = |happening| OrganizationEvent {
        seq: 0,
        happening,
        certification: Certification::Returned,
        reason: Some("“全称”不一致".into()),
        actor_id: Some(store.account),
        at: at(MONDAY),
    };
    let renamed = OrganizationHappening::Renamed {
        from: "甲".into(),
        to: "乙".into(),
    };
    for happening in [OrganizationHappening::Created, renamed.clone()] {
        let one = event(happening);
        write(&store.db, move |tx| organization::append(tx, id, &one))
            .await
            .unwrap();
    }
    let found = store
        .db
        .read(move |conn| organization::events(conn, id))
        .await
        .unwrap();
    let numbered = |seq, happening| OrganizationEvent {
        seq,
        ..event(happening)
    };
    assert_eq!(
        found,
        [numbered(2, renamed), numbered(1, OrganizationHappening::Created)]
    );
}
