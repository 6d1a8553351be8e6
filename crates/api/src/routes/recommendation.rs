//! Recommendation lists, their entries, scores and sheets.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::{HttpResponse, delete, get, patch, post, put, web};
use app::{App, recommendation};
use domain::id::{AccountId, ActivityId, EntryId, ListId, OrganizationId};
use domain::page::Page;
use domain::recommendation::score::{Expert, ExpertScore, NewExpert, ScoreCard, ScoreLine};
use domain::recommendation::{
    Application, EntryChange, EntryOrder, EntryStatus, ListChange, NewEntry, NewList, RecommendationEntry,
    RecommendationList, ReturnRequest, Standing, Subject,
};
use domain::region::RegionCode;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer;
use crate::extract::{Body, Id, IfMatch, Language, Optional, Part, Query, RepeatKey, SignedIn};
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
        .service(score_card)
        .service(invite)
        .service(dismiss)
        .service(put_score)
        .service(scorings)
        .service(sheet)
        .service(apply_activity)
        .service(retract_activity)
        .service(standing_of_activity)
        .service(apply_organization)
        .service(retract_organization)
        .service(standing_of_organization);
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
#[utoipa::path(operation_id = "recommendation_list_show", tag = "recommendation", security(("bearer" = [])), params(("id" = ListId, Path)),
    responses((status = 200, body = RecommendationList, headers(("ETag" = String))), Problems))]
#[get("/recommendation-lists/{id}")]
async fn show(app: web::Data<App>, me: SignedIn, id: Id<ListId>) -> Result<HttpResponse, ApiError> {
    Ok(versioned(&recommendation::show(&app, &me.0, id.0).await?))
}

/// Sets slots and lock date (the level above), opinion, scan and weights (the list's own officials).
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

/// The score card over the six 协同指标, filled from data; blind for an invited expert.
#[utoipa::path(operation_id = "recommendation_score_card", tag = "recommendation", security(("bearer" = [])), params(("id" = ListId, Path)),
    responses((status = 200, body = ScoreCard), Problems))]
#[get("/recommendation-lists/{id}/score-card")]
async fn score_card(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<ListId>,
    Language(lang): Language,
) -> Result<HttpResponse, ApiError> {
    Ok(answer::ok(
        &recommendation::score_card(&app, &me.0, id.0, lang).await?,
    ))
}

/// Invites somebody by phone to score a list blindly.
#[utoipa::path(operation_id = "recommendation_expert_invite", tag = "recommendation", security(("bearer" = [])), request_body = NewExpert,
    params(("id" = ListId, Path)),
    responses((status = 201, body = Expert), Problems))]
#[post("/recommendation-lists/{id}/experts")]
async fn invite(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<ListId>,
    body: Body<NewExpert>,
) -> Result<HttpResponse, ApiError> {
    let made = recommendation::invite(&app, &me.0, id.0, body.into_inner()).await?;
    let place = format!(
        "/api/v1/recommendation-lists/{}/experts/{}",
        id.0, made.account_id
    );
    Ok(answer::created(&app::Outcome::New(made), |_| place, |_| None))
}

/// Takes an invitation back.
#[utoipa::path(operation_id = "recommendation_expert_dismiss", tag = "recommendation", security(("bearer" = [])),
    params(("id" = ListId, Path), ("account_id" = AccountId, Path)),
    responses((status = 204), Problems))]
#[delete("/recommendation-lists/{id}/experts/{account_id}")]
async fn dismiss(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<ListId>,
    expert: Part<AccountId>,
) -> Result<HttpResponse, ApiError> {
    recommendation::dismiss(&app, &me.0, id.0, expert.0).await?;
    Ok(answer::no_content())
}

/// An expert's own scores of one entry; later ones replace earlier ones.
#[utoipa::path(operation_id = "recommendation_score_put", tag = "recommendation", security(("bearer" = [])), request_body = ExpertScore,
    params(("id" = ListId, Path), ("entry_id" = EntryId, Path)),
    responses((status = 200, body = ScoreLine), Problems))]
#[put("/recommendation-lists/{id}/entries/{entry_id}/scores")]
async fn put_score(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<ListId>,
    entry: Part<EntryId>,
    Language(lang): Language,
    body: Body<ExpertScore>,
) -> Result<HttpResponse, ApiError> {
    let line = recommendation::put_score(&app, &me.0, id.0, entry.0, body.into_inner(), lang).await?;
    Ok(answer::ok(&line))
}

