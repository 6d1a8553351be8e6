use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::time::Duration;

use domain::registry::RegistryStatus;
use registry::{Item, Pulled, Registry, RegistryConfig, RegistryError};
use registry_simulator::Faults;

use crate::simulator;
use crate::walk::{Copy, client};

#[tokio::test]
async fn all_pages_come_over_a_network_that_drops_three_in_ten() {
    let simulator = simulator(1_000);
    simulator.faults().set(Faults {
        drop: 0.3,
        errors: 0.1,
        duplicate: 0.2,
        reorder: true,
        latency: Duration::from_millis(4),
        ..Faults::default()
    });
    let client = client(&simulator, 40);
    let mut copy = Copy::default();
    copy.follow(&client).await;
    assert!(copy.failed > 3, "{} failed", copy.failed);
    copy.assert_equals(&simulator);
}

#[tokio::test]
async fn what_changes_during_a_walk_is_found_behind_the_cursor() {
    let simulator = simulator(300);
    let client = client(&simulator, 20);
    let mut copy = Copy::default();
    let first = simulator.all()[0].external_id.clone();
    let mut more = true;
    let mut steps = 0;
    while more {
        more = copy.step(&client).await.unwrap();
        steps += 1;
        if steps < 10 {
            simulator.change_one(&first, |o| o.full_name = format!("第{steps}次更名科技馆"));
            simulator.change(|o| o.certified = !o.certified);
            let new = simulator.add(|o| o.full_name = "新成立的学会".into());
            simulator.remove(&new.external_id);
        }
    }
    copy.assert_equals(&simulator);
    assert_eq!(copy.known[&first].full_name, "第9次更名科技馆");
    let removed = copy
        .known
        .values()
        .filter(|o| o.status == RegistryStatus::Removed);
    assert_eq!(removed.count(), 9);
}

#[tokio::test]
async fn nothing_new_is_not_sent_again() {
    let simulator = simulator(30);
    let client = client(&simulator, 20);
    let mut copy = Copy::default();
    copy.follow(&client).await;
    // The first question behind the end has no ETag to send; those after it have.
    for (pages, expected) in [(3, 30), (3, 30), (3, 30)] {
        copy.follow(&client).await;
        assert_eq!((copy.pages, copy.items), (pages, expected));
    }
    assert_eq!(simulator.report().pulls.answered[&304], 2);

    simulator.change(|o| o.certified = !o.certified).unwrap();
    copy.follow(&client).await;
    assert_eq!((copy.pages, copy.items), (4, 31));
    copy.assert_equals(&simulator);
}

#[tokio::test]
async fn a_page_in_the_middle_keeps_its_etag_while_others_change() {
    let simulator = simulator(100);
    let client = client(&simulator, 20);
    let Pulled::Page(page) = client.page(None, None).await.unwrap() else {
        panic!("it is new");
    };
    let on_page = match &page.items[3] {
        Item::Organization(o) => o.external_id.clone(),
        other => panic!("{other:?}"),
    };
    let other = simulator.all().into_iter().map(|o| o.external_id).find(|id| {
        !page
            .items
            .iter()
            .any(|i| matches!(i, Item::Organization(o) if o.external_id == *id))
    });
    simulator.change_one(&other.unwrap(), |_| {}).unwrap();
    let again = client.page(None, page.etag.as_deref()).await.unwrap();
    assert_eq!(again, Pulled::NotModified);
    simulator.change_one(&on_page, |_| {}).unwrap();
    let again = client.page(None, page.etag.as_deref()).await.unwrap();
    assert!(matches!(again, Pulled::Page(_)));
}

#[tokio::test]
async fn an_expired_cursor_starts_the_walk_over() {
    let simulator = simulator(100);
    let client = client(&simulator, 30);
    let mut copy = Copy::default();
    copy.step(&client).await.unwrap();
    simulator.expire_cursors();
    let told = copy.step(&client).await;
    assert!(matches!(told, Err(RegistryError::CursorExpired)), "{told:?}");
    copy.follow(&client).await;
    assert_eq!(copy.stale, 30);
    copy.assert_equals(&simulator);
}

#[tokio::test]
async fn what_cannot_be_read_is_named_and_the_rest_comes() {
    let simulator = simulator(200);
    simulator.faults().set(Faults {
        unreadable: 0.2,
        ..Faults::default()
    });
    let client = client(&simulator, 50);
    let mut copy = Copy::default();
    copy.follow(&client).await;
    assert_eq!(copy.failed, 0);
    assert!(copy.unreadable.len() > 10, "{}", copy.unreadable.len());
    assert_eq!(copy.known.len() + copy.unreadable.len(), 200);
    for id in copy.unreadable.iter().flatten() {
        assert!(!copy.known.contains_key(id));
    }
    assert!(copy.unreadable.iter().all(Option::is_some));
}

