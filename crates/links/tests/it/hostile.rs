//! Sites that want to cost us time or memory.

use std::time::{Duration, Instant};

use links::Verdict;

use crate::site::{Reply, Site, checker, checker_within};

const MIB: usize = 1 << 20;

/// One gigabyte of zeros after this head.
fn endless(head: &str) -> Reply {
    Reply::Repeat {
        first: head.to_owned(),
        chunk: vec![0; MIB / 16],
        times: 16 * 1024,
        pause: Duration::ZERO,
    }
}

#[tokio::test]
async fn a_body_without_end_is_not_read() {
    for (head, verdict) in [
        (
            "HTTP/1.1 200 OK\r\ncontent-length: 1073741824\r\n\r\n",
            Verdict::Reachable { status: 200 },
        ),
        (
            "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\n",
            Verdict::Reachable { status: 200 },
        ),
        ("HTTP/1.1 404 Not Found\r\n\r\n", Verdict::Gone { status: 404 }),
    ] {
        let site = Site::start(move |_| endless(head)).await;
        let started = Instant::now();
        assert_eq!(checker(&[&site]).check(&site.url("/")).await, verdict);
        assert!(started.elapsed() < Duration::from_secs(2));
        // What the kernel's buffers took before the connection ended.
        let written = site.written().await;
        assert!(written < 10 * MIB as u64, "{written} bytes written");
    }
}

#[tokio::test]
async fn the_body_of_a_redirect_is_not_read_either() {
    let site = Site::start(|path| match path {
        "/" => endless("HTTP/1.1 302 Found\r\nlocation: /end\r\ncontent-length: 1073741824\r\n\r\n"),
        _ => Reply::status(200),
    })
    .await;
    let verdict = checker(&[&site]).check(&site.url("/")).await;
    assert_eq!(verdict, Verdict::Reachable { status: 200 });
    let written = site.written().await;
    assert!(written < 10 * MIB as u64, "{written} bytes written");
}

#[tokio::test]
async fn headers_without_end_are_given_up() {
    let site = Site::start(|_| Reply::Repeat {
        first: "HTTP/1.1 200 OK\r\n".to_owned(),
        chunk: b"x-filler: 0123456789012345678901234567890123456789\r\n".repeat(100),
        times: 200_000,
        pause: Duration::ZERO,
    })
    .await;
    assert_eq!(
        checker(&[&site]).check(&site.url("/")).await,
        Verdict::Unreachable
    );
    let written = site.written().await;
    assert!(written < 10 * MIB as u64, "{written} bytes written");
}

#[tokio::test]
async fn silence_ends_at_the_timeout() {
    let site = Site::start(|_| Reply::Silence).await;
    let started = Instant::now();
    let verdict = checker_within(Duration::from_millis(300), &[&site])
        .check(&site.url("/"))
        .await;
    assert_eq!(verdict, Verdict::Unreachable);
    assert!(started.elapsed() >= Duration::from_millis(300));
    assert!(started.elapsed() < Duration::from_secs(3));
    // The connection is gone, too.
    site.written().await;
}

#[tokio::test]
async fn a_head_that_drips_ends_at_the_timeout() {
    let site = Site::start(|_| Reply::Repeat {
        first: "HTTP/1.1 200 OK\r\n".to_owned(),
        chunk: b"a: b\r\n".to_vec(),
        times: 1_000,
        pause: Duration::from_millis(50),
    })
    .await;
    let started = Instant::now();
    let verdict = checker_within(Duration::from_millis(300), &[&site])
        .check(&site.url("/"))
        .await;
    assert_eq!(verdict, Verdict::Unreachable);
    assert!(started.elapsed() < Duration::from_secs(3));
}

#[tokio::test]
async fn a_body_that_drips_is_not_waited_for() {
    let site = Site::start(|_| Reply::Repeat {
        first: "HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n".to_owned(),
        chunk: b"x".to_vec(),
        times: 1_000,
        pause: Duration::from_millis(50),
    })
    .await;
    let started = Instant::now();
    let verdict = checker(&[&site]).check(&site.url("/")).await;
    assert_eq!(verdict, Verdict::Reachable { status: 200 });
    assert!(started.elapsed() < Duration::from_secs(2));
}

#[tokio::test]
async fn redirects_share_one_timeout() {
    let site = Site::start(|_| Reply::Repeat {
        first: String::new(),
        chunk: b"HTTP/1.1 302 Found\r\nlocation: /\r\ncontent-length: 0\r\n\r\n".to_vec(),
        times: 1,
        pause: Duration::from_millis(200),
    })
    .await;
    let verdict = checker_within(Duration::from_millis(500), &[&site])
        .check(&site.url("/"))
        .await;
    assert_eq!(verdict, Verdict::Unreachable);
    assert!(site.connections() <= 3);
}
