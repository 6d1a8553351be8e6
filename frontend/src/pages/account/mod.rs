//! Signing in and one's own account.

mod agenda;
mod delegate;
mod delegations;
mod demo;
mod devices;
mod preferences;
mod show;
mod sign_in;

pub use show::ShowPage;
pub use sign_in::SignInPage;
