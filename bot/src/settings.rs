//! What the bot is told by its environment. A value that cannot be right stops the start with a message that
//! names the variable; secrets are checked apart from the parser, which would repeat them in its message.

use std::net::SocketAddr;

use anyhow::ensure;
use clap::Parser;
use core_shared::runtime::optional::Optional;
use core_shared::runtime::telemetry::TelemetrySettings;
use secrecy::{ExposeSecret as _, SecretString};
use url::Url;

use crate::webhook::WebhookSettings;

/// The Telegram front end of the habit tracker
#[derive(Debug, Clone, Parser)]
#[command(name = "bot", version)]
pub struct Settings {
    /// The token that `@BotFather` gave
    #[arg(long, env = "TELEGRAM_BOT_TOKEN", hide_env_values = true)]
    pub telegram_bot_token: SecretString,

    /// Where the Bot API is
    #[arg(long, env = "TELEGRAM_API_URL", default_value = "https://api.telegram.org", value_parser = http_url)]
    pub telegram_api_url: Url,

    /// Where the REST API is
    #[arg(long, env = "API_URL", default_value = "http://127.0.0.1:8080", value_parser = http_url)]
    pub api_url: Url,

    /// The bot's key for the REST API
    #[arg(long, env = "BOT_API_KEY", hide_env_values = true)]
    pub bot_api_key: SecretString,

    #[command(flatten)]
    pub webhook: WebhookSettings,

    /// Where metrics are served, such as 127.0.0.1:9101; empty for nowhere
    #[arg(long, env = "METRICS_BIND", default_value = "", hide_default_value = true)]
    pub metrics_bind: Optional<SocketAddr>,

    #[command(flatten)]
    pub telemetry: TelemetrySettings,
}

impl Settings {
    /// Checks the secrets without showing them.
    pub(crate) fn check(&self) -> anyhow::Result<()> {
        ensure!(
            is_token(self.telegram_bot_token.expose_secret()),
            "TELEGRAM_BOT_TOKEN is not a token of @BotFather; it looks like 123456789:AAExampleOfAToken"
        );
        ensure!(
            is_header_value(self.bot_api_key.expose_secret()),
            "BOT_API_KEY must be one or more visible ASCII characters, the same as the API was given"
        );
        self.webhook.check()
    }
}

fn is_token(text: &str) -> bool {
    let Some((id, secret)) = text.split_once(':') else {
        return false;
    };
    let is_secret = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    !id.is_empty()
        && id.bytes().all(|byte| byte.is_ascii_digit())
        && !secret.is_empty()
        && secret.bytes().all(is_secret)
}

fn is_header_value(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic())
}

fn http_url(text: &str) -> Result<Url, String> {
    let url: Url = text.parse().map_err(|error| format!("not an address: {error}"))?;
    if matches!(url.scheme(), "http" | "https") && url.has_host() {
        Ok(url)
    } else {
        Err("not an address that begins with http:// or https://".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "123456789:AAExample-Of_A-Token";

    fn parse(arguments: &[&str]) -> Result<Settings, String> {
        let mut all = vec!["bot", "--telegram-bot-token", TOKEN, "--bot-api-key", "key"];
        all.extend(arguments);
        Settings::try_parse_from(all).map_err(|error| error.to_string())
    }

    #[test]
    fn what_has_a_default_need_not_be_told() {
        let settings = parse(&[]).unwrap();
        assert_eq!(settings.telegram_api_url.as_str(), "https://api.telegram.org/");
        assert_eq!(settings.metrics_bind, Optional(None));
        settings.check().unwrap();
    }

    #[test]
    fn a_bad_value_names_its_variable() {
        for (flag, value, variable) in [
            ("--api-url", "localhost", "API_URL"),
            ("--telegram-api-url", "mailto:me", "TELEGRAM_API_URL"),
            ("--metrics-bind", "9101", "METRICS_BIND"),
            ("--webhook-url", "http://bot.example.org/telegram", "WEBHOOK_URL"),
            ("--webhook-bind", "8443", "WEBHOOK_BIND"),
        ] {
            let message = parse(&[flag, value]).unwrap_err();
            assert!(message.contains(variable), "{message}");
        }
    }

    #[test]
    fn a_bad_secret_names_its_variable_and_is_not_repeated() {
        let mut settings = parse(&[]).unwrap();
        for secret in ["", "no-colon-in-it", "12345:bad/character", "тайна:тайна"] {
            settings.telegram_bot_token = SecretString::from(secret);
            let message = format!("{:?}", settings.check().unwrap_err());
            assert!(message.contains("TELEGRAM_BOT_TOKEN"), "{message}");
            assert!(secret.is_empty() || !message.contains(secret), "{message}");
        }
        settings.telegram_bot_token = SecretString::from(TOKEN);
        settings.bot_api_key = SecretString::from("two words");
        assert!(settings.check().unwrap_err().to_string().contains("BOT_API_KEY"));
        assert!(!format!("{settings:?}").contains("two words"));
    }

    #[test]
    fn an_empty_address_of_metrics_is_none_and_another_one_is_kept() {
        assert_eq!(parse(&["--metrics-bind", ""]).unwrap().metrics_bind, Optional(None));
        let bind = parse(&["--metrics-bind", "127.0.0.1:9101"]).unwrap().metrics_bind;
        assert_eq!(bind, Optional(Some("127.0.0.1:9101".parse().unwrap())));
    }
}
