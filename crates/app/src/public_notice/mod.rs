//! Public notices (公示): begun for a locked list, objected to by anybody with their real name, ended by the result.

mod begin;
mod decide;
mod object;
mod public;
mod publish;
mod view;

pub use begin::{begin, working_period};
pub use decide::{decide, objections};
pub use object::object;
pub(crate) use object::owner;
pub use public::{NoticeQuery, lines, notices, page};
pub use publish::publish;
pub use view::{list, show};
