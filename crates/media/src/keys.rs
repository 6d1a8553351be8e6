//! Names of objects.
//!
//! Short ASCII: the embedded store keeps a file per object that is named after the base64 of its key, which must
//! stay below the 255 bytes of a file name.

use domain::id::MediaId;

use crate::MediaError;

/// Longest key, bytes.
pub const MAX_KEY: usize = 160;

const PENDING: &str = "pending/";
const FINAL: &str = "files/";

/// Where the upload of `id` is put. Never served.
pub fn pending(id: MediaId) -> String {
    format!("{PENDING}{id}")
}

/// Where a verified file or a variant of it (`original`, `thumb`, `view`) is kept.
pub fn verified(id: &str, variant: &str) -> String {
    format!("{FINAL}{id}/{variant}")
}

/// Where the PDF of a certificate is kept; certificate numbers are letters, digits and hyphens.
pub fn certificate(number: &str) -> String {
    format!("certificates/{number}.pdf")
}

/// The identifier in a pending key.
pub(crate) fn id_of_pending(key: &str) -> Option<&str> {
    key.strip_prefix(PENDING)
        .filter(|id| !id.is_empty() && !id.contains('/'))
}

pub(crate) fn check(key: &str) -> Result<(), MediaError> {
    let fine = !key.is_empty()
        && key.len() <= MAX_KEY
        && key
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'-' | b'_' | b'.'))
        && key.split('/').all(|part| !matches!(part, "" | "." | ".."));
    if fine {
        Ok(())
    } else {
        Err(MediaError::Broken(format!("not a key of ours: {key:?}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_cannot_leave_its_place() {
        for bad in [
            "",
            "/a",
            "a/",
            "a//b",
            "a/../b",
            "a/./b",
            "图",
            "a b",
            &"x".repeat(161),
        ] {
            assert!(check(bad).is_err(), "{bad:?}");
        }
        assert!(check("files/0192f0c1-7c1e-7000-8000-000000000001/original").is_ok());
        assert_eq!(id_of_pending("pending/a/b"), None);
        assert_eq!(id_of_pending("files/a"), None);
    }
}
