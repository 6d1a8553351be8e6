//! Headers that keep a browser from doing what no page of ours needs.

use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};

/// Built once for the installation.
pub struct SecurityHeaders {
    page: HeaderValue,
    data: HeaderValue,
    documentation: HeaderValue,
    /// Whether people reach the installation over TLS only.
    secure: bool,
}

impl SecurityHeaders {
    /// `public_url` is the installation's own origin, `storage` the one that pictures are loaded from and files sent
    /// to, where it is not our own.
    pub fn new(public_url: &str, storage: Option<&str>) -> Self {
        let storage = storage.map(|origin| format!(" {origin}")).unwrap_or_default();
        let policy = |scripts: &str, styles: &str| {
            format!(
                "default-src 'self'; script-src 'self'{scripts}; style-src 'self'{styles}; \
                 img-src 'self' data: blob:{storage}; media-src 'self' blob:{storage}; connect-src 'self'{storage}; \
                 object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
            )
        };
        let value = |text: String| {
            HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("default-src 'self'"))
        };
        Self {
            page: value(policy(" 'wasm-unsafe-eval'", "")),
            data: HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"),
            // The interactive documentation sets styles from its scripts.
            documentation: value(policy("", " 'unsafe-inline'")),
            secure: public_url.starts_with("https://"),
        }
    }

    /// Adds them to an answer; a stricter content policy that is there already stays.
    pub fn add(&self, out: &mut HeaderMap, path: &str) {
        let data = path.starts_with("/api/v1/");
        if !out.contains_key(header::CONTENT_SECURITY_POLICY) {
            let policy = if data {
                &self.data
            } else if path.starts_with("/api/docs") {
                &self.documentation
            } else {
                &self.page
            };
            out.insert(header::CONTENT_SECURITY_POLICY, policy.clone());
        }
        out.insert(
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        );
        if !data {
            out.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
            out.insert(
                HeaderName::from_static("cross-origin-opener-policy"),
                HeaderValue::from_static("same-origin"),
            );
            out.insert(
                HeaderName::from_static("permissions-policy"),
                HeaderValue::from_static("camera=(), microphone=(), geolocation=(self)"),
            );
        }
        if self.secure {
            out.insert(
                header::STRICT_TRANSPORT_SECURITY,
                HeaderValue::from_static("max-age=31536000"),
            );
        }
    }
}
