//! What administrators set: editions, word lists.

use actix_web::{HttpResponse, get, patch, put, web};
use app::{App, edition, word};
use domain::edition::Edition;
use domain::word::{ReplaceSensitiveWords, SensitiveWords};
use serde_json::{Map, Value};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer;
use crate::docs::patches::EditionChange;
use crate::extract::{Body, Id, IfMatch, SignedIn};
use crate::problem::{ApiError, Problems};

pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(change_edition).service(words).service(replace_words);
}

/// Changes some fields of an edition (JSON merge patch, RFC 7396): windows, deadlines, thresholds, switches, reasons.
///
/// For system administrators. Key, version and what the platform sets are `read_only`; every fault is named at its
/// field. Takes effect at once for what is judged from then on.
#[utoipa::path(operation_id = "edition_change", tag = "administration", security(("bearer" = [])),
    params(("key" = String, Path), ("If-Match" = String, Header)), request_body = EditionChange,
    responses((status = 200, body = Edition, headers(("ETag" = String))), Problems))]
#[patch("/editions/{key}")]
async fn change_edition(
    app: web::Data<App>,
    me: SignedIn,
    key: Id<String>,
    IfMatch(expected): IfMatch,
    body: Body<Map<String, Value>>,
) -> Result<HttpResponse, ApiError> {
    let changed = edition::change(&app, &me.0, &key.0, expected, body.into_inner()).await?;
    Ok(answer::versioned(&changed, changed.version))
}

/// The list of sensitive words (敏感词).
///
/// For system administrators.
#[utoipa::path(operation_id = "words_show", tag = "administration", security(("bearer" = [])),
    responses((status = 200, body = SensitiveWords, headers(("ETag" = String))), Problems))]
#[get("/sensitive-words")]
async fn words(app: web::Data<App>, me: SignedIn) -> Result<HttpResponse, ApiError> {
    let list = word::show(&app, &me.0).await?;
    Ok(answer::versioned(&list, list.version))
}

/// Replaces the list. Words are literal; filings handed in from now on are compared with the new list.
///
/// For system administrators. Every fault is named at once.
#[utoipa::path(operation_id = "words_replace", tag = "administration", security(("bearer" = [])),
    params(("If-Match" = String, Header)), request_body = ReplaceSensitiveWords,
    responses((status = 200, body = SensitiveWords, headers(("ETag" = String))), Problems))]
#[put("/sensitive-words")]
async fn replace_words(
    app: web::Data<App>,
    me: SignedIn,
    IfMatch(expected): IfMatch,
    body: Body<ReplaceSensitiveWords>,
) -> Result<HttpResponse, ApiError> {
    let list = word::replace(&app, &me.0, expected, body.into_inner()).await?;
    Ok(answer::versioned(&list, list.version))
}
