//! Proofs: a picture, a voice or a video message about a day. Only the name by which the messenger keeps it is known
//! here.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::text_line::own_words;

/// What was shown of a day, and where the messenger keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Proof {
    pub kind: ProofKind,
    pub file: ProofFile,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ProofKind {
    Photo,
    Voice,
    VideoNote,
}

/// The id of a file: 1 to [`ProofFile::MAX_CHARS`] letters, digits, `-` and `_`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct ProofFile(String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("is not the id of a file; send 1 to {max} letters, digits, - and _", max = ProofFile::MAX_CHARS)]
pub struct NotAFile;

impl ProofFile {
    /// Twice of what was ever seen.
    pub const MAX_CHARS: usize = 255;

    pub fn parse(text: &str) -> Result<Self, NotAFile> {
        let is_known = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        let fits = (1..=Self::MAX_CHARS).contains(&text.len());
        if fits && text.chars().all(is_known) { Ok(Self(text.to_owned())) } else { Err(NotAFile) }
    }
}

own_words!(ProofFile);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_of_a_file_is_kept_as_it_is_and_nothing_else_is_one() {
        assert_eq!(ProofFile::parse("AgAC-_09").unwrap().as_str(), "AgAC-_09");
        for wrong in ["", "a b", "https://example.org", "é", &"a".repeat(256)] {
            assert_eq!(ProofFile::parse(wrong), Err(NotAFile), "{wrong}");
        }
    }
}
