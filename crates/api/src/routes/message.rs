//! Messages to the caller, and what of them goes by SMS.

use actix_web::{HttpResponse, get, patch, post, web};
use app::{App, message};
use domain::message::{MarkRead, Message, Preferences, PreferencesChange, Unread};
use domain::page::Page;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer;
use crate::extract::{Body, Language, Query, SignedIn};
use crate::problem::{ApiError, Problems};
use crate::routes::limit;

pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(list)
        .service(unread)
        .service(mark_read)
        .service(preferences)
        .service(change_preferences);
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct ListParams {
    /// Only what was not read yet.
    unread: Option<bool>,
    /// 1–100, 20 when left out.
    limit: Option<u32>,
    cursor: Option<String>,
}

/// One's own messages, newest first.
///
/// For everyone who is signed in.
#[utoipa::path(operation_id = "message_list", tag = "messages", params(ListParams), security(("bearer" = [])),
    responses((status = 200, body = Page<Message>), Problems))]
#[get("/messages")]
async fn list(
    app: web::Data<App>,
    me: SignedIn,
    Language(lang): Language,
    params: Query<ListParams>,
) -> Result<HttpResponse, ApiError> {
    let p = params.into_inner();
    let unread_only = p.unread.unwrap_or(false);
    let page = message::inbox(
        &app,
        &me.0,
        unread_only,
        limit(p.limit)?,
        p.cursor.as_deref(),
        lang,
    )
    .await?;
    Ok(answer::ok(&page))
}

/// How many messages wait to be read.
///
/// For everyone who is signed in.
#[utoipa::path(operation_id = "message_unread", tag = "messages", security(("bearer" = [])),
    responses((status = 200, body = Unread), Problems))]
#[get("/messages/unread")]
async fn unread(app: web::Data<App>, me: SignedIn) -> Result<HttpResponse, ApiError> {
    Ok(answer::ok(&message::unread(&app, &me.0).await?))
}

/// Marks some messages as read, or all; answers how many are left.
///
/// At most 100 at once. Messages of others are left alone without a word.
#[utoipa::path(operation_id = "message_mark_read", tag = "messages", security(("bearer" = [])), request_body = MarkRead,
    responses((status = 200, body = Unread), Problems))]
#[post("/messages/read")]
async fn mark_read(
    app: web::Data<App>,
    me: SignedIn,
    body: Body<MarkRead>,
) -> Result<HttpResponse, ApiError> {
    Ok(answer::ok(
        &message::mark_read(&app, &me.0, body.into_inner()).await?,
    ))
}

/// What one is told by SMS.
///
/// For everyone who is signed in. Messages within the platform are always kept; this is about SMS besides.
#[utoipa::path(operation_id = "preferences_show", tag = "messages", security(("bearer" = [])),
    responses((status = 200, body = Preferences), Problems))]
#[get("/me/preferences")]
async fn preferences(app: web::Data<App>, me: SignedIn) -> Result<HttpResponse, ApiError> {
    Ok(answer::ok(&message::preferences(&app, &me.0).await?))
}

/// Changes it; what is left out stays.
///
/// For everyone who is signed in, about themselves.
#[utoipa::path(operation_id = "preferences_change", tag = "messages", security(("bearer" = [])), request_body = PreferencesChange,
    responses((status = 200, body = Preferences), Problems))]
#[patch("/me/preferences")]
async fn change_preferences(
    app: web::Data<App>,
    me: SignedIn,
    body: Body<PreferencesChange>,
) -> Result<HttpResponse, ApiError> {
    let chosen = message::change_preferences(&app, &me.0, body.into_inner()).await?;
    Ok(answer::ok(&chosen))
}
