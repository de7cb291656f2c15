//! Who may know whom: one direction between the crates, and every version in one place.

use anyhow::Context as _;
use serde::Deserialize;
use serde_json::Value;

use super::Violation;
use super::tree::Source;

/// A crate and what it may depend on.
struct Direction {
    name: &'static str,
    knows: &'static [&'static str],
    why: &'static str,
}

const ALL: &[&str] =
    &["core-shared", "migrations", "api", "bot", "scheduler", "sandbox", "embedded-postgres"];

const DIRECTIONS: [Direction; 10] = [
    Direction { name: "core-shared", knows: &[], why: "the ground floor stands on nothing of ours" },
    Direction { name: "embedded-postgres", knows: &[], why: "it starts a Postgres, for whatever product" },
    Direction {
        name: "sandbox",
        knows: &[],
        why: "it stands in for Telegram and knows only the public Bot API: what it knew of the product, it would hide",
    },
    Direction {
        name: "migrations",
        knows: &["core-shared"],
        why: "the schema knows nobody; core-shared gives its command the telemetry of every other",
    },
    Direction {
        name: "api",
        knows: &["core-shared", "migrations"],
        why: "the owner of the data does not know who asks for it",
    },
    Direction { name: "bot", knows: &["core-shared"], why: "it reaches data only through the REST API" },
    Direction {
        name: "scheduler",
        knows: &["core-shared"],
        why: "it reaches data only through the REST API",
    },
    Direction { name: "habit-tracker", knows: ALL, why: "the all-in-one composes everything" },
    Direction {
        name: "bench",
        knows: &["core-shared", "migrations", "sandbox", "embedded-postgres"],
        why: "it measures the product from outside, as processes; nobody knows it, so it is in no binary",
    },
    Direction {
        name: "xtask",
        knows: &["embedded-postgres", "migrations"],
        why: "a tool needs a database, not the product",
    },
];

/// What any crate may use in its tests: a real database, and the stand-in for Telegram.
const FOR_TESTS: [&str; 3] = ["embedded-postgres", "sandbox", "migrations"];

const UNLISTED: &str = "say in xtask/src/layers/dependencies.rs what a new crate may know";
const ONE_PLACE: &str =
    "a version is written once, in [workspace.dependencies]; a member says `workspace = true`";

#[derive(Debug, Deserialize)]
struct Package {
    name: String,
    dependencies: Vec<Dependency>,
}

#[derive(Debug, Deserialize)]
struct Dependency {
    name: String,
    /// `dev`, `build`, or nothing for an ordinary one.
    kind: Option<String>,
    /// Only for crates of this workspace.
    path: Option<String>,
}

/// Checks the direction of every dependency that `cargo metadata` reports.
pub(super) fn check(metadata: &Value) -> anyhow::Result<Vec<Violation>> {
    let packages: Vec<Package> =
        Deserialize::deserialize(&metadata["packages"]).context("cargo metadata has another form")?;
    Ok(packages.iter().flat_map(check_package).collect())
}

fn check_package(package: &Package) -> Vec<Violation> {
    let place = format!("{} (Cargo.toml)", package.name);
    let Some(direction) = DIRECTIONS.iter().find(|direction| direction.name == package.name) else {
        return vec![Violation { place, what: "is not in the table of crates".to_owned(), why: UNLISTED }];
    };
    let ours = package.dependencies.iter().filter(|dependency| dependency.path.is_some());
    ours.filter(|dependency| !is_allowed(package, dependency, direction))
        .map(|dependency| Violation {
            place: place.clone(),
            what: format!("depends on `{}`", dependency.name),
            why: direction.why,
        })
        .collect()
}

fn is_allowed(package: &Package, dependency: &Dependency, direction: &Direction) -> bool {
    let name = dependency.name.as_str();
    let in_tests = dependency.kind.as_deref() == Some("dev");
    direction.knows.contains(&name) || (in_tests && (FOR_TESTS.contains(&name) || name == package.name))
}

/// Checks that members take every dependency from the workspace.
pub(super) fn check_versions(manifests: &[Source]) -> Vec<Violation> {
    manifests.iter().flat_map(versions_in).collect()
}

fn versions_in(manifest: &Source) -> Vec<Violation> {
    let mut in_dependencies = false;
    let mut found = Vec::new();
    for (number, line) in (1..).zip(manifest.text.lines()) {
        if line.starts_with('[') {
            in_dependencies = line.trim_end_matches(']').ends_with("dependencies");
        } else if in_dependencies && has_version(line) {
            let place = format!("{}:{number}", manifest.path);
            found.push(Violation { place, what: line.trim().to_owned(), why: ONE_PLACE });
        }
    }
    found
}

fn has_version(line: &str) -> bool {
    let Some((_, value)) = line.split_once('=') else {
        return false;
    };
    value.trim_start().starts_with('"') || value.contains("version")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn what_breaks(name: &str, dependencies: &Value) -> Vec<String> {
        let metadata = json!({ "packages": [{ "name": name, "dependencies": dependencies }] });
        check(&metadata).unwrap().into_iter().map(|violation| violation.what).collect()
    }

    #[test]
    fn the_bot_may_not_know_the_api() {
        let api = json!([{ "name": "api", "kind": null, "path": "/x/api" }]);
        assert_eq!(what_breaks("bot", &api), ["depends on `api`"]);
        assert_eq!(what_breaks("habit-tracker", &api), [""; 0]);
    }

    #[test]
    fn a_database_for_tests_is_not_a_dependency_of_the_product() {
        let postgres = |kind: Value| json!([{ "name": "embedded-postgres", "kind": kind, "path": "/x" }]);
        assert_eq!(what_breaks("api", &postgres(json!("dev"))), [""; 0]);
        assert_eq!(what_breaks("api", &postgres(json!(null))), ["depends on `embedded-postgres`"]);
    }

    #[test]
    fn tests_of_the_bot_may_not_know_the_api_either() {
        let api = json!([{ "name": "api", "kind": "dev", "path": "/x/api" }]);
        assert_eq!(what_breaks("bot", &api), ["depends on `api`"]);
    }

    #[test]
    fn crates_of_others_are_not_our_concern() {
        let foreign = json!([{ "name": "serde", "kind": null, "path": null }]);
        assert_eq!(what_breaks("core-shared", &foreign), [""; 0]);
    }

    #[test]
    fn a_new_crate_has_to_be_placed() {
        assert_eq!(what_breaks("extra", &json!([])), ["is not in the table of crates"]);
    }

    #[test]
    fn a_version_in_a_member_is_found() {
        let text = "[package]\nversion = \"1\"\n[dev-dependencies]\na = \"1\"\nb = { version = \"2\" }\n\
                    c.workspace = true\nd = { workspace = true, features = [\"x\"] }\n";
        let manifest = Source { path: "bot/Cargo.toml".to_owned(), text: text.to_owned() };
        let places: Vec<_> =
            check_versions(&[manifest]).into_iter().map(|violation| violation.place).collect();
        assert_eq!(places, ["bot/Cargo.toml:4", "bot/Cargo.toml:5"]);
    }
}
