//! Circulars (通知公告): drafted, published, corrected and withdrawn by the officials of a region, forwarded level by
//! level, read with a receipt, their deadlines kept until somebody marks them as done.

mod draft;
mod file;
mod forward;
mod list;
mod public;
mod publish;
mod receipt;
mod remind;
mod revision;
mod round;
mod show;
mod standing;
mod todo;
mod view;

pub use draft::{change, create, delete};
pub(crate) use file::may_see_file;
pub use forward::{forward, forwards};
pub use list::{CircularBox, CircularQuery, list};
pub use public::{public_list, public_show};
pub use publish::{correct, publish, withdraw};
pub use receipt::{ReceiptQuery, RecipientKind, receipts};
pub use remind::remind;
pub(crate) use remind::remind_of_deadlines;
pub use revision::revisions;
pub(crate) use round::{Round, run};
pub use show::show;
pub use todo::{complete, open_deadlines, todos};
