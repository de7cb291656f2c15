//! Every statement on user data names its user: that is the access rule, the index and the sharding key in one.
//! The few that speak of everybody are listed here, each with its reason.

use super::Violation;
use super::literals::literals;
use super::tree::Source;

const HOME: &str = "api/src/repositories/";

/// Tables whose rows belong to a user, by a column `user_id` (`updates` by their chat).
const USER_DATA: [&str; 9] = [
    "habits",
    "executions",
    "reminders",
    "deliveries",
    "events",
    "dialogues",
    "idempotency_keys",
    "pending_rollovers",
    "updates",
];

/// The users themselves: their own id is the user's id.
const USERS: &str = "users";

/// A function (or macro) that speaks of everybody.
struct Exception {
    file: &'static str,
    function: &'static str,
    #[expect(dead_code, reason = "for the reader of this table")]
    why: &'static str,
}

const EXCEPTIONS: [Exception; 17] = [
    Exception {
        file: "dead_letters.rs",
        function: "list",
        why: "pages through what was given up, whoever it was for; only the operator's key leads there",
    },
    Exception {
        file: "deliveries/claiming.rs",
        function: "claim",
        why: "takes what is due for whomever, within the budget that all users share",
    },
    Exception {
        file: "deliveries.rs",
        function: "backlog",
        why: "counts what waits to be sent, for whoever runs the bot",
    },
    Exception {
        file: "send_pace.rs",
        function: "hold",
        why: "counts what Telegram has just taken, whoever it was for",
    },
    Exception {
        file: "reminders.rs",
        function: "plan",
        why: "reads the slots of a zone, whoever they belong to",
    },
    Exception {
        file: "rollovers.rs",
        function: "list_pending",
        why: "finds the users who close their days by themselves and are due",
    },
    Exception {
        file: "rollovers.rs",
        function: "list_unanswered",
        why: "finds the users for whom something has to happen",
    },
    Exception {
        file: "rollovers.rs",
        function: "list_group",
        why: "pages through the users of a zone whose day is over",
    },
    Exception {
        file: "habits.rs",
        function: "list_page",
        why: "pages through the habits of everybody, to verify them; only the operator's key leads there",
    },
    Exception {
        file: "habits.rs",
        function: "habits",
        why: "ends statements whose beginning names the user; each is checked where it begins",
    },
    Exception {
        file: "tasks.rs",
        function: "tasks",
        why: "finds the messages of tasks that were found for their service, with the users that these name",
    },
    Exception {
        file: "tasks.rs",
        function: "list_in_state",
        why: "pages through the tasks of services; a service has messages for many users",
    },
    Exception {
        file: "tasks.rs",
        function: "cancel",
        why: "names a task and its services, and by them the user that the message is for",
    },
    Exception {
        file: "tasks.rs",
        function: "replay",
        why: "names a task and its services, and by them the user that the message is for",
    },
    Exception {
        file: "updates.rs",
        function: "store",
        why: "keeps what Telegram hands out, from whomever; an update has a chat, and its user is known to the bot alone",
    },
    Exception { file: "updates.rs", function: "claim", why: "takes what is to be handled, from whomever" },
    Exception {
        file: "updates.rs",
        function: "report",
        why: "names the updates that were claimed, from whomever",
    },
];

const WHY: &str = "a statement on user data names its user by a parameter (`user_id = $1`, `u.id = $1`, a batch of rows that \
                   carry their user); the scheduler's claims are exceptions, listed with their reasons in \
                   xtask/src/layers/statements.rs";

pub(super) fn check(source: &Source) -> Vec<Violation> {
    let Some(file) = source.path.strip_prefix(HOME) else {
        return Vec::new();
    };
    let product = source.text.split("#[cfg(test)]").next().unwrap_or_default();
    let statements = literals(product).into_iter().filter(|literal| is_sql(literal.text));
    statements
        .filter(|statement| !names_its_user(statement.text))
        .map(|statement| (statement, enclosing_function(&product[..statement.at])))
        .filter(|(_, function)| !is_exception(file, function))
        .map(|(statement, function)| Violation {
            place: format!("{}:{}", source.path, product[..statement.at].lines().count()),
            what: format!("the statement in `{function}` is about everybody"),
            why: WHY,
        })
        .collect()
}