#[tokio::test]
async fn a_body_without_end_is_refused() {
    let simulator = simulator(10);
    simulator.faults().set(Faults {
        huge: 1.0,
        ..Faults::default()
    });
    let told = client(&simulator, 10).page(None, None).await;
    assert!(
        matches!(&told, Err(RegistryError::Broken(why)) if why.contains("bytes")),
        "{told:?}"
    );
}

#[tokio::test]
async fn each_refusal_has_its_meaning() {
    let simulator = simulator(10);
    let stranger = Registry::new(&RegistryConfig::new(simulator.url(), "stranger")).unwrap();
    let told = stranger.page(None, None).await;
    assert!(
        matches!(told, Err(RegistryError::Refused { status: 401 })),
        "{told:?}"
    );

    simulator.faults().set(Faults {
        errors: 1.0,
        ..Faults::default()
    });
    let client = client(&simulator, 10);
    let (mut busy, mut broken) = (0, 0);
    for _ in 0..40 {
        match client.page(None, None).await {
            Err(RegistryError::Busy { retry_after }) => {
                assert_eq!(retry_after, Some(Duration::from_secs(1)));
                busy += 1;
            }
            Err(RegistryError::Broken(_)) => broken += 1,
            other => panic!("{other:?}"),
        }
    }
    assert!(busy > 0 && broken > 0, "{busy} busy, {broken} broken");
    simulator.faults().clear();
    assert!(client.page(None, None).await.is_ok());
}

#[tokio::test]
async fn duplicates_and_another_order_are_seen() {
    let simulator = simulator(500);
    simulator.faults().set(Faults {
        duplicate: 0.3,
        ..Faults::default()
    });
    let client = client(&simulator, 1_000);
    let mut copy = Copy::default();
    copy.follow(&client).await;
    assert!(copy.stale > 50, "{} came twice", copy.stale);
    copy.assert_equals(&simulator);

    let order = |pulled| match pulled {
        Pulled::Page(page) => page
            .items
            .iter()
            .map(|item| match item {
                Item::Organization(o) => o.updated_at,
                other => panic!("{other:?}"),
            })
            .collect::<Vec<_>>(),
        Pulled::NotModified => panic!("nothing was asked before"),
    };
    simulator.faults().clear();
    assert!(order(client.page(None, None).await.unwrap()).is_sorted());
    simulator.faults().set(Faults {
        reorder: true,
        ..Faults::default()
    });
    assert!(!order(client.page(None, None).await.unwrap()).is_sorted());
}

#[tokio::test]
async fn silence_and_broken_connections_are_unreachable() {
    let simulator = simulator(10);
    let impatient = Registry::new(&RegistryConfig {
        timeout: Duration::from_millis(50),
        ..RegistryConfig::new(simulator.url(), simulator.token())
    })
    .unwrap();
    simulator.faults().set(Faults {
        latency: Duration::from_secs(60),
        ..Faults::default()
    });
    let told = impatient.page(None, None).await;
    assert!(matches!(told, Err(RegistryError::Unreachable(_))), "{told:?}");

    simulator.faults().set(Faults {
        drop: 1.0,
        ..Faults::default()
    });
    let client = client(&simulator, 10);
    for _ in 0..20 {
        let told = client.page(None, None).await;
        assert!(matches!(told, Err(RegistryError::Unreachable(_))), "{told:?}");
    }
    simulator.stop();
    let told = client.page(None, None).await;
    assert!(matches!(told, Err(RegistryError::Unreachable(_))), "{told:?}");
}

/// Answers one request with this head.
fn once(head: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let place = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        let (mut socket, _) = listener.accept().unwrap();
        let _ = socket.read(&mut [0; 4_096]);
        let _ = socket.write_all(head.as_bytes());
    });
    format!("http://{place}")
}

#[tokio::test]
async fn a_redirect_is_not_followed_and_other_answers_are_not_taken() {
    for head in [
        "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:9/\r\ncontent-length: 0\r\n\r\n",
        "HTTP/1.1 304 Not Modified\r\n\r\n",
        "HTTP/1.1 410 Gone\r\ncontent-length: 0\r\n\r\n",
        "HTTP/1.1 204 No Content\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\n<html>",
        "HTTP/1.1 200 OK\r\ncontent-length: 99999999\r\n\r\n{",
    ] {
        let client = Registry::new(&RegistryConfig::new(once(head), "token")).unwrap();
        let told = client.page(None, None).await;
        assert!(matches!(told, Err(RegistryError::Broken(_))), "{head}: {told:?}");
    }
}
