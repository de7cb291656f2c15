//! The tour of `docs/API.md` works: its commands are run as they stand there.

use std::process::{Command, Stdio};

use crate::one_process::OneProcess;

/// The shell commands of a document, one after the other, ended by the first that fails.
fn commands(document: &str) -> String {
    let mut script = "set -euo pipefail\n".to_owned();
    for block in document.split("```sh\n").skip(1) {
        script.push_str(block.split("```").next().unwrap_or_default());
    }
    script
}

#[tokio::test(flavor = "multi_thread")]
async fn the_commands_of_the_tour_do_what_it_says() {
    let document = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/API.md");
    let script = commands(&std::fs::read_to_string(document).unwrap());
    let product = OneProcess::start().await;
    let mut shell = Command::new("bash");
    shell.args(["-c", &script]).env("API", &product.api_url).env("KEYS", &product.keys_dir);
    let running = tokio::task::spawn_blocking(move || shell.stdin(Stdio::null()).output());
    let run = running.await.unwrap().unwrap();
    let said = String::from_utf8_lossy(&run.stdout);
    assert!(run.status.success(), "{}\n{said}", String::from_utf8_lossy(&run.stderr));
    for told in [
        r#""kind":"service","name":"BOT_API_KEY","scope":"bot""#,
        r#""zone":"Europe/Berlin""#,
        r#""amount":1"#,
        r#""amount":8"#,
        r#""name":"Drink water""#,
        r#""type":"urn:habit-tracker:problem:invalid""#,
        r#""parameter":"day""#,
    ] {
        assert!(said.contains(told), "{told}: {said}");
    }
    product.stops().await;
}
