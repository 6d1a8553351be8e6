use std::time::Duration;

use links::{LinkChecker, LinkConfig, Verdict};
use tokio::net::TcpListener;

use crate::site::{Reply, Site, checker, checker_within};

#[tokio::test]
async fn the_status_decides() {
    let site = Site::start(|path| Reply::status(path[1..].parse().unwrap())).await;
    let checker = checker(&[&site]);
    for (status, verdict) in [
        (200, Verdict::Reachable { status: 200 }),
        (204, Verdict::Reachable { status: 204 }),
        (404, Verdict::Gone { status: 404 }),
        (410, Verdict::Gone { status: 410 }),
        (401, Verdict::Refused { status: 401 }),
        (403, Verdict::Refused { status: 403 }),
        (405, Verdict::Refused { status: 405 }),
        (429, Verdict::Refused { status: 429 }),
        (304, Verdict::Refused { status: 304 }),
        (999, Verdict::Refused { status: 999 }),
        (500, Verdict::Failing { status: 500 }),
        (503, Verdict::Failing { status: 503 }),
    ] {
        assert_eq!(checker.check(&site.url(&format!("/{status}"))).await, verdict);
    }
}

#[tokio::test]
async fn a_request_tells_who_asks_and_nothing_else() {
    let site = Site::start(|path| match path {
        "/" => Reply::Text(
            "HTTP/1.1 302 Found\r\nlocation: /second\r\nset-cookie: a=b\r\ncontent-length: 0\r\n\r\n"
                .to_owned(),
        ),
        _ => Reply::status(200),
    })
    .await;
    let verdict = checker(&[&site]).check(&site.url("/#part")).await;
    assert_eq!(verdict, Verdict::Reachable { status: 200 });
    let requests = site.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(site.connections(), 2, "no connection is used twice");
    for request in requests {
        let request = request.to_ascii_lowercase();
        assert!(request.starts_with("get /"), "{request}");
        assert!(!request.contains("#part"), "{request}");
        assert!(request.contains("user-agent: kepu/"), "{request}");
        for absent in ["cookie:", "referer:", "authorization:", "accept-encoding:"] {
            assert!(!request.contains(absent), "{request}");
        }
    }
}

#[tokio::test]
async fn a_closed_port_is_unreachable() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let place = listener.local_addr().unwrap();
    drop(listener);
    let checker = LinkChecker::new(LinkConfig {
        permit: vec![place],
        ..LinkConfig::default()
    })
    .unwrap();
    assert_eq!(
        checker.check(&format!("http://{place}/")).await,
        Verdict::Unreachable
    );
}

#[tokio::test]
async fn a_site_without_encryption_is_unreachable_by_https() {
    let site = Site::start(|_| Reply::status(200)).await;
    let url = format!("https://{}/", site.place);
    let verdict = checker_within(Duration::from_secs(5), &[&site]).check(&url).await;
    assert_eq!(verdict, Verdict::Unreachable);
}

#[tokio::test]
async fn what_is_not_http_is_unreachable() {
    let site = Site::start(|_| Reply::Text("220 mail.example ESMTP\r\n".to_owned())).await;
    assert_eq!(
        checker(&[&site]).check(&site.url("/")).await,
        Verdict::Unreachable
    );
}

#[test]
fn a_user_agent_that_is_no_header_is_refused_at_the_start() {
    let made = LinkChecker::new(LinkConfig {
        user_agent: "two\r\nlines".to_owned(),
        ..LinkConfig::default()
    });
    assert!(made.is_err());
}
