//! What is set for webhook mode: an address that Telegram can reach, where to listen behind it, and a secret.

use std::net::SocketAddr;
use std::str::FromStr;

use anyhow::ensure;
use core_shared::runtime::optional::Optional;
use hmac::{Hmac, KeyInit as _, Mac as _};
use secrecy::{ExposeSecret as _, SecretString};
use sha2::Sha256;
use url::{Host, Url};

use super::Webhook;

/// What Telegram takes as a secret, and no more.
const LONGEST_SECRET: usize = 256;

#[derive(Debug, Clone, clap::Args)]
pub struct WebhookSettings {
    /// Where Telegram posts updates, such as <https://bot.example.org/telegram>; empty asks for them instead
    #[arg(long, env = "WEBHOOK_URL", default_value = "", hide_default_value = true)]
    pub webhook_url: Optional<WebhookUrl>,

    /// Where the bot listens behind that address
    #[arg(long, env = "WEBHOOK_BIND", default_value = "127.0.0.1:8443")]
    pub webhook_bind: SocketAddr,

    /// What Telegram proves itself with; empty derives it from the token
    #[arg(
        long,
        env = "WEBHOOK_SECRET",
        hide_env_values = true,
        default_value = "",
        hide_default_value = true
    )]
    pub webhook_secret: SecretString,
}

impl WebhookSettings {
    /// The webhook, if there is to be one.
    pub(crate) fn webhook(&self, token: &SecretString) -> Option<Webhook> {
        let url = self.webhook_url.0.clone()?;
        Some(Webhook { url, secret: self.secret(token) })
    }

    /// Checks the secret without showing it.
    pub(crate) fn check(&self) -> anyhow::Result<()> {
        let secret = self.webhook_secret.expose_secret();
        let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
        ensure!(
            secret.len() <= LONGEST_SECRET && secret.bytes().all(is_allowed),
            "WEBHOOK_SECRET must be at most {LONGEST_SECRET} of the characters A-Z, a-z, 0-9, _ and -"
        );
        Ok(())
    }

    /// The same in every process that has the same token.
    fn secret(&self, token: &SecretString) -> SecretString {
        if !self.webhook_secret.expose_secret().is_empty() {
            return self.webhook_secret.clone();
        }
        let mut mac = Hmac::<Sha256>::new_from_slice(token.expose_secret().as_bytes())
            .expect("a key of this kind may have any length");
        mac.update(b"webhook");
        SecretString::from(hex::encode(mac.finalize().into_bytes()))
    }
}

/// An address that Telegram posts to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebhookUrl(Url);

impl WebhookUrl {
    pub(crate) fn as_url(&self) -> &Url {
        &self.0
    }

    pub(crate) fn path(&self) -> &str {
        self.0.path()
    }
}

impl FromStr for WebhookUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let url: Url = text.parse().map_err(|error| format!("not an address: {error}"))?;
        let is_home = match url.host() {
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        };
        if url.scheme() != "https" && !(url.scheme() == "http" && is_home) {
            return Err("not an address that begins with https://".to_owned());
        }
        // Signs that a router would take for a pattern are none of a plain path either.
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte);
        if url.path().len() < 2
            || !url.path().bytes().all(is_plain)
            || url.query().is_some()
            || url.fragment().is_some()
        {
            return Err("needs a plain path, as in https://bot.example.org/telegram".to_owned());
        }
        Ok(Self(url))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(secret: &str) -> WebhookSettings {
        WebhookSettings {
            webhook_url: "https://bot.example.org/telegram".parse().unwrap(),
            webhook_bind: "127.0.0.1:8443".parse().unwrap(),
            webhook_secret: SecretString::from(secret),
        }
    }

    #[test]
    fn an_address_is_https_or_at_home_and_has_a_path() {
        for good in [
            "https://bot.example.org/telegram",
            "https://bot.example.org:8443/a/b",
            "http://127.0.0.1:9/hook",
        ] {
            assert_eq!(good.parse::<WebhookUrl>().unwrap().as_url().as_str(), good);
        }
        for bad in [
            "bot.example.org/telegram",
            "http://bot.example.org/telegram",
            "https://bot.example.org",
            "https://bot.example.org/{id}",
            "https://bot.example.org/a?b",
            "mailto:me",
        ] {
            bad.parse::<WebhookUrl>().unwrap_err();
        }
    }

    #[test]
    fn without_a_secret_there_is_one_that_follows_from_the_token_and_does_not_show_it() {
        let secret = |token: &str| {
            let webhook = settings("").webhook(&SecretString::from(token)).unwrap();
            webhook.secret.expose_secret().to_owned()
        };
        assert_eq!(secret("1:a"), secret("1:a"));
        assert_ne!(secret("1:a"), secret("1:b"));
        assert_eq!(secret("1:a").len(), 64);
        let own = settings("own-secret").webhook(&SecretString::from("1:a")).unwrap();
        assert_eq!(own.secret.expose_secret(), "own-secret");
    }

    #[test]
    fn a_bad_secret_names_its_variable_and_is_not_repeated() {
        settings(&"x".repeat(256)).check().unwrap();
        for secret in ["two words", "тайна", &"x".repeat(257)] {
            let message = settings(secret).check().unwrap_err().to_string();
            assert!(message.contains("WEBHOOK_SECRET") && !message.contains(secret), "{message}");
        }
    }
}
