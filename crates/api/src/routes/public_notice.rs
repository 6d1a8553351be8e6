//! Public notices, objections and results; working days.

use actix_web::{HttpResponse, get, post, web};
use app::{App, public_notice};
use chrono::NaiveDate;
use domain::calendar::WorkingPeriod;
use domain::id::NoticeId;
use domain::page::Page;
use domain::public_notice::{
    NewNotice, NewObjection, NoticeItem, NoticeLine, NoticePage, Objection, ObjectionDecision, PublicNotice,
};
use domain::recommendation::Subject;
use domain::region::RegionCode;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer;
use crate::extract::{Body, Id, IfMatch, Number, Query, RepeatKey, SignedIn};
use crate::problem::{ApiError, Problems};
use crate::routes::limit;

pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(working_period)
        .service(begin)
        .service(list)
        .service(show)
        .service(objections)
        .service(object)
        .service(decide)
        .service(publish)
        .service(public_list)
        .service(results)
        .service(public_page)
        .service(public_lines);
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct PeriodParams {
    /// First day, Shanghai.
    starts_on: NaiveDate,
    /// 1 to 60.
    working_days: u32,
}

/// A period in working days of the Chinese calendar: its last day, and what is skipped.
///
/// For everyone. Saturdays, Sundays and public holidays do not count, make-up working days do. 422 for less than
/// one day or more than sixty.
#[utoipa::path(operation_id = "reference_working_period", tag = "reference", params(("key" = String, Path), PeriodParams),
    responses((status = 200, body = WorkingPeriod), Problems))]
#[get("/editions/{key}/working-period")]
async fn working_period(
    app: web::Data<App>,
    key: Id<String>,
    params: Query<PeriodParams>,
) -> Result<HttpResponse, ApiError> {
    let p = params.into_inner();
    let found = public_notice::working_period(&app, &key.0, p.starts_on, p.working_days).await?;
    Ok(answer::ok(&found))
}

/// Begins the public notice (公示) of a locked list.
///
/// For the list's officials. The period is at least as long as the edition asks for, in working days. 409
/// `list_not_locked` or `notice_exists`.
#[utoipa::path(operation_id = "notice_begin", tag = "recommendation", security(("bearer" = [])), request_body = NewNotice,
    params(("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = PublicNotice, headers(("Location" = String), ("ETag" = String))), Problems))]
#[post("/public-notices")]
async fn begin(
    app: web::Data<App>,
    me: SignedIn,
    key: RepeatKey,
    body: Body<NewNotice>,
) -> Result<HttpResponse, ApiError> {
    let repeat = key.with(&body.digest);
    let made = public_notice::begin(&app, &me.0, body.into_inner(), repeat).await?;
    Ok(answer::created(
        &made,
        |n| format!("/api/v1/public-notices/{}", n.id),
        |n| Some(n.version),
    ))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct OwnParams {
    /// Key of an edition, or `current`.
    edition: Option<String>,
    /// 1–100, 20 when left out.
    limit: Option<u32>,
    cursor: Option<String>,
}

/// Notices of one's regions and those below, latest first.
///
/// For officials; 403 for everyone else.
#[utoipa::path(operation_id = "notice_list", tag = "recommendation", security(("bearer" = [])), params(OwnParams),
    responses((status = 200, body = Page<PublicNotice>), Problems))]
#[get("/public-notices")]
async fn list(app: web::Data<App>, me: SignedIn, params: Query<OwnParams>) -> Result<HttpResponse, ApiError> {
    let p = params.into_inner();
    let page = public_notice::list(&app, &me.0, p.edition, limit(p.limit)?, p.cursor.as_deref()).await?;
    Ok(answer::ok(&page))
}

/// A notice for those who run it.
///
/// For officials who see its list; 404 for everyone else. Says how many objections are undecided.
#[utoipa::path(operation_id = "notice_show", tag = "recommendation", security(("bearer" = [])), params(("id" = NoticeId, Path)),
    responses((status = 200, body = PublicNotice, headers(("ETag" = String))), Problems))]
#[get("/public-notices/{id}")]
async fn show(app: web::Data<App>, me: SignedIn, id: Id<NoticeId>) -> Result<HttpResponse, ApiError> {
    let found = public_notice::show(&app, &me.0, id.0).await?;
    Ok(answer::versioned(&found, found.version))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct PageParams {
    /// 1–100, 20 when left out.
    limit: Option<u32>,
    cursor: Option<String>,
}

/// Objections: all of them for the notice's officials, one's own for everybody else.
///
/// Members of an organisation do not see who objects to their own filing, even where they are officials.
#[utoipa::path(operation_id = "objection_list", tag = "recommendation", security(("bearer" = [])),
    params(("id" = NoticeId, Path), PageParams),
    responses((status = 200, body = Page<Objection>), Problems))]
#[get("/public-notices/{id}/objections")]
async fn objections(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<NoticeId>,
    params: Query<PageParams>,
) -> Result<HttpResponse, ApiError> {
    let p = params.into_inner();
    let page = public_notice::objections(&app, &me.0, id.0, limit(p.limit)?, p.cursor.as_deref()).await?;
    Ok(answer::ok(&page))
}

