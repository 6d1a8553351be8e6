//! Recommendation lists, their entries and sheets.

mod application;
mod score;

use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::{HttpResponse, delete, get, patch, post, web};
use app::{App, recommendation};
use domain::id::{EntryId, ListId};
use domain::page::Page;
use domain::recommendation::{
    EntryChange, EntryOrder, EntryStatus, ListChange, NewEntry, NewList, RecommendationEntry,
    RecommendationList, ReturnRequest, Subject,
};
use domain::region::RegionCode;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer;
use crate::extract::{Body, Id, IfMatch, Language, Part, Query, RepeatKey, SignedIn};
use crate::problem::{ApiError, Problems};
use crate::routes::limit;

pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(lists)
        .service(open)
        .service(show)
        .service(change)
        .service(entries)
        .service(add)
        .service(order)
        .service(choose)
        .service(remove)
        .service(lock)
        .service(endorse)
        .service(give_back)
        .service(sheet);
    application::routes(cfg);
    score::routes(cfg);
}

fn versioned(l: &RecommendationList) -> HttpResponse {
    answer::versioned(l, l.version)
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct ListParams {
    /// Key of an edition, or `current`.
    edition: Option<String>,
    /// In the subtree of this region.
    region: Option<RegionCode>,
    #[param(inline)]
    subject: Option<Subject>,
    /// 1–100, 20 when left out.
    limit: Option<u32>,
    cursor: Option<String>,
}

/// The lists of one's regions and those below them, each region before its parts.
///
/// For officials and system administrators; those of one line see lists and manage none. Others get an empty page.
#[utoipa::path(operation_id = "recommendation_lists", tag = "recommendation", params(ListParams), security(("bearer" = [])),
    responses((status = 200, body = Page<RecommendationList>), Problems))]
#[get("/recommendation-lists")]
async fn lists(
    app: web::Data<App>,
    me: SignedIn,
    params: Query<ListParams>,
) -> Result<HttpResponse, ApiError> {
    let p = params.into_inner();
    let query = recommendation::ListQuery {
        edition: p.edition,
        region: p.region,
        subject: p.subject,
        limit: limit(p.limit)?,
        cursor: p.cursor,
    };
    Ok(answer::ok(&recommendation::list(&app, &me.0, query).await?))
}

/// Opens the list of a region, or gives the one there is.
///
/// For the list's own officials and the level above, who alone may give it other slots than the edition says. 403
/// `not_your_level`; 422 for a region that has no list of its own.
#[utoipa::path(operation_id = "recommendation_list_open", tag = "recommendation", security(("bearer" = [])), request_body = NewList,
    responses((status = 201, body = RecommendationList, headers(("Location" = String), ("ETag" = String))), Problems))]
#[post("/recommendation-lists")]
async fn open(app: web::Data<App>, me: SignedIn, body: Body<NewList>) -> Result<HttpResponse, ApiError> {
    let made = recommendation::open(&app, &me.0, body.into_inner()).await?;
    Ok(answer::created(
        &app::Outcome::New(made),
        |l| format!("/api/v1/recommendation-lists/{}", l.id),
        |l| Some(l.version),
    ))
}

/// One list with its numbers and what the caller may do.
///
/// For officials of its region or above and system administrators; 404 for everyone else.
#[utoipa::path(operation_id = "recommendation_list_show", tag = "recommendation", security(("bearer" = [])), params(("id" = ListId, Path)),
    responses((status = 200, body = RecommendationList, headers(("ETag" = String))), Problems))]
#[get("/recommendation-lists/{id}")]
async fn show(app: web::Data<App>, me: SignedIn, id: Id<ListId>) -> Result<HttpResponse, ApiError> {
    Ok(versioned(&recommendation::show(&app, &me.0, id.0).await?))
}

/// Sets slots and lock date (the level above), opinion, scan and weights (the list's own officials).
///
/// 403 `not_your_level` where a field is another level's to set. 409 `slots_below_listed` where more entries are
/// chosen than that, `list_locked` once it is locked. What is left out stays.
#[utoipa::path(operation_id = "recommendation_list_change", tag = "recommendation", security(("bearer" = [])),
    params(("id" = ListId, Path), ("If-Match" = String, Header)), request_body = ListChange,
    responses((status = 200, body = RecommendationList, headers(("ETag" = String))), Problems))]
