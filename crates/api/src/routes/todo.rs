//! What the caller has to do, and notices that are for everybody.

use actix_web::{HttpResponse, get, web};
use app::{App, circular};
use domain::circular::{PublicCircular, PublicCircularItem, Todo};
use domain::id::CircularId;
use domain::page::Page;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer;
use crate::extract::{Id, Query, SignedIn};
use crate::problem::{ApiError, Problems};
use crate::routes::limit;

pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(todos).service(public_list).service(public_show);
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct PageParams {
    /// 1–100, 20 when left out.
    limit: Option<u32>,
    cursor: Option<String>,
}

/// What the caller has to do by a day (待办), the next first.
///
/// For everyone who is signed in: deadlines of the notices that reached them and that nobody marked as done. What passed stays
/// for 90 days, marked as overdue.
#[utoipa::path(operation_id = "todo_list", tag = "notices", security(("bearer" = [])), params(PageParams),
    responses((status = 200, body = Page<Todo>), Problems))]
#[get("/todos")]
async fn todos(
    app: web::Data<App>,
    me: SignedIn,
    params: Query<PageParams>,
) -> Result<HttpResponse, ApiError> {
    let p = params.into_inner();
    let page = circular::todos(&app, &me.0, limit(p.limit)?, p.cursor.as_deref()).await?;
    Ok(answer::ok(&page))
}

/// Notices that are for everybody, latest first.
///
/// For everyone. Public notices of results (公示) are another list: `/public/notices`.
#[utoipa::path(operation_id = "public_circular_list", tag = "public", params(PageParams),
    responses((status = 200, body = Page<PublicCircularItem>), Problems))]
#[get("/public/circulars")]
async fn public_list(app: web::Data<App>, params: Query<PageParams>) -> Result<HttpResponse, ApiError> {
    let p = params.into_inner();
    answer::shared(&circular::public_list(&app, limit(p.limit)?, p.cursor.as_deref()).await?)
}

/// A notice that is for everybody.
///
/// For everyone; 404 for what is not public or was withdrawn.
#[utoipa::path(operation_id = "public_circular_show", tag = "public",
    params(("id" = CircularId, Path, description = "Id of the notice.")),
    responses((status = 200, body = PublicCircular), Problems))]
#[get("/public/circulars/{id}")]
async fn public_show(app: web::Data<App>, id: Id<CircularId>) -> Result<HttpResponse, ApiError> {
    answer::shared(&circular::public_show(&app, id.0).await?)
}
