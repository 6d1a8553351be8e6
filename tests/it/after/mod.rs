//! After the event: supplement, eligibility, recommendation, public notice, certificates.

mod guarded;
pub mod notice;
mod passing_up;
pub mod recommendation;
mod reminders;
mod scoring;
mod statements;
mod supplement;
mod uploads;

use app::supplement::{self as use_case, Basis};
use domain::access::Actor;
use domain::activity::view::Activity;
use domain::eligibility::{Eligibility, RuleCode};
use domain::id::{ActivityId, MediaId};
use domain::media::MediaKind;
use domain::problem::Lang;
use domain::supplement::Supplement;
use domain::time::Instant;
use harness::World;
use serde_json::{Value, json};

pub fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

pub fn code<T: std::fmt::Debug>(outcome: Result<T, app::AppError>) -> &'static str {
    outcome.expect_err("it is refused").code().as_str()
}

pub async fn photos(w: &World, count: u64) -> Vec<MediaId> {
    let mut all = Vec::new();
    for n in 0..count {
        // Hashes far apart: photos that look different.
        let hash = 0x9E37_79B9_7F4A_7C15_u64.wrapping_mul(n * 2 + 1);
        all.push(w.file(MediaKind::Photo, Some(hash), None).await);
    }
    all
}

/// A supplement that meets every rule, for an activity on site.
pub async fn whole(w: &World) -> Value {
    json!({
        "actual_participants": { "offline": 320 },
        "media_reports": [{
            "title": "科学之夜点亮科技馆", "outlet": "示例日报", "level": "city",
            "published_on": "2024-09-16", "url": "https://news.example.cn/a/1"
        }],
        "photo_ids": photos(w, 3).await,
        "summary": {
            "basics": "活动当晚开放全部展厅。", "results": "三百余人参加。", "highlights": "夜间观测。",
            "reusable_resources": "讲座视频一套。", "experience": "提前预约可减少排队。"
        }
    })
}

pub async fn save(
    w: &World,
    id: ActivityId,
    version: i32,
    fields: Value,
) -> Result<Supplement, app::AppError> {
    let Value::Object(fields) = fields else {
        panic!("a form is an object")
    };
    use_case::save(&w.app, &w.organizer, id, version, fields, Lang::Zh).await
}

/// Saves and hands in.
pub async fn hand_in(w: &World, id: ActivityId, fields: Value) -> Supplement {
    let now = use_case::show(&w.app, &w.organizer, id, Lang::Zh).await.unwrap();
    let saved = save(w, id, now.version, fields).await.unwrap();
    use_case::submit(&w.app, &w.organizer, id, saved.version, Lang::Zh)
        .await
        .unwrap()
}

pub async fn judged(w: &World, who: &Actor, id: ActivityId) -> Eligibility {
    use_case::eligibility(&w.app, who, id, Basis::Submitted, Lang::Zh)
        .await
        .unwrap()
}

pub fn failing(e: &Eligibility) -> Vec<RuleCode> {
    e.rules
        .iter()
        .filter(|r| r.passed != Some(true))
        .map(|r| r.code)
        .collect()
}

/// An approved activity that ended on 15 September with its supplement handed in, eligible.
pub async fn eligible(w: &World, changes: Value) -> Activity {
    let a = w.approved(changes).await;
    let back = w.app.now();
    w.clock.set(at("2024-09-16T10:00:00+08:00"));
    hand_in(w, a.id, whole(w).await).await;
    if back > w.app.now() {
        w.clock.set(back);
    }
    a
}
