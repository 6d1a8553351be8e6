//! The audit log (审计日志), read by the audit administrator.

mod entry;
mod filters;
mod list;
mod looking;

pub use list::ListPage;

/// Its address.
pub const AUDIT_LOG: &str = "/audit-log";
