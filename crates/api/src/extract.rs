//! What handlers take out of requests. Each refuses with a problem of its own.

use std::future::Future;
use std::ops::Deref;
use std::pin::Pin;
use std::str::FromStr;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::web::{Bytes, BytesMut, Data};
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use app::account::{Presented, Recognised, read_token, recognise};
use app::{App, AppError, Repeat};
use domain::access::Actor;
use domain::problem::{Code, Fault, FaultCode, Lang};
use futures_util::StreamExt;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::problem::{ApiError, language};

/// Largest JSON body, bytes.
pub const BODY_MAX: usize = 1 << 20;

type Later<T> = Pin<Box<dyn Future<Output = Result<T, ApiError>>>>;

fn header_text<'a>(request: &'a HttpRequest, name: &str) -> Option<&'a str> {
    request.headers().get(name).and_then(|value| value.to_str().ok())
}

/// Who sends the request: 401 without a valid access token.
pub struct SignedIn(pub Actor);

/// The same, with the session of the token.
pub struct InSession(pub Recognised);

/// Who sends the request, if anyone says so.
pub struct Visitor(pub Option<Actor>);

/// The access token of a request, unread.
pub(crate) fn bearer(request: &HttpRequest) -> Option<&str> {
    header_text(request, "authorization")
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim())
}

async fn recognise_caller(request: HttpRequest) -> Result<Recognised, ApiError> {
    let app = app_of(&request)?;
    let known = request.extensions().get::<Presented>().copied();
    let presented = match known {
        Some(presented) => presented,
        None => read_token(app, bearer(&request).ok_or(Code::NotSignedIn)?)?,
    };
    Ok(recognise(app, presented).await?)
}

fn app_of(request: &HttpRequest) -> Result<&App, ApiError> {
    let data = request.app_data::<Data<App>>();
    data.map(|data| data.get_ref())
        .ok_or_else(|| AppError::Internal("the server has no app".to_owned()).into())
}

impl FromRequest for InSession {
    type Error = ApiError;
    type Future = Later<Self>;
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { recognise_caller(request).await.map(Self) })
    }
}

impl FromRequest for SignedIn {
    type Error = ApiError;
    type Future = Later<Self>;
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { recognise_caller(request).await.map(|who| Self(who.actor)) })
    }
}

impl FromRequest for Visitor {
    type Error = ApiError;
    type Future = Later<Self>;
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            if request.headers().contains_key(header::AUTHORIZATION) {
                recognise_caller(request).await.map(|who| Self(Some(who.actor)))
            } else {
                Ok(Self(None))
            }
        })
    }
}

/// A JSON body, with a digest of its bytes.
#[derive(Debug)]
pub struct Body<T> {
    pub value: T,
    pub digest: Vec<u8>,
}

impl<T> Body<T> {
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T> Deref for Body<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

fn is_json(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json") || essence.to_ascii_lowercase().ends_with("+json")
}

async fn read_whole(payload: &mut Payload, announced: Option<usize>) -> Result<Bytes, ApiError> {
    if announced.is_some_and(|length| length > BODY_MAX) {
        return Err(Code::TooLarge.into());
    }
    let mut whole = BytesMut::with_capacity(announced.unwrap_or(0));
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| ApiError::from(Code::MalformedRequest))?;
        if whole.len() + chunk.len() > BODY_MAX {
            return Err(Code::TooLarge.into());
        }
        whole.extend_from_slice(&chunk);
    }
    Ok(whole.freeze())
}

impl<T: DeserializeOwned + 'static> FromRequest for Body<T> {
    type Error = ApiError;
    type Future = Later<Self>;
    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let mut payload = payload.take();
        Box::pin(async move {
            if !header_text(&request, "content-type").is_some_and(is_json) {
                return Err(Code::UnsupportedMediaType.into());
            }
            let length = header_text(&request, "content-length").and_then(|value| value.parse().ok());
            let bytes = read_whole(&mut payload, length).await?;
            let mut reader = serde_json::Deserializer::from_slice(&bytes);
            let value = serde_path_to_error::deserialize(&mut reader).map_err(of_json)?;
            reader.end().map_err(|_| ApiError::from(Code::MalformedRequest))?;
            Ok(Self {
                value,
                digest: Sha256::digest(&bytes).to_vec(),
            })
        })
    }
}

/// A body that may be missing.
pub struct Optional<T>(pub Option<T>);

impl<T: DeserializeOwned + 'static> FromRequest for Optional<T> {
    type Error = ApiError;
    type Future = Later<Self>;
    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let empty = header_text(request, "content-type").is_none()
            || header_text(request, "content-length") == Some("0");
        if empty {
            return Box::pin(async { Ok(Self(None)) });
        }
        let body = Body::<T>::from_request(request, payload);
        Box::pin(async move { Ok(Self(Some(body.await?.into_inner()))) })
    }
}

fn of_json(error: serde_path_to_error::Error<serde_json::Error>) -> ApiError {
    if !error.inner().is_data() {
        return Code::MalformedRequest.into();
    }
    let mut pointer = String::new();
    for segment in error.path() {
        use serde_path_to_error::Segment;
        match segment {
            Segment::Seq { index } => pointer.push_str(&format!("/{index}")),
            Segment::Map { key } => {
                pointer.push_str(&format!("/{}", key.replace('~', "~0").replace('/', "~1")))
            }
            Segment::Enum { variant } => pointer.push_str(&format!("/{variant}")),
            Segment::Unknown => {}
        }
    }
    of_words(pointer, &error.into_inner().to_string())
}

