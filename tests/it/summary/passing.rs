//! From the county to the city and back.

use app::summary::{self as use_case, SummaryQuery};
use domain::access::{Actor, Role};
use domain::id::SummaryId;
use domain::problem::Lang;
use domain::summary::{DRAFT_MARK, Summary, SummaryAction, SummaryReturn, SummaryStatus, SummaryStep};
use harness::World;
use serde_json::{Value, json};

use super::{begin, code, faults, grant, hand_in, museum_admin, neighbour, save, somebody, whole};

fn because(reason: &str) -> SummaryReturn {
    SummaryReturn {
        reason: reason.into(),
    }
}

async fn version(w: &World, who: &Actor, id: SummaryId) -> i32 {
    use_case::show(&w.app, who, id).await.unwrap().item.version
}

async fn listed(w: &World, who: &Actor, q: SummaryQuery) -> Vec<(String, SummaryStatus)> {
    let page = use_case::list(&w.app, who, q).await.unwrap();
    page.items.into_iter().map(|s| (s.unit_name, s.status)).collect()
}

#[tokio::test]
async fn a_summary_goes_up_comes_back_with_a_reason_and_is_accepted() {
    let w = World::new().await;
    let s = begin(&w, &w.county, Some("330302"), None).await.unwrap();
    let id = s.item.id;
    assert_eq!(s.usual.title, "温州市鹿城区2024年全国科普日活动总结");
    assert_eq!(s.usual.addressee, "温州市科学技术协会");
    assert_eq!(s.actions, [SummaryAction::Edit, SummaryAction::Submit]);
    assert_eq!(
        begin(&w, &w.county, Some("330302"), None).await.unwrap().item.id,
        id,
        "there is one"
    );
    // Half-written it saves, and cannot be handed in.
    let saved = save(&w, &w.county, id, json!({ "service": "20 人" }))
        .await
        .unwrap();
    let missing = faults(use_case::submit(&w.app, &w.county, id, saved.item.version).await);
    let expected = ["/key_activities", "/mobilization", "/publicity"].map(|p| (p.to_owned(), "required"));
    assert_eq!(missing, expected);
    // Before it is handed in, nobody above knows it.
    for above in [&w.city, &w.province, &w.nation, &w.operator] {
        assert_eq!(code(use_case::show(&w.app, above, id).await), "not_found");
    }
    let handed = hand_in(&w, &w.county, id).await.unwrap();
    assert_eq!(
        (handed.item.status, handed.item.late),
        (SummaryStatus::Submitted, false)
    );
    assert_eq!(code(save(&w, &w.county, id, whole()).await), "step_not_allowed");
    // Only the level above decides; it needs a reason to send it back.
    let now = handed.item.version;
    assert_eq!(
        code(use_case::accept(&w.app, &w.province, id, now).await),
        "not_your_level"
    );
    assert_eq!(
        code(use_case::accept(&w.app, &w.county, id, now).await),
        "not_your_level"
    );
    assert_eq!(
        code(use_case::accept(&w.app, &neighbour(&w), id, now).await),
        "not_found"
    );
    let no_reason = use_case::give_back(&w.app, &w.city, id, now, because(" ")).await;
    assert_eq!(faults(no_reason), [("/reason".to_owned(), "reason_required")]);
    let seen = use_case::show(&w.app, &w.city, id).await.unwrap();
    assert_eq!(seen.actions, [SummaryAction::Accept, SummaryAction::Return]);
    assert_eq!(seen.draft, None);
    let returned = use_case::give_back(&w.app, &w.city, id, now, because("请补充高校情况"))
        .await
        .unwrap();
    assert_eq!(returned.item.status, SummaryStatus::Returned);
    // What the county writes now is not yet the city's to read.
    save(&w, &w.county, id, json!({ "service": "改写中" }))
        .await
        .unwrap();
    let above = use_case::show(&w.app, &w.city, id).await.unwrap();
    assert_eq!(above.content.service, "服务科技工作者 20 人。");
    assert!(above.frozen);
    hand_in(&w, &w.county, id).await.unwrap();
    let now = version(&w, &w.city, id).await;
    let accepted = use_case::accept(&w.app, &w.city, id, now).await.unwrap();
    assert_eq!(
        (accepted.item.status, accepted.item.submission),
        (SummaryStatus::Accepted, 2)
    );
    let steps: Vec<_> = accepted.events.iter().map(|e| e.step).collect();
    use SummaryStep as S;
    assert_eq!(steps, [S::Create, S::Submit, S::Return, S::Submit, S::Accept]);
    assert_eq!(accepted.events[2].reason.as_deref(), Some("请补充高校情况"));
    // It is final.
    let now = accepted.item.version;
    assert_eq!(
        code(use_case::give_back(&w.app, &w.city, id, now, because("x")).await),
        "step_not_allowed"
    );
    assert_eq!(
        code(use_case::submit(&w.app, &w.county, id, now).await),
        "step_not_allowed"
    );
    assert_eq!(code(save(&w, &w.county, id, whole()).await), "step_not_allowed");
    w.work_off().await;
    let limit = domain::page::Limit::default();
    let inbox = app::message::inbox(&w.app, &w.county, false, limit, None, Lang::Zh)
        .await
        .unwrap();
    let titles: Vec<_> = inbox.items.iter().map(|m| m.title.as_str()).collect();
    assert_eq!(titles.len(), 2, "{titles:?}");
    assert!(titles.iter().any(|t| t.contains("被退回")), "{titles:?}");
}

