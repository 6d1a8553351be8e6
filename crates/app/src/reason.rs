//! Reasons that people give for a decision.

use domain::activity::view::REASON_MAX;
use domain::problem::{Fault, FaultCode};

use crate::clean;
use crate::error::AppResult;

/// A reason as it is kept: cleaned, not longer than allowed, present where it is `needed`.
pub(crate) fn of(raw: Option<&str>, needed: bool) -> AppResult<Option<String>> {
    let reason = raw
        .map(|r| clean::text(r).trim().to_owned())
        .filter(|r| !r.is_empty());
    if needed && reason.is_none() {
        return Err(Fault::new("/reason", FaultCode::ReasonRequired).into());
    }
    let length = reason.as_deref().map_or(0, domain::text::length);
    if length > REASON_MAX {
        let fault = Fault::new("/reason", FaultCode::TooLong);
        return Err(fault.with(REASON_MAX).with(length).into());
    }
    Ok(reason)
}
