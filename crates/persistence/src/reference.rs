//! Regions, editions, dictionaries.

use std::collections::BTreeMap;

use diesel::prelude::*;
use domain::dictionary::{Dictionaries, DictionaryEntry, DictionaryName};
use domain::edition::Edition;
use domain::region::{Region, RegionCode, RegionKind, RegionLevel};
use domain::time::Instant;
use serde_json::Value;

use crate::Tx;
use crate::dialect::{Conn, InsertOrKeep};
use crate::error::{StoreError, StoreResult};
use crate::schema::{dictionaries, editions, regions};
use crate::types::{At, Json};

#[derive(Queryable, Insertable)]
#[diesel(table_name = regions)]
struct RegionRow {
    code: String,
    name: String,
    full_name: String,
    level: String,
    kind: String,
    parent_code: Option<String>,
    in_charge_code: Option<String>,
}

/// A snake_case wire name as the domain enum writes it, without a table of its own here.
fn wire<T: serde::de::DeserializeOwned>(text: &str) -> StoreResult<T> {
    serde_json::from_value(Value::String(text.to_owned())).map_err(StoreError::corrupt)
}

fn wire_name<T: serde::Serialize>(value: &T) -> StoreResult<String> {
    match serde_json::to_value(value) {
        Ok(Value::String(text)) => Ok(text),
        other => Err(StoreError::corrupt(format!("{other:?}"))),
    }
}

fn code(text: &str) -> StoreResult<RegionCode> {
    text.parse().map_err(StoreError::corrupt)
}

impl RegionRow {
    fn read(self, has_children: bool) -> StoreResult<Region> {
        Ok(Region {
            code: code(&self.code)?,
            name: self.name,
            full_name: self.full_name,
            level: wire::<RegionLevel>(&self.level)?,
            kind: wire::<RegionKind>(&self.kind)?,
            parent_code: self.parent_code.as_deref().map(code).transpose()?,
            in_charge_code: self.in_charge_code.as_deref().map(code).transpose()?,
            has_children,
        })
    }
}

/// Adds regions that are not there yet.
pub fn add_regions(tx: &mut Tx<'_>, all: &[Region]) -> StoreResult<()> {
    for r in all {
        let row = RegionRow {
            code: r.code.to_string(),
            name: r.name.clone(),
            full_name: r.full_name.clone(),
            level: wire_name(&r.level)?,
            kind: wire_name(&r.kind)?,
            parent_code: r.parent_code.as_ref().map(ToString::to_string),
            in_charge_code: r.in_charge_code.as_ref().map(ToString::to_string),
        };
        InsertOrKeep(diesel::insert_into(regions::table).values(row)).execute(tx.conn())?;
    }
    Ok(())
}

pub fn count_regions(conn: &mut Conn) -> StoreResult<i64> {
    Ok(regions::table.count().get_result(conn)?)
}

pub fn region(conn: &mut Conn, code: &RegionCode) -> StoreResult<Option<Region>> {
    let rows = regions::table.find(code.as_str()).load::<RegionRow>(conn)?;
    Ok(with_children(conn, rows)?.pop())
}

/// Full names of these regions.
pub fn region_names(conn: &mut Conn, codes: &[RegionCode]) -> StoreResult<BTreeMap<RegionCode, String>> {
    let codes: Vec<&str> = codes.iter().map(RegionCode::as_str).collect();
    let rows: Vec<(String, String)> = regions::table
        .filter(regions::code.eq_any(codes))
        .select((regions::code, regions::full_name))
        .load(conn)?;
    rows.into_iter()
        .map(|(code, name)| Ok((code.parse().map_err(StoreError::corrupt)?, name)))
        .collect()
}

/// Those of these regions that exist.
pub fn regions_of(conn: &mut Conn, codes: &[RegionCode]) -> StoreResult<Vec<Region>> {
    let codes: Vec<&str> = codes.iter().map(RegionCode::as_str).collect();
    let rows = regions::table
        .filter(regions::code.eq_any(codes))
        .load::<RegionRow>(conn)?;
    with_children(conn, rows)
}

/// Every region, by code.
pub fn all_regions(conn: &mut Conn) -> StoreResult<Vec<Region>> {
    let rows = regions::table.order(regions::code).load::<RegionRow>(conn)?;
    rows.into_iter().map(|row| row.read(false)).collect()
}

/// The regions directly below `parent`, by code.
pub fn children(conn: &mut Conn, parent: &RegionCode) -> StoreResult<Vec<Region>> {
    let rows = regions::table
        .filter(regions::parent_code.eq(parent.as_str()))
        .order(regions::code)
        .load::<RegionRow>(conn)?;
    with_children(conn, rows)
}

/// The regions directly below any of `parents`, by code. Two statements, however many there are.
pub fn children_of_all(conn: &mut Conn, parents: &[RegionCode]) -> StoreResult<Vec<Region>> {
    let codes: Vec<&str> = parents.iter().map(RegionCode::as_str).collect();
    let rows = regions::table
        .filter(regions::parent_code.eq_any(codes))
        .order(regions::code)
        .load::<RegionRow>(conn)?;
    with_children(conn, rows)
}

/// Regions whose full name holds `part`, highest level first. A few thousand rows: read whole, faster than any index.
pub fn search_regions(conn: &mut Conn, part: &str, limit: usize) -> StoreResult<Vec<Region>> {
    let escaped = part.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    let rows = regions::table
        .filter(regions::full_name.like(format!("%{escaped}%")).escape('\\'))
        .order(regions::code)
        .limit(i64::try_from(limit).unwrap_or(100))
        .load::<RegionRow>(conn)?;
    with_children(conn, rows)
}

