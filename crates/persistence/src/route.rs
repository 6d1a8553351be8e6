//! Themed routes (科普研学路线).

use diesel::prelude::*;
use domain::id::{AccountId, RouteId};
use domain::region::RegionCode;
use domain::route::{RouteContent, RouteStatus};
use domain::time::Instant;

use crate::Tx;
use crate::dialect::{self, Conn, ValueIndex};
use crate::error::{StoreError, StoreResult};
use crate::schema::{regions, route_tokens, routes};
use crate::search::Token;
use crate::types::{At, Json, Uid};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteRecord {
    pub id: RouteId,
    /// The region of the content, which always has one.
    pub region_code: RegionCode,
    pub status: RouteStatus,
    pub content: RouteContent,
    pub version: i32,
    pub created_by: AccountId,
    pub created_at: Instant,
    pub updated_at: Instant,
    /// When it was published, the first time.
    pub published_at: Option<Instant>,
}

#[derive(Queryable, Insertable, AsChangeset)]
#[diesel(table_name = routes, treat_none_as_null = true)]
struct Row {
    id: Uid,
    region_code: String,
    status: String,
    content: Json,
    version: i32,
    created_by: Uid,
    created_at: At,
    updated_at: At,
    published_at: Option<At>,
}

fn row_of(r: &RouteRecord) -> StoreResult<Row> {
    Ok(Row {
        id: r.id.into(),
        region_code: r.region_code.to_string(),
        status: r.status.as_str().to_owned(),
        content: Json::of(&r.content)?,
        version: r.version,
        created_by: r.created_by.into(),
        created_at: r.created_at.into(),
        updated_at: r.updated_at.into(),
        published_at: r.published_at.map(At::from),
    })
}

fn read((row, region_name): (Row, String)) -> StoreResult<(RouteRecord, String)> {
    let record = RouteRecord {
        id: row.id.0.into(),
        region_code: row.region_code.parse().map_err(StoreError::corrupt)?,
        status: RouteStatus::parse(&row.status).ok_or_else(|| StoreError::corrupt(&row.status))?,
        content: row.content.read()?,
        version: row.version,
        created_by: row.created_by.0.into(),
        created_at: row.created_at.into(),
        updated_at: row.updated_at.into(),
        published_at: row.published_at.map(Instant::from),
    };
    Ok((record, region_name))
}

pub fn insert(tx: &mut Tx<'_>, r: &RouteRecord, tokens: &[Token]) -> StoreResult<()> {
    diesel::insert_into(routes::table)
        .values(row_of(r)?)
        .execute(tx.conn())?;
    index(tx, r.id, tokens)
}

/// Stores `r`, whose version is one above `expected`, if that is still the version.
pub fn save(tx: &mut Tx<'_>, r: &RouteRecord, expected: i32, tokens: &[Token]) -> StoreResult<()> {
    let target = routes::table
        .find(Uid::from(r.id))
        .filter(routes::version.eq(expected));
    if diesel::update(target).set(row_of(r)?).execute(tx.conn())? != 1 {
        return Err(StoreError::Stale);
    }
    let old = route_tokens::table.filter(route_tokens::route_id.eq(Uid::from(r.id)));
    diesel::delete(old).execute(tx.conn())?;
    index(tx, r.id, tokens)
}

fn index(tx: &mut Tx<'_>, id: RouteId, tokens: &[Token]) -> StoreResult<()> {
    let words: Vec<&str> = tokens.iter().map(Token::as_str).collect();
    dialect::index_values(tx.conn(), ValueIndex::RouteWords, id.uuid(), &words)
}

/// Forgets a route, if `expected` is still its version.
pub fn delete(tx: &mut Tx<'_>, id: RouteId, expected: i32) -> StoreResult<()> {
    let target = routes::table
        .find(Uid::from(id))
        .filter(routes::version.eq(expected));
    if diesel::delete(target).execute(tx.conn())? == 1 {
        Ok(())
    } else {
        Err(StoreError::Stale)
    }
}

/// A route, and the name of its region.
pub fn find(conn: &mut Conn, id: RouteId) -> StoreResult<(RouteRecord, String)> {
    let row = routes::table
        .inner_join(regions::table)
        .filter(routes::id.eq(Uid::from(id)))
        .select((routes::all_columns, regions::full_name))
        .first(conn)?;
    read(row)
}

/// What a list of routes is cut by.
#[derive(Debug, Clone, Default)]
pub struct RouteFilter {
    pub status: Option<RouteStatus>,
    /// Every one of these must be present.
    pub tokens: Vec<Token>,
    /// Continue after this one.
    pub after: Option<RouteId>,
}

/// Routes with the names of their regions, the latest first.
pub fn list(conn: &mut Conn, filter: &RouteFilter, limit: usize) -> StoreResult<Vec<(RouteRecord, String)>> {
    let mut query = routes::table
        .inner_join(regions::table)
        .select((routes::all_columns, regions::full_name))
        .into_boxed();
    if let Some(status) = filter.status {
        query = query.filter(routes::status.eq(status.as_str()));
    }
    for token in &filter.tokens {
        let having = route_tokens::table
            .filter(route_tokens::token.eq(token.as_str().to_owned()))
            .select(route_tokens::route_id);
        query = query.filter(routes::id.eq_any(having));
    }
    if let Some(after) = filter.after {
        query = query.filter(routes::id.lt(Uid::from(after)));
    }
    let rows: Vec<(Row, String)> = query
        .order(routes::id.desc())
        .limit(i64::try_from(limit).unwrap_or(100))
        .load(conn)?;
    rows.into_iter().map(read).collect()
}
