//! Which web pages may call the API from a browser.

use std::str::FromStr;

use axum::http::HeaderValue;
use url::Url;

/// Origins, exactly as browsers send them; none allows no page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CorsOrigins {
    Any,
    These(Vec<HeaderValue>),
}

const EXPECTED: &str = "expected `*`, or origins such as `https://app.example.org` with commas between them and nothing behind them";

impl FromStr for CorsOrigins {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let texts = text.split(',').map(str::trim).filter(|text| !text.is_empty());
        match text.trim() {
            "*" => Ok(Self::Any),
            _ => texts.map(origin).collect::<Result<_, _>>().map(Self::These),
        }
    }
}

/// Browsers compare letter by letter, so what is written otherwise than they write it would never match.
fn origin(text: &str) -> Result<HeaderValue, &'static str> {
    let url = Url::parse(text).map_err(|_| EXPECTED)?;
    let is_of_the_web = matches!(url.scheme(), "http" | "https");
    if is_of_the_web && !text.contains('*') && url.origin().ascii_serialization() == text {
        return HeaderValue::from_str(text).map_err(|_| EXPECTED);
    }
    Err(EXPECTED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_taken_as_browsers_write_them() {
        let these = |texts: &[&'static str]| {
            Ok(CorsOrigins::These(texts.iter().map(|text| HeaderValue::from_static(text)).collect()))
        };
        assert_eq!("".parse(), these(&[]));
        assert_eq!("*".parse(), Ok(CorsOrigins::Any));
        assert_eq!(
            "https://app.example.org, http://localhost:3000".parse(),
            these(&["https://app.example.org", "http://localhost:3000"])
        );
    }

    #[test]
    fn what_no_browser_writes_is_refused() {
        for wrong in [
            "app.example.org",
            "https://app.example.org/",
            "https://app.example.org/path",
            "https://App.example.org",
            "https://app.example.org:443",
            "https://user@app.example.org",
            "https://*.example.org",
            "https://app.example.org,*",
            "null",
            "file:///",
            "ftp://example.org",
            "https://",
        ] {
            assert_eq!(wrong.parse::<CorsOrigins>(), Err(EXPECTED), "{wrong}");
        }
    }
}
