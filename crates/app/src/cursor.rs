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

/// Cuts what was read, one more than the page holds, down to the page. Answers where the next one begins, if there is
/// one: behind the last item, at its `position`.
pub(crate) fn cut<T, P: Serialize>(
    found: &mut Vec<T>,
    limit: usize,
    position: impl FnOnce(&T) -> P,
) -> AppResult<Option<String>> {
    if found.len() <= limit {
        return Ok(None);
    }
    found.truncate(limit);
    found.last().map(|last| write(&position(last))).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_is_just_full_has_no_next() {
        let mut three = vec![1, 2, 3];
        assert!(cut(&mut three, 3, |n| *n).is_ok_and(|next| next.is_none()));
        let next = cut(&mut three, 2, |n| *n).unwrap_or_default().unwrap_or_default();
        assert_eq!((three, read::<i32>(&next).ok()), (vec![1, 2], Some(2)));
    }
}
