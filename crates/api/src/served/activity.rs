use app::{App, AppError, public};
use domain::activity::content::Mode;
use domain::id::ActivityId;
use domain::problem::Code;
use domain::public::PublicActivity;
use domain::text::plain_text;
use domain::time::Instant;
use maud::html;
use serde_json::{Value, json};

use super::{Served, detailed, poster, read};

/// Characters of the details in a description.
const DESCRIBED: usize = 120;
/// Characters of the details in the served text.
const SHOWN: usize = 1_000;

pub(super) async fn show(app: &App, site: &str, id: &str) -> Result<Served, AppError> {
    let id: ActivityId = id.parse().map_err(|_| Code::NotFound)?;
    let a: PublicActivity = read(&public::show(app, id).await?)?;
    let address = format!("{site}/activities/{id}");
    let detail = plain_text(&a.detail_html);
    let (when, place) = (when(a.card.starts_at, a.card.ends_at), place(&a));
    let start: String = detail.chars().take(DESCRIBED).collect();
    let picture = a
        .card
        .poster_id
        .map(|poster| format!("/api/v1/media/{poster}/content?variant=original"));
    let image = picture.as_ref().map(|path| format!("{site}{path}"));
    let side = html! {
        @if let Some(picture) = &picture { (poster(picture, &format!("活动海报：{}", a.card.title))) }
        p { time datetime=(a.card.starts_at) { (when) } }
        p { (place) }
        p { (a.card.organization_name) }
    };
    let main = html! {
        h2 class="section-title" { "活动介绍" }
        p class="prose" { (detail.chars().take(SHOWN).collect::<String>()) }
    };
    Ok(Served {
        status: actix_web::http::StatusCode::OK,
        title: a.card.title.clone(),
        description: format!("{when}，{place}。{start}"),
        facts: Some(facts(&a, &address, image.as_deref(), &detail)),
        canonical: address,
        image,
        body: detailed(
            ("/activities", "科普活动"),
            &a.card.title,
            &[a.card.mode.name()],
            side,
            main,
        ),
    })
}

/// 2026年9月19日 9:00 至 9月20日 17:00
pub(crate) fn when(from: Instant, to: Instant) -> String {
    let (a, b) = (from.shanghai_clock(), to.shanghai_clock());
    let first = a.format("%Y年%-m月%-d日 %-H:%M");
    if a.date() == b.date() {
        format!("{first}–{}", b.format("%-H:%M"))
    } else {
        format!("{first} 至 {}", b.format("%-m月%-d日 %-H:%M"))
    }
}

fn place(a: &PublicActivity) -> String {
    match (&a.card.address, a.card.mode) {
        (_, Mode::Online) => "线上活动".to_owned(),
        (Some(address), _) => format!("{} {address}", a.card.region_name),
        (None, _) => a.card.region_name.clone(),
    }
}

/// As an Event of schema.org.
fn facts(a: &PublicActivity, address: &str, image: Option<&str>, detail: &str) -> Value {
    let card = &a.card;
    let attendance = match card.mode {
        Mode::Offline => "OfflineEventAttendanceMode",
        Mode::Online => "OnlineEventAttendanceMode",
        Mode::Mixed => "MixedEventAttendanceMode",
    };
    let mut locations = Vec::new();
    if card.mode.has_place() {
        let mut place = json!({
            "@type": "Place",
            "name": card.address.as_deref().unwrap_or(&card.region_name),
            "address": {
                "@type": "PostalAddress",
                "addressCountry": "CN",
                "addressRegion": card.region_name,
                "streetAddress": card.address,
            },
        });
        if let Some(at) = card.position {
            place["geo"] = json!({
                "@type": "GeoCoordinates",
                "latitude": at.latitude, "longitude": at.longitude,
            });
        }
        locations.push(place);
    }
    if let Some(url) = &a.online_url {
        locations.push(json!({ "@type": "VirtualLocation", "url": url }));
    }
    let mut event = json!({
        "@context": "https://schema.org",
        "@type": "Event",
        "name": card.title,
        "description": detail.chars().take(SHOWN).collect::<String>(),
        "url": address,
        "startDate": card.starts_at,
        "endDate": card.ends_at,
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": format!("https://schema.org/{attendance}"),
        "location": locations,
        "organizer": { "@type": "Organization", "name": card.organization_name },
    });
    if let Some(image) = image {
        event["image"] = json!([image]);
    }
    if a.sessions.len() > 1 {
        event["subEvent"] = a
            .sessions
            .iter()
            .map(|s| json!({ "@type": "Event", "name": card.title, "startDate": s.starts_at, "endDate": s.ends_at }))
            .collect();
    }
    event
}
