//! The shapes of answers.

use actix_web::HttpResponse;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, LOCATION};
use app::Outcome;
use serde::Serialize;

const PRIVATE: (actix_web::http::header::HeaderName, &str) = (CACHE_CONTROL, "no-store");

/// 200 with what only the caller may see: never kept by a cache.
pub fn ok<T: Serialize>(value: &T) -> HttpResponse {
    HttpResponse::Ok().insert_header(PRIVATE).json(value)
}

/// 200 with the version of the resource as its `ETag`.
pub fn versioned<T: Serialize>(value: &T, version: i32) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header(PRIVATE)
        .insert_header((ETAG, format!("\"{version}\"")))
        .json(value)
}

/// 201 with `Location`, or once more what the first request with the same key was told.
pub fn created<T: Serialize>(
    outcome: &Outcome<T>,
    location: impl FnOnce(&T) -> String,
    version: impl FnOnce(&T) -> Option<i32>,
) -> HttpResponse {
    let mut answer = HttpResponse::Created();
    answer.insert_header(PRIVATE);
    match outcome {
        Outcome::New(made) => {
            answer.insert_header((LOCATION, location(made)));
            if let Some(version) = version(made) {
                answer.insert_header((ETAG, format!("\"{version}\"")));
            }
            answer.json(made)
        }
        Outcome::Again { location, body } => {
            if let Some(location) = location {
                answer.insert_header((LOCATION, location.as_str()));
            }
            if let Some(version) = version_in(body) {
                answer.insert_header((ETAG, format!("\"{version}\"")));
            }
            answer
                .insert_header((CONTENT_TYPE, "application/json"))
                .body(body.clone())
        }
    }
}

/// The version that a kept answer tells of.
fn version_in(body: &str) -> Option<i32> {
    #[derive(serde::Deserialize)]
    struct Versioned {
        version: Option<i32>,
    }
    serde_json::from_str::<Versioned>(body).ok()?.version
}

pub fn no_content() -> HttpResponse {
    HttpResponse::NoContent().finish()
}

/// The header that makes a browser save an answer as a file of this name (RFC 6266).
pub fn saved_as(name: &str) -> String {
    domain::text::content_disposition("attachment", name)
}

/// 200 with what everybody may see and caches keep for a minute.
pub fn shared<T: Serialize>(value: &T) -> Result<HttpResponse, crate::problem::ApiError> {
    let text = serde_json::to_string(value).map_err(app::AppError::internal)?;
    Ok(cached_json_text(text, "public, max-age=30"))
}

/// 200 with JSON that is ready as text, for everyone and for caches.
pub fn cached_json_text(text: String, cache_control: &'static str) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((CACHE_CONTROL, cache_control))
        .insert_header((CONTENT_TYPE, "application/json"))
        .body(text)
}

/// 200 with reference data: kept for a few minutes, asked for again by its `ETag`.
pub fn reference<T: Serialize>(value: &T, request: &actix_web::HttpRequest) -> HttpResponse {
    use sha2::{Digest, Sha256};
    let Ok(body) = serde_json::to_vec(value) else {
        return HttpResponse::InternalServerError().finish();
    };
    let digest = Sha256::digest(&body);
    let tag = format!("\"{:x}\"", digest)
        .chars()
        .take(33)
        .chain(['"'])
        .collect::<String>();
    let known = request
        .headers()
        .get(actix_web::http::header::IF_NONE_MATCH)
        .and_then(|v| v.to_str().ok())
        .is_some_and(|known| {
            known
                .split(',')
                .any(|one| one.trim().trim_start_matches("W/") == tag)
        });
    let mut answer = if known {
        HttpResponse::NotModified()
    } else {
        HttpResponse::Ok()
    };
    answer
        .insert_header((CACHE_CONTROL, "public, max-age=300"))
        .insert_header((ETAG, tag));
    if known {
        answer.finish()
    } else {
        answer
            .insert_header((CONTENT_TYPE, "application/json"))
            .body(body)
    }
}
