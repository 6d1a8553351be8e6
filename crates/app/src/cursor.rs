//! Opaque cursors: where the next page of a list begins.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::problem::Code;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::{AppError, AppResult};

/// Writes a position for a client, who hands it back unread.
pub(crate) fn write<T: Serialize>(position: &T) -> AppResult<String> {
    Ok(URL_SAFE_NO_PAD.encode(serde_json::to_vec(position).map_err(AppError::internal)?))
}

/// Reads a position back; anything else than what [`write`] made is refused.
pub(crate) fn read<T: DeserializeOwned>(cursor: &str) -> AppResult<T> {
    let refused = || AppError::from(Code::InvalidCursor);
    let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| refused())?;
    // No position holds this character, and PostgreSQL has no text that does.
    if bytes.windows(6).any(|part| part == b"\\u0000") {
        return Err(refused());
    }
    serde_json::from_slice(&bytes).map_err(|_| refused())
}
