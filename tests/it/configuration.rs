//! `.env.example` names every variable of every binary, and no other.

use std::collections::BTreeSet;

use clap::CommandFactory as _;

/// Variables that are not read by a binary of ours.
const READ_BY_COMPOSE: [&str; 1] = ["POSTGRES_PASSWORD"];

fn variables(command: &clap::Command) -> BTreeSet<String> {
    command
        .get_arguments()
        .filter_map(|argument| argument.get_env())
        .map(|name| name.to_string_lossy().into_owned())
        .collect()
}

#[test]
fn the_page_about_the_configuration_is_complete() {
    let page =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/CONFIGURATION.md")).unwrap();
    for name in named_in_the_example() {
        assert!(page.contains(&format!("| `{name}` |")), "docs/CONFIGURATION.md does not know {name}");
    }
}

#[test]
fn the_example_is_complete() {
    let mut read = BTreeSet::from(["PG_BIN_DIR".to_owned()]);
    read.extend(READ_BY_COMPOSE.map(str::to_owned));
    for command in [
        habit_tracker::Settings::command(),
        api::Settings::command(),
        bot::Settings::command(),
        scheduler::Settings::command(),
        sandbox::Options::command(),
    ] {
        read.extend(variables(&command));
    }
    assert_eq!(named_in_the_example(), read);
}

fn named_in_the_example() -> BTreeSet<String> {
    let example = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/.env.example")).unwrap();
    let names = example.lines().filter_map(|line| line.trim_start_matches('#').split_once('='));
    let is_variable =
        |name: &String| name.chars().all(|c| c.is_ascii_uppercase() || c == '_') && !name.is_empty();
    names.map(|(name, _)| name.to_owned()).filter(is_variable).collect()
}
