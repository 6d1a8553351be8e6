//! Where connections may lead.

use std::collections::BTreeSet;
use std::net::SocketAddr;

use crate::network::is_public;

/// The ports that are asked on public addresses.
const WEB_PORTS: [u16; 2] = [80, 443];

/// Decides where connections may lead.
#[derive(Debug)]
pub(crate) struct Gate {
    /// Ports that are open on public addresses.
    public: &'static [u16],
    permit: Vec<SocketAddr>,
}

impl Gate {
    /// The public web, and the places of `permit` although the rules would close them.
    pub(crate) fn new(permit: &[SocketAddr]) -> Self {
        Self {
            public: &WEB_PORTS,
            permit: permit.iter().map(|place| plain(*place)).collect(),
        }
    }

    /// The places of `permit` and nothing else.
    pub(crate) fn closed(permit: &[SocketAddr]) -> Self {
        Self {
            public: &[],
            ..Self::new(permit)
        }
    }

    /// Ports that are open at one address at least.
    pub(crate) fn ports(&self) -> BTreeSet<u16> {
        let permitted = self.permit.iter().map(SocketAddr::port);
        self.public.iter().copied().chain(permitted).collect()
    }

    pub(crate) fn admits(&self, place: SocketAddr) -> bool {
        let is_public_web = self.public.contains(&place.port()) && is_public(place.ip());
        is_public_web || self.permit.contains(&plain(place))
    }
}

/// Without the flow label and scope of IPv6, which are no part of what somebody permits.
const fn plain(place: SocketAddr) -> SocketAddr {
    SocketAddr::new(place.ip(), place.port())
}
