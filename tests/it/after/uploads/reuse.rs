use app::review;
use domain::activity::view::{Decision, Review};
use domain::id::ActivityId;
use domain::problem::Lang;
use harness::{Answer, Site, picture};
use serde_json::json;

use super::{AFTER, bytes_of, hand_in, photo, save};
use crate::after::at;

/// An approved activity of the association in 瑞安, filed by its own organizer.
async fn approved_elsewhere(site: &Site) -> String {
    let w = &site.world;
    let theirs = site.sign_in(2).await;
    let poster = site
        .upload(
            &theirs,
            "poster",
            "宣传图.png",
            "image/png",
            picture::png(600, 350),
        )
        .await
        .expect(200);
    let new = json!({ "edition": "2024", "organization_id": w.association });
    let made = theirs.post("/activities", new).await.expect(201);
    let path = format!("/activities/{}", made.id());
    let mut form = w.complete();
    form["title"] = json!("瑞安科学讲座");
    form["poster_id"] = json!(poster.id());
    form["region_code"] = json!("330381");
    form["hosts"] = json!([{ "organization_id": w.association, "name": "瑞安市科学技术协会" }]);
    form["structure"]["full_name"] = json!("瑞安市科学技术协会");
    let saved = theirs.patch(&path, 1, form).await.expect(200);
    let waiting = theirs
        .step(&format!("{path}/submissions"), saved.version(), json!({}))
        .await
        .expect(200);
    let id: ActivityId = made.id().parse().unwrap();
    let mut version = i32::try_from(waiting.version()).unwrap();
    for reviewer in [&w.province, &w.nation] {
        let approve = Review {
            decision: Decision::Approve,
            reason: None,
        };
        let done = review::decide(&w.app, reviewer, id, version, approve, Lang::Zh)
            .await
            .unwrap();
        version = done.version;
    }
    made.id()
}

#[tokio::test]
async fn a_picture_of_two_organisations_is_shown_to_the_official_of_both() {
    let site = Site::new().await;
    let w = &site.world;
    let first = w.approved(json!({})).await.id.to_string();
    let second = approved_elsewhere(&site).await;
    w.clock.set(at(AFTER));
    let (one, two) = (site.sign_in(1).await, site.sign_in(2).await);
    let (province, visitor) = (site.sign_in(3).await, site.visitor());
    let same = picture::jpeg(1200, 800);
    let form =
        |photo: &Answer| json!({ "actual_participants": { "offline": 120 }, "photo_ids": [photo.id()] });
    let (ours, theirs) = (
        photo(&site, &one, same.clone()).await,
        photo(&site, &two, same).await,
    );
    hand_in(&one, &first, form(&ours)).await;
    hand_in(&two, &second, form(&theirs)).await;

    let seen = province
        .get(&format!("/activities/{second}/supplement/photo-check"))
        .await
        .expect(200);
    let expected = json!([{
        "photo_id": theirs.id(), "other_photo_id": ours.id(), "activity_id": first,
        "activity_title": "温州科技馆科学之夜", "organization_name": "温州科技馆", "edition": "2024"
    }]);
    assert_eq!(seen.body["reuses"], expected);
    for id in [ours.id(), theirs.id()] {
        let bytes = bytes_of(&province, &id, "thumb").await;
        assert_eq!(image::guess_format(&bytes).unwrap(), image::ImageFormat::Jpeg);
        let path = format!("/media/{id}/content");
        visitor.get(&path).await.refused(404, "not_found");
    }
    // Each organiser sees their own, and cannot name the other's as their own.
    bytes_of(&one, &ours.id(), "view").await;
    for (somebody, other, activity) in [(&one, &theirs, &first), (&two, &ours, &second)] {
        for path in [
            format!("/media/{}/content", other.id()),
            format!("/media/{}", other.id()),
        ] {
            somebody.get(&path).await.refused(404, "not_found");
        }
        let refused = save(somebody, activity, form(other))
            .await
            .refused(422, "validation_failed");
        let fault = ("/photo_ids/0".to_owned(), "unknown_media".to_owned());
        assert_eq!(refused.faults(), [fault]);
    }
}

#[tokio::test]
async fn an_official_of_one_region_sees_both_pictures_of_a_reuse_beyond_it() {
    let site = Site::new().await;
    let w = &site.world;
    let ours = w.approved(json!({})).await.id.to_string();
    let elsewhere = approved_elsewhere(&site).await;
    w.clock.set(at(AFTER));
    let (one, two, county) = (
        site.sign_in(1).await,
        site.sign_in(2).await,
        site.sign_in(6).await,
    );
    let same = picture::jpeg(1200, 800);
    for (who, activity) in [(&one, &ours), (&two, &elsewhere)] {
        let sent = photo(&site, who, same.clone()).await;
        let form = json!({ "actual_participants": { "offline": 120 }, "photo_ids": [sent.id()] });
        hand_in(who, activity, form).await;
    }
    let seen = county
        .get(&format!("/activities/{ours}/supplement/photo-check"))
        .await
        .expect(200);
    let reuse = &seen.body["reuses"][0];
    assert_eq!(reuse["activity_id"], json!(elsewhere));
    for side in ["photo_id", "other_photo_id"] {
        bytes_of(&county, reuse[side].as_str().unwrap(), "thumb").await;
    }
}
