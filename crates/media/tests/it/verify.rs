use domain::id::MediaId;
use domain::media::MediaKind;
use domain::problem::FaultCode::{self, *};
use exif::Tag;
use image::ImageFormat;
use media::keys;
use media::picture::evidence as evidence_of;
use media::store::Store;
use media::verify::{Verified, VerifyError, verify};
use sha2::{Digest as _, Sha256};

use crate::attachment::{PDF, archive};
use crate::camera::{block, in_jpeg, text, wenzhou};
use crate::draw;
use crate::film::FILM;
use crate::server::{Server, config};

fn new_id() -> MediaId {
    MediaId::from(uuid::Uuid::now_v7())
}

/// As if a client had sent `bytes` and announced them rightly.
async fn upload(server: &Server, kind: MediaKind, bytes: &[u8]) -> (MediaId, Result<Verified, VerifyError>) {
    let id = new_id();
    let key = keys::pending(id);
    server
        .store
        .put(&key, bytes, "image/png")
        .await
        .expect("uploaded");
    let sum = format!("{:X}", Sha256::digest(bytes));
    let found = verify(&server.store, kind, &key, bytes.len() as u64, Some(&sum)).await;
    (id, found)
}

fn codes(found: Result<Verified, VerifyError>) -> Vec<FaultCode> {
    match found {
        Err(VerifyError::Rejected(faults)) => faults.iter().map(|f| f.code).collect(),
        other => panic!("not refused: {other:?}"),
    }
}

#[tokio::test]
async fn a_poster_comes_under_its_final_keys_and_the_upload_is_gone() {
    let server = Server::start().await;
    let (id, found) = upload(&server, MediaKind::Poster, &draw::png(600, 350)).await;
    let found = found.expect("a fine poster");
    assert_eq!((found.width, found.height), (Some(600), Some(350)));
    assert_eq!(found.content_type, "image/jpeg");
    assert!(found.phash.is_some() && found.duration_seconds.is_none());
    let names: Vec<_> = found.variants.keys().map(String::as_str).collect();
    assert_eq!(names, ["original", "thumb"]);
    let original = &found.variants["original"];
    assert_eq!(*original, format!("files/{id}/original"));
    let kept = server.store.get(original, 1_000_000).await.expect("is there");
    assert_eq!(kept.len() as u64, found.size);
    assert_eq!(
        image::guess_format(&kept).expect("a picture"),
        image::ImageFormat::Jpeg
    );
    let thumb = server
        .store
        .head(&found.variants["thumb"])
        .await
        .expect("answers");
    assert_eq!(
        thumb.expect("is there").content_type.as_deref(),
        Some("image/jpeg")
    );

    assert_eq!(server.count("pending"), 0);
    let again = verify(&server.store, MediaKind::Poster, &keys::pending(id), 1, None).await;
    assert!(matches!(again, Err(VerifyError::Missing)));
}

#[tokio::test]
async fn every_kind_is_judged_by_its_own_rules() {
    let server = Server::start().await;
    let (_, photo) = upload(&server, MediaKind::Photo, &draw::jpeg(1700, 100)).await;
    let photo = photo.expect("a fine photo");
    assert_eq!(photo.variants.len(), 3);
    assert_ne!(photo.variants["view"], photo.variants["original"]);
    let (_, shot) = upload(&server, MediaKind::ReportScreenshot, &draw::png(40, 30)).await;
    let shot = shot.expect("a fine screenshot");
    assert_eq!(shot.variants["view"], shot.variants["original"]);

    let (_, film) = upload(&server, MediaKind::Video, &FILM.bytes()).await;
    let film = film.expect("a fine film");
    assert_eq!(film.duration_seconds, Some(190.0));
    assert_eq!(film.content_type, "video/mp4");
    let kept = server
        .store
        .get(&film.variants["original"], film.size)
        .await
        .expect("is there");
    assert_eq!(kept, FILM.bytes());

    let (_, proof) = upload(&server, MediaKind::Proof, PDF).await;
    let proof = proof.expect("a fine proof");
    assert_eq!((&proof.content_type[..], proof.width), ("application/pdf", None));
    let kept = server
        .store
        .get(&proof.variants["original"], proof.size)
        .await
        .expect("is there");
    assert_eq!(&kept[..], PDF);
    let (_, scan) = upload(&server, MediaKind::Proof, &draw::png(50, 50)).await;
    assert_eq!(scan.expect("a scan").width, Some(50));
    let word = archive(&["[Content_Types].xml", "word/document.xml"]);
    let (_, word) = upload(&server, MediaKind::Attachment, &word).await;
    assert!(word.expect("a document").content_type.ends_with(".document"));
    assert_eq!(server.count("pending"), 0);
}

