//! Which addresses belong to the public internet.
//!
//! The tables hold what the [IPv4] and [IPv6] special-purpose registries list and std's stable methods do not know.
//! Blocks of the registries that are reachable yet serve no web pages (anycast services inside `192.0.0.0/24` and
//! `2001::/23`) are refused with the block around them.
//!
//! [IPv4]: https://www.iana.org/assignments/iana-ipv4-special-registry
//! [IPv6]: https://www.iana.org/assignments/iana-ipv6-special-registry

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{Ipv4Net, Ipv6Net};

/// Refused besides loopback, private, link-local, documentation and multicast addresses.
const REFUSED_V4: [Ipv4Net; 7] = [
    // "This network"; Linux connects 0.0.0.0 to itself.
    v4([0, 0, 0, 0], 8),
    // Shared by the customers of a provider (RFC 6598); metadata services of some clouds.
    v4([100, 64, 0, 0], 10),
    // The metadata service of one cloud, in a block that is public otherwise.
    v4([168, 63, 129, 16], 32),
    // Protocol assignments (RFC 6890).
    v4([192, 0, 0, 0], 24),
    // Relays of 6to4, given up (RFC 7526).
    v4([192, 88, 99, 0], 24),
    // Benchmarks of network devices (RFC 2544).
    v4([198, 18, 0, 0], 15),
    // Reserved (RFC 1112), with the broadcast address.
    v4([240, 0, 0, 0], 4),
];

/// All that has been assigned as global unicast so far. Whatever lies outside is refused: loopback, unspecified,
/// IPv4-compatible, unique local, link-local, site-local, multicast, local translation, segment routing, the unknown.
const GLOBAL_V6: Ipv6Net = v6([0x2000, 0], 3);

/// Refused inside [`GLOBAL_V6`].
const REFUSED_V6: [Ipv6Net; 3] = [
    // Protocol assignments (RFC 2928): Teredo, benchmarks, identifiers that are no places.
    v6([0x2001, 0], 23),
    // Documentation (RFC 3849, RFC 9637).
    v6([0x2001, 0xdb8], 32),
    v6([0x3fff, 0], 20),
];

/// Addresses whose last four bytes are an IPv4 address, by translation (RFC 6052).
const TRANSLATED: Ipv6Net = v6([0x64, 0xff9b], 96);

/// Addresses whose bytes 2 to 5 are an IPv4 address, by 6to4 (RFC 3056).
const SIX_TO_FOUR: Ipv6Net = v6([0x2002, 0], 16);

const fn v4(octets: [u8; 4], prefix: u8) -> Ipv4Net {
    let [a, b, c, d] = octets;
    Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, d), prefix)
}

/// A network by the first two groups of its address; the others are zero.
const fn v6(groups: [u16; 2], prefix: u8) -> Ipv6Net {
    Ipv6Net::new_assert(Ipv6Addr::new(groups[0], groups[1], 0, 0, 0, 0, 0, 0), prefix)
}

/// Whether the address is one host on the public internet, as far as its number tells.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let special = address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || address.is_documentation()
        || address.is_multicast();
    !special && !REFUSED_V4.iter().any(|network| network.contains(&address))
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    // The packets go to the address inside, so that one is judged.
    if let Some(inside) = embedded(address) {
        return is_public_v4(inside);
    }
    GLOBAL_V6.contains(&address) && !REFUSED_V6.iter().any(|network| network.contains(&address))
}

/// The IPv4 address that an IPv6 address stands for.
fn embedded(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let octets = address.octets();
    if TRANSLATED.contains(&address) {
        let [.., a, b, c, d] = octets;
        Some(Ipv4Addr::new(a, b, c, d))
    } else if SIX_TO_FOUR.contains(&address) {
        let [_, _, a, b, c, d, ..] = octets;
        Some(Ipv4Addr::new(a, b, c, d))
    } else {
        address.to_ipv4_mapped()
    }
}
