//! The process and its environment: what is missing or wrong is named, and no secret is shown.

use std::process::{Command, Output};

const TOKEN: &str = "123456789:AAVerySecretIndeed";

fn bot(environment: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bot"));
    command.env_clear().envs(environment.iter().copied());
    command.output().unwrap()
}

fn complaint(environment: &[(&str, &str)]) -> String {
    let output = bot(environment);
    assert!(!output.status.success());
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(!text.contains("AAVerySecretIndeed"), "{text}");
    text
}

#[test]
fn what_is_missing_is_named() {
    let text = complaint(&[]);
    assert!(text.contains("TELEGRAM_BOT_TOKEN") && text.contains("BOT_API_KEY"), "{text}");
}

#[test]
fn what_is_wrong_is_named_without_the_secrets() {
    let good = [("TELEGRAM_BOT_TOKEN", TOKEN), ("BOT_API_KEY", "AAVerySecretIndeed")];
    for (name, value) in [
        ("API_URL", "nowhere"),
        ("TELEGRAM_API_URL", "ftp://example.org"),
        ("METRICS_BIND", "everywhere"),
        ("LOG_FORMAT", "poem"),
        ("BOT_API_KEY", "AAVerySecretIndeed too"),
        ("TELEGRAM_BOT_TOKEN", "AAVerySecretIndeed"),
        ("SENTRY_DSN", "AAVerySecretIndeed"),
        ("WEBHOOK_URL", "http://bot.example.org/telegram"),
        ("WEBHOOK_SECRET", "AAVerySecretIndeed, really"),
    ] {
        let mut environment = good.to_vec();
        environment.push((name, value));
        let text = complaint(&environment);
        assert!(text.contains(name), "{name}: {text}");
    }
}

#[test]
fn help_says_every_variable_and_no_value_of_a_secret() {
    let output = Command::new(env!("CARGO_BIN_EXE_bot"))
        .env("TELEGRAM_BOT_TOKEN", TOKEN)
        .env("BOT_API_KEY", "AAVerySecretIndeed")
        .arg("--help")
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    for name in [
        "TELEGRAM_BOT_TOKEN",
        "TELEGRAM_API_URL",
        "API_URL",
        "BOT_API_KEY",
        "WEBHOOK_URL",
        "WEBHOOK_BIND",
        "WEBHOOK_SECRET",
        "METRICS_BIND",
        "RUST_LOG",
    ] {
        assert!(text.contains(name), "{text}");
    }
    assert!(!text.contains("AAVerySecretIndeed"), "{text}");
}