#[tokio::test]
async fn what_the_camera_wrote_is_told_of_photos_and_kept_in_no_file() {
    let server = Server::start().await;
    let mut fields = wenzhou();
    fields.push(text(Tag::DateTimeOriginal, "2024:09:15 19:30:05"));
    let block = block(&fields, true);
    // The latitude's seconds, as they stand in the block.
    let seconds = [3141_u32.to_le_bytes(), 100_u32.to_le_bytes()].concat();
    let holds = |bytes: &[u8], what: &[u8]| bytes.windows(what.len()).any(|w| w == what);
    // Opaque and transparent: JPEG and PNG are kept.
    let clear = draw::encoded(draw::half_transparent(1700, 900).into(), ImageFormat::Png);
    for photo in [
        in_jpeg(&draw::jpeg(1700, 900), &block),
        draw::with_chunk(&draw::png(1700, 900), *b"eXIf", &block, false),
        draw::with_chunk(&clear, *b"eXIf", &block, true),
    ] {
        assert!(holds(&photo, &seconds), "the fixture has a place");
        let (_, found) = upload(&server, MediaKind::Photo, &photo).await;
        let found = found.expect("a fine photo");
        let evidence = found.evidence.expect("evidence");
        let taken_at = evidence.taken_at.expect("a time").to_string();
        assert_eq!(taken_at, "2024-09-15 19:30:05");
        assert!(evidence.latitude.is_some() && evidence.longitude.is_some());
        assert_eq!(found.variants.len(), 3);
        for key in found.variants.values() {
            let kept = server.store.get(key, 50_000_000).await.expect("is there");
            for trace in [&seconds[..], b"Exif", b"eXIf", b"2024:09:15"] {
                assert!(!holds(&kept, trace), "{trace:?} in {key}");
            }
            assert_eq!(evidence_of(&kept), None);
        }
        // Nobody judges where a screenshot was taken.
        let (_, shot) = upload(&server, MediaKind::ReportScreenshot, &photo).await;
        assert_eq!(shot.expect("a fine screenshot").evidence, None);
    }
}

#[tokio::test]
async fn a_refused_file_is_deleted_and_never_comes_under_final_keys() {
    let server = Server::start().await;
    let (_, found) = upload(&server, MediaKind::Poster, &draw::png(599, 350)).await;
    assert_eq!(codes(found), [WrongDimensions]);
    let (_, found) = upload(&server, MediaKind::Photo, b"<svg onload='alert(1)'/>").await;
    assert_eq!(codes(found), [FileType]);
    let (_, found) = upload(&server, MediaKind::Photo, PDF).await;
    assert_eq!(codes(found), [FileType]);
    let (film, found) = upload(&server, MediaKind::Video, &FILM.bytes()[..900]).await;
    assert_eq!(codes(found), [FileTruncated]);
    assert_eq!(server.count("pending"), 0);
    assert_eq!(server.count(&format!("files/{film}")), 0);
    let (_, found) = upload(&server, MediaKind::Poster, b"").await;
    assert_eq!(codes(found), [FileEmpty]);
}

#[tokio::test]
async fn other_bytes_than_announced_are_refused() {
    let server = Server::start().await;
    for (kind, bytes) in [
        (MediaKind::Poster, draw::png(600, 350)),
        (MediaKind::Video, FILM.bytes().to_vec()),
        (MediaKind::Proof, PDF.to_vec()),
    ] {
        let size = bytes.len() as u64;
        let other = "0".repeat(64);
        for (announced, sum, code) in [
            (size + 1, None, SizeMismatch),
            (size, Some(&other[..]), ChecksumMismatch),
        ] {
            let key = keys::pending(new_id());
            server
                .store
                .put(&key, &bytes, "image/png")
                .await
                .expect("uploaded");
            let found = verify(&server.store, kind, &key, announced, sum).await;
            assert_eq!(codes(found), [code], "{kind:?}");
            assert_eq!(server.count("pending"), 0);
        }
    }
}

#[tokio::test]
async fn an_upload_survives_storage_that_is_away() {
    let server = Server::start().await;
    let key = keys::pending(new_id());
    let bytes = draw::png(600, 350);
    server
        .store
        .put(&key, &bytes, "image/png")
        .await
        .expect("uploaded");
    let nobody = std::net::TcpListener::bind("127.0.0.1:0")
        .and_then(|l| l.local_addr())
        .expect("a port");
    let away = Store::open(&config(&format!("http://{nobody}"))).expect("opens");
    let found = verify(&away, MediaKind::Poster, &key, bytes.len() as u64, None).await;
    assert!(matches!(found, Err(VerifyError::Unavailable(_))), "{found:?}");
    let found = verify(&server.store, MediaKind::Poster, &key, bytes.len() as u64, None).await;
    found.expect("fine once storage is back");
}

#[tokio::test]
async fn only_uploads_are_verified() {
    let server = Server::start().await;
    for key in ["files/a/original", "pending/", "pending/a/b", "health/ready"] {
        let found = verify(&server.store, MediaKind::Photo, key, 1, None).await;
        assert!(matches!(found, Err(VerifyError::Broken(_))), "{key}: {found:?}");
    }
}
