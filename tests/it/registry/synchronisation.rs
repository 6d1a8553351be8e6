use std::collections::BTreeMap;
use std::time::Duration;

use app::organization;
use app::registry::{self, Outcome, Pulling, pull};
use domain::organization::OrganizationChange;
use domain::problem::Code;
use domain::registry::{
    ConflictDecision, ConflictKind, DecideConflict, RegistryField, RegistryOrganization, RegistryStatus,
    Side, check,
};
use domain::time::Instant;
use harness::{Site, World};
use registry_simulator::Faults;
use serde_json::json;

use super::agreement::{agree, conflicts, link, ours, pulled};
use super::{SECRET, connected, simulator, version};

#[tokio::test]
async fn a_walk_brings_everything_and_the_next_one_only_what_is_new() {
    let simulator = simulator(400);
    let w = World::with_registry(connected(&simulator)).await;
    let all = pulled(&w).await;
    assert_eq!(all.values().sum::<usize>(), 400, "{all:?}");
    assert!(all[&Outcome::Added] > 350, "{all:?}");
    agree(&w, &simulator).await;
    assert_eq!(pulled(&w).await, BTreeMap::new(), "nothing is new");
    let changed = simulator
        .change(|o| o.host_unit = Some("市科学技术局".into()))
        .unwrap();
    let added = simulator.add(|o| o.full_name = "鹿城区全新科技馆".into());
    let all = pulled(&w).await;
    assert_eq!(all.values().sum::<usize>(), 2, "{all:?}");
    agree(&w, &simulator).await;
    for told in [changed, added] {
        if check(&told).is_empty() {
            let id = link(&w, &told.external_id).await.unwrap().organization_id;
            let history = organization::events(&w.app, id).await.unwrap().items;
            assert!(history.iter().all(|e| e.actor_id.is_none()), "{history:?}");
        }
    }
    // Cursors are gone: it starts over, and nothing is taken twice.
    simulator.expire_cursors();
    let all = pulled(&w).await;
    assert!(
        !all.contains_key(&Outcome::Added) && !all.contains_key(&Outcome::Changed),
        "{all:?}"
    );
    agree(&w, &simulator).await;
}

#[tokio::test]
async fn a_walk_that_ends_in_the_middle_is_gone_on_with_and_not_begun_anew() {
    let simulator = simulator(2_500);
    simulator.faults().set(Faults {
        latency: Duration::from_millis(300),
        ..Faults::default()
    });
    let w = World::with_registry(connected(&simulator)).await;
    let state = || async { w.app.db().read(persistence::registry::state).await.unwrap() };
    let walk = tokio::spawn({
        let app = w.app.clone();
        async move { pull(&app).await }
    });
    while state().await.cursor.is_none() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    walk.abort();
    assert!(walk.await.unwrap_err().is_cancelled());
    simulator.faults().clear();
    // It may have been taken for a slow one: nobody walks beside it before its lease is over.
    assert_eq!(pull(&w.app).await.unwrap(), Pulling::NotNow);
    w.clock.set(w.app.now().plus_seconds(121));
    let all = pulled(&w).await;
    let rest: usize = all.values().sum();
    assert!((1..2_500).contains(&rest), "{all:?}");
    agree(&w, &simulator).await;
}

