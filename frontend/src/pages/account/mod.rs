//! Signing in and one's own account.

mod demo;
mod devices;
mod show;
mod sign_in;

pub use show::ShowPage;
pub use sign_in::SignInPage;
