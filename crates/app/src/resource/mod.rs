//! The resource library (科普资源库): made from approved activities, read by the province before it is public, recommended
//! upward in batches, used by others.

mod batch;
mod begin;
mod decide;
mod list;
mod public;
mod reuse;
mod save;
mod step;
mod submit;
mod tokens;
mod view;
mod visit;

use domain::access::Actor;
use domain::resource::{ResourceRight, ResourceScope, may_resource};
use persistence::resource::ResourceRecord;

pub use batch::recommend;
pub use begin::begin;
pub use decide::{review, select};
pub use list::{OwnQuery, desk, own};
pub use persistence::resource::{Deed, Sort};
pub use public::{PublicQuery, all_shown, list, show as show_public};
pub use reuse::report_use;
pub use save::{delete, save};
pub(crate) use step::{index_of, take_back};
pub use submit::{submit, withdraw};
pub use view::show;
pub use visit::visit;

/// Whether the actor sees a resource that may not be public.
pub(crate) fn may_see(actor: &Actor, r: &ResourceRecord) -> bool {
    let scope = ResourceScope {
        organization: r.organization_id,
        region: r.review_region.clone(),
        involved: Vec::new(),
        status: r.status,
    };
    may_resource(actor, ResourceRight::View, &scope).is_ok()
}
