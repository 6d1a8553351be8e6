//! From names to addresses that may be asked.

use std::collections::BTreeSet;
use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use dns_lookup::{AddrInfoHints, LookupErrorKind, SockType};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use thiserror::Error;

use crate::gate::Gate;
use crate::verdict::Verdict;

/// Where the addresses of a name come from.
pub trait Names: fmt::Debug + Send + Sync + 'static {
    /// All addresses of a host; may block.
    ///
    /// # Errors
    /// [`io::ErrorKind::NotFound`] when the name does not exist or has no address; any other kind when this cannot be
    /// told at present.
    fn addresses(&self, host: &str) -> io::Result<Vec<IpAddr>>;
}

/// The name service of this machine, with its hosts file. A lookup that nobody waits for any longer ends by the
/// timeouts of the system's configuration.
#[derive(Debug, Clone, Copy)]
pub struct SystemNames;

impl Names for SystemNames {
    fn addresses(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        let hints = AddrInfoHints {
            socktype: SockType::Stream.into(),
            ..AddrInfoHints::default()
        };
        // std's own lookup does not say whether the name is wrong or its server silent.
        let found =
            dns_lookup::getaddrinfo(Some(host), None, Some(hints)).map_err(|error| match error.kind() {
                LookupErrorKind::NoName | LookupErrorKind::NoData => io::Error::from(io::ErrorKind::NotFound),
                _ => io::Error::from(error),
            })?;
        found
            .map(|entry| entry.map(|found| found.sockaddr.ip()))
            .collect()
    }
}

/// What stands in the way of a connection, on its way through the HTTP client.
#[derive(Debug, Error)]
#[error("no connection: {}", .0.as_str())]
pub(crate) struct Barred(pub(crate) Verdict);

/// The HTTP client's only source of addresses for names, for connections to one port.
#[derive(Debug, Clone)]
pub(crate) struct GuardedNames {
    pub(crate) names: Arc<dyn Names>,
    pub(crate) gate: Arc<Gate>,
    /// The client does not tell where it is going to connect, hence one client for each port.
    pub(crate) port: u16,
}

impl GuardedNames {
    /// The places behind a name: all may be asked, or there are none.
    fn places(&self, host: &str) -> Result<BTreeSet<SocketAddr>, Barred> {
        let addresses = self.names.addresses(host).map_err(|error| {
            Barred(match error.kind() {
                io::ErrorKind::NotFound => Verdict::NoSuchHost,
                _ => Verdict::Unreachable,
            })
        })?;
        if addresses.is_empty() {
            return Err(Barred(Verdict::NoSuchHost));
        }
        let places: BTreeSet<_> = addresses
            .into_iter()
            .map(|address| SocketAddr::new(address, self.port))
            .collect();
        // A name with an address inside is up to something, whatever its others are.
        if places.iter().all(|place| self.gate.admits(*place)) {
            Ok(places)
        } else {
            Err(Barred(Verdict::Forbidden))
        }
    }
}

impl Resolve for GuardedNames {
    fn resolve(&self, name: Name) -> Resolving {
        let guarded = self.clone();
        Box::pin(async move {
            let places = tokio::task::spawn_blocking(move || guarded.places(name.as_str())).await??;
            Ok(Box::new(places.into_iter()) as Addrs)
        })
    }
}
