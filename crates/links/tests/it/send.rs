//! Webhooks: whom they reach, what they carry, what comes back.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::time::{Duration, Instant};

use links::{Names, SendConfig, Sent, Verdict, WebhookSender};

use crate::site::{Reply, Site};

const REACHABLE: Verdict = Verdict::Reachable { status: 200 };

fn config(permit: &[&Site]) -> SendConfig {
    SendConfig {
        permit: permit.iter().map(|site| site.place).collect(),
        ..SendConfig::default()
    }
}

fn sender(permit: &[&Site]) -> WebhookSender {
    WebhookSender::new(&config(permit)).unwrap()
}

async fn post(sender: &WebhookSender, url: &str) -> Sent {
    sender.post(url, &[], b"{}".to_vec()).await
}

/// An answer with this body.
fn saying(status: u16, body: &str) -> Reply {
    Reply::Text(format!(
        "HTTP/1.1 {status} Some\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    ))
}

#[tokio::test]
async fn headers_and_body_arrive_and_nothing_else_of_ours() {
    let site = Site::start(|_| saying(200, "taken")).await;
    let headers = [
        ("content-type", "application/json".to_owned()),
        ("X-Kepu-Signature", "t=1,v1=abc".to_owned()),
    ];
    let body = r#"{"title":"科普"}"#;
    let sent = sender(&[&site])
        .post(&site.url("/hook?a=b"), &headers, body.as_bytes().to_vec())
        .await;
    assert!(sent.is_accepted());
    assert_eq!((sent.verdict, sent.status), (REACHABLE, Some(200)));
    assert_eq!(sent.excerpt, "taken");
    let request = &site.requests()[0];
    assert!(request.starts_with("POST /hook?a=b HTTP/1.1\r\n"), "{request}");
    assert!(request.ends_with(&format!("\r\n\r\n{body}")), "{request}");
    for part in [
        "content-type: application/json",
        "x-kepu-signature: t=1,v1=abc",
        "user-agent: kepu/",
        "content-length: 18",
    ] {
        assert!(request.contains(part), "{part} in {request}");
    }
    for absent in ["cookie:", "referer:", "authorization:", "accept-encoding:"] {
        assert!(!request.contains(absent), "{request}");
    }
}

#[tokio::test]
async fn the_status_decides_and_the_excerpt_says_why() {
    let site = Site::start(|path| saying(path[1..].parse().unwrap(), "some reason")).await;
    let sender = sender(&[&site]);
    for (status, verdict) in [
        (202, Verdict::Reachable { status: 202 }),
        (404, Verdict::Gone { status: 404 }),
        (422, Verdict::Refused { status: 422 }),
        (500, Verdict::Failing { status: 500 }),
    ] {
        let sent = post(&sender, &site.url(&format!("/{status}"))).await;
        assert_eq!((sent.verdict, sent.status), (verdict, Some(status)));
        assert_eq!(sent.excerpt, "some reason");
        assert_eq!(sent.is_accepted(), status == 202);
    }
    assert_eq!(site.connections(), 4, "no connection is used twice");
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let inside = Site::start(|_| Reply::status(200)).await;
    let there = inside.url("/admin");
    let site = Site::start(move |_| Reply::redirect(&there)).await;
    let sent = post(&sender(&[&site, &inside]), &site.url("/")).await;
    assert_eq!(sent.verdict, Verdict::Refused { status: 302 });
    assert_eq!(inside.connections(), 0);
}

/// None of these leads to a connection, so that each answers at once.
#[tokio::test]
async fn only_encrypted_public_places_are_sent_to() {
    let sender = sender(&[]);
    for url in [
        // Public, and not encrypted.
        "http://93.184.216.34/",
        "http://93.184.216.34:443/",
        "http://example.com/",
        "http://[2606:2800:220:1::1]/",
        // Encrypted, and not public.
        "https://127.0.0.1/",
        "https://0x7f.1/",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://10.0.0.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://localhost/",
        // Another port.
        "https://93.184.216.34:8443/",
        "https://example.com:6379/",
    ] {
        let sent = post(&sender, url).await;
        assert_eq!((sent.verdict, sent.status), (Verdict::Forbidden, None), "{url}");
        assert!(sent.excerpt.is_empty());
    }
    for url in [
        "",
        "example.com",
        "ftp://example.com/",
        "https://user:pass@example.com/",
    ] {
        assert_eq!(post(&sender, url).await.verdict, Verdict::Invalid, "{url}");
    }
}

#[tokio::test]
async fn another_port_of_a_permitted_address_stays_closed() {
    let (open, closed) = (
        Site::start(|_| Reply::status(200)).await,
        Site::start(|_| Reply::status(200)).await,
    );
    let sender = sender(&[&open]);
    assert_eq!(post(&sender, &open.url("/")).await.verdict, REACHABLE);
    assert_eq!(post(&sender, &closed.url("/")).await.verdict, Verdict::Forbidden);
    assert_eq!(closed.connections(), 0);
}

/// Every name has these addresses.
#[derive(Debug)]
struct Same(Vec<IpAddr>);

impl Names for Same {
    fn addresses(&self, _host: &str) -> io::Result<Vec<IpAddr>> {
        Ok(self.0.clone())
    }
}

#[tokio::test]
async fn a_name_is_judged_by_all_its_addresses() {
    let site = Site::start(|_| Reply::status(200)).await;
    let port = site.place.port();
    for (addresses, scheme, verdict) in [
        (&["127.0.0.1"][..], "http", REACHABLE),
        // The site does not speak it: a connection was made.
        (&["127.0.0.1"], "https", Verdict::Unreachable),
        (&["127.0.0.1", "93.184.216.34"], "http", Verdict::Forbidden),
        (&["93.184.216.34"], "http", Verdict::Forbidden),
        (&["10.0.0.1"], "https", Verdict::Forbidden),
        (&[], "https", Verdict::NoSuchHost),
    ] {
        let names = Same(addresses.iter().map(|text| text.parse().unwrap()).collect());
        let sender = WebhookSender::with_names(&config(&[&site]), names).unwrap();
        let sent = post(&sender, &format!("{scheme}://hook.example:{port}/")).await;
        assert_eq!(sent.verdict, verdict, "{addresses:?} {scheme}");
    }
    assert_eq!(site.requests().len(), 1);
}

#[tokio::test]
async fn what_is_no_header_sends_nothing() {
    let site = Site::start(|_| Reply::status(200)).await;
    for (name, value) in [
        ("two words", "x"),
        ("", "x"),
        ("x-line", "one\r\ntwo: three"),
        ("Host", "inside.example"),
        ("content-length", "0"),
        ("transfer-encoding", "chunked"),
    ] {
        let headers = [(name, value.to_owned())];
        let sent = sender(&[&site]).post(&site.url("/"), &headers, Vec::new()).await;
        assert_eq!(sent.verdict, Verdict::Invalid, "{name}: {value}");
    }
    assert_eq!(site.connections(), 0);
}

#[tokio::test]
async fn no_more_than_the_beginning_of_an_answer_is_read() {
    let site = Site::start(|_| Reply::Repeat {
        first: "HTTP/1.1 200 OK\r\n\r\n".to_owned(),
        chunk: b"a".repeat(1 << 16),
        times: 16 * 1024,
        pause: Duration::ZERO,
    })
    .await;
    let sent = post(&sender(&[&site]), &site.url("/")).await;
    assert_eq!(sent.verdict, REACHABLE);
    assert_eq!(sent.excerpt, "a".repeat(1024));
    let written = site.written().await;
    assert!(written < 10 << 20, "{written} bytes written");
}

#[tokio::test]
async fn an_excerpt_is_one_line_of_text() {
    let site = Site::start(|path| match path {
        "/cut" => saying(200, &format!("{}科", "a".repeat(1_023))),
        _ => saying(200, "\r\n\u{1b}[31mred\0\tand 科普\n"),
    })
    .await;
    let sender = sender(&[&site]);
    assert_eq!(post(&sender, &site.url("/")).await.excerpt, "[31mred  and 科普");
    let cut = post(&sender, &site.url("/cut")).await.excerpt;
    assert_eq!(cut, format!("{}\u{fffd}", "a".repeat(1_023)));
}

#[tokio::test]
async fn time_is_limited_and_what_was_answered_counts() {
    let quick = |site: &Site| {
        WebhookSender::new(&SendConfig {
            timeout: Duration::from_millis(300),
            ..config(&[site])
        })
        .unwrap()
    };
    let silent = Site::start(|_| Reply::Silence).await;
    let sent = post(&quick(&silent), &silent.url("/")).await;
    assert_eq!((sent.verdict, sent.status), (Verdict::Unreachable, None));
    assert!((300..3_000).contains(&sent.took.as_millis()), "{:?}", sent.took);

    let dripping = Site::start(|_| Reply::Repeat {
        first: "HTTP/1.1 202 Accepted\r\ncontent-length: 1000\r\n\r\n".to_owned(),
        chunk: b"x".to_vec(),
        times: 1_000,
        pause: Duration::from_millis(50),
    })
    .await;
    let begun = Instant::now();
    let sent = post(&quick(&dripping), &dripping.url("/")).await;
    assert_eq!(sent.status, Some(202));
    assert!(
        sent.excerpt.starts_with('x') && sent.excerpt.len() < 20,
        "{}",
        sent.excerpt
    );
    assert!(begun.elapsed() < Duration::from_secs(3));
}

#[tokio::test]
async fn a_closed_port_is_unreachable() {
    let site = Site::start(|_| Reply::status(200)).await;
    let place: SocketAddr = site.place;
    let sender = sender(&[&site]);
    drop(site);
    let sent = post(&sender, &format!("http://{place}/")).await;
    assert_eq!((sent.verdict, sent.status), (Verdict::Unreachable, None));
}
