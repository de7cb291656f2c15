//! The proof that a call is ours: what was said and when, under a key that the receiver knows, too.

use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::Timestamp;
use secrecy::{ExposeSecret as _, SecretString};
use sha2::Sha256;

/// `t=<unix seconds>,v1=<hex HMAC-SHA256(key, "<t>.<body>")>`. The time is part of what is signed, so that a receiver can
/// refuse what somebody has recorded and sends again.
pub(crate) fn sign(key: &SecretString, body: &str, at: Timestamp) -> String {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(key.expose_secret().as_bytes()).expect("a key of any length will do");
    let at = at.as_second();
    mac.update(format!("{at}.").as_bytes());
    mac.update(body.as_bytes());
    format!("t={at},v1={}", hex::encode(mac.finalize().into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_that_of_any_other_implementation() {
        // printf '1795867200.{"paid":true}' | openssl dgst -sha256 -hmac key-of-the-tests
        let at = Timestamp::from_second(1_795_867_200).unwrap();
        let signature = sign(&SecretString::from("key-of-the-tests"), r#"{"paid":true}"#, at);
        assert_eq!(
            signature,
            "t=1795867200,v1=ebeedffde905ce511f785ccc64b3d5c1c3c647fd49ce3c48e6e7413e7bd24487"
        );
    }
}
