//! Other systems: their clients, and the token endpoint (RFC 6749).

use actix_web::http::header::{CACHE_CONTROL, PRAGMA, WWW_AUTHENTICATE};
use actix_web::{HttpRequest, HttpResponse, delete, get, patch, post, web};
use app::App;
use app::api_client::{self, TokenRefusal, TokenRequest};
use base64::Engine;
use domain::api_client::{
    ApiClient, ApiClientChange, ClientToken, IssuedApiClient, NewApiClient, Rotation, Scope,
};
use domain::id::ApiClientId;
use domain::page::Page;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer;
use crate::extract::{Body, Form, Id, IfMatch, Query, SignedIn, header_text};
use crate::problem::{ApiError, Problems};
use crate::routes::limit;
use crate::server::PublicUrl;

pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(token)
        .service(create)
        .service(list)
        .service(show)
        .service(change)
        .service(rotate)
        .service(revoke);
}

/// What a client asks a token with, as a form.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
struct TokenForm {
    #[schema(example = "client_credentials")]
    grant_type: String,
    /// Where the client does not use HTTP Basic.
    client_id: Option<String>,
    client_secret: Option<String>,
    /// Scopes separated by spaces; all of the client's when left out.
    #[schema(example = "activities:read organizations:sync")]
    scope: Option<String>,
}

/// Why there is no token (RFC 6749 §5.2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
struct OAuthError {
    /// `invalid_request`, `invalid_client`, `invalid_scope` or `unsupported_grant_type`.
    #[schema(example = "invalid_client")]
    error: String,
    #[schema(example = "Unknown client, wrong secret, or the client was revoked")]
    error_description: String,
}

/// A token for another system.
///
/// OAuth 2.0 client credentials (RFC 6749 §4.4), the credentials by HTTP Basic or in the form. Good for 15 minutes;
/// there is no refresh token, ask again. Errors are those of OAuth, not problem details.
#[utoipa::path(operation_id = "oauth_token", tag = "integration",
    request_body(content = TokenForm, content_type = "application/x-www-form-urlencoded"),
    responses((status = 200, body = ClientToken), (status = 400, body = OAuthError), (status = 401, body = OAuthError),
        (status = 413, description = "Too large", body = domain::problem::Problem, content_type = "application/problem+json"),
        (status = 415, description = "Not a form", body = domain::problem::Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many requests", body = domain::problem::Problem, content_type = "application/problem+json"),
        (status = 503, description = "The database is down", body = domain::problem::Problem, content_type = "application/problem+json")))]
#[post("/oauth/token")]
async fn token(
    app: web::Data<App>,
    request: HttpRequest,
    form: Form<TokenForm>,
) -> Result<HttpResponse, ApiError> {
    let form = form.0;
    let (by_header, in_form) = (basic(&request), form.client_id.zip(form.client_secret));
    let asked = match (by_header, in_form) {
        // RFC 6749 §2.3: one way at a time.
        (Some(_), Some(_)) => Err(TokenRefusal::InvalidRequest),
        (Some((client_id, client_secret)), None) | (None, Some((client_id, client_secret))) => {
            let request = TokenRequest {
                grant_type: form.grant_type,
                client_id,
                client_secret,
                scope: form.scope,
            };
            api_client::issue(&app, request).await
        }
        (None, None) => Err(TokenRefusal::InvalidClient),
    };
    match asked {
        Ok(token) => Ok(HttpResponse::Ok()
            .insert_header((CACHE_CONTROL, "no-store"))
            .insert_header((PRAGMA, "no-cache"))
            .json(token)),
        Err(refusal) => refused(refusal),
    }
}

/// The credentials of HTTP Basic, each form-encoded (RFC 6749 §2.3.1).
fn basic(request: &HttpRequest) -> Option<(String, String)> {
    let (scheme, encoded) = header_text(request, "authorization")?.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let bytes = base64::engine::general_purpose::STANDARD
        .decode(encoded.trim())
        .ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let (id, secret) = text.split_once(':')?;
    let plain = |part: &str| {
        let whole = format!("v={part}");
        form_urlencoded::parse(whole.as_bytes())
            .next()
            .map(|(_, value)| value.into_owned())
    };
    Some((plain(id)?, plain(secret)?))
}

fn refused(refusal: TokenRefusal) -> Result<HttpResponse, ApiError> {
    let description = match &refusal {
        TokenRefusal::InvalidRequest => "grant_type is missing, or credentials were sent twice",
        TokenRefusal::InvalidClient => "Unknown client, wrong secret, or the client was revoked",
        TokenRefusal::UnsupportedGrantType => "Only client_credentials is supported",
        TokenRefusal::InvalidScope => "A scope is unknown, or the client was not given it",
        TokenRefusal::App(_) => "",
    };
    let error = OAuthError {
        error: refusal.to_string(),
        error_description: description.to_owned(),
    };
    let mut answer = match refusal {
        TokenRefusal::App(error) => return Err(error.into()),
        TokenRefusal::InvalidClient => {
            let mut answer = HttpResponse::Unauthorized();
            answer.insert_header((WWW_AUTHENTICATE, "Basic realm=\"kepu\""));
            answer
        }
        _ => HttpResponse::BadRequest(),
    };
    Ok(answer.insert_header((CACHE_CONTROL, "no-store")).json(error))
}

/// Where tokens come from, for libraries (RFC 8414).
#[derive(Debug, Serialize, ToSchema)]
struct ServerMetadata {
    issuer: String,
    token_endpoint: String,
    scopes_supported: Vec<Scope>,
    response_types_supported: Vec<String>,
    grant_types_supported: Vec<String>,
    token_endpoint_auth_methods_supported: Vec<String>,
    service_documentation: String,
}