fn is_exception(file: &str, function: &str) -> bool {
    EXCEPTIONS.iter().any(|exception| exception.file == file && exception.function == function)
}

/// Exceptions for what is not there any more: the next function of that name would inherit them.
pub(super) fn stale_exceptions(sources: &[Source]) -> Vec<Violation> {
    if !sources.iter().any(|source| source.path.starts_with(HOME)) {
        return Vec::new();
    }
    let is_there = |exception: &&Exception| {
        let path = format!("{HOME}{}", exception.file);
        let definitions =
            [format!("fn {}(", exception.function), format!("macro_rules! {} ", exception.function)];
        let file = sources.iter().find(|source| source.path == path);
        file.is_some_and(|source| definitions.iter().any(|definition| source.text.contains(definition)))
    };
    let gone = EXCEPTIONS.iter().filter(|exception| !is_there(exception));
    gone.map(|exception| Violation {
        place: format!("{HOME}{}", exception.file),
        what: format!("there is no `{}`", exception.function),
        why: "an exception in xtask/src/layers/statements.rs is for something that does not exist",
    })
    .collect()
}

fn is_sql(text: &str) -> bool {
    let verb = text.split_whitespace().next().unwrap_or_default().to_lowercase();
    ["select", "insert", "update", "delete", "with", "merge"].contains(&verb.as_str())
}

fn enclosing_function(before: &str) -> &str {
    let starts = ["fn ", "macro_rules! "];
    let name = starts.iter().filter_map(|word| Some(before.rfind(word)? + word.len())).max();
    let name = name.map_or("", |at| &before[at..]);
    let ends = name.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(name.len());
    &name[..ends]
}

/// Whether `sql` is about users that its caller names: by a parameter, by a batch of rows that carry their user, or
/// because it only adds rows, each with its user.
fn names_its_user(sql: &str) -> bool {
    let sql = compact(sql);
    let words: Vec<&str> = words_of(&sql).collect();
    let reads_data = tables_after(&words, &READING).any(|table| USER_DATA.contains(&table));
    let adds_data = tables_after(&words, &["into"]).any(|table| USER_DATA.contains(&table));
    let touches_users = tables_after(&words, &READING).any(|table| table == USERS);

    let has = |pieces: &[&str]| pieces.iter().any(|piece| sql.contains(piece));
    let is_one_user = touches_users && has(&["u.id=$", "users.id=$", "u.id=any($"]);
    let is_bound = is_one_user || has(&["user_id=$", "user_id=any($"]) || is_batch_of_users(&sql);
    let is_one_of_users = has(&["id=$", "id=any($"]);
    (is_bound || !reads_data)
        && (is_bound || is_one_of_users || !touches_users)
        && (words.contains(&"user_id") || !adds_data)
}

