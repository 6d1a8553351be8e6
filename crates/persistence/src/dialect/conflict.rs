//! `INSERT … ON CONFLICT DO NOTHING`: the same text on both engines, which the derived backend does not offer.

use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};

use super::{Conn, MultiBackend};
use crate::error::StoreResult;

/// Inserts, or keeps the row that is there.
#[derive(Debug, Clone, Copy)]
pub struct InsertOrKeep<I>(pub I);

impl<I> QueryId for InsertOrKeep<I> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}
impl<I> RunQueryDsl<Conn> for InsertOrKeep<I> {}
impl<I: QueryFragment<MultiBackend>> QueryFragment<MultiBackend> for InsertOrKeep<I> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        self.0.walk_ast(out.reborrow())?;
        out.push_sql(" ON CONFLICT DO NOTHING");
        Ok(())
    }
}

/// Changes a row, or makes it where there is none. Whoever makes the same row at the same moment does not make this one
/// fail: it then changes what the other made.
pub fn upsert(
    conn: &mut Conn,
    update: impl Fn(&mut Conn) -> QueryResult<usize>,
    insert_or_keep: impl FnOnce(&mut Conn) -> QueryResult<usize>,
) -> StoreResult<()> {
    if update(conn)? == 0 && insert_or_keep(conn)? == 0 {
        update(conn)?;
    }
    Ok(())
}