#[tokio::test]
async fn what_was_changed_here_by_hand_is_never_overwritten() {
    let simulator = simulator(0);
    let told = simulator.add(|o| {
        o.full_name = "鹿城区同步科技馆".into();
        o.region_code = "330302".into();
        o.host_unit = Some("区科协".into());
        o.uscc = None;
        o.status = RegistryStatus::Active;
        o.certified = true;
    });
    let w = World::with_registry(connected(&simulator)).await;
    pulled(&w).await;
    let id = link(&w, &told.external_id).await.unwrap().organization_id;
    let change = OrganizationChange {
        host_unit: Some("区教育局".into()),
        ..OrganizationChange::default()
    };
    organization::change(&w.app, &w.county, id, 1, change)
        .await
        .unwrap();
    simulator.change_one(&told.external_id, |o| {
        o.host_unit = Some("区科技局".into());
        o.full_name = "鹿城区同步科技中心".into();
    });
    let all = pulled(&w).await;
    assert_eq!(all, [(Outcome::Asked, 1)].into());
    let o = ours(&w, id).await;
    assert_eq!(
        o.host_unit.as_deref(),
        Some("区教育局"),
        "ours holds until somebody decides"
    );
    assert_eq!(
        o.full_name, "鹿城区同步科技中心",
        "what only they changed is taken"
    );
    assert!(o.aliases.contains(&"鹿城区同步科技馆".to_owned()));
    let open = conflicts(&w).await;
    assert_eq!((open.len(), open[0].kind), (1, ConflictKind::Fields));
    let fields = &open[0].fields;
    assert_eq!((fields.len(), fields[0].field), (1, RegistryField::HostUnit));
    assert_eq!(
        (&fields[0].ours, &fields[0].theirs),
        (&json!("区教育局"), &json!("区科技局"))
    );
    // Told again, it is asked about once.
    simulator.change_one(&told.external_id, |o| o.aliases.push("同步馆".into()));
    pulled(&w).await;
    let open = conflicts(&w).await;
    assert_eq!(open.len(), 1);

    let decide = async |decision, take: &[(RegistryField, Side)], version| {
        let decided = DecideConflict {
            decision,
            organization_id: None,
            take: take.iter().copied().collect(),
        };
        registry::decide(&w.app, &w.county, open[0].id, version, decided).await
    };
    let v = open[0].version;
    let missing = decide(ConflictDecision::Resolve, &[], v).await.unwrap_err();
    assert_eq!(missing.code(), Code::ValidationFailed);
    let wrong = decide(ConflictDecision::Dismiss, &[], v).await.unwrap_err();
    assert_eq!(wrong.code(), Code::ValidationFailed);
    let stale = decide(
        ConflictDecision::Resolve,
        &[(RegistryField::HostUnit, Side::Ours)],
        v - 1,
    )
    .await;
    assert_eq!(stale.unwrap_err().code(), Code::Stale);
    decide(
        ConflictDecision::Resolve,
        &[(RegistryField::HostUnit, Side::Ours)],
        v,
    )
    .await
    .unwrap();
    let twice = decide(
        ConflictDecision::Resolve,
        &[(RegistryField::HostUnit, Side::Ours)],
        v + 1,
    )
    .await;
    assert_eq!(twice.unwrap_err().code(), Code::AlreadyDecided);
    assert_eq!(ours(&w, id).await.host_unit.as_deref(), Some("区教育局"));
    // Something else changes there: the same value is not asked about again.
    simulator.change_one(&told.external_id, |o| o.aliases.push("科技中心".into()));
    pulled(&w).await;
    assert_eq!(conflicts(&w).await.len(), 0);
    assert!(ours(&w, id).await.aliases.contains(&"科技中心".to_owned()));
    // A new value there is a new question; theirs is taken this time.
    simulator.change_one(&told.external_id, |o| o.host_unit = Some("区文化局".into()));
    pulled(&w).await;
    let open = conflicts(&w).await;
    let decided = DecideConflict {
        decision: ConflictDecision::Resolve,
        organization_id: None,
        take: [(RegistryField::HostUnit, Side::Theirs)].into(),
    };
    registry::decide(&w.app, &w.county, open[0].id, open[0].version, decided)
        .await
        .unwrap();
    assert_eq!(ours(&w, id).await.host_unit.as_deref(), Some("区文化局"));
    agree(&w, &simulator).await;
}

#[tokio::test]
async fn one_that_looks_like_ours_is_joined_where_nothing_differs_and_asked_about_otherwise() {
    let simulator = simulator(0);
    let w = World::with_registry(connected(&simulator)).await;
    let museum = |o: &mut RegistryOrganization| {
        o.full_name = "温州科技馆".into();
        o.region_code = "330302".into();
        o.kind = Some("venue".into());
        o.host_unit = Some("温州市科协".into());
        (o.uscc, o.aliases) = (None, Vec::new());
        (o.status, o.certified) = (RegistryStatus::Active, true);
    };
    let same = simulator.add(museum);
    let different = simulator.add(|o| {
        museum(o);
        o.full_name = "瑞安市科学技术协会".into();
        o.region_code = "330381".into();
        o.kind = Some("school".into());
    });
    pulled(&w).await;
    assert_eq!(
        link(&w, &same.external_id).await.unwrap().organization_id,
        w.museum
    );
    assert_eq!(
        ours(&w, w.museum).await.host_unit.as_deref(),
        Some("温州市科协"),
        "what we lacked is filled in"
    );
    let open = conflicts(&w).await;
    assert_eq!((open.len(), open[0].kind), (1, ConflictKind::Lookalike));
    assert_eq!(open[0].organization.as_ref().unwrap().id, w.association);
    assert!(link(&w, &different.external_id).await.is_none());
    let decided = DecideConflict {
        decision: ConflictDecision::Different,
        organization_id: None,
        take: BTreeMap::new(),
    };
    // 鹿城区 has no say in 瑞安.
    let elsewhere = registry::decide(&w.app, &w.county, open[0].id, 1, decided.clone()).await;
    assert_eq!(elsewhere.unwrap_err().code(), Code::OutOfScope);
    registry::decide(&w.app, &w.city, open[0].id, 1, decided)
        .await
        .unwrap();
    let made = link(&w, &different.external_id).await.unwrap().organization_id;
    assert_ne!(made, w.association);
    pulled(&w).await;
    agree(&w, &simulator).await;
}

