//! Rules about single files: where SQL, the clock and effects may be, how a file begins and what it is called.

use super::Violation;
use super::tree::Source;

/// Words that may stand in some files only.
struct Ban {
    words: &'static [&'static str],
    applies: fn(&str) -> bool,
    why: &'static str,
}

const BANS: [Ban; 5] = [
    Ban {
        words: &["FollowedClock", "SANDBOX_CLOCK_FILE"],
        applies: |path| !may_follow_a_sandbox(path),
        why: "a production binary has no clock that can be moved: only the *-sandboxed ones follow a sandbox",
    },
    Ban {
        words: &[
            "query!(",
            "query_as!(",
            "query_scalar!(",
            "query_file",
            "sqlx::query",
            "raw_sql(",
            "execute_unprepared",
        ],
        applies: |path| !may_hold_sql(path),
        why: "SQL lives in api/src/repositories and migrations: whoever changes the schema finds every statement there",
    },
    Ban {
        words: &["SystemTime::now", "Timestamp::now", "Zoned::now", "Utc::now", "Local::now"],
        applies: |path| {
            !["core-shared/src/clock.rs", "sandbox/src/clock.rs", "xtask/src/prepare.rs"].contains(&path)
        },
        why: "time is an argument: it is read in one place, or the sandbox and the tests cannot move it",
    },
    Ban {
        words: &[
            "async ",
            ".await",
            "sqlx",
            "tokio",
            "reqwest",
            "axum",
            "std::fs",
            "std::net",
            "std::env",
            "std::process",
            "now()",
        ],
        applies: |path| path.starts_with("core-shared/src/domain"),
        why: "the domain does no IO, knows no async and reads no clock: values in, values out",
    },
    Ban {
        words: &["#[allow(", "#![allow("],
        applies: |_| true,
        why: "use #[expect(lint, reason = \"…\")]: it says why, and it complains when it is no longer needed",
    },
];

/// Names that say what kind of thing is inside, and so nothing.
const EMPTY_NAMES: [&str; 8] = ["utils", "util", "common", "helpers", "helper", "types", "misc", "mod"];

const HEADER: &str = "a file opens with `//!`: what it is for and the rule it keeps, in one to four lines";
const NAMING: &str = "a name says what is inside: no utils, common, helpers, types, misc; `habits.rs` beside `habits/`, no mod.rs";

/// These files are about the words themselves.
const SELF: &str = "xtask/src/layers";

pub(super) fn check(source: &Source) -> Vec<Violation> {
    let mut found: Vec<Violation> = header(source).into_iter().chain(name(source)).collect();
    if !source.path.starts_with(SELF) {
        found.extend(BANS.iter().filter(|ban| (ban.applies)(&source.path)).flat_map(|ban| uses(source, ban)));
    }
    found
}

fn may_follow_a_sandbox(path: &str) -> bool {
    path == "core-shared/src/clock.rs"
        || path.ends_with("-sandboxed.rs")
        || path.starts_with("sandbox/")
        || path.starts_with("tests/")
}

/// Tests may look into the database to assert what happened there. The benchmark has one file that fills it with more
/// people than could be made through the API.
fn may_hold_sql(path: &str) -> bool {
    let homes = [
        "api/src/repositories",
        "api/tests/",
        "migrations/",
        "embedded-postgres/",
        "tests/",
        "bench/src/database.rs",
    ];
    homes.iter().any(|home| path.starts_with(home))
}

fn header(source: &Source) -> Option<Violation> {
    let missing = !source.text.starts_with("//!");
    missing.then(|| Violation { place: source.path.clone(), what: "has no header".to_owned(), why: HEADER })
}

fn name(source: &Source) -> Option<Violation> {
    let parts = source.path.split('/').map(|part| part.trim_end_matches(".rs"));
    let empty = parts.into_iter().find(|part| EMPTY_NAMES.contains(part))?;
    Some(Violation { place: source.path.clone(), what: format!("is called `{empty}`"), why: NAMING })
}

fn uses(source: &Source, ban: &Ban) -> Vec<Violation> {
    let lines = (1..).zip(without_switched_attributes(&source.text));
    lines
        .filter(|(_, line)| ban.words.iter().any(|word| stands_in(code(line), word)))
        .map(|(number, line)| Violation {
            place: format!("{}:{number}", source.path),
            what: line.trim().to_owned(),
            why: ban.why,
        })
        .collect()
}

/// The lines, with nothing in place of `#[cfg_attr(…)]`: a type of the domain may be *able* to become a column
/// without knowing how.
fn without_switched_attributes(text: &str) -> impl Iterator<Item = &str> {
    let mut inside = false;
    text.lines().map(move |line| {
        inside |= line.trim_start().starts_with("#[cfg_attr(");
        let shown = if inside { "" } else { line };
        inside &= !line.trim_end().ends_with(")]");
        shown
    })
}

