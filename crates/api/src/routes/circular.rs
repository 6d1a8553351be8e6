//! Notices (通知公告): issued, forwarded, read with a receipt; what they ask for by a day.

use actix_web::{HttpResponse, delete, get, post, put, web};
use app::App;
use app::circular::{self, CircularBox, CircularQuery, ReceiptQuery, RecipientKind};
use domain::circular::{
    Circular, CircularItem, CircularReceipt, CircularRevision, Completion, Correction, Dispatch, NewCircular,
    NewForward, NewReminder, Withdrawal,
};
use domain::id::CircularId;
use domain::page::Page;
use domain::region::RegionCode;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer;
use crate::extract::{Body, Id, IfMatch, Query, RepeatKey, SignedIn};
use crate::problem::{ApiError, Problems};
use crate::routes::limit;

pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(list)
        .service(create)
        .service(show)
        .service(change)
        .service(remove)
        .service(publish)
        .service(correct)
        .service(revisions)
        .service(withdraw)
        .service(forwards)
        .service(forward)
        .service(receipts)
        .service(remind)
        .service(complete);
}

/// Which notices are listed.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Tray {
    /// What reached the caller.
    Received,
    /// What the caller's regions issued, with drafts.
    Issued,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct ListParams {
    /// `received`, unless told, or `issued`.
    #[serde(rename = "box")]
    #[param(inline)]
    of: Option<Tray>,
    /// Key of an edition, or `current`; of every edition and of none when left out.
    edition: Option<String>,
    /// 1–100, 20 when left out.
    limit: Option<u32>,
    cursor: Option<String>,
}

/// Notices (通知公告) that reached the caller, or that their regions issued; latest first.
///
/// For everyone who is signed in: officials get what the level above sent down, members of certified organisations what was
/// sent to these. `box=issued` is for officials (403 for others).
#[utoipa::path(operation_id = "circular_list", tag = "notices", security(("bearer" = [])), params(ListParams),
    responses((status = 200, body = Page<CircularItem>), Problems))]
#[get("/notices")]
async fn list(
    app: web::Data<App>,
    me: SignedIn,
    params: Query<ListParams>,
) -> Result<HttpResponse, ApiError> {
    let p = params.into_inner();
    let query = CircularQuery {
        of: match p.of {
            None | Some(Tray::Received) => CircularBox::Received,
            Some(Tray::Issued) => CircularBox::Issued,
        },
        edition: p.edition,
        limit: limit(p.limit)?,
        cursor: p.cursor,
    };
    Ok(answer::ok(&circular::list(&app, &me.0, query).await?))
}

/// Begins the draft of a notice, however incomplete.
///
/// For the officials of its region, who are no deputies and not limited to a line; 403 for everyone else.
#[utoipa::path(operation_id = "circular_create", tag = "notices", security(("bearer" = [])), request_body = NewCircular,
    params(("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = Circular, headers(("Location" = String), ("ETag" = String))), Problems))]
#[post("/notices")]
async fn create(
    app: web::Data<App>,
    me: SignedIn,
    key: RepeatKey,
    body: Body<NewCircular>,
) -> Result<HttpResponse, ApiError> {
    let repeat = key.with(&body.digest);
    let made = circular::create(&app, &me.0, body.into_inner(), repeat).await?;
    Ok(answer::created(&made, place, |c| Some(c.version)))
}

fn place(c: &Circular) -> String {
    format!("/api/v1/notices/{}", c.id)
}

/// A notice as it came to the caller: the original text, the forwards on its way, what there is to do.
///
/// For those whom it reached and those who issued or forwarded it; 404 for everyone else. Reading it is the receipt: the
/// first time a text is opened for a region or an organisation is kept.
#[utoipa::path(operation_id = "circular_show", tag = "notices", security(("bearer" = [])),
    params(("id" = CircularId, Path, description = "Id of the notice.")),
    responses((status = 200, body = Circular, headers(("ETag" = String))), Problems))]
#[get("/notices/{id}")]
async fn show(app: web::Data<App>, me: SignedIn, id: Id<CircularId>) -> Result<HttpResponse, ApiError> {
    let found = circular::show(&app, &me.0, id.0).await?;
    Ok(answer::versioned(&found, found.version))
}

/// Replaces a draft as a whole.
///
/// For the officials of its region. 409 `step_not_allowed` once it is published: then correct it.
#[utoipa::path(operation_id = "circular_change", tag = "notices", security(("bearer" = [])), request_body = NewCircular,
    params(("id" = CircularId, Path, description = "Id of the notice."), ("If-Match" = String, Header)),
    responses((status = 200, body = Circular, headers(("ETag" = String))), Problems))]
