//! What the security administrator (安全管理员) does: roles, locks, lost authenticators. And what the audit administrator
//! (审计管理员) reads.

use actix_web::{HttpResponse, delete, get, post, put, web};
use app::audit::AuditQuery;
use app::grant::GrantQuery;
use app::{App, audit, grant};
use domain::access::Role;
use domain::audit::{AuditEntry, AuditOutcome};
use domain::grant::{AccountView, HeldGrant, LockAccount, NewGrant};
use domain::id::{AccountId, GrantId};
use domain::page::Page;
use domain::problem::{Fault, FaultCode};
use domain::region::RegionCode;
use domain::time::Instant;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::answer;
use crate::extract::{Body, Id, IfMatch, Query, RepeatKey, SignedIn};
use crate::problem::{ApiError, Problems};
use crate::routes::limit;

pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(list)
        .service(give)
        .service(take_back)
        .service(accounts)
        .service(account)
        .service(lock)
        .service(unlock)
        .service(reset_second_factor)
        .service(end_sessions)
        .service(log);
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct GrantParams {
    /// Only this role.
    #[param(inline)]
    role: Option<Role>,
    /// Only roles over exactly this region.
    #[param(value_type = Option<String>)]
    region: Option<String>,
    /// Only roles of this account.
    account_id: Option<AccountId>,
    limit: Option<u32>,
    cursor: Option<String>,
}

/// Roles in force with who holds them, latest first.
///
/// For the security administrator; phones are masked.
#[utoipa::path(operation_id = "grant_list", tag = "administration", params(GrantParams), security(("bearer" = [])),
    responses((status = 200, body = Page<HeldGrant>), Problems))]
#[get("/grants")]
async fn list(
    app: web::Data<App>,
    me: SignedIn,
    params: Query<GrantParams>,
) -> Result<HttpResponse, ApiError> {
    let p = params.into_inner();
    let region = match &p.region {
        None => None,
        Some(code) => Some(
            code.parse::<RegionCode>()
                .map_err(|_| Fault::new("/region", FaultCode::UnknownRegion).with(code))?,
        ),
    };
    let filter = GrantQuery {
        role: p.role,
        region,
        account: p.account_id,
    };
    let page = grant::list(&app, &me.0, filter, limit(p.limit)?, p.cursor.as_deref()).await?;
    Ok(answer::ok(&page))
}

/// Gives a role to the account of a phone, which is made where there is none.
///
/// For the security administrator, to others only (409 `own_account`). Roles over regions need `region_code`, those in
/// organisations `organization_id`. 409 `duties_separated` where system, security or audit would meet each other or a
/// role over a region in one account.
#[utoipa::path(operation_id = "grant_create", tag = "administration", security(("bearer" = [])),
    params(("Idempotency-Key" = Option<String>, Header)), request_body = NewGrant,
    responses((status = 201, body = HeldGrant, headers(("Location" = String))), Problems))]
#[post("/grants")]
async fn give(
    app: web::Data<App>,
    me: SignedIn,
    key: RepeatKey,
    body: Body<NewGrant>,
) -> Result<HttpResponse, ApiError> {
    let key = key.with(&body.digest);
    let made = grant::give(&app, &me.0, body.into_inner(), key).await?;
    let location = |made: &HeldGrant| format!("/api/v1/grants?account_id={}", made.account_id);
    Ok(answer::created(&made, location, |_| None))
}

/// Takes a role back, from the next request on.
///
/// For the security administrator; not one's own. What was done with it stays.
#[utoipa::path(operation_id = "grant_delete", tag = "administration", security(("bearer" = [])),
    params(("id" = GrantId, Path)), responses((status = 204), Problems))]
#[delete("/grants/{id}")]
async fn take_back(app: web::Data<App>, me: SignedIn, id: Id<GrantId>) -> Result<HttpResponse, ApiError> {
    grant::take_back(&app, &me.0, id.0).await?;
    Ok(answer::no_content())
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct AccountParams {
    /// 11-digit mainland mobile number, whole: accounts cannot be leafed through.
    #[param(example = "13900000004")]
    phone: String,
}

/// The account of a phone, or nothing.
///
/// For the security administrator. There is no list of all accounts: whoever looks for somebody knows the number.
#[utoipa::path(operation_id = "account_list", tag = "administration", params(AccountParams), security(("bearer" = [])),
    responses((status = 200, body = Page<AccountView>), Problems))]
#[get("/accounts")]
async fn accounts(
    app: web::Data<App>,
    me: SignedIn,
    params: Query<AccountParams>,
) -> Result<HttpResponse, ApiError> {
    let phone = params.into_inner().phone;
    Ok(answer::ok(&grant::find_account(&app, &me.0, &phone).await?))
}