/// The lists the caller is invited to score.
#[utoipa::path(operation_id = "recommendation_scorings", tag = "recommendation", security(("bearer" = [])),
    responses((status = 200, body = Page<RecommendationList>), Problems))]
#[get("/me/scorings")]
async fn scorings(app: web::Data<App>, me: SignedIn) -> Result<HttpResponse, ApiError> {
    Ok(answer::ok(&recommendation::scorings(&app, &me.0).await?))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct SheetParams {
    list_id: ListId,
}

/// 推荐汇总表 of a list as xlsx, with contacts.
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

/// Applies for an activity (申请推优): to the list of the region in charge. Refused with every rule that is not met.
#[utoipa::path(operation_id = "activity_apply", tag = "recommendation", security(("bearer" = [])), request_body = Application,
    params(("id" = ActivityId, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = RecommendationEntry, headers(("Location" = String))), Problems))]
#[post("/activities/{id}/recommendation-applications")]
async fn apply_activity(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<ActivityId>,
    Language(lang): Language,
    key: RepeatKey,
    body: Body<Application>,
) -> Result<HttpResponse, ApiError> {
    let repeat = key.with(&body.digest);
    let made = recommendation::apply_activity(&app, &me.0, id.0, body.into_inner(), repeat, lang).await?;
    Ok(answer::created(&made, location, |_| None))
}

/// Takes the application of an activity back, while the list is open.
#[utoipa::path(operation_id = "activity_retract", tag = "recommendation", security(("bearer" = [])), params(("id" = ActivityId, Path)),
    responses((status = 204), Problems))]
#[delete("/activities/{id}/recommendation-applications")]
async fn retract_activity(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<ActivityId>,
) -> Result<HttpResponse, ApiError> {
    recommendation::retract_activity(&app, &me.0, id.0).await?;
    Ok(answer::no_content())
}

/// Where an activity stands on the lists, from county to nation.
#[utoipa::path(operation_id = "activity_standing", tag = "recommendation", security(("bearer" = [])), params(("id" = ActivityId, Path)),
    responses((status = 200, body = Standing), Problems))]
#[get("/activities/{id}/recommendation")]
async fn standing_of_activity(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<ActivityId>,
) -> Result<HttpResponse, ApiError> {
    Ok(answer::ok(
        &recommendation::standing_of_activity(&app, &me.0, id.0).await?,
    ))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct EditionParams {
    /// Key of an edition; `current` when left out.
    edition: Option<String>,
}

impl EditionParams {
    fn key(self) -> String {
        self.edition.unwrap_or_else(|| "current".to_owned())
    }
}

/// An organisation applies to be praised itself (优秀组织单位).
#[utoipa::path(operation_id = "organization_apply", tag = "recommendation", security(("bearer" = [])), request_body = Option<Application>,
    params(("id" = OrganizationId, Path), EditionParams),
    responses((status = 201, body = RecommendationEntry, headers(("Location" = String))), Problems))]
#[post("/organizations/{id}/recommendation-applications")]
async fn apply_organization(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<OrganizationId>,
    Language(lang): Language,
    params: Query<EditionParams>,
    body: Optional<Application>,
) -> Result<HttpResponse, ApiError> {
    let edition = params.into_inner().key();
    let application = body.0.unwrap_or_default();
    let made = recommendation::apply_organization(&app, &me.0, id.0, edition, application, lang).await?;
    Ok(answer::created(&app::Outcome::New(made), location, |_| None))
}

/// Takes an organisation's application back, while the list is open.
#[utoipa::path(operation_id = "organization_retract", tag = "recommendation", security(("bearer" = [])),
    params(("id" = OrganizationId, Path), EditionParams),
    responses((status = 204), Problems))]
#[delete("/organizations/{id}/recommendation-applications")]
async fn retract_organization(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<OrganizationId>,
    params: Query<EditionParams>,
) -> Result<HttpResponse, ApiError> {
    recommendation::retract_organization(&app, &me.0, id.0, params.into_inner().key()).await?;
    Ok(answer::no_content())
}

/// Where an organisation stands on the lists of an edition.
#[utoipa::path(operation_id = "organization_standing", tag = "recommendation", security(("bearer" = [])),
    params(("id" = OrganizationId, Path), EditionParams),
    responses((status = 200, body = Standing), Problems))]
#[get("/organizations/{id}/recommendation")]
async fn standing_of_organization(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<OrganizationId>,
    params: Query<EditionParams>,
) -> Result<HttpResponse, ApiError> {
    let edition = params.into_inner().key();
    Ok(answer::ok(
        &recommendation::standing_of_organization(&app, &me.0, id.0, edition).await?,
    ))
}
