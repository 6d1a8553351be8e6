//! Adding to many figures with one statement.

use diesel::prelude::*;
use diesel::sql_types::Text;
use domain::statistics::Figures;
use serde_json::Value;

use super::Conn;
use crate::error::{StoreError, StoreResult};

const KEY: [&str; 4] = ["edition", "dimension", "region_code", "value"];

/// Adds to rows of `statistics`, and makes those that are not there. Each row: its key, then its figures in the order of
/// their names.
pub fn add_figures(conn: &mut Conn, rows: &[Vec<Value>]) -> StoreResult<()> {
    let rows = serde_json::to_string(rows).map_err(StoreError::corrupt)?;
    let names = Figures::NAMES;
    let columns: Vec<&str> = KEY.iter().chain(names).copied().collect();
    let sums: Vec<String> = names
        .iter()
        .map(|name| format!("{name} = statistics.{name} + excluded.{name}"))
        .collect();
    let places = 0..columns.len();
    let (values, source) = match conn {
        Conn::Pg(_) => {
            let cast = |n: usize| if n < KEY.len() { "" } else { "::bigint" };
            let values: Vec<_> = places.map(|n| format!("(one.cell ->> {n}){}", cast(n))).collect();
            (values, "jsonb_array_elements($1::jsonb) AS one (cell)")
        }
        Conn::Sqlite(_) => {
            let values: Vec<_> = places.map(|n| format!("one.value ->> {n}")).collect();
            // Without a condition, ON would be taken for that of a join.
            (values, "json_each(?1) AS one WHERE true")
        }
    };
    let sql = format!(
        "INSERT INTO statistics ({}) SELECT {} FROM {source} ON CONFLICT ({}) DO UPDATE SET {}",
        columns.join(", "),
        values.join(", "),
        KEY.join(", "),
        sums.join(", "),
    );
    match conn {
        Conn::Pg(c) => diesel::sql_query(sql).bind::<Text, _>(rows).execute(c)?,
        Conn::Sqlite(c) => diesel::sql_query(sql).bind::<Text, _>(rows).execute(c)?,
    };
    Ok(())
}
