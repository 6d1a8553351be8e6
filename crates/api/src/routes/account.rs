//! Signing in and one's own account.

use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::{HttpRequest, HttpResponse, delete, get, patch, post, web};
use app::account::second_factor as factor;
use app::{App, account};
use domain::account::{
    Device, Me, ProfileChange, RecoveryCodes, RefreshRequest, SecondFactor, SecondFactorCode,
    SecondFactorSecret, SignIn, SignedIn, SmsCodeIssued, SmsCodeRequest, TokenTransport,
};
use domain::id::SessionId;
use domain::page::Page;
use domain::problem::Code;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer;
use crate::extract::{Body, Enrolling, Id, IfMatch, InSession, Optional, SignedIn as Caller};
use crate::limits::RateLimit;
use crate::problem::{ApiError, Problems};
use crate::server::PublicUrl;

pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(send_code)
        .service(sign_in)
        .service(refresh)
        .service(sign_out)
        .service(devices)
        .service(end_device)
        .service(show)
        .service(change)
        .service(erase)
        .service(export)
        .service(second_factor)
        .service(begin_second_factor)
        .service(confirm_second_factor)
        .service(renew_recovery_codes)
        .service(remove_second_factor);
}

/// The browser's refresh token. Scripts cannot read it, other sites cannot send it.
const COOKIE: &str = "kepu_refresh";
const COOKIE_PATH: &str = "/api/v1/auth";

fn cookie(token: String, days: i64, site: &PublicUrl) -> Cookie<'static> {
    Cookie::build(COOKIE, token)
        .path(COOKIE_PATH)
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(site.0.starts_with("https://"))
        .max_age(Duration::days(days))
        .finish()
}

/// Sends a sign-in code by SMS.
///
/// For everyone. Whether the phone has an account is not told. 429 with `Retry-After` when a code was sent a moment
/// ago (`resend_too_soon`), the phone has had its codes of the day (`too_many_codes`), or too many were asked for
/// from the network address.
#[utoipa::path(operation_id = "account_send_code", tag = "account", request_body = SmsCodeRequest,
    responses((status = 202, body = SmsCodeIssued), Problems))]
#[post("/auth/sms-codes")]
async fn send_code(
    app: web::Data<App>,
    limit: web::Data<RateLimit>,
    request: HttpRequest,
    body: Body<SmsCodeRequest>,
) -> Result<HttpResponse, ApiError> {
    let address = limit.network(&request).to_string();
    let issued = account::send_code(&app, body.into_inner(), &address).await?;
    Ok(HttpResponse::Accepted()
        .insert_header(("cache-control", "no-store"))
        .json(issued))
}

/// Signs in with phone and code. Browsers ask for `"transport": "cookie"`, others get the refresh token in the body.
///
/// For everyone; the first sign-in makes the account. Refused with 401 `invalid_code`, after several wrong tries
/// with 429 `too_many_attempts`, and with 403 `account_locked`. With 401 `second_factor_needed` or
/// `invalid_second_factor` the code by SMS was right and stays good: send it again with `totp`. The access token lasts
/// 15 minutes.
#[utoipa::path(operation_id = "account_sign_in", tag = "account", request_body = SignIn,
    responses((status = 201, body = SignedIn), Problems))]
#[post("/auth/sessions")]
async fn sign_in(
    app: web::Data<App>,
    site: web::Data<PublicUrl>,
    request: HttpRequest,
    body: Body<SignIn>,
) -> Result<HttpResponse, ApiError> {
    let asked = body.into_inner();
    let transport = asked.transport;
    let device = request
        .headers()
        .get("user-agent")
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default()
        .to_owned();
    let signed_in = account::sign_in(&app, asked, &device).await?;
    Ok(with_tokens(HttpResponse::Created(), signed_in, transport, &site))
}

fn with_tokens(
    mut answer: actix_web::HttpResponseBuilder,
    mut signed_in: SignedIn,
    transport: TokenTransport,
    site: &PublicUrl,
) -> HttpResponse {
    answer.insert_header(("cache-control", "no-store"));
    if transport == TokenTransport::Cookie
        && let Some(token) = signed_in.refresh_token.take()
    {
        answer.cookie(cookie(token, 30, site));
    }
    answer.json(signed_in)
}

