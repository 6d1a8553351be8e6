//! Telling other systems what happens (webhooks).
//!
//! An event is asked for in the transaction that makes it, so that it is told exactly if it happened. Each delivery is
//! signed anew, tried with growing pauses for about a day, then kept as dead; any can be sent again. Order is not
//! promised: receivers compare versions and know an event again by its id.

mod administer;
mod deliver;
mod log;
mod publish;

pub use administer::{change, create, list, remove, rotate, show};
pub(crate) use deliver::{Deliver, deliver};
pub use log::{deliveries, replay};
pub(crate) use publish::{fan_out, of_organization, of_step};

use domain::webhook::Webhook;
use persistence::webhook::WebhookRecord;

fn view(w: WebhookRecord) -> Webhook {
    Webhook {
        id: w.id,
        url: w.url,
        description: w.description,
        events: w.events,
        region_code: w.region_code,
        active: w.active,
        failures: w.failures,
        closed_until: w.closed_until,
        version: w.version,
        created_at: w.created_at,
    }
}
