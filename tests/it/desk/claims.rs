use app::review::{self, QueueQuery};
use domain::access::Actor;
use domain::id::ActivityId;
use domain::problem::Lang;
use domain::review::{ClaimRequest, ClaimResult, QueueShare};
use harness::World;
use serde_json::json;

use super::{approve, code, decide, in_queue, queue};

async fn claim(w: &World, who: &Actor, id: ActivityId) -> ClaimResult {
    let request = ClaimRequest {
        activity_ids: vec![id],
    };
    review::claim(&w.app, who, request, Lang::Zh)
        .await
        .unwrap()
        .items
        .remove(0)
}

#[tokio::test]
async fn two_reviewers_never_see_the_same_claimed_item_as_free() {
    let w = World::new().await;
    let a = w.submitted(json!({})).await;
    let b = w.submitted(json!({ "title": "另一场活动" })).await;
    assert!(claim(&w, &w.province, a.id).await.claimed);
    let refused = claim(&w, &w.colleague, a.id).await;
    let holder = refused.claim.clone().unwrap();
    assert_eq!(refused.problem.unwrap().code, "claimed_by_other");
    assert_eq!(
        (holder.account_id, holder.mine),
        (w.province.account, false),
        "one sees who is on it"
    );

    let free = QueueQuery {
        share: QueueShare::Free,
        ..QueueQuery::default()
    };
    let theirs = queue(&w, &w.colleague, free.clone()).await;
    assert_eq!(
        theirs.items.iter().map(|i| i.activity.id).collect::<Vec<_>>(),
        [b.id]
    );
    assert_eq!(
        queue(&w, &w.province, free.clone()).await.items.len(),
        2,
        "one's own is free for oneself"
    );
    let seen = in_queue(&w, &w.colleague, a.id).await.unwrap();
    assert_eq!(seen.claim.unwrap().until, w.app.now().plus_seconds(900));

    let refused = review::decide(&w.app, &w.colleague, a.id, a.version, approve(), Lang::Zh).await;
    assert_eq!(code(refused), "claimed_by_other");
    w.clock.set(w.app.now().plus_seconds(900));
    assert_eq!(
        queue(&w, &w.colleague, free).await.items.len(),
        2,
        "a lease ends by itself"
    );
    decide(&w, &w.colleague, &a, approve()).await;
}

#[tokio::test]
async fn claims_are_given_only_to_those_who_decide() {
    let w = World::new().await;
    let a = w.submitted(json!({})).await;
    for (who, want) in [
        (&w.other_province, "not_found"),
        (&w.nation, "not_your_stage"),
        (&w.recused, "recused"),
        (&w.county, "not_allowed"),
        (&w.organizer, "not_allowed"),
    ] {
        let result = claim(&w, who, a.id).await;
        assert_eq!(result.problem.unwrap().code, want);
        assert!(result.claim.is_none());
    }
    // A decision ends the claim: at the next stage it is anybody's.
    claim(&w, &w.province, a.id).await;
    let passed = decide(&w, &w.province, &a, approve()).await;
    assert!(in_queue(&w, &w.nation, passed.id).await.unwrap().claim.is_none());
    let gone = claim(&w, &w.province, a.id).await;
    assert_eq!(gone.problem.unwrap().code, "not_your_stage");
}

#[tokio::test]
async fn an_own_filing_is_marked_in_the_queue_of_a_recused_reviewer() {
    let w = World::new().await;
    let a = w.submitted(json!({})).await;
    assert!(in_queue(&w, &w.recused, a.id).await.unwrap().recused);
    assert!(!in_queue(&w, &w.province, a.id).await.unwrap().recused);
}
