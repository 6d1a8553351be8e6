use domain::access::Role;
use domain::id::{GrantId, SessionId};
use persistence::idempotency::{self, FirstAnswer};
use persistence::session::Session;
use persistence::sms::SmsCode;
use persistence::{Violated, grant, session, sms};

use super::*;

#[tokio::test]
async fn accounts_and_their_grants_come_back() {
    let store = Store::new().await;
    let (id, home) = (store.account, store.organization);
    write(&store.db, move |tx| {
        grant::insert(
            tx,
            GrantId::new(uuid(5)),
            id,
            &a_grant(Role::ProvinceReviewer, Some("330000"), None),
            at("2024-08-01T00:00:00Z"),
        )?;
        grant::insert(
            tx,
            GrantId::new(uuid(6)),
            id,
            &a_grant(Role::OrgAdmin, None, Some(home)),
            at("2024-08-01T00:00:00Z"),
        )?;
        account::rename(tx, id, 1, "新名字", at("2024-08-03T00:00:00Z"))
    })
    .await
    .unwrap();
    let (found, by_phone, grants) = store
        .db
        .read(move |conn| {
            Ok::<_, StoreError>((
                account::find(conn, id)?,
                account::find_by_phone(conn, &[1; 32])?,
                grant::of_account(conn, id)?,
            ))
        })
        .await
        .unwrap();
    assert_eq!((found.display_name.as_str(), found.version), ("新名字", 2));
    assert_eq!(by_phone, Some(found));
    assert_eq!(
        grants[0].grant,
        a_grant(Role::ProvinceReviewer, Some("330000"), None)
    );
    assert_eq!(grants[0].region_name.as_deref(), Some("浙江省"));
    assert_eq!(grants[1].organization_name.as_deref(), Some("温州科技馆"));
    let stale = write(&store.db, move |tx| {
        account::rename(tx, id, 1, "又改", at("2024-08-04T00:00:00Z"))
    })
    .await;
    assert!(matches!(stale, Err(StoreError::Stale)));
    let twice = write(&store.db, |tx| {
        account::insert(tx, &an_account(AccountId::new(uuid(9)), 1))
    })
    .await;
    assert!(
        matches!(twice, Err(StoreError::Duplicate(Violated::AccountPhone))),
        "{twice:?}"
    );
}

#[tokio::test]
async fn a_code_is_tried_and_used_a_limited_number_of_times() {
    let store = Store::new().await;
    let code = SmsCode {
        id: uuid(20),
        phone_digest: vec![1; 32],
        address_digest: vec![2; 32],
        code_digest: vec![3; 32],
        attempts: 0,
        created_at: at("2024-09-01T00:00:00Z"),
        expires_at: at("2024-09-01T00:05:00Z"),
        used_at: None,
    };
    let kept = code.clone();
    let (tries, used, again) = write(&store.db, move |tx| {
        sms::insert(tx, &code)?;
        let mut tries = 0;
        while sms::count_attempt(tx, code.id, 5)? {
            tries += 1;
        }
        let now = at("2024-09-01T00:01:00Z");
        Ok((
            tries,
            sms::mark_used(tx, code.id, now)?,
            sms::mark_used(tx, code.id, now)?,
        ))
    })
    .await
    .unwrap();
    assert_eq!((tries, used, again), (5, true, false));
    let found = store
        .db
        .read(|conn| sms::latest(conn, &[1; 32]))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(found.attempts, 5);
    assert_eq!(
        (found.code_digest, found.expires_at),
        (kept.code_digest, kept.expires_at)
    );
    let count = |since: &str| {
        let (db, since) = (store.db.clone(), at(since));
        async move {
            let phone = db
                .read(move |conn| sms::count_of_phone(conn, &[1; 32], since))
                .await
                .unwrap();
            let address = db
                .read(move |conn| sms::count_of_address(conn, &[2; 32], since))
                .await
                .unwrap();
            (phone, address)
        }
    };
    assert_eq!(count("2024-08-31T00:00:00Z").await, (1, 1));
    assert_eq!(count("2024-09-01T00:00:00Z").await, (0, 0));
    assert_eq!(
        write(&store.db, |tx| sms::purge(tx, at("2024-09-02T00:00:00Z")))
            .await
            .unwrap(),
        1
    );
}

#[tokio::test]
async fn a_refresh_token_is_used_once_and_a_session_ends_once() {
    let store = Store::new().await;
    let one = Session {
        id: SessionId::new(uuid(30)),
        account_id: store.account,
        device: "浏览器".into(),
        created_at: at("2024-09-01T00:00:00Z"),
        last_used_at: at("2024-09-01T00:00:00Z"),
        expires_at: at("2024-10-01T00:00:00Z"),
        revoked_at: None,
        second_factor_at: Some(at("2024-09-01T00:00:01.5Z")),
    };
    let (id, now, kept) = (one.id, at("2024-09-02T00:00:00Z"), one.clone());
    let used = write(&store.db, move |tx| {
        session::insert(tx, &one)?;
        session::insert_token(tx, b"digest", id, now)?;
        session::touch(tx, id, now)?;
        Ok((
            session::use_token(tx, b"digest", now)?,
            session::use_token(tx, b"digest", now)?,
        ))
    })
    .await
    .unwrap();
    assert_eq!(used, (true, false));
    let account = store.account;
    let (token, open) = store
        .db
        .read(move |conn| {
            Ok::<_, StoreError>((
                session::find_token(conn, b"digest")?,
                session::of_account(conn, account, now)?,
            ))
        })
        .await
        .unwrap();
    let token = token.unwrap();
    assert_eq!(token.used_at, Some(now));
    assert_eq!(
        token.session,
        Session {
            last_used_at: now,
            ..kept
        }
    );
    assert_eq!(open.len(), 1);
    assert!(
        write(&store.db, move |tx| session::revoke(tx, id, now))
            .await
            .unwrap()
    );
    assert!(
        !write(&store.db, move |tx| session::revoke(tx, id, now))
            .await
            .unwrap()
    );
    assert!(
        store
            .db
            .read(move |conn| session::of_account(conn, account, now))
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn the_same_idempotency_key_is_refused_twice_and_forgotten_in_time() {
    let store = Store::new().await;
    let account = store.account;
    let answer = FirstAnswer {
        request_digest: vec![1],
        status: 201,
        location: Some("/x".into()),
        body_sealed: Some(vec![2]),
        body: None,
    };
    let kept = answer.clone();
    let put = move |answer: FirstAnswer| {
        move |tx: &mut Tx<'_>| idempotency::insert(tx, account, "键", &answer, at("2024-09-01T00:00:00Z"))
    };
    write(&store.db, put(answer.clone())).await.unwrap();
    let twice = write(&store.db, put(answer)).await;
    assert!(
        matches!(twice, Err(StoreError::Duplicate(Violated::IdempotencyKey))),
        "{twice:?}"
    );
    let find = |since: &str| {
        let (db, since) = (store.db.clone(), at(since));
        async move {
            db.read(move |conn| idempotency::find(conn, account, "键", since))
                .await
                .unwrap()
        }
    };
    assert_eq!(find("2024-08-31T00:00:00Z").await, Some(kept));
    assert_eq!(find("2024-09-01T00:00:00Z").await, None);
}