#[patch("/recommendation-lists/{id}")]
async fn change(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<ListId>,
    IfMatch(expected): IfMatch,
    body: Body<ListChange>,
) -> Result<HttpResponse, ApiError> {
    let done = recommendation::change(&app, &me.0, id.0, expected, body.into_inner()).await?;
    Ok(versioned(&done))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct EntryParams {
    /// `listed` (the default): the chosen, in their order.
    #[param(inline)]
    status: Option<EntryStatus>,
    /// 1–100, 20 when left out.
    limit: Option<u32>,
    cursor: Option<String>,
}

/// Entries of a list in one status, each with its eligibility: frozen once the list is locked, else as it stands now.
///
/// For those who may see the list. The cursor runs on through the order of the list.
#[utoipa::path(operation_id = "recommendation_entries", tag = "recommendation", security(("bearer" = [])),
    params(("id" = ListId, Path), EntryParams),
    responses((status = 200, body = Page<RecommendationEntry>), Problems))]
#[get("/recommendation-lists/{id}/entries")]
async fn entries(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<ListId>,
    Language(lang): Language,
    params: Query<EntryParams>,
) -> Result<HttpResponse, ApiError> {
    let p = params.into_inner();
    let page = recommendation::entries(&app, &me.0, id.0, p.status, limit(p.limit)?, p.cursor, lang).await?;
    Ok(answer::ok(&page))
}

/// Puts something on a list: chosen when its officials do it, an application when its own organisation does.
///
/// 422 with every rule that the activity does not meet; 409 `slots_full`, `already_listed`, `list_locked` or
/// `list_overdue`. Officials do not choose for their own organisation (403 `recused`).
#[utoipa::path(operation_id = "recommendation_entry_add", tag = "recommendation", security(("bearer" = [])), request_body = NewEntry,
    params(("id" = ListId, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = RecommendationEntry, headers(("Location" = String))), Problems))]
#[post("/recommendation-lists/{id}/entries")]
async fn add(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<ListId>,
    Language(lang): Language,
    key: RepeatKey,
    body: Body<NewEntry>,
) -> Result<HttpResponse, ApiError> {
    let repeat = key.with(&body.digest);
    let made = recommendation::add(&app, &me.0, id.0, body.into_inner(), repeat, lang).await?;
    Ok(answer::created(&made, location, |_| None))
}

fn location(e: &RecommendationEntry) -> String {
    format!("/api/v1/recommendation-lists/{}/entries/{}", e.list_id, e.id)
}

/// Gives the chosen entries a new order: all of them, each once.
///
/// For the list's officials, while it is open. 422 `order_incomplete` where one is missing, unknown or named twice.
#[utoipa::path(operation_id = "recommendation_entries_order", tag = "recommendation", security(("bearer" = [])), request_body = EntryOrder,
    params(("id" = ListId, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = RecommendationList, headers(("ETag" = String))), Problems))]
#[patch("/recommendation-lists/{id}/entries")]
async fn order(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<ListId>,
    IfMatch(expected): IfMatch,
    body: Body<EntryOrder>,
) -> Result<HttpResponse, ApiError> {
    let done = recommendation::order(&app, &me.0, id.0, expected, body.into_inner()).await?;
    Ok(versioned(&done))
}

/// Chooses an entry or puts it back, gives it another place or an opinion. `If-Match` is the list's version.
///
/// For the list's officials, while it is open. 409 `slots_full` when no slot is left; 403 `recused` for things of
/// one's own organisation.
#[utoipa::path(operation_id = "recommendation_entry_change", tag = "recommendation", security(("bearer" = [])), request_body = EntryChange,
    params(("id" = ListId, Path), ("entry_id" = EntryId, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = RecommendationList, headers(("ETag" = String))), Problems))]
#[patch("/recommendation-lists/{id}/entries/{entry_id}")]
async fn choose(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<ListId>,
    entry: Part<EntryId>,
    IfMatch(expected): IfMatch,
    Language(lang): Language,
    body: Body<EntryChange>,
) -> Result<HttpResponse, ApiError> {
    let done = recommendation::choose(&app, &me.0, id.0, entry.0, expected, body.into_inner(), lang).await?;
    Ok(versioned(&done))
}

