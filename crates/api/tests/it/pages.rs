use std::fs;
use std::path::Path;

use reqwest::Method;

use crate::server::Server;

fn built(dir: &Path) -> std::path::PathBuf {
    let dist = dir.join("dist");
    fs::create_dir_all(&dist).unwrap();
    fs::write(dist.join("index.html"), "<!doctype html><title>科普</title>").unwrap();
    fs::write(dist.join("app-0f3a9c21d4.js"), "plain").unwrap();
    fs::write(dist.join("app-0f3a9c21d4.js.br"), "packed").unwrap();
    dist
}

#[tokio::test]
async fn every_page_of_the_application_is_its_first_file() {
    let server = Server::with(|dir, options| options.spa = Some(built(dir)));
    for page in ["/", "/activities/new", "/organizations/1?q=%E7%A7%91"] {
        let answer = server.get(page).await;
        assert_eq!(
            answer.headers()["content-type"],
            "text/html; charset=utf-8",
            "{page}"
        );
        assert_eq!(answer.headers()["cache-control"], "no-cache");
        assert!(answer.text().await.unwrap().contains("科普"));
    }
    for not_a_page in ["/missing.js", "/api/v1/nothing", "/media/nothing"] {
        let answer = server.get(not_a_page).await;
        assert!(answer.status().is_client_error(), "{not_a_page}");
    }
    assert_eq!(server.ask(Method::POST, "/").send().await.unwrap().status(), 404);
}

#[tokio::test]
async fn files_go_out_packed_and_are_kept_for_ever_under_their_hash() {
    let server = Server::with(|dir, options| options.spa = Some(built(dir)));
    let script = |accepted: &'static str| {
        let request = server.ask(Method::GET, "/app-0f3a9c21d4.js");
        request.header("accept-encoding", accepted).send()
    };
    let packed = script("gzip, br").await.unwrap();
    assert_eq!(packed.headers()["content-encoding"], "br");
    assert_eq!(
        packed.headers()["cache-control"],
        "public, max-age=31536000, immutable"
    );
    let tag = packed.headers()["etag"].clone();
    assert_eq!(packed.text().await.unwrap(), "packed");
    // Where no packed copy lies beside it, it is packed on its way, or goes out as it is.
    let on_its_way = script("gzip").await.unwrap();
    assert_eq!(on_its_way.headers()["content-encoding"], "gzip");
    assert_eq!(script("identity").await.unwrap().text().await.unwrap(), "plain");
    assert_eq!(script("br;q=0").await.unwrap().text().await.unwrap(), "plain");
    let known = server
        .ask(Method::GET, "/app-0f3a9c21d4.js")
        .header("if-none-match", tag);
    assert_eq!(known.send().await.unwrap().status(), 304);
}
