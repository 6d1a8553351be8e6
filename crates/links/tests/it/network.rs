//! The table of networks, against a second one that is written down independently.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use links::network::is_public;
use proptest::prelude::*;

/// IPv4 networks that are refused, all of them.
const CLOSED_V4: [&str; 17] = [
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "168.63.129.16/32",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.88.99.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/4",
    "240.0.0.0/4",
    "255.255.255.255/32",
];

/// IPv6 networks that are refused whatever lies inside.
const CLOSED_V6: [&str; 18] = [
    "::/128",
    "::1/128",
    "::/96",
    "64:ff9b:1::/48",
    "100::/64",
    "2001::/32",
    "2001:2::/48",
    "2001:10::/28",
    "2001:20::/28",
    "2001:db8::/32",
    "3fff::/20",
    "4000::/3",
    "5f00::/16",
    "fc00::/7",
    "fe80::/10",
    "fec0::/10",
    "ff00::/8",
    "ff02::/16",
];

fn v4(network: &str) -> (u32, u32) {
    let (base, prefix) = network.split_once('/').unwrap();
    let (base, prefix): (Ipv4Addr, u32) = (base.parse().unwrap(), prefix.parse().unwrap());
    (base.to_bits(), u32::MAX << (32 - prefix))
}

fn v6(network: &str) -> (u128, u128) {
    let (base, prefix) = network.split_once('/').unwrap();
    let (base, prefix): (Ipv6Addr, u32) = (base.parse().unwrap(), prefix.parse().unwrap());
    (base.to_bits(), u128::MAX << (128 - prefix))
}

fn is_closed(address: Ipv4Addr) -> bool {
    CLOSED_V4.iter().any(|network| {
        let (base, mask) = v4(network);
        address.to_bits() & mask == base
    })
}

/// The IPv6 addresses that lead to an IPv4 address.
fn disguises(address: Ipv4Addr, rest: u64) -> [Ipv6Addr; 3] {
    let low = u128::from(address.to_bits());
    [
        address.to_ipv6_mapped(),
        Ipv6Addr::from_bits((0x64_ff9b << 96) | low),
        Ipv6Addr::from_bits((0x2002 << 112) | (low << 80) | u128::from(rest)),
    ]
}

#[test]
fn single_addresses() {
    let open = [
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "39.156.66.10",
        "93.184.216.34",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "168.63.129.15",
        "168.63.129.17",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "191.255.255.255",
        "192.0.1.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "::ffff:8.8.8.8",
        "64:ff9b::8.8.8.8",
        "2002:808:808::1",
        "2001:200::1",
        "2001:da8:200::1",
        "2400:3200::1",
        "2606:4700:4700::1111",
        "3ffe::1",
    ];
    let closed = [
        "0.0.0.0",
        "0.1.2.3",
        "10.255.255.255",
        "100.64.0.0",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.255",
        "168.63.129.16",
        "169.254.169.254",
        "172.16.0.0",
        "172.31.255.255",
        "192.0.0.9",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::8.8.8.8",
        "::ffff:0.0.0.0",
        "::ffff:10.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:0:127.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b:1::8.8.8.8",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "2002:a9fe:a9fe::1",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
    ];
    for (addresses, is_open) in [(&open[..], true), (&closed, false)] {
        for text in addresses {
            let address: IpAddr = text.parse().unwrap();
            assert_eq!(is_public(address), is_open, "{text}");
        }
    }
}

#[test]
fn networks_are_closed_from_end_to_end() {
    for network in CLOSED_V4 {
        let (base, mask) = v4(network);
        for bits in [base, base | !mask] {
            assert!(!is_public(Ipv4Addr::from_bits(bits).into()), "{network}");
        }
    }
    for network in CLOSED_V6 {
        let (base, mask) = v6(network);
        for bits in [base, base | !mask] {
            assert!(!is_public(Ipv6Addr::from_bits(bits).into()), "{network}");
        }
    }
}

proptest! {
    #[test]
    fn no_address_of_a_closed_network_passes(network in 0..CLOSED_V4.len(), bits: u32, rest: u64) {
        let (base, mask) = v4(CLOSED_V4[network]);
        let address = Ipv4Addr::from_bits(base | (bits & !mask));
        prop_assert!(!is_public(address.into()), "{address}");
        for disguise in disguises(address, rest) {
            prop_assert!(!is_public(disguise.into()), "{disguise}");
        }
    }

    #[test]
    fn no_ipv6_address_of_a_closed_network_passes(network in 0..CLOSED_V6.len(), bits: u128) {
        let (base, mask) = v6(CLOSED_V6[network]);
        let address = Ipv6Addr::from_bits(base | (bits & !mask));
        prop_assert!(!is_public(address.into()), "{address}");
    }

    #[test]
    fn every_other_ipv4_address_passes_however_it_is_written(bits: u32, rest: u64) {
        let address = Ipv4Addr::from_bits(bits);
        prop_assert_eq!(is_public(address.into()), !is_closed(address));
        for disguise in disguises(address, rest) {
            prop_assert_eq!(is_public(disguise.into()), !is_closed(address), "{}", disguise);
        }
    }

    #[test]
    fn an_ipv6_address_that_passes_is_global_unicast_or_translated(bits: u128) {
        let address = Ipv6Addr::from_bits(bits);
        let is_global = bits >> 125 == 1;
        let is_translated = bits >> 32 == 0x64_ff9b << 64 || bits >> 32 == 0xffff;
        prop_assert!(!is_public(address.into()) || is_global || is_translated, "{address}");
    }
}