#[put("/notices/{id}")]
async fn change(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<CircularId>,
    IfMatch(expected): IfMatch,
    body: Body<NewCircular>,
) -> Result<HttpResponse, ApiError> {
    let changed = circular::change(&app, &me.0, id.0, expected, body.into_inner()).await?;
    Ok(answer::versioned(&changed, changed.version))
}

/// Deletes a draft.
///
/// For the officials of its region. 409 `step_not_allowed` once it is published: then withdraw it.
#[utoipa::path(operation_id = "circular_delete", tag = "notices", security(("bearer" = [])),
    params(("id" = CircularId, Path, description = "Id of the notice."), ("If-Match" = String, Header)),
    responses((status = 204), Problems))]
#[delete("/notices/{id}")]
async fn remove(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<CircularId>,
    IfMatch(expected): IfMatch,
) -> Result<HttpResponse, ApiError> {
    circular::delete(&app, &me.0, id.0, expected).await?;
    Ok(answer::no_content())
}

/// Publishes a draft; its recipients are told in the background.
///
/// For the officials of its region. 422 names everything that is missing.
#[utoipa::path(operation_id = "circular_publish", tag = "notices", security(("bearer" = [])),
    params(("id" = CircularId, Path, description = "Id of the notice."), ("If-Match" = String, Header)),
    responses((status = 200, body = Circular, headers(("ETag" = String))), Problems))]
#[post("/notices/{id}/publications")]
async fn publish(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<CircularId>,
    IfMatch(expected): IfMatch,
) -> Result<HttpResponse, ApiError> {
    let done = circular::publish(&app, &me.0, id.0, expected).await?;
    Ok(answer::versioned(&done, done.version))
}

/// Corrects a published notice (更正): a new revision with a note. Everyone whom it reached is told and has it to read again.
///
/// For the officials of its region. Deadlines that keep their number stay marked as done.
#[utoipa::path(operation_id = "circular_correct", tag = "notices", security(("bearer" = [])), request_body = Correction,
    params(("id" = CircularId, Path, description = "Id of the notice."), ("If-Match" = String, Header)),
    responses((status = 200, body = Circular, headers(("ETag" = String))), Problems))]
#[post("/notices/{id}/revisions")]
async fn correct(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<CircularId>,
    IfMatch(expected): IfMatch,
    body: Body<Correction>,
) -> Result<HttpResponse, ApiError> {
    let done = circular::correct(&app, &me.0, id.0, expected, body.into_inner()).await?;
    Ok(answer::versioned(&done, done.version))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct PageParams {
    /// 1–100, 20 when left out.
    limit: Option<u32>,
    cursor: Option<String>,
}

/// The texts of a notice, the newest first.
///
/// For everyone who may read it.
#[utoipa::path(operation_id = "circular_revisions", tag = "notices", security(("bearer" = [])),
    params(("id" = CircularId, Path, description = "Id of the notice."), PageParams),
    responses((status = 200, body = Page<CircularRevision>), Problems))]
#[get("/notices/{id}/revisions")]
async fn revisions(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<CircularId>,
    params: Query<PageParams>,
) -> Result<HttpResponse, ApiError> {
    let p = params.into_inner();
    let page = circular::revisions(&app, &me.0, id.0, limit(p.limit)?, p.cursor.as_deref()).await?;
    Ok(answer::ok(&page))
}

/// Withdraws a published notice with a reason. Those whom it reached still read it, and the reason.
///
/// For the officials of its region. Nothing it asked for remains to be done; it can no longer be forwarded.
#[utoipa::path(operation_id = "circular_withdraw", tag = "notices", security(("bearer" = [])), request_body = Withdrawal,
    params(("id" = CircularId, Path, description = "Id of the notice."), ("If-Match" = String, Header)),
    responses((status = 200, body = Circular, headers(("ETag" = String))), Problems))]
#[post("/notices/{id}/withdrawals")]
async fn withdraw(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<CircularId>,
    IfMatch(expected): IfMatch,
    body: Body<Withdrawal>,
) -> Result<HttpResponse, ApiError> {
    let done = circular::withdraw(&app, &me.0, id.0, expected, body.into_inner()).await?;
    Ok(answer::versioned(&done, done.version))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct ForwardParams {
    /// Within this region; the caller's own when left out.
    region: Option<RegionCode>,
    /// 1–100, 20 when left out.
    limit: Option<u32>,
    cursor: Option<String>,
}

/// The forwards of a notice within one's region, from the first.
///
/// For officials who may read it.
#[utoipa::path(operation_id = "circular_forwards", tag = "notices", security(("bearer" = [])),
    params(("id" = CircularId, Path, description = "Id of the notice."), ForwardParams),
    responses((status = 200, body = Page<Dispatch>), Problems))]
