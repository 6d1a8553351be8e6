use domain::circular::{
    Audience, CircularContent, CircularRevision, CircularStatus, Deadline, DeadlineFor, OrganizationReach,
    Recipient,
};
use domain::id::{CircularId, DispatchId};
use persistence::circular::{self, CircularRecord, DispatchRecord, ReceiptRecord};

use super::supplements::a_file;
use super::*;

const MONDAY: &str = "2024-09-02T00:00:00.000001Z";

fn a_circular(store: &Store, n: u128, region: &str) -> CircularRecord {
    CircularRecord {
        id: CircularId::new(uuid(8000 + n)),
        edition: Some("2024".into()),
        region_code: code(region),
        status: CircularStatus::Published,
        public: true,
        audience: Audience {
            regions: true,
            organizations: OrganizationReach::OwnLevel,
            kinds: vec!["venue".into()],
        },
        content: CircularContent {
            title: "关于“总结”的通知".into(),
            document_number: Some("函〔2024〕1号".into()),
            office: "办公室".into(),
            body_html: "<p>请报送</p>".into(),
            attachment_ids: vec![],
            deadlines: vec![a_deadline(1, "2024-09-30")],
        },
        revision: 2,
        note: Some("更正附件".into()),
        published_at: Some(at(MONDAY)),
        withdrawn_at: None,
        withdrawn_reason: None,
        version: 1,
        created_by: store.account,
        created_at: at(MONDAY),
        updated_at: at(MONDAY),
    }
}

fn a_deadline(n: u32, due_on: &str) -> Deadline {
    Deadline {
        n,
        what: "报送总结".into(),
        due_on: due_on.parse().unwrap(),
        whom: DeadlineFor::Regions,
    }
}

fn a_dispatch(store: &Store, c: &CircularRecord, n: u128, region: &str) -> DispatchRecord {
    DispatchRecord {
        id: DispatchId::new(uuid(8100 + n)),
        circular_id: c.id,
        region_code: code(region),
        original: n == 1,
        office: "办公室".into(),
        cover: "现转发".into(),
        audience: c.audience.clone(),
        issued_by: store.account,
        issued_at: at(MONDAY),
        reminded_on: None,
    }
}

/// A published circular with its original sending.
async fn sent(store: &Store) -> (CircularRecord, DispatchRecord) {
    let c = a_circular(store, 1, "330300");
    let d = a_dispatch(store, &c, 1, "330300");
    let (kept, sending) = (c.clone(), d.clone());
    write(&store.db, move |tx| {
        circular::insert(tx, &kept)?;
        assert!(circular::insert_dispatch(tx, &sending)?);
        circular::put_deadlines(tx, sending.id, &kept.content.deadlines)
    })
    .await
    .unwrap();
    (c, d)
}

#[tokio::test]
async fn circulars_come_back_and_are_changed_on_their_version_only() {
    let store = Store::new().await;
    let (c, _) = sent(&store).await;
    let id = c.id;
    let find = async || store.db.read(move |conn| circular::find(conn, id)).await;
    assert_eq!(find().await.unwrap(), c);
    let withdrawn = CircularRecord {
        status: CircularStatus::Withdrawn,
        withdrawn_at: Some(at("2024-09-03T00:00:00Z")),
        withdrawn_reason: Some("重发".into()),
        version: 2,
        ..c.clone()
    };
    let (next, stale) = (withdrawn.clone(), withdrawn.clone());
    write(&store.db, move |tx| {
        assert!(circular::hold(tx, id)?);
        circular::save(tx, &next, 1)?;
        assert!(!circular::hold(tx, id)?, "nothing more is done with it");
        assert!(matches!(circular::save(tx, &stale, 1), Err(StoreError::Stale)));
        assert!(
            matches!(circular::delete(tx, id, 2), Err(StoreError::Stale)),
            "only drafts go"
        );
        Ok(())
    })
    .await
    .unwrap();
    assert_eq!(find().await.unwrap(), withdrawn);
    let draft = CircularRecord {
        status: CircularStatus::Draft,
        ..a_circular(&store, 2, "330000")
    };
    let kept = draft.clone();
    write(&store.db, move |tx| circular::insert(tx, &kept))
        .await
        .unwrap();
    let issued = store
        .db
        .read(|conn| circular::issued(conn, &[code("330300"), code("330000")], Some("2024"), None, 10))
        .await
        .unwrap();
    assert_eq!(issued, [draft.clone(), withdrawn]);
    assert!(
        store
            .db
            .read(|conn| circular::public(conn, None, 10))
            .await
            .unwrap()
            .is_empty()
    );
    write(&store.db, move |tx| circular::delete(tx, draft.id, 1))
        .await
        .unwrap();
    let text = |n| CircularRevision {
        n,
        note: Some(format!("第 {n} 版")),
        content: c.content.clone(),
        made_at: at(MONDAY),
    };
    let (one, two, by) = (text(1), text(2), store.account);
    let (first, second) = (one.clone(), two.clone());
    write(&store.db, move |tx| {
        circular::keep_revision(tx, id, &first, by)?;
        circular::keep_revision(tx, id, &second, by)
    })
    .await
    .unwrap();
    let all = store
        .db
        .read(move |conn| circular::revisions(conn, id, None, 10))
        .await
        .unwrap();
    assert_eq!(all, [two, one.clone()]);
    let older = store
        .db
        .read(move |conn| circular::revisions(conn, id, Some(2), 10))
        .await
        .unwrap();
    assert_eq!(older, [one]);
}

