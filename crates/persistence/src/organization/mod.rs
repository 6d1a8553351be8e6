//! Organisations, and the index behind their type-ahead.

mod double;
mod history;
mod member;
mod merge;

pub use double::{SharedKey, doubles_of, shared_keys};
pub use history::{add_proofs, append, events, proofs, proven_by};
pub use member::{
    MemberRecord, RequestRecord, count_asking, count_requests, has_requested, hold, let_go, members, request,
    requests, take_request,
};
pub use merge::{activities_of, repoint};

use std::collections::BTreeMap;

use diesel::prelude::*;
use domain::id::{AccountId, OrganizationId};
use domain::organization::likeness;
use domain::organization::{Certification, OrganizationItem, OrganizationSource};
use domain::region::RegionCode;
use domain::time::Instant;
use serde_json::Value;

use crate::Tx;
use crate::change::{self, Feed};
use crate::dialect::{self, Conn, ValueIndex};
use crate::error::{StoreError, StoreResult};
use crate::schema::{activities, organization_keys, organization_tokens, organizations, regions};
use crate::search::Token;
use crate::types::{At, Json, Uid};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganizationRecord {
    pub id: OrganizationId,
    pub full_name: String,
    pub kind: String,
    pub region_code: RegionCode,
    pub uscc: Option<String>,
    pub host_unit: Option<String>,
    pub aliases: Vec<String>,
    pub certification: Certification,
    pub source: OrganizationSource,
    /// Contact person, encrypted.
    pub contact_sealed: Option<Vec<u8>>,
    pub merged_into: Option<OrganizationId>,
    pub created_by: Option<AccountId>,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
}

#[derive(Queryable, Insertable, AsChangeset)]
#[diesel(table_name = organizations, treat_none_as_null = true)]
struct Row {
    id: Uid,
    full_name: String,
    kind: String,
    region_code: String,
    uscc: Option<String>,
    host_unit: Option<String>,
    aliases: Json,
    certification: String,
    source: String,
    contact_sealed: Option<Vec<u8>>,
    merged_into: Option<Uid>,
    created_by: Option<Uid>,
    version: i32,
    created_at: At,
    updated_at: At,
}

pub(crate) fn name_of<T: serde::Serialize>(value: T) -> StoreResult<String> {
    match serde_json::to_value(value) {
        Ok(Value::String(text)) => Ok(text),
        other => Err(StoreError::corrupt(format!("{other:?}"))),
    }
}

fn value_of<T: serde::de::DeserializeOwned>(text: String) -> StoreResult<T> {
    serde_json::from_value(Value::String(text)).map_err(StoreError::corrupt)
}

fn row_of(o: &OrganizationRecord) -> StoreResult<Row> {
    Ok(Row {
        id: o.id.into(),
        full_name: o.full_name.clone(),
        kind: o.kind.clone(),
        region_code: o.region_code.to_string(),
        uscc: o.uscc.clone(),
        host_unit: o.host_unit.clone(),
        aliases: Json::of(&o.aliases)?,
        certification: name_of(o.certification)?,
        source: name_of(o.source)?,
        contact_sealed: o.contact_sealed.clone(),
        merged_into: o.merged_into.map(Uid::from),
        created_by: o.created_by.map(Uid::from),
        version: o.version,
        created_at: o.created_at.into(),
        updated_at: o.updated_at.into(),
    })
}

fn read(r: Row) -> StoreResult<OrganizationRecord> {
    Ok(OrganizationRecord {
        id: r.id.0.into(),
        full_name: r.full_name,
        kind: r.kind,
        region_code: r.region_code.parse().map_err(StoreError::corrupt)?,
        uscc: r.uscc,
        host_unit: r.host_unit,
        aliases: r.aliases.read()?,
        certification: value_of(r.certification)?,
        source: value_of(r.source)?,
        contact_sealed: r.contact_sealed,
        merged_into: r.merged_into.map(|id| id.0.into()),
        created_by: r.created_by.map(|id| id.0.into()),
        version: r.version,
        created_at: r.created_at.into(),
        updated_at: r.updated_at.into(),
    })
}

pub fn insert(tx: &mut Tx<'_>, o: &OrganizationRecord, tokens: &[Token]) -> StoreResult<()> {
    diesel::insert_into(organizations::table)
        .values(row_of(o)?)
        .execute(tx.conn())?;
    index(tx, o, tokens)?;
    note(tx, o)
}

