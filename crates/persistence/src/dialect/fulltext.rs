//! Full-text search: GIN over `tsvector` on PostgreSQL, contentless FTS5 on SQLite. Both hold the same tokens, made by
//! [`crate::search`]; here they are written in each engine's query language.

use diesel::connection::SimpleConnection;
use diesel::expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate};
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::sql_types::{BigInt, Bool, Text};
use uuid::Uuid;

use super::{Conn, MultiBackend};
use crate::error::{StoreError, StoreResult};
use crate::search::{Token, Words};
use crate::types::Uid;
use crate::types::sql::Key;

/// The condition that the row with this list key holds these words.
#[derive(Debug, Clone)]
pub struct Fulltext {
    pub words: Words,
    /// Between which list keys the rows lie that are asked for: PostgreSQL begins to read the index there. From the
    /// condition on the rows themselves it does not conclude that, and reads all before.
    pub from: Option<i64>,
    pub before: Option<i64>,
}

impl Expression for Fulltext {
    type SqlType = Bool;
}
impl<QS> AppearsOnTable<QS> for Fulltext {}
impl<QS> SelectableExpression<QS> for Fulltext {}
impl ValidGrouping<()> for Fulltext {
    type IsAggregate = is_aggregate::Never;
}
impl QueryId for Fulltext {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}
impl QueryFragment<MultiBackend> for Fulltext {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        let postgres = matches!(out.backend(), MultiBackend::Pg(_));
        // Written into the text instead of bound: the planner must see which words are asked for to know whether
        // they are rare. A token holds letters, digits and `:_-` only, so there is nothing to escape.
        out.unsafe_to_cache_prepared();
        let words = |and: &str, or: &str, quote: &str| {
            let quoted = |t: &Token| format!("{quote}{}{quote}", t.as_str());
            let group = |tokens: &Vec<Token>| {
                let quoted: Vec<_> = tokens.iter().map(quoted).collect();
                format!("({})", quoted.join(or))
            };
            let all = self.words.all.iter().map(quoted);
            let any = self.words.any.iter().map(group);
            all.chain(any).collect::<Vec<_>>().join(and)
        };
        let sql = if postgres {
            let bound = |sign: &str, key: Option<i64>| {
                key.map_or(String::new(), |key| format!("AND s.list_key {sign} {key} "))
            };
            format!(
                "EXISTS (SELECT 1 FROM activity_search s WHERE s.list_key = public_activities.list_key \
                 {}{}AND s.doc @@ '{}'::tsquery)",
                bound(">=", self.from),
                bound("<", self.before),
                words(" & ", " | ", "''")
            )
        } else {
            format!(
                "public_activities.list_key IN (SELECT rowid FROM activity_search WHERE activity_search MATCH '{}')",
                words(" AND ", " OR ", "\"")
            )
        };
        out.push_sql(&sql);
        Ok(())
    }
}

/// Stores the tokens of a list key.
pub fn index(conn: &mut Conn, list_key: i64, tokens: &[Token]) -> StoreResult<()> {
    let texts: Vec<&str> = tokens.iter().map(Token::as_str).collect();
    match conn {
        Conn::Pg(c) => diesel::sql_query(
            "INSERT INTO activity_search (list_key, doc) VALUES ($1, array_to_tsvector(string_to_array($2, ' ')))",
        )
        .bind::<BigInt, _>(list_key)
        .bind::<Text, _>(texts.join(" "))
        .execute(c)?,
        Conn::Sqlite(c) => diesel::sql_query("INSERT INTO activity_search (rowid, doc) VALUES (?, ?)")
            .bind::<BigInt, _>(list_key)
            .bind::<Text, _>(texts.join(" "))
            .execute(c)?,
    };
    Ok(())
}

/// Tables of what something is found by, one row for each value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueIndex {
    OrganizationWords,
    OrganizationKeys,
    ResourceWords,
    VenueWords,
    RouteWords,
}

/// Stores what something is found by, with one statement.
pub fn index_values(conn: &mut Conn, index: ValueIndex, id: Uuid, values: &[&str]) -> StoreResult<()> {
    let (table, columns) = match index {
        ValueIndex::OrganizationWords => ("organization_tokens", "token, organization_id"),
        ValueIndex::OrganizationKeys => ("organization_keys", "key, organization_id"),
        ValueIndex::ResourceWords => ("resource_tokens", "token, resource_id"),
        ValueIndex::VenueWords => ("venue_tokens", "token, venue_id"),
        ValueIndex::RouteWords => ("route_tokens", "token, route_id"),
    };
    let values = serde_json::to_string(values).map_err(StoreError::corrupt)?;
    let insert = format!("INSERT INTO {table} ({columns})");
    match conn {
        Conn::Pg(c) => diesel::sql_query(format!(
            "{insert} SELECT jsonb_array_elements_text($1::jsonb), $2 ON CONFLICT DO NOTHING"
        ))
        .bind::<Text, _>(values)
        .bind::<Key, _>(Uid(id))
        .execute(c)?,
        Conn::Sqlite(c) => diesel::sql_query(format!(
            "{insert} SELECT value, ?2 FROM json_each(?1) WHERE true ON CONFLICT DO NOTHING"
        ))
        .bind::<Text, _>(values)
        .bind::<Key, _>(Uid(id))
        .execute(c)?,
    };
    Ok(())
}

/// Forgets a list key. On PostgreSQL the foreign key does it.
pub fn forget(conn: &mut Conn, list_key: i64) -> StoreResult<()> {
    if let Conn::Sqlite(c) = conn {
        c.batch_execute(&format!("DELETE FROM activity_search WHERE rowid = {list_key}"))?;
    }
    Ok(())
}
