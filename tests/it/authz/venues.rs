//! The rows of venues and routes: a venue of the museum, a route of 温州 through two of its venues.

use app::{Outcome, route, venue};
use domain::access::Actor;
use domain::activity::view::StepReason;
use domain::page::Limit;
use domain::route::Route;
use harness::Site;
use serde_json::{Map, Value, json};

use super::EVERYONE;
use crate::going::venues::content;

#[rustfmt::skip]
pub const ROWS: &[(&str, [u16; 9])] = &[
    // visitor, member, organizer, other organizer, county, province, other province, nation, operator
    ("organization_venues", [401, 403, 200, 403, 200, 200, 403, 200, 403]),
    ("venue_create",        [401, 403, 201, 403, 403, 403, 403, 403, 403]),
    // Everybody asks for their own region; the operator for the country.
    ("venue_list",          [401, 403, 403, 403, 200, 200, 200, 200, 403]),
    ("venue_show",          [401, 404, 200, 404, 200, 200, 404, 200, 404]),
    ("venue_change",        [401, 403, 200, 403, 403, 403, 403, 403, 403]),
    ("venue_delete",        [401, 403, 204, 403, 403, 403, 403, 403, 403]),
    ("venue_take_down",     [401, 403, 403, 403, 200, 200, 403, 200, 403]),
    ("venue_restore",       [401, 404, 403, 404, 200, 200, 404, 200, 404]),
    ("route_list",          [401, 403, 403, 403, 200, 200, 200, 200, 403]),
    ("route_create",        [401, 403, 403, 403, 403, 201, 403, 201, 403]),
    // The county lies below the region of the route.
    ("route_show",          [401, 404, 404, 404, 404, 200, 404, 200, 404]),
    ("route_change",        [401, 404, 404, 404, 404, 200, 404, 200, 404]),
    ("route_delete",        [401, 404, 404, 404, 404, 204, 404, 204, 404]),
    ("route_publish",       [401, 404, 404, 404, 404, 200, 404, 200, 404]),
    ("route_withdraw",      [401, 403, 403, 403, 403, 200, 403, 200, 403]),
    ("public_venue_list",   EVERYONE),
    ("public_venue_show",   EVERYONE),
    ("public_route_list",   EVERYONE),
    ("public_route_show",   EVERYONE),
];

fn object(value: Value) -> Map<String, Value> {
    let Value::Object(fields) = value else {
        panic!("a form is an object")
    };
    fields
}

fn new_of<T>(made: Outcome<T>) -> T {
    let Outcome::New(made) = made else {
        unreachable!("no key was given")
    };
    made
}

/// Of a name of its own: one that was hidden is not taken again.
pub(super) async fn a_venue(site: &Site) -> domain::venue::Venue {
    let w = &site.world;
    let number: domain::id::VenueId = w.app.new_id();
    let fields = object(content(&format!("阵地 {number}")));
    let made = venue::create(&w.app, &w.organizer, w.museum, fields, None).await;
    new_of(made.unwrap())
}

async fn a_route(site: &Site, official: &Actor) -> Route {
    let w = &site.world;
    let kept = venue::of_organization(&w.app, &w.organizer, w.museum, Limit::default(), None).await;
    let mut shown = kept.unwrap().items.into_iter().filter(|v| v.public).map(|v| v.id);
    let (one, two) = match (shown.next(), shown.next()) {
        (Some(one), Some(two)) => (one, two),
        _ => (a_venue(site).await.id, a_venue(site).await.id),
    };
    let stop = |id| json!({ "venue_id": id, "minutes": 60 });
    let fields = json!({ "region_code": "330300", "title": "温州科普一日行", "theme": "航天", "introduction": "从馆到馆",
        "stops": [stop(one), stop(two)] });
    let made = route::create(&w.app, official, object(fields), None).await;
    new_of(made.unwrap())
}

pub(super) async fn published_route(site: &Site) -> Route {
    let w = &site.world;
    let r = a_route(site, &w.city).await;
    route::publish(&w.app, &w.city, r.id, r.version).await.unwrap()
}

/// Path, version and body for an operation of [`ROWS`].
pub async fn request(site: &Site, operation: &str, path: &str) -> Option<(String, i64, Option<Value>)> {
    if !ROWS.iter().any(|(known, _)| *known == operation) {
        return None;
    }
    let w = &site.world;
    let (id, version) = match operation {
        "organization_venues" | "venue_create" => (w.museum.to_string(), 1),
        "venue_restore" => {
            let v = a_venue(site).await;
            let why = StepReason {
                reason: Some("核实".into()),
            };
            let v = venue::take_down(&w.app, &w.province, v.id, v.version, why)
                .await
                .unwrap();
            (v.id.to_string(), v.version)
        }
        _ if path.contains("/venues/{id}") => (a_venue(site).await.id.to_string(), 1),
        "route_withdraw" | "public_route_show" => {
            let r = published_route(site).await;
            (r.id.to_string(), r.version)
        }
        _ if path.contains("/routes/{id}") => (a_route(site, &w.city).await.id.to_string(), 1),
        _ => (String::new(), 1),
    };
    let body = match operation {
        "venue_create" => Some(content("另一处阵地")),
        "venue_change" => Some(json!({ "hours_note": "国庆照常" })),
        "venue_take_down" | "venue_restore" => Some(json!({ "reason": "核实" })),
        "route_create" => Some(json!({ "region_code": "330300" })),
        "route_change" => Some(json!({ "theme": "海洋" })),
        _ => None,
    };
    Some((path.replace("{id}", &id), i64::from(version), body))
}
