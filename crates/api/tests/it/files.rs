use std::time::Duration;

use reqwest::Method;

use crate::server::Server;

const SOON: Duration = Duration::from_secs(300);

#[tokio::test]
async fn signed_addresses_work_on_the_same_origin_by_range_too() {
    let server = Server::new();
    let store = server.app.storage();
    store
        .put("poster/1.jpg", b"0123456789", "image/jpeg")
        .await
        .unwrap();
    let url = store
        .presign_get("poster/1.jpg", SOON, "image/jpeg", "inline")
        .await
        .unwrap();
    let ask = |range: Option<&'static str>| {
        let mut request = server.http.get(&url);
        if let Some(range) = range {
            request = request.header("range", range);
        }
        request.send()
    };
    let whole = ask(None).await.unwrap();
    assert_eq!(whole.headers()["content-type"], "image/jpeg");
    assert_eq!(
        whole.headers()["content-security-policy"],
        "default-src 'none'; sandbox"
    );
    assert_eq!(whole.bytes().await.unwrap(), "0123456789");
    let part = ask(Some("bytes=2-4")).await.unwrap();
    assert_eq!(part.status(), 206);
    assert_eq!(part.bytes().await.unwrap(), "234");
    let altered = server.http.get(url.replace("poster/1", "poster/2"));
    assert_eq!(altered.send().await.unwrap().status(), 403);
    assert_eq!(server.get("/media/poster/1.jpg").await.status(), 403, "unsigned");
    let ready = server.get("/readyz").await;
    assert_eq!(
        ready.status(),
        200,
        "storage is reached through the server itself"
    );
}

#[tokio::test]
async fn what_could_run_in_a_browser_is_a_download() {
    let server = Server::new();
    let store = server.app.storage();
    for dangerous in ["text/html", "image/svg+xml", "text/html; charset=utf-8"] {
        store.put("proof/1", b"<script>", "image/png").await.unwrap();
        let url = store
            .presign_get("proof/1", SOON, dangerous, "inline")
            .await
            .unwrap();
        let answer = server.http.request(Method::GET, url).send().await.unwrap();
        assert_eq!(
            answer.headers()["content-type"],
            "application/octet-stream",
            "{dangerous}"
        );
        assert_eq!(answer.headers()["content-disposition"], "attachment");
        assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
    }
}
