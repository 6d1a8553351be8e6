//! The registry's HTTP side.

use std::collections::BTreeMap;
use std::io;
use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::http::header::{AUTHORIZATION, ETAG, IF_NONE_MATCH, RETRY_AFTER};
use actix_web::{HttpRequest, HttpResponse, get, web};
use bytes::Bytes;
use domain::registry::{PAGE_MAX, RegistryPage};
use futures_util::{StreamExt as _, stream};
use rand::Rng as _;
use rand::seq::SliceRandom as _;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::IntoParams;

use crate::faults::{Faults, lock};
use crate::inside::Inside;
use crate::push::Deliveries;

/// Organisations on a page when nobody says how many.
const LIMIT: usize = 100;

/// More than the 16 MiB of the contract, in pieces of one.
const HUGE_PIECES: usize = 20;

/// Which part of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Part {
    /// `next` of an earlier page; left out on the first walk.
    #[param(min_length = 1, max_length = 512)]
    cursor: Option<String>,
    /// Organisations on the page; 100 when left out.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<usize>,
}

/// All organisations in the order of their last change, each at its latest state.
///
/// Whatever changes after a cursor was given out is found behind it. The same item may come twice.
#[utoipa::path(
    operation_id = "list_organizations",
    tag = "pull",
    params(Part, ("If-None-Match" = Option<String>, Header, description = "`ETag` of the last answer to the same cursor")),
    security(("token" = [])),
    responses(
        (status = 200, description = "A page, perhaps empty", body = RegistryPage,
            headers(("ETag" = String, description = "Strong; belongs to the cursor that was asked with"))),
        (status = 304, description = "The cursor would bring the same page again"),
        (status = 400, description = "`limit` is not 1 to 1000"),
        (status = 401, description = "The token is missing or wrong"),
        (status = 403, description = "The token is known and may not do this"),
        (status = 410, description = "The cursor is no longer known: start over without one"),
        (status = 429, description = "Too many requests", headers(("Retry-After" = u32, description = "Whole seconds"))),
        (status = 500, description = "Try again later"),
        (status = 503, description = "Not now", headers(("Retry-After" = u32, description = "Whole seconds"))),
    )
)]
#[get("/organizations")]
pub(crate) async fn organizations(
    inside: web::Data<Inside>,
    request: HttpRequest,
    part: web::Query<Part>,
) -> HttpResponse {
    let faults = inside.faults.get();
    inside.dice.wait(faults.latency).await;
    let answer = if inside.dice.falls(faults.errors) {
        out_of_order(&inside)
    } else if !is_known(&inside, &request) {
        refusal(StatusCode::UNAUTHORIZED, "unauthorized")
    } else {
        page(&inside, &request, &part, faults)
    };
    let mut report = lock(&inside.pulls);
    if inside.dice.falls(faults.drop) {
        report.broken_off += 1;
        return broken_off(inside.dice.falls(0.5));
    }
    *report.answered.entry(answer.status().as_u16()).or_default() += 1;
    answer
}

fn page(inside: &Inside, request: &HttpRequest, part: &Part, faults: Faults) -> HttpResponse {
    let limit = part.limit.unwrap_or(LIMIT);
    if !(1..=PAGE_MAX).contains(&limit) {
        return refusal(StatusCode::BAD_REQUEST, "invalid_limit");
    }
    let Ok((page, etag)) = lock(&inside.shelf).page(part.cursor.as_deref(), limit) else {
        return refusal(StatusCode::GONE, "cursor_expired");
    };
    if text(request, &IF_NONE_MATCH) == Some(etag.as_str()) {
        return HttpResponse::NotModified().insert_header((ETAG, etag)).finish();
    }
    if inside.dice.falls(faults.huge) {
        return huge();
    }
    HttpResponse::Ok()
        .insert_header((ETAG, etag))
        .json(bent(inside, page, limit, faults))
}

