//! From the nation through province and city to the county and its organisations.

use app::circular::{self, CircularBox, CircularQuery};
use domain::circular::{CircularStatus, Completion, DeadlineFor, OrganizationReach, Withdrawal};
use domain::page::Limit;
use domain::problem::Code;

use super::*;
use crate::after::at;

/// Nation → 浙江 → 温州 → 鹿城, whose own organisations the county means.
async fn all_the_way(w: &World) -> Circular {
    let mut asked = new("100000", regions_only());
    asked.content.deadlines = vec![deadline("2024-09-30", DeadlineFor::Regions)];
    let c = published(w, &w.nation, asked).await;
    let mut by_province = forward_of("330000", regions_only());
    by_province.deadlines = vec![domain::circular::Deadline {
        n: 1,
        ..deadline("2024-09-28", DeadlineFor::Regions)
    }];
    forwarded(w, &w.province, c.id, by_province).await.unwrap();
    forwarded(w, &w.city, c.id, forward_of("330300", regions_only()))
        .await
        .unwrap();
    let mut by_county = forward_of("330302", regions_only());
    by_county.audience = Audience {
        organizations: OrganizationReach::OwnLevel,
        ..Audience::default()
    };
    by_county.deadlines = vec![deadline("2024-09-20", DeadlineFor::Organizations)];
    forwarded(w, &w.county, c.id, by_county).await.unwrap();
    c
}

#[tokio::test]
async fn each_level_reads_what_the_one_above_sent_and_nobody_else_does() {
    let w = World::new().await;
    let file = attachment(&w, &w.nation).await;
    let mut asked = new("100000", regions_only());
    asked.content.attachment_ids = vec![file];
    asked.content.deadlines = vec![deadline("2024-09-30", DeadlineFor::Regions)];
    let draft = drafted(&w, &w.nation, asked).await;
    assert_eq!(
        draft.content.body_html, "<p>请各地组织开展科普日活动。</p>",
        "scripts are gone"
    );
    assert_eq!(
        (draft.status, draft.reach.unwrap().regions),
        (CircularStatus::Draft, 34)
    );
    assert!(!sees(&w, &w.province, draft.id).await, "a draft is nobody else's");
    let c = circular::publish(&w.app, &w.nation, draft.id, draft.version)
        .await
        .unwrap();
    assert_eq!((c.revision, c.content.deadlines[0].n), (1, 1));
    assert!(sees(&w, &w.province, c.id).await && sees(&w, &w.other_province, c.id).await);
    for other in [&w.city, &w.county, &w.organizer, &w.member, &w.operator] {
        assert!(!sees(&w, other, c.id).await);
    }
    assert!(
        app::media::content(&w.app, Some(&w.province), file, "original")
            .await
            .is_ok()
    );
    let hidden = app::media::content(&w.app, Some(&w.city), file, "original").await;
    assert_eq!(refused(hidden), Code::NotFound);

    let own = attachment(&w, &w.province).await;
    let mut forward = forward_of("330000", regions_only());
    forward.attachment_ids = vec![own];
    forwarded(&w, &w.province, c.id, forward).await.unwrap();
    assert!(sees(&w, &w.city, c.id).await && !sees(&w, &w.county, c.id).await);
    for shown in [file, own] {
        assert!(
            app::media::content(&w.app, Some(&w.city), shown, "original")
                .await
                .is_ok()
        );
    }
    let elsewhere = app::media::content(&w.app, Some(&w.other_province), own, "original").await;
    assert_eq!(
        refused(elsewhere),
        Code::NotFound,
        "a province's forward is not another's"
    );
    forwarded(&w, &w.city, c.id, forward_of("330300", regions_only()))
        .await
        .unwrap();
    let mut by_county = forward_of("330302", regions_only());
    by_county.audience.organizations = OrganizationReach::OwnLevel;
    by_county.audience.kinds = vec!["venue".into()];
    forwarded(&w, &w.county, c.id, by_county).await.unwrap();
    let at_last = circular::show(&w.app, &w.organizer, c.id).await.unwrap();
    let chain: Vec<_> = at_last.chain.iter().map(|d| d.region_code.to_string()).collect();
    assert_eq!(chain, ["100000", "330000", "330300", "330302"]);
    assert_eq!(at_last.chain[1].attachments[0].id, own);
    assert_eq!(
        at_last.content.title, c.content.title,
        "the original stays one text"
    );
    assert!(at_last.actions.is_empty());
    assert!(
        !sees(&w, &w.other_organizer, c.id).await,
        "瑞安 was not forwarded to its organisations"
    );
    let item = inbox(&w, &w.organizer).await.remove(0);
    assert_eq!(
        (item.office.as_str(), item.forwarded, item.read),
        ("330302科协", true, true)
    );
    assert!(inbox(&w, &w.member).await.is_empty());
    let within = async |who: &Actor| {
        let page = circular::forwards(&w.app, who, c.id, None, Limit::default(), None)
            .await
            .unwrap();
        page.items.len()
    };
    assert_eq!(
        (
            within(&w.nation).await,
            within(&w.city).await,
            within(&w.other_province).await
        ),
        (3, 2, 0)
    );
    let issued = CircularQuery {
        of: CircularBox::Issued,
        ..CircularQuery::default()
    };
    assert_eq!(
        circular::list(&w.app, &w.nation, issued.clone())
            .await
            .unwrap()
            .items
            .len(),
        1
    );
    assert_eq!(
        refused(circular::list(&w.app, &w.organizer, issued).await),
        Code::NotAllowed
    );
}

