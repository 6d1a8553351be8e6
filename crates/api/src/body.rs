//! JSON bodies, and what is wrong with those that cannot be read, field by field.

use std::ops::Deref;

use actix_web::dev::Payload;
use actix_web::web::{Bytes, BytesMut};
use actix_web::{FromRequest, HttpRequest};
use app::AppError;
use app::strict::Strict;
use domain::problem::{Code, Fault, FaultCode};
use futures_util::StreamExt;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::extract::{Later, header_text};
use crate::problem::ApiError;

/// Largest JSON body, bytes.
pub const BODY_MAX: usize = 1 << 20;

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

fn is_form(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

/// The bytes of a body of the kind that is taken.
fn bytes_of(
    request: &HttpRequest,
    payload: &mut Payload,
    is_taken: fn(&str) -> bool,
) -> impl Future<Output = Result<Bytes, ApiError>> + use<> {
    let taken = header_text(request, "content-type").is_some_and(is_taken);
    let length = header_text(request, "content-length").and_then(|value| value.parse().ok());
    let mut payload = payload.take();
    async move {
        if taken {
            read_whole(&mut payload, length).await
        } else {
            Err(Code::UnsupportedMediaType.into())
        }
    }
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
        let bytes = bytes_of(request, payload, is_json);
        Box::pin(async move {
            let bytes = bytes.await?;
            let mut reader = serde_json::Deserializer::from_slice(&bytes);
            let value = serde_path_to_error::deserialize(Strict(&mut reader)).map_err(of_json)?;
            reader.end().map_err(|_| ApiError::from(Code::MalformedRequest))?;
            Ok(Self {
                value,
                digest: Sha256::digest(&bytes).to_vec(),
            })
        })
    }
}

/// The bytes of a JSON body as they came, for whoever checks a signature over them.
pub struct Raw(pub Bytes);

impl FromRequest for Raw {
    type Error = ApiError;
    type Future = Later<Self>;
    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let bytes = bytes_of(request, payload, is_json);
        Box::pin(async move { Ok(Self(bytes.await?)) })
    }
}

/// A form as browsers and OAuth send it.
pub struct Form<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for Form<T> {
    type Error = ApiError;
    type Future = Later<Self>;
    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let bytes = bytes_of(request, payload, is_form);
        Box::pin(async move {
            let bytes = bytes.await?;
            serde_urlencoded::from_bytes(&bytes)
                .map(Self)
                .map_err(|_| Code::MalformedRequest.into())
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
        // `null` is a body that says nothing.
        let body = Body::<Option<T>>::from_request(request, payload);
        Box::pin(async move { Ok(Self(body.await?.into_inner())) })
    }
}

pub(crate) fn of_json(error: serde_path_to_error::Error<serde_json::Error>) -> ApiError {
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
pub(crate) fn of_words(pointer: String, words: &str) -> ApiError {
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
