//! What opens a door: told once, when it is made, and shown by nobody afterwards.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A key or token in full.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// For the one who asked for it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_travels_and_is_not_shown() {
        let secret = Secret::new("htk_1".to_owned());
        assert_eq!(serde_json::to_string(&secret).unwrap(), "\"htk_1\"");
        assert_eq!(format!("{secret:?}"), "[secret]");
    }
}
