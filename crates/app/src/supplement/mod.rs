//! What is added after the event (活动补充信息): the form, its submission, the deadline, and what it is worth for a
//! recommendation (推优资格).

mod due;
mod eligibility;
mod extend;
mod photo;
mod save;
mod submit;
mod view;

pub(crate) use due::set_due;
pub use eligibility::{Basis, eligibility};
pub(crate) use eligibility::{Judged, judge_submitted};
pub use extend::extend;
pub use photo::check as check_photos;
pub use save::save;
pub use submit::submit;
pub use view::show;