/// What it is found by: words of its names, and keys of doubles. A merged one is found by neither.
fn index(tx: &mut Tx<'_>, o: &OrganizationRecord, tokens: &[Token]) -> StoreResult<()> {
    if o.merged_into.is_some() {
        return Ok(());
    }
    let id = o.id.uuid();
    let words: Vec<&str> = tokens.iter().map(Token::as_str).collect();
    dialect::index_values(tx.conn(), ValueIndex::OrganizationWords, id, &words)?;
    let keys = likeness::keys(&o.full_name, &o.aliases, o.uscc.as_deref());
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    dialect::index_values(tx.conn(), ValueIndex::OrganizationKeys, id, &keys)
}

fn note(tx: &mut Tx<'_>, o: &OrganizationRecord) -> StoreResult<()> {
    let region = &o.region_code;
    change::note(
        tx,
        Feed::Organizations,
        o.id.uuid(),
        region,
        o.version,
        o.updated_at,
    )
}

/// Stores `o`, whose version is one above `expected`, if that is still the version.
pub fn save(tx: &mut Tx<'_>, o: &OrganizationRecord, expected: i32, tokens: &[Token]) -> StoreResult<()> {
    let target = organizations::table
        .filter(organizations::id.eq(Uid::from(o.id)))
        .filter(organizations::version.eq(expected));
    let before: Option<(String, String)> = target
        .select((organizations::full_name, organizations::kind))
        .first(tx.conn())
        .optional()?;
    if diesel::update(target).set(row_of(o)?).execute(tx.conn())? != 1 {
        return Err(StoreError::Stale);
    }
    // Its activities are told with its name and counted by its kind.
    if before.is_some_and(|(name, kind)| name != o.full_name || kind != o.kind) {
        let own = activities::table
            .filter(activities::organization_id.eq(Uid::from(o.id)))
            .select(activities::id);
        let own: Vec<Uid> = own.load(tx.conn())?;
        change::again(tx, Feed::Activities, own.into_iter().map(|id| id.0))?;
    }
    let old = organization_tokens::table.filter(organization_tokens::organization_id.eq(Uid::from(o.id)));
    diesel::delete(old).execute(tx.conn())?;
    let old = organization_keys::table.filter(organization_keys::organization_id.eq(Uid::from(o.id)));
    diesel::delete(old).execute(tx.conn())?;
    index(tx, o, tokens)?;
    note(tx, o)
}

pub fn find(conn: &mut Conn, id: OrganizationId) -> StoreResult<OrganizationRecord> {
    read(organizations::table.find(Uid::from(id)).first::<Row>(conn)?)
}

/// Those of `ids` that exist, in no particular order.
pub fn find_all(conn: &mut Conn, ids: &[OrganizationId]) -> StoreResult<Vec<OrganizationRecord>> {
    let ids: Vec<Uid> = ids.iter().map(|id| Uid::from(*id)).collect();
    let rows: Vec<Row> = organizations::table
        .filter(organizations::id.eq_any(ids))
        .load(conn)?;
    rows.into_iter().map(read).collect()
}

/// Those of these names, in no particular order; merged ones too.
pub fn named(conn: &mut Conn, names: &[&str]) -> StoreResult<Vec<OrganizationRecord>> {
    let rows: Vec<Row> = organizations::table
        .filter(organizations::full_name.eq_any(names))
        .load(conn)?;
    rows.into_iter().map(read).collect()
}

/// Every organisation with its version, for comparing two stores.
pub fn versions(conn: &mut Conn) -> StoreResult<Vec<(OrganizationId, i32)>> {
    let rows: Vec<(Uid, i32)> = organizations::table
        .select((organizations::id, organizations::version))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, version)| (id.0.into(), version))
        .collect())
}

/// An organisation of exactly this name, certified ones first.
pub fn find_by_name(conn: &mut Conn, full_name: &str) -> StoreResult<Option<OrganizationRecord>> {
    let rows: Vec<Row> = organizations::table
        .filter(organizations::full_name.eq(full_name))
        .filter(organizations::merged_into.is_null())
        .order(organizations::id)
        .load(conn)?;
    let mut all = rows.into_iter().map(read).collect::<StoreResult<Vec<_>>>()?;
    all.sort_by_key(|o| o.certification != Certification::Certified);
    Ok(all.into_iter().next())
}

