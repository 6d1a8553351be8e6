//! Random people try random things; a small model, written from PRODUCT's table and not from the code, says what must
//! come of each. Runs through the use cases on the engine under test.

use app::{App, AppError, activity};
use domain::access::Actor;
use domain::activity::status::Status;
use domain::activity::view::{Activity, Decision, Review, StepReason};
use domain::id::ActivityId;
use domain::problem::Lang;
use harness::World;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Map, Value};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Who {
    Organizer,
    OtherOrganisation,
    Province,
    OtherProvince,
    /// A reviewer of the province who also files for the organisation.
    Recused,
    County,
    Nation,
    Operator,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Edit,
    Submit,
    Approve,
    Reject,
    RejectWithoutReason,
    Withdraw,
    TakeDown,
    Restore,
}

const WHO: [Who; 8] = [
    Who::Organizer,
    Who::OtherOrganisation,
    Who::Province,
    Who::OtherProvince,
    Who::Recused,
    Who::County,
    Who::Nation,
    Who::Operator,
];
const WHAT: [What; 8] = [
    What::Edit,
    What::Submit,
    What::Approve,
    What::Reject,
    What::RejectWithoutReason,
    What::Withdraw,
    What::TakeDown,
    What::Restore,
];

/// What must come of it: the new status, or the code of the refusal.
fn expected(state: &str, who: Who, what: What, stale: bool) -> Result<&'static str, &'static str> {
    let own = matches!(who, Who::Organizer | Who::Recused);
    let official = matches!(who, Who::Province | Who::Recused | Who::County | Who::Nation);
    let visible = own || (state != "draft" && (official || who == Who::Operator));
    if !visible {
        return Err(if state == "approved" {
            "out_of_scope"
        } else {
            "not_found"
        });
    }
    let stage_of = |state: &str| match state {
        "province_review" => Some(Who::Province),
        "national_review" => Some(Who::Nation),
        _ => None,
    };
    let reviewing = matches!(what, What::Approve | What::Reject | What::RejectWithoutReason);
    if reviewing {
        match (who, stage_of(state)) {
            (Who::Organizer | Who::County | Who::Operator, _) => return Err("not_allowed"),
            (Who::Province | Who::Nation | Who::Recused, None) => {}
            (Who::Recused, Some(Who::Province)) => return Err("recused"),
            (Who::Recused, Some(_)) => return Err("not_your_stage"),
            (who, Some(stage)) if who != stage => return Err("not_your_stage"),
            _ => {}
        }
    }
    match what {
        What::Edit | What::Submit | What::Withdraw if !own => return Err("not_allowed"),
        What::TakeDown | What::Restore
            if !matches!(who, Who::Province | Who::Recused | Who::Nation | Who::Operator) =>
        {
            return Err("not_allowed");
        }
        _ => {}
    }
    if stale {
        return Err("stale");
    }
    if what == What::RejectWithoutReason {
        return Err("validation_failed");
    }
    let editable = matches!(
        state,
        "draft" | "withdrawn" | "province_rejected" | "national_rejected"
    );
    let next = match (what, state) {
        (What::Edit, _) if editable => match state {
            "draft" => "draft",
            "withdrawn" => "withdrawn",
            "province_rejected" => "province_rejected",
            _ => "national_rejected",
        },
        (What::Submit, _) if editable => "province_review",
        (What::Approve, "province_review") => "national_review",
        (What::Approve, "national_review") => "approved",
        (What::Reject, "province_review") => "province_rejected",
        (What::Reject, "national_review") => "national_rejected",
        (What::Withdraw, "province_review" | "national_review" | "approved") => "withdrawn",
        (What::TakeDown, "approved") => "taken_down",
        (What::Restore, "taken_down") => "approved",
        _ => return Err("step_not_allowed"),
    };
    Ok(next)
}

async fn really(
    app: &App,
    actor: &Actor,
    id: ActivityId,
    what: What,
    version: i32,
) -> Result<Activity, AppError> {
    let because = || StepReason {
        reason: Some("“理由”".into()),
    };
    let review = |decision, reason: Option<&str>| Review {
        decision,
        reason: reason.map(str::to_owned),
    };
    match what {
        What::Edit => {
            let change = Map::from_iter([("budget_yuan".to_owned(), Value::from(version))]);
            activity::change(app, actor, id, version, change, Lang::Zh).await
        }
        What::Submit => activity::submit(app, actor, id, version, Lang::Zh).await,
        What::Approve => {
            activity::review(app, actor, id, version, review(Decision::Approve, None), Lang::Zh).await
        }
        What::Reject => {
            activity::review(
                app,
                actor,
                id,
                version,
                review(Decision::Reject, Some("请补充")),
                Lang::Zh,
            )
            .await
        }
        What::RejectWithoutReason => {
            activity::review(
                app,
                actor,
                id,
                version,
                review(Decision::Reject, Some(" \u{200B}")),
                Lang::Zh,
            )
            .await
        }
        What::Withdraw => activity::withdraw(app, actor, id, version, StepReason::default(), Lang::Zh).await,
        What::TakeDown => activity::take_down(app, actor, id, version, because(), Lang::Zh).await,
        What::Restore => activity::restore(app, actor, id, version, because(), Lang::Zh).await,
    }
}

