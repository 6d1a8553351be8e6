//! Headers that every answer carries.

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web::Data;

/// Built once for the installation.
pub struct SecurityHeaders {
    page: HeaderValue,
    documentation: HeaderValue,
}

impl SecurityHeaders {
    /// `storage` is the origin that pictures are loaded from and files sent to, where it is not our own.
    pub fn new(storage: Option<&str>) -> Self {
        let storage = storage.map(|origin| format!(" {origin}")).unwrap_or_default();
        let policy = |scripts: &str, styles: &str| {
            format!(
                "default-src 'self'; script-src 'self' {scripts}; style-src 'self' {styles}; \
                 img-src 'self' data: blob:{storage}; media-src 'self' blob:{storage}; connect-src 'self'{storage}; \
                 object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
            )
        };
        let value = |text: String| {
            HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("default-src 'self'"))
        };
        Self {
            page: value(policy("'wasm-unsafe-eval'", "")),
            // The interactive documentation sets styles from its scripts.
            documentation: value(policy("", "'unsafe-inline'")),
        }
    }
}

pub async fn secure<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let headers = request.app_data::<Data<SecurityHeaders>>().cloned();
    let documentation = request.path().starts_with("/api/docs");
    let mut answer = next.call(request).await?;
    let out = answer.headers_mut();
    if let Some(headers) = headers
        && !out.contains_key(header::CONTENT_SECURITY_POLICY)
    {
        let policy = if documentation {
            &headers.documentation
        } else {
            &headers.page
        };
        out.insert(header::CONTENT_SECURITY_POLICY, policy.clone());
    }
    out.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    out.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    out.insert(
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), microphone=(), geolocation=(self)"),
    );
    Ok(answer)
}
