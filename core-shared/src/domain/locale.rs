//! The languages in which the product speaks.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    #[default]
    En,
    Ru,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("is not a language of the product; send en or ru")]
pub struct UnknownLocale;

impl Locale {
    pub const ALL: [Self; 2] = [Self::En, Self::Ru];

    /// The two-letter code, which is also the name of the folder with its texts.
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ru => "ru",
        }
    }

    /// The best language for an IETF tag such as `pt-br`; English when there is none.
    pub fn for_language_tag(tag: &str) -> Self {
        let language = tag.split(['-', '_']).next().unwrap_or_default();
        language.to_ascii_lowercase().parse().unwrap_or_default()
    }
}

impl FromStr for Locale {
    type Err = UnknownLocale;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|locale| locale.code() == text).ok_or(UnknownLocale)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_tag_finds_its_language_and_falls_back_to_english() {
        assert_eq!(Locale::for_language_tag("ru-RU"), Locale::Ru);
        assert_eq!(Locale::for_language_tag("RU"), Locale::Ru);
        assert_eq!(Locale::for_language_tag("pt-br"), Locale::En);
        assert_eq!(Locale::for_language_tag(""), Locale::En);
    }
}