#[tokio::test]
async fn while_the_registry_is_away_filing_goes_on_and_the_page_says_since_when() {
    let simulator = simulator(120);
    let w = World::with_registry(connected(&simulator)).await;
    pulled(&w).await;
    let good = registry::state(&w.app, &w.organizer).await.unwrap();
    assert!(good.configured && !good.failing);
    simulator.faults().set(Faults {
        errors: 1.0,
        ..Faults::default()
    });
    w.clock.set(w.app.now().plus_seconds(901));
    assert!(matches!(
        registry::pull_when_due(&w.app).await.unwrap(),
        Pulling::Failed(_)
    ));
    // The circuit is open: nobody asks again before its time.
    let asked = simulator.report();
    assert_eq!(registry::pull_when_due(&w.app).await.unwrap(), Pulling::NotNow);
    assert_eq!(simulator.report().pulls, asked.pulls);
    let state = registry::state(&w.app, &w.organizer).await.unwrap();
    assert!(state.failing && state.closed_until.is_some());
    assert_eq!(
        state.last_success_at, good.last_success_at,
        "since when what is known may be old"
    );
    w.submitted(json!({})).await;
    simulator.faults().clear();
    pulled(&w).await;
    let state = registry::state(&w.app, &w.organizer).await.unwrap();
    assert!(!state.failing && state.closed_until.is_none());
    // A process that ended in the middle keeps the walk to itself for two minutes at most.
    let now = w.app.now();
    w.app
        .db()
        .write(move |tx| persistence::registry::lease(tx, now, now.plus_seconds(120)))
        .await
        .unwrap();
    assert_eq!(pull(&w.app).await.unwrap(), Pulling::NotNow);
    w.clock.set(now.plus_seconds(120));
    assert!(matches!(pull(&w.app).await.unwrap(), Pulling::Done(_)));
}

/// Now, as the registry signs it: its clock is the machine's.
fn real_now() -> Instant {
    let since = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap();
    Instant::parse("1970-01-01T00:00:00Z")
        .unwrap()
        .plus_seconds(i64::try_from(since.as_secs()).unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn after_drops_duplicates_and_disorder_both_registries_agree() {
    let simulator = simulator(250);
    let site = Site::with_registry(connected(&simulator)).await;
    let w = &site.world;
    w.clock.set(real_now());
    simulator.faults().set(Faults {
        drop: 0.3,
        errors: 0.1,
        duplicate: 0.2,
        reorder: true,
        replay: 0.2,
        alter: 0.1,
        latency: Duration::from_millis(20),
        ..Faults::default()
    });
    simulator.push_to(format!("{}/api/v1/registry/events", site.origin), SECRET);
    let mut filed = 0;
    for round in 0..12 {
        for n in 0..10 {
            simulator.change(|o| o.host_unit = Some(format!("第 {round} 轮依托单位 {n}")));
        }
        simulator.add(|_| {});
        // Somebody here changes the same field of some of them.
        for told in simulator.all().iter().skip(round * 7).take(5) {
            if let Some(link) = link(w, &told.external_id).await {
                let at = version(w, link.organization_id).await;
                let change = OrganizationChange {
                    host_unit: Some(format!("本地第 {round} 轮")),
                    ..OrganizationChange::default()
                };
                // A push may have been faster; then this one is told so.
                let _ = organization::change(&w.app, &w.city, link.organization_id, at, change).await;
            }
        }
        let _ = pull(&w.app).await.unwrap();
        w.complete_draft().await;
        filed += 1;
        let state = w.app.db().read(persistence::registry::state).await.unwrap();
        if let Some(until) = state.closed_until {
            w.clock.set(until);
            let _ = pull(&w.app).await.unwrap();
            w.clock.set(real_now());
        }
    }
    assert_eq!(filed, 12, "filing worked throughout");
    // It heals.
    simulator.faults().clear();
    simulator.settled().await;
    pulled(w).await;
    agree(w, &simulator).await;
    assert!(!conflicts(w).await.is_empty(), "there was something to decide");
    let report = simulator.report();
    assert!(
        report.pushes.lost > 0 && report.pulls.broken_off > 0,
        "{report:?}"
    );
    for status in [202, 401, 409] {
        assert!(
            report.pushes.answered.contains_key(&status),
            "{status}: {report:?}"
        );
    }
    // Nothing is left after everything was decided for them. The server walks as well: who was slower decides again.
    for _ in 0..5 {
        for c in conflicts(w).await {
            let decision = match c.kind {
                ConflictKind::Fields => ConflictDecision::Resolve,
                ConflictKind::Lookalike => ConflictDecision::Different,
                ConflictKind::Unreadable => ConflictDecision::Dismiss,
            };
            let decided = DecideConflict {
                decision,
                organization_id: None,
                take: c.fields.iter().map(|f| (f.field, Side::Theirs)).collect(),
            };
            let done = registry::decide(&w.app, &w.city, c.id, c.version, decided).await;
            assert!(done.is_ok() || done.is_err_and(|e| e.code() == Code::Stale));
        }
    }
    assert_eq!(conflicts(w).await.len(), 0);
    pulled(w).await;
    assert_eq!(
        conflicts(w).await.len(),
        0,
        "what was decided does not come again"
    );
    agree(w, &simulator).await;
}
