//! What can go wrong in the store, in the terms of its callers.

use diesel::result::{DatabaseErrorKind, Error as DieselError};

use crate::dialect;

pub type StoreResult<T> = Result<T, StoreError>;

/// A rule of the database that a write ran into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Violated {
    /// Another account has this phone.
    AccountPhone,
    /// The same idempotency key was used a moment ago.
    IdempotencyKey,
    /// A rule without a name here.
    Other,
}

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("not found")]
    NotFound,
    /// Somebody changed it meanwhile.
    #[error("the expected version is no longer the current one")]
    Stale,
    #[error("a uniqueness rule refused it: {0:?}")]
    Duplicate(Violated),
    /// The database cannot be reached or is locked; trying again later helps.
    #[error("the database is unavailable: {0}")]
    Unavailable(String),
    /// More work is waiting than the queue holds.
    #[error("too much work is waiting for the database")]
    Overloaded,
    /// Anything else: a fault of ours.
    #[error("the store failed: {0}")]
    Broken(String),
}

impl StoreError {
    /// A row that does not hold what its column promises.
    pub(crate) fn corrupt(what: impl std::fmt::Display) -> Self {
        Self::Broken(format!("a stored value cannot be read: {what}"))
    }
}

impl From<DieselError> for StoreError {
    fn from(error: DieselError) -> Self {
        match &error {
            DieselError::NotFound => Self::NotFound,
            DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, info) => {
                Self::Duplicate(dialect::violated(info.as_ref()))
            }
            DieselError::DatabaseError(
                DatabaseErrorKind::ClosedConnection
                | DatabaseErrorKind::UnableToSendCommand
                | DatabaseErrorKind::SerializationFailure
                | DatabaseErrorKind::ReadOnlyTransaction,
                info,
            ) => Self::Unavailable(info.message().to_owned()),
            DieselError::DatabaseError(_, info) if dialect::is_passing(info.message()) => {
                Self::Unavailable(info.message().to_owned())
            }
            DieselError::BrokenTransactionManager => Self::Unavailable(error.to_string()),
            _ => Self::Broken(error.to_string()),
        }
    }
}
