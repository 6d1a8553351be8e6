//! The tables, in portable types. Kept by hand: a contract test selects every column on both engines.

mod activity;
mod file;
mod message;
mod people;
mod reference;
mod review;
mod supplement;

pub use activity::*;
pub use file::*;
pub use message::*;
pub use people::*;
pub use reference::*;
pub use review::*;
pub use supplement::*;

diesel::joinable!(activities -> organizations (organization_id));
diesel::joinable!(activities -> regions (region_code));
diesel::joinable!(grants -> organizations (organization_id));
diesel::joinable!(grants -> regions (region_code));
diesel::joinable!(organizations -> regions (region_code));
diesel::joinable!(content_reports -> activities (activity_id));
diesel::joinable!(review_queue -> activities (activity_id));
diesel::joinable!(refresh_tokens -> sessions (session_id));
diesel::allow_tables_to_appear_in_same_query!(
    activities,
    organizations,
    organization_tokens,
    regions,
    review_queue
);
diesel::allow_tables_to_appear_in_same_query!(content_reports, activities);
diesel::allow_tables_to_appear_in_same_query!(accounts, grants);
diesel::allow_tables_to_appear_in_same_query!(grants, organizations);
diesel::allow_tables_to_appear_in_same_query!(grants, regions);
diesel::allow_tables_to_appear_in_same_query!(activity_media, public_activities);
diesel::allow_tables_to_appear_in_same_query!(refresh_tokens, sessions);
diesel::allow_tables_to_appear_in_same_query!(editions, public_activities);
diesel::allow_tables_to_appear_in_same_query!(activities, supplements);