#[get("/notices/{id}/forwards")]
async fn forwards(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<CircularId>,
    params: Query<ForwardParams>,
) -> Result<HttpResponse, ApiError> {
    let p = params.into_inner();
    let size = limit(p.limit)?;
    let page = circular::forwards(&app, &me.0, id.0, p.region, size, p.cursor.as_deref()).await?;
    Ok(answer::ok(&page))
}

/// Forwards a notice (转发) to the level below and to organisations, with an own text, files and deadlines.
///
/// For the officials of a region that it reached, once (409 `already_forwarded`). Deadlines later than the level above asks
/// for are refused (`later_than_above`) unless `accept_later` confirms them.
#[utoipa::path(operation_id = "circular_forward", tag = "notices", security(("bearer" = [])), request_body = NewForward,
    params(("id" = CircularId, Path, description = "Id of the notice."), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = Circular, headers(("Location" = String), ("ETag" = String))), Problems))]
#[post("/notices/{id}/forwards")]
async fn forward(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<CircularId>,
    key: RepeatKey,
    body: Body<NewForward>,
) -> Result<HttpResponse, ApiError> {
    let repeat = key.with(&body.digest);
    let made = circular::forward(&app, &me.0, id.0, body.into_inner(), repeat).await?;
    Ok(answer::created(&made, place, |c| Some(c.version)))
}

/// Which recipients are listed.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Of {
    Regions,
    Organizations,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct ReceiptParams {
    /// Whose sending: the region that issued or forwarded it; the caller's own when left out.
    region: Option<RegionCode>,
    /// `regions`, unless told, or `organizations`.
    #[param(inline)]
    of: Option<Of>,
    /// Only those who have read the newest text, or only those who have not.
    read: Option<bool>,
    /// 1–100, 20 when left out.
    limit: Option<u32>,
    cursor: Option<String>,
}

/// Who has read a notice and who has not, by region.
///
/// For the officials who issued or forwarded it, with the first reader's name; for those above them, without.
#[utoipa::path(operation_id = "circular_receipts", tag = "notices", security(("bearer" = [])),
    params(("id" = CircularId, Path, description = "Id of the notice."), ReceiptParams),
    responses((status = 200, body = Page<CircularReceipt>), Problems))]
#[get("/notices/{id}/receipts")]
async fn receipts(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<CircularId>,
    params: Query<ReceiptParams>,
) -> Result<HttpResponse, ApiError> {
    let p = params.into_inner();
    let query = ReceiptQuery {
        region: p.region,
        of: match p.of {
            None | Some(Of::Regions) => RecipientKind::Regions,
            Some(Of::Organizations) => RecipientKind::Organizations,
        },
        read: p.read,
        limit: limit(p.limit)?,
        cursor: p.cursor,
    };
    Ok(answer::ok(&circular::receipts(&app, &me.0, id.0, query).await?))
}

/// Reminds those who have not read the newest text of a sending.
///
/// For the officials who issued or forwarded it, once a day (409 `reminded_today`).
#[utoipa::path(operation_id = "circular_remind", tag = "notices", security(("bearer" = [])), request_body = NewReminder,
    params(("id" = CircularId, Path, description = "Id of the notice.")),
    responses((status = 200, body = Circular, headers(("ETag" = String))), Problems))]
#[post("/notices/{id}/reminders")]
async fn remind(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<CircularId>,
    body: Body<NewReminder>,
) -> Result<HttpResponse, ApiError> {
    let done = circular::remind(&app, &me.0, id.0, body.into_inner()).await?;
    Ok(answer::versioned(&done, done.version))
}

/// Marks something that a notice asks for as done, or as not done.
///
/// For those it is asked of. Twice is no fault.
#[utoipa::path(operation_id = "circular_complete", tag = "notices", security(("bearer" = [])), request_body = Completion,
    params(("id" = CircularId, Path, description = "Id of the notice.")),
    responses((status = 200, body = Circular, headers(("ETag" = String))), Problems))]
#[post("/notices/{id}/completions")]
async fn complete(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<CircularId>,
    body: Body<Completion>,
) -> Result<HttpResponse, ApiError> {
    let done = circular::complete(&app, &me.0, id.0, body.into_inner()).await?;
    Ok(answer::versioned(&done, done.version))
}
