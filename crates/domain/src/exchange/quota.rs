//! A row of the table of quotas.

use super::ImportKind;
use super::activity::{Cells, Lists};
use super::column::{self, Choices};
use super::names::code_of;
use super::value;
use crate::problem::{Fault, FaultCode, Faults};
use crate::quota::{Quota, TARGET_MAX};

/// Reads a row.
pub fn read(cells: &Cells, on: Lists<'_>) -> (Quota, Faults) {
    let mut quota = Quota::default();
    let mut faults = Faults::new();
    let mut target = false;
    for (at, found) in cells {
        let pointer = column::columns(ImportKind::Quotas)[*at].pointer;
        let read: Result<(), Fault> = match pointer {
            "/region_code" => value::digits(found, pointer)
                .and_then(|text| on.regions.find(&text, pointer))
                .map(|code| quota.region_code = code.to_string()),
            "/category" => value::text(found, pointer)
                .and_then(|text| code_of(Choices::Categories, &text, on.edition, on.dictionaries, pointer))
                .map(|code| quota.category = Some(code)),
            "/target" => {
                target = true;
                value::count(found, pointer).and_then(|n| match u32::try_from(n) {
                    Ok(n) if n <= TARGET_MAX => {
                        quota.target = n;
                        Ok(())
                    }
                    _ => Err(Fault::new(pointer, FaultCode::OutOfRange)
                        .with(0)
                        .with(TARGET_MAX)),
                })
            }
            _ => Ok(()),
        };
        if let Err(fault) = read {
            faults.push(fault);
        }
    }
    if !target {
        faults.push(Fault::new("/target", FaultCode::Required).with("任务指标"));
    }
    (quota, faults)
}
