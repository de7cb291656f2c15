//! The hosts that calls of tasks may go to, as the operator lists them.

use std::str::FromStr;

use url::Host;

/// Hosts, and domains whose hosts are allowed; empty allows none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CallHosts(Vec<Allowed>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Allowed {
    /// This host: a name or an address.
    Host(Host),
    /// Every host below this domain, and not the domain itself.
    Below(String),
}

impl CallHosts {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn allow(&self, host: &Host<&str>) -> bool {
        self.0.iter().any(|allowed| allowed.is(host))
    }
}

impl Allowed {
    fn is(&self, host: &Host<&str>) -> bool {
        match (self, host) {
            (Self::Host(Host::Domain(name)), Host::Domain(host)) => name == rootless(host),
            (Self::Host(Host::Ipv4(address)), Host::Ipv4(host)) => address == host,
            (Self::Host(Host::Ipv6(address)), Host::Ipv6(host)) => address == host,
            (Self::Below(domain), Host::Domain(host)) => {
                let below =
                    rootless(host).strip_suffix(domain.as_str()).and_then(|rest| rest.strip_suffix('.'));
                below.is_some_and(|rest| !rest.is_empty())
            }
            _ => false,
        }
    }
}

/// A name with the dot of the root behind it is the same host.
fn rootless(name: &str) -> &str {
    name.strip_suffix('.').unwrap_or(name)
}

impl FromStr for CallHosts {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let names = text.split(',').map(str::trim).filter(|name| !name.is_empty());
        let allowed: Option<_> = names.map(read).collect();
        allowed.map(Self).ok_or("is not a list of hosts such as hooks.example.org,*.example.com")
    }
}

fn read(name: &str) -> Option<Allowed> {
    let domain = name.strip_prefix("*.");
    match (Host::parse(rootless(domain.unwrap_or(name))).ok()?, domain) {
        (Host::Domain(name), Some(_)) if is_name(&name) => Some(Allowed::Below(name)),
        (Host::Domain(name), None) if is_name(&name) => Some(Allowed::Host(Host::Domain(name))),
        (address @ (Host::Ipv4(_) | Host::Ipv6(_)), None) => Some(Allowed::Host(address)),
        _ => None,
    }
}

/// A host can have many characters in its name that nobody means by it.
fn is_name(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(list: &str, host: &str) -> bool {
        let list: CallHosts = list.parse().unwrap();
        match Host::parse(host).unwrap() {
            Host::Domain(name) => list.allow(&Host::Domain(&name)),
            Host::Ipv4(address) => list.allow(&Host::Ipv4(address)),
            Host::Ipv6(address) => list.allow(&Host::Ipv6(address)),
        }
    }

    #[test]
    fn a_host_is_allowed_by_its_name_and_a_domain_with_all_below_it() {
        for (host, may) in [
            ("hooks.example.org", true),
            ("HOOKS.example.org.", true),
            ("evil.hooks.example.org", false),
            ("example.org", false),
            ("hooks.example.org.evil.net", false),
            ("a.example.com", true),
            ("a.b.example.com", true),
            ("example.com", false),
            ("evilexample.com", false),
            ("xn--bcher-kva.example", true),
            ("10.0.0.7", true),
            ("0x0a000007", true),
            ("10.0.0.8", false),
            ("[fd00::7]", true),
        ] {
            let list = "hooks.Example.org, *.example.com,bücher.example,10.0.0.7,[fd00::7]";
            assert_eq!(allows(list, host), may, "{host}");
        }
        assert!(!allows("", "example.org"));
    }

    #[test]
    fn what_is_no_host_is_refused() {
        for bad in [
            "*",
            "*.",
            "*.*.org",
            "a.*.org",
            "https://a.org",
            "a.org/",
            "a.org:80",
            "a b",
            "*.10.0.0.1",
            "a;b",
        ] {
            assert!(bad.parse::<CallHosts>().is_err(), "{bad}");
        }
    }
}
