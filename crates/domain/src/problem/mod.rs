//! What can go wrong, as a person is told: RFC 9457 problem details with stable codes.
//!
//! Two tables hold every text: [`Code`] for what became of a request, [`FaultCode`] for one field of it.

mod code;
mod fault;

use serde::{Deserialize, Serialize};

pub use code::Code;
pub use fault::{Fault, FaultCode, Faults};

/// Language of messages. Chinese unless the reader asks for English.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Lang {
    #[default]
    Zh,
    En,
}

/// `application/problem+json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// URI reference of the code's description: `/problems/<code>`.
    #[serde(rename = "type")]
    pub kind: String,
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// Stable snake_case code.
    pub code: String,
    /// What a person can do about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Reference of this very occurrence, for support.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
    /// Every fault of the input at once.
    #[serde(default)]
    pub errors: Vec<FieldError>,
    /// On `stale`: the version the resource has now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current_version: Option<i32>,
}

/// One fault of one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// JSON pointer (RFC 6901) to the field: `/sessions/0/ends_at`.
    pub pointer: String,
    pub code: String,
    pub message: String,
}

impl Problem {
    pub fn new(code: Code, lang: Lang) -> Self {
        Self {
            kind: format!("/problems/{}", code.as_str()),
            title: code.title(lang).to_owned(),
            status: code.status(),
            code: code.as_str().to_owned(),
            detail: None,
            instance: None,
            errors: Vec::new(),
            current_version: None,
        }
    }

    pub fn invalid(faults: &Faults, lang: Lang) -> Self {
        Self {
            errors: faults.describe(lang),
            ..Self::new(Code::ValidationFailed, lang)
        }
    }

    /// The code, if this build knows it (a newer server may use others).
    pub fn known_code(&self) -> Option<Code> {
        Code::parse(&self.code)
    }
}
