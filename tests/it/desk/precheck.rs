use std::time::{Duration, Instant as Timer};

use app::review::QueueQuery;
use app::word;
use domain::activity::finding::Severity;
use domain::review::QueueSort;
use domain::word::{ReplaceSensitiveWords, SensitiveWord, WordLevel};
use harness::{Site, World};
use serde_json::json;

use super::{code, in_queue, queue};

fn list(words: &[(&str, WordLevel)]) -> ReplaceSensitiveWords {
    let entry = |(word, level): &(&str, WordLevel)| SensitiveWord {
        word: (*word).to_owned(),
        level: *level,
    };
    ReplaceSensitiveWords {
        words: words.iter().map(entry).collect(),
    }
}

#[tokio::test]
async fn findings_sort_the_queue_and_never_reject() {
    let w = World::new().await;
    let words = list(&[("包治百病", WordLevel::Prohibited), ("免费", WordLevel::Notice)]);
    assert_eq!(
        code(word::replace(&w.app, &w.nation, 0, words.clone()).await),
        "not_allowed"
    );
    word::replace(&w.app, &w.operator, 0, words).await.unwrap();
    let calm = w.submitted(json!({})).await;
    let risky = w
        .submitted(json!({ "title": "包治百病的讲座", "detail_html": "<p>免费参加，请联系 13912345678，地点与时间见海报，欢迎社区居民与学生前来参加本次科普讲座。</p>" }))
        .await;
    let found: Vec<(&str, Severity)> = risky
        .findings
        .iter()
        .map(|f| (f.code.as_str(), f.severity))
        .collect();
    assert_eq!(
        found,
        [
            ("sensitive_prohibited", Severity::Serious),
            ("contact_in_text", Severity::Warning),
            ("sensitive_notice", Severity::Note),
        ]
    );
    assert!(risky.findings[1].message.contains("139****5678"));
    let by_risk = QueueQuery {
        sort: QueueSort::Risk,
        ..QueueQuery::default()
    };
    let order: Vec<_> = queue(&w, &w.province, by_risk)
        .await
        .items
        .iter()
        .map(|i| i.activity.id)
        .collect();
    assert_eq!(order, [risky.id, calm.id]);
    let item = in_queue(&w, &w.province, risky.id).await.unwrap();
    assert_eq!((item.risk, item.findings.len()), (250, 3));
    assert_eq!(in_queue(&w, &w.province, calm.id).await.unwrap().risk, 0);
}

#[tokio::test]
async fn a_draft_is_checked_as_it_is_typed() {
    let w = World::new().await;
    word::replace(&w.app, &w.operator, 0, list(&[("ＡＢＣ减肥", WordLevel::Check)]))
        .await
        .unwrap();
    let draft = w.complete_draft().await;
    assert!(draft.findings.is_empty());
    let change = serde_json::Map::from_iter([("title".to_owned(), json!("abc减肥科普"))]);
    let changed = app::activity::change(
        &w.app,
        &w.organizer,
        draft.id,
        draft.version,
        change,
        domain::problem::Lang::Zh,
    )
    .await
    .unwrap();
    assert_eq!(
        changed.findings[0].code, "sensitive_check",
        "width and case do not matter"
    );
    assert_eq!(changed.findings[0].pointer, "/title");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_regex_bomb_in_the_list_is_just_a_word() {
    let site = Site::new().await;
    let w = &site.world;
    let operator = site.sign_in(8).await;
    let bomb = "(a+)+(a+)+(a+)+$";
    let put = |version: i64, body: serde_json::Value| {
        let operator = operator.clone();
        async move {
            let tag = format!("\"{version}\"");
            operator
                .call(
                    reqwest::Method::PUT,
                    "/sensitive-words",
                    &[("if-match", &tag)],
                    Some(body),
                )
                .await
        }
    };
    let words = json!({ "words": [{ "word": bomb, "level": "check" }, { "word": ".*", "level": "check" }] });
    let answer = put(0, words).await.refused(422, "validation_failed");
    assert_eq!(
        answer.faults(),
        [("/words/1/word".to_owned(), "nothing_readable".to_owned())]
    );
    put(0, json!({ "words": [{ "word": bomb, "level": "check" }] }))
        .await
        .expect(200);
    put(0, json!({ "words": [] })).await.refused(412, "stale");
    let begun = Timer::now();
    let text = format!("<p>{}</p>", "a".repeat(19_000));
    let harmless = w.submitted(json!({ "detail_html": text })).await;
    assert!(harmless.findings.is_empty(), "{:?}", harmless.findings);
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    let literal = w.submitted(json!({ "title": format!("怎么读 {bomb}") })).await;
    assert_eq!(literal.findings[0].code, "sensitive_check");
    let many: Vec<_> = (0..5_001)
        .map(|n| json!({ "word": format!("词语{n}"), "level": "notice" }))
        .collect();
    put(1, json!({ "words": many }))
        .await
        .refused(422, "validation_failed");
}
