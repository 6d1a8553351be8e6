//! What surrounds every request, in one layer: its identifier, a refusal's body, headers, figures, the log line.
//!
//! A layer holds no clone of the request while it waits: actix's routing takes the request for itself alone.

use std::cell::RefCell;
use std::fmt;
use std::panic::AssertUnwindSafe;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{
    ACCEPT_LANGUAGE, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue,
    TRANSFER_ENCODING, VARY,
};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage, HttpResponse, ResponseError};
use app::AppError;
use domain::problem::Code;
use futures_util::FutureExt;
use rand::RngCore;

use crate::headers::SecurityHeaders;
use crate::operations::count;
use crate::problem::{self, ApiError, code_of};
use crate::storage_mount;

/// Answers of reading requests are logged from this time on; those of writing requests always.
const SLOW: Duration = Duration::from_secs(1);

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// Longest identifier taken over from a proxy.
const REQUEST_ID_MAX: usize = 64;

/// The identifier of a request, for inner layers.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

/// The outermost layer.
pub async fn frame<B: MessageBody + 'static>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let begun = Instant::now();
    let id = request_id(&request);
    request.extensions_mut().insert(RequestId(text(&id).to_owned()));
    let headers = request.app_data::<Data<SecurityHeaders>>().cloned();
    let (method, uri) = (request.method().clone(), request.uri().clone());
    let language = request.headers().get(ACCEPT_LANGUAGE).cloned();
    let stored = storage_mount::is_below(uri.path());
    if method == Method::HEAD && !stored {
        // Whoever answers GET answers HEAD; the connection leaves the body out.
        request.head_mut().method = Method::GET;
    }
    let outcome = AssertUnwindSafe(async { next.call(request).await })
        .catch_unwind()
        .await;
    let describe = |error: &AppError| {
        if error.code().status() >= 500 {
            tracing::error!(id = text(&id), path = told(uri.path()), %error, "a request failed");
        }
        problem::answer(error, problem::language(language.as_ref()), uri.path())
    };
    let finish = |response: &mut HttpResponse<BoxBody>, operation: Option<String>| {
        let out = response.headers_mut();
        if let Some(headers) = &headers {
            headers.add(out, uri.path());
        }
        out.insert(REQUEST_ID, id.clone());
        let (status, took) = (response.status(), begun.elapsed());
        count(&method, operation, status.as_u16(), took);
        log(&id, &method, uri.path(), status, took);
    };
    match outcome {
        Ok(Ok(answer)) => {
            let mut answer = match refused(answer.response(), stored) {
                None => answer.map_into_boxed_body(),
                Some(refusal) => {
                    let mut described = match refusal {
                        Refused::Known(error) => describe(error),
                        Refused::Foreign(code) => describe(&code.into()),
                    };
                    keep_headers(answer.headers(), described.headers_mut());
                    answer.into_response(described)
                }
            };
            let operation = answer.request().match_pattern();
            finish(answer.response_mut(), operation);
            Ok(answer)
        }
        Ok(Err(error)) => {
            let mut response = match error.as_error::<ApiError>() {
                Some(ApiError(known)) => describe(known),
                None => describe(&code_of(error.as_response_error().status_code()).into()),
            };
            finish(&mut response, None);
            Err(Ready(RefCell::new(Some(response))).into())
        }
        Err(_) => {
            // The panic hook has written where and why.
            let mut response = describe(&AppError::Internal("a handler panicked".to_owned()));
            finish(&mut response, None);
            Err(Ready(RefCell::new(Some(response))).into())
        }
    }
}

enum Refused<'a> {
    Known(&'a AppError),
    /// By a library, whose words are for nobody.
    Foreign(Code),
}

fn refused<B>(response: &HttpResponse<B>, stored: bool) -> Option<Refused<'_>> {
    if let Some(error) = response.error() {
        return Some(match error.as_error::<ApiError>() {
            Some(ApiError(known)) => Refused::Known(known),
            None => Refused::Foreign(code_of(error.as_response_error().status_code())),
        });
    }
    let status = response.status();
    let bare = status.as_u16() >= 400 && !stored && !response.headers().contains_key(CONTENT_TYPE);
    bare.then(|| Refused::Foreign(code_of(status)))
}

/// What inner layers said of a refusal beside its body: what is left of a limit, which methods there are.
fn keep_headers(from: &HeaderMap, to: &mut HeaderMap) {
    for (name, value) in from {
        let of_the_body = [
            CONTENT_TYPE,
            CONTENT_LENGTH,
            CONTENT_ENCODING,
            TRANSFER_ENCODING,
            VARY,
        ]
        .contains(name);
        if !of_the_body {
            to.append(name.clone(), value.clone());
        }
    }
}

