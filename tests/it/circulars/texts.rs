//! Drafts, corrections, what everybody reads.

use app::circular;
use domain::circular::{CircularAction, Completion, Correction, DeadlineFor, Recipient, Withdrawal};
use domain::id::MediaId;
use domain::page::Limit;
use domain::problem::Code;

use super::*;

#[tokio::test]
async fn a_correction_is_a_revision_of_its_own_and_what_was_done_stays_done() {
    let w = World::new().await;
    let mut asked = new("100000", regions_only());
    asked.content.deadlines = vec![
        deadline("2024-09-20", DeadlineFor::Regions),
        deadline("2024-09-30", DeadlineFor::Regions),
    ];
    let c = published(&w, &w.nation, asked.clone()).await;
    let silent = circular::change(&w.app, &w.nation, c.id, c.version, asked).await;
    assert_eq!(refused(silent), Code::StepNotAllowed);
    let seen = circular::show(&w.app, &w.province, c.id).await.unwrap();
    let mark = |n| Completion {
        dispatch_id: seen.chain[0].id,
        n,
        recipient: Recipient::Region(code("330000")),
        done: true,
    };
    circular::complete(&w.app, &w.province, c.id, mark(1))
        .await
        .unwrap();
    circular::complete(&w.app, &w.province, c.id, mark(2))
        .await
        .unwrap();
    let mut content = c.content.clone();
    content.title = "关于开展2024年全国科普日活动的通知（更正）".into();
    content.deadlines.remove(1);
    content.deadlines[0].due_on = "2024-09-25".parse().unwrap();
    content
        .deadlines
        .push(deadline("2024-10-08", DeadlineFor::Regions));
    let correction = |note: &str| Correction {
        content: content.clone(),
        note: note.into(),
    };
    let no_note = circular::correct(&w.app, &w.nation, c.id, c.version, correction("")).await;
    assert_eq!(refused(no_note), Code::ValidationFailed);
    let done = circular::correct(&w.app, &w.nation, c.id, c.version, correction("报送时间延后"))
        .await
        .unwrap();
    let stale = circular::correct(&w.app, &w.nation, c.id, c.version, correction("再改")).await;
    assert_eq!(refused(stale), Code::Stale);
    assert_eq!(
        (done.revision, done.revision_note.as_deref()),
        (2, Some("报送时间延后"))
    );
    let numbers: Vec<_> = done.content.deadlines.iter().map(|d| d.n).collect();
    assert_eq!(numbers, [1, 3], "a number is never given again");
    assert!(
        !inbox(&w, &w.province).await[0].read,
        "there is something new to read"
    );
    let seen = circular::show(&w.app, &w.province, c.id).await.unwrap();
    let todos: Vec<_> = seen.todos.iter().map(|t| (t.n, t.done)).collect();
    assert_eq!(todos, [(1, true), (3, false)]);
    let all = circular::revisions(&w.app, &w.province, c.id, Limit::default(), None)
        .await
        .unwrap();
    let texts: Vec<_> = all
        .items
        .iter()
        .map(|r| (r.n, r.content.title.ends_with("（更正）")))
        .collect();
    assert_eq!(texts, [(2, true), (1, false)]);
}

#[tokio::test]
async fn drafts_are_kept_however_incomplete_and_everything_missing_is_named_at_once() {
    let w = World::new().await;
    let mut bare = new("330000", Audience::default());
    bare.content = CircularContent::default();
    bare.edition = None;
    let draft = drafted(&w, &w.province, bare.clone()).await;
    assert!(draft.actions.contains(&CircularAction::Publish));
    let Err(AppError::Invalid(faults)) =
        circular::publish(&w.app, &w.province, draft.id, draft.version).await
    else {
        panic!("an empty notice was published")
    };
    let mut found: Vec<_> = faults.iter().map(|f| f.pointer.as_str()).collect();
    found.sort_unstable();
    assert_eq!(
        found,
        [
            "/audience",
            "/content/body_html",
            "/content/office",
            "/content/title"
        ]
    );
    let moved = NewCircular {
        region_code: code("110000"),
        ..bare.clone()
    };
    let refusal = circular::change(&w.app, &w.province, draft.id, draft.version, moved).await;
    assert_eq!(refused(refusal), Code::ValidationFailed);
    let strange = NewCircular {
        edition: Some("1999".into()),
        content: CircularContent {
            attachment_ids: vec![MediaId::new(Uuid::nil())],
            ..CircularContent::default()
        },
        ..bare
    };
    let Err(AppError::Invalid(faults)) =
        circular::change(&w.app, &w.province, draft.id, draft.version, strange).await
    else {
        panic!("neither edition nor file exist")
    };
    let found: Vec<_> = faults.iter().map(|f| f.code.as_str()).collect();
    assert_eq!(found, ["unknown_edition", "unknown_media"]);
    circular::delete(&w.app, &w.province, draft.id, draft.version)
        .await
        .unwrap();
    assert!(!sees(&w, &w.province, draft.id).await);
}

#[tokio::test]
async fn everybody_reads_what_is_public_until_it_is_withdrawn() {
    let w = World::new().await;
    let file = attachment(&w, &w.nation).await;
    let mut asked = new("100000", regions_only());
    asked.public = true;
    asked.content.attachment_ids = vec![file];
    let c = published(&w, &w.nation, asked).await;
    published(&w, &w.nation, new("100000", regions_only())).await;
    let all = circular::public_list(&w.app, Limit::default(), None)
        .await
        .unwrap();
    assert_eq!(all.items.iter().map(|item| item.id).collect::<Vec<_>>(), [c.id]);
    let shown = circular::public_show(&w.app, c.id).await.unwrap();
    assert_eq!(shown.attachments[0].id, file);
    assert!(app::media::content(&w.app, None, file, "original").await.is_ok());
    let reason = Withdrawal {
        reason: "重发".into(),
    };
    circular::withdraw(&w.app, &w.nation, c.id, c.version, reason)
        .await
        .unwrap();
    assert_eq!(refused(circular::public_show(&w.app, c.id).await), Code::NotFound);
    assert_eq!(
        refused(app::media::content(&w.app, None, file, "original").await),
        Code::NotFound
    );
}
