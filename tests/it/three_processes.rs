//! The story with separate processes, and what they refuse to start with.

use std::process::Command;

use crate::processes::{BOT_KEY, Processes, SCHEDULER_KEY, TOKEN, binary};
use crate::story;

#[tokio::test(flavor = "multi_thread")]
async fn somebody_new_makes_a_habit_keeps_it_and_misses_a_day() {
    let Processes { stage, .. } = &Processes::start().await;
    story::from_start_to_a_missed_day(&stage.sandbox, &stage.database_url).await;
    story::assert_telegram_was_content(&stage.sandbox);
}

#[test]
fn a_bad_value_stops_the_start_and_names_its_variable() {
    let table = [
        ("api-sandboxed", "API_BIND", "localhost"),
        ("api-sandboxed", "METRICS_BIND", "9100"),
        ("api-sandboxed", "DATABASE_URL", "hunter2"),
        ("api-sandboxed", "LOG_FORMAT", "xml"),
        ("api-sandboxed", "RUST_LOG", "a=b=c"),
        ("api-sandboxed", "SENTRY_DSN", "hunter2"),
        ("api-sandboxed", "BOT_API_KEY", "hunter2 with spaces"),
        ("api-sandboxed", "TASKS_API_KEY", "hunter2 with spaces"),
        ("api-sandboxed", "TELEGRAM_PUBLIC_KEY", "hunter2"),
        ("api-sandboxed", "TASK_HOSTS", "https://example.org/"),
        ("api-sandboxed", "TASK_PRIVATE_NETWORKS", "10.0.0.0"),
        ("scheduler", "TASK_PRIVATE_NETWORKS", "10.0.0.0"),
        ("bot-sandboxed", "TELEGRAM_BOT_TOKEN", "hunter2"),
        ("bot-sandboxed", "TELEGRAM_API_URL", "nowhere"),
        ("bot-sandboxed", "API_URL", "ftp://nowhere"),
        ("bot-sandboxed", "BOT_API_KEY", ""),
        ("bot-sandboxed", "WEBHOOK_URL", "http://bot.example.org/telegram"),
        ("bot-sandboxed", "WEBHOOK_BIND", "localhost"),
        ("bot-sandboxed", "WEBHOOK_SECRET", "hunter2 with spaces"),
        ("scheduler", "TELEGRAM_BOT_TOKEN", ""),
        ("scheduler", "API_URL", "nowhere"),
        ("scheduler", "SCHEDULER_API_KEY", ""),
        ("migrate", "DATABASE_URL", "hunter2"),
    ];
    for (name, variable, value) in table {
        let output = Command::new(binary(name))
            .env_clear()
            .env("DATABASE_URL", "postgres://nobody@127.0.0.1:1/nothing")
            .env("API_BIND", "127.0.0.1:0")
            .env("TELEGRAM_BOT_TOKEN", TOKEN)
            .env("BOT_API_KEY", BOT_KEY)
            .env("SCHEDULER_API_KEY", SCHEDULER_KEY)
            .env("SANDBOX_CLOCK_FILE", "/nonexistent")
            .env(variable, value)
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success(), "{name} {variable}={value}");
        assert!(told.contains(variable), "{name} {variable}={value}: {told}");
        assert!(!told.contains("hunter2"), "{name} {variable}: a secret is told: {told}");
    }
}