/// The page as it goes out: some items twice as far as there is room, some unreadable, in any order.
fn bent(inside: &Inside, page: RegistryPage, limit: usize, faults: Faults) -> Value {
    let mut room = limit - page.items.len();
    let mut items = Vec::new();
    for item in page.items {
        let mut item = json!(item);
        if inside.dice.falls(faults.unreadable) {
            spoil(&mut item, inside.dice.hold().random_range(0..3));
        }
        if room > 0 && inside.dice.falls(faults.duplicate) {
            room -= 1;
            items.push(item.clone());
        }
        items.push(item);
    }
    if faults.reorder {
        items.shuffle(&mut *inside.dice.hold());
    }
    json!({"items": items, "next": page.next, "more": page.more})
}

fn spoil(item: &mut Value, how: u32) {
    match how {
        0 => item["revision"] = json!("第三次"),
        1 => item["status"] = json!("on_holiday"),
        _ => *item = json!({"external_id": item["external_id"]}),
    }
}

/// 429, 500 or 503.
fn out_of_order(inside: &Inside) -> HttpResponse {
    match inside.dice.hold().random_range(0..3) {
        0 => HttpResponse::InternalServerError().finish(),
        1 => HttpResponse::TooManyRequests()
            .insert_header((RETRY_AFTER, "1"))
            .finish(),
        _ => HttpResponse::ServiceUnavailable()
            .insert_header((RETRY_AFTER, "1"))
            .finish(),
    }
}

/// The connection ends without a byte of an answer, or in the middle of one.
fn broken_off(in_the_middle: bool) -> HttpResponse {
    let start = in_the_middle.then(|| Ok(Bytes::from_static(b"{\"items\":[")));
    let end = stream::once(async move {
        if in_the_middle {
            // The server writes out what it has only while there is nothing to read.
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Err::<Bytes, _>(io::Error::from(io::ErrorKind::ConnectionAborted))
    });
    HttpResponse::Ok()
        .content_type("application/json")
        .streaming(stream::iter(start).chain(end))
}

/// White space without end, as JSON allows it.
fn huge() -> HttpResponse {
    let piece = Bytes::from(vec![b' '; 1 << 20]);
    HttpResponse::Ok()
        .content_type("application/json")
        .streaming(stream::iter(
            (0..HUGE_PIECES).map(move |_| Ok::<_, io::Error>(piece.clone())),
        ))
}

fn is_known(inside: &Inside, request: &HttpRequest) -> bool {
    text(request, &AUTHORIZATION).and_then(|told| told.strip_prefix("Bearer ")) == Some(inside.token.as_str())
}

fn text<'a>(request: &'a HttpRequest, name: &actix_web::http::header::HeaderName) -> Option<&'a str> {
    request.headers().get(name)?.to_str().ok()
}

fn refusal(status: StatusCode, code: &str) -> HttpResponse {
    HttpResponse::build(status).json(json!({"code": code}))
}

/// What became of the pulls so far.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Pulls {
    /// Connections that ended without an answer or in the middle of one.
    pub broken_off: u64,
    /// Answers by status.
    pub answered: BTreeMap<u16, u64>,
}

/// What an operator wants to happen: `POST /control`, with the token.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Command {
    /// From now on; left out, the faults stay.
    pub faults: Option<Faults>,
    /// Organisations to add, to change and to remove.
    pub add: usize,
    pub change: usize,
    pub remove: usize,
    pub expire_cursors: bool,
}

/// How things stand: the answer of `/control`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    pub organizations: usize,
    pub faults: Faults,
    pub pulls: Pulls,
    pub pushes: Deliveries,
    /// Events that are still under way.
    pub waiting: usize,
}

pub(crate) async fn report(inside: web::Data<Inside>, request: HttpRequest) -> HttpResponse {
    if is_known(&inside, &request) {
        HttpResponse::Ok().json(inside.report())
    } else {
        refusal(StatusCode::UNAUTHORIZED, "unauthorized")
    }
}

pub(crate) async fn control(
    inside: web::Data<Inside>,
    request: HttpRequest,
    command: web::Json<Command>,
) -> HttpResponse {
    if is_known(&inside, &request) {
        inside.obey(&command);
    }
    report(inside, request).await
}
