use std::time::Duration;

use registry_simulator::Faults;
use serde_json::{Value, json};

use crate::receiver::{Receiver, SECRET};
use crate::simulator;
use crate::walk::{Copy, client};

#[tokio::test]
async fn each_change_is_told_once_and_in_order_when_nothing_goes_wrong() {
    let (simulator, receiver) = (simulator(20), Receiver::start());
    simulator.change(|_| {});
    simulator.push_to(&receiver.url, SECRET);
    let changed = simulator.change(|o| o.host_unit = None).unwrap();
    let added = simulator.add(|_| {});
    let removed = simulator.remove(&added.external_id).unwrap();
    simulator.settled().await;
    let told = receiver.seen(|seen| {
        seen.events
            .iter()
            .map(|e| e.organization.clone())
            .collect::<Vec<_>>()
    });
    assert_eq!(told, [changed, added, removed]);
    assert_eq!(simulator.report().pushes.answered, [(202, 3)].into());
}

#[tokio::test]
async fn pull_puts_right_what_pushes_lost_doubled_and_reordered() {
    let (simulator, receiver) = (simulator(100), Receiver::start());
    simulator.push_to(&receiver.url, SECRET);
    simulator.faults().set(Faults {
        drop: 0.3,
        duplicate: 0.3,
        replay: 0.3,
        alter: 0.2,
        reorder: true,
        latency: Duration::from_millis(5),
        ..Faults::default()
    });
    for n in 0..300 {
        simulator
            .change(|o| o.aliases = vec![format!("别名{n}")])
            .unwrap();
    }
    simulator.settled().await;
    let pushes = simulator.report().pushes;
    assert!(pushes.lost > 0, "{pushes:?}");
    for status in [202, 401, 409] {
        assert!(pushes.answered[&status] > 0, "{pushes:?}");
    }
    let mut copy = Copy::default();
    let overtaken = receiver.seen(|seen| {
        for event in std::mem::take(&mut seen.events) {
            copy.take(event.organization);
        }
        copy.stale
    });
    assert!(overtaken > 0, "an older state came after a newer one");
    simulator.faults().clear();
    copy.follow(&client(&simulator, 100)).await;
    copy.assert_equals(&simulator);
}

#[tokio::test]
async fn a_receiver_that_is_busy_is_asked_again_and_one_that_refuses_is_not() {
    let (simulator, receiver) = (simulator(5), Receiver::start());
    simulator.push_to(&receiver.url, SECRET);
    // Taken from the end: 500, 503, then kept; the next event is refused for good.
    receiver.seen(|seen| seen.refuse_with = vec![503, 500]);
    simulator.change(|_| {}).unwrap();
    simulator.settled().await;
    assert_eq!(receiver.seen(|seen| seen.events.len()), 1);
    receiver.seen(|seen| seen.refuse_with = vec![422]);
    simulator.change(|_| {}).unwrap();
    simulator.settled().await;
    assert_eq!(receiver.seen(|seen| seen.events.len()), 1);
    let pushes = simulator.report().pushes;
    assert_eq!(pushes.answered, [(202, 1), (422, 1), (500, 1), (503, 1)].into());
    assert_eq!(pushes.given_up, 1);
}

#[tokio::test]
async fn an_operator_may_change_everything_while_it_runs() {
    let simulator = simulator(10);
    let (client, url) = (reqwest::Client::new(), format!("{}/control", simulator.url()));
    let send = |body: Value| {
        client
            .post(&url)
            .bearer_auth(simulator.token())
            .json(&body)
            .send()
    };
    let answer = send(json!({"faults": {"drop": 0.25, "latency_ms": 3}, "add": 5, "change": 2, "remove": 1}))
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
    let report: Value = answer.json().await.unwrap();
    assert_eq!(report["organizations"], 15);
    assert_eq!(report["faults"]["drop"], 0.25);
    assert_eq!(simulator.faults().get().latency, Duration::from_millis(3));
    for bad in [json!({"fault": {}}), json!({"faults": {"drops": 1}}), json!(7)] {
        assert_eq!(send(bad).await.unwrap().status(), 400);
    }
    let stranger = client.post(&url).json(&json!({"add": 1})).send().await.unwrap();
    assert_eq!(stranger.status(), 401);
    assert_eq!(simulator.all().len(), 15);
}