/// An account with its roles, its lock and whether it has an authenticator.
///
/// For the security administrator; the phone is masked.
#[utoipa::path(operation_id = "account_of", tag = "administration", security(("bearer" = [])),
    params(("id" = AccountId, Path)),
    responses((status = 200, body = AccountView, headers(("ETag" = String))), Problems))]
#[get("/accounts/{id}")]
async fn account(app: web::Data<App>, me: SignedIn, id: Id<AccountId>) -> Result<HttpResponse, ApiError> {
    let found = grant::show_account(&app, &me.0, id.0).await?;
    Ok(answer::versioned(&found, found.version))
}

/// Locks an account: nobody signs in with it, and every session ends at once.
///
/// For the security administrator; not one's own. The reason is kept with the account.
#[utoipa::path(operation_id = "account_lock", tag = "administration", security(("bearer" = [])),
    params(("id" = AccountId, Path), ("If-Match" = String, Header)), request_body = LockAccount,
    responses((status = 200, body = AccountView, headers(("ETag" = String))), Problems))]
#[put("/accounts/{id}/lock")]
async fn lock(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<AccountId>,
    IfMatch(expected): IfMatch,
    body: Body<LockAccount>,
) -> Result<HttpResponse, ApiError> {
    let done = grant::lock(&app, &me.0, id.0, expected, body.into_inner()).await?;
    Ok(answer::versioned(&done, done.version))
}

/// Opens a locked account again.
///
/// For the security administrator; not one's own. Its roles are what they were.
#[utoipa::path(operation_id = "account_unlock", tag = "administration", security(("bearer" = [])),
    params(("id" = AccountId, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = AccountView, headers(("ETag" = String))), Problems))]
#[delete("/accounts/{id}/lock")]
async fn unlock(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<AccountId>,
    IfMatch(expected): IfMatch,
) -> Result<HttpResponse, ApiError> {
    let done = grant::unlock(&app, &me.0, id.0, expected).await?;
    Ok(answer::versioned(&done, done.version))
}

/// Removes somebody's authenticator whose phone is lost; with the next sign-in it is set up anew.
///
/// For the security administrator, who has made sure who asks; not one's own. Every session of the account ends. 409
/// `second_factor_absent` where there is none.
#[utoipa::path(operation_id = "account_reset_second_factor", tag = "administration", security(("bearer" = [])),
    params(("id" = AccountId, Path)), responses((status = 200, body = AccountView), Problems))]
#[delete("/accounts/{id}/second-factor")]
async fn reset_second_factor(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<AccountId>,
) -> Result<HttpResponse, ApiError> {
    Ok(answer::ok(&grant::reset_second_factor(&app, &me.0, id.0).await?))
}

/// Ends every session of an account.
///
/// For the security administrator; not one's own, see `DELETE /auth/sessions/{id}`.
#[utoipa::path(operation_id = "account_end_sessions", tag = "administration", security(("bearer" = [])),
    params(("id" = AccountId, Path)), responses((status = 200, body = AccountView), Problems))]
#[delete("/accounts/{id}/sessions")]
async fn end_sessions(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<AccountId>,
) -> Result<HttpResponse, ApiError> {
    Ok(answer::ok(&grant::end_sessions(&app, &me.0, id.0).await?))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct LogParams {
    /// Only what this account did.
    account_id: Option<AccountId>,
    /// Only this operation of the document, such as `activity_submit`.
    operation: Option<String>,
    /// Only with this outcome.
    #[param(inline)]
    outcome: Option<AuditOutcome>,
    /// Only what was done to this: the last identifier of the path.
    object_id: Option<Uuid>,
    /// From this time on.
    #[param(value_type = Option<String>, format = DateTime)]
    from: Option<Instant>,
    /// Before this time.
    #[param(value_type = Option<String>, format = DateTime)]
    to: Option<Instant>,
    limit: Option<u32>,
    cursor: Option<String>,
}

/// The audit log: who did what, from where, and whether it succeeded. Latest first.
///
/// For the audit administrator alone, who can change nothing; reading it leaves an entry, too. Entries are kept for at
/// least 180 days.
#[utoipa::path(operation_id = "audit_list", tag = "administration", params(LogParams), security(("bearer" = [])),
    responses((status = 200, body = Page<AuditEntry>), Problems))]
#[get("/audit-log")]
async fn log(app: web::Data<App>, me: SignedIn, params: Query<LogParams>) -> Result<HttpResponse, ApiError> {
    let p = params.into_inner();
    let query = AuditQuery {
        account_id: p.account_id,
        operation: p.operation,
        outcome: p.outcome,
        object_id: p.object_id,
        from: p.from,
        to: p.to,
    };
    let page = audit::list(&app, &me.0, query, limit(p.limit)?, p.cursor.as_deref()).await?;
    Ok(answer::ok(&page))
}
