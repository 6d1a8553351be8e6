//! Science venues and themed routes, as search engines read them.

use actix_web::http::StatusCode;
use actix_web::web::Query;
use app::{App, AppError, route, venue};
use domain::id::{RouteId, VenueId};
use domain::problem::Code;
use domain::route::PublicRoute;
use domain::venue::{OpeningHours, PublicVenue};
use maud::html;
use serde_json::{Value, json};

use super::{Served, detailed, headed};
use crate::routes::public_venue::{PublicRouteParams, VenueParams};

const VENUES: &str =
    "查询身边的科普阵地：科技馆、科普教育基地、社区科普场馆的地址、开放时间、入场方式和无障碍设施。";
const ROUTES: &str = "各地科协推荐的科普研学路线：走哪几处科普阵地、各停留多久、之间怎么走。";
/// Characters of an introduction in a description.
const DESCRIBED: usize = 120;
const DAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

pub(super) async fn venues(app: &App, site: &str, query: &str) -> Result<Served, AppError> {
    let params = Query::<VenueParams>::from_query(&own(query)).map_err(|_| Code::InvalidCursor)?;
    let found = venue::public_list(app, params.into_inner().query()?).await?;
    Ok(Served {
        status: StatusCode::OK,
        title: "科普阵地".to_owned(),
        description: VENUES.to_owned(),
        canonical: address(site, "venues", query),
        image: None,
        facts: None,
        body: headed(
            "科普阵地",
            html! {
                p class="page-note" { (VENUES) }
                ul class="rows" {
                    @for card in &found.items {
                        li class="row" { a href={ "/venues/" (card.id) } { (card.name) } " " (card.region_name) " " (card.address) }
                    }
                }
            },
        ),
    })
}

pub(super) async fn show_venue(app: &App, site: &str, id: &str) -> Result<Served, AppError> {
    let id: VenueId = id.parse().map_err(|_| Code::NotFound)?;
    let v = venue::public_show(app, id).await?;
    let canonical = format!("{site}/venues/{id}");
    let start: String = v.introduction.chars().take(DESCRIBED).collect();
    let card = &v.card;
    let place = format!("{} {}", card.region_name, card.address);
    Ok(Served {
        status: StatusCode::OK,
        title: card.name.clone(),
        description: format!("{}，{place}。{start}", card.name),
        image: None,
        facts: Some(facts(&v, &canonical)),
        body: detailed(
            ("/venues", "科普阵地"),
            &card.name,
            &[],
            html! {
                p { (place) }
                p { (card.organization_name) }
                p { a href=(v.activities) { "近期活动" } }
            },
            html! {
                p class="plain-text" { (v.introduction) }
                p { (v.hours_note) }
            },
        ),
        canonical,
    })
}

/// As a Museum of schema.org where it is one, otherwise as a Place.
fn facts(v: &PublicVenue, address: &str) -> Value {
    let card = &v.card;
    let museum = matches!(card.venue_type.as_str(), "science_museum" | "museum");
    let mut place = json!({
        "@context": "https://schema.org",
        "@type": if museum { "Museum" } else { "Place" },
        "name": card.name,
        "description": v.introduction,
        "url": address,
        "address": {
            "@type": "PostalAddress",
            "addressCountry": "CN",
            "addressRegion": card.region_name,
            "streetAddress": card.address,
        },
        "openingHoursSpecification": v.opening.iter().filter_map(hours).collect::<Vec<_>>(),
        "publicAccess": true,
    });
    if let Some(at) = card.position {
        place["geo"] = json!({
            "@type": "GeoCoordinates",
            "latitude": at.latitude, "longitude": at.longitude,
        });
    }
    if let Some(phone) = &v.phone {
        place["telephone"] = json!(phone);
    }
    place
}

fn hours(line: &OpeningHours) -> Option<Value> {
    let (opens, closes) = line.opens.zip(line.closes)?;
    let days = line
        .days
        .iter()
        .filter_map(|day| DAYS.get(usize::from(*day).checked_sub(1)?));
    let days: Vec<String> = days.map(|day| format!("https://schema.org/{day}")).collect();
    Some(json!({
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": days,
        "opens": opens,
        // The end of the day has no other name there.
        "closes": if closes.minutes() == 1_440 { "23:59".to_owned() } else { closes.to_string() },
    }))
}

pub(super) async fn routes(app: &App, site: &str, query: &str) -> Result<Served, AppError> {
    let params = Query::<PublicRouteParams>::from_query(query).map_err(|_| Code::InvalidCursor)?;
    let found = route::public_list(app, params.into_inner().query()?).await?;
    Ok(Served {
        status: StatusCode::OK,
        title: "科普研学路线".to_owned(),
        description: ROUTES.to_owned(),
        canonical: address(site, "routes", query),
        image: None,
        facts: None,
        body: headed(
            "科普研学路线",
            html! {
                p class="page-note" { (ROUTES) }
                ul class="rows" {
                    @for card in &found.items {
                        li class="row" { a href={ "/routes/" (card.id) } { (card.title) } " " (card.region_name) " " (card.theme) }
                    }
                }
            },
        ),
    })
}

pub(super) async fn show_route(app: &App, site: &str, id: &str) -> Result<Served, AppError> {
    let id: RouteId = id.parse().map_err(|_| Code::NotFound)?;
    let r = route::public_show(app, id).await?;
    let canonical = format!("{site}/routes/{id}");
    let start: String = r.introduction.chars().take(DESCRIBED).collect();
    Ok(Served {
        status: StatusCode::OK,
        title: r.title.clone(),
        description: format!("{}，{}。{start}", r.region_name, r.theme),
        image: None,
        facts: Some(trip(&r, site, &canonical)),
        body: detailed(
            ("/routes", "科普研学路线"),
            &r.title,
            &[&r.theme, &r.region_name],
            html! {},
            html! {
                p class="plain-text" { (r.introduction) }
                ol class="stops" {
                    @for stop in &r.stops {
                        li { a href={ "/venues/" (stop.venue.id) } { (stop.venue.name) } " " (stop.note) }
                    }
                }
            },
        ),
        canonical,
    })
}

/// As a TouristTrip of schema.org.
fn trip(r: &PublicRoute, site: &str, address: &str) -> Value {
    let stops = (1..).zip(&r.stops).map(|(n, stop)| {
        json!({
            "@type": "ListItem",
            "position": n,
            "item": { "@type": "Place", "name": stop.venue.name, "url": format!("{site}/venues/{}", stop.venue.id) },
        })
    });
    json!({
        "@context": "https://schema.org",
        "@type": "TouristTrip",
        "name": r.title,
        "description": r.introduction,
        "url": address,
        "itinerary": { "@type": "ItemList", "itemListElement": stops.collect::<Vec<_>>() },
    })
}

/// What narrows the list; how somebody goes there is the page's own business.
fn own(query: &str) -> String {
    let parts = query.split('&').filter(|part| !part.starts_with("travel="));
    parts.collect::<Vec<_>>().join("&")
}

fn address(site: &str, page: &str, query: &str) -> String {
    match query {
        "" => format!("{site}/{page}"),
        query => format!("{site}/{page}?{query}"),
    }
}