/// The proxy's identifier, so that its log and ours can be laid side by side, or one of our own.
fn request_id(request: &ServiceRequest) -> HeaderValue {
    let given = request.headers().get(&REQUEST_ID).filter(|given| {
        let bytes = given.as_bytes();
        (8..=REQUEST_ID_MAX).contains(&bytes.len())
            && bytes
                .iter()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
    });
    if let Some(given) = given {
        return given.clone();
    }
    // Unpredictable for each process, counted within it: a generator for each request is felt on short ones.
    static PROCESS: LazyLock<u64> = LazyLock::new(|| rand::rng().next_u64());
    static REQUESTS: AtomicU64 = AtomicU64::new(1);
    let number = REQUESTS.fetch_add(1, Ordering::Relaxed);
    let mut made = [0; 32];
    let halves = PROCESS.to_be_bytes().into_iter().chain(number.to_be_bytes());
    for (pair, byte) in made.chunks_exact_mut(2).zip(halves) {
        let digit = |half: u8| char::from_digit(u32::from(half), 16).map_or(b'0', |digit| digit as u8);
        pair.copy_from_slice(&[digit(byte >> 4), digit(byte & 15)]);
    }
    HeaderValue::from_bytes(&made).unwrap_or(HeaderValue::from_static("unknown"))
}

fn text(id: &HeaderValue) -> &str {
    id.to_str().unwrap_or_default()
}

/// Paths that go on with a secret: whoever knows the rest reads what is behind it.
const SECRET: [&str; 3] = [
    "/api/v1/calendars/",
    "/api/v1/public/content-reports/",
    "/reports/receipt/",
];

/// What a log may say of a path.
pub fn told(path: &str) -> &str {
    let secret = SECRET.into_iter().find(|before| path.starts_with(before));
    secret.unwrap_or(path)
}

/// Neither addresses nor query strings nor secret parts of a path: all can be personal. Reads are for the proxy's log unless they are slow.
fn log(id: &HeaderValue, method: &Method, path: &str, status: StatusCode, took: Duration) {
    let (id, method, status) = (text(id), method.as_str(), status.as_u16());
    // As a number: the log in JSON writes what is wider as text.
    let milliseconds = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    let shown = told(path);
    // Storage is written by ourselves and through addresses we signed: the operation that signed is logged.
    let reading = matches!(method, "GET" | "HEAD") || storage_mount::is_below(path);
    if !reading || status >= 500 || took >= SLOW {
        tracing::info!(target: "kepu::request", id, method, path = shown, status, milliseconds);
    } else {
        tracing::debug!(target: "kepu::request", id, method, path = shown, status, milliseconds);
    }
}

/// A response that is complete, where only an error can be returned.
struct Ready(RefCell<Option<HttpResponse>>);

impl fmt::Debug for Ready {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ready")
    }
}

impl fmt::Display for Ready {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a response that is complete")
    }
}

impl ResponseError for Ready {
    fn error_response(&self) -> HttpResponse {
        self.0
            .take()
            .unwrap_or_else(|| HttpResponse::InternalServerError().finish())
    }
}

#[cfg(test)]
mod tests {
    use actix_web::body::to_bytes;
    use actix_web::middleware::from_fn;
    use actix_web::test::{TestRequest, init_service, try_call_service};
    use actix_web::{App, web};

    use super::*;

    #[test]
    fn a_log_does_not_tell_what_opens_a_calendar() {
        for (path, shown) in [
            ("/api/v1/calendars/abc.ics", "/api/v1/calendars/"),
            (
                "/api/v1/public/content-reports/abc",
                "/api/v1/public/content-reports/",
            ),
            ("/reports/receipt/abc", "/reports/receipt/"),
            ("/api/v1/public/content-reports", "/api/v1/public/content-reports"),
            ("/api/v1/me/calendar", "/api/v1/me/calendar"),
        ] {
            assert_eq!(told(path), shown);
        }
    }

    async fn broken() -> HttpResponse {
        panic!("the secret of the installation is 42")
    }

    #[actix_web::test]
    async fn a_panic_is_a_problem_that_tells_nothing() {
        let service = init_service(
            App::new()
                .wrap(from_fn(frame))
                .route("/broken", web::get().to(broken)),
        )
        .await;
        let request = TestRequest::get().uri("/broken").to_request();
        let Err(error) = try_call_service(&service, request).await else {
            panic!("a handler that panics has no answer of its own");
        };
        let answer = error.error_response();
        assert_eq!(answer.status(), 500);
        assert!(answer.headers().contains_key(&REQUEST_ID));
        let body = to_bytes(answer.into_body()).await.unwrap_or_default();
        let body = String::from_utf8_lossy(&body);
        assert!(
            body.contains("\"code\":\"internal\"") && !body.contains("42"),
            "{body}"
        );
    }
}
