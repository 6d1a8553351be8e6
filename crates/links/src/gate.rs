//! Where connections may lead.

use std::collections::BTreeSet;
use std::net::SocketAddr;

use crate::network::is_public;

/// The ports that are asked on public addresses.
const WEB_PORTS: [u16; 2] = [80, 443];

/// Decides where connections may lead.
#[derive(Debug)]
pub(crate) struct Gate {
    permit: Vec<SocketAddr>,
}

impl Gate {
    /// `permit` holds the places that are open although the rules would close them.
    pub(crate) fn new(permit: &[SocketAddr]) -> Self {
        Self {
            permit: permit.iter().map(|place| plain(*place)).collect(),
        }
    }

    /// Ports that are open at one address at least.
    pub(crate) fn ports(&self) -> BTreeSet<u16> {
        let permitted = self.permit.iter().map(SocketAddr::port);
        WEB_PORTS.into_iter().chain(permitted).collect()
    }

    pub(crate) fn admits(&self, place: SocketAddr) -> bool {
        let is_public_web = WEB_PORTS.contains(&place.port()) && is_public(place.ip());
        is_public_web || self.permit.contains(&plain(place))
    }
}

/// Without the flow label and scope of IPv6, which are no part of what somebody permits.
const fn plain(place: SocketAddr) -> SocketAddr {
    SocketAddr::new(place.ip(), place.port())
}
