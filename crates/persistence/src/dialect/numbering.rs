//! Numbering committed changes. PostgreSQL leaves out what a running transaction holds; SQLite has one writer.

use diesel::prelude::*;

use super::Conn;
use crate::error::StoreResult;

/// Gives `last + 1`, `last + 2`, … to up to `limit` changes of a feed that have no position, the oldest first; answers
/// how many. `feed` is one of our own constants.
pub fn number_changes(conn: &mut Conn, feed: &'static str, last: i64, limit: i64) -> StoreResult<usize> {
    let free = match conn {
        Conn::Pg(_) => "FOR UPDATE SKIP LOCKED",
        Conn::Sqlite(_) => "",
    };
    let statement = format!(
        "UPDATE changes SET position = {last} + n.number FROM (\
           SELECT w.resource_id, w.region_code, \
             row_number() OVER (ORDER BY w.changed_at, w.resource_id, w.region_code) AS number FROM (\
               SELECT resource_id, region_code, changed_at FROM changes \
               WHERE feed = '{feed}' AND position IS NULL ORDER BY changed_at LIMIT {limit} {free}\
             ) w) n \
         WHERE changes.feed = '{feed}' AND changes.resource_id = n.resource_id \
           AND changes.region_code = n.region_code"
    );
    Ok(match conn {
        Conn::Pg(c) => diesel::sql_query(statement).execute(c)?,
        Conn::Sqlite(c) => diesel::sql_query(statement).execute(c)?,
    })
}
