use std::collections::BTreeSet;

use harness::{Answer, Site, picture};
use serde_json::{Value, json};

use super::{AFTER, bytes_of, hand_in, photo};
use crate::after::{at, whole};

#[path = "../../../../crates/media/tests/it/camera.rs"]
#[allow(dead_code, reason = "the tests of `media` need more of it")]
mod camera;

/// Traces of the camera in an answer or a file.
fn traces(bytes: &[u8]) -> Vec<&'static str> {
    let all = [
        "Exif",
        "eXIf",
        "2024:09:15",
        "2024-09-15T19:42",
        "taken_at",
        "latitude",
        "longitude",
        "evidence",
        "27.99",
        "120.68",
    ];
    all.into_iter()
        .filter(|trace| bytes.windows(trace.len()).any(|w| w == trace.as_bytes()))
        .collect()
}

#[tokio::test]
async fn when_and_where_a_photo_was_taken_is_for_the_officials_in_charge() {
    let site = Site::new().await;
    let w = &site.world;
    let a = w.approved(json!({})).await;
    w.clock.set(at(AFTER));
    let mut people = Vec::new();
    for person in [1, 2, 3, 4, 6, 9] {
        people.push(site.sign_in(person).await);
    }
    let [
        organizer,
        other_organizer,
        province,
        other_province,
        county,
        member,
    ] = &people[..]
    else {
        unreachable!("as many as were signed in")
    };
    let id = a.id.to_string();
    let mut fields = camera::wenzhou();
    fields.push(camera::text(exif::Tag::DateTimeOriginal, "2024:09:15 19:42:05"));
    let in_time = camera::in_jpeg(&picture::jpeg(1700, 900), &camera::block(&fields, true));
    let later = camera::text(exif::Tag::DateTimeOriginal, "2023:06:01 08:00:00");
    let last_year = camera::in_jpeg(&picture::jpeg(800, 600), &camera::block(&[later], false));
    let with_evidence = photo(&site, organizer, in_time).await;
    let older = photo(&site, organizer, last_year).await;
    let silent = photo(&site, organizer, picture::jpeg(640, 480)).await;
    assert_eq!(traces(with_evidence.text.as_bytes()), [""; 0]);
    let mut form = whole(w).await;
    form["photo_ids"] = json!([with_evidence.id(), older.id(), silent.id()]);
    let handed_in = hand_in(organizer, &id, form).await;
    assert_eq!(traces(handed_in.text.as_bytes()), [""; 0]);

    let check = format!("/activities/{id}/supplement/photo-check");
    for official in [county, province] {
        let seen = official.get(&check).await.expect(200);
        let proofs = seen.body["proofs"].as_array().unwrap();
        assert_eq!(proofs.len(), 2, "{}", seen.text);
        let of = |photo: &Answer| proofs.iter().find(|p| p["photo_id"] == photo.body["id"]).unwrap();
        let found = of(&with_evidence);
        assert_eq!(found["taken_at"], "2024-09-15T19:42:05");
        assert_eq!(found["outside_dates"], false);
        let near = |field: &str, degrees: f64| (found[field].as_f64().unwrap() - degrees).abs() < 1e-6;
        assert!(
            near("latitude", 27.992_058_33) && near("longitude", 120.683_333_33),
            "{found}"
        );
        assert_eq!(
            (&of(&older)["outside_dates"], &of(&older)["latitude"]),
            (&json!(true), &Value::Null)
        );
    }
    for (somebody, status, code) in [
        (organizer, 403, "not_allowed"),
        (member, 403, "out_of_scope"),
        (other_organizer, 403, "out_of_scope"),
        (other_province, 403, "out_of_scope"),
        (&site.visitor(), 401, "not_signed_in"),
    ] {
        let refused = somebody.get(&check).await.refused(status, code);
        assert_eq!(traces(refused.text.as_bytes()), [""; 0]);
    }
    // Whatever else shows the photo does not show that, to officials neither.
    for path in [
        format!("/media/{}", with_evidence.id()),
        format!("/activities/{id}/supplement"),
        format!("/activities/{id}"),
        format!("/activities/{id}/events"),
        format!("/activities/{id}/eligibility"),
    ] {
        for somebody in [organizer, county] {
            let seen = somebody.get(&path).await.expect(200);
            assert_eq!(traces(seen.text.as_bytes()), [""; 0], "{path}");
        }
    }
    for path in [
        format!("/public/activities/{id}"),
        "/public/activities".to_owned(),
    ] {
        let seen = site.visitor().get(&path).await.expect(200);
        assert_eq!(traces(seen.text.as_bytes()), [""; 0], "{path}");
    }
    for variant in ["original", "view", "thumb"] {
        let bytes = bytes_of(county, &with_evidence.id(), variant).await;
        assert_eq!(image::guess_format(&bytes).unwrap(), image::ImageFormat::Jpeg);
        assert_eq!(traces(&bytes), [""; 0], "{variant}");
        // Thirty-one seconds and 41 hundredths of latitude, as they stood in the file.
        let seconds = [3141_u32.to_le_bytes(), 100_u32.to_le_bytes()].concat();
        assert!(!bytes.windows(8).any(|w| w == seconds), "{variant}");
    }
}

/// Names of the schemas that are reached from a part of the document.
fn reached(document: &Value, from: &Value, found: &mut BTreeSet<String>) {
    match from {
        Value::Object(fields) => {
            if let Some(name) = fields
                .get("$ref")
                .and_then(Value::as_str)
                .and_then(|r| r.strip_prefix("#/components/schemas/"))
                && found.insert(name.to_owned())
            {
                reached(document, &document["components"]["schemas"][name], found);
            }
            for part in fields.values() {
                reached(document, part, found);
            }
        }
        Value::Array(parts) => {
            for part in parts {
                reached(document, part, found);
            }
        }
        _ => {}
    }
}

#[test]
fn one_endpoint_alone_answers_with_the_evidence() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../openapi/kepu.json");
    let document: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    // Every schema that has a field of the evidence, by whatever name it goes; but for where an activity takes place, which
    // its organiser says to everyone.
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let telling: BTreeSet<&str> = schemas
        .iter()
        .filter(|(name, schema)| {
            let mut schema = (*schema).clone();
            if let Some(fields) = schema.as_object_mut() {
                fields.retain(|part, _| !part.starts_with("example"));
            }
            let text = schema.to_string();
            ["\"taken_at\"", "\"latitude\"", "\"longitude\""]
                .iter()
                .any(|field| text.contains(field))
                && *name != "Position"
        })
        .map(|(name, _)| name.as_str())
        .collect();
    assert!(!telling.is_empty(), "the evidence is in the document");
    let mut answering = Vec::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        let mut found = BTreeSet::new();
        reached(&document, operations, &mut found);
        if found.iter().any(|name| telling.contains(name.as_str())) {
            answering.push(path.as_str());
        }
    }
    assert_eq!(answering, ["/api/v1/activities/{id}/supplement/photo-check"]);
}