#[tokio::test]
async fn lists_show_ones_own_and_what_was_handed_in_below() {
    let w = World::new().await;
    let county = begin(&w, &w.county, Some("330302"), None).await.unwrap();
    let other = begin(&w, &neighbour(&w), Some("330381"), None).await.unwrap();
    begin(&w, &w.city, Some("330300"), None).await.unwrap();
    // By age within a region.
    w.clock.set(w.app.now().plus_seconds(1));
    let museum = begin(&w, &museum_admin(&w), None, Some(w.museum)).await.unwrap();
    hand_in(&w, &neighbour(&w), other.item.id).await.unwrap();
    hand_in(&w, &museum_admin(&w), museum.item.id).await.unwrap();
    let q = SummaryQuery::default;
    let of = |name: &str, status| (name.to_owned(), status);
    use SummaryStatus::{Draft, Submitted};
    let lucheng = || of("浙江省温州市鹿城区", Draft);
    let ruian = || of("浙江省温州市瑞安市", Submitted);
    let wenzhou = || of("浙江省温州市", Draft);
    let museum_line = || of("温州科技馆", Submitted);
    assert_eq!(
        listed(&w, &w.city, q()).await,
        [wenzhou(), museum_line(), ruian()]
    );
    assert_eq!(listed(&w, &w.county, q()).await, [lucheng(), museum_line()]);
    assert_eq!(listed(&w, &w.organizer, q()).await, [museum_line()]);
    assert_eq!(listed(&w, &w.member, q()).await, []);
    assert_eq!(listed(&w, &w.other_province, q()).await, []);
    let submitted = SummaryQuery {
        status: Some(Submitted),
        region: Some("330381".parse().unwrap()),
        edition: Some("2024".into()),
        ..q()
    };
    assert_eq!(listed(&w, &w.province, submitted).await, [ruian()]);
    let to_the_city = SummaryQuery {
        recipient: Some("330300".parse().unwrap()),
        ..q()
    };
    assert_eq!(listed(&w, &w.city, to_the_city).await, [ruian()]);
    // Page by page it is the same.
    let mut cursor = None;
    let mut all = Vec::new();
    loop {
        let one = SummaryQuery {
            limit: domain::page::Limit::new(1).unwrap(),
            cursor,
            ..q()
        };
        let page = use_case::list(&w.app, &w.city, one).await.unwrap();
        all.extend(page.items.into_iter().map(|s| (s.unit_name, s.status)));
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(all, [wenzhou(), museum_line(), ruian()]);
    // The city sees who is missing.
    let o = use_case::overview(&w.app, &w.city, "330300".parse().unwrap(), "2024".into())
        .await
        .unwrap();
    assert_eq!(
        (o.below.len(), o.handed_in, o.accepted, o.writes),
        (12, 1, 0, true)
    );
    let of = |code: &str| o.below.iter().find(|r| r.region_code.as_str() == code).unwrap();
    assert!(of("330381").summary.is_some() && !of("330381").overdue);
    assert!(of("330302").summary.is_none(), "a draft is the county's alone");
    assert_eq!(
        of("330302").deadline.map(|d| d.on.to_string()).as_deref(),
        Some("2024-09-28")
    );
    let county_view = use_case::overview(&w.app, &w.county, "330302".parse().unwrap(), "2024".into())
        .await
        .unwrap();
    let own = county_view.own.and_then(|own| own.summary).map(|s| s.id);
    assert_eq!(own, Some(county.item.id));
    let elsewhere = use_case::overview(&w.app, &w.county, "330300".parse().unwrap(), "2024".into()).await;
    assert_eq!(code(elsewhere), "not_found");
}

#[tokio::test]
async fn a_draft_made_of_the_figures_is_not_handed_in_with_its_mark() {
    let w = World::new().await;
    w.approved(json!({ "title": "科技馆奇妙夜" })).await;
    app::statistics::fold_all(&w.app).await.unwrap();
    let s = begin(&w, &w.county, Some("330302"), None).await.unwrap();
    let draft = s.draft.clone().unwrap();
    assert!(
        draft
            .overview
            .contains("共填报活动 1 项，审核通过 1 项，开展 1 场次"),
        "{}",
        draft.overview
    );
    assert!(
        draft.key_activities.contains("百家场馆探未来"),
        "{}",
        draft.key_activities
    );
    assert!(
        draft.mobilization.contains("共有 1 家单位"),
        "{}",
        draft.mobilization
    );
    let Value::Object(fields) = serde_json::to_value(&draft).unwrap() else {
        panic!("a text is an object")
    };
    let saved = use_case::save(&w.app, &w.county, s.item.id, s.item.version, fields)
        .await
        .unwrap();
    let left = faults(use_case::submit(&w.app, &w.county, s.item.id, saved.item.version).await);
    assert_eq!(left.len(), 5, "{left:?}");
    assert!(left.iter().all(|(_, code)| *code == "draft_mark_left"));
    let edited = |text: &str| text.replace(DRAFT_MARK, "");
    let content = json!({
        "key_activities": edited(&draft.key_activities), "mobilization": edited(&draft.mobilization),
        "service": edited(&draft.service), "publicity": edited(&draft.publicity)
    });
    let saved: Summary = save(&w, &w.county, s.item.id, content).await.unwrap();
    use_case::submit(&w.app, &w.county, s.item.id, saved.item.version)
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_who_hand_it_in_at_once_one_wins() {
    let w = World::new().await;
    let s = begin(&w, &w.county, Some("330302"), None).await.unwrap();
    let saved = save(&w, &w.county, s.item.id, whole()).await.unwrap();
    let tries: Vec<_> = (0..4)
        .map(|_| {
            let (app, who, id, version) = (w.app.clone(), w.county.clone(), s.item.id, saved.item.version);
            tokio::spawn(async move { use_case::submit(&app, &who, id, version).await })
        })
        .collect();
    let mut won = 0;
    for one in tries {
        match one.await.unwrap() {
            Ok(_) => won += 1,
            Err(error) => assert_eq!(error.code().as_str(), "stale"),
        }
    }
    assert_eq!(won, 1);
    let now = use_case::show(&w.app, &w.county, s.item.id).await.unwrap();
    assert_eq!((now.item.submission, now.events.len()), (1, 2));
}

#[tokio::test]
async fn an_organisation_reports_to_the_region_that_certifies_it() {
    let w = World::new().await;
    let admin = museum_admin(&w);
    assert_eq!(
        code(begin(&w, &w.organizer, None, Some(w.museum)).await),
        "not_allowed"
    );
    assert_eq!(
        code(begin(&w, &w.county, None, Some(w.museum)).await),
        "not_found"
    );
    let s = begin(&w, &admin, None, Some(w.museum)).await.unwrap();
    assert_eq!(s.item.recipient.as_str(), "330302");
    assert_eq!(s.usual.addressee, "温州市鹿城区科学技术协会");
    let handed = hand_in(&w, &admin, s.item.id).await.unwrap();
    let both = Actor {
        account: w.county.account,
        grants: vec![
            grant(Role::CountyAdmin, Some("330302"), None),
            grant(Role::Organizer, None, Some(w.museum)),
        ],
    };
    let now = handed.item.version;
    assert_eq!(
        code(use_case::accept(&w.app, &both, s.item.id, now).await),
        "recused"
    );
    assert_eq!(
        code(use_case::accept(&w.app, &w.city, s.item.id, now).await),
        "not_your_level"
    );
    use_case::accept(&w.app, &w.county, s.item.id, now).await.unwrap();
    // Officials of another line see nothing of it.
    let mut line = grant(Role::ProvinceReviewer, Some("330000"), None);
    line.lines = vec!["enterprises".into()];
    assert_eq!(
        code(use_case::show(&w.app, &somebody(&w, line), s.item.id).await),
        "not_found"
    );
}

#[tokio::test]
async fn a_summary_names_who_reports_and_regions_without_a_body_have_none() {
    let w = World::new().await;
    let both = begin(&w, &w.county, Some("330302"), Some(w.museum)).await;
    assert_eq!(faults(both), [("/region_code".to_owned(), "read_only")]);
    assert_eq!(
        faults(begin(&w, &w.county, None, None).await),
        [("/region_code".to_owned(), "required")]
    );
    for region in ["100000", "999999", "110100"] {
        let refused = begin(&w, &w.nation, Some(region), None).await;
        assert_eq!(
            faults(refused),
            [("/region_code".to_owned(), "unknown_region")],
            "{region}"
        );
    }
    let bad =
        json!({ "service": "x", "overrides": { "nonsense": { "value": 1 }, "filed": { "value": -3 } } });
    let s = begin(&w, &w.county, Some("330302"), None).await.unwrap();
    let found = faults(save(&w, &w.county, s.item.id, bad).await);
    let expected = [
        ("/overrides/filed/value", "out_of_range"),
        ("/overrides", "unknown_value"),
    ];
    assert_eq!(found, expected.map(|(p, c)| (p.to_owned(), c)));
}
