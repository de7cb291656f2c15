//! How the scheduler is configured: by environment variables, one struct. A message about a bad value names
//! the variable, and never shows a secret.

use std::net::SocketAddr;

use anyhow::ensure;
use clap::Parser;
use core_shared::public_address::PrivateNetworks;
use core_shared::runtime::optional::Optional;
use core_shared::runtime::telemetry::TelemetrySettings;
use secrecy::{ExposeSecret as _, SecretString};

#[derive(Debug, Clone, Parser)]
#[command(name = "scheduler", about = "Rings, and delivers what is due to Telegram", version)]
pub struct Settings {
    /// The token of the bot, such as 123456789:AAExampleOfAToken
    #[arg(long, env = "TELEGRAM_BOT_TOKEN", hide_env_values = true)]
    pub telegram_bot_token: SecretString,

    /// Where the Telegram Bot API answers
    #[arg(long, env = "TELEGRAM_API_URL", default_value = "https://api.telegram.org", value_parser = http_url)]
    pub telegram_api_url: String,

    /// Where the API of the habit tracker answers
    #[arg(long, env = "API_URL", default_value = "http://127.0.0.1:8080", value_parser = http_url)]
    pub api_url: String,

    /// The key that the API knows as `SCHEDULER_API_KEY`
    #[arg(long, env = "SCHEDULER_API_KEY", hide_env_values = true)]
    pub scheduler_api_key: SecretString,

    /// Networks that tasks may call although they are private, such as `10.0.0.0/8,fd00::/8`
    #[arg(long, env = "TASK_PRIVATE_NETWORKS", default_value = "")]
    pub task_private_networks: PrivateNetworks,

    /// The address for /metrics and /healthz; empty for none
    #[arg(long, env = "METRICS_BIND", default_value = "")]
    pub metrics_bind: Optional<SocketAddr>,

    #[command(flatten)]
    pub telemetry: TelemetrySettings,
}

impl Settings {
    /// What the parser must not judge, because it would show the value that it refuses.
    pub(crate) fn check(&self) -> anyhow::Result<()> {
        let token = self.telegram_bot_token.expose_secret();
        ensure!(!token.is_empty(), "TELEGRAM_BOT_TOKEN is empty; @BotFather gives a token");
        ensure!(token.chars().all(is_token_char), "TELEGRAM_BOT_TOKEN holds a character that no token has");
        let key = self.scheduler_api_key.expose_secret();
        ensure!(!key.is_empty(), "SCHEDULER_API_KEY is empty; it must be the one that the API was given");
        ensure!(
            key.chars().all(|c| c.is_ascii_graphic()),
            "SCHEDULER_API_KEY holds a character that no key has"
        );
        Ok(())
    }
}

/// The token becomes part of an address, so nothing in it may be read as a separator.
fn is_token_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, ':' | '_' | '-')
}

fn http_url(text: &str) -> Result<String, &'static str> {
    let is_http =
        reqwest::Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    if is_http { Ok(text.to_owned()) } else { Err("is not an address such as http://127.0.0.1:8080") }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: [&str; 3] =
        ["scheduler", "--telegram-bot-token=1:secret-token", "--scheduler-api-key=secret-key"];

    fn refusal(arguments: &[&str]) -> String {
        let all: Vec<_> = GOOD.iter().chain(arguments).copied().collect();
        Settings::try_parse_from(all).expect_err("a bad value").to_string()
    }

    fn complaint(token: &str, key: &str) -> String {
        let mut settings = Settings::try_parse_from(GOOD).unwrap();
        settings.telegram_bot_token = SecretString::from(token);
        settings.scheduler_api_key = SecretString::from(key);
        settings.check().expect_err("a bad secret").to_string()
    }

    #[test]
    fn a_bad_value_is_refused_by_the_name_of_its_variable() {
        assert!(refusal(&["--api-url=localhost:8080"]).contains("<API_URL>"));
        assert!(refusal(&["--telegram-api-url="]).contains("<TELEGRAM_API_URL>"));
        assert!(refusal(&["--metrics-bind=9090"]).contains("<METRICS_BIND>"));
        assert!(refusal(&["--task-private-networks=10.0.0.0"]).contains("<TASK_PRIVATE_NETWORKS>"));
    }

    #[test]
    fn a_bad_secret_is_named_and_not_shown() {
        for (token, key, variable) in [
            ("", "secret-key", "TELEGRAM_BOT_TOKEN"),
            ("1:secret/token", "secret-key", "TELEGRAM_BOT_TOKEN"),
            ("1:secret-token", "", "SCHEDULER_API_KEY"),
            ("1:secret-token", "secret\nkey", "SCHEDULER_API_KEY"),
        ] {
            let text = complaint(token, key);
            assert!(text.starts_with(variable), "{text}");
            assert!(!text.contains("secret"), "{text}");
        }
    }

    #[test]
    fn secrets_are_not_part_of_what_settings_show_of_themselves() {
        let settings = Settings::try_parse_from(GOOD).unwrap();
        assert!(!format!("{settings:?}").contains("secret-"));
        assert!(settings.check().is_ok());
    }
}
