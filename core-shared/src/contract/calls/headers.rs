//! Headers of a call: what a service may say, and what only we, the network or nobody may say.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// At most [`CallHeaders::MAX`] headers, by their names in lower case.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(try_from = "BTreeMap<String, String>")]
pub struct CallHeaders(BTreeMap<String, String>);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CallHeadersError {
    #[error("has more than {max} headers", max = CallHeaders::MAX)]
    TooMany,
    #[error("has a name that is no name of a header, or one that is there twice")]
    Name,
    #[error("has a value that is longer than {max} characters or not of visible ASCII", max = CallHeaders::MAX_VALUE)]
    Value,
    #[error("has a header that cannot be chosen: Host, Content-Length, Authorization, Cookie and others")]
    Reserved,
}

/// Where the call goes, where it ends and how the connection is used is the client's to say; secrets do not belong into
/// a queue, and the signature proves who calls.
const RESERVED: [&str; 17] = [
    "host",
    "content-length",
    "transfer-encoding",
    "connection",
    "keep-alive",
    "upgrade",
    "te",
    "trailer",
    "expect",
    "authorization",
    "cookie",
    "forwarded",
    "via",
    "http2-settings",
    "x-api-key",
    "x-real-ip",
    "content-encoding",
];

/// Of proxies, of ourselves, and what receivers take for the address of the caller.
const RESERVED_BEGINNINGS: [&str; 3] = ["proxy-", "x-habit-tracker-", "x-forwarded-"];

impl CallHeaders {
    pub const MAX: usize = 20;
    pub const MAX_NAME: usize = 100;
    pub const MAX_VALUE: usize = 2000;

    /// Name and value of each.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

impl TryFrom<BTreeMap<String, String>> for CallHeaders {
    type Error = CallHeadersError;

    fn try_from(sent: BTreeMap<String, String>) -> Result<Self, Self::Error> {
        if sent.len() > Self::MAX {
            return Err(CallHeadersError::TooMany);
        }
        let mut headers = BTreeMap::new();
        for (name, value) in sent {
            let name = name.to_ascii_lowercase();
            if !is_name(&name) {
                return Err(CallHeadersError::Name);
            }
            if is_reserved(&name) {
                return Err(CallHeadersError::Reserved);
            }
            if !is_value(&value) {
                return Err(CallHeadersError::Value);
            }
            if headers.insert(name, value).is_some() {
                return Err(CallHeadersError::Name);
            }
        }
        Ok(Self(headers))
    }
}

fn is_reserved(name: &str) -> bool {
    RESERVED.contains(&name) || RESERVED_BEGINNINGS.iter().any(|beginning| name.starts_with(beginning))
}

/// A token of RFC 9110.
fn is_name(name: &str) -> bool {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    (1..=CallHeaders::MAX_NAME).contains(&name.len()) && name.bytes().all(is_token)
}

fn is_value(value: &str) -> bool {
    let is_visible = |byte: u8| byte.is_ascii_graphic() || byte == b' ' || byte == b'\t';
    value.len() <= CallHeaders::MAX_VALUE && value.bytes().all(is_visible)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, value: &str) -> Result<CallHeaders, CallHeadersError> {
        CallHeaders::try_from(BTreeMap::from([(name.to_owned(), value.to_owned())]))
    }

    #[test]
    fn a_header_of_the_service_is_kept() {
        let kept = read("Content-Type", "text/plain; charset=utf-8").unwrap();
        assert_eq!(kept.iter().collect::<Vec<_>>(), [("content-type", "text/plain; charset=utf-8")]);
    }

    #[test]
    fn what_only_we_or_the_network_may_say_is_refused() {
        for name in [
            "Host",
            "HOST",
            "content-length",
            "Transfer-Encoding",
            "Connection",
            "Authorization",
            "X-API-Key",
            "Cookie",
            "Proxy-Authorization",
            "X-Habit-Tracker-Signature",
            "x-habit-tracker-task",
            "X-Forwarded-For",
        ] {
            assert_eq!(read(name, "x"), Err(CallHeadersError::Reserved), "{name}");
        }
    }

    #[test]
    fn what_would_be_read_as_another_header_is_refused() {
        for name in ["", "a b", "a:b", "a\r\nb", "ä", "a\0", &"a".repeat(101)] {
            assert_eq!(read(name, "x"), Err(CallHeadersError::Name), "{name:?}");
        }
        for value in ["a\r\nHost: evil", "a\nb", "a\0b", "ä", "\u{7f}", &"a".repeat(2001)] {
            assert_eq!(read("x-a", value), Err(CallHeadersError::Value), "{value:?}");
        }
        let twice = [("x-a", "1"), ("X-A", "2")].map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(CallHeaders::try_from(BTreeMap::from(twice)), Err(CallHeadersError::Name));
        let many: BTreeMap<_, _> = (0..21).map(|number| (format!("x-{number}"), String::new())).collect();
        assert_eq!(CallHeaders::try_from(many), Err(CallHeadersError::TooMany));
    }
}
