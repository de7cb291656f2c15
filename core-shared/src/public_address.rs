//! Which addresses of the network belong to everybody: the rule that keeps calls of tasks away from this machine, its
//! neighbours and the metadata services of clouds. Used where a call is accepted and again where it connects.

use std::net::IpAddr;
use std::str::FromStr;
use std::sync::LazyLock;

use ipnet::IpNet;
use url::Host;

/// What is not public of IPv4, and of the part of IPv6 that is. From the special-purpose registries of IANA.
const NOT_PUBLIC: [&str; 21] = [
    "0.0.0.0/8",        // this network
    "10.0.0.0/8",       // private
    "100.64.0.0/10",    // shared behind one address (CGNAT); a cloud has its metadata there
    "127.0.0.0/8",      // loopback
    "168.63.129.16/32", // the metadata of a cloud, at an address that looks like any other
    "169.254.0.0/16",   // link-local; most clouds have their metadata there
    "172.16.0.0/12",    // private
    "192.0.0.0/24",     // protocol assignments; a cloud has its metadata there
    "192.0.2.0/24",     // documentation
    "192.88.99.0/24",   // relays into IPv6
    "192.168.0.0/16",   // private
    "198.18.0.0/15",    // measurements
    "198.51.100.0/24",  // documentation
    "203.0.113.0/24",   // documentation
    "224.0.0.0/4",      // multicast
    "240.0.0.0/4",      // reserved, and broadcast
    "2001::/23",        // protocol assignments, and tunnels to an IPv4 address
    "2001:db8::/32",    // documentation
    "2002::/16",        // 6to4: holds an IPv4 address
    "3fff::/20",        // documentation
    "3ffe::/16",        // a former test network
];

/// The part of IPv6 that is handed out to the public; loopback, link-local, unique-local, multicast, IPv4-mapped and
/// translated addresses lie outside of it.
const PUBLIC_IPV6: &str = "2000::/3";

static OUTSIDE: LazyLock<Vec<IpNet>> = LazyLock::new(|| NOT_PUBLIC.map(network).to_vec());
static IPV6: LazyLock<IpNet> = LazyLock::new(|| network(PUBLIC_IPV6));

fn network(text: &str) -> IpNet {
    text.parse().expect("the networks above are written as networks")
}

/// Whether an address is one of the public internet.
pub fn is_public(address: IpAddr) -> bool {
    let is_handed_out = match address {
        IpAddr::V4(_) => true,
        IpAddr::V6(address) => IPV6.contains(&IpAddr::from(address)),
    };
    is_handed_out && !OUTSIDE.iter().any(|network| network.contains(&address))
}

/// Networks that may be called although they are not public, as the operator says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PrivateNetworks(Vec<IpNet>);

impl PrivateNetworks {
    /// Whether a call may go to this address.
    pub fn let_call(&self, address: IpAddr) -> bool {
        is_public(address) || self.0.iter().any(|network| network.contains(&address))
    }

    /// Whether a call may go to this host, as far as that can be told without asking for its addresses.
    pub fn may_let_call(&self, host: &Host<&str>) -> bool {
        match host {
            Host::Ipv4(address) => self.let_call(IpAddr::V4(*address)),
            Host::Ipv6(address) => self.let_call(IpAddr::V6(*address)),
            Host::Domain(_) => true,
        }
    }
}

impl FromStr for PrivateNetworks {
    type Err = &'static str;

    /// Networks with commas between them; none when the text is empty.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let names = text.split(',').map(str::trim).filter(|name| !name.is_empty());
        let networks: Result<_, _> =
            names.map(|name| name.parse::<IpNet>().map(|network| network.trunc())).collect();
        networks.map(Self).map_err(|_| "is not a list of networks such as 10.0.0.0/8,fd00::/8")
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv6Addr;

    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn addresses_of_everybody_are_public() {
        for public in [
            "1.1.1.1",
            "8.8.8.8",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "126.255.255.255",
            "128.0.0.1",
            "168.63.129.15",
            "169.253.255.255",
            "169.255.0.0",
            "172.15.255.255",
            "172.32.0.0",
            "192.167.255.255",
            "192.169.0.0",
            "198.17.255.255",
            "198.20.0.0",
            "223.255.255.255",
            "2606:4700:4700::1111",
            "2a00:1450:4001:80e::200e",
            "2001:4860:4860::8888",
        ] {
            assert!(is_public(address(public)), "{public}");
        }
    }

    #[test]
    fn addresses_of_this_machine_its_neighbours_and_clouds_are_not() {
        for private in [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "10.255.255.255",
            "100.64.0.0",
            "100.100.100.200",
            "100.127.255.255",
            "127.0.0.1",
            "127.255.255.254",
            "168.63.129.16",
            "169.254.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
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
            "::127.0.0.1",
            "::ffff:127.0.0.1",
            "::ffff:8.8.8.8",
            "64:ff9b::7f00:1",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:0:7f00:1::",
            "2001:db8::1",
            "2002:7f00:1::",
            "3fff::1",
            "5f00::1",
            "fc00::1",
            "fd00:ec2::254",
            "fdff::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(!is_public(address(private)), "{private}");
        }
    }

    #[test]
    fn what_the_operator_lists_may_be_called_and_its_neighbours_not() {
        let listed: PrivateNetworks = " 10.1.0.0/16, fd00::/8 ,127.0.0.1/8".parse().unwrap();
        for (text, may) in [
            ("10.1.255.1", true),
            ("10.2.0.1", false),
            ("127.0.0.9", true),
            ("fd12::1", true),
            ("fc00::1", false),
            ("::ffff:10.1.0.1", false),
            ("8.8.8.8", true),
        ] {
            assert_eq!(listed.let_call(address(text)), may, "{text}");
        }
        assert_eq!("".parse(), Ok(PrivateNetworks::default()));
        for bad in ["10.0.0.0", "10.0.0.0/33", "localhost/8", "10.0.0.0/8;127.0.0.0/8"] {
            assert!(bad.parse::<PrivateNetworks>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_host_that_is_an_address_is_judged_as_one() {
        let nowhere = PrivateNetworks::default();
        assert!(!nowhere.may_let_call(&Host::Ipv6(Ipv6Addr::LOCALHOST)));
        assert!(!nowhere.may_let_call(&Host::Ipv4([169, 254, 169, 254].into())));
        assert!(
            nowhere.may_let_call(&Host::Domain("localhost")),
            "its addresses are judged when they are known"
        );
    }
}
