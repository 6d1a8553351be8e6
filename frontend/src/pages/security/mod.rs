//! Accounts and their roles, in the hands of the security administrator (安全管理员).

mod account;
mod find;
mod give;
mod grant;
mod held;
mod show;
mod state;
mod steps;

pub use show::ShowPage;

/// Its address.
pub const SECURITY: &str = "/security";
