//! Certificates: verified by anybody, replaced and revoked by who issued them.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::{HttpResponse, get, post, web};
use app::{App, certificate};
use domain::certificate::{Certificate, CertificateChange};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer;
use crate::extract::{Body, Id, SignedIn, Visitor};
use crate::problem::{ApiError, Problems};

pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(show).service(pdf).service(reissue).service(revoke);
}

/// Verifies a certificate: its facts, whether it holds, and the chained log of what became of it.
///
/// For everyone who holds the number. Its officials also see what they may do with it.
#[utoipa::path(operation_id = "certificate_show", tag = "public", params(("number" = String, Path)),
    responses((status = 200, body = Certificate), Problems))]
#[get("/certificates/{number}")]
async fn show(app: web::Data<App>, who: Visitor, number: Id<String>) -> Result<HttpResponse, ApiError> {
    Ok(answer::ok(
        &certificate::show(&app, who.0.as_ref(), &number.0).await?,
    ))
}

/// The certificate as PDF. A revoked one is not handed out (409 `certificate_not_valid`).
///
/// For everyone who holds the number. Printed when asked for, where its turn has not come yet; 503
/// `printing_unavailable` where the fonts for it are missing.
#[utoipa::path(operation_id = "certificate_pdf", tag = "public", params(("number" = String, Path)),
    responses((status = 200, content_type = "application/pdf", body = Vec<u8>), Problems))]
#[get("/certificates/{number}/pdf")]
async fn pdf(app: web::Data<App>, number: Id<String>) -> Result<HttpResponse, ApiError> {
    let bytes = certificate::pdf(&app, &number.0).await?;
    let name = format!("{}.pdf", number.0.trim().to_ascii_uppercase());
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "application/pdf"))
        .insert_header((CONTENT_DISPOSITION, answer::saved_as(&name)))
        .insert_header((CACHE_CONTROL, "public, max-age=300"))
        .body(bytes))
}

/// Issues a certificate anew with the names of today; the old number leads to the new one.
///
/// For officials of the level that issued it, not for those of the organisation it names (403 `recused`). A reason
/// is needed. 409 `certificate_not_valid` where it was revoked or replaced.
#[utoipa::path(operation_id = "certificate_reissue", tag = "recommendation", security(("bearer" = [])), request_body = CertificateChange,
    params(("number" = String, Path)),
    responses((status = 201, body = Certificate, headers(("Location" = String))), Problems))]
#[post("/certificates/{number}/reissues")]
async fn reissue(
    app: web::Data<App>,
    me: SignedIn,
    number: Id<String>,
    body: Body<CertificateChange>,
) -> Result<HttpResponse, ApiError> {
    let made = certificate::reissue(&app, &me.0, &number.0, body.into_inner()).await?;
    let place = |c: &Certificate| format!("/api/v1/certificates/{}", c.number);
    Ok(answer::created(&app::Outcome::New(made), place, |_| None))
}

/// Revokes a certificate, with a reason that everybody can read.
///
/// For officials of the level that issued it, not for those of the organisation it names (403 `recused`). 409
/// `certificate_not_valid` where it was revoked or replaced.
#[utoipa::path(operation_id = "certificate_revoke", tag = "recommendation", security(("bearer" = [])), request_body = CertificateChange,
    params(("number" = String, Path)),
    responses((status = 200, body = Certificate), Problems))]
#[post("/certificates/{number}/revocations")]
async fn revoke(
    app: web::Data<App>,
    me: SignedIn,
    number: Id<String>,
    body: Body<CertificateChange>,
) -> Result<HttpResponse, ApiError> {
    let done = certificate::revoke(&app, &me.0, &number.0, body.into_inner()).await?;
    Ok(answer::ok(&done))
}
