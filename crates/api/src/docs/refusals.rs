//! Which refusals an operation cannot give: [`crate::problem::Problems`] lists them all.

use utoipa::openapi::path::Operation;
use utoipa::openapi::{OpenApi, RefOr};

/// Takes out what needs a body or a version where none is asked for.
pub fn narrow(document: &mut OpenApi) {
    for item in document.paths.paths.values_mut() {
        let operations = [
            &mut item.get,
            &mut item.post,
            &mut item.put,
            &mut item.patch,
            &mut item.delete,
        ];
        for operation in operations.into_iter().flatten() {
            if operation.request_body.is_none() {
                forget(operation, &["413", "415"]);
            }
            let versioned = operation
                .parameters
                .iter()
                .flatten()
                .any(|p| matches!(p, RefOr::T(p) if p.name == "If-Match"));
            if !versioned {
                forget(operation, &["412", "428"]);
            }
        }
    }
}

fn forget(operation: &mut Operation, statuses: &[&str]) {
    for status in statuses {
        operation.responses.responses.remove(*status);
    }
}
