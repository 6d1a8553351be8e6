//! Files: announced here, sent straight to object storage.

use actix_web::http::header::{CACHE_CONTROL, LOCATION};
use actix_web::{HttpResponse, get, post, web};
use app::{App, media};
use domain::id::MediaId;
use domain::media::{CompleteMedia, Media, MediaCreated, NewMedia};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer;
use crate::extract::{Body, Filing, Id, Optional, Query, RepeatKey, Visitor};
use crate::problem::{ApiError, Problems};

pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(announce)
        .service(complete)
        .service(content)
        .service(show);
}

/// Announces a file and answers where its bytes go.
///
/// For everyone who is signed in. Kind, type and size are checked now, the content when it has arrived. The bytes
/// go straight to storage, in parts of 16 MiB where the file is larger, within 24 hours.
#[utoipa::path(operation_id = "media_announce", tag = "media", security(("bearer" = []), ("oauth2" = ["activities:write"])), request_body = NewMedia,
    params(("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = MediaCreated, headers(("Location" = String))), Problems))]
#[post("/media")]
async fn announce(
    app: web::Data<App>,
    me: Filing,
    key: RepeatKey,
    body: Body<NewMedia>,
) -> Result<HttpResponse, ApiError> {
    let repeat = key.with(&body.digest);
    let made = media::announce(&app, &me.0, body.into_inner(), repeat).await?;
    Ok(answer::created(
        &made,
        |m| format!("/api/v1/media/{}", m.id),
        |_| None,
    ))
}

/// Says that all bytes are there; the file is then judged by its content. 422 `media_rejected` says what is wrong.
///
/// For the one who announced it. 409 `upload_not_ready` while bytes are missing; 422 says what is wrong with the
/// content. Pictures are written anew, without what the camera put into them. The body lists the parts of a large
/// file.
#[utoipa::path(operation_id = "media_complete", tag = "media", security(("bearer" = []), ("oauth2" = ["activities:write"])), params(("id" = MediaId, Path)),
    request_body = Option<CompleteMedia>, responses((status = 200, body = Media), Problems))]
#[post("/media/{id}/completions")]
async fn complete(
    app: web::Data<App>,
    me: Filing,
    id: Id<MediaId>,
    body: Optional<CompleteMedia>,
) -> Result<HttpResponse, ApiError> {
    let done = media::complete(&app, &me.0, id.0, body.0.unwrap_or_default()).await?;
    Ok(answer::ok(&done))
}

/// What is known of a file.
///
/// For the one who sent it, for those who may see an activity that shows it, and for everyone who is signed in when
/// that activity is approved. The addresses last a quarter of an hour.
#[utoipa::path(operation_id = "media_show", tag = "media", security(("bearer" = []), ("oauth2" = ["activities:write"])), params(("id" = MediaId, Path)),
    responses((status = 200, body = Media), Problems))]
#[get("/media/{id}")]
async fn show(app: web::Data<App>, me: Filing, id: Id<MediaId>) -> Result<HttpResponse, ApiError> {
    Ok(answer::ok(&media::show(&app, &me.0, id.0).await?))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct ContentParams {
    /// `original`, `view` or `thumb`; the original when left out or not made.
    variant: Option<String>,
}

/// Redirects to a short-lived address of a file. Without signing in, only for what an approved activity shows.
///
/// For everyone where the file belongs to a public activity, else for those who may see it. The address it leads to
/// lasts a quarter of an hour.
#[utoipa::path(operation_id = "media_content", tag = "media", params(("id" = MediaId, Path), ContentParams),
    responses((status = 302, headers(("Location" = String))), Problems))]
#[get("/media/{id}/content")]
async fn content(
    app: web::Data<App>,
    who: Visitor,
    path: web::Path<String>,
    params: Query<ContentParams>,
) -> Result<HttpResponse, ApiError> {
    let id = path
        .parse::<MediaId>()
        .map_err(|_| domain::problem::Code::NotFound)?;
    let variant = params.into_inner().variant.unwrap_or_default();
    let address = media::content(&app, who.0.as_ref(), id, &variant).await?;
    // Shorter than the address is good for.
    let keep = if who.0.is_some() {
        "private, max-age=300"
    } else {
        "public, max-age=300"
    };
    Ok(HttpResponse::Found()
        .insert_header((LOCATION, address))
        .insert_header((CACHE_CONTROL, keep))
        .finish())
}
