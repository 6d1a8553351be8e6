use std::net::TcpListener;
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex};

use actix_web::{App as Server, HttpRequest, HttpResponse, HttpServer, rt, web};
use app::webhook;
use domain::page::Limit;
use domain::problem::{Code, FaultCode};
use domain::webhook::{Delivery, DeliveryStatus, EventKind, IssuedWebhook, NewWebhook, WebhookChange};
use harness::{RECEIVERS, World};
use hmac::{Hmac, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

/// What a receiver got: signature and body.
type Got = Arc<Mutex<Vec<(String, String)>>>;

/// Somebody who is told of events, and answers with the status that is set.
struct Receiver {
    url: String,
    status: Arc<AtomicU16>,
    got: Got,
    handle: actix_web::dev::ServerHandle,
}

impl Receiver {
    fn start() -> Self {
        let listener = RECEIVERS
            .into_iter()
            .find_map(|port| TcpListener::bind(("127.0.0.1", port)).ok())
            .expect("a port for receiving is free");
        let url = format!("http://{}/events", listener.local_addr().unwrap());
        let (status, got): (_, Got) = (Arc::new(AtomicU16::new(200)), Arc::default());
        let (answers, keeps) = (status.clone(), got.clone());
        let (tell, told) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            rt::System::new().block_on(async move {
                let server = HttpServer::new(move || {
                    let (answers, keeps) = (answers.clone(), keeps.clone());
                    Server::new().default_service(web::to(move |request: HttpRequest, body: String| {
                        let signature = request.headers().get("x-kepu-signature");
                        let signature = signature.unwrap().to_str().unwrap().to_owned();
                        keeps.lock().unwrap().push((signature, body));
                        let status = answers.load(Ordering::SeqCst);
                        let status = actix_web::http::StatusCode::from_u16(status).unwrap();
                        async move { HttpResponse::build(status).body("x".repeat(5_000)) }
                    }))
                })
                .workers(1)
                .listen(listener)
                .unwrap()
                .run();
                tell.send(server.handle()).unwrap();
                server.await.unwrap();
            });
        });
        Self {
            url,
            status,
            got,
            handle: told.recv().unwrap(),
        }
    }
    fn answers(&self, status: u16) {
        self.status.store(status, Ordering::SeqCst);
    }
    fn bodies(&self) -> Vec<Value> {
        let got = self.got.lock().unwrap();
        got.iter()
            .map(|(_, body)| serde_json::from_str(body).unwrap())
            .collect()
    }
    fn kinds(&self) -> Vec<String> {
        self.bodies()
            .iter()
            .map(|b| b["type"].as_str().unwrap().to_owned())
            .collect()
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        drop(self.handle.stop(false));
    }
}

/// Whether a header signs a body with a secret, as a receiver checks it.
fn signs(header: &str, body: &str, secret: &str) -> bool {
    let time = header
        .split(',')
        .find_map(|part| part.strip_prefix("t="))
        .unwrap();
    let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(format!("{time}.{body}").as_bytes());
    let digest: String = mac
        .finalize()
        .into_bytes()
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect();
    header.split(',').any(|part| part == format!("v1={digest}"))
}

async fn hook(w: &World, url: &str, events: &[EventKind], region: &str) -> IssuedWebhook {
    let new = NewWebhook {
        url: url.to_owned(),
        description: "数据平台".into(),
        events: events.to_vec(),
        region_code: Some(region.into()),
    };
    webhook::create(&w.app, &w.operator, new).await.unwrap()
}

async fn log(w: &World, hook: &IssuedWebhook) -> Vec<Delivery> {
    let limit = Limit::new(100).unwrap();
    let page = webhook::deliveries(&w.app, &w.operator, hook.webhook.id, None, limit, None);
    page.await.unwrap().items
}

/// Does all that is due now, also what follows from it.
async fn work(w: &World) {
    while app::job::run_due(&w.app).await.unwrap() > 0 {}
}

