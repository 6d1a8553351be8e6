//! Certificates (荣誉证书): issued with the result, verified by anybody, printed in the background, replaced and revoked.

mod change;
mod issue;
mod log;
mod print;
mod show;

pub use change::{reissue, revoke};
pub(crate) use issue::issue;
pub use log::verify_chain;
pub use print::pdf;
pub(crate) use print::{Print, print};
pub use show::show;
