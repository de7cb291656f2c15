//! Where a call goes: an address of the web, read once and in one way, so that nobody judges another host than the one
//! that is called.

use serde::{Deserialize, Serialize};
use thiserror::Error;
use url::{Host, Url};

/// An `http` or `https` address with a host and without credentials.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct CallUrl(Url);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CallUrlError {
    #[error("is longer than {max} characters", max = CallUrl::MAX_CHARS)]
    TooLong,
    #[error("is not an address such as https://example.org/hook")]
    Unreadable,
    #[error("has to begin with http:// or https://")]
    Scheme,
    #[error("holds a user name or a password; leave them out")]
    Credentials,
    #[error("names port 0, where nobody listens")]
    Port,
}

impl CallUrl {
    pub const MAX_CHARS: usize = 2000;

    pub fn parse(text: &str) -> Result<Self, CallUrlError> {
        if text.len() > Self::MAX_CHARS {
            return Err(CallUrlError::TooLong);
        }
        // The parser would leave out what stands around an address and within it.
        if text.chars().any(|c| c.is_control() || c.is_whitespace()) {
            return Err(CallUrlError::Unreadable);
        }
        let mut url = Url::parse(text).map_err(|_| CallUrlError::Unreadable)?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(CallUrlError::Scheme);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(CallUrlError::Credentials);
        }
        if url.host().is_none() {
            return Err(CallUrlError::Unreadable);
        }
        if url.port() == Some(0) {
            return Err(CallUrlError::Port);
        }
        url.set_fragment(None);
        Ok(Self(url))
    }

    /// A name in lower case, or an address in whatever notation it was written.
    pub fn host(&self) -> Host<&str> {
        self.0.host().expect("an address without a host is not read")
    }

    pub fn port(&self) -> u16 {
        self.0.port_or_known_default().expect("http and https have a port")
    }

    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl TryFrom<String> for CallUrl {
    type Error = CallUrlError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<CallUrl> for String {
    fn from(url: CallUrl) -> Self {
        url.0.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_kept_without_what_is_not_sent() {
        let url = CallUrl::parse("HTTPS://Hooks.Example.org/a?b=c#d").unwrap();
        assert_eq!(url.as_str(), "https://hooks.example.org/a?b=c");
        assert_eq!((url.host(), url.port()), (Host::Domain("hooks.example.org"), 443));
        assert_eq!(CallUrl::parse("http://example.org:8080").unwrap().port(), 8080);
    }

    #[test]
    fn an_address_in_any_notation_is_the_same_address() {
        for loopback in [
            "http://127.0.0.1/",
            "http://127.1/",
            "http://2130706433/",
            "http://0x7f000001/",
            "http://0177.0.0.1/",
            "http://127.0.0.1./",
            "http://%31%32%37.0.0.1/",
            "http://１２７.0.0.1/",
            "http:127.0.0.1",
        ] {
            assert_eq!(
                CallUrl::parse(loopback).unwrap().host(),
                Host::<&str>::Ipv4([127, 0, 0, 1].into()),
                "{loopback}"
            );
        }
        let mapped = CallUrl::parse("http://[::ffff:7f00:1]/").unwrap();
        assert_eq!(mapped.host(), Host::<&str>::Ipv6("::ffff:127.0.0.1".parse().unwrap()));
    }

    #[test]
    fn what_is_no_address_of_the_web_is_refused() {
        for (text, error) in [
            ("", CallUrlError::Unreadable),
            ("example.org", CallUrlError::Unreadable),
            ("//example.org", CallUrlError::Unreadable),
            ("http://", CallUrlError::Unreadable),
            ("http://ex\0ample.org", CallUrlError::Unreadable),
            ("http://example.org/\r\nHost: evil", CallUrlError::Unreadable),
            (" http://example.org", CallUrlError::Unreadable),
            ("http://[::1", CallUrlError::Unreadable),
            ("http://256.1.1.1/", CallUrlError::Unreadable),
            ("http://example.org:99999/", CallUrlError::Unreadable),
            ("http://example.org:0/", CallUrlError::Port),
            ("file:///etc/passwd", CallUrlError::Scheme),
            ("gopher://example.org", CallUrlError::Scheme),
            ("javascript:alert(1)", CallUrlError::Scheme),
            ("http://user@example.org", CallUrlError::Credentials),
            ("http://:secret@example.org", CallUrlError::Credentials),
        ] {
            assert_eq!(CallUrl::parse(text), Err(error), "{text:?}");
        }
        assert_eq!(CallUrl::parse(&format!("http://x/{}", "a".repeat(2000))), Err(CallUrlError::TooLong));
    }
}