/// Exchanges the refresh token for a new pair. Each is good once; using one twice ends the session.
///
/// For half a minute the one used last gives another pair, until one of them is used: an answer may be lost on the way.
/// The refresh token comes from the body or from the cookie of a browser. 401 `session_revoked` when it was used
/// before, when the session has ended, or when it was not used for a week.
#[utoipa::path(operation_id = "account_refresh", tag = "account", request_body = Option<RefreshRequest>,
    responses((status = 200, body = SignedIn), Problems))]
#[post("/auth/sessions/refresh")]
async fn refresh(
    app: web::Data<App>,
    site: web::Data<PublicUrl>,
    request: HttpRequest,
    body: Optional<RefreshRequest>,
) -> Result<HttpResponse, ApiError> {
    let sent = body.0.unwrap_or_default().refresh_token;
    let kept = request.cookie(COOKIE).map(|cookie| cookie.value().to_owned());
    let (token, transport) = match (sent, kept) {
        (Some(token), _) => (token, TokenTransport::Body),
        (None, Some(token)) => (token, TokenTransport::Cookie),
        (None, None) => return Err(Code::NotSignedIn.into()),
    };
    let signed_in = account::refresh(&app, &token).await?;
    Ok(with_tokens(HttpResponse::Ok(), signed_in, transport, &site))
}

/// Signs this device out.
///
/// Ends the session of the access token and takes the browser's cookie away.
#[utoipa::path(operation_id = "account_sign_out", tag = "account", security(("bearer" = [])), responses((status = 204), Problems))]
#[delete("/auth/sessions/current")]
async fn sign_out(
    app: web::Data<App>,
    site: web::Data<PublicUrl>,
    me: Enrolling,
) -> Result<HttpResponse, ApiError> {
    account::sign_out(&app, &me.0).await?;
    Ok(HttpResponse::NoContent()
        .cookie(cookie(String::new(), 0, &site))
        .finish())
}

/// The devices on which one is signed in.
///
/// Sessions that have not ended, last used first; the one that asks is marked.
#[utoipa::path(operation_id = "account_devices", tag = "account", security(("bearer" = [])),
    responses((status = 200, body = Page<Device>), Problems))]
#[get("/auth/sessions")]
async fn devices(app: web::Data<App>, me: InSession) -> Result<HttpResponse, ApiError> {
    Ok(answer::ok(&account::list_devices(&app, &me.0).await?))
}

/// Signs another device out.
///
/// Ends another session of one's own; those of others are 404.
#[utoipa::path(operation_id = "account_end_device", tag = "account", security(("bearer" = [])), params(("id" = SessionId, Path)),
    responses((status = 204), Problems))]
#[delete("/auth/sessions/{id}")]
async fn end_device(app: web::Data<App>, me: InSession, id: Id<SessionId>) -> Result<HttpResponse, ApiError> {
    account::end_device(&app, &me.0, id.0).await?;
    Ok(answer::no_content())
}

/// One's own account with its roles.
///
/// For everyone who is signed in, with or without roles. The roles are those of this moment, with those of people
/// one stands in for.
#[utoipa::path(operation_id = "account_show", tag = "account", security(("bearer" = [])),
    responses((status = 200, body = Me, headers(("ETag" = String))), Problems))]
#[get("/me")]
async fn show(app: web::Data<App>, me: Enrolling) -> Result<HttpResponse, ApiError> {
    let me = account::show(&app, &me.0).await?;
    Ok(answer::versioned(&me, me.version))
}

/// Changes one's own name.
///
/// The name is 1 to 30 characters. 412 when the account was changed meanwhile.
#[utoipa::path(operation_id = "account_change", tag = "account", security(("bearer" = [])), request_body = ProfileChange,
    params(("If-Match" = String, Header)), responses((status = 200, body = Me, headers(("ETag" = String))), Problems))]
#[patch("/me")]
async fn change(
    app: web::Data<App>,
    me: InSession,
    IfMatch(expected): IfMatch,
    body: Body<ProfileChange>,
) -> Result<HttpResponse, ApiError> {
    let me = account::change(&app, &me.0, expected, body.into_inner()).await?;
    Ok(answer::versioned(&me, me.version))
}

/// Deletes one's own account; 409 while it holds roles, which must be handed over first.
///
/// Phone, name and devices are deleted and every session ends; what was filed stays with the organisation.
#[utoipa::path(operation_id = "account_erase", tag = "account", security(("bearer" = [])), responses((status = 204), Problems))]
#[delete("/me")]
async fn erase(
    app: web::Data<App>,
    site: web::Data<PublicUrl>,
    me: Caller,
) -> Result<HttpResponse, ApiError> {
    account::erase(&app, &me.0).await?;
    Ok(HttpResponse::NoContent()
        .cookie(cookie(String::new(), 0, &site))
        .finish())
}

