//! The score card and its experts.

use actix_web::{HttpResponse, delete, get, post, put, web};
use app::{App, recommendation};
use domain::id::{AccountId, EntryId, ListId};
use domain::page::Page;
use domain::recommendation::RecommendationList;
use domain::recommendation::score::{Expert, ExpertScore, NewExpert, ScoreCard, ScoreLine};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer;
use crate::extract::{Body, Id, Language, Part, SignedIn};
use crate::problem::{ApiError, Problems};

pub(super) fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(score_card)
        .service(invite)
        .service(dismiss)
        .service(put_score)
        .service(scorings);
}

/// The score card over the six 协同指标, filled from data; blind for an invited expert.
///
/// For officials who see the list and for invited experts, who are told neither who ranks where nor what others
/// gave. At most 300 entries.
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
///
/// For the list's officials, while it is open; at most 20. The phone must have an account whose organisation is not
/// on the list (422 `expert_involved`).
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
///
/// For the list's officials. 404 where there is none.
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
///
/// For invited experts, while the list is open; 404 for everyone else. 403 `recused` for things of one's own
/// organisation.
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
///
/// For everyone who is signed in; empty for those who were not invited. The latest first.
#[utoipa::path(operation_id = "recommendation_scorings", tag = "recommendation", security(("bearer" = [])),
    responses((status = 200, body = Page<RecommendationList>), Problems))]
#[get("/me/scorings")]
async fn scorings(app: web::Data<App>, me: SignedIn) -> Result<HttpResponse, ApiError> {
    Ok(answer::ok(&recommendation::scorings(&app, &me.0).await?))
}