/// Metadata of the authorization server (RFC 8414).
///
/// Libraries for OAuth read from here where tokens are and which scopes there are.
#[utoipa::path(operation_id = "oauth_metadata", tag = "integration", responses((status = 200, body = ServerMetadata)))]
#[get("/.well-known/oauth-authorization-server")]
pub async fn metadata(site: web::Data<PublicUrl>) -> HttpResponse {
    let at = |path: &str| format!("{}{path}", site.0);
    let all = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    HttpResponse::Ok()
        .insert_header((CACHE_CONTROL, "public, max-age=300"))
        .json(ServerMetadata {
            issuer: site.0.clone(),
            token_endpoint: at("/api/v1/oauth/token"),
            scopes_supported: Scope::ALL.to_vec(),
            response_types_supported: Vec::new(),
            grant_types_supported: all(&["client_credentials"]),
            token_endpoint_auth_methods_supported: all(&["client_secret_basic", "client_secret_post"]),
            service_documentation: at("/api/docs/"),
        })
}

/// Makes a client for another system.
///
/// For system administrators. The secret is in this answer and nowhere else afterwards.
#[utoipa::path(operation_id = "api_client_create", tag = "integration", security(("bearer" = [])), request_body = NewApiClient,
    responses((status = 201, body = IssuedApiClient, headers(("Location" = String), ("ETag" = String))), Problems))]
#[post("/api-clients")]
async fn create(
    app: web::Data<App>,
    me: SignedIn,
    body: Body<NewApiClient>,
) -> Result<HttpResponse, ApiError> {
    let made = app::Outcome::New(api_client::create(&app, &me.0, body.into_inner()).await?);
    Ok(answer::created(
        &made,
        |c| format!("/api/v1/api-clients/{}", c.client.id),
        |c| Some(c.client.version),
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

/// Clients of other systems.
///
/// For system administrators; the latest first, revoked ones included. Secrets are never shown.
#[utoipa::path(operation_id = "api_client_list", tag = "integration", security(("bearer" = [])), params(ListParams),
    responses((status = 200, body = Page<ApiClient>), Problems))]
#[get("/api-clients")]
async fn list(
    app: web::Data<App>,
    me: SignedIn,
    params: Query<ListParams>,
) -> Result<HttpResponse, ApiError> {
    let p = params.into_inner();
    let page = api_client::list(&app, &me.0, limit(p.limit)?, p.cursor).await?;
    Ok(answer::ok(&page))
}

/// One client.
///
/// For system administrators.
#[utoipa::path(operation_id = "api_client_show", tag = "integration", security(("bearer" = [])), params(("id" = ApiClientId, Path, description = "The client_id")),
    responses((status = 200, body = ApiClient, headers(("ETag" = String))), Problems))]
#[get("/api-clients/{id}")]
async fn show(app: web::Data<App>, me: SignedIn, id: Id<ApiClientId>) -> Result<HttpResponse, ApiError> {
    let found = api_client::show(&app, &me.0, id.0).await?;
    Ok(answer::versioned(&found, found.version))
}

/// Changes what a client may do.
///
/// For system administrators. Counts from the client's next request on, whatever its tokens say.
#[utoipa::path(operation_id = "api_client_change", tag = "integration", security(("bearer" = [])), request_body = ApiClientChange,
    params(("id" = ApiClientId, Path, description = "The client_id"), ("If-Match" = String, Header, description = "The version the change is based on")),
    responses((status = 200, body = ApiClient, headers(("ETag" = String))), Problems))]
#[patch("/api-clients/{id}")]
async fn change(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<ApiClientId>,
    IfMatch(expected): IfMatch,
    body: Body<ApiClientChange>,
) -> Result<HttpResponse, ApiError> {
    let changed = api_client::change(&app, &me.0, id.0, expected, body.into_inner()).await?;
    Ok(answer::versioned(&changed, changed.version))
}

/// Gives a client a new secret.
///
/// For system administrators. The secret before, and every token got with it, is refused from now on, or after
/// `overlap_hours`.
#[utoipa::path(operation_id = "api_client_rotate", tag = "integration", security(("bearer" = [])), request_body = Rotation,
    params(("id" = ApiClientId, Path, description = "The client_id"), ("If-Match" = String, Header, description = "The version the change is based on")),
    responses((status = 200, body = IssuedApiClient, headers(("ETag" = String))), Problems))]
#[post("/api-clients/{id}/secrets")]
async fn rotate(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<ApiClientId>,
    IfMatch(expected): IfMatch,
    body: Body<Rotation>,
) -> Result<HttpResponse, ApiError> {
    let issued = api_client::rotate(&app, &me.0, id.0, expected, body.into_inner()).await?;
    Ok(answer::versioned(&issued, issued.client.version))
}

/// Revokes a client.
///
/// For system administrators. Its tokens are refused from now on; it stays in the list.
#[utoipa::path(operation_id = "api_client_revoke", tag = "integration", security(("bearer" = [])),
    params(("id" = ApiClientId, Path, description = "The client_id"), ("If-Match" = String, Header, description = "The version the change is based on")),
    responses((status = 204), Problems))]
#[delete("/api-clients/{id}")]
async fn revoke(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<ApiClientId>,
    IfMatch(expected): IfMatch,
) -> Result<HttpResponse, ApiError> {
    api_client::revoke(&app, &me.0, id.0, expected).await?;
    Ok(answer::no_content())
}