/// Everything that is kept of one's own account.
///
/// For the person whom it is about: phone, profile with roles, and devices, as one JSON object.
#[utoipa::path(operation_id = "account_export", tag = "account", security(("bearer" = [])),
    responses((status = 200, body = serde_json::Value, example = json!({
        "exported_at": "2026-09-15T01:00:00Z", "phone": "13800138000", "devices": [],
        "profile": { "id": "01a20f27-b40d-76bb-a123-bedf8a4a1512", "display_name": "王小明", "grants": [] } })), Problems))]
#[get("/me/export")]
async fn export(app: web::Data<App>, me: InSession) -> Result<HttpResponse, ApiError> {
    Ok(answer::ok(&account::export(&app, &me.0).await?))
}

/// Whether an authenticator (TOTP, RFC 6238) is set up for one's own account.
///
/// For everyone signed in. Where `required`, roles cannot be used without: every other operation refuses with 403
/// `second_factor_required` until it is set up, or this session has given a code.
#[utoipa::path(operation_id = "second_factor_show", tag = "account", security(("bearer" = [])),
    responses((status = 200, body = SecondFactor), Problems))]
#[get("/me/second-factor")]
async fn second_factor(app: web::Data<App>, me: Enrolling) -> Result<HttpResponse, ApiError> {
    Ok(answer::ok(&factor::show(&app, &me.0.actor).await?))
}

/// Begins to set up an authenticator: what it has to know, shown once.
///
/// For everyone signed in. Nothing changes until a first code confirms it; asked again, the secret before is void. 409
/// `second_factor_active` when one is set up.
#[utoipa::path(operation_id = "second_factor_begin", tag = "account", security(("bearer" = [])),
    responses((status = 201, body = SecondFactorSecret), Problems))]
#[post("/me/second-factor")]
async fn begin_second_factor(app: web::Data<App>, me: Enrolling) -> Result<HttpResponse, ApiError> {
    let begun = factor::begin(&app, &me.0.actor).await?;
    Ok(HttpResponse::Created()
        .insert_header(("cache-control", "no-store"))
        .json(begun))
}

/// Confirms the authenticator with a first code, and answers recovery codes, shown once.
///
/// For everyone who has begun. With one that is set up already, the code is good for this session, and there are no new
/// recovery codes. 401 `invalid_second_factor` for a wrong code, 429 `too_many_attempts` after five.
#[utoipa::path(operation_id = "second_factor_confirm", tag = "account", security(("bearer" = [])),
    request_body = SecondFactorCode, responses((status = 200, body = RecoveryCodes), Problems))]
#[post("/me/second-factor/confirmations")]
async fn confirm_second_factor(
    app: web::Data<App>,
    me: Enrolling,
    body: Body<SecondFactorCode>,
) -> Result<HttpResponse, ApiError> {
    Ok(answer::ok(
        &factor::confirm(&app, &me.0, body.into_inner()).await?,
    ))
}

/// Gives out new recovery codes; those before are void.
///
/// For everyone with an authenticator, with a code of it.
#[utoipa::path(operation_id = "second_factor_renew_codes", tag = "account", security(("bearer" = [])),
    request_body = SecondFactorCode, responses((status = 200, body = RecoveryCodes), Problems))]
#[post("/me/second-factor/recovery-codes")]
async fn renew_recovery_codes(
    app: web::Data<App>,
    me: InSession,
    body: Body<SecondFactorCode>,
) -> Result<HttpResponse, ApiError> {
    let codes = factor::renew_codes(&app, &me.0.actor, body.into_inner()).await?;
    Ok(answer::ok(&codes))
}

/// Removes the authenticator, to set up another one.
///
/// For everyone who has one, with a code of it or a recovery code. Roles that need one cannot be used afterwards.
#[utoipa::path(operation_id = "second_factor_remove", tag = "account", security(("bearer" = [])),
    request_body = SecondFactorCode, responses((status = 204), Problems))]
#[post("/me/second-factor/removals")]
async fn remove_second_factor(
    app: web::Data<App>,
    me: InSession,
    body: Body<SecondFactorCode>,
) -> Result<HttpResponse, ApiError> {
    factor::remove(&app, &me.0.actor, body.into_inner()).await?;
    Ok(answer::no_content())
}
