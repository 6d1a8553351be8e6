use links::Verdict;

use crate::site::{Reply, Site, checker};

const REACHABLE: Verdict = Verdict::Reachable { status: 200 };

/// A site where `/3` leads to `/2`, and so on down to `/0`, which exists.
async fn stairs() -> Site {
    Site::start(|path| match path[1..].parse::<u32>() {
        Ok(0) => Reply::status(200),
        Ok(n) => Reply::redirect(&format!("/{}", n - 1)),
        Err(_) => Reply::status(404),
    })
    .await
}

#[tokio::test]
async fn redirects_are_followed_as_far_as_allowed() {
    let site = stairs().await;
    let checker = checker(&[&site]);
    assert_eq!(checker.check(&site.url("/5")).await, REACHABLE);
    assert_eq!(checker.check(&site.url("/6")).await, Verdict::TooManyRedirects);
}

#[tokio::test]
async fn a_loop_ends() {
    let site = Site::start(|_| Reply::redirect("/again")).await;
    let verdict = checker(&[&site]).check(&site.url("/")).await;
    assert_eq!(verdict, Verdict::TooManyRedirects);
    assert_eq!(site.connections(), 6);
}

#[tokio::test]
async fn what_lies_behind_a_redirect_decides() {
    let end = Site::start(|_| Reply::status(410)).await;
    let there = end.url("/old");
    let start = Site::start(move |_| Reply::redirect(&there)).await;
    let verdict = checker(&[&start, &end]).check(&start.url("/")).await;
    assert_eq!(verdict, Verdict::Gone { status: 410 });
}

#[tokio::test]
async fn a_redirect_to_a_port_that_nobody_permitted_is_never_followed() {
    let inside = Site::start(|_| Reply::status(200)).await;
    let there = inside.url("/admin");
    let start = Site::start(move |_| Reply::redirect(&there)).await;
    let verdict = checker(&[&start]).check(&start.url("/")).await;
    assert_eq!(verdict, Verdict::Forbidden);
    assert_eq!(inside.connections(), 0);
}

#[tokio::test]
async fn every_target_is_judged_like_a_first_address() {
    for target in [
        "http://169.254.169.254/latest/meta-data/",
        "//169.254.169.254/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://0x7f.1/",
        "http://localhost/",
        "https://localhost/",
        "http://10.0.0.1/",
        "http://93.184.216.34:8080/",
        "http://user:secret@93.184.216.34/",
        "file:///etc/passwd",
        "ftp://example.com/",
        "gopher://127.0.0.1:6379/_",
        "javascript:alert(1)",
    ] {
        let site = Site::start(move |_| Reply::redirect(target)).await;
        let verdict = checker(&[&site]).check(&site.url("/")).await;
        assert_eq!(verdict, Verdict::Forbidden, "{target}");
    }
}

#[tokio::test]
async fn a_redirect_that_leads_nowhere_is_no_verdict_on_the_page() {
    for answer in [
        "HTTP/1.1 302 Found\r\ncontent-length: 0\r\n\r\n",
        "HTTP/1.1 302 Found\r\nlocation: http://[\r\ncontent-length: 0\r\n\r\n",
    ] {
        let site = Site::start(move |_| Reply::Text(answer.to_owned())).await;
        let verdict = checker(&[&site]).check(&site.url("/")).await;
        assert_eq!(verdict, Verdict::Refused { status: 302 });
    }
}

#[tokio::test]
async fn every_kind_of_redirect_is_one_and_targets_may_be_chinese() {
    for status in [301, 302, 303, 307, 308] {
        let site = Site::start(move |path| match path {
            "/" => Reply::Text(format!(
                "HTTP/1.1 {status} Moved\r\nlocation: /科普活动\r\ncontent-length: 0\r\n\r\n"
            )),
            "/%E7%A7%91%E6%99%AE%E6%B4%BB%E5%8A%A8" => Reply::status(200),
            _ => Reply::status(404),
        })
        .await;
        assert_eq!(checker(&[&site]).check(&site.url("/")).await, REACHABLE);
    }
}
