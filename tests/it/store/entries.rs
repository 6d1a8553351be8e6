use domain::eligibility::{Eligibility, RuleCode, RuleResult};
use domain::id::{EntryId, ListId, OrganizationId};
use domain::recommendation::{EntryStatus, Subject};
use persistence::recommendation::{self, EntryRecord};

use super::recommendations::{a_list, an_entry, insert, open};
use super::*;

#[tokio::test]
async fn an_entry_comes_back_and_is_on_a_list_once() {
    let store = Store::new().await;
    let a = store.draft(1);
    store.insert(&a).await;
    let lower = open(&store, &a_list(1, "330302", Subject::Activity)).await.id;
    let upper = open(&store, &a_list(2, "330300", Subject::Activity)).await.id;
    let below = EntryRecord {
        activity_id: Some(a.id),
        ..an_entry(&store, lower, 1, 1)
    };
    let mut above = EntryRecord {
        activity_id: Some(a.id),
        region_code: code("330300"),
        name: "科学之夜 𠮷".into(),
        status: EntryStatus::Applied,
        position: 0,
        opinion: "同意".into(),
        note: "“备注”".into(),
        source_id: Some(below.id),
        from_region: Some(code("330302")),
        reason: Some("材料齐全".into()),
        frozen: Some(Eligibility {
            eligible: false,
            deadline: Some(at("2024-09-25T15:59:59Z")),
            days_left: Some(-3),
            rules: vec![RuleResult {
                code: RuleCode::Videos,
                passed: None,
                actual: "1 段".into(),
                required: "不超过 3 段".into(),
                message: "请剪短".into(),
            }],
            of_draft: true,
        }),
        ..an_entry(&store, upper, 2, 0)
    };
    assert!(insert(&store, &below).await && insert(&store, &above).await);
    let twice = EntryRecord {
        id: EntryId::new(uuid(4009)),
        ..below.clone()
    };
    assert!(!insert(&store, &twice).await, "the same activity");
    let (subject, id, source) = (a.id.uuid(), above.id, below.id);
    let kept = store
        .db
        .read(move |conn| {
            Ok::<_, StoreError>((
                recommendation::entry(conn, upper, id)?,
                recommendation::entry_of(conn, upper, subject)?,
                recommendation::of_source(conn, &[source])?,
                recommendation::of_subject(conn, subject)?,
                recommendation::entry_names(conn, &[id])?,
            ))
        })
        .await
        .unwrap();
    let names = vec![(id, above.name.clone())];
    let all = vec![below.clone(), above.clone()];
    assert_eq!(
        kept,
        (
            above.clone(),
            Some(above.clone()),
            vec![above.clone()],
            all,
            names
        )
    );
    let elsewhere = store
        .db
        .read(move |conn| recommendation::entry(conn, lower, id))
        .await;
    assert!(
        matches!(elsewhere, Err(StoreError::NotFound)),
        "it is on the other list"
    );

    // What is none again is none.
    above = EntryRecord {
        status: EntryStatus::Struck,
        from_region: None,
        source_id: None,
        reason: None,
        frozen: None,
        ..above
    };
    let save = async |e: EntryRecord| write(&store.db, move |tx| recommendation::save_entry(tx, &e)).await;
    save(above.clone()).await.unwrap();
    let now = store
        .db
        .read(move |conn| recommendation::entry(conn, upper, id))
        .await
        .unwrap();
    assert_eq!(now, above);
    assert!(matches!(save(twice).await, Err(StoreError::NotFound)));
}

/// Four organisations among the chosen, and two that applied; the first two were added last.
async fn six(store: &Store) -> (ListId, Vec<EntryId>) {
    let list = open(store, &a_list(1, "330302", Subject::Organization)).await.id;
    let mut ids = Vec::new();
    for (n, position) in [(3, 1), (4, 2), (1, 3), (2, 4), (6, 0), (5, 0)] {
        let organization = OrganizationId::new(uuid(200 + n));
        let mut one = an_organization(organization, &format!("单位{n}"));
        one.uscc = None;
        write(&store.db, move |tx| organization::insert(tx, &one, &[]))
            .await
            .unwrap();
        let status = if position == 0 {
            EntryStatus::Applied
        } else {
            EntryStatus::Listed
        };
        let e = EntryRecord {
            organization_id: organization,
            status,
            ..an_entry(store, list, n, position)
        };
        assert!(insert(store, &e).await);
        ids.push(e.id);
    }
    (list, ids)
}