#[tokio::test]
async fn a_region_forwards_once_whoever_of_its_officials_is_faster() {
    let w = World::new().await;
    let c = published(&w, &w.nation, new("100000", regions_only())).await;
    let (one, two) = tokio::join!(
        forwarded(&w, &w.province, c.id, forward_of("330000", regions_only())),
        forwarded(&w, &w.colleague, c.id, forward_of("330000", regions_only())),
    );
    let (won, lost) = if one.is_ok() { (one, two) } else { (two, one) };
    assert!(won.unwrap().forward_as.is_empty());
    assert_eq!(refused(lost), Code::AlreadyForwarded);
    let again = forwarded(&w, &w.province, c.id, forward_of("330000", regions_only())).await;
    assert_eq!(refused(again), Code::AlreadyForwarded);
    for (who, region, why) in [
        (&w.province, "110000", Code::OutOfScope),
        (&w.nation, "100000", Code::OutOfScope),
        (&w.county, "330302", Code::NotFound),
        (&w.organizer, "330302", Code::NotFound),
    ] {
        let not_theirs = forwarded(&w, who, c.id, forward_of(region, regions_only())).await;
        assert_eq!(refused(not_theirs), why, "{region}");
    }
}

#[tokio::test]
async fn a_forward_may_ask_earlier_and_later_only_when_confirmed() {
    let w = World::new().await;
    let mut asked = new("100000", regions_only());
    asked.content.deadlines = vec![deadline("2024-09-30", DeadlineFor::Regions)];
    let c = published(&w, &w.nation, asked).await;
    let mut later = forward_of("330000", regions_only());
    later.deadlines = vec![domain::circular::Deadline {
        n: 1,
        ..deadline("2024-10-08", DeadlineFor::Regions)
    }];
    let Err(AppError::Invalid(faults)) = forwarded(&w, &w.province, c.id, later.clone()).await else {
        panic!("a later day must be confirmed")
    };
    let found: Vec<_> = faults
        .iter()
        .map(|f| (f.pointer.as_str(), f.code.as_str()))
        .collect();
    assert_eq!(found, [("/deadlines/0/due_on", "later_than_above")]);
    later.accept_later = true;
    let done = forwarded(&w, &w.province, c.id, later).await.unwrap();
    assert_eq!(done.chain[1].deadlines[0].n, 1);
}

