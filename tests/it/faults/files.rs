//! Files that are not what they say.

use harness::{Site, picture};
use serde_json::json;

use super::draft;

#[tokio::test]
async fn pictures_are_judged_by_their_content() {
    let site = Site::new().await;
    let me = site.sign_in(1).await;
    let good = picture::png(600, 350);
    let cut = {
        let jpeg = picture::jpeg(600, 350);
        jpeg[..jpeg.len() / 2].to_vec()
    };
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>".to_vec();
    let html = b"<!doctype html><script>alert(1)</script>".to_vec();
    // A header that promises thirty thousand pixels each way.
    let mut bomb = picture::png(1, 1);
    bomb[16..24].copy_from_slice(&[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
    let cases = [
        ("poster", "图.png", svg, "file_type"),
        ("poster", "图.png", html, "file_type"),
        (
            "poster",
            "图.png",
            good[..good.len() / 2].to_vec(),
            "file_truncated",
        ),
        ("poster", "图.png", cut, "file_truncated"),
        ("poster", "图.png", picture::png(5000, 300), "wrong_dimensions"),
        ("poster", "图.png", picture::png(599, 350), "wrong_dimensions"),
        ("photo", "图.png", bomb, "too_many_pixels"),
    ];
    for (n, (kind, name, bytes, code)) in cases.into_iter().enumerate() {
        let answer = site.upload(&me, kind, name, "image/png", bytes).await;
        let faults = answer.faults();
        let close = matches!(code, "file_truncated" | "too_many_pixels");
        assert_eq!(answer.status, 422, "case {n}: {}", answer.text);
        assert_eq!(answer.code(), "media_rejected");
        let fits = |got: &str| {
            got == code || (close && matches!(got, "file_truncated" | "file_unreadable" | "too_many_pixels"))
        };
        assert!(
            faults.iter().any(|(_, got)| fits(got)),
            "case {n}: {faults:?} instead of {code}"
        );
    }
    // Too large, empty or of another kind: refused before a byte is sent.
    for (size, content_type, code) in [
        (2_097_153, "image/png", "file_too_large"),
        (0, "image/png", "file_empty"),
        (10, "image/svg+xml", "file_type"),
    ] {
        let new =
            json!({ "kind": "poster", "file_name": "a.png", "content_type": content_type, "size": size });
        let refused = me.post("/media", new).await.refused(422, "validation_failed");
        assert!(
            refused.faults().iter().any(|(_, got)| got == code),
            "{:?}",
            refused.faults()
        );
    }
    // Announced small, sent large: storage itself refuses.
    let new = json!({ "kind": "poster", "file_name": "a.png", "content_type": "image/png", "size": 100 });
    let made = me.post("/media", new).await.expect(201);
    assert!(
        !site
            .send(&made.body["upload"], vec![0; 2_200_000])
            .await
            .is_success()
    );
    me.post(&format!("/media/{}/completions", made.id()), json!({}))
        .await
        .refused(409, "upload_not_ready");
    // What was refused or never came is served to nobody and cannot be used.
    me.get(&format!("/media/{}/content", made.id()))
        .await
        .refused(404, "not_found");
    let (path, version) = draft(&site, &me).await;
    let pending = me
        .patch(&path, version, json!({ "poster_id": made.id() }))
        .await
        .expect(200);
    let refused = me
        .step(&format!("{path}/submissions"), pending.version(), json!({}))
        .await
        .refused(422, "validation_failed");
    assert_eq!(
        refused.faults(),
        [("/poster_id".to_owned(), "media_not_ready".to_owned())]
    );
    // An upload can be tried again until it is right.
    assert!(site.send(&made.body["upload"], good).await.is_success());
}

#[tokio::test]
async fn one_account_does_not_fill_the_store() {
    let site = Site::new().await;
    let me = site.sign_in(2).await;
    let film = |size: u64| json!({ "kind": "video", "file_name": "活动.mp4", "content_type": "video/mp4", "size": size });
    let most = domain::media::MediaKind::Video.max_bytes();
    let day = u64::try_from(domain::media::BYTES_PER_DAY).unwrap();
    for _ in 0..day / most {
        me.post("/media", film(most)).await.expect(201);
    }
    let refused = me.post("/media", film(day % most + 1)).await;
    refused.refused(429, "upload_quota");
    // Others are not kept from theirs, and tomorrow is another day.
    site.sign_in(3).await.post("/media", film(most)).await.expect(201);
    let w = &site.world;
    w.clock.set(w.app.now().plus_seconds(86_401));
    site.sign_in(2).await.post("/media", film(most)).await.expect(201);
}
