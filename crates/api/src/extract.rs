//! What handlers take out of requests. Each refuses with a problem of its own.

use std::future::Future;
use std::pin::Pin;
use std::str::FromStr;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use app::account::{Presented, Recognised, read_token, recognise};
use app::api_client::{self, ApiCaller};
use app::{App, AppError, Repeat};
use domain::access::Actor;
use domain::api_client::Scope;
use domain::problem::{Code, Lang};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::body::of_words;
pub use crate::body::{Body, Form, Optional};
use crate::problem::{ApiError, language};

pub(crate) type Later<T> = Pin<Box<dyn Future<Output = Result<T, ApiError>>>>;

pub(crate) fn header_text<'a>(request: &'a HttpRequest, name: &str) -> Option<&'a str> {
    request.headers().get(name).and_then(|value| value.to_str().ok())
}

/// Who sends the request: 401 without a valid access token.
pub struct SignedIn(pub Actor);

/// The same, with the session of the token.
pub struct InSession(pub Recognised);

/// The same, also while a role needs a second factor that the session does not have: for setting it up, and leaving.
pub struct Enrolling(pub Recognised);

/// Who sends the request, if anyone says so.
pub struct Visitor(pub Option<Actor>);

/// The access token of a request, unread.
pub(crate) fn bearer(request: &HttpRequest) -> Option<&str> {
    header_text(request, "authorization")
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim())
}

/// What the token of a request says, checked once for each request.
fn presented(app: &App, request: &HttpRequest) -> Result<Presented, ApiError> {
    let known = request.extensions().get::<Presented>().cloned();
    match known {
        Some(presented) => Ok(presented),
        None => Ok(read_token(app, bearer(request).ok_or(Code::NotSignedIn)?)?),
    }
}

async fn recognise_anyway(request: HttpRequest) -> Result<Recognised, ApiError> {
    let app = app_of(&request)?;
    Ok(recognise(app, presented(app, &request)?).await?)
}

async fn recognise_caller(request: HttpRequest) -> Result<Recognised, ApiError> {
    with_second_factor(recognise_anyway(request).await?)
}

/// Refuses a session that lacks the second factor its roles need.
fn with_second_factor(found: Recognised) -> Result<Recognised, ApiError> {
    if found.second_factor_missing {
        Err(Code::SecondFactorRequired.into())
    } else {
        Ok(found)
    }
}

impl FromRequest for Enrolling {
    type Error = ApiError;
    type Future = Later<Self>;
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { recognise_anyway(request).await.map(Self) })
    }
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
                // Without the second factor their roles need they are a visitor like any other.
                let who = recognise_anyway(request).await?;
                Ok(Self((!who.second_factor_missing).then_some(who.actor)))
            } else {
                Ok(Self(None))
            }
        })
    }
}

/// Another system: 403 with a person's token.
pub struct Client(pub ApiCaller);

impl FromRequest for Client {
    type Error = ApiError;
    type Future = Later<Self>;
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let app = app_of(&request)?;
            match presented(app, &request)? {
                Presented::Client(client) => Ok(Self(api_client::recognise(app, client).await?)),
                Presented::Person { .. } => Err(Code::ClientNeeded.into()),
            }
        })
    }
}

/// Who files: a person, or a client with `activities:write` in the organisations it was given.
pub struct Filing(pub Actor);

impl FromRequest for Filing {
    type Error = ApiError;
    type Future = Later<Self>;
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let app = app_of(&request)?;
            match presented(app, &request)? {
                Presented::Client(client) => {
                    let caller = api_client::recognise(app, client).await?;
                    caller.must_have(Scope::ActivitiesWrite)?;
                    Ok(Self(caller.actor))
                }
                person @ Presented::Person { .. } => {
                    let found = with_second_factor(recognise(app, person).await?)?;
                    Ok(Self(found.actor))
                }
            }
        })
    }
}

/// Who reads what people and other systems may read: each is asked for its own right.
pub enum Caller {
    Person(Actor),
    Client(ApiCaller),
}

impl FromRequest for Caller {
    type Error = ApiError;
    type Future = Later<Self>;
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let app = app_of(&request)?;
            match presented(app, &request)? {
                Presented::Client(client) => Ok(Self::Client(api_client::recognise(app, client).await?)),
                person @ Presented::Person { .. } => {
                    let found = with_second_factor(recognise(app, person).await?)?;
                    Ok(Self::Person(found.actor))
                }
            }
        })
    }
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
        if request.query_string().contains("%00") {
            return std::future::ready(Err(Code::MalformedRequest.into()));
        }
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
            // Nothing has a name with this character, and PostgreSQL has no text that does.
            .filter(|value| !value.contains('\0') && !value.contains("%00"))
            .and_then(|value| value.parse().ok());
        std::future::ready(parsed.map(Self).ok_or_else(|| Code::NotFound.into()))
    }
}

/// What a path names below its `{id}`; what cannot be one names nothing.
pub struct Part<T>(pub T);

impl<T: FromStr> FromRequest for Part<T> {
    type Error = ApiError;
    type Future = std::future::Ready<Result<Self, ApiError>>;
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let below = request
            .match_info()
            .iter()
            .filter(|(name, _)| *name != "id")
            .last();
        let parsed = below.and_then(|(_, value)| value.parse().ok());
        std::future::ready(parsed.map(Self).ok_or_else(|| Code::NotFound.into()))
    }
}

/// The number `{n}` of a path; what is none names nothing.
pub struct Number(pub i32);

impl FromRequest for Number {
    type Error = ApiError;
    type Future = std::future::Ready<Result<Self, ApiError>>;
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let parsed = request.match_info().get("n").and_then(|n| n.parse().ok());
        std::future::ready(parsed.map(Self).ok_or_else(|| Code::NotFound.into()))
    }
}

/// The version a change is based on: `If-Match: "7"`.
pub struct IfMatch(pub i32);

impl FromRequest for IfMatch {
    type Error = ApiError;
    type Future = std::future::Ready<Result<Self, ApiError>>;
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let version = match request.headers().get(header::IF_MATCH) {
            None => Err(Code::IfMatchRequired.into()),
            // A tag this server never made is a version that is no longer there: no activity has version -1.
            Some(tag) => Ok(tag
                .to_str()
                .unwrap_or_default()
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
pub struct RepeatKey(Option<String>, String);

/// Longest key that is taken, bytes.
const KEY_MAX: usize = 200;

impl RepeatKey {
    /// Together with a digest of what was asked for.
    pub fn with(self, digest: &[u8]) -> Option<Repeat> {
        // The same body for another resource is another request.
        let asked = Sha256::new()
            .chain_update(self.1.as_bytes())
            .chain_update([0])
            .chain_update(digest);
        self.0.map(|key| Repeat {
            key,
            digest: asked.finalize().to_vec(),
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
            key => Ok(Self(
                key.map(|key| format!("{operation} {key}")),
                request.path().to_owned(),
            )),
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
