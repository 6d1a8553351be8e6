use harness::Site;
use serde_json::{Value, json};

use super::{AFTER, hand_in, save};
use crate::after::{at, whole};

#[path = "../../../../crates/media/tests/it/film.rs"]
#[allow(dead_code, reason = "the tests of `media` need more of it")]
mod made;

use made::{FILM, Film, fragment};

#[tokio::test]
async fn a_film_of_three_minutes_is_in_and_one_a_second_longer_is_out() {
    let site = Site::new().await;
    let w = &site.world;
    let a = w.approved(json!({})).await;
    w.clock.set(at(AFTER));
    let (organizer, county) = (site.sign_in(1).await, site.sign_in(6).await);
    let id = a.id.to_string();
    let mut form = whole(w).await;
    let long = |seconds| Film {
        header: seconds,
        samples: Some(seconds),
        ..FILM
    };
    let in_pieces = Film {
        header: 0,
        samples: None,
        ..FILM
    };
    // A header that says three minutes and fragments that are longer.
    let liar = Film {
        header: 180,
        extends: Some(180),
        ..in_pieces.clone()
    };
    let second = || fragment(25, None);
    let three = vec![second(); 180];
    let frame_more = [&three[..], &[fragment(1, None)]].concat();
    let second_more = [&three[..], &[second()]].concat();
    for (bytes, seconds, fits) in [
        (long(180).bytes(), 180.0, true),
        (long(181).bytes(), 181.0, false),
        (in_pieces.with(&three), 180.0, true),
        // Cutting programs end on whole frames.
        (in_pieces.with(&frame_more), 180.04, true),
        (in_pieces.with(&second_more), 181.0, false),
        (liar.with(&second_more), 181.0, false),
    ] {
        let film = site
            .upload(&organizer, "video", "短片.mp4", "video/mp4", bytes.to_vec())
            .await
            .expect(200);
        assert_eq!(film.body["duration_seconds"], json!(seconds));
        form["video_ids"] = json!([film.id()]);
        hand_in(&organizer, &id, form.clone()).await;
        let judged = county
            .get(&format!("/activities/{id}/eligibility"))
            .await
            .expect(200);
        let rules = judged.body["rules"].as_array().unwrap();
        let failing: Vec<&Value> = rules.iter().filter(|r| r["passed"] != true).collect();
        if fits {
            assert_eq!(failing, Vec::<&Value>::new(), "{seconds} s");
        } else {
            assert_eq!((failing.len(), &failing[0]["code"]), (1, &json!("videos")));
            assert!(failing[0]["message"].as_str().unwrap().contains("3:01"));
        }
        assert_eq!(judged.body["eligible"], json!(fits));
    }
}

#[tokio::test]
async fn a_text_that_is_called_a_film_is_refused_by_what_it_is() {
    let site = Site::new().await;
    let a = site.world.approved(json!({})).await;
    site.world.clock.set(at(AFTER));
    let organizer = site.sign_in(1).await;
    let text = "这不是视频，只是一份会议记录。\n".repeat(400).into_bytes();
    let new =
        json!({ "kind": "video", "file_name": "现场.mp4", "content_type": "video/mp4", "size": text.len() });
    let made = organizer.post("/media", new).await.expect(201);
    assert!(site.send(&made.body["upload"], text).await.is_success());
    let done = format!("/media/{}/completions", made.id());
    let refused = organizer
        .post(&done, json!({}))
        .await
        .refused(422, "media_rejected");
    assert_eq!(refused.faults(), [("/file".to_owned(), "file_type".to_owned())]);
    for words in ["文本 text", "mp4、mov"] {
        assert!(refused.text.contains(words), "{words} in {}", refused.text);
    }
    // It stays refused, is served to nobody and proves nothing.
    organizer
        .post(&done, json!({}))
        .await
        .refused(422, "media_rejected");
    organizer
        .get(&format!("/media/{}/content", made.id()))
        .await
        .refused(404, "not_found");
    let kept = organizer.get(&format!("/media/{}", made.id())).await.expect(200);
    assert_eq!(
        (&kept.body["status"], &kept.body["variants"]),
        (&json!("rejected"), &json!({}))
    );
    let named = save(&organizer, &a.id.to_string(), json!({ "video_ids": [made.id()] }))
        .await
        .refused(422, "validation_failed");
    let expected = ("/video_ids/0".to_owned(), "media_not_ready".to_owned());
    assert_eq!(named.faults(), [expected]);
}