/// Takes an entry off the list. `If-Match` is the list's version.
///
/// For the list's officials, while it is open. What it was passed up to withdraws it too. 403 `recused` for things
/// of one's own organisation.
#[utoipa::path(operation_id = "recommendation_entry_remove", tag = "recommendation", security(("bearer" = [])),
    params(("id" = ListId, Path), ("entry_id" = EntryId, Path), ("If-Match" = String, Header)),
    responses((status = 204), Problems))]
#[delete("/recommendation-lists/{id}/entries/{entry_id}")]
async fn remove(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<ListId>,
    entry: Part<EntryId>,
    IfMatch(expected): IfMatch,
) -> Result<HttpResponse, ApiError> {
    recommendation::remove(&app, &me.0, id.0, entry.0, expected).await?;
    Ok(answer::no_content())
}

/// Locks a list: every chosen activity is judged once more, and what held is frozen.
///
/// For the list's officials. 422 names every chosen entry that is not eligible any more, and a list without any.
/// From then on nothing on it changes, and its activities cannot be withdrawn.
#[utoipa::path(operation_id = "recommendation_list_lock", tag = "recommendation", security(("bearer" = [])),
    params(("id" = ListId, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = RecommendationList, headers(("ETag" = String))), Problems))]
#[post("/recommendation-lists/{id}/locks")]
async fn lock(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<ListId>,
    IfMatch(expected): IfMatch,
    Language(lang): Language,
) -> Result<HttpResponse, ApiError> {
    Ok(versioned(
        &recommendation::lock(&app, &me.0, id.0, expected, lang).await?,
    ))
}

/// Passes a locked list up to the level above.
///
/// For the list's officials. Its entries become those among which the level above chooses. 409 `list_not_locked`,
/// `no_level_above` or `upper_list_locked`; 422 `scan_required` where the edition asks for a scan of the stamped
/// list.
#[utoipa::path(operation_id = "recommendation_list_endorse", tag = "recommendation", security(("bearer" = [])),
    params(("id" = ListId, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = RecommendationList, headers(("ETag" = String))), Problems))]
#[post("/recommendation-lists/{id}/endorsements")]
async fn endorse(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<ListId>,
    IfMatch(expected): IfMatch,
) -> Result<HttpResponse, ApiError> {
    Ok(versioned(
        &recommendation::endorse(&app, &me.0, id.0, expected).await?,
    ))
}

/// Sends entries back to where they came from, or the whole list to its region.
///
/// Entries: for the list's officials, at most 100. The whole list: for the level above. A reason is needed and is
/// told. 409 once a public notice stands on it (`notice_exists`).
#[utoipa::path(operation_id = "recommendation_list_return", tag = "recommendation", security(("bearer" = [])), request_body = ReturnRequest,
    params(("id" = ListId, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = RecommendationList, headers(("ETag" = String))), Problems))]
#[post("/recommendation-lists/{id}/returns")]
async fn give_back(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<ListId>,
    IfMatch(expected): IfMatch,
    body: Body<ReturnRequest>,
) -> Result<HttpResponse, ApiError> {
    let done = recommendation::give_back(&app, &me.0, id.0, expected, body.into_inner()).await?;
    Ok(versioned(&done))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct SheetParams {
    /// The list that becomes a sheet.
    list_id: ListId,
}

/// 推荐汇总表 of a list as xlsx, with contacts.
///
/// For the list's officials and the level above, not for operators: it holds names and phones. The file is named
/// after the list.
#[utoipa::path(operation_id = "recommendation_sheet", tag = "recommendation", params(SheetParams), security(("bearer" = [])),
    responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>), Problems))]
#[get("/exports/recommendations.xlsx")]
async fn sheet(
    app: web::Data<App>,
    me: SignedIn,
    params: Query<SheetParams>,
) -> Result<HttpResponse, ApiError> {
    let (name, bytes) = recommendation::sheet(&app, &me.0, params.into_inner().list_id).await?;
    Ok(HttpResponse::Ok()
        .insert_header((
            CONTENT_TYPE,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ))
        .insert_header((CONTENT_DISPOSITION, answer::saved_as(&name)))
        .insert_header((CACHE_CONTROL, "no-store"))
        .body(bytes))
}