#[tokio::test]
async fn sendings_are_found_by_their_addresses_once_for_each_region() {
    let store = Store::new().await;
    let (c, d) = sent(&store).await;
    let forward = a_dispatch(&store, &c, 2, "330302");
    let twice = a_dispatch(&store, &c, 3, "330302");
    let (file, id, kept) = (a_file(&store, 1).await, c.id, forward.clone());
    write(&store.db, move |tx| {
        assert!(circular::insert_dispatch(tx, &kept)?);
        assert!(!circular::insert_dispatch(tx, &twice)?, "a region sends it once");
        assert!(circular::remind_on(tx, kept.id, "2024-09-03".parse().unwrap())?);
        assert!(!circular::remind_on(tx, kept.id, "2024-09-03".parse().unwrap())?);
        circular::add_files(tx, id, &kept.region_code, &[file, file])
    })
    .await
    .unwrap();
    let reminded = DispatchRecord {
        reminded_on: Some("2024-09-03".parse().unwrap()),
        ..forward
    };
    let addresses = vec!["below:330300".to_owned(), "own:330300:venue".to_owned()];
    let (asked, ids) = (addresses.clone(), vec![d.id, reminded.id]);
    let (found, reached, by_regions, within, files, with) = store
        .db
        .read(move |conn| {
            Ok::<_, StoreError>((
                circular::inbox(conn, &asked, Some("2024"), None, 10)?,
                circular::reached(conn, &asked, &ids)?,
                circular::sent_by(conn, id, &[code("330302"), code("330300")])?,
                circular::forwards(conn, id, &code("330300"), None, 10)?,
                circular::files_of(conn, id, &[code("330302")])?,
                circular::sent_with(conn, file)?,
            ))
        })
        .await
        .unwrap();
    assert_eq!(
        found,
        [(d.clone(), c.clone())],
        "to two addresses, and listed once"
    );
    assert_eq!(reached.len(), 2);
    assert_eq!(by_regions, [d.clone(), reminded.clone()]);
    assert_eq!(within, [reminded]);
    assert_eq!(
        (files, with),
        (vec![(code("330302"), file)], vec![(id, code("330302"))])
    );
}

#[tokio::test]
async fn receipts_deadlines_and_rounds_are_kept_once() {
    let store = Store::new().await;
    let (_, d) = sent(&store).await;
    let (me, organization) = (store.account, store.organization);
    let receipt = |recipient: Recipient, revision| ReceiptRecord {
        dispatch_id: d.id,
        recipient,
        revision,
        reader_id: me,
        read_at: at(MONDAY),
    };
    let region = receipt(Recipient::Region(code("330302")), 2);
    let own = receipt(Recipient::Organization(organization), 1);
    let (id, kept) = (d.id, [region.clone(), own.clone()]);
    write(&store.db, move |tx| {
        for r in &kept {
            circular::receive(tx, r)?;
            let later = ReceiptRecord {
                read_at: at("2024-09-09T00:00:00Z"),
                ..r.clone()
            };
            circular::receive(tx, &later)?;
        }
        circular::set_done(tx, (id, 1), "region:330302", true, me, at(MONDAY))?;
        circular::set_done(tx, (id, 1), "region:330302", true, me, at(MONDAY))?;
        assert!(circular::begin(tx, id, "issued")?);
        assert!(!circular::begin(tx, id, "issued")?);
        assert!(circular::advance(tx, id, "issued", "", "half")?);
        assert!(!circular::advance(tx, id, "issued", "", "half")?);
        // One stays with what was done of it, one is new.
        circular::put_deadlines(
            tx,
            id,
            &[a_deadline(1, "2024-09-28"), a_deadline(2, "2024-09-29")],
        )
    })
    .await
    .unwrap();
    let keys = vec!["region:330302".to_owned()];
    let (regions, organizations, read, due, done, counts, begun) = store
        .db
        .read(move |conn| {
            let addresses = vec!["below:330300".to_owned()];
            Ok::<_, StoreError>((
                circular::region_receipts(conn, id)?,
                circular::organization_receipts(conn, id, &[organization])?,
                circular::read_for(conn, &[id], &[code("330302")], &[organization])?,
                circular::due(conn, &addresses, "2024-09-29".parse().unwrap(), 10)?,
                circular::completed(conn, &[id], &keys)?,
                circular::completions(conn, id, &keys)?,
                circular::begun(conn, &[id])?,
            ))
        })
        .await
        .unwrap();
    assert_eq!((regions, organizations), (vec![region], vec![own]));
    assert_eq!(read.len(), 2);
    assert_eq!(due.iter().map(|row| row.deadline.n).collect::<Vec<_>>(), [2]);
    assert_eq!(done, [(id, 1, "region:330302".to_owned())]);
    assert_eq!(counts, [("region:330302".to_owned(), 1)]);
    assert_eq!(begun, [(id, "issued".to_owned())]);
    write(&store.db, move |tx| {
        circular::set_done(tx, (id, 1), "region:330302", false, me, at(MONDAY))?;
        circular::set_done(tx, (id, 2), "region:330302", true, me, at(MONDAY))?;
        circular::put_deadlines(tx, id, &[a_deadline(1, "2024-09-28")])
    })
    .await
    .unwrap();
    let keys = vec!["region:330302".to_owned()];
    let left = store
        .db
        .read(move |conn| circular::completed(conn, &[id], &keys))
        .await
        .unwrap();
    assert_eq!(left, [], "what is asked for no more is not done either");
}
