//! The way out: HTTP clients that connect to judged places only.

use std::collections::BTreeMap;
use std::error::Error as _;
use std::iter::successors;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use reqwest::Client;
use reqwest::redirect::Policy;
use url::{Host, Url};

use crate::gate::Gate;
use crate::names::{Barred, GuardedNames, Names};
use crate::verdict::Verdict;

/// Clients for the places that a gate admits.
#[derive(Debug, Clone)]
pub(crate) struct Door {
    gate: Arc<Gate>,
    /// One client for each port that may be asked; see [`GuardedNames::port`].
    clients: BTreeMap<u16, Client>,
}

impl Door {
    pub(crate) fn new(
        gate: Gate,
        names: &Arc<dyn Names>,
        connect_timeout: Duration,
        user_agent: &str,
    ) -> reqwest::Result<Self> {
        let gate = Arc::new(gate);
        let mut clients = BTreeMap::new();
        for port in gate.ports() {
            let guarded = GuardedNames {
                names: Arc::clone(names),
                gate: Arc::clone(&gate),
                port,
            };
            clients.insert(port, client(guarded, connect_timeout, user_agent)?);
        }
        Ok(Self { gate, clients })
    }

    /// The client for this address, or why nothing is asked there.
    pub(crate) fn client(&self, url: &Url) -> Result<&Client, Verdict> {
        let port = url.port_or_known_default().ok_or(Verdict::Invalid)?;
        let client = self.clients.get(&port).ok_or(Verdict::Forbidden)?;
        // The client connects to a number without looking anything up.
        if let Some(address) = number(url)
            && !self.gate.admits(SocketAddr::new(address, port))
        {
            return Err(Verdict::Forbidden);
        }
        Ok(client)
    }
}

fn client(names: GuardedNames, connect_timeout: Duration, user_agent: &str) -> reqwest::Result<Client> {
    Client::builder()
        .dns_resolver(Arc::new(names))
        .no_proxy()
        .redirect(Policy::none())
        .connect_timeout(connect_timeout)
        .user_agent(user_agent)
        // A connection that stays open would be used again without a look at its address.
        .pool_max_idle_per_host(0)
        // Every site speaks it, and there is less in it for a hostile one to play with.
        .http1_only()
        // Another crate may have switched these on for all.
        .no_gzip()
        .no_brotli()
        .no_deflate()
        .no_zstd()
        .build()
}

/// Whether a request for this URL can be written, and would carry no credentials.
pub(crate) fn is_askable(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
        && url.username().is_empty()
        && url.password().is_none()
        // The two grammars differ at the edges, and the client uses both.
        && url.as_str().parse::<http::Uri>().is_ok()
}

/// The host of a URL when it is a number; the parser knows all its spellings (decimal, octal, hexadecimal).
fn number(url: &Url) -> Option<IpAddr> {
    match url.host()? {
        Host::Ipv4(address) => Some(IpAddr::V4(address)),
        Host::Ipv6(address) => Some(IpAddr::V6(address)),
        Host::Domain(_) => None,
    }
}

/// Why there is no answer. What [`GuardedNames`] found lies somewhere below the client's own errors.
pub(crate) fn of_error(error: &reqwest::Error) -> Verdict {
    successors(error.source(), |&cause| cause.source())
        .find_map(|cause| cause.downcast_ref::<Barred>())
        .map_or(Verdict::Unreachable, |barred| barred.0)
}
