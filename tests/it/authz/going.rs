//! The rows of checking in: at a point of the museum's approved activity that takes place now.

use app::{Outcome, check_in};
use domain::check_in::{NewPoint, VenuePointChange};
use domain::media::MediaKind;
use harness::Site;
use serde_json::{Value, json};

use super::{EVERYONE, INVOLVED, SIGNED_IN};
use crate::going::today;

/// The activity is public: whoever may not set up points there is told so.
const OWN: [u16; 9] = [401, 403, 200, 403, 403, 403, 403, 403, 403];

#[rustfmt::skip]
pub const ROWS: &[(&str, [u16; 9])] = &[
    ("check_in_points",       INVOLVED),
    ("check_in_point_create", [401, 403, 201, 403, 403, 403, 403, 403, 403]),
    ("check_in_point_change", OWN),
    ("check_in_point_delete", [401, 403, 204, 403, 403, 403, 403, 403, 403]),
    ("check_in_screen",       OWN),
    ("check_in_point_show",   EVERYONE),
    // Nobody of them stands there: the text is no token.
    ("check_in_ticket",       [422; 9]),
    ("check_in",              [401, 422, 422, 422, 422, 422, 422, 422, 422]),
    ("stamp_list",            SIGNED_IN),
    // The venue is public: officials over its region see how many came, members set it up.
    ("venue_check_in_show",   [401, 404, 200, 404, 200, 200, 404, 200, 404]),
    ("venue_check_in_change", OWN),
    ("venue_check_in_screen", OWN),
    ("route_stamps",          SIGNED_IN),
];

/// Path, version and body for an operation of [`ROWS`].
pub async fn request(site: &Site, operation: &str, path: &str) -> Option<(String, i64, Option<Value>)> {
    if !ROWS.iter().any(|(known, _)| *known == operation) {
        return None;
    }
    if operation == "stamp_list" {
        return Some((path.to_owned(), 1, None));
    }
    if operation.starts_with("venue_check_in") || operation == "route_stamps" {
        return Some(at_a_venue(site, operation, path).await);
    }
    let w = &site.world;
    let mut content = today();
    // Of its own, so that the poster that other rows ask for does not become public.
    content["poster_id"] = json!(w.file(MediaKind::Poster, None, None).await);
    let a = w.approved(content).await;
    let id = if path.starts_with("/activities/") {
        a.id.to_string()
    } else {
        let new = NewPoint {
            name: "南门".into(),
            ..NewPoint::default()
        };
        let made = check_in::create(&w.app, &w.organizer, a.id, new, None).await;
        let Outcome::New(point) = made.unwrap() else {
            unreachable!("no key was given")
        };
        point.id.to_string()
    };
    let body = match operation {
        "check_in_point_create" => Some(json!({ "name": "南门" })),
        "check_in_point_change" => Some(json!({ "closed": true })),
        "check_in_ticket" | "check_in" => Some(json!({ "token": "not-a-token" })),
        _ => None,
    };
    Some((path.replace("{id}", &id), 1, body))
}

/// The same for a venue of the museum, at which visitors check in, and a route to it.
async fn at_a_venue(site: &Site, operation: &str, path: &str) -> (String, i64, Option<Value>) {
    if operation == "route_stamps" {
        let route = super::venues::published_route(site).await;
        return (path.replace("{id}", &route.id.to_string()), 1, None);
    }
    let venue = super::venues::a_venue(site).await.id;
    let w = &site.world;
    let before = check_in::venue_point(&w.app, &w.organizer, venue).await.unwrap();
    let on = VenuePointChange {
        enabled: Some(true),
        renew: false,
    };
    let point = check_in::change_venue_point(&w.app, &w.organizer, venue, before.version, on)
        .await
        .unwrap();
    let body = (operation == "venue_check_in_change").then(|| json!({ "enabled": true }));
    (
        path.replace("{id}", &venue.to_string()),
        i64::from(point.version),
        body,
    )
}
