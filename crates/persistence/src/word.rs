//! Word lists that an administrator edits as a whole.

use diesel::prelude::*;
use domain::time::Instant;
use domain::word::{SensitiveWord, SensitiveWords};

use crate::Tx;
use crate::dialect::{Conn, InsertOrKeep};
use crate::error::{StoreError, StoreResult};
use crate::schema::word_lists;
use crate::types::{At, Json};

const SENSITIVE: &str = "sensitive";

/// The list of sensitive words; empty, of version 0, before anybody made one.
pub fn sensitive(conn: &mut Conn) -> StoreResult<SensitiveWords> {
    let row: Option<(Json, i32, At)> = word_lists::table
        .find(SENSITIVE)
        .select((word_lists::words, word_lists::version, word_lists::updated_at))
        .first(conn)
        .optional()?;
    match row {
        None => Ok(SensitiveWords::default()),
        Some((words, version, at)) => Ok(SensitiveWords {
            words: words.read()?,
            version,
            updated_at: Some(at.into()),
        }),
    }
}

/// Its version alone: whether what was read before is still true.
pub fn sensitive_version(conn: &mut Conn) -> StoreResult<i32> {
    let version = word_lists::table
        .find(SENSITIVE)
        .select(word_lists::version)
        .first(conn)
        .optional()?;
    Ok(version.unwrap_or(0))
}

/// Replaces the list if `expected` is still its version.
pub fn replace_sensitive(
    tx: &mut Tx<'_>,
    words: &[SensitiveWord],
    expected: i32,
    at: Instant,
) -> StoreResult<()> {
    let doc = Json::of(&words)?;
    if expected == 0 {
        let row = diesel::insert_into(word_lists::table).values((
            word_lists::name.eq(SENSITIVE),
            word_lists::words.eq(&doc),
            word_lists::version.eq(1),
            word_lists::updated_at.eq(At::from(at)),
        ));
        // Kept: somebody made the list meanwhile.
        return match InsertOrKeep(row).execute(tx.conn())? {
            1 => Ok(()),
            _ => Err(StoreError::Stale),
        };
    }
    let target = word_lists::table
        .filter(word_lists::name.eq(SENSITIVE))
        .filter(word_lists::version.eq(expected));
    let changed = diesel::update(target)
        .set((
            word_lists::words.eq(&doc),
            word_lists::version.eq(expected + 1),
            word_lists::updated_at.eq(At::from(at)),
        ))
        .execute(tx.conn())?;
    if changed == 1 {
        Ok(())
    } else {
        Err(StoreError::Stale)
    }
}