#[tokio::test]
async fn what_happens_is_told_once_signed_and_without_anything_personal() {
    let w = World::new().await;
    let receiver = Receiver::start();
    let zhejiang = hook(&w, &receiver.url, EventKind::ALL, "330000").await;
    let approved = hook(&w, &receiver.url, &[EventKind::ActivityApproved], "100000").await;
    let elsewhere = hook(&w, &receiver.url, EventKind::ALL, "110000").await;
    let a = w.approved(json!({})).await;
    work(&w).await;
    let mut kinds = receiver.kinds();
    kinds.sort();
    let expected = [
        "activity.approved",
        "activity.approved",
        "activity.passed",
        "activity.submitted",
    ];
    assert_eq!(kinds, expected);
    for (signature, body) in receiver.got.lock().unwrap().iter() {
        let mine = [&zhejiang, &approved]
            .into_iter()
            .filter(|h| signs(signature, body, &h.secret));
        assert_eq!(mine.count(), 1, "signed with the secret of its webhook");
        let told: Value = serde_json::from_str(body).unwrap();
        assert_eq!(told["data"]["activity"]["id"], a.id.to_string());
        assert!(!body.contains("contact") && !body.contains("1390"), "{body}");
    }
    let sent = log(&w, &zhejiang).await;
    assert_eq!(sent.iter().map(|d| d.n).collect::<Vec<_>>(), [3, 2, 1]);
    assert!(
        sent.iter()
            .all(|d| d.status == DeliveryStatus::Delivered && d.attempts == 1)
    );
    assert_eq!(sent[0].excerpt.as_ref().unwrap().len(), 1_024);
    assert_eq!(log(&w, &elsewhere).await.len(), 0);
    // Again by hand: the same event, as a delivery of its own.
    let again = webhook::replay(&w.app, &w.operator, zhejiang.webhook.id, 1)
        .await
        .unwrap();
    assert_eq!(
        (again.n, again.replay_of, again.event_id),
        (4, Some(1), sent[2].event_id)
    );
    work(&w).await;
    assert_eq!(receiver.bodies().len(), 5);
    assert_eq!(log(&w, &zhejiang).await[0].status, DeliveryStatus::Delivered);
}

#[tokio::test]
async fn a_receiver_that_fails_is_tried_again_and_at_last_left_with_a_dead_letter() {
    let w = World::new().await;
    let receiver = Receiver::start();
    receiver.answers(500);
    let h = hook(&w, &receiver.url, &[EventKind::ActivitySubmitted], "330000").await;
    w.submitted(json!({})).await;
    work(&w).await;
    let first = log(&w, &h).await.remove(0);
    assert_eq!(
        (first.status, first.attempts, first.last_status),
        (DeliveryStatus::Pending, 1, Some(500))
    );
    let again = first.next_at.unwrap();
    assert_eq!(again.seconds_since(w.app.now()), 10);
    // Not a second too early.
    w.clock.set(again.plus_seconds(-1));
    work(&w).await;
    assert_eq!(receiver.bodies().len(), 1);
    let mut attempts = 1;
    loop {
        let d = log(&w, &h).await.remove(0);
        let Some(next) = d.next_at else {
            assert_eq!((d.status, d.attempts), (DeliveryStatus::Dead, 11));
            break;
        };
        // An address that keeps failing is left alone for a while as well.
        let closed = webhook::show(&w.app, &w.operator, h.webhook.id)
            .await
            .unwrap()
            .closed_until;
        w.clock.set(next.max(closed.unwrap_or(next)).plus_seconds(1));
        work(&w).await;
        attempts += 1;
        assert!(attempts < 60, "it ends");
    }
    let bodies = receiver.bodies();
    assert!(
        bodies.windows(2).all(|b| b[0]["id"] == b[1]["id"]),
        "the same event each time"
    );
    let (first, last) = {
        let got = receiver.got.lock().unwrap();
        (got[0].0.clone(), got.last().unwrap().0.clone())
    };
    assert_ne!(first, last, "each attempt is signed anew");
    // Mended: sent again by hand.
    receiver.answers(200);
    webhook::replay(&w.app, &w.operator, h.webhook.id, 1)
        .await
        .unwrap();
    let closed = webhook::show(&w.app, &w.operator, h.webhook.id)
        .await
        .unwrap()
        .closed_until;
    w.clock.set(closed.unwrap_or(w.app.now()).plus_seconds(1));
    work(&w).await;
    let last = log(&w, &h).await.remove(0);
    assert_eq!(
        (last.status, last.replay_of),
        (DeliveryStatus::Delivered, Some(1))
    );
    assert_eq!(
        webhook::show(&w.app, &w.operator, h.webhook.id)
            .await
            .unwrap()
            .failures,
        0
    );
}

