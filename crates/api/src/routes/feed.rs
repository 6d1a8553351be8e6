//! Feeds of any search: for calendars, for readers of news, for other sites.

use actix_web::http::header::CACHE_CONTROL;
use actix_web::{HttpRequest, HttpResponse, get, web};
use app::{App, AppError, public};
use atom_syndication::{Category, Content, Entry, Feed, FixedDateTime, Link, Person, Text};
use domain::public::PublicActivity;
use domain::text::plain_text;
use domain::time::{Instant, shanghai};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::extract::Query;
use crate::problem::{ApiError, Problems};
use crate::routes::public::ListParams;
use crate::server::PublicUrl;

pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(calendar).service(atom).service(json);
}

/// How long caches may keep a feed, seconds: readers ask every quarter of an hour or so.
const CACHED: &str = "public, max-age=300";
const TITLE: &str = "科普活动";

/// What was asked for as activities, and the address at which people see the same.
async fn found(
    app: &App,
    site: &str,
    request: &HttpRequest,
    params: ListParams,
) -> Result<(Vec<PublicActivity>, String), ApiError> {
    let activities = public::feed(app, params.query()?).await?;
    let page = match request.query_string() {
        "" => format!("{site}/activities"),
        query => format!("{site}/activities?{query}"),
    };
    Ok((activities, page))
}

fn answer(content_type: &'static str, body: impl Into<String>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(content_type)
        .insert_header((CACHE_CONTROL, CACHED))
        .body(body.into())
}

/// A search as a calendar to subscribe to (iCalendar, RFC 5545).
///
/// For everyone. One event for each session of the first 200 activities; without dates, of those that begin from today on.
#[utoipa::path(operation_id = "public_feed_calendar", tag = "public", params(ListParams),
    responses((status = 200, content_type = "text/calendar", body = String), Problems))]
#[get("/public/feeds/activities.ics")]
async fn calendar(
    app: web::Data<App>,
    site: web::Data<PublicUrl>,
    request: HttpRequest,
    params: Query<ListParams>,
) -> Result<HttpResponse, ApiError> {
    let (activities, _) = found(&app, &site.0, &request, params.into_inner()).await?;
    let text = public::calendar_of(TITLE, &activities, &site.0);
    Ok(answer("text/calendar; charset=utf-8", text))
}

/// A search as an Atom feed (RFC 4287).
///
/// For everyone. At most 200 activities; without dates, those that begin from today on.
#[utoipa::path(operation_id = "public_feed_atom", tag = "public", params(ListParams),
    responses((status = 200, content_type = "application/atom+xml", body = String), Problems))]
#[get("/public/feeds/activities.atom")]
async fn atom(
    app: web::Data<App>,
    site: web::Data<PublicUrl>,
    request: HttpRequest,
    params: Query<ListParams>,
) -> Result<HttpResponse, ApiError> {
    let (activities, page) = found(&app, &site.0, &request, params.into_inner()).await?;
    let newest = activities.iter().map(|a| a.updated_at).max();
    let link = |href: String, rel: &str| Link {
        href,
        rel: rel.to_owned(),
        ..Link::default()
    };
    let feed = Feed {
        title: Text::plain(TITLE),
        id: page.clone(),
        updated: date(newest.unwrap_or_else(|| app.now())),
        links: vec![
            link(page, "alternate"),
            link(format!("{}{}", site.0, request.uri()), "self"),
        ],
        entries: activities.iter().map(|a| entry(a, &site.0)).collect(),
        ..Feed::default()
    };
    Ok(answer("application/atom+xml; charset=utf-8", feed.to_string()))
}

fn date(at: Instant) -> FixedDateTime {
    at.utc().with_timezone(&shanghai())
}