fn with_children(conn: &mut Conn, rows: Vec<RegionRow>) -> StoreResult<Vec<Region>> {
    let codes: Vec<&str> = rows.iter().map(|r| r.code.as_str()).collect();
    let parents: Vec<Option<String>> = regions::table
        .filter(regions::parent_code.eq_any(&codes))
        .select(regions::parent_code)
        .distinct()
        .load(conn)?;
    let parents: Vec<String> = parents.into_iter().flatten().collect();
    rows.into_iter()
        .map(|row| {
            let has_children = parents.contains(&row.code);
            row.read(has_children)
        })
        .collect()
}

/// Stores an edition; an existing one of the same key is replaced.
pub fn put_edition(tx: &mut Tx<'_>, edition: &Edition, at: Instant) -> StoreResult<()> {
    if edition.current {
        diesel::update(
            editions::table
                .filter(editions::is_current.eq(true))
                .filter(editions::key.ne(&edition.key)),
        )
        .set(editions::is_current.eq(false))
        .execute(tx.conn())?;
    }
    let doc = Json::of(edition)?;
    let at = At::from(at);
    let changed = diesel::update(editions::table.find(&edition.key))
        .set((
            editions::year.eq(edition.year),
            editions::is_current.eq(edition.current),
            editions::doc.eq(&doc),
            editions::version.eq(editions::version + 1),
            editions::updated_at.eq(at),
        ))
        .execute(tx.conn())?;
    if changed == 0 {
        diesel::insert_into(editions::table)
            .values((
                editions::key.eq(&edition.key),
                editions::year.eq(edition.year),
                editions::is_current.eq(edition.current),
                editions::doc.eq(&doc),
                editions::version.eq(1),
                editions::updated_at.eq(at),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// Stores a changed edition if `expected` is still its version.
pub fn change_edition(tx: &mut Tx<'_>, edition: &Edition, expected: i32, at: Instant) -> StoreResult<()> {
    let target = editions::table
        .filter(editions::key.eq(&edition.key))
        .filter(editions::version.eq(expected));
    let changed = diesel::update(target)
        .set((
            editions::year.eq(edition.year),
            editions::doc.eq(Json::of(edition)?),
            editions::version.eq(expected + 1),
            editions::updated_at.eq(At::from(at)),
        ))
        .execute(tx.conn())?;
    if changed == 1 {
        Ok(())
    } else {
        Err(StoreError::Stale)
    }
}

/// Whether an edition is the current one is a column: the document may be older than a change of it.
fn edition_of((doc, current, version): (Json, bool, i32)) -> StoreResult<Edition> {
    Ok(Edition {
        current,
        version,
        ..doc.read()?
    })
}

/// The edition of this key; `current` names the current one.
pub fn edition(conn: &mut Conn, key: &str) -> StoreResult<Option<Edition>> {
    // PostgreSQL has no such text.
    if key.contains('\0') {
        return Ok(None);
    }
    let mut query = editions::table
        .select((editions::doc, editions::is_current, editions::version))
        .into_boxed();
    query = if key == "current" {
        query.filter(editions::is_current.eq(true))
    } else {
        query.filter(editions::key.eq(key.to_owned()))
    };
    query
        .first::<(Json, bool, i32)>(conn)
        .optional()?
        .map(edition_of)
        .transpose()
}

/// All editions, newest first.
pub fn all_editions(conn: &mut Conn) -> StoreResult<Vec<Edition>> {
    let rows: Vec<(Json, bool, i32)> = editions::table
        .select((editions::doc, editions::is_current, editions::version))
        .order((editions::is_current.desc(), editions::year.desc(), editions::key))
        .load(conn)?;
    rows.into_iter().map(edition_of).collect()
}

pub fn put_dictionary(
    tx: &mut Tx<'_>,
    name: DictionaryName,
    entries: &[DictionaryEntry],
    at: Instant,
) -> StoreResult<()> {
    let doc = Json::of(&entries)?;
    let changed = diesel::update(dictionaries::table.find(name.as_str()))
        .set((
            dictionaries::doc.eq(&doc),
            dictionaries::updated_at.eq(At::from(at)),
        ))
        .execute(tx.conn())?;
    if changed == 0 {
        diesel::insert_into(dictionaries::table)
            .values((
                dictionaries::name.eq(name.as_str()),
                dictionaries::doc.eq(&doc),
                dictionaries::updated_at.eq(At::from(at)),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}

pub fn all_dictionaries(conn: &mut Conn) -> StoreResult<Dictionaries> {
    let rows: Vec<(String, Json)> = dictionaries::table
        .select((dictionaries::name, dictionaries::doc))
        .load(conn)?;
    let mut all = Dictionaries::default();
    for (name, doc) in rows {
        let entries: Vec<DictionaryEntry> = doc.read()?;
        match DictionaryName::parse(&name) {
            Some(DictionaryName::VenueTypes) => all.venue_types = entries,
            Some(DictionaryName::Audiences) => all.audiences = entries,
            Some(DictionaryName::Forms) => all.forms = entries,
            Some(DictionaryName::Fields) => all.fields = entries,
            Some(DictionaryName::OrganizationKinds) => all.organization_kinds = entries,
            None => return Err(StoreError::corrupt(name)),
        }
    }
    Ok(all)
}
