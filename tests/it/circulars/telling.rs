//! Recipients are told in the background, each once.

use app::circular;
use domain::circular::{Completion, DeadlineFor, NewReminder, Recipient, Withdrawal};
use domain::id::JobId;
use domain::message::{Message, MessageKind};
use domain::page::Limit;
use domain::problem::Lang;
use persistence::job::{self, Job};

use super::*;
use crate::after::at;

async fn told(w: &World, who: &Actor) -> Vec<Message> {
    let page = app::message::inbox(&w.app, who, false, Limit::new(100).unwrap(), None, Lang::Zh)
        .await
        .unwrap();
    page.items
}

async fn kinds(w: &World, who: &Actor) -> Vec<MessageKind> {
    let mut all: Vec<_> = told(w, who).await.into_iter().map(|m| m.kind).collect();
    // Of one moment, messages have no order.
    all.sort();
    all
}

/// The jobs that wait, taken for a moment: as a process that ends before it says that it is done.
async fn waiting(w: &World) -> Vec<Job> {
    let now = w.app.now();
    w.app
        .db()
        .write(move |tx| job::take_due(tx, &["circulate"], now, now, 50))
        .await
        .unwrap()
}

#[tokio::test]
async fn everybody_whom_it_reaches_is_told_once_even_when_a_process_ends_in_the_middle() {
    let w = World::new().await;
    let more = venues(&w, 230, &["330302", "330381", "110101"]).await;
    let c = published(&w, &w.nation, new("100000", everybody())).await;
    let now = w.app.now();
    let mut parts = 0;
    loop {
        let jobs = waiting(&w).await;
        if jobs.is_empty() {
            break;
        }
        parts += 1;
        // Each part runs twice: as if the first process had ended between its work and its report.
        for job in jobs {
            let again = Job {
                id: JobId::new(Uuid::now_v7()),
                ..job
            };
            w.app
                .db()
                .write(move |tx| job::enqueue(tx, &again, now))
                .await
                .unwrap();
        }
        app::job::run_lane(&w.app, app::job::Lane::Own).await.unwrap();
    }
    assert_eq!(parts, 3, "232 organisations in parts of a hundred");
    for (_, actor) in &more {
        let all = told(&w, actor).await;
        assert_eq!(all.len(), 1);
        assert_eq!(
            (all[0].kind, all[0].circular_id),
            (MessageKind::CircularIssued, Some(c.id))
        );
    }
    for who in [&w.province, &w.colleague, &w.other_province, &w.organizer] {
        assert_eq!(kinds(&w, who).await, [MessageKind::CircularIssued]);
    }
    for who in [&w.nation, &w.city, &w.county, &w.member, &w.operator] {
        assert!(told(&w, who).await.is_empty());
    }
    assert!(
        told(&w, &w.province).await[0]
            .title
            .contains("关于开展2024年全国科普日活动的通知")
    );
}

#[tokio::test]
async fn the_unread_are_reminded_at_most_once_a_day() {
    let w = World::new().await;
    let c = published(&w, &w.nation, new("100000", everybody())).await;
    w.work_off().await;
    circular::show(&w.app, &w.organizer, c.id).await.unwrap();
    circular::show(&w.app, &w.province, c.id).await.unwrap();
    let ask = || NewReminder {
        region_code: "100000".parse().unwrap(),
    };
    circular::remind(&w.app, &w.nation, c.id, ask()).await.unwrap();
    let twice = circular::remind(&w.app, &w.nation, c.id, ask()).await;
    assert_eq!(refused(twice), Code::RemindedToday);
    w.work_off().await;
    use MessageKind::{CircularIssued, CircularUnread};
    assert_eq!(
        kinds(&w, &w.other_province).await,
        [CircularIssued, CircularUnread]
    );
    assert_eq!(
        kinds(&w, &w.other_organizer).await,
        [CircularIssued, CircularUnread]
    );
    for reader in [&w.province, &w.organizer] {
        assert_eq!(kinds(&w, reader).await, [CircularIssued]);
    }
    w.clock.set(at("2024-09-02T09:00:00+08:00"));
    circular::remind(&w.app, &w.nation, c.id, ask()).await.unwrap();
    w.work_off().await;
    assert_eq!(kinds(&w, &w.other_province).await.len(), 3);
    let not_sent = NewReminder {
        region_code: "330000".parse().unwrap(),
    };
    assert_eq!(
        refused(circular::remind(&w.app, &w.province, c.id, not_sent).await),
        Code::NotFound
    );
}

#[tokio::test]
async fn nobody_is_told_of_what_was_withdrawn_before_but_everybody_of_the_withdrawal() {
    let w = World::new().await;
    let c = published(&w, &w.nation, new("100000", regions_only())).await;
    forwarded(&w, &w.province, c.id, forward_of("330000", regions_only()))
        .await
        .unwrap();
    let reason = Withdrawal {
        reason: "重新印发".into(),
    };
    circular::withdraw(&w.app, &w.nation, c.id, c.version, reason)
        .await
        .unwrap();
    w.work_off().await;
    for who in [&w.province, &w.city] {
        assert_eq!(kinds(&w, who).await, [MessageKind::CircularWithdrawn]);
    }
}

#[tokio::test]
async fn deadlines_are_called_to_mind_while_they_are_not_done() {
    let w = World::new().await;
    let mut asked = new("100000", everybody());
    asked.content.deadlines = vec![deadline("2024-09-30", DeadlineFor::Regions)];
    let c = published(&w, &w.nation, asked).await;
    w.work_off().await;
    let seen = circular::show(&w.app, &w.other_province, c.id).await.unwrap();
    let mark = Completion {
        dispatch_id: seen.chain[0].id,
        n: 1,
        recipient: Recipient::Region("110000".parse().unwrap()),
        done: true,
    };
    circular::complete(&w.app, &w.other_province, c.id, mark)
        .await
        .unwrap();
    for day in [
        "2024-09-26",
        "2024-09-27",
        "2024-09-28",
        "2024-09-29",
        "2024-09-30",
        "2024-10-01",
    ] {
        w.clock.set(at(&format!("{day}T09:00:00+08:00")));
        app::message::remind(&w.app).await.unwrap();
        app::message::remind(&w.app).await.unwrap();
        w.work_off().await;
    }
    use MessageKind::{CircularDue, CircularIssued};
    let days: Vec<_> = told(&w, &w.province)
        .await
        .into_iter()
        .rev()
        .map(|m| (m.kind, m.title))
        .collect();
    assert_eq!(days.len(), 3, "{days:?}");
    assert_eq!(days[1], (CircularDue, "报送总结和推荐表：还剩 3 天".to_owned()));
    assert_eq!(days[2], (CircularDue, "报送总结和推荐表：还剩 1 天".to_owned()));
    assert_eq!(kinds(&w, &w.other_province).await, [CircularIssued], "it is done");
    assert_eq!(
        kinds(&w, &w.organizer).await,
        [CircularIssued],
        "it is for regions"
    );
}
