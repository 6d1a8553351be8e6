//! The tables, in portable types. Kept by hand: a contract test selects every column on both engines.

mod activity;
mod audit;
mod check_in;
mod circular;
mod exchange;
mod figure;
mod file;
mod integration;
mod message;
mod people;
mod public_notice;
mod quota;
mod recommendation;
mod reference;
mod registry;
mod resource;
mod review;
mod summary;
mod supplement;
mod venue;
mod webhook;

pub use activity::*;
pub use audit::*;
pub use check_in::*;
pub use circular::*;
pub use exchange::*;
pub use figure::*;
pub use file::*;
pub use integration::*;
pub use message::*;
pub use people::*;
pub use public_notice::*;
pub use quota::*;
pub use recommendation::*;
pub use reference::*;
pub use registry::*;
pub use resource::*;
pub use review::*;
pub use summary::*;
pub use supplement::*;
pub use venue::*;
pub use webhook::*;

diesel::joinable!(activities -> organizations (organization_id));
diesel::joinable!(activities -> regions (region_code));
diesel::joinable!(grants -> organizations (organization_id));
diesel::joinable!(grants -> regions (region_code));
diesel::joinable!(organizations -> regions (region_code));
diesel::joinable!(check_in_points -> activities (activity_id));
diesel::joinable!(check_ins -> check_in_points (point_id));
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
diesel::allow_tables_to_appear_in_same_query!(check_in_points, check_ins, activities);
diesel::allow_tables_to_appear_in_same_query!(content_reports, activities);
diesel::allow_tables_to_appear_in_same_query!(accounts, grants);
diesel::allow_tables_to_appear_in_same_query!(grants, organizations);
diesel::allow_tables_to_appear_in_same_query!(grants, regions);
diesel::allow_tables_to_appear_in_same_query!(activity_media, public_activities);
diesel::allow_tables_to_appear_in_same_query!(refresh_tokens, sessions);
diesel::allow_tables_to_appear_in_same_query!(editions, public_activities);
diesel::allow_tables_to_appear_in_same_query!(
    activities,
    supplements,
    supplement_extensions,
    supplement_reminders
);

diesel::joinable!(recommendation_entries -> organizations (organization_id));
diesel::joinable!(recommendation_entries -> recommendation_lists (list_id));
diesel::joinable!(recommendation_lists -> regions (region_code));
diesel::joinable!(public_notices -> regions (region_code));
diesel::allow_tables_to_appear_in_same_query!(recommendation_entries, recommendation_lists, certificates);
diesel::allow_tables_to_appear_in_same_query!(recommendation_entries, organizations);
diesel::allow_tables_to_appear_in_same_query!(recommendation_entries, regions);
diesel::allow_tables_to_appear_in_same_query!(recommendation_lists, regions);
diesel::allow_tables_to_appear_in_same_query!(public_notices, regions);
diesel::allow_tables_to_appear_in_same_query!(score_experts, accounts);
diesel::allow_tables_to_appear_in_same_query!(activities, activity_events);
diesel::joinable!(organization_proofs -> organizations (organization_id));
diesel::allow_tables_to_appear_in_same_query!(organization_proofs, organizations);
diesel::allow_tables_to_appear_in_same_query!(organization_keys, organizations);
diesel::allow_tables_to_appear_in_same_query!(membership_requests, accounts);
diesel::joinable!(quota_sets -> accounts (changed_by));
diesel::allow_tables_to_appear_in_same_query!(quota_sets, accounts);
diesel::allow_tables_to_appear_in_same_query!(supplement_submissions, activities);
diesel::allow_tables_to_appear_in_same_query!(supplement_submissions, organizations);
diesel::allow_tables_to_appear_in_same_query!(supplement_submissions, regions);
diesel::allow_tables_to_appear_in_same_query!(objections, public_notices);
diesel::allow_tables_to_appear_in_same_query!(
    circulars,
    circular_dispatches,
    circular_addresses,
    circular_deadlines
);
diesel::allow_tables_to_appear_in_same_query!(organizations, circular_organization_receipts);
diesel::allow_tables_to_appear_in_same_query!(audit_entries, accounts);
diesel::allow_tables_to_appear_in_same_query!(accounts, regions);
diesel::allow_tables_to_appear_in_same_query!(accounts, organizations);
diesel::allow_tables_to_appear_in_same_query!(activities, contributions);
diesel::allow_tables_to_appear_in_same_query!(activity_links, link_checks, public_activities);
diesel::allow_tables_to_appear_in_same_query!(imports, import_rows);

diesel::joinable!(resources -> activities (activity_id));
diesel::joinable!(resources -> organizations (organization_id));
diesel::joinable!(resources -> regions (region_code));
diesel::joinable!(resource_media -> resources (resource_id));
diesel::joinable!(resource_reuses -> activities (activity_id));
diesel::joinable!(resource_reuses -> organizations (organization_id));
diesel::joinable!(content_reports -> resources (resource_id));
diesel::allow_tables_to_appear_in_same_query!(resources, activities);
diesel::allow_tables_to_appear_in_same_query!(resources, organizations);
diesel::allow_tables_to_appear_in_same_query!(resources, regions);
diesel::allow_tables_to_appear_in_same_query!(resources, resource_media);
diesel::allow_tables_to_appear_in_same_query!(resources, resource_tokens);
diesel::allow_tables_to_appear_in_same_query!(resources, content_reports);
diesel::allow_tables_to_appear_in_same_query!(resource_reuses, activities);
diesel::allow_tables_to_appear_in_same_query!(resource_reuses, organizations);
diesel::allow_tables_to_appear_in_same_query!(resource_tokens, activities);
diesel::allow_tables_to_appear_in_same_query!(resource_tokens, organizations);
diesel::allow_tables_to_appear_in_same_query!(resource_tokens, regions);
diesel::joinable!(venues -> organizations (organization_id));
diesel::joinable!(venues -> regions (region_code));
diesel::joinable!(routes -> regions (region_code));
diesel::allow_tables_to_appear_in_same_query!(venues, organizations);
diesel::allow_tables_to_appear_in_same_query!(venues, regions);
diesel::allow_tables_to_appear_in_same_query!(venues, venue_tokens);
diesel::allow_tables_to_appear_in_same_query!(venues, venue_hours);
diesel::allow_tables_to_appear_in_same_query!(routes, regions);
diesel::allow_tables_to_appear_in_same_query!(routes, route_tokens);
diesel::allow_tables_to_appear_in_same_query!(venue_tokens, organizations);
diesel::allow_tables_to_appear_in_same_query!(venue_tokens, regions);
diesel::allow_tables_to_appear_in_same_query!(venue_hours, organizations);
diesel::allow_tables_to_appear_in_same_query!(venue_hours, regions);
diesel::allow_tables_to_appear_in_same_query!(route_tokens, regions);
