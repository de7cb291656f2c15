//! Which version of a thing somebody has seen: a hash of the body that was answered (RFC 9110, section 8.8).

use std::fmt;

use core_shared::contract::problem::ProblemKind;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::error::{ApiError, ApiResult};

/// Enough that no two versions of one thing ever share it.
const HASH_BYTES: usize = 16;

/// A strong entity tag, without the quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ETag(String);

impl ETag {
    /// Of a body that says this.
    pub(crate) fn of(body: &impl Serialize) -> Self {
        Self::of_bytes(&serde_json::to_vec(body).unwrap_or_default())
    }

    pub(crate) fn of_bytes(body: &[u8]) -> Self {
        Self(hex::encode(&Sha256::digest(body)[..HASH_BYTES]))
    }
}

impl fmt::Display for ETag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", self.0)
    }
}

/// What a caller has seen: the value of `If-Match` or `If-None-Match`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Seen {
    /// `*`: that it is there at all.
    Any,
    OneOf(Vec<SeenTag>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SeenTag {
    is_weak: bool,
    opaque: String,
}

impl Seen {
    /// Reads a list of entity tags with commas between them, or `*`; `None` when it is neither.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        if text.trim() == "*" {
            return Some(Self::Any);
        }
        let mut tags = Vec::new();
        let mut rest = text.trim_start();
        while !rest.is_empty() {
            let (is_weak, quoted) = rest.strip_prefix("W/").map_or((false, rest), |quoted| (true, quoted));
            let (opaque, behind) = quoted.strip_prefix('"')?.split_once('"')?;
            tags.push(SeenTag { is_weak, opaque: opaque.to_owned() });
            rest = match behind.trim_start() {
                "" => "",
                more => more.strip_prefix(',')?.trim_start(),
            };
        }
        (!tags.is_empty()).then_some(Self::OneOf(tags))
    }

    /// Whether this very version was seen. A weak tag says "as good as", which is not enough for a change.
    fn is_exactly(&self, present: &ETag) -> bool {
        match self {
            Self::Any => true,
            Self::OneOf(tags) => tags.iter().any(|tag| !tag.is_weak && tag.opaque == present.0),
        }
    }

    /// Whether this version, or one as good, was seen: enough for not sending it again.
    pub(crate) fn is_as_good_as(&self, present: &ETag) -> bool {
        match self {
            Self::Any => true,
            Self::OneOf(tags) => tags.iter().any(|tag| tag.opaque == present.0),
        }
    }
}

/// The version that a change is meant for; any when nobody says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct IfMatch(pub(crate) Option<Seen>);

impl IfMatch {
    /// Whether a change needs the version that there is.
    pub(crate) fn is_choosy(&self) -> bool {
        matches!(self.0, Some(Seen::OneOf(_)))
    }

    /// Refuses a change that is meant for another version than the present one, whose rows are held.
    pub(crate) fn check<T: Serialize>(&self, present: impl FnOnce() -> T) -> ApiResult<()> {
        match &self.0 {
            Some(seen) if !seen.is_exactly(&ETag::of(&present())) => {
                Err(ApiError::new(ProblemKind::ChangedMeanwhile)
                    .detail("this is not the version that If-Match names; read it again, then change it"))
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Vec<(bool, String)> {
        match Seen::parse(text) {
            Some(Seen::OneOf(tags)) => tags.into_iter().map(|tag| (tag.is_weak, tag.opaque)).collect(),
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn lists_of_tags_are_read() {
        let tag = |is_weak, opaque: &str| (is_weak, opaque.to_owned());
        assert_eq!(seen(r#""a""#), [tag(false, "a")]);
        assert_eq!(seen(r#" W/"a" ,"b,c", "" "#), [tag(true, "a"), tag(false, "b,c"), tag(false, "")]);
        assert_eq!(Seen::parse(" * "), Some(Seen::Any));
    }

    #[test]
    fn what_is_no_list_of_tags_is_none() {
        for wrong in ["", " ", "a", "\"a", "a\"", "w/\"a\"", "\"a\" \"b\"", "\"a\"x", "*, \"a\"", ",\"a\""] {
            assert_eq!(Seen::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_weak_tag_is_enough_for_reading_and_not_for_changing() {
        let present = ETag::of(&"body");
        let weak = Seen::parse(&format!("\"x\", W/{present}")).expect("a list");
        assert!(weak.is_as_good_as(&present) && !weak.is_exactly(&present));
        let strong = Seen::parse(&present.to_string()).expect("a tag");
        assert!(strong.is_as_good_as(&present) && strong.is_exactly(&present));
        assert!(!strong.is_exactly(&ETag::of(&"another body")));
        assert!(Seen::Any.is_exactly(&present));
    }
}