fn entry(a: &PublicActivity, site: &str) -> Entry {
    let address = format!("{site}/activities/{}", a.card.id);
    Entry {
        title: Text::plain(&a.card.title),
        id: format!("urn:uuid:{}", a.card.id),
        updated: date(a.updated_at),
        authors: vec![Person {
            name: a.card.organization_name.clone(),
            ..Person::default()
        }],
        links: vec![Link {
            href: address,
            rel: "alternate".to_owned(),
            ..Link::default()
        }],
        categories: vec![Category {
            term: a.card.category.clone(),
            ..Category::default()
        }],
        summary: Some(Text::plain(summary(a))),
        content: Some(Content {
            value: Some(a.detail_html.clone()),
            content_type: Some("html".to_owned()),
            ..Content::default()
        }),
        ..Entry::default()
    }
}

/// When and where.
fn summary(a: &PublicActivity) -> String {
    let when = crate::served::when(a.card.starts_at, a.card.ends_at);
    match &a.card.address {
        Some(address) => format!("{when}，{} {address}", a.card.region_name),
        None => format!("{when}，{}", a.card.region_name),
    }
}

/// JSON Feed 1.1 (jsonfeed.org).
#[derive(Serialize, ToSchema)]
struct JsonFeed {
    /// `https://jsonfeed.org/version/1.1`
    version: &'static str,
    title: &'static str,
    home_page_url: String,
    feed_url: String,
    language: &'static str,
    items: Vec<JsonFeedItem>,
}

#[derive(Serialize, ToSchema)]
struct JsonFeedItem {
    id: String,
    url: String,
    title: String,
    /// When and where.
    summary: String,
    content_html: String,
    content_text: String,
    image: Option<String>,
    /// When the page was last changed.
    date_modified: Instant,
    authors: Vec<JsonFeedAuthor>,
    tags: Vec<String>,
    /// What calendars need, beyond JSON Feed.
    _kepu: JsonFeedEvent,
}

#[derive(Serialize, ToSchema)]
struct JsonFeedAuthor {
    name: String,
}

#[derive(Serialize, ToSchema)]
struct JsonFeedEvent {
    starts_at: Instant,
    ends_at: Instant,
    region_code: domain::region::RegionCode,
}

/// A search as a JSON feed (JSON Feed 1.1).
///
/// For everyone. At most 200 activities; without dates, those that begin from today on.
#[utoipa::path(operation_id = "public_feed_json", tag = "public", params(ListParams),
    responses((status = 200, content_type = "application/feed+json", body = JsonFeed), Problems))]
#[get("/public/feeds/activities.json")]
async fn json(
    app: web::Data<App>,
    site: web::Data<PublicUrl>,
    request: HttpRequest,
    params: Query<ListParams>,
) -> Result<HttpResponse, ApiError> {
    let (activities, page) = found(&app, &site.0, &request, params.into_inner()).await?;
    let feed = JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title: TITLE,
        home_page_url: page,
        feed_url: format!("{}{}", site.0, request.uri()),
        language: "zh-CN",
        items: activities.into_iter().map(|a| item(a, &site.0)).collect(),
    };
    let text = serde_json::to_string(&feed).map_err(AppError::internal)?;
    Ok(answer("application/feed+json; charset=utf-8", text))
}

fn item(a: PublicActivity, site: &str) -> JsonFeedItem {
    JsonFeedItem {
        id: a.card.id.to_string(),
        url: format!("{site}/activities/{}", a.card.id),
        summary: summary(&a),
        content_text: plain_text(&a.detail_html),
        image: a
            .card
            .poster_id
            .map(|poster| format!("{site}/api/v1/media/{poster}/content?variant=original")),
        date_modified: a.updated_at,
        authors: vec![JsonFeedAuthor {
            name: a.card.organization_name,
        }],
        tags: vec![a.card.category],
        _kepu: JsonFeedEvent {
            starts_at: a.card.starts_at,
            ends_at: a.card.ends_at,
            region_code: a.card.region_code,
        },
        title: a.card.title,
        content_html: a.detail_html,
    }
}
