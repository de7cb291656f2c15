//! Whether a call may go where it wants to go: to a host that the operator allows, whose every address is public. The
//! scheduler judges the addresses once more when it connects, because a name can change its mind.

use std::net::IpAddr;
use std::time::Duration;

use core_shared::contract::calls::CallUrl;
use core_shared::contract::problem::InvalidValue;
use tokio::net::lookup_host;
use tokio::time::timeout;
use url::Host;

use crate::error::{ApiError, ApiResult};
use crate::settings::CallSettings;

/// Names are answered within milliseconds; a caller does not wait for one that is not.
const PATIENCE: Duration = Duration::from_secs(3);

/// Refuses an address that may not be called.
pub(crate) async fn check(url: &CallUrl, settings: &CallSettings) -> ApiResult<()> {
    if let Some(why) = refusal(url, settings) {
        return Err(invalid(why));
    }
    if let Host::Domain(name) = url.host() {
        let found = timeout(PATIENCE, lookup_host((name, url.port()))).await;
        let Ok(Ok(addresses)) = found else {
            return Err(invalid("names a host that cannot be found"));
        };
        let addresses: Vec<IpAddr> = addresses.map(|address| address.ip()).collect();
        let may_be_called = |address: &IpAddr| settings.task_private_networks.let_call(*address);
        if addresses.is_empty() || !addresses.iter().all(may_be_called) {
            return Err(invalid(NOT_PUBLIC));
        }
    }
    Ok(())
}

const NOT_PUBLIC: &str =
    "names a host whose address is not public; the operator can allow it with TASK_PRIVATE_NETWORKS";

/// Why the address itself may not be called, whatever its name stands for.
pub(crate) fn refusal(url: &CallUrl, settings: &CallSettings) -> Option<&'static str> {
    let host = url.host();
    if settings.task_hosts.is_empty() {
        Some("cannot be called: the operator allows no hosts (TASK_HOSTS is empty)")
    } else if !settings.task_private_networks.may_let_call(&host) {
        Some(NOT_PUBLIC)
    } else if !settings.task_hosts.allow(&host) {
        Some("names a host that the operator does not allow with TASK_HOSTS")
    } else {
        None
    }
}

fn invalid(detail: &str) -> ApiError {
    ApiError::invalid(InvalidValue::in_body("/call/url", detail))
}
