//! Signing in and one's own account.

mod agenda;
mod authenticator;
mod delegate;
mod delegations;
mod demo;
mod devices;
mod preferences;
mod show;
mod sign_in;

pub use show::ShowPage;
pub use sign_in::SignInPage;

/// The address of one's own.
pub const ACCOUNT: &str = "/account";
