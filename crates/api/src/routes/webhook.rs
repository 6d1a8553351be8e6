//! Webhooks: other systems are told what happens.

use actix_web::{HttpResponse, delete, get, patch, post, web};
use app::{App, webhook};
use domain::id::WebhookId;
use domain::page::Page;
use domain::webhook::{Delivery, DeliveryStatus, IssuedWebhook, NewWebhook, Webhook, WebhookChange};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer;
use crate::extract::{Body, Id, IfMatch, Number, Query, SignedIn};
use crate::problem::{ApiError, Problems};
use crate::routes::limit;

pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(create)
        .service(list)
        .service(show)
        .service(change)
        .service(rotate)
        .service(remove)
        .service(deliveries)
        .service(replay);
}

/// Makes a webhook.
///
/// For system administrators. Each event is posted as JSON with `X-Kepu-Signature: t=<unix>,v1=<hex hmac-sha256 of
/// "t.body">`, `X-Kepu-Event` and `X-Kepu-Event-Id`; any 2xx within ten seconds confirms it, anything else is tried again
/// for a day and a half. An event may come twice and late: keep its `id` and compare `version`. The secret is in this answer
/// and nowhere else afterwards. Addresses must be https and public.
#[utoipa::path(operation_id = "webhook_create", tag = "integration", security(("bearer" = [])), request_body = NewWebhook,
    responses((status = 201, body = IssuedWebhook, headers(("Location" = String), ("ETag" = String))), Problems))]
#[post("/webhooks")]
async fn create(app: web::Data<App>, me: SignedIn, body: Body<NewWebhook>) -> Result<HttpResponse, ApiError> {
    let made = app::Outcome::New(webhook::create(&app, &me.0, body.into_inner()).await?);
    Ok(answer::created(
        &made,
        |w| format!("/api/v1/webhooks/{}", w.webhook.id),
        |w| Some(w.webhook.version),
    ))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct ListParams {
    /// 1–100, 20 when left out.
    limit: Option<u32>,
    /// Where the page before ended.
    cursor: Option<String>,
}

/// Webhooks.
///
/// For system administrators, the latest first. Secrets are never shown.
#[utoipa::path(operation_id = "webhook_list", tag = "integration", security(("bearer" = [])), params(ListParams),
    responses((status = 200, body = Page<Webhook>), Problems))]
#[get("/webhooks")]
async fn list(
    app: web::Data<App>,
    me: SignedIn,
    params: Query<ListParams>,
) -> Result<HttpResponse, ApiError> {
    let p = params.into_inner();
    Ok(answer::ok(
        &webhook::list(&app, &me.0, limit(p.limit)?, p.cursor).await?,
    ))
}

/// One webhook.
///
/// For system administrators; with whether it answers.
#[utoipa::path(operation_id = "webhook_show", tag = "integration", security(("bearer" = [])), params(("id" = WebhookId, Path, description = "The webhook")),
    responses((status = 200, body = Webhook, headers(("ETag" = String))), Problems))]
#[get("/webhooks/{id}")]
async fn show(app: web::Data<App>, me: SignedIn, id: Id<WebhookId>) -> Result<HttpResponse, ApiError> {
    let found = webhook::show(&app, &me.0, id.0).await?;
    Ok(answer::versioned(&found, found.version))
}

/// Changes a webhook.
///
/// For system administrators. Switched off, nothing more is sent; switched on again, it is sent what waited.
#[utoipa::path(operation_id = "webhook_change", tag = "integration", security(("bearer" = [])), request_body = WebhookChange,
    params(("id" = WebhookId, Path, description = "The webhook"), ("If-Match" = String, Header, description = "The version the change is based on")),
    responses((status = 200, body = Webhook, headers(("ETag" = String))), Problems))]
#[patch("/webhooks/{id}")]
async fn change(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<WebhookId>,
    IfMatch(expected): IfMatch,
    body: Body<WebhookChange>,
) -> Result<HttpResponse, ApiError> {
    let changed = webhook::change(&app, &me.0, id.0, expected, body.into_inner()).await?;
    Ok(answer::versioned(&changed, changed.version))
}

/// Gives a webhook a new secret.
///
/// For system administrators. For a day deliveries carry a `v1` of each secret, so that a receiver can change over.
#[utoipa::path(operation_id = "webhook_rotate", tag = "integration", security(("bearer" = [])),
    params(("id" = WebhookId, Path, description = "The webhook"), ("If-Match" = String, Header, description = "The version the change is based on")),
    responses((status = 200, body = IssuedWebhook, headers(("ETag" = String))), Problems))]
#[post("/webhooks/{id}/secrets")]
async fn rotate(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<WebhookId>,
    IfMatch(expected): IfMatch,
) -> Result<HttpResponse, ApiError> {
    let issued = webhook::rotate(&app, &me.0, id.0, expected).await?;
    Ok(answer::versioned(&issued, issued.webhook.version))
}

/// Removes a webhook.
///
/// For system administrators; with everything that was sent to it.
#[utoipa::path(operation_id = "webhook_remove", tag = "integration", security(("bearer" = [])),
    params(("id" = WebhookId, Path, description = "The webhook"), ("If-Match" = String, Header, description = "The version the change is based on")),
    responses((status = 204), Problems))]
#[delete("/webhooks/{id}")]
async fn remove(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<WebhookId>,
    IfMatch(expected): IfMatch,
) -> Result<HttpResponse, ApiError> {
    webhook::remove(&app, &me.0, id.0, expected).await?;
    Ok(answer::no_content())
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct DeliveryParams {
    /// All when left out.
    status: Option<DeliveryStatus>,
    /// 1–100, 20 when left out.
    limit: Option<u32>,
    /// Where the page before ended.
    cursor: Option<String>,
}

/// What was sent to a webhook.
///
/// For system administrators, the latest first: body, attempts, the last answer. Kept for 90 days.
#[utoipa::path(operation_id = "webhook_deliveries", tag = "integration", security(("bearer" = [])),
    params(("id" = WebhookId, Path, description = "The webhook"), DeliveryParams),
    responses((status = 200, body = Page<Delivery>), Problems))]
#[get("/webhooks/{id}/deliveries")]
async fn deliveries(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<WebhookId>,
    params: Query<DeliveryParams>,
) -> Result<HttpResponse, ApiError> {
    let p = params.into_inner();
    let page = webhook::deliveries(&app, &me.0, id.0, p.status, limit(p.limit)?, p.cursor).await?;
    Ok(answer::ok(&page))
}

/// Sends something again.
///
/// For system administrators: as a delivery of its own, with the same event and the same `id`.
#[utoipa::path(operation_id = "webhook_replay", tag = "integration", security(("bearer" = [])),
    params(("id" = WebhookId, Path, description = "The webhook"), ("n" = i32, Path, description = "Number of the delivery")),
    responses((status = 201, body = Delivery, headers(("Location" = String))), Problems))]
#[post("/webhooks/{id}/deliveries/{n}/replays")]
async fn replay(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<WebhookId>,
    Number(n): Number,
) -> Result<HttpResponse, ApiError> {
    let made = app::Outcome::New(webhook::replay(&app, &me.0, id.0, n).await?);
    let location = |d: &Delivery| format!("/api/v1/webhooks/{}/deliveries?cursor={}", id.0, d.n);
    Ok(answer::created(&made, location, |_| None))
}