/// `unnest($1, …) as r (user_id, …)`: the caller passes rows, each with its user.
fn is_batch_of_users(sql: &str) -> bool {
    let aliases = sql.split(")as ").skip(1);
    let columns = aliases.map(|alias| alias.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_'));
    sql.contains("unnest($") && columns.into_iter().any(|columns| columns.starts_with("(user_id,"))
}

/// The words before the name of a table whose rows are read or changed.
const READING: [&str; 5] = ["from", "join", "update", "using", "only"];

/// Lower case, no comments, no blanks around `=` and brackets, one blank elsewhere.
fn compact(sql: &str) -> String {
    let lines = sql.lines().map(|line| line.split("--").next().unwrap_or_default().to_lowercase());
    let words = lines.collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    ["=", "(", ")", ","]
        .iter()
        .fold(words, |sql, sign| sql.replace(&format!(" {sign}"), sign).replace(&format!("{sign} "), sign))
}

fn words_of(sql: &str) -> impl Iterator<Item = &str> {
    sql.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

/// The words that stand where a table does.
fn tables_after<'a>(words: &'a [&'a str], before: &'a [&str]) -> impl Iterator<Item = &'a str> {
    let places = words.windows(2).filter(|pair| before.contains(&pair[0]));
    places.map(|pair| pair[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken_functions(code: &str) -> usize {
        let source = Source { path: format!("{HOME}habits.rs"), text: code.to_owned() };
        check(&source).len()
    }

    #[test]
    fn a_statement_about_everybody_is_found_with_its_function() {
        let code = "//! x\nasync fn list() {\n    sqlx::query_as!(Row, r#\"select id\n from habits\"#)\n}\n";
        let source = Source { path: format!("{HOME}habits.rs"), text: code.to_owned() };
        let found = check(&source);
        assert_eq!(found[0].place, "api/src/repositories/habits.rs:3");
        assert_eq!(found[0].what, "the statement in `list` is about everybody");
    }

    #[test]
    fn a_statement_that_names_its_user_is_fine() {
        for sql in [
            "delete from habits where user_id = $1",
            "select 1 from habits h where h.user_id = $1",
            "select name from users where id = $1",
            "select d.state from users u left join dialogues d on d.user_id = u.id where u.id = $1",
            "insert into habits (user_id, name) values ($1, $2)",
        ] {
            assert_eq!(broken_functions(&format!("query!(\"{sql}\")")), 0, "{sql}");
        }
    }

    #[test]
    fn a_batch_whose_rows_carry_their_user_is_fine() {
        let batch = "update deliveries d set state = 'sent' \
                     from unnest($1::bigint[], $2::bigint[]) as r (user_id, id) where d.user_id = r.user_id";
        assert_eq!(broken_functions(&format!("query!(\"{batch}\")")), 0);
    }

    #[test]
    fn returning_the_user_does_not_count_as_naming() {
        for sql in [
            "update deliveries set state = $1 returning user_id",
            "insert into events (user_id, kind) select user_id, 'x' from habits",
            "insert into deliveries (user_id, day) select r.user_id, $1 from reminders r, unnest($2::int[]) as c (zone)",
        ] {
            assert_eq!(broken_functions(&format!("query!(\"{sql}\")")), 1, "{sql}");
        }
    }

    #[test]
    fn a_comment_does_not_count_as_naming() {
        assert_eq!(broken_functions("query_scalar!(\"select count(*) from executions -- user_id\n\")"), 1);
        assert_eq!(broken_functions("sqlx::query::<Postgres>(\"update users set locale = $1\")"), 1);
    }

    #[test]
    fn tables_that_belong_to_nobody_are_not_concerned() {
        assert_eq!(broken_functions("query!(\"select 1 from zone_watermarks\")"), 0);
        assert_eq!(broken_functions("query!(\"select habits from statistics\")"), 0);
    }

    #[test]
    fn an_exception_holds_for_its_function_only() {
        let claim = |function: &str| Source {
            path: format!("{HOME}deliveries/claiming.rs"),
            text: format!("fn {function}() {{ query!(\"update deliveries set attempts = 1\") }}"),
        };
        assert_eq!(check(&claim("claim")), []);
        assert_eq!(check(&claim("withdraw")).len(), 1);
    }

    #[test]
    fn an_exception_for_something_that_is_gone_is_found() {
        let there = &EXCEPTIONS[0];
        let text = format!("fn {}() {{}}", there.function);
        let source = Source { path: format!("{HOME}{}", there.file), text };
        let gone: Vec<_> = stale_exceptions(&[source]).into_iter().map(|violation| violation.what).collect();
        let others = EXCEPTIONS[1..].iter();
        let expected: Vec<_> =
            others.map(|exception| format!("there is no `{}`", exception.function)).collect();
        assert_eq!(gone, expected);
    }

    #[test]
    fn only_repositories_are_looked_at() {
        let code = "query!(\"select 1 from habits\")".to_owned();
        assert_eq!(check(&Source { path: "migrations/src/first.rs".to_owned(), text: code }), []);
    }
}