/// Name and certification of those of `ids` that exist.
pub fn certifications(
    conn: &mut Conn,
    ids: &[OrganizationId],
) -> StoreResult<BTreeMap<OrganizationId, (String, Certification)>> {
    let ids: Vec<Uid> = ids.iter().map(|id| Uid::from(*id)).collect();
    let rows: Vec<(Uid, String, String)> = organizations::table
        .filter(organizations::id.eq_any(ids))
        .select((
            organizations::id,
            organizations::full_name,
            organizations::certification,
        ))
        .load(conn)?;
    rows.into_iter()
        .map(|(id, name, status)| Ok((id.0.into(), (name, value_of(status)?))))
        .collect()
}

/// What a list of organisations is cut by.
#[derive(Debug, Clone, Default)]
pub struct OrganizationFilter {
    /// Every one of these must be present.
    pub tokens: Vec<Token>,
    /// In the subtree of this region.
    pub region: Option<RegionCode>,
    /// One of these kinds.
    pub kinds: Option<Vec<String>>,
    pub certification: Option<Certification>,
    /// Continue after this name and id.
    pub after: Option<(String, OrganizationId)>,
}

type ItemRow = (
    Uid,
    String,
    String,
    String,
    Option<String>,
    String,
    String,
    i32,
    String,
);

macro_rules! item_columns {
    () => {
        (
            organizations::id,
            organizations::full_name,
            organizations::kind,
            organizations::region_code,
            organizations::uscc,
            organizations::certification,
            organizations::source,
            organizations::version,
            regions::full_name,
        )
    };
}

fn read_item(row: ItemRow) -> StoreResult<OrganizationItem> {
    let (id, full_name, kind, region_code, uscc, certification, source, version, region_name) = row;
    Ok(OrganizationItem {
        id: id.0.into(),
        full_name,
        kind,
        region_code: region_code.parse().map_err(StoreError::corrupt)?,
        region_name,
        uscc,
        certification: value_of(certification)?,
        source: value_of(source)?,
        version,
    })
}

/// Those of `ids` that exist, as lists show them.
pub fn items(conn: &mut Conn, ids: &[OrganizationId]) -> StoreResult<Vec<OrganizationItem>> {
    let ids: Vec<Uid> = ids.iter().map(|id| Uid::from(*id)).collect();
    let rows: Vec<ItemRow> = organizations::table
        .inner_join(regions::table)
        .filter(organizations::id.eq_any(ids))
        .select(item_columns!())
        .load(conn)?;
    rows.into_iter().map(read_item).collect()
}

/// How many within a region wait for certification.
pub fn count_pending(conn: &mut Conn, region: &RegionCode) -> StoreResult<i64> {
    let pending = name_of(Certification::Pending)?;
    let mut query = organizations::table
        .filter(organizations::certification.eq(pending))
        .into_boxed();
    if !region.is_country() {
        let first = format!("{:0<6}", region.prefix());
        let last = format!("{:9<9}", region.prefix());
        query = query.filter(organizations::region_code.between(first, last));
    }
    Ok(query.count().get_result(conn)?)
}

/// Organisations by name. Merged ones are left out.
pub fn list(
    conn: &mut Conn,
    filter: &OrganizationFilter,
    limit: usize,
) -> StoreResult<Vec<OrganizationItem>> {
    let mut query = organizations::table
        .inner_join(regions::table)
        .filter(organizations::merged_into.is_null())
        .select(item_columns!())
        .into_boxed();
    for token in &filter.tokens {
        let having = organization_tokens::table
            .filter(organization_tokens::token.eq(token.as_str().to_owned()))
            .select(organization_tokens::organization_id);
        query = query.filter(organizations::id.eq_any(having));
    }
    if let Some(region) = filter.region.as_ref().filter(|r| !r.is_country()) {
        let first = format!("{:0<6}", region.prefix());
        let last = format!("{:9<9}", region.prefix());
        query = query.filter(organizations::region_code.between(first, last));
    }
    if let Some(kinds) = &filter.kinds {
        query = query.filter(organizations::kind.eq_any(kinds.clone()));
    }
    if let Some(certification) = filter.certification {
        query = query.filter(organizations::certification.eq(name_of(certification)?));
    }
    if let Some((name, id)) = &filter.after {
        query = query.filter(
            organizations::full_name
                .gt(name.clone())
                .or(organizations::full_name
                    .eq(name.clone())
                    .and(organizations::id.gt(Uid::from(*id)))),
        );
    }
    let rows: Vec<ItemRow> = query
        .order((organizations::full_name, organizations::id))
        .limit(i64::try_from(limit).unwrap_or(100))
        .load(conn)?;
    rows.into_iter().map(read_item).collect()
}