/// `word` at the beginning of a word: `SystemTime::now` is not in `MySystemTime::now`.
fn stands_in(code: &str, word: &str) -> bool {
    code.match_indices(word).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_') || word.starts_with('.')
    })
}

/// A line without its comment.
fn code(line: &str) -> &str {
    if line.trim_start().starts_with("//") {
        return "";
    }
    line.split_once(" // ").map_or(line, |(code, _)| code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(path: &str, code: &str) -> Vec<String> {
        let text = format!("//! What it is for.\n{code}\n");
        let source = Source { path: path.to_owned(), text };
        check(&source).into_iter().map(|violation| violation.place).collect()
    }

    #[test]
    fn sql_outside_its_place_is_found() {
        let statement = "let rows = sqlx::query_as!(Row, \"select 1\");";
        assert_eq!(places("api/src/services/habits.rs", statement), ["api/src/services/habits.rs:2"]);
        assert_eq!(places("bot/src/start.rs", "query!(\"select 1\")"), ["bot/src/start.rs:2"]);
        assert_eq!(places("bench/src/burst.rs", statement), ["bench/src/burst.rs:2"]);
        assert_eq!(places("bench/src/database.rs", statement), [""; 0]);
        assert_eq!(places("api/src/repositories/habits.rs", statement), [""; 0]);
        assert_eq!(places("migrations/src/first.rs", "db.execute_unprepared(sql)"), [""; 0]);
    }

    #[test]
    fn a_second_clock_is_found() {
        let read = "let now = jiff::Timestamp::now();";
        assert_eq!(places("bot/src/today.rs", read), ["bot/src/today.rs:2"]);
        assert_eq!(places("core-shared/src/clock.rs", read), [""; 0]);
        assert_eq!(places("sandbox/src/clock.rs", read), [""; 0]);
    }

    #[test]
    fn a_production_binary_that_follows_a_sandbox_is_found() {
        let follow = "api::start(Arc::new(FollowedClock::from_environment()))";
        assert_eq!(places("api/src/main.rs", follow), ["api/src/main.rs:2"]);
        assert_eq!(places("src/house.rs", follow), ["src/house.rs:2"]);
        assert_eq!(places("api/src/bin/api-sandboxed.rs", follow), [""; 0]);
    }

    #[test]
    fn a_domain_with_effects_is_found() {
        for effect in ["pub async fn settle() {}", "use std::fs;", "use sqlx::Type;", "let t = clock.now();"]
        {
            assert_eq!(
                places("core-shared/src/domain/streak.rs", effect),
                ["core-shared/src/domain/streak.rs:2"]
            );
        }
        assert_eq!(places("core-shared/src/client.rs", "pub async fn get() {}"), [""; 0]);
    }

    #[test]
    fn a_domain_type_may_become_a_column() {
        let path = "core-shared/src/domain/ids.rs";
        assert_eq!(places(path, "#[cfg_attr(feature = \"sqlx\", derive(sqlx::Type))]"), [""; 0]);
        let wrapped = "#[cfg_attr(\n    feature = \"sqlx\",\n    derive(sqlx::Type),\n)]\nuse sqlx::Type;";
        assert_eq!(places(path, wrapped), ["core-shared/src/domain/ids.rs:6"]);
    }

    #[test]
    fn an_allowed_lint_is_found_and_an_expected_one_is_not() {
        assert_eq!(places("bot/src/start.rs", "#[allow(dead_code)]"), ["bot/src/start.rs:2"]);
        assert_eq!(places("bot/src/start.rs", "#[expect(dead_code, reason = \"x\")]"), [""; 0]);
    }

    #[test]
    fn a_comment_may_speak_of_anything() {
        assert_eq!(
            places("core-shared/src/domain.rs", "    /// Not even Timestamp::now() or sqlx."),
            [""; 0]
        );
        assert_eq!(places("bot/src/start.rs", "let a = 1; // not SystemTime::now"), [""; 0]);
    }

    #[test]
    fn a_file_without_a_header_is_found() {
        let source = Source { path: "bot/src/start.rs".to_owned(), text: "use x;\n".to_owned() };
        assert_eq!(check(&source)[0].what, "has no header");
    }

    #[test]
    fn empty_names_are_found_wherever_they_stand() {
        for path in [
            "bot/src/utils.rs",
            "bot/src/types/habit.rs",
            "api/tests/common/server.rs",
            "bot/src/views/mod.rs",
        ] {
            assert_eq!(places(path, ""), [path]);
        }
        assert_eq!(places("bot/src/model.rs", ""), [""; 0]);
    }
}
