//! The audit log (审计日志), for the audit administrator.

use domain::audit::AuditEntry;
use domain::page::Page;

use super::{Answer, Request};

/// Entries with what is `asked` for, latest first.
pub async fn list(asked: Vec<(&'static str, String)>, cursor: Option<String>) -> Answer<Page<AuditEntry>> {
    let mut request = Request::get("/audit-log").query_some("cursor", cursor);
    for (name, value) in asked {
        request = request.query_some(name, Some(value));
    }
    request.send().await
}