/// Objects with one's real name (实名异议), while the notice is open.
///
/// For everyone who is signed in, at most five times for one notice; the phone is that of the account. Not for the
/// officials who decide (403 `recused`). 409 `objection_period_not_begun` or `objection_period_over`.
#[utoipa::path(operation_id = "objection_make", tag = "recommendation", security(("bearer" = [])), request_body = NewObjection,
    params(("id" = NoticeId, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = Objection, headers(("Location" = String))), Problems))]
#[post("/public-notices/{id}/objections")]
async fn object(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<NoticeId>,
    key: RepeatKey,
    body: Body<NewObjection>,
) -> Result<HttpResponse, ApiError> {
    let repeat = key.with(&body.digest);
    let made = public_notice::object(&app, &me.0, id.0, body.into_inner(), repeat).await?;
    let place = |o: &Objection| format!("/api/v1/public-notices/{}/objections/{}", o.notice_id, o.n);
    Ok(answer::created(&made, place, |_| None))
}

/// Decides on an objection, once. Upheld, its line is struck.
///
/// For the notice's officials, with a reason. 403 `recused` for one's own organisation; 409 `already_decided` or
/// `results_published`.
#[utoipa::path(operation_id = "objection_decide", tag = "recommendation", security(("bearer" = [])), request_body = ObjectionDecision,
    params(("id" = NoticeId, Path), ("n" = i32, Path)),
    responses((status = 200, body = Objection), Problems))]
#[post("/public-notices/{id}/objections/{n}/decisions")]
async fn decide(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<NoticeId>,
    Number(n): Number,
    body: Body<ObjectionDecision>,
) -> Result<HttpResponse, ApiError> {
    Ok(answer::ok(
        &public_notice::decide(&app, &me.0, id.0, n, body.into_inner()).await?,
    ))
}

/// Publishes the result when the period is over and every objection decided; certificates get their numbers.
///
/// For the notice's officials. 409 `notice_still_open` or `objections_undecided` before, `results_published` after.
/// The certificates are printed in the background.
#[utoipa::path(operation_id = "notice_publish", tag = "recommendation", security(("bearer" = [])),
    params(("id" = NoticeId, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = PublicNotice, headers(("ETag" = String))), Problems))]
#[post("/public-notices/{id}/results")]
async fn publish(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<NoticeId>,
    IfMatch(expected): IfMatch,
) -> Result<HttpResponse, ApiError> {
    let done = public_notice::publish(&app, &me.0, id.0, expected).await?;
    Ok(answer::versioned(&done, done.version))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct PublicParams {
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

impl PublicParams {
    fn query(self, published: bool) -> Result<public_notice::NoticeQuery, ApiError> {
        Ok(public_notice::NoticeQuery {
            edition: self.edition,
            region: self.region,
            subject: self.subject,
            published,
            limit: limit(self.limit)?,
            cursor: self.cursor,
        })
    }
}

/// Public notices that have begun, and results, latest first.
///
/// For everyone. Notices that have not begun are not shown.
#[utoipa::path(operation_id = "public_notice_list", tag = "public", params(PublicParams),
    responses((status = 200, body = Page<NoticeItem>), Problems))]
#[get("/public/notices")]
async fn public_list(app: web::Data<App>, params: Query<PublicParams>) -> Result<HttpResponse, ApiError> {
    let query = params.into_inner().query(false)?;
    answer::shared(&public_notice::notices(&app, query).await?)
}

/// Results (表扬名单), latest first; the lines of each are those of its notice.
///
/// For everyone. Only what was published.
#[utoipa::path(operation_id = "public_result_list", tag = "public", params(PublicParams),
    responses((status = 200, body = Page<NoticeItem>), Problems))]
#[get("/public/results")]
async fn results(app: web::Data<App>, params: Query<PublicParams>) -> Result<HttpResponse, ApiError> {
    let query = params.into_inner().query(true)?;
    answer::shared(&public_notice::notices(&app, query).await?)
}

/// A notice as everybody sees it.
///
/// For everyone; 404 before it begins.
#[utoipa::path(operation_id = "public_notice_show", tag = "public", params(("id" = NoticeId, Path)),
    responses((status = 200, body = NoticePage), Problems))]
#[get("/public/notices/{id}")]
async fn public_page(app: web::Data<App>, id: Id<NoticeId>) -> Result<HttpResponse, ApiError> {
    answer::shared(&public_notice::page(&app, id.0).await?)
}

/// The lines of a notice in their order; with certificate numbers once the result is published.
///
/// For everyone; 404 before the notice begins. Struck lines are left out.
#[utoipa::path(operation_id = "public_notice_lines", tag = "public", params(("id" = NoticeId, Path), PageParams),
    responses((status = 200, body = Page<NoticeLine>), Problems))]
#[get("/public/notices/{id}/lines")]
async fn public_lines(
    app: web::Data<App>,
    id: Id<NoticeId>,
    params: Query<PageParams>,
) -> Result<HttpResponse, ApiError> {
    let p = params.into_inner();
    answer::shared(&public_notice::lines(&app, id.0, limit(p.limit)?, p.cursor.as_deref()).await?)
}
