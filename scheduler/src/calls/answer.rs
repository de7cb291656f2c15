//! What the answer to a call means: a status from 200 to 299 is success, everything else a failure with its cause. The
//! cause tells nothing that the receiver has written, because it may be anything.

use std::error::Error as _;

use core_shared::contract::calls::CallOutcome;
use reqwest::StatusCode;
use reqwest::header::{HeaderMap, RETRY_AFTER};

/// The longest `Retry-After` that is a number or a date.
const LONGEST_RETRY_AFTER: usize = 64;

pub(super) fn answered(status: StatusCode, headers: &HeaderMap) -> CallOutcome {
    if status.is_success() {
        return CallOutcome::Done { status: status.as_u16() };
    }
    let explanation = if status.is_redirection() { ", and redirects are not followed" } else { "" };
    let retry_after = headers.get(RETRY_AFTER).and_then(|value| value.to_str().ok());
    CallOutcome::Failed {
        status: Some(status.as_u16()),
        retry_after: retry_after.filter(|text| text.len() <= LONGEST_RETRY_AFTER).map(str::to_owned),
        cause: format!("the answer was {status}{explanation}"),
    }
}

/// The innermost reason tells the most; the address does not belong into it.
pub(super) fn unanswered(error: reqwest::Error) -> CallOutcome {
    let cause = if error.is_timeout() {
        "there was no answer in time".to_owned()
    } else {
        let error = error.without_url();
        let mut cause = error.to_string();
        let mut source = error.source();
        while let Some(inner) = source {
            cause = inner.to_string();
            source = inner.source();
        }
        cause
    };
    CallOutcome::Failed { status: None, retry_after: None, cause }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(status: u16, retry_after: Option<&'static str>) -> CallOutcome {
        let headers = retry_after.map(|text| (RETRY_AFTER, text.parse().unwrap()));
        answered(StatusCode::from_u16(status).unwrap(), &headers.into_iter().collect())
    }

    #[test]
    fn only_a_status_of_success_is_success() {
        for status in [200, 201, 202, 204, 299] {
            assert_eq!(told(status, None), CallOutcome::Done { status });
        }
        for (status, cause) in [
            (302, "the answer was 302 Found, and redirects are not followed"),
            (304, "the answer was 304 Not Modified, and redirects are not followed"),
            (404, "the answer was 404 Not Found"),
            (500, "the answer was 500 Internal Server Error"),
        ] {
            let (status_told, cause) = (Some(status), cause.to_owned());
            assert_eq!(
                told(status, None),
                CallOutcome::Failed { status: status_told, retry_after: None, cause }
            );
        }
    }

    #[test]
    fn the_wish_for_patience_is_passed_on_as_it_was_said() {
        let CallOutcome::Failed { retry_after, .. } = told(503, Some("Sat, 28 Nov 2026 12:01:30 GMT")) else {
            panic!("503 is a failure");
        };
        assert_eq!(retry_after.as_deref(), Some("Sat, 28 Nov 2026 12:01:30 GMT"));
    }
}
