//! The way out to receivers of calls: it opens to public addresses, to what the operator lists, and to nothing else,
//! judged at the moment of connecting. A name that was public when the call was queued may point home by now.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use core_shared::public_address::PrivateNetworks;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect::Policy;
use tokio::net::lookup_host;

/// A receiver that takes longer is in trouble, and holds up others.
const TIMEOUT: Duration = Duration::from_secs(10);

/// A client that goes nowhere else: through no proxy, which would connect in our place, and after no redirect.
pub(super) fn client(allowed: Arc<PrivateNetworks>) -> anyhow::Result<reqwest::Client> {
    reqwest::Client::builder()
        .timeout(TIMEOUT)
        .redirect(Policy::none())
        .no_proxy()
        .dns_resolver(Doorman { allowed })
        .user_agent("habit-tracker")
        .build()
        .context("the client for calls")
}

/// Answers with the addresses of a name that may be called.
#[derive(Debug)]
struct Doorman {
    allowed: Arc<PrivateNetworks>,
}

impl Resolve for Doorman {
    fn resolve(&self, name: Name) -> Resolving {
        let allowed = Arc::clone(&self.allowed);
        Box::pin(async move {
            let found: Vec<SocketAddr> = lookup_host((name.as_str(), 0)).await?.collect();
            let open = let_through(found, &allowed);
            if open.is_empty() {
                return Err("the host has no address that may be called".into());
            }
            Ok(Box::new(open.into_iter()) as Addrs)
        })
    }
}

fn let_through(found: Vec<SocketAddr>, allowed: &PrivateNetworks) -> Vec<SocketAddr> {
    found.into_iter().filter(|address| allowed.let_call(address.ip())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_the_addresses_of_a_name_only_public_ones_are_left() {
        let found = ["127.0.0.1:0", "8.8.8.8:0", "169.254.169.254:0", "[::1]:0", "[2606:4700::1111]:0"];
        let found = found.map(|address| address.parse().unwrap()).to_vec();
        let open = let_through(found, &PrivateNetworks::default());
        assert_eq!(open, ["8.8.8.8:0".parse().unwrap(), "[2606:4700::1111]:0".parse().unwrap()]);
    }

    #[tokio::test]
    async fn a_name_that_points_home_has_no_address() {
        for (listed, may) in [("", false), ("127.0.0.0/8,::1/128", true)] {
            let doorman = Doorman { allowed: Arc::new(listed.parse().unwrap()) };
            let found = doorman.resolve("localhost".parse().unwrap()).await;
            assert_eq!(found.is_ok(), may, "{listed}");
        }
    }
}
