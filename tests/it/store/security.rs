//! Authenticators, the audit log, roles with their holders.

use domain::access::{Grant, Role};
use domain::audit::AuditOutcome;
use domain::id::{AuditEntryId, GrantId};
use persistence::audit::{self, AuditFilter, AuditRecord, SealRecord};
use persistence::grant::{self, GrantFilter};
use persistence::second_factor::{self, SecondFactorRecord};

use super::{Store, at, uuid, write};

#[tokio::test]
async fn an_authenticator_is_kept_whole_and_an_interval_used_once() {
    let store = Store::new().await;
    let account = store.account;
    let mut one = SecondFactorRecord {
        account_id: account,
        secret_sealed: vec![1, 2, 3],
        created_at: at("2024-09-01T00:00:00.000001Z"),
        confirmed_at: None,
        last_interval: 7,
        failures: 2,
        locked_until: Some(at("2024-09-01T00:15:00Z")),
    };
    let kept = one.clone();
    write(&store.db, move |tx| second_factor::put(tx, &kept))
        .await
        .unwrap();
    let find = async || {
        store
            .db
            .read(move |conn| second_factor::find(conn, account))
            .await
            .unwrap()
    };
    assert_eq!(find().await.as_ref(), Some(&one));
    // Put anew, nothing of before remains.
    one.confirmed_at = Some(at("2024-09-01T00:00:30Z"));
    one.locked_until = None;
    let kept = one.clone();
    write(&store.db, move |tx| second_factor::put(tx, &kept))
        .await
        .unwrap();
    assert_eq!(find().await.as_ref(), Some(&one));
    let used = write(&store.db, move |tx| {
        Ok([
            second_factor::use_interval(tx, account, 7)?,
            second_factor::use_interval(tx, account, 8)?,
            second_factor::use_interval(tx, account, 8)?,
        ])
    });
    assert_eq!(used.await.unwrap(), [false, true, false]);
    assert_eq!(
        find().await.unwrap().failures,
        0,
        "a right code forgets the wrong ones"
    );
    let until = at("2024-09-02T00:00:00Z");
    for failures in [1, 0] {
        write(&store.db, move |tx| {
            second_factor::count_failure(tx, account, 2, until)
        })
        .await
        .unwrap();
        assert_eq!(find().await.unwrap().failures, failures);
    }
    assert_eq!(find().await.unwrap().locked_until, Some(until));
    let now = at("2024-09-03T00:00:00Z");
    let used = write(&store.db, move |tx| {
        second_factor::replace_codes(tx, account, &[vec![1], vec![2]])?;
        let used = [
            second_factor::use_code(tx, account, &[1], now)?,
            second_factor::use_code(tx, account, &[1], now)?,
            second_factor::use_code(tx, account, &[3], now)?,
        ];
        Ok((used, second_factor::codes_left(tx.conn(), account)?))
    });
    assert_eq!(used.await.unwrap(), ([true, false, false], 1));
    let gone = write(&store.db, move |tx| {
        Ok([
            second_factor::remove(tx, account)?,
            second_factor::remove(tx, account)?,
        ])
    });
    assert_eq!(gone.await.unwrap(), [true, false]);
}

#[tokio::test]
async fn an_entry_of_the_log_is_kept_whole() {
    let store = Store::new().await;
    let account = store.account;
    let entry = |n: u128| AuditRecord {
        id: AuditEntryId::new(uuid(n)),
        at: at("2024-09-01T00:00:00.123456Z"),
        account_id: Some(account),
        client_id: None,
        operation: "activity_submit".into(),
        object_id: Some(uuid(5)),
        path: "/api/v1/activities/5/submissions".into(),
        outcome: AuditOutcome::Refused,
        code: Some("stale".into()),
        address_sealed: vec![9; 40],
        request_id: "abc".into(),
        digest: vec![7; 32],
        seal: None,
    };
    let nobody = AuditRecord {
        account_id: None,
        client_id: Some(domain::id::ApiClientId::new(uuid(6))),
        object_id: None,
        outcome: AuditOutcome::Done,
        code: None,
        ..entry(101)
    };
    let (a, b) = (entry(100), nobody.clone());
    write(&store.db, move |tx| {
        audit::insert(tx, &a)?;
        audit::insert(tx, &b)
    })
    .await
    .unwrap();
    let all = store
        .db
        .read(|conn| audit::list(conn, &AuditFilter::default(), None, 10))
        .await
        .unwrap();
    let records: Vec<_> = all.iter().map(|(record, _)| record.clone()).collect();
    assert_eq!(records, [nobody, entry(100)]);
    assert!(
        all[1].1.is_some() && all[0].1.is_none(),
        "the account's name, where there is one"
    );
    let seal = SealRecord {
        number: 1,
        at: at("2024-09-01T00:00:05Z"),
        entries: 1,
        digest: vec![1; 32],
        hash: vec![2; 32],
        emptied_at: None,
    };
    let (kept, ids) = (seal.clone(), [AuditEntryId::new(uuid(100))]);
    write(&store.db, move |tx| audit::add_seal(tx, &kept, &ids))
        .await
        .unwrap();
    let twice = seal.clone();
    assert!(
        write(&store.db, move |tx| audit::add_seal(tx, &twice, &[]))
            .await
            .is_err(),
        "one number, one seal"
    );
    let read = store
        .db
        .read(|conn| {
            Ok::<_, persistence::StoreError>((
                audit::last_seal(conn)?,
                audit::of_seal(conn, 1)?,
                audit::unsealed(conn, 5)?,
            ))
        })
        .await
        .unwrap();
    assert_eq!(read.0, Some(seal));
    assert_eq!(read.1.len(), 1);
    assert_eq!(read.2, [(AuditEntryId::new(uuid(101)), vec![7; 32])]);
}

#[tokio::test]
async fn roles_are_listed_with_their_holders_and_taken_back_once() {
    let store = Store::new().await;
    let account = store.account;
    let given = Grant {
        role: Role::AuditAdmin,
        region: None,
        organization: None,
        lines: Vec::new(),
        on_behalf_of: None,
    };
    let (id, one, now) = (GrantId::new(uuid(200)), given.clone(), at("2024-09-01T00:00:00Z"));
    write(&store.db, move |tx| grant::insert(tx, id, account, &one, now))
        .await
        .unwrap();
    let list = async |filter: GrantFilter| {
        store
            .db
            .read(move |conn| grant::list(conn, &filter, None, 10))
            .await
            .unwrap()
    };
    let by_role = list(GrantFilter {
        role: Some(Role::AuditAdmin),
        ..GrantFilter::default()
    })
    .await;
    assert_eq!(
        (by_role.len(), by_role[0].account_id, &by_role[0].grant.grant),
        (1, account, &given)
    );
    assert_eq!(by_role[0].created_at, now);
    assert!(
        list(GrantFilter {
            role: Some(Role::SystemAdmin),
            ..GrantFilter::default()
        })
        .await
        .is_empty()
    );
    let gone = write(&store.db, move |tx| {
        Ok([grant::revoke(tx, id, now)?, grant::revoke(tx, id, now)?])
    })
    .await
    .unwrap();
    assert_eq!(gone, [true, false]);
    assert!(
        list(GrantFilter {
            account: Some(account),
            ..GrantFilter::default()
        })
        .await
        .iter()
        .all(|g| g.grant.id != id)
    );
}
