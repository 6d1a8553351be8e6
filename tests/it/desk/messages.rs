use app::message;
use domain::access::Actor;
use domain::message::{MarkRead, Message, PreferencesChange};
use domain::page::Limit;
use domain::problem::Lang;
use harness::World;
use serde_json::{Map, json};

use super::{approve, decide, reject};

async fn inbox(w: &World, who: &Actor) -> Vec<Message> {
    message::inbox(&w.app, who, false, Limit::default(), None, Lang::Zh)
        .await
        .unwrap()
        .items
}

#[tokio::test]
async fn every_decision_is_told_once_when_it_can_no_longer_be_taken_back() {
    let w = World::new().await;
    let a = w.submitted(json!({})).await;
    let rejected = decide(&w, &w.province, &a, reject("请写明地址")).await;
    w.work_off().await;
    assert!(
        inbox(&w, &w.organizer).await.is_empty(),
        "it can still be taken back"
    );
    w.clock.set(w.app.now().plus_seconds(600));
    w.work_off().await;
    w.work_off().await;
    let told = inbox(&w, &w.organizer).await;
    assert_eq!(told.len(), 1);
    assert!(
        told[0].title.contains("温州科技馆科学之夜") && told[0].body.contains("请写明地址"),
        "{told:?}"
    );
    assert_eq!(told[0].activity_id, Some(a.id));
    assert!(
        !inbox(&w, &w.recused).await.is_empty(),
        "everybody of the organisation"
    );
    assert!(inbox(&w, &w.other_organizer).await.is_empty() && inbox(&w, &w.province).await.is_empty());
    let english = message::inbox(&w.app, &w.organizer, false, Limit::default(), None, Lang::En)
        .await
        .unwrap();
    assert!(
        english.items[0].title.ends_with("needs changes"),
        "{:?}",
        english.items[0]
    );
    let by_sms = |(phone, text): &(String, String)| *phone == World::phone(1) && text.contains("需要修改");
    assert!(w.notices().iter().any(by_sms), "{:?}", w.notices());

    let again = app::activity::submit(&w.app, &w.organizer, a.id, rejected.version, Lang::Zh)
        .await
        .unwrap();
    let passed = decide(&w, &w.province, &again, approve()).await;
    let done = decide(&w, &w.nation, &passed, approve()).await;
    let why = domain::activity::view::StepReason {
        reason: Some("核实内容".into()),
    };
    app::activity::take_down(&w.app, &w.nation, a.id, done.version, why, Lang::Zh)
        .await
        .unwrap();
    w.work_off().await;
    assert_eq!(
        inbox(&w, &w.organizer).await[0].kind.as_str(),
        "taken_down",
        "told at once"
    );
    w.clock.set(w.app.now().plus_seconds(601));
    w.work_off().await;
    let kinds: Vec<&str> = inbox(&w, &w.organizer)
        .await
        .iter()
        .map(|m| m.kind.as_str())
        .collect();
    assert_eq!(kinds.len(), 4);
    for kind in ["passed", "approved"] {
        assert!(kinds.contains(&kind), "{kinds:?}");
    }
}

#[tokio::test]
async fn what_is_read_is_no_longer_counted_and_pages_have_no_gap() {
    let w = World::new().await;
    for n in 0..5 {
        let a = w.submitted(json!({ "title": format!("第 {n} 场") })).await;
        decide(&w, &w.province, &a, approve()).await;
        w.clock.set(w.app.now().plus_seconds(1));
    }
    w.clock.set(w.app.now().plus_seconds(600));
    w.work_off().await;
    assert_eq!(message::unread(&w.app, &w.organizer).await.unwrap().unread, 5);
    let mut walked = Vec::new();
    let mut cursor = None;
    loop {
        let page = message::inbox(
            &w.app,
            &w.organizer,
            false,
            Limit::new(2).unwrap(),
            cursor.as_deref(),
            Lang::Zh,
        )
        .await
        .unwrap();
        walked.extend(page.items.into_iter().map(|m| m.id));
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(walked.len(), 5);
    let marks = MarkRead {
        ids: walked[..2].to_vec(),
        all: false,
    };
    assert_eq!(
        message::mark_read(&w.app, &w.recused, marks.clone())
            .await
            .unwrap()
            .unread,
        5,
        "those of others stay"
    );
    assert_eq!(
        message::mark_read(&w.app, &w.organizer, marks)
            .await
            .unwrap()
            .unread,
        3
    );
    let all = MarkRead {
        ids: Vec::new(),
        all: true,
    };
    assert_eq!(
        message::mark_read(&w.app, &w.organizer, all)
            .await
            .unwrap()
            .unread,
        0
    );
}

#[tokio::test]
async fn a_person_chooses_what_reaches_them_by_sms() {
    let w = World::new().await;
    let off = PreferencesChange {
        sms_decisions: Some(false),
        ..PreferencesChange::default()
    };
    let chosen = message::change_preferences(&w.app, &w.organizer, off)
        .await
        .unwrap();
    assert!(!chosen.sms_decisions && chosen.sms_deadlines);
    let a = w.submitted(json!({})).await;
    decide(&w, &w.province, &a, approve()).await;
    w.clock.set(w.app.now().plus_seconds(600));
    w.work_off().await;
    assert_eq!(inbox(&w, &w.organizer).await.len(), 1, "the inbox has everything");
    let phones: Vec<String> = w.notices().into_iter().map(|(phone, _)| phone).collect();
    assert_eq!(
        phones,
        [World::phone(5)],
        "only the colleague who did not opt out"
    );
}

#[tokio::test]
async fn deadlines_are_told_once_however_often_it_is_looked() {
    let w = World::new().await;
    let edition = app::reference::edition(&w.app, "2024").await.unwrap();
    let closes = Map::from_iter([("filing_closes_on".to_owned(), json!("2024-09-16"))]);
    app::edition::change(&w.app, &w.operator, "2024", edition.version, closes)
        .await
        .unwrap();
    let draft = w.complete_draft().await;
    let kinds = async || {
        message::remind(&w.app).await.unwrap();
        w.work_off().await;
        message::remind(&w.app).await.unwrap();
        w.work_off().await;
        let mut kinds: Vec<&str> = inbox(&w, &w.organizer)
            .await
            .iter()
            .map(|m| m.kind.as_str())
            .collect();
        kinds.sort_unstable();
        kinds
    };
    assert!(kinds().await.is_empty(), "two weeks before");
    let at = |text: &str| domain::time::Instant::parse(text).unwrap();
    w.clock.set(at("2024-09-13T00:00:00+08:00"));
    assert_eq!(kinds().await, ["filing_closes"], "three days before it closes");
    // Down over the weekend: what fell into it is told late, and once.
    w.clock.set(at("2024-09-15T08:00:00+08:00"));
    assert_eq!(kinds().await, ["draft_starts", "filing_closes", "filing_closes"]);
    let told = inbox(&w, &w.organizer).await;
    assert!(told.iter().any(|m| m.activity_id == Some(draft.id)));
    app::activity::delete(&w.app, &w.organizer, draft.id, draft.version)
        .await
        .unwrap();
    w.clock.set(at("2024-09-16T08:00:00+08:00"));
    assert_eq!(kinds().await.len(), 3, "nothing is unfinished any more");
}
