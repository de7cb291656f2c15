//! Credentials: how they are made, what is kept of them, and what a shown one claims to be.
//!
//! A service key is `htk_<secret>`, a personal token `htp_<user>_<id>_<secret>`, a session `hts_<user>_<id>_<secret>`.
//! User and id say where its hash is kept; that nobody else is let in is up to the secret, of 192 random bits.

use core_shared::contract::Secret;
use core_shared::domain::{TokenId, UserId};
use hmac::{Hmac, KeyInit as _, Mac as _};
use secrecy::{ExposeSecret as _, SecretString};
use sha2::Sha256;
use subtle::ConstantTimeEq as _;

/// Characters of a secret that everybody may see, to know it again by.
const VISIBLE: usize = 4;

/// What is kept of a credential.
#[derive(Clone, Copy)]
pub(crate) struct Hash([u8; 32]);

impl Hash {
    /// A stored one. What has another length belongs to nothing.
    pub(crate) fn stored(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Compares in a time that tells nothing.
    pub(crate) fn is(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl std::fmt::Debug for Hash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[hash]")
    }
}

/// Makes hashes that nobody can make who has read the database alone.
#[derive(Debug, Clone)]
pub(crate) struct Hasher(SecretString);

impl Hasher {
    pub(crate) fn new(key: &SecretString) -> Self {
        if key.expose_secret().is_empty() {
            tracing::warn!(
                "CREDENTIALS_KEY is not set: keys and tokens are hashed without a secret of yours"
            );
        }
        Self(key.clone())
    }

    /// HMAC-SHA256 of the whole credential.
    pub(crate) fn hash(&self, credential: &[u8]) -> Hash {
        let key = self.0.expose_secret().as_bytes();
        let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key of any length is taken");
        mac.update(credential);
        Hash(mac.finalize().into_bytes().into())
    }
}

/// A credential that was just made.
#[derive(Debug)]
pub(crate) struct Made {
    pub(crate) secret: Secret,
    pub(crate) prefix: String,
}

impl Made {
    pub(crate) fn service_key() -> Self {
        Self::with("htk_")
    }

    pub(crate) fn token(kind: TokenKind, user: UserId, id: TokenId) -> Self {
        Self::with(&format!("{}{user}_{id}_", kind.mark()))
    }

    fn with(beginning: &str) -> Self {
        let secret = hex::encode(rand::random::<[u8; 24]>());
        let prefix = format!("{beginning}{}", &secret[..VISIBLE]);
        Self { secret: Secret::new(format!("{beginning}{secret}")), prefix }
    }
}

/// The two things that a person's programs show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// Made in the chat, for months.
    Personal,
    /// An hour of a page.
    Session,
}

impl TokenKind {
    fn mark(self) -> &'static str {
        match self {
            Self::Personal => "htp_",
            Self::Session => "hts_",
        }
    }
}

/// Where the hash of a shown token is kept, if it is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Claim {
    pub(crate) kind: TokenKind,
    pub(crate) user: UserId,
    pub(crate) id: TokenId,
}

impl Claim {
    pub(crate) fn read(shown: &str) -> Option<Self> {
        [TokenKind::Personal, TokenKind::Session].into_iter().find_map(|kind| {
            let mut parts = shown.strip_prefix(kind.mark())?.splitn(3, '_');
            let (user, id) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
            parts.next().map(|_| Self { kind, user, id })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_can_be_found_again_and_shows_little_of_itself() {
        let (user, id) = (UserId(-7), TokenId(12));
        for kind in [TokenKind::Personal, TokenKind::Session] {
            let made = Made::token(kind, user, id);
            assert_eq!(Claim::read(made.secret.expose()), Some(Claim { kind, user, id }));
            assert!(made.secret.expose().starts_with(&made.prefix));
            assert_eq!(made.secret.expose().len() - made.prefix.len(), 44);
        }
        assert_eq!(Claim::read(Made::service_key().secret.expose()), None);
    }

    #[test]
    fn what_is_no_token_claims_nothing() {
        for wrong in [
            "",
            "htp_",
            "htp_7",
            "htp_7_",
            "htp_7_1",
            "htp_x_1_a",
            "htp_7_9223372036854775808_a",
            "HTP_7_1_a",
        ] {
            assert_eq!(Claim::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn two_keys_make_two_hashes() {
        let hash = |key: &str| Hasher::new(&SecretString::from(key)).hash(b"htk_1");
        assert!(hash("a").is(&hash("a")));
        assert!(!hash("a").is(&hash("b")));
    }
}
