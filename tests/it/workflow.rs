//! Random people try random things, one after the other and at once; a small model, written from PRODUCT's table and not
//! from the code, says what must come of each. Runs through the use cases on the engine under test.

use app::{App, AppError, activity, review};
use domain::access::Actor;
use domain::activity::status::Status;
use domain::activity::view::{Decision, Review, StepReason};
use domain::id::ActivityId;
use domain::problem::Lang;
use domain::review::ClaimRequest;
use harness::World;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Map, Value};

use crate::model::{Model, WHAT, WHO, What, Who};

/// What came of it: status and version afterwards, or the code of the refusal.
type Seen = Result<(Status, i32), String>;

async fn really(app: &App, actor: &Actor, id: ActivityId, what: What, version: i32) -> Seen {
    let because = || StepReason {
        reason: Some("“理由”".into()),
    };
    let saying = |decision, reason: Option<&str>| Review {
        decision,
        reason: reason.map(str::to_owned),
    };
    let request = || ClaimRequest {
        activity_ids: vec![id],
    };
    let done: Result<_, AppError> = match what {
        What::Edit => {
            let change = Map::from_iter([("budget_yuan".to_owned(), Value::from(version))]);
            activity::change(app, actor, id, version, change, Lang::Zh).await
        }
        What::Submit => activity::submit(app, actor, id, version, Lang::Zh).await,
        What::Approve => {
            review::decide(app, actor, id, version, saying(Decision::Approve, None), Lang::Zh).await
        }
        What::Reject => {
            let reject = saying(Decision::Reject, Some("请补充"));
            review::decide(app, actor, id, version, reject, Lang::Zh).await
        }
        What::RejectWithoutReason => {
            let reject = saying(Decision::Reject, Some(" \u{200B}"));
            review::decide(app, actor, id, version, reject, Lang::Zh).await
        }
        What::Withdraw => activity::withdraw(app, actor, id, version, StepReason::default(), Lang::Zh).await,
        What::TakeDown => activity::take_down(app, actor, id, version, because(), Lang::Zh).await,
        What::Restore => activity::restore(app, actor, id, version, because(), Lang::Zh).await,
        What::Undo => review::undo(app, actor, id, version, Lang::Zh).await,
        What::Claim => {
            let item = review::claim(app, actor, request(), Lang::Zh)
                .await
                .unwrap()
                .items
                .remove(0);
            return match item.problem {
                None => Err("claimed".into()),
                Some(problem) => Err(problem.code),
            };
        }
        What::Release => {
            review::release(app, actor, request()).await.unwrap();
            return Err("released".into());
        }
    };
    done.map(|a| (a.status, a.version))
        .map_err(|error| error.code().as_str().to_owned())
}

fn actor(world: &World, who: Who) -> &Actor {
    match who {
        Who::Organizer => &world.organizer,
        Who::OtherOrganisation => &world.other_organizer,
        Who::Province => &world.province,
        Who::Colleague => &world.colleague,
        Who::OtherProvince => &world.other_province,
        Who::Recused => &world.recused,
        Who::County => &world.county,
        Who::Nation => &world.nation,
        Who::Operator => &world.operator,
    }
}

/// One thing to try.
#[derive(Debug, Clone, Copy)]
struct Try {
    who: usize,
    what: usize,
    stale: bool,
}

#[derive(Debug, Clone)]
enum Turn {
    One(Try),
    /// Both at the same time, based on the same version.
    Both(Try, Try),
    /// Eleven minutes pass: what could be taken back no longer can.
    Wait,
}

fn told(model: &Model, outcome: &Result<(), &'static str>) -> Seen {
    match outcome {
        Ok(()) => Ok((Status::parse(model.state).unwrap(), model.version)),
        Err(code) => Err((*code).to_owned()),
    }
}

/// Tries one thing in a model.
fn tried(model: &Model, who: Who, what: What, version: i32) -> (Model, Seen) {
    let mut after = model.clone();
    let outcome = after.apply(who, what, version);
    let seen = told(&after, &outcome);
    (after, seen)
}