fn actor(world: &World, who: Who) -> &Actor {
    match who {
        Who::Organizer => &world.organizer,
        Who::OtherOrganisation => &world.other_organizer,
        Who::Province => &world.province,
        Who::OtherProvince => &world.other_province,
        Who::Recused => &world.recused,
        Who::County => &world.county,
        Who::Nation => &world.nation,
        Who::Operator => &world.operator,
    }
}

async fn run(world: &World, steps: &[(usize, usize, bool)]) -> Result<(), TestCaseError> {
    let draft = world.complete_draft().await;
    let (mut state, mut version, mut taken) = ("draft", draft.version, 1);
    for (who, what, stale) in steps {
        let (who, what) = (WHO[*who], WHAT[*what]);
        let want = expected(state, who, what, *stale);
        let named = if *stale { version - 1 } else { version };
        let got = really(&world.app, actor(world, who), draft.id, what, named).await;
        let seen = match &got {
            Ok(a) => Ok(a.status.as_str()),
            Err(e) => Err(e.code().as_str()),
        };
        prop_assert_eq!(seen, want, "{:?} {:?} in {} (stale: {})", who, what, state, stale);
        if let Ok(a) = got {
            prop_assert_eq!(a.version, version + 1);
            (version, state) = (a.version, want.unwrap());
            taken += i32::from(what != What::Edit);
        }
        // Whatever happened, the public sees approved activities and nothing else.
        let shown = app::public::show(&world.app, draft.id).await.is_ok();
        prop_assert_eq!(shown, state == "approved", "public in {}", state);
    }
    let now = activity::show(&world.app, &world.organizer, draft.id, Lang::Zh)
        .await
        .unwrap();
    prop_assert_eq!(
        (now.status, now.version),
        (Status::parse(state).unwrap(), version)
    );
    let events = activity::events(&world.app, &world.organizer, draft.id)
        .await
        .unwrap()
        .items;
    prop_assert_eq!(
        events.len(),
        usize::try_from(taken).unwrap(),
        "one event for each step, none for refusals"
    );
    let chain = world.chain(draft.id).await;
    prop_assert_eq!(activity::verify_chain(&chain), Ok(()));
    Ok(())
}

#[test]
fn whoever_does_whatever_the_workflow_holds() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let world = runtime.block_on(World::new());
    // Random walks rarely get far, so half of them start with the way to approval.
    let random = proptest::collection::vec(
        (0..WHO.len(), 0..WHAT.len(), proptest::bool::weighted(0.1)),
        1..16,
    );
    let way = prop_oneof![
        Just(vec![]),
        Just(vec![(0, 1, false)]),
        Just(vec![(0, 1, false), (2, 2, false)]),
        Just(vec![(0, 1, false), (2, 2, false), (6, 2, false)]),
    ];
    let steps = (way, random).prop_map(|(way, random)| [way, random].concat());
    let mut runner = TestRunner::new(Config {
        cases: 60,
        failure_persistence: None,
        ..Config::default()
    });
    runner
        .run(&steps, |steps| runtime.block_on(run(&world, &steps)))
        .unwrap();
}

#[tokio::test]
async fn of_a_withdrawal_and_an_approval_at_the_same_time_one_wins() {
    let world = World::new().await;
    for _ in 0..8 {
        let draft = world.complete_draft().await;
        let waiting = activity::submit(&world.app, &world.organizer, draft.id, draft.version, Lang::Zh)
            .await
            .unwrap();
        let approve = Review {
            decision: Decision::Approve,
            reason: None,
        };
        let (withdrawn, approved) = tokio::join!(
            activity::withdraw(
                &world.app,
                &world.organizer,
                draft.id,
                waiting.version,
                StepReason::default(),
                Lang::Zh
            ),
            activity::review(
                &world.app,
                &world.province,
                draft.id,
                waiting.version,
                approve,
                Lang::Zh
            ),
        );
        let refused = match (&withdrawn, &approved) {
            (Ok(_), Err(e)) | (Err(e), Ok(_)) => e,
            other => panic!("exactly one wins: {other:?}"),
        };
        assert!(
            matches!(refused, AppError::Stale { current } if *current == waiting.version + 1),
            "{refused:?}"
        );
        assert_eq!(activity::verify_chain(&world.chain(draft.id).await), Ok(()));
    }
}
