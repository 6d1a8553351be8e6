//! The review desk as reviewers and organisers meet it.

mod batch;
mod claims;
mod differences;
mod links;
mod messages;
mod pairs;
mod precheck;
mod reports;
mod sharing;
mod statements;
mod switches;
mod undo;

use app::review::{self, QueueQuery};
use domain::access::Actor;
use domain::activity::view::{Activity, Decision, Review};
use domain::id::ActivityId;
use domain::page::{Limit, Page};
use domain::problem::Lang;
use domain::review::ReviewQueueItem;
use harness::World;

pub fn approve() -> Review {
    Review {
        decision: Decision::Approve,
        reason: None,
    }
}

pub fn reject(reason: &str) -> Review {
    Review {
        decision: Decision::Reject,
        reason: Some(reason.to_owned()),
    }
}

pub async fn decide(w: &World, who: &Actor, a: &Activity, decision: Review) -> Activity {
    review::decide(&w.app, who, a.id, a.version, decision, Lang::Zh)
        .await
        .unwrap()
}

pub async fn queue(w: &World, who: &Actor, query: QueueQuery) -> Page<ReviewQueueItem> {
    let query = QueueQuery {
        limit: Limit::new(100).unwrap(),
        ..query
    };
    review::queue(&w.app, who, query, Lang::Zh).await.unwrap()
}

pub async fn in_queue(w: &World, who: &Actor, id: ActivityId) -> Option<ReviewQueueItem> {
    let page = queue(w, who, QueueQuery::default()).await;
    page.items.into_iter().find(|item| item.activity.id == id)
}

pub fn code<T: std::fmt::Debug>(outcome: Result<T, app::AppError>) -> &'static str {
    outcome.expect_err("it is refused").code().as_str()
}