#[tokio::test]
async fn deadlines_stand_with_their_recipients_until_they_are_done() {
    let w = World::new().await;
    let c = all_the_way(&w).await;
    let todos = async |who: &Actor| {
        let page = circular::todos(&w.app, who, Limit::default(), None)
            .await
            .unwrap();
        page.items
    };
    let days = async |who: &Actor| {
        let all = todos(who).await;
        all.into_iter()
            .map(|t| (t.due_on.to_string(), t.overdue))
            .collect::<Vec<_>>()
    };
    assert_eq!(days(&w.province).await, [("2024-09-30".to_owned(), false)]);
    assert_eq!(days(&w.city).await, [("2024-09-28".to_owned(), false)]);
    assert!(days(&w.county).await.is_empty(), "the city asked for nothing");
    assert_eq!(days(&w.organizer).await, [("2024-09-20".to_owned(), false)]);
    assert!(days(&w.nation).await.is_empty() && days(&w.other_organizer).await.is_empty());

    w.clock.set(at("2024-09-21T09:00:00+08:00"));
    let own = todos(&w.organizer).await.remove(0);
    assert!(own.overdue);
    let mark = |done| Completion {
        dispatch_id: own.dispatch_id,
        n: own.n,
        recipient: own.recipient.clone(),
        done,
    };
    let done = circular::complete(&w.app, &w.organizer, c.id, mark(true))
        .await
        .unwrap();
    assert!(done.todos[0].done && !done.todos[0].overdue);
    circular::complete(&w.app, &w.organizer, c.id, mark(true))
        .await
        .unwrap();
    assert!(todos(&w.organizer).await.is_empty());
    circular::complete(&w.app, &w.organizer, c.id, mark(false))
        .await
        .unwrap();
    assert_eq!(todos(&w.organizer).await.len(), 1);
    let others = circular::complete(&w.app, &w.county, c.id, mark(true)).await;
    assert_eq!(refused(others), Code::OutOfScope);
    let nothing = Completion { n: 9, ..mark(true) };
    assert_eq!(
        refused(circular::complete(&w.app, &w.organizer, c.id, nothing).await),
        Code::ValidationFailed
    );
    w.clock.set(at("2025-01-01T09:00:00+08:00"));
    assert!(
        todos(&w.organizer).await.is_empty(),
        "after a while it is no use to list it"
    );
}

#[tokio::test]
async fn what_is_withdrawn_stays_readable_with_its_reason_and_asks_for_nothing() {
    let w = World::new().await;
    let c = all_the_way(&w).await;
    let no_reason = Withdrawal { reason: " ".into() };
    let refusal = circular::withdraw(&w.app, &w.nation, c.id, c.version, no_reason).await;
    assert_eq!(refused(refusal), Code::ValidationFailed);
    let why = || Withdrawal {
        reason: "附件有误".into(),
    };
    let others = circular::withdraw(&w.app, &w.province, c.id, c.version, why()).await;
    assert_eq!(refused(others), Code::OutOfScope);
    circular::withdraw(&w.app, &w.nation, c.id, c.version, why())
        .await
        .unwrap();
    let seen = circular::show(&w.app, &w.organizer, c.id).await.unwrap();
    assert_eq!(
        (seen.status, seen.withdrawn_reason.as_deref()),
        (CircularStatus::Withdrawn, Some("附件有误"))
    );
    assert!(seen.todos.is_empty() && seen.forward_as.is_empty());
    for who in [&w.province, &w.city, &w.organizer] {
        let page = circular::todos(&w.app, who, Limit::default(), None)
            .await
            .unwrap();
        assert!(page.items.is_empty());
    }
    let beijing = forwarded(&w, &w.other_province, c.id, forward_of("110000", regions_only())).await;
    assert_eq!(refused(beijing), Code::StepNotAllowed);
    let again = circular::withdraw(&w.app, &w.nation, c.id, seen.version, why()).await;
    assert_eq!(refused(again), Code::StepNotAllowed);
}

#[tokio::test]
async fn of_a_withdrawal_and_a_forward_at_the_same_moment_none_is_half_done() {
    let w = World::new().await;
    for _ in 0..4 {
        let c = published(&w, &w.nation, new("100000", regions_only())).await;
        let reason = Withdrawal {
            reason: "重发".into(),
        };
        let (withdrawn, sent) = tokio::join!(
            circular::withdraw(&w.app, &w.nation, c.id, c.version, reason),
            forwarded(&w, &w.province, c.id, forward_of("330000", regions_only())),
        );
        withdrawn.unwrap();
        match sent {
            Ok(done) => assert_eq!(done.chain.len(), 2),
            Err(error) => assert_eq!(error.code(), Code::StepNotAllowed),
        }
        w.work_off().await;
        let seen = circular::show(&w.app, &w.province, c.id).await.unwrap();
        assert_eq!(seen.status, CircularStatus::Withdrawn);
    }
}
