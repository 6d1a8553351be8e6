//! Telling other systems what happens: the addresses, and what was sent to each.

mod change;
mod deliveries;
mod delivery;
mod events;
mod form;
mod list;
mod new;
mod show;
mod status;
mod tools;

use domain::id::WebhookId;
use domain::webhook::IssuedWebhook;

use crate::i18n::webhook as words;
use crate::pages::connection::Issued;

pub use list::ListPage;
pub use show::ShowPage;

/// The address of the list.
const LIST: &str = "/admin/webhooks";

fn href(id: WebhookId) -> String {
    format!("{LIST}/{id}")
}

fn issued(of: &IssuedWebhook) -> Issued {
    Issued {
        lines: vec![(words::SECRET, of.secret.clone())],
        used: words::ISSUED_USE,
        sample: String::new(),
    }
}
