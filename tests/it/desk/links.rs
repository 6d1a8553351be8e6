use std::net::SocketAddr;
use std::time::{Duration, Instant as Timer};

use app::job::Lane;
use domain::page::Limit;
use domain::problem::Lang;
use harness::World;
use links::{LinkChecker, LinkConfig};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::{approve, decide, in_queue};

/// A web server of a few lines: the path says how it answers.
async fn server() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut request = vec![0; 4_096];
                let read = stream.read(&mut request).await.unwrap_or(0);
                let request = String::from_utf8_lossy(&request[..read]).into_owned();
                let head = if request.starts_with("GET /gone") {
                    "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
                } else if request.starts_with("GET /inside") {
                    "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n"
                } else if request.starts_with("GET /endless") {
                    "HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n"
                } else {
                    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
                };
                // The client may be gone; that is its right.
                let _ = stream.write_all(head.as_bytes()).await;
                if request.starts_with("GET /endless") {
                    let zeros = vec![0; 65_536];
                    while stream.write_all(&zeros).await.is_ok() {}
                }
            });
        }
    });
    address
}

/// Somebody who takes a connection and says nothing.
async fn silent() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let mut held = Vec::new();
        while let Ok((stream, _)) = listener.accept().await {
            held.push(stream);
        }
    });
    address
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_does_not_stand_behind_links_that_do_not_answer() {
    let address = silent().await;
    let config = LinkConfig {
        permit: vec![address],
        timeout: Duration::from_secs(60),
        ..LinkConfig::default()
    };
    let w = World::with_links(LinkChecker::new(config).unwrap()).await;
    let mut last = None;
    for n in 0..30 {
        let url = format!("http://{address}/{n}");
        let changes = json!({ "title": format!("各不相同的活动 {n}"), "mode": "mixed", "online_url": url, "expected_participants": { "online": 500 } });
        last = Some(w.submitted(changes).await);
    }
    // More links than are tried at once, and each takes a minute.
    let app = w.app.clone();
    let links = tokio::spawn(async move { app::job::run_lane(&app, Lane::Others).await });
    let a = last.unwrap();
    let begun = Timer::now();
    decide(&w, &w.province, &a, approve()).await;
    // It can no longer be taken back.
    w.clock.set(w.app.now().plus_seconds(600));
    while app::job::run_lane(&w.app, Lane::Own).await.unwrap() > 0 {}
    let told = app::message::inbox(&w.app, &w.organizer, false, Limit::default(), None, Lang::Zh)
        .await
        .unwrap();
    assert!(told.items.iter().any(|m| m.activity_id == Some(a.id)), "{told:?}");
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
    assert!(!links.is_finished(), "the links are still tried");
    links.abort();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn links_are_tried_after_a_filing_is_handed_in_and_nothing_inside_is_asked() {
    let address = server().await;
    let config = LinkConfig {
        permit: vec![address],
        timeout: Duration::from_secs(5),
        ..LinkConfig::default()
    };
    let w = World::with_links(LinkChecker::new(config).unwrap()).await;
    let cases = [
        (format!("http://{address}/fine"), None),
        (format!("http://{address}/gone"), Some("link_dead")),
        (format!("http://{address}/inside"), Some("link_forbidden")),
        (format!("http://{address}/endless"), None),
        ("http://127.0.0.1/".to_owned(), Some("link_forbidden")),
        (
            "http://169.254.169.254/latest/meta-data".to_owned(),
            Some("link_forbidden"),
        ),
        (
            "https://mp.weixin.qq.com/s?__biz=a&tempkey=b".to_owned(),
            Some("link_temporary"),
        ),
    ];
    let mut filed = Vec::new();
    for (n, (url, _)) in cases.iter().enumerate() {
        let title = format!("各不相同的活动 {n}");
        let a = w.submitted(json!({ "title": title, "mode": "mixed", "online_url": url, "expected_participants": { "online": 500 } })).await;
        filed.push(a);
    }
    let begun = Timer::now();
    w.work_off().await;
    assert!(
        begun.elapsed() < Duration::from_secs(15),
        "a gigabyte costs no time: {:?}",
        begun.elapsed()
    );
    for (a, (url, want)) in filed.iter().zip(&cases) {
        let item = in_queue(&w, &w.province, a.id).await.unwrap();
        let link: Vec<&str> = item
            .findings
            .iter()
            .map(|f| f.code.as_str())
            .filter(|c| c.starts_with("link_"))
            .collect();
        assert_eq!(link, want.iter().copied().collect::<Vec<_>>(), "{url}");
        assert_eq!(
            item.activity.version, a.version,
            "a finding that comes later makes nobody's page stale"
        );
        assert!(item.risk >= if want.is_some() { 30 } else { 0 }, "{url}");
    }
    // What was found out is not asked again by the next filing.
    let url = &cases[1].0;
    let again = w.submitted(json!({ "title": "第二次提到", "mode": "mixed", "online_url": url, "expected_participants": { "online": 500 } })).await;
    assert_eq!(app::job::standing(&w.app).await.unwrap().waiting, 0);
    assert!(
        again.findings.iter().any(|f| f.code == "link_dead"),
        "known from the first"
    );
}
