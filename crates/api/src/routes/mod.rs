//! The operations, one file for each noun.

mod account;
mod activity;
mod administration;
mod agenda;
mod api_client;
mod certificate;
mod certification;
mod change_feed;
mod check_in;
mod circular;
mod exchange;
mod feed;
mod home;
mod media;
mod member;
mod message;
mod organization;
mod platform;
pub(crate) mod public;
mod public_notice;
pub(crate) mod public_venue;
mod quota;
mod recommendation;
mod reference;
mod registry;
mod report;
pub(crate) mod resource;
mod review;
mod route;
mod security;
mod statistics;
mod summary;
mod supplement;
mod todo;
mod venue;
mod venue_check_in;
mod webhook;

use actix_web::middleware::Compress;
use app::AppError;
use domain::access::{Actor, Role};
use domain::page::Limit;
use domain::problem::{Fault, FaultCode};
use domain::region::RegionCode;
use utoipa_actix_web::scope;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::operations;
use crate::problem::ApiError;

/// Every operation: below `/api/v1`, and what an operator's tools ask.
pub fn all(cfg: &mut ServiceConfig<'_>) {
    cfg.service(
        scope::scope("/api/v1")
            // Routes are tried one after the other: what everybody asks for comes first.
            .configure(feed::routes)
            .configure(public::routes)
            .configure(resource::public_routes)
            .configure(public_venue::routes)
            .configure(platform::routes)
            .configure(account::routes)
            .configure(home::routes)
            .configure(agenda::routes)
            .configure(check_in::routes)
            .configure(organization::routes)
            .configure(certification::routes)
            .configure(venue::routes)
            .configure(venue_check_in::routes)
            .configure(route::routes)
            .configure(member::routes)
            .configure(media::routes)
            .configure(reference::routes)
            .configure(activity::routes)
            .configure(review::routes)
            .configure(supplement::routes)
            .configure(recommendation::routes)
            .configure(summary::routes)
            .configure(public_notice::routes)
            .configure(certificate::routes)
            .configure(circular::routes)
            .configure(todo::routes)
            .configure(message::routes)
            .configure(report::routes)
            .configure(security::routes)
            .configure(resource::routes)
            .configure(administration::routes)
            .configure(api_client::routes)
            .configure(change_feed::routes)
            .configure(registry::routes)
            .configure(webhook::routes)
            .configure(quota::routes)
            .configure(statistics::routes)
            .configure(exchange::routes)
            // Gzip only: brotli's last tenth costs half of the requests a processor can answer.
            .wrap(Compress::default()),
    );
    operations::routes(cfg);
    // At the place that RFC 8414 says.
    cfg.service(api_client::metadata);
}

/// The size of a page as asked for, or a fault.
fn limit(asked: Option<u32>) -> Result<Limit, AppError> {
    match asked {
        None => Ok(Limit::default()),
        Some(n) => Limit::new(n).ok_or_else(|| {
            Fault::new("/limit", FaultCode::OutOfRange)
                .with(1)
                .with(Limit::MAX)
                .into()
        }),
    }
}

/// The region that is asked for; otherwise the caller's widest one, the country for those who set up the system.
fn own_region(me: &Actor, asked: Option<RegionCode>) -> Result<RegionCode, ApiError> {
    match asked {
        None if me.has(Role::SystemAdmin) => Ok(RegionCode::country()),
        asked => Ok(app::organization::region_of(me, asked)?),
    }
}
