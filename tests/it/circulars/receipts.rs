//! Who has read it: once for each recipient and text, counted without a row for anybody who has not.

use std::future::Future;

use app::circular::{self, CircularQuery, ReceiptQuery, RecipientKind};
use domain::circular::{CircularReceipt, Correction, Recipient};
use domain::page::{Limit, Page};
use domain::problem::Code;

use super::*;
use crate::after::at;

fn of(kind: RecipientKind, read: Option<bool>) -> ReceiptQuery {
    ReceiptQuery {
        of: kind,
        read,
        limit: Limit::new(100).unwrap(),
        ..ReceiptQuery::default()
    }
}

async fn receipts(w: &World, who: &Actor, id: CircularId, query: ReceiptQuery) -> Page<CircularReceipt> {
    circular::receipts(&w.app, who, id, query).await.unwrap()
}

#[tokio::test]
async fn the_first_reader_of_each_text_is_kept_and_named_to_the_sender_only() {
    let w = World::new().await;
    let c = published(&w, &w.nation, new("100000", regions_only())).await;
    let unread = receipts(&w, &w.nation, c.id, of(RecipientKind::Regions, Some(false))).await;
    assert_eq!(unread.total, Some(34));
    // Both officials of 浙江 open it, at once and again.
    let (one, two) = tokio::join!(
        circular::show(&w.app, &w.province, c.id),
        circular::show(&w.app, &w.colleague, c.id)
    );
    one.unwrap();
    two.unwrap();
    w.clock.set(at("2024-09-02T09:00:00+08:00"));
    circular::show(&w.app, &w.colleague, c.id).await.unwrap();
    let read = receipts(&w, &w.nation, c.id, of(RecipientKind::Regions, Some(true))).await;
    let [zhejiang] = &read.items[..] else {
        panic!("{read:?}")
    };
    assert_eq!((zhejiang.name.as_str(), zhejiang.revision), ("浙江省", Some(1)));
    assert_eq!(zhejiang.read_at, Some(at(harness::NOW)), "the first time");
    assert!(zhejiang.reader.as_deref().unwrap().starts_with("示例账号"));
    let counts = circular::show(&w.app, &w.nation, c.id)
        .await
        .unwrap()
        .reach
        .unwrap();
    assert_eq!(
        (counts.regions, counts.regions_read, counts.regions_forwarded),
        (34, 1, 0)
    );

    let correction = Correction {
        content: c.content.clone(),
        note: "更正附件".into(),
    };
    circular::correct(&w.app, &w.nation, c.id, c.version, correction)
        .await
        .unwrap();
    let old = receipts(&w, &w.nation, c.id, of(RecipientKind::Regions, None)).await;
    let own = old.items.iter().find(|r| r.name == "浙江省").unwrap();
    assert_eq!(own.revision, Some(1), "the receipt tells which text was read");
    let counts = circular::show(&w.app, &w.nation, c.id)
        .await
        .unwrap()
        .reach
        .unwrap();
    assert_eq!(counts.regions_read, 0);
    circular::show(&w.app, &w.province, c.id).await.unwrap();
    let again = receipts(&w, &w.nation, c.id, of(RecipientKind::Regions, Some(true))).await;
    assert_eq!((again.items.len(), again.items[0].revision), (1, Some(2)));

    // The province's own sending: the nation sees who read, not which person.
    forwarded(&w, &w.province, c.id, forward_of("330000", regions_only()))
        .await
        .unwrap();
    circular::show(&w.app, &w.city, c.id).await.unwrap();
    let below = |query: ReceiptQuery| ReceiptQuery {
        region: Some("330000".parse().unwrap()),
        ..query
    };
    let query = || below(of(RecipientKind::Regions, Some(true)));
    let by_province = receipts(&w, &w.province, c.id, query()).await;
    assert!(by_province.items[0].reader.is_some());
    let by_nation = receipts(&w, &w.nation, c.id, query()).await;
    assert_eq!(
        (
            by_nation.items[0].name.as_str(),
            by_nation.items[0].reader.as_deref()
        ),
        ("浙江省温州市", None)
    );
    assert_eq!(
        refused(circular::receipts(&w.app, &w.other_province, c.id, query()).await),
        Code::OutOfScope
    );
    let counts = circular::show(&w.app, &w.nation, c.id)
        .await
        .unwrap()
        .reach
        .unwrap();
    assert_eq!(counts.regions_forwarded, 1);
}

