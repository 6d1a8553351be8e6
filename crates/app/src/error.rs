//! Why a use case did not do what was asked. One table in `domain` gives each its code, status and words.

use domain::access::Denied;
use domain::activity::status::NotPossible;
use domain::problem::{Code, Fault, Faults};
use media::MediaError;
use persistence::StoreError;

pub type AppResult<T> = Result<T, AppError>;

/// The end of a save that names its version: when somebody was faster, what the version is now.
pub(crate) fn saved(
    stored: Result<(), StoreError>,
    current: impl FnOnce() -> Result<i32, StoreError>,
) -> AppResult<()> {
    match stored {
        Err(StoreError::Stale) => Err(AppError::Stale { current: current()? }),
        other => Ok(other?),
    }
}

#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// Refused for one reason.
    #[error("{}", .0.as_str())]
    Refused(Code),
    /// Refused for now: trying again after so many seconds may help.
    #[error("{code}, again in {1} s", code = .0.as_str())]
    Wait(Code, u64),
    /// Fields need attention: all of them.
    #[error("{} faults", .0.len())]
    Invalid(Faults),
    /// A file was refused after its content was looked at.
    #[error("the file has {} faults", .0.len())]
    FileRejected(Faults),
    /// Somebody changed it meanwhile; this is its version now.
    #[error("stale; the version is {current}")]
    Stale { current: i32 },
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Storage(#[from] MediaError),
    /// A fault of ours; the text is for the log only.
    #[error("{0}")]
    Internal(String),
}

impl AppError {
    pub fn internal(what: impl std::fmt::Display) -> Self {
        Self::Internal(what.to_string())
    }
    /// The code a client is told.
    pub fn code(&self) -> Code {
        match self {
            Self::Refused(code) | Self::Wait(code, _) => *code,
            Self::Invalid(_) => Code::ValidationFailed,
            Self::FileRejected(_) => Code::MediaRejected,
            Self::Stale { .. } => Code::Stale,
            Self::Store(error) => match error {
                StoreError::NotFound => Code::NotFound,
                StoreError::Stale => Code::Stale,
                StoreError::Unavailable(_) => Code::DatabaseUnavailable,
                StoreError::Overloaded => Code::Overloaded,
                StoreError::Duplicate(persistence::Violated::IdempotencyKey) => Code::IdempotencyInProgress,
                StoreError::Duplicate(_) | StoreError::Broken(_) => Code::Internal,
            },
            Self::Storage(MediaError::Unavailable(_)) => Code::StorageUnavailable,
            Self::Storage(_) | Self::Internal(_) => Code::Internal,
        }
    }
    /// Seconds after which trying again makes sense.
    pub fn retry_after(&self) -> Option<u64> {
        match self {
            Self::Wait(_, seconds) => Some(*seconds),
            _ if self.code().status() == 503 => Some(2),
            _ => None,
        }
    }
}

impl From<Code> for AppError {
    fn from(code: Code) -> Self {
        Self::Refused(code)
    }
}

impl From<Faults> for AppError {
    fn from(faults: Faults) -> Self {
        Self::Invalid(faults)
    }
}

impl From<Fault> for AppError {
    fn from(fault: Fault) -> Self {
        Self::Invalid(fault.into())
    }
}

impl From<Denied> for AppError {
    fn from(denied: Denied) -> Self {
        Self::Refused(match denied {
            Denied::Hidden => Code::NotFound,
            Denied::NotAllowed => Code::NotAllowed,
            Denied::OutOfScope => Code::OutOfScope,
            Denied::NotYourLevel => Code::NotYourLevel,
            Denied::NotYourStage => Code::NotYourStage,
            Denied::Recused => Code::Recused,
        })
    }
}

impl From<NotPossible> for AppError {
    fn from(_: NotPossible) -> Self {
        Self::Refused(Code::StepNotAllowed)
    }
}
