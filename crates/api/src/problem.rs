//! Refusals as problem details (RFC 9457), rendered in one place for every handler, extractor and library.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_TYPE, HeaderValue, RETRY_AFTER, VARY, WWW_AUTHENTICATE,
};
use actix_web::{HttpResponse, ResponseError};
use app::AppError;
use domain::problem::{Code, Lang, Problem};
use utoipa::IntoResponses;
use utoipa::openapi::{ContentBuilder, RefOr, Response, ResponseBuilder};

/// An [`AppError`] on its way out.
#[derive(Debug)]
pub struct ApiError(pub AppError);

impl std::fmt::Display for ApiError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl<T: Into<AppError>> From<T> for ApiError {
    fn from(error: T) -> Self {
        Self(error.into())
    }
}

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.0.code().status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
    /// The body is written by [`crate::frame`], which knows the language and the path.
    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status_code())
    }
}

/// The language that an `Accept-Language` asks for; Chinese unless English comes first.
pub fn language(accepted: Option<&HeaderValue>) -> Lang {
    let wanted = accepted.and_then(|v| v.to_str().ok()).unwrap_or_default();
    let first = wanted
        .split(',')
        .map(|tag| tag.trim().split([';', '-']).next().unwrap_or_default())
        .find(|tag| tag.eq_ignore_ascii_case("zh") || tag.eq_ignore_ascii_case("en"));
    match first {
        Some(tag) if tag.eq_ignore_ascii_case("en") => Lang::En,
        _ => Lang::Zh,
    }
}

/// What a library's refusal with this status is called.
pub(crate) fn code_of(status: StatusCode) -> Code {
    match status.as_u16() {
        404 => Code::NotFound,
        405 => Code::MethodNotAllowed,
        413 => Code::TooLarge,
        415 => Code::UnsupportedMediaType,
        503 => Code::Overloaded,
        400..=499 => Code::MalformedRequest,
        _ => Code::Internal,
    }
}

/// The answer that says what went wrong with a request to `path`.
pub(crate) fn answer(error: &AppError, lang: Lang, path: &str) -> HttpResponse {
    let code = error.code();
    let mut problem = match error {
        AppError::Invalid(faults) => Problem::invalid(faults, lang),
        AppError::FileRejected(faults) => Problem {
            errors: faults.describe(lang),
            ..Problem::new(code, lang)
        },
        AppError::Stale { current } => Problem {
            current_version: Some(*current),
            ..Problem::new(code, lang)
        },
        _ => Problem::new(code, lang),
    };
    if let [only] = problem.errors.as_slice() {
        problem.detail = Some(only.message.clone());
    }
    problem.instance = Some(path.to_owned());
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut answer = HttpResponse::build(status);
    answer
        .insert_header((CONTENT_TYPE, "application/problem+json"))
        .insert_header((CACHE_CONTROL, "no-store"))
        .insert_header((VARY, "Accept-Language"))
        .insert_header((CONTENT_LANGUAGE, if lang == Lang::En { "en" } else { "zh-CN" }));
    if let Some(seconds) = error.retry_after() {
        answer.insert_header((RETRY_AFTER, seconds.to_string()));
    }
    if status == StatusCode::UNAUTHORIZED {
        answer.insert_header((WWW_AUTHENTICATE, "Bearer"));
    }
    answer.body(serde_json::to_vec(&problem).unwrap_or_default())
}

/// The problem answers that every operation may give, for the OpenAPI document.
pub struct Problems;

impl IntoResponses for Problems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let one = |description: &str| {
            let schema = utoipa::openapi::Ref::from_schema_name("Problem");
            let content = ContentBuilder::new().schema(Some(schema)).build();
            RefOr::T(
                ResponseBuilder::new()
                    .description(description)
                    .content("application/problem+json", content)
                    .build(),
            )
        };
        [
            ("400", "The request cannot be read"),
            ("401", "Not signed in, or the sign-in is not valid any more"),
            ("403", "Known, but not allowed"),
            ("404", "Not found, or its existence is secret"),
            ("409", "Not possible in the current state"),
            ("412", "Changed meanwhile; `current_version` says the version now"),
            ("413", "Too large"),
            ("415", "Not JSON"),
            (
                "422",
                "Fields need attention: all of them, each with a JSON pointer",
            ),
            ("428", "If-Match is missing"),
            ("429", "Too many requests; see Retry-After"),
            ("503", "Database or storage is down; see Retry-After"),
        ]
        .into_iter()
        .map(|(status, text)| (status.to_owned(), one(text)))
        .collect()
    }
}