async fn run(world: &World, turns: &[Turn], steps: &mut usize) -> Result<(), TestCaseError> {
    let draft = world.complete_draft().await;
    let id = draft.id;
    // Everything that may be the case: of two things at once the answers do not always tell which came first.
    let mut models = vec![Model::new(draft.version)];
    for turn in turns {
        let version = models[0].version;
        let before = models.clone();
        match turn {
            Turn::Wait => {
                world.clock.set(world.app.now().plus_seconds(660));
                models.iter_mut().for_each(Model::time_passes);
            }
            Turn::One(one) => {
                *steps += 1;
                let (who, what) = (WHO[one.who], WHAT[one.what]);
                let named = version - i32::from(one.stale);
                let got = really(&world.app, actor(world, who), id, what, named).await;
                models = before
                    .iter()
                    .map(|model| tried(model, who, what, named))
                    .filter(|(_, want)| *want == got)
                    .map(|(after, _)| after)
                    .collect();
                prop_assert!(!models.is_empty(), "{who:?} {what:?} in {before:?}: {got:?}");
            }
            Turn::Both(a, b) => {
                *steps += 2;
                let ((who_a, what_a), (who_b, what_b)) =
                    ((WHO[a.who], WHAT[a.what]), (WHO[b.who], WHAT[b.what]));
                let got = tokio::join!(
                    really(&world.app, actor(world, who_a), id, what_a, version),
                    really(&world.app, actor(world, who_b), id, what_b, version),
                );
                models = Vec::new();
                for model in &before {
                    let (between, first) = tried(model, who_a, what_a, version);
                    let (after, second) = tried(&between, who_b, what_b, version);
                    models.extend((got == (first, second)).then_some(after));
                    let (between, first) = tried(model, who_b, what_b, version);
                    let (after, second) = tried(&between, who_a, what_a, version);
                    models.extend((got == (second, first)).then_some(after));
                }
                models.dedup();
                prop_assert!(
                    !models.is_empty(),
                    "{who_a:?} {what_a:?} at once with {who_b:?} {what_b:?} in {before:?}: {got:?} is what neither order gives"
                );
            }
        }
        // Whatever happened, the public sees approved activities and nothing else.
        let shown = app::public::show(&world.app, id).await.is_ok();
        prop_assert_eq!(
            shown,
            models[0].state == "approved",
            "public in {}",
            models[0].state
        );
    }
    let model = &models[0];
    let now = activity::show(&world.app, &world.organizer, id, Lang::Zh)
        .await
        .unwrap();
    prop_assert_eq!(
        (now.status, now.version),
        (Status::parse(model.state).unwrap(), model.version)
    );
    let chain = world.chain(id).await;
    let recorded: Vec<&str> = chain.iter().map(|e| e.to_status.as_str()).collect();
    prop_assert_eq!(
        &recorded,
        &model.log,
        "one event for each step, none for refusals"
    );
    prop_assert_eq!(activity::verify_chain(&chain), Ok(()));
    Ok(())
}

/// Steps that the model and the platform must agree on in one run.
const STEPS: usize = 10_000;

#[test]
fn whoever_does_whatever_the_workflow_holds() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let world = runtime.block_on(World::new());
    let attempt = || {
        (0..WHO.len(), 0..WHAT.len(), proptest::bool::weighted(0.1)).prop_map(|(who, what, stale)| Try {
            who,
            what,
            stale,
        })
    };
    let turn = prop_oneof![
        12 => attempt().prop_map(Turn::One),
        6 => (attempt(), attempt()).prop_map(|(a, b)| Turn::Both(a, b)),
        1 => Just(Turn::Wait),
    ];
    // Random walks rarely get far, so most of them start with some of the way to approval.
    let sure = |who: Who, what: What| {
        let who = WHO.iter().position(|w| *w == who).unwrap();
        let what = WHAT.iter().position(|w| *w == what).unwrap();
        Turn::One(Try {
            who,
            what,
            stale: false,
        })
    };
    let whole_way = [
        sure(Who::Organizer, What::Submit),
        sure(Who::Province, What::Approve),
        sure(Who::Nation, What::Approve),
    ];
    let turns = (0..=whole_way.len(), proptest::collection::vec(turn, 4..40))
        .prop_map(move |(far, random)| [whole_way[..far].to_vec(), random].concat());
    let mut steps = 0;
    while steps < STEPS {
        let mut runner = TestRunner::new(Config {
            cases: 1,
            failure_persistence: None,
            ..Config::default()
        });
        let counted = std::cell::Cell::new(0);
        runner
            .run(&turns, |turns| {
                let mut taken = 0;
                let outcome = runtime.block_on(run(&world, &turns, &mut taken));
                counted.set(counted.get() + taken);
                outcome
            })
            .unwrap();
        steps += counted.get();
    }
    let report = runtime.block_on(app::doctor::run(&world.app)).unwrap();
    assert!(report.broken.is_empty() && report.strays.is_empty(), "{report:?}");
    assert!(report.figures.is_empty(), "{:?}", report.figures);
    println!("{steps} steps on {} activities", report.activities);
}

#[tokio::test]
async fn of_six_approvals_and_withdrawals_at_the_same_time_one_wins() {
    let world = World::new().await;
    for _ in 0..100 {
        let waiting = world.submitted(serde_json::json!({})).await;
        let (id, version) = (waiting.id, waiting.version);
        let go = |who: Who, what: What| {
            let (app, actor) = (world.app.clone(), actor(&world, who).clone());
            tokio::spawn(async move { really(&app, &actor, id, what, version).await })
        };
        let all = [
            go(Who::Province, What::Approve),
            go(Who::Organizer, What::Withdraw),
            go(Who::Colleague, What::Approve),
            go(Who::Organizer, What::Withdraw),
            go(Who::Province, What::Approve),
            go(Who::Organizer, What::Withdraw),
        ];
        let mut won = 0;
        for one in all {
            match one.await.unwrap() {
                Ok((_, after)) => {
                    assert_eq!(after, version + 1);
                    won += 1;
                }
                Err(code) => assert_eq!(code, "stale"),
            }
        }
        assert_eq!(won, 1, "exactly one wins");
        assert_eq!(activity::verify_chain(&world.chain(id).await), Ok(()));
    }
}