/// The chosen entries and their places.
async fn places(store: &Store, list: ListId) -> Vec<(EntryId, i32)> {
    store
        .db
        .read(move |conn| recommendation::take_all(conn, list))
        .await
        .unwrap()
        .into_iter()
        .map(|e| (e.id, e.position))
        .collect()
}

#[tokio::test]
async fn entries_are_walked_by_place_and_counted_by_status() {
    let store = Store::new().await;
    let (list, ids) = six(&store).await;
    let other = open(&store, &a_list(2, "330300", Subject::Organization)).await.id;
    insert(&store, &an_entry(&store, other, 7, 1)).await;
    let walk = async |status| {
        let (mut walked, mut after) = (Vec::new(), None);
        loop {
            let found = store
                .db
                .read(move |conn| recommendation::entries(conn, list, status, after, 1))
                .await
                .unwrap();
            let Some(e) = found.last() else { return walked };
            after = Some((e.position, e.id));
            walked.push(e.id);
        }
    };
    assert_eq!(walk(EntryStatus::Listed).await, ids[..4]);
    assert_eq!(
        walk(EntryStatus::Applied).await,
        [ids[5], ids[4]],
        "by age where the place is the same"
    );
    assert_eq!(walk(EntryStatus::Struck).await, []);
    let (mut counts, positions) = store
        .db
        .read(move |conn| {
            Ok::<_, StoreError>((
                recommendation::count(conn, &[list, other])?,
                recommendation::positions(conn, list)?,
            ))
        })
        .await
        .unwrap();
    counts.sort_by_key(|(list, status, _)| (*list, status.as_str()));
    let expected = [
        (list, EntryStatus::Applied, 2),
        (list, EntryStatus::Listed, 4),
        (other, EntryStatus::Listed, 1),
    ];
    assert_eq!(counts, expected);
    assert_eq!(positions, ids[..4]);
}

#[tokio::test]
async fn places_are_moved_and_gaps_closed_among_the_chosen_alone() {
    let store = Store::new().await;
    let (list, ids) = six(&store).await;
    let other = open(&store, &a_list(2, "330300", Subject::Organization)).await.id;
    let elsewhere = an_entry(&store, other, 7, 3);
    insert(&store, &elsewhere).await;
    // The fourth becomes the second.
    let fourth = ids[3];
    write(&store.db, move |tx| {
        recommendation::move_between(tx, list, 2, 3, 1)?;
        recommendation::set_position(tx, fourth, 2)
    })
    .await
    .unwrap();
    let expected = [(ids[0], 1), (ids[3], 2), (ids[1], 3), (ids[2], 4)];
    assert_eq!(places(&store, list).await, expected);
    // The first is returned.
    let first = ids[0];
    write(&store.db, move |tx| {
        let gone = EntryRecord {
            status: EntryStatus::Returned,
            position: 0,
            ..recommendation::entry(tx.conn(), list, first)?
        };
        recommendation::save_entry(tx, &gone)?;
        recommendation::close_gap(tx, list, 1)
    })
    .await
    .unwrap();
    let expected = [(ids[3], 1), (ids[1], 2), (ids[2], 3)];
    assert_eq!(places(&store, list).await, expected);
    assert_eq!(places(&store, other).await, [(elsewhere.id, 3)], "another list");
    let applied = store
        .db
        .read(move |conn| recommendation::entries(conn, list, EntryStatus::Applied, None, 10))
        .await
        .unwrap();
    assert!(applied.iter().all(|e| e.position == 0), "they have no place");
}