/// serde tells what is wrong in words only; three of them matter to people.
fn of_words(pointer: String, words: &str) -> ApiError {
    let quoted = |words: &str| words.split('`').nth(1).unwrap_or_default().to_owned();
    let fault = if words.starts_with("missing field") {
        let name = quoted(words);
        Fault::new(format!("{pointer}/{name}"), FaultCode::Required).with(name)
    } else if words.starts_with("unknown field") {
        let name = quoted(words);
        let pointer = if pointer.ends_with(&format!("/{name}")) {
            pointer
        } else {
            format!("{pointer}/{name}")
        };
        Fault::new(pointer, FaultCode::UnknownField)
    } else if words.starts_with("unknown variant") {
        Fault::new(pointer, FaultCode::UnknownValue).with(quoted(words))
    } else {
        let kind = expected_kind(words).map(str::to_owned);
        let name = || pointer.rsplit('/').next().unwrap_or_default().to_owned();
        let kind = kind.unwrap_or_else(name);
        Fault::new(pointer, FaultCode::WrongType).with(kind)
    };
    AppError::from(fault).into()
}

/// The JSON type that was expected, in JSON's words: types of ours are nobody's business.
fn expected_kind(words: &str) -> Option<&'static str> {
    if words.contains("invalid digit") || words.contains("number too") {
        return Some("integer");
    }
    let expected = words.split("expected ").nth(1)?;
    let kinds = [
        ("a string", "string"),
        ("a borrowed string", "string"),
        ("a sequence", "array"),
        ("an array", "array"),
        ("a tuple", "array"),
        ("a map", "object"),
        ("struct", "object"),
        ("a boolean", "boolean"),
        ("an integer", "integer"),
        ("i", "integer"),
        ("u", "integer"),
        ("f", "number"),
    ];
    kinds
        .iter()
        .find(|(start, _)| expected.starts_with(start))
        .map(|(_, kind)| *kind)
}

/// The query string; what cannot be read is named by its field.
pub struct Query<T>(T);

impl<T> Query<T> {
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Error = ApiError;
    type Future = std::future::Ready<Result<Self, ApiError>>;
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let reader =
            serde_urlencoded::Deserializer::new(form_urlencoded::parse(request.query_string().as_bytes()));
        std::future::ready(
            serde_path_to_error::deserialize(reader)
                .map(Self)
                .map_err(|error| {
                    let pointer = match error.path().to_string() {
                        path if path == "." => String::new(),
                        path => format!("/{path}"),
                    };
                    of_words(pointer, &error.into_inner().to_string())
                }),
        )
    }
}

/// A path parameter; what is no identifier names nothing.
pub struct Id<T>(pub T);

impl<T: FromStr> FromRequest for Id<T> {
    type Error = ApiError;
    type Future = std::future::Ready<Result<Self, ApiError>>;
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let parameters = request.match_info();
        // Where there are several, `{id}` is the resource; the others are read by name.
        let parsed = parameters
            .get("id")
            .or_else(|| parameters.iter().last().map(|(_, value)| value))
            .and_then(|value| value.parse().ok());
        std::future::ready(parsed.map(Self).ok_or_else(|| Code::NotFound.into()))
    }
}

/// The version a change is based on: `If-Match: "7"`.
pub struct IfMatch(pub i32);

impl FromRequest for IfMatch {
    type Error = ApiError;
    type Future = std::future::Ready<Result<Self, ApiError>>;
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let version = match header_text(request, "if-match") {
            None => Err(Code::IfMatchRequired.into()),
            // A tag this server never made is a version that is no longer there: no activity has version -1.
            Some(tag) => Ok(tag
                .trim()
                .trim_start_matches("W/")
                .trim_matches('"')
                .parse()
                .unwrap_or(-1)),
        };
        std::future::ready(version.map(Self))
    }
}

/// `Idempotency-Key`, if the client sent one.
pub struct RepeatKey(Option<String>);

/// Longest key that is taken, bytes.
const KEY_MAX: usize = 200;

impl RepeatKey {
    /// Together with a digest of what was asked for.
    pub fn with(self, digest: &[u8]) -> Option<Repeat> {
        self.0.map(|key| Repeat {
            key,
            digest: digest.to_vec(),
        })
    }
}

impl FromRequest for RepeatKey {
    type Error = ApiError;
    type Future = std::future::Ready<Result<Self, ApiError>>;
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        // The same key on another operation is another key.
        let operation = request.match_pattern().unwrap_or_default();
        let key = header_text(request, "idempotency-key")
            .map(str::trim)
            .filter(|key| !key.is_empty());
        std::future::ready(match key {
            Some(key) if key.len() > KEY_MAX => Err(Code::MalformedRequest.into()),
            key => Ok(Self(key.map(|key| format!("{operation} {key}")))),
        })
    }
}

/// The language the client asks for.
pub struct Language(pub Lang);

impl FromRequest for Language {
    type Error = ApiError;
    type Future = std::future::Ready<Result<Self, ApiError>>;
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(Ok(Self(language(request.headers().get(header::ACCEPT_LANGUAGE)))))
    }
}