#[tokio::test]
async fn one_that_is_switched_off_gets_what_waited_when_it_is_on_again() {
    let w = World::new().await;
    let receiver = Receiver::start();
    receiver.answers(503);
    let h = hook(&w, &receiver.url, &[EventKind::ActivitySubmitted], "330000").await;
    w.submitted(json!({})).await;
    work(&w).await;
    let switch = async |active, version| {
        let change = WebhookChange {
            active: Some(active),
            ..WebhookChange::default()
        };
        webhook::change(&w.app, &w.operator, h.webhook.id, version, change)
            .await
            .unwrap()
    };
    switch(false, 1).await;
    w.clock.set(w.app.now().plus_days(1));
    work(&w).await;
    assert_eq!(receiver.bodies().len(), 1, "nothing is sent while it is off");
    receiver.answers(200);
    switch(true, 2).await;
    work(&w).await;
    assert_eq!(receiver.bodies().len(), 2);
    let rotated = webhook::rotate(&w.app, &w.operator, h.webhook.id, 3)
        .await
        .unwrap();
    webhook::replay(&w.app, &w.operator, h.webhook.id, 1)
        .await
        .unwrap();
    work(&w).await;
    let (signature, body) = receiver.got.lock().unwrap().last().unwrap().clone();
    // For a day with both secrets.
    assert!(signs(&signature, &body, &h.secret) && signs(&signature, &body, &rotated.secret));
    w.clock.set(w.app.now().plus_days(1));
    webhook::replay(&w.app, &w.operator, h.webhook.id, 1)
        .await
        .unwrap();
    work(&w).await;
    let (signature, body) = receiver.got.lock().unwrap().last().unwrap().clone();
    assert!(!signs(&signature, &body, &h.secret) && signs(&signature, &body, &rotated.secret));
}

#[tokio::test]
async fn nothing_is_sent_into_the_own_network() {
    let w = World::new().await;
    for url in [
        "https://127.0.0.1/events",
        "https://10.0.0.1/events",
        "https://[::1]/events",
        "https://169.254.169.254/latest/meta-data",
        "https://2130706433/",
        "http://data.example.org/events",
        "http://127.0.0.1:5432/",
    ] {
        let new = NewWebhook {
            url: url.into(),
            events: vec![EventKind::ActivitySubmitted],
            ..NewWebhook::default()
        };
        let refused = webhook::create(&w.app, &w.operator, new).await.unwrap_err();
        let app::AppError::Invalid(faults) = refused else {
            panic!("{url}: {refused:?}");
        };
        let found: Vec<_> = faults.iter().map(|f| (f.pointer.as_str(), f.code)).collect();
        assert_eq!(found, [("/url", FaultCode::AddressNotPublic)], "{url}");
    }
    // A name that leads there is found out when it is sent.
    let h = hook(
        &w,
        "https://localhost/events",
        &[EventKind::ActivitySubmitted],
        "330000",
    )
    .await;
    w.submitted(json!({})).await;
    work(&w).await;
    let d = log(&w, &h).await.remove(0);
    assert_eq!((d.last_status, d.attempts), (None, 1));
    assert!(d.last_error.unwrap().contains("private network"));
    let other = webhook::create(&w.app, &w.province, NewWebhook::default()).await;
    assert_eq!(other.unwrap_err().code(), Code::NotAllowed);
}
