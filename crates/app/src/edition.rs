//! Changing an edition (届): windows, deadlines, thresholds, switches, reasons. By system administrators.

use domain::access::{Actor, may_administer};
use domain::edition::Edition;
use domain::problem::{Code, Fault, FaultCode, Faults};
use domain::region::RegionCode;
use persistence::{Conn, StoreError, reference};
use serde_json::{Map, Value};

use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::{clean, strict};

/// Fields that tell an edition apart, or are set by the platform.
const READ_ONLY: [&str; 4] = ["key", "current", "demo", "version"];

/// Changes some fields of an edition (JSON merge patch, RFC 7396) if `expected` is still its version.
pub async fn change(
    app: &App,
    actor: &Actor,
    key: &str,
    expected: i32,
    mut patch: Map<String, Value>,
) -> AppResult<Edition> {
    may_administer(actor)?;
    let (key, now) = (key.to_owned(), app.now());
    app.db()
        .write(move |tx| {
            let before = reference::edition(tx.conn(), &key)?.ok_or(Code::NotFound)?;
            if before.version != expected {
                return Err(AppError::Stale {
                    current: before.version,
                });
            }
            patch.values_mut().for_each(clean::json);
            let after = merged(&before, patch)?;
            check(tx.conn(), &after)?;
            match reference::change_edition(tx, &after, expected, now) {
                Err(StoreError::Stale) => Err(AppError::Stale {
                    current: expected + 1,
                }),
                Err(other) => Err(other.into()),
                Ok(()) => Ok(Edition {
                    version: expected + 1,
                    ..after
                }),
            }
        })
        .await
}

fn merged(before: &Edition, patch: Map<String, Value>) -> AppResult<Edition> {
    let mut faults = Faults::new();
    let Value::Object(mut fields) = serde_json::to_value(before).map_err(AppError::internal)? else {
        return Err(AppError::internal("an edition is a JSON object"));
    };
    for (name, change) in patch {
        let pointer = format!("/{name}");
        let Some(field) = fields.get_mut(&name) else {
            faults.add(pointer, FaultCode::UnknownField);
            continue;
        };
        if READ_ONLY.contains(&name.as_str()) {
            faults.add(pointer, FaultCode::ReadOnly);
            continue;
        }
        let mut changed = field.clone();
        json_patch::merge(&mut changed, &change);
        // Read alone, so that each fault is named at its field.
        let mut alone = serde_json::to_value(before).map_err(AppError::internal)?;
        alone[&name] = changed.clone();
        match strict::from_value::<Edition>(alone) {
            Ok(_) => *field = changed,
            Err(error) => faults.push(Fault::new(pointer, FaultCode::WrongType).with(error)),
        }
    }
    faults.into_result()?;
    serde_json::from_value(Value::Object(fields)).map_err(AppError::internal)
}

fn check(conn: &mut Conn, e: &Edition) -> AppResult<()> {
    let mut faults = e.check();
    let mut regions: Vec<(String, &RegionCode)> = Vec::new();
    for (n, code) in e.policies.city_review_regions.iter().enumerate() {
        regions.push((format!("/policies/city_review_regions/{n}"), code));
    }
    for (n, window) in e.windows.iter().enumerate() {
        regions.push((format!("/windows/{n}/region_code"), &window.region_code));
    }
    for (n, deadline) in e.deadlines.iter().enumerate() {
        regions.push((format!("/deadlines/{n}/region_code"), &deadline.region_code));
    }
    for (pointer, code) in regions {
        if reference::region(conn, code)?.is_none() {
            faults.push(Fault::new(pointer, FaultCode::UnknownRegion).with(code));
        }
    }
    Ok(faults.into_result()?)
}
