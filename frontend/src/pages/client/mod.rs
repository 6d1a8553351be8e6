//! Other systems that use the platform: which there are, what each may do, its secret.

mod change;
mod form;
mod list;
mod new;
mod organizations;
mod show;
mod tools;

use domain::api_client::IssuedApiClient;
use domain::id::ApiClientId;
use leptos::prelude::*;

use crate::i18n::api_client as words;
use crate::pages::connection::Issued;

pub use list::ListPage;
pub use show::ShowPage;

/// The address of the list.
const LIST: &str = "/admin/clients";

fn href(id: ApiClientId) -> String {
    format!("{LIST}/{id}")
}

/// What its holder needs, with a line that gets a token.
fn issued(of: &IssuedApiClient) -> Issued {
    let (id, secret) = (of.client.id.to_string(), of.client_secret.clone());
    let site = window().location().origin().unwrap_or_default();
    Issued {
        sample: format!("curl -u '{id}:{secret}' -d grant_type=client_credentials {site}/api/v1/oauth/token"),
        lines: vec![(words::CLIENT_ID, id), (words::CLIENT_SECRET, secret)],
        used: words::ISSUED_USE,
    }
}
