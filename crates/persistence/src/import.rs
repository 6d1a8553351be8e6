//! Tables that are brought in (导入): how far each is, its rows with faults, and what was brought in before.

use std::collections::BTreeMap;

use diesel::prelude::*;
use domain::exchange::{ImportKind, ImportState, NewImport};
use domain::id::{AccountId, ImportId, MediaId};
use domain::time::Instant;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Tx;
use crate::dialect::{Conn, InsertOrKeep};
use crate::error::{StoreError, StoreResult};
use crate::schema::{import_keys, import_rows, imports};
use crate::types::{At, Json, Uid};

/// How far an import is, and what came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Progress {
    /// Key of the edition, resolved.
    pub edition: Option<String>,
    pub file_name: String,
    pub sheet: Option<String>,
    pub total: u32,
    /// Rows looked at in the present state.
    pub done: u32,
    pub imported: u32,
    pub repeated: u32,
    pub faulty: u32,
    pub without_poster: u32,
    pub hidden: u32,
    pub hidden_rows: Vec<u32>,
    pub ignored_columns: Vec<String>,
    /// Code and arguments of the fault of the file as a whole.
    pub failure: Option<(String, Vec<String>)>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct ImportRecord {
    pub id: ImportId,
    pub kind: ImportKind,
    pub created_by: AccountId,
    pub media_id: MediaId,
    pub state: ImportState,
    pub request: NewImport,
    pub progress: Progress,
    pub version: i32,
    pub created_at: Instant,
    pub finished_at: Option<Instant>,
}

#[derive(Queryable, Insertable, AsChangeset)]
#[diesel(table_name = imports, treat_none_as_null = true)]
struct Row {
    id: Uid,
    kind: String,
    created_by: Uid,
    media_id: Uid,
    state: String,
    request: Json,
    progress: Json,
    version: i32,
    created_at: At,
    finished_at: Option<At>,
}

fn row_of(i: &ImportRecord) -> StoreResult<Row> {
    Ok(Row {
        id: i.id.into(),
        kind: i.kind.as_str().to_owned(),
        created_by: i.created_by.into(),
        media_id: i.media_id.into(),
        state: i.state.as_str().to_owned(),
        request: Json::of(&i.request)?,
        progress: Json::of(&i.progress)?,
        version: i.version,
        created_at: i.created_at.into(),
        finished_at: i.finished_at.map(At::from),
    })
}

fn read(r: Row) -> StoreResult<ImportRecord> {
    Ok(ImportRecord {
        id: r.id.0.into(),
        kind: ImportKind::parse(&r.kind).ok_or_else(|| StoreError::corrupt(&r.kind))?,
        created_by: r.created_by.0.into(),
        media_id: r.media_id.0.into(),
        state: ImportState::parse(&r.state).ok_or_else(|| StoreError::corrupt(&r.state))?,
        request: r.request.read()?,
        progress: r.progress.read()?,
        version: r.version,
        created_at: r.created_at.into(),
        finished_at: r.finished_at.map(Instant::from),
    })
}

pub fn insert(tx: &mut Tx<'_>, i: &ImportRecord) -> StoreResult<()> {
    diesel::insert_into(imports::table)
        .values(row_of(i)?)
        .execute(tx.conn())?;
    Ok(())
}

pub fn find(conn: &mut Conn, id: ImportId) -> StoreResult<ImportRecord> {
    read(imports::table.find(Uid::from(id)).first::<Row>(conn)?)
}

/// Stores `i`, whose version is one above `expected`, if that is still the version.
pub fn save(tx: &mut Tx<'_>, i: &ImportRecord, expected: i32) -> StoreResult<()> {
    let target = imports::table
        .filter(imports::id.eq(Uid::from(i.id)))
        .filter(imports::version.eq(expected));
    if diesel::update(target).set(row_of(i)?).execute(tx.conn())? == 1 {
        Ok(())
    } else {
        Err(StoreError::Stale)
    }
}

