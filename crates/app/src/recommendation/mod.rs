//! Recommendation (推优): lists of counties, cities, provinces and the nation, and what moves between them.

mod apply;
mod change;
mod choose;
mod endorse;
mod expert;
mod give_back;
mod leave;
mod list;
mod lock;
pub(crate) mod place;
mod retract;
mod score;
mod sheet;
mod standing;
pub(crate) mod view;

pub use apply::{add, apply_activity, apply_organization};
pub use change::{change, open};
pub use choose::{choose, order, remove};
pub(crate) use choose::{follow_up, recuse, take_out};
pub use endorse::endorse;
pub use expert::{dismiss, invite, put_score, scorings};
pub use give_back::give_back;
pub(crate) use leave::leave;
pub use list::{ListQuery, entries, list, show};
pub use lock::lock;
pub use retract::{retract_activity, retract_organization};
pub use score::score_card;
pub use sheet::sheet;
pub use standing::{standing_of_activity, standing_of_organization};
