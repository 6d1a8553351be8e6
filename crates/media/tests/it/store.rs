use std::time::{Duration, Instant};

use media::MediaError;
use media::embedded::EmbeddedS3;
use media::store::{ObjectInfo, Store};
use reqwest::multipart::{Form, Part};

use crate::server::{FIVE_MINUTES, Server, config};

const KEY: &str = "pending/0192f0c1-7c1e-7000-8000-000000000001";
const MIB: usize = 1_048_576;

#[tokio::test]
async fn an_object_is_written_read_copied_and_removed() {
    let server = Server::start().await;
    let store = &server.store;
    assert_eq!(store.head(KEY).await.expect("answers"), None);
    store.put(KEY, b"0123456789", "image/png").await.expect("written");
    assert_eq!(
        store.head(KEY).await.expect("answers"),
        Some(ObjectInfo {
            size: 10,
            content_type: Some("image/png".to_owned())
        })
    );
    assert_eq!(&store.get(KEY, 10).await.expect("read")[..], b"0123456789");
    assert_eq!(&store.get_range(KEY, 2, 3).await.expect("read")[..], b"234");
    assert_eq!(&store.get_range(KEY, 8, 100).await.expect("read")[..], b"89");
    assert_eq!(&store.get_range(KEY, 10, 5).await.expect("read")[..], b"");
    assert_eq!(
        store.sha256(KEY, 10).await.expect("read"),
        "84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882"
    );

    let copy = "files/0192f0c1-7c1e-7000-8000-000000000001/original";
    store.copy(KEY, copy).await.expect("copied");
    store.delete(KEY).await.expect("removed");
    store.delete(KEY).await.expect("removing twice is fine");
    assert!(matches!(store.get(KEY, 10).await, Err(MediaError::NotFound)));
    assert_eq!(store.get(copy, 10).await.expect("read").len(), 10);
}

#[tokio::test]
async fn an_object_larger_than_expected_is_not_read_into_memory() {
    let server = Server::start().await;
    server
        .store
        .put(KEY, &vec![7; 2 * MIB], "image/png")
        .await
        .expect("written");
    let answer = server.store.get(KEY, MIB as u64).await;
    assert!(matches!(answer, Err(MediaError::Rejected(_))), "{answer:?}");
}

#[tokio::test]
async fn storage_that_does_not_answer_is_unavailable_at_once() {
    // Bound and dropped: nobody listens there.
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .and_then(|l| l.local_addr())
        .expect("a port");
    let store = Store::open(&config(&format!("http://{port}"))).expect("opens without reaching out");
    let began = Instant::now();
    let unavailable = |e: MediaError| matches!(e, MediaError::Unavailable(_));
    assert!(store.check().await.is_err_and(unavailable));
    assert!(store.head(KEY).await.is_err_and(unavailable));
    assert!(store.get(KEY, 1).await.is_err_and(unavailable));
    assert!(store.put(KEY, b"x", "image/png").await.is_err_and(unavailable));
    assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
}

#[tokio::test]
async fn storage_that_accepts_but_stays_silent_is_unavailable_in_time() {
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port");
    let address = silent.local_addr().expect("an address");
    let store = Store::open(&config(&format!("http://{address}"))).expect("opens");
    let began = Instant::now();
    assert!(matches!(store.check().await, Err(MediaError::Unavailable(_))));
    assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
}

#[tokio::test]
async fn readiness_notices_a_wrong_key() {
    let server = Server::start().await;
    server.store.check().await.expect("ready the first time");
    server.store.check().await.expect("and again");
    let mut wrong = config(&server.endpoint);
    wrong.secret_key = "another".to_owned();
    let store = Store::open(&wrong).expect("opens");
    assert!(matches!(store.check().await, Err(MediaError::Broken(_))));
}

fn form(fields: &std::collections::BTreeMap<String, String>, bytes: Vec<u8>) -> Form {
    fields
        .iter()
        .fold(Form::new(), |form, (name, value)| {
            form.text(name.clone(), value.clone())
        })
        .part("file", Part::bytes(bytes).file_name("x.png"))
}

#[tokio::test]
async fn a_form_upload_is_held_to_what_was_signed() {
    let server = Server::start().await;
    let (url, fields) = server
        .store
        .presign_post(KEY, "image/png", 1..=1000, FIVE_MINUTES)
        .await
        .expect("signed");
    let send = async |fields: &std::collections::BTreeMap<String, String>, bytes: Vec<u8>| {
        server
            .http
            .post(&url)
            .multipart(form(fields, bytes))
            .send()
            .await
            .expect("answers")
            .status()
            .as_u16()
    };
    let changed = |name: &str, value: &str| {
        let mut fields = fields.clone();
        assert!(
            fields.insert(name.to_owned(), value.to_owned()).is_some(),
            "{name}"
        );
        fields
    };
    assert_eq!(send(&fields, vec![1; 1001]).await, 400, "too large");
    assert_eq!(send(&fields, vec![]).await, 400, "too small");
    assert_eq!(send(&changed("Content-Type", "text/html"), vec![1]).await, 400);
    assert_eq!(send(&changed("key", "files/x/original"), vec![1]).await, 400);
    assert_eq!(
        send(&changed("x-amz-signature", &"0".repeat(64)), vec![1]).await,
        403
    );
    assert_eq!(
        server.store.head(KEY).await.expect("answers"),
        None,
        "nothing was kept"
    );

    assert_eq!(send(&fields, vec![1; 1000]).await, 201);
    let kept = server.store.head(KEY).await.expect("answers").expect("is there");
    assert_eq!(
        (kept.size, kept.content_type.as_deref()),
        (1000, Some("image/png"))
    );
}