/// The imports of an account, the latest first.
pub fn list(
    conn: &mut Conn,
    account: AccountId,
    after: Option<ImportId>,
    limit: usize,
) -> StoreResult<Vec<ImportRecord>> {
    let mut query = imports::table
        .filter(imports::created_by.eq(Uid::from(account)))
        .into_boxed();
    if let Some(after) = after {
        query = query.filter(imports::id.lt(Uid::from(after)));
    }
    query
        .order(imports::id.desc())
        .limit(i64::try_from(limit).unwrap_or(100))
        .load::<Row>(conn)?
        .into_iter()
        .map(read)
        .collect()
}

/// Keeps rows with faults: number and what is sealed.
pub fn add_rows(tx: &mut Tx<'_>, id: ImportId, rows: &[(u32, Vec<u8>)]) -> StoreResult<()> {
    for (row, sealed) in rows {
        diesel::insert_into(import_rows::table)
            .values((
                import_rows::import_id.eq(Uid::from(id)),
                import_rows::row.eq(i32::try_from(*row).map_err(StoreError::corrupt)?),
                import_rows::sealed.eq(sealed),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// Rows with faults from the top, behind `after`.
pub fn rows(conn: &mut Conn, id: ImportId, after: u32, limit: usize) -> StoreResult<Vec<(u32, Vec<u8>)>> {
    let rows: Vec<(i32, Vec<u8>)> = import_rows::table
        .filter(import_rows::import_id.eq(Uid::from(id)))
        .filter(import_rows::row.gt(i32::try_from(after).unwrap_or(i32::MAX)))
        .order(import_rows::row)
        .limit(i64::try_from(limit).unwrap_or(100))
        .select((import_rows::row, import_rows::sealed))
        .load(conn)?;
    rows.into_iter()
        .map(|(row, sealed)| Ok((u32::try_from(row).map_err(StoreError::corrupt)?, sealed)))
        .collect()
}

/// Forgets the rows of imports that were made before; answers how many. Their counts stay.
pub fn forget_rows(tx: &mut Tx<'_>, before: Instant) -> StoreResult<usize> {
    let old = imports::table
        .filter(imports::created_at.lt(At::from(before)))
        .select(imports::id);
    let rows = import_rows::table.filter(import_rows::import_id.eq_any(old));
    Ok(diesel::delete(rows).execute(tx.conn())?)
}

/// A row as it is known again.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ImportKey {
    pub kind: &'static str,
    /// What the key is unique in.
    pub scope: String,
    pub key: String,
}

/// What became of these rows before: a digest of their content, and what was made.
pub fn known(conn: &mut Conn, keys: &[ImportKey]) -> StoreResult<BTreeMap<(String, String), (String, Uuid)>> {
    let Some(first) = keys.first() else {
        return Ok(BTreeMap::new());
    };
    let texts: Vec<&str> = keys.iter().map(|key| key.key.as_str()).collect();
    let mut scopes: Vec<&str> = keys.iter().map(|key| key.scope.as_str()).collect();
    scopes.sort_unstable();
    scopes.dedup();
    let rows: Vec<(String, String, String, Uid)> = import_keys::table
        .filter(import_keys::kind.eq(first.kind))
        .filter(import_keys::scope.eq_any(scopes))
        .filter(import_keys::key.eq_any(texts))
        .select((
            import_keys::scope,
            import_keys::key,
            import_keys::digest,
            import_keys::resource_id,
        ))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(scope, key, digest, id)| ((scope, key), (digest, id.0)))
        .collect())
}

/// A row was brought in; what was made of it before is gone.
pub fn keep_key(
    tx: &mut Tx<'_>,
    key: &ImportKey,
    digest: &str,
    resource: Uuid,
    import: ImportId,
) -> StoreResult<()> {
    let made = (
        import_keys::digest.eq(digest),
        import_keys::resource_id.eq(Uid(resource)),
        import_keys::import_id.eq(Uid::from(import)),
    );
    let row = (
        import_keys::kind.eq(key.kind),
        import_keys::scope.eq(&key.scope),
        import_keys::key.eq(&key.key),
        made,
    );
    // First the row, which is new but for a few: a look for it would go through all of them while PostgreSQL plans with
    // the size of the table before the import.
    if InsertOrKeep(diesel::insert_into(import_keys::table).values(row)).execute(tx.conn())? == 0 {
        diesel::update(import_keys::table.find((key.kind, &key.scope, &key.key)))
            .set(made)
            .execute(tx.conn())?;
    }
    Ok(())
}
