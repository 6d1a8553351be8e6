use app::review::{self, QueueQuery};
use domain::activity::status::Stage;
use domain::problem::Lang;
use domain::review::{NewDelegation, QueueShare, SetDistribution};
use harness::World;
use serde_json::json;

use super::{approve, code, in_queue, queue};

fn set(enabled: bool) -> SetDistribution {
    SetDistribution {
        region_code: "330000".parse().unwrap(),
        stage: Stage::Province,
        enabled,
    }
}

#[tokio::test]
async fn what_waits_is_shared_out_fairly_and_never_to_the_recused() {
    let w = World::new().await;
    for n in 0..5 {
        w.submitted(json!({ "title": format!("先到的第 {n} 场") })).await;
    }
    let on = review::set_distribution(&w.app, &w.province, set(true))
        .await
        .unwrap();
    assert!(on.enabled);
    for n in 0..5 {
        w.submitted(json!({ "title": format!("后到的第 {n} 场") })).await;
    }
    let shares = review::distributions(&w.app, &w.province)
        .await
        .unwrap()
        .items
        .remove(0)
        .shares;
    let of = |account| shares.iter().find(|s| s.account_id == account).unwrap().waiting;
    assert_eq!(
        (
            of(w.province.account),
            of(w.colleague.account),
            of(w.recused.account)
        ),
        (5, 5, 0)
    );
    let mine = QueueQuery {
        share: QueueShare::Mine,
        ..QueueQuery::default()
    };
    let own = queue(&w, &w.province, mine.clone()).await.items;
    assert!(own.len() == 5 && own.iter().all(|i| i.assigned_to == Some(w.province.account)));
    // Nobody is kept from helping out.
    assert_eq!(
        queue(&w, &w.province, QueueQuery::default()).await.items.len(),
        10
    );
    w.work_off().await;
    let told = app::message::inbox(&w.app, &w.colleague, true, Default::default(), None, Lang::Zh)
        .await
        .unwrap();
    assert!(told.items[0].title.contains("分配给您"), "{:?}", told.items);

    review::set_distribution(&w.app, &w.colleague, set(false))
        .await
        .unwrap();
    assert_eq!(
        queue(&w, &w.province, mine).await.items.len(),
        10,
        "off: everybody's again"
    );
    for (who, want) in [
        (&w.nation, "out_of_scope"),
        (&w.other_province, "out_of_scope"),
        (&w.county, "out_of_scope"),
    ] {
        assert_eq!(code(review::set_distribution(&w.app, who, set(true)).await), want);
    }
}

#[tokio::test]
async fn somebody_stands_in_while_a_reviewer_is_on_leave() {
    let w = World::new().await;
    let a = w.submitted(json!({})).await;
    let leave = |phone: String| NewDelegation {
        delegate_phone: phone,
        starts_at: w.app.now(),
        ends_at: w.app.now().plus_days(7),
    };
    let made = review::delegate(&w.app, &w.province, leave(World::phone(6)))
        .await
        .unwrap();
    assert!(made.active && !made.for_me);
    // What the county's official may do is read anew at each request.
    let acting = |person: &domain::access::Actor| {
        let (app, account) = (w.app.clone(), person.account);
        async move { lent(&app, account).await }
    };
    let stand_in = acting(&w.county).await;
    let asking = app::account::Recognised {
        actor: w.county.clone(),
        session: domain::id::SessionId::new(uuid::Uuid::nil()),
        second_factor_at: None,
        second_factor_missing: false,
    };
    let me = app::account::show(&w.app, &asking).await.unwrap();
    let role = me.grants.iter().find(|g| g.on_behalf_of.is_some()).unwrap();
    assert!(role.on_behalf_of_name.is_some(), "the page says for whom");
    let item = in_queue(&w, &stand_in, a.id).await.unwrap();
    assert!(!item.recused);
    let passed = review::decide(&w.app, &stand_in, a.id, a.version, approve(), Lang::Zh)
        .await
        .unwrap();
    let last = w.chain(a.id).await.pop().unwrap();
    assert_eq!(
        (last.actor_id, last.on_behalf_of),
        (Some(w.county.account), Some(w.province.account))
    );
    let history = app::activity::events(&w.app, &w.province, passed.id)
        .await
        .unwrap()
        .items;
    assert!(history.last().unwrap().on_behalf_of.is_some());
    w.work_off().await;
    assert_eq!(app::message::unread(&w.app, &w.county).await.unwrap().unread, 1);

    // Nothing new is given to somebody on leave.
    review::set_distribution(&w.app, &w.colleague, set(true))
        .await
        .unwrap();
    for n in 0..3 {
        w.submitted(json!({ "title": format!("休假期间第 {n} 场") }))
            .await;
    }
    let shares = review::distributions(&w.app, &w.colleague)
        .await
        .unwrap()
        .items
        .remove(0)
        .shares;
    let away = shares
        .iter()
        .find(|s| s.account_id == w.province.account)
        .unwrap();
    assert_eq!((away.waiting, away.away), (0, true));

    review::end_delegation(&w.app, &w.county, made.id).await.unwrap();
    assert_eq!(
        acting(&w.county).await.grants.len(),
        1,
        "ended early, by either side"
    );
    assert_eq!(
        code(review::end_delegation(&w.app, &w.county, made.id).await),
        "not_found"
    );
}

/// The actor as a request would find it.
async fn lent(app: &app::App, account: domain::id::AccountId) -> domain::access::Actor {
    let now = app.now();
    let grants = app
        .db()
        .read(move |conn| {
            let mut all = persistence::grant::of_account(conn, account)?;
            all.extend(persistence::delegation::lent_to(conn, account, now)?);
            Ok::<_, persistence::StoreError>(all.into_iter().map(|record| record.grant).collect())
        })
        .await
        .unwrap();
    domain::access::Actor { account, grants }
}

#[tokio::test]
async fn a_bad_delegation_names_every_fault() {
    let w = World::new().await;
    let now = w.app.now();
    let asked = |phone: &str, from, to| NewDelegation {
        delegate_phone: phone.to_owned(),
        starts_at: from,
        ends_at: to,
    };
    for (new, want) in [
        (
            asked("123", now, now),
            vec![
                ("/ends_at", "end_before_start"),
                ("/delegate_phone", "invalid_phone"),
            ],
        ),
        (
            asked(&World::phone(3), now, now.plus_days(1)),
            vec![("/delegate_phone", "delegate_is_self")],
        ),
        (
            asked(&World::phone(4), now, now.plus_days(1)),
            vec![("/delegate_phone", "not_an_official")],
        ),
        (
            asked(&World::phone(1), now, now.plus_days(1)),
            vec![("/delegate_phone", "not_an_official")],
        ),
        (
            asked("13999999999", now, now.plus_days(91)),
            vec![
                ("/ends_at", "period_too_long"),
                ("/delegate_phone", "not_an_official"),
            ],
        ),
        (
            asked(&World::phone(6), now.plus_days(-9), now.plus_days(-2)),
            vec![("/ends_at", "time_in_past")],
        ),
    ] {
        let Err(app::AppError::Invalid(faults)) = review::delegate(&w.app, &w.province, new).await else {
            panic!("{want:?}")
        };
        let found: Vec<_> = faults
            .iter()
            .map(|f| (f.pointer.as_str(), f.code.as_str()))
            .collect();
        assert_eq!(found, want);
    }
    let refused = review::delegate(&w.app, &w.county, asked(&World::phone(3), now, now.plus_days(1))).await;
    assert_eq!(code(refused), "not_allowed", "there is nothing to stand in for");
}
