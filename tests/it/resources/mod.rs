//! The resource library: from an activity to everyone, upward and into other hands.

mod batch;
mod counting;
mod faults;
mod hiding;
mod life;
mod listing;

use app::{Outcome, activity, resource, review};
use domain::access::{Actor, Grant, Role};
use domain::activity::view::{Activity, ActivityContentInput, Decision, NewActivity, Review};
use domain::id::ActivityId;
use domain::media::MediaKind;
use domain::problem::Lang;
use domain::resource::{NewResource, Resource, ResourceDecision, ResourceReview};
use harness::World;
use serde_json::{Map, Value, json};

pub fn publish() -> ResourceReview {
    ResourceReview {
        decision: ResourceDecision::Publish,
        reason: None,
    }
}

/// A form without a fault.
pub fn complete() -> Value {
    json!({
        "kind": "lecture", "title": "声音从哪里来（课件）",
        "description": "面向小学高年级的讲座课件一套，含演示文稿和实验清单，各单位可直接下载使用。",
        "audiences": ["youth"], "fields": ["science_education"], "url": "https://example.com/lectures/1",
        "licence": "cc_by_4", "holds_rights": true
    })
}

/// [`complete`] with these fields changed.
pub fn form(changes: Value) -> Map<String, Value> {
    let (Value::Object(mut form), Value::Object(changes)) = (complete(), changes) else {
        unreachable!()
    };
    form.extend(changes);
    form
}

/// A draft of an approved activity.
pub async fn begun_by(w: &World, who: &Actor, of: ActivityId) -> Resource {
    let new = NewResource { activity_id: of };
    match resource::begin(&w.app, who, new, None).await.unwrap() {
        Outcome::New(made) => made,
        Outcome::Again { .. } => unreachable!("no key was given"),
    }
}

/// A draft that could be handed in.
pub async fn drafted(w: &World, of: ActivityId, changes: Value) -> Resource {
    let r = begun_by(w, &w.organizer, of).await;
    resource::save(&w.app, &w.organizer, r.item.id, r.item.version, form(changes))
        .await
        .unwrap()
}

/// One that waits to be read.
pub async fn submitted(w: &World, of: ActivityId, changes: Value) -> Resource {
    let r = drafted(w, of, changes).await;
    resource::submit(&w.app, &w.organizer, r.item.id, r.item.version)
        .await
        .unwrap()
}

/// One that everyone sees.
pub async fn offered(w: &World, of: ActivityId, changes: Value) -> Resource {
    let r = submitted(w, of, changes).await;
    resource::review(&w.app, &w.province, r.item.id, r.item.version, publish())
        .await
        .unwrap()
}

/// Somebody of the association, at the organizer's desk: the files of the samples are theirs.
pub fn neighbour(w: &World) -> Actor {
    Actor {
        account: w.organizer.account,
        grants: vec![Grant {
            role: Role::Organizer,
            region: None,
            organization: Some(w.association),
            lines: Vec::new(),
            on_behalf_of: None,
        }],
    }
}

/// An approved activity of the association in 瑞安.
pub async fn approved_elsewhere(w: &World, title: &str) -> Activity {
    let who = neighbour(w);
    let Value::Object(mut fields) = w.complete() else {
        unreachable!()
    };
    fields.insert("title".into(), json!(title));
    fields.insert("region_code".into(), json!("330381"));
    let poster = w.file(MediaKind::Poster, None, None).await;
    fields.insert("poster_id".into(), json!(poster));
    fields.insert(
        "hosts".into(),
        json!([{ "organization_id": w.association, "name": "瑞安市科学技术协会" }]),
    );
    let new = NewActivity {
        edition: "2024".into(),
        organization_id: w.association,
        content: ActivityContentInput(fields),
    };
    let Outcome::New(draft) = activity::create(&w.app, &who, new, None, Lang::Zh).await.unwrap() else {
        unreachable!("no key was given")
    };
    let mut a = activity::submit(&w.app, &who, draft.id, draft.version, Lang::Zh)
        .await
        .unwrap();
    for reviewer in [&w.province, &w.nation] {
        let approve = Review {
            decision: Decision::Approve,
            reason: None,
        };
        a = review::decide(&w.app, reviewer, a.id, a.version, approve, Lang::Zh)
            .await
            .unwrap();
    }
    a
}
