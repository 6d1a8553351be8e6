//! The embedded object store under `/media` of the same origin: presigned requests go there as they would to any S3.

use std::io;

use actix_web::body::BodyStream;
use actix_web::error::PayloadError;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use futures_util::{StreamExt as _, TryStreamExt as _};
use media::embedded::{Body, EmbeddedS3, request_body};

const ROOT: &str = "/media";

/// Whether a path belongs to storage, which answers in its own protocol.
pub fn is_below(path: &str) -> bool {
    path.strip_prefix(ROOT)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Needs `app_data(web::Data<EmbeddedS3>)`.
pub fn routes(cfg: &mut web::ServiceConfig) {
    cfg.route(ROOT, web::route().to(forward))
        .route("/media/{tail:.*}", web::route().to(forward));
}

async fn forward(s3: web::Data<EmbeddedS3>, request: HttpRequest, payload: web::Payload) -> HttpResponse {
    // actix speaks `http` 0.2, storage `http` 1. Path and query as they came: they are signed.
    let mut builder = http::Request::builder()
        .method(request.method().as_str())
        .uri(request.uri().to_string());
    for (name, value) in request.headers() {
        builder = builder.header(name.as_str(), value.as_bytes());
    }
    let Ok(mut forwarded) = builder.body(()) else {
        return HttpResponse::BadRequest().finish();
    };
    if !forwarded.headers().contains_key(http::header::HOST)
        && let Ok(host) = http::HeaderValue::from_str(request.connection_info().host())
    {
        // HTTP/2 has `:authority` instead.
        forwarded.headers_mut().insert(http::header::HOST, host);
    }
    let (sender, body) = request_body(forwarded.headers());
    if let Some(sender) = sender {
        // The payload is not `Send`: it stays on this worker. A client that goes away is passed on as an error, so that
        // storage does not keep half a file.
        actix_web::rt::spawn(async move {
            let mut chunks = payload.into_inner();
            while let Some(chunk) = chunks.next().await {
                let failed = chunk.is_err();
                let sent = sender.send(chunk.map_err(|e: PayloadError| io::Error::other(e.to_string())));
                if sent.await.is_err() || failed {
                    break;
                }
            }
        });
    }
    let (head, body) = s3.call(forwarded.map(|()| body)).await.into_parts();
    answer(head, body)
}

fn answer(head: http::response::Parts, body: Body) -> HttpResponse {
    let status = actix_web::http::StatusCode::from_u16(head.status.as_u16())
        .unwrap_or(actix_web::http::StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = HttpResponse::build(status);
    let mut length = None;
    for (name, value) in &head.headers {
        if name == http::header::CONTENT_LENGTH {
            length = value.to_str().ok().and_then(|n| n.parse().ok());
        } else if let (Ok(name), Ok(value)) = (
            HeaderName::from_bytes(name.as_str().as_bytes()),
            HeaderValue::from_bytes(value.as_bytes()),
        ) {
            response.append_header((name, value));
        }
    }
    if head.status.is_success() && !is_shown(head.headers.get(http::header::CONTENT_TYPE)) {
        // Anything that is not a picture, film or document of ours is a download, whatever its uploader called it.
        response.insert_header((header::CONTENT_TYPE, "application/octet-stream"));
        let disposition = head.headers.get(http::header::CONTENT_DISPOSITION);
        if !disposition.is_some_and(|d| d.as_bytes().starts_with(b"attachment")) {
            response.insert_header((header::CONTENT_DISPOSITION, "attachment"));
        }
    }
    response.insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"));
    // Whatever a file turns out to be: no script of it runs here.
    response.insert_header((header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"));
    response.insert_header((header::ACCEPT_RANGES, "bytes"));
    if let Some(length) = length {
        response.no_chunking(length);
    }
    response.body(BodyStream::new(
        body.map_err(|e| actix_web::error::ErrorBadGateway(e.to_string())),
    ))
}

/// Content types that a browser may show.
fn is_shown(content_type: Option<&http::HeaderValue>) -> bool {
    let text = content_type.and_then(|v| v.to_str().ok()).unwrap_or_default();
    let essence = text.split(';').next().unwrap_or_default().trim();
    // Storage's own documents (lists, receipts of uploads) are XML; the sandbox above keeps them inert.
    [
        "image/jpeg",
        "image/png",
        "image/webp",
        "application/pdf",
        "application/xml",
    ]
    .contains(&essence)
        || essence.starts_with("video/")
}