async fn counted<T>(w: &World, work: impl Future<Output = T>) -> (u64, T) {
    let before = w.app.db().statements();
    let done = work.await;
    (w.app.db().statements() - before, done)
}

/// Statements of everything that an issuer and a recipient look at.
async fn costs(w: &World, id: CircularId, reader: &Actor) -> Vec<(&'static str, u64)> {
    let app = &w.app;
    let mut all = Vec::new();
    let (n, _) = counted(w, circular::show(app, &w.nation, id)).await;
    all.push(("issuer's page", n));
    circular::show(app, reader, id).await.unwrap();
    let (n, _) = counted(w, circular::show(app, reader, id)).await;
    all.push(("recipient's page", n));
    for read in [None, Some(true), Some(false)] {
        let (n, page) = counted(
            w,
            circular::receipts(app, &w.nation, id, of(RecipientKind::Organizations, read)),
        )
        .await;
        page.unwrap();
        all.push(("receipts", n));
    }
    let (n, _) = counted(w, circular::list(app, reader, CircularQuery::default())).await;
    all.push(("list", n));
    let (n, _) = counted(w, circular::todos(app, reader, Limit::default(), None)).await;
    all.push(("to do", n));
    all
}

#[tokio::test]
async fn recipients_are_counted_and_walked_in_as_many_statements_however_many_they_are() {
    let w = World::new().await;
    let mut asked = new("100000", everybody());
    asked.content.deadlines = vec![deadline("2024-09-30", domain::circular::DeadlineFor::Everyone)];
    let c = published(&w, &w.nation, asked).await;
    let few = costs(&w, c.id, &w.organizer).await;
    let more = venues(&w, 130, &["330302", "110101", "330000", "130171"]).await;
    for (_, actor) in more.iter().take(60) {
        circular::show(&w.app, actor, c.id).await.unwrap();
    }
    let many = costs(&w, c.id, &w.organizer).await;
    assert_eq!(few, many);
    assert!(many.iter().all(|(_, n)| *n <= 25), "{many:?}");
    let counts = circular::show(&w.app, &w.nation, c.id)
        .await
        .unwrap()
        .reach
        .unwrap();
    assert_eq!((counts.organizations, counts.organizations_read), (132, 61));

    // The pages hold everybody exactly once, by region.
    let mut walked = Vec::new();
    let mut query = of(RecipientKind::Organizations, Some(false));
    query.limit = Limit::new(20).unwrap();
    loop {
        let page = receipts(&w, &w.nation, c.id, query.clone()).await;
        walked.extend(page.items.into_iter().map(|r| r.recipient));
        match page.next {
            Some(next) => query.cursor = Some(next),
            None => break,
        }
    }
    let unique: std::collections::BTreeSet<_> = walked.iter().collect();
    assert_eq!((walked.len(), unique.len()), (71, 71));
    assert!(walked.iter().all(|r| matches!(r, Recipient::Organization(_))));
}

#[tokio::test]
async fn organisations_are_meant_by_level_and_kind() {
    let w = World::new().await;
    venues(
        &w,
        6,
        &["330300", "130171", "130100", "330302", "110101", "130102"],
    )
    .await;
    let own_level = |region: &str, kinds: &[&str]| {
        let audience = Audience {
            regions: false,
            organizations: OrganizationReach::OwnLevel,
            kinds: kinds.iter().map(|k| (*k).to_owned()).collect(),
        };
        new(region, audience)
    };
    let reach = async |by: &Actor, new| drafted(&w, by, new).await.reach.unwrap().organizations;
    assert_eq!(
        reach(&w.city, own_level("330300", &[])).await,
        1,
        "not those of its counties"
    );
    let shijiazhuang = Actor {
        account: w.member.account,
        grants: vec![Grant {
            role: Role::CityAdmin,
            region: Some("130100".parse().unwrap()),
            organization: None,
            lines: vec![],
            on_behalf_of: None,
        }],
    };
    let own_and_zone = reach(&shijiazhuang, own_level("130100", &[])).await;
    assert_eq!(own_and_zone, 2, "a zone has no officials of its own");
    assert_eq!(
        reach(&w.county, own_level("330302", &[])).await,
        2,
        "the museum and one more"
    );
    assert_eq!(reach(&w.county, own_level("330302", &["university"])).await, 0);
    let mut whole = own_level("330000", &["venue"]);
    whole.audience.organizations = OrganizationReach::WholeRegion;
    assert_eq!(reach(&w.province, whole).await, 4);
}
