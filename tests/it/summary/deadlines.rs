//! By when: soft deadlines mark, hard ones refuse, on both sides of midnight in Shanghai.

use app::summary as use_case;
use domain::problem::Lang;
use domain::summary::{SummaryReturn, SummaryStatus};
use harness::World;

use super::{at, begin, faults, hand_in, neighbour, save, whole};

const IN_TIME: &str = "2024-09-28T23:59:59+08:00";
const TOO_LATE: &str = "2024-09-29T00:00:00+08:00";

/// Makes the county's deadline a hard one.
async fn harden(w: &World) {
    w.app
        .db()
        .write(|tx| {
            let mut edition = persistence::reference::edition(tx.conn(), "2024")?.unwrap();
            for deadline in &mut edition.deadlines {
                deadline.hard = true;
            }
            let (expected, at) = (edition.version, at("2024-09-01T00:00:00Z"));
            edition.version += 1;
            persistence::reference::change_edition(tx, &edition, expected, at)
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn a_soft_deadline_marks_what_comes_after_it() {
    let w = World::new().await;
    let ours = begin(&w, &w.county, Some("330302"), None).await.unwrap();
    let theirs = begin(&w, &neighbour(&w), Some("330381"), None).await.unwrap();
    w.clock.set(at(IN_TIME));
    let in_time = hand_in(&w, &w.county, ours.item.id).await.unwrap();
    assert!(!in_time.item.late);
    w.clock.set(at(TOO_LATE));
    let o = use_case::overview(&w.app, &w.city, "330300".parse().unwrap(), "2024".into())
        .await
        .unwrap();
    let overdue: Vec<_> = o.below.iter().filter(|r| r.overdue).collect();
    assert_eq!(overdue.len(), 11, "all but ours");
    let late = hand_in(&w, &neighbour(&w), theirs.item.id).await.unwrap();
    assert!(late.item.late);
    // Sent back, what was in time stays in time, and what was late stays late.
    for (who, id, was_late) in [
        (w.county.clone(), ours.item.id, false),
        (neighbour(&w), theirs.item.id, true),
    ] {
        let version = use_case::show(&w.app, &w.city, id).await.unwrap().item.version;
        let why = SummaryReturn {
            reason: "请补充".into(),
        };
        use_case::give_back(&w.app, &w.city, id, version, why)
            .await
            .unwrap();
        let again = hand_in(&w, &who, id).await.unwrap();
        assert_eq!((again.item.late, again.item.submission), (was_late, 2));
    }
}

#[tokio::test]
async fn a_hard_deadline_refuses_with_its_day_but_not_what_was_sent_back() {
    let w = World::new().await;
    harden(&w).await;
    let ours = begin(&w, &w.county, Some("330302"), None).await.unwrap();
    let theirs = begin(&w, &neighbour(&w), Some("330381"), None).await.unwrap();
    w.clock.set(at(IN_TIME));
    let handed = hand_in(&w, &w.county, ours.item.id).await.unwrap();
    w.clock.set(at(TOO_LATE));
    let saved = save(&w, &neighbour(&w), theirs.item.id, whole()).await.unwrap();
    let refused = use_case::submit(&w.app, &neighbour(&w), theirs.item.id, saved.item.version).await;
    assert_eq!(faults(refused), [(String::new(), "deadline_over")]);
    let why = SummaryReturn {
        reason: "请补充".into(),
    };
    use_case::give_back(&w.app, &w.city, ours.item.id, handed.item.version, why)
        .await
        .unwrap();
    let again = hand_in(&w, &w.county, ours.item.id).await.unwrap();
    assert_eq!(
        (again.item.status, again.item.late),
        (SummaryStatus::Submitted, false)
    );
}

#[tokio::test]
async fn those_who_have_not_handed_in_are_reminded_once_for_each_step() {
    let w = World::new().await;
    let titles = async || {
        w.work_off().await;
        let limit = domain::page::Limit::default();
        let inbox = app::message::inbox(&w.app, &w.county, false, limit, None, Lang::Zh)
            .await
            .unwrap();
        inbox
            .items
            .into_iter()
            .map(|m| m.title)
            .filter(|t| t.contains("总结报送"))
            .collect::<Vec<_>>()
    };
    w.clock.set(at("2024-09-25T09:00:00+08:00"));
    for _ in 0..2 {
        app::message::remind(&w.app).await.unwrap();
    }
    assert_eq!(titles().await, ["2024年全国科普日总结报送还剩 3 天"]);
    let s = begin(&w, &w.county, Some("330302"), None).await.unwrap();
    hand_in(&w, &w.county, s.item.id).await.unwrap();
    w.clock.set(at("2024-09-27T09:00:00+08:00"));
    app::message::remind(&w.app).await.unwrap();
    assert_eq!(titles().await.len(), 1, "it is handed in");
}
