//! A row of the table of organisations as the form would send it.

use super::ImportKind;
use super::activity::{Cells, Lists};
use super::column::{self, Choices, KEY};
use super::names::code_of;
use super::value;
use crate::dictionary::DictionaryName;
use crate::organization::NewOrganization;
use crate::problem::{Fault, Faults};

/// Reads a row: its key (行标识) and the organisation.
pub fn read(cells: &Cells, on: Lists<'_>) -> (Option<String>, NewOrganization, Faults) {
    let mut new = NewOrganization::default();
    let mut key = None;
    let mut faults = Faults::new();
    for (at, found) in cells {
        let pointer = column::columns(ImportKind::Organizations)[*at].pointer;
        let text = || value::text(found, pointer);
        let read: Result<(), Fault> = match pointer {
            KEY => text().map(|text| key = Some(text)),
            "/full_name" => text().map(|text| new.full_name = text),
            "/kind" => text()
                .and_then(|text| {
                    let kinds = Choices::Dictionary(DictionaryName::OrganizationKinds);
                    code_of(kinds, &text, on.edition, on.dictionaries, pointer)
                })
                .map(|code| new.kind = code),
            "/region_code" => value::digits(found, pointer)
                .and_then(|text| on.regions.find(&text, pointer))
                .map(|code| new.region_code = code.to_string()),
            "/uscc" => value::digits(found, pointer).map(|code| new.uscc = Some(code)),
            "/host_unit" => text().map(|text| new.host_unit = Some(text)),
            "/aliases" => value::list(found, pointer).map(|all| new.aliases = all),
            "/contact_name" => text().map(|text| new.contact_name = Some(text)),
            "/contact_phone" => value::digits(found, pointer).map(|phone| new.contact_phone = Some(phone)),
            _ => Ok(()),
        };
        if let Err(fault) = read {
            faults.push(fault);
        }
    }
    (key, new, faults)
}