#[tokio::test]
async fn a_put_is_held_to_what_was_signed() {
    let server = Server::start().await;
    let (url, headers) = server
        .store
        .presign_put(KEY, "video/mp4", 5, FIVE_MINUTES)
        .await
        .expect("signed");
    assert_eq!(headers["Content-Type"], "video/mp4");
    let put = async |url: &str, kind: &str, bytes: &'static [u8]| {
        let request = server.http.put(url).header("Content-Type", kind).body(bytes);
        request.send().await.expect("answers").status().as_u16()
    };
    assert_eq!(put(&url, "text/html", b"12345").await, 403, "another type");
    assert_eq!(put(&url, "video/mp4", b"123456").await, 403, "another size");
    assert_eq!(
        put(&url.replace("pending", "files"), "video/mp4", b"12345").await,
        403
    );
    assert_eq!(put(&url, "video/mp4", b"12345").await, 200);
    assert_eq!(&server.store.get(KEY, 5).await.expect("read")[..], b"12345");

    let (short, _) = server
        .store
        .presign_put(KEY, "video/mp4", 5, Duration::from_secs(1))
        .await
        .expect("signed");
    tokio::time::sleep(Duration::from_millis(2100)).await;
    assert_eq!(put(&short, "video/mp4", b"54321").await, 403, "expired");
}

#[tokio::test]
async fn an_upload_in_parts_arrives_whole_whatever_the_order() {
    let server = Server::start().await;
    let store = &server.store;
    let upload = store.multipart_start(KEY, "video/mp4").await.expect("begins");
    let mut parts = Vec::new();
    // The last part first, and one of them twice: a client that resumes.
    for (number, size) in [(2, 1000), (1, 5 * MIB), (1, 5 * MIB)] {
        let url = store
            .presign_part(KEY, &upload, number, size as u64, FIVE_MINUTES)
            .await
            .expect("signed");
        let send = async |size: usize| {
            let bytes = vec![number as u8; size];
            server.http.put(&url).body(bytes).send().await.expect("answers")
        };
        assert_eq!(send(size + 1).await.status(), 403, "larger than announced");
        let answer = send(size).await;
        assert_eq!(answer.status(), 200);
        parts.push((
            number,
            answer.headers()["etag"].to_str().expect("ascii").to_owned(),
        ));
    }
    parts.pop();
    store
        .multipart_complete(KEY, &upload, parts.clone())
        .await
        .expect("joined");
    let whole = store.get(KEY, 10 * MIB as u64).await.expect("read");
    assert_eq!(whole.len(), 5 * MIB + 1000);
    assert_eq!((whole[0], whole[5 * MIB]), (1, 2));
    assert!(
        store.multipart_complete(KEY, &upload, parts).await.is_err(),
        "only once"
    );
}

#[tokio::test]
async fn an_aborted_upload_takes_no_more_parts() {
    let server = Server::start().await;
    let upload = server
        .store
        .multipart_start(KEY, "video/mp4")
        .await
        .expect("begins");
    let url = server
        .store
        .presign_part(KEY, &upload, 1, 3, FIVE_MINUTES)
        .await
        .expect("signed");
    server.store.multipart_abort(KEY, &upload).await.expect("aborted");
    let answer = server.http.put(&url).body("abc").send().await.expect("answers");
    assert!(!answer.status().is_success(), "{}", answer.status());
    let odd = server.store.multipart_abort(KEY, "x&partNumber=1").await;
    assert!(matches!(odd, Err(MediaError::Broken(_))));
}

#[tokio::test]
async fn a_file_is_read_by_its_signed_address_only() {
    let server = Server::start().await;
    let key = "files/0192f0c1-7c1e-7000-8000-000000000001/original";
    server
        .store
        .put(key, b"0123456789", "image/png")
        .await
        .expect("written");
    let disposition = "attachment; filename*=UTF-8''%E6%B5%B7%E6%8A%A5.png";
    let url = server
        .store
        .presign_get(key, FIVE_MINUTES, "image/png", disposition)
        .await
        .expect("signed");
    let answer = server.http.get(&url).send().await.expect("answers");
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["content-type"], "image/png");
    assert_eq!(answer.headers()["content-disposition"], disposition);
    assert_eq!(&answer.bytes().await.expect("a body")[..], b"0123456789");

    let part = server
        .http
        .get(&url)
        .header("Range", "bytes=3-5")
        .send()
        .await
        .expect("answers");
    assert_eq!(part.status(), 206);
    assert_eq!(&part.bytes().await.expect("a body")[..], b"345");

    let bare = url.split('?').next().expect("an address");
    assert_eq!(server.http.get(bare).send().await.expect("answers").status(), 403);
    let other = url.replace("image%2Fpng", "text%2Fhtml");
    assert_ne!(other, url);
    assert_eq!(
        server.http.get(&other).send().await.expect("answers").status(),
        403
    );
}

#[test]
fn a_bucket_name_cannot_leave_the_directory() {
    let directory = tempfile::tempdir().expect("a directory");
    for bad in ["..", "a/../../b", "Media", "", "媒体"] {
        assert!(
            EmbeddedS3::open(directory.path(), bad, "key", "secret").is_err(),
            "{bad}"
        );
    }
}
