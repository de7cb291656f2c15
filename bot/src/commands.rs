//! What a message that begins with a slash asks for. `/today@name_of_the_bot` is the same as `/today`; a command to
//! another bot is none of ours.

/// A command with what was typed after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Command<'t> {
    Start,
    Today,
    New { name: &'t str },
    Habits,
    Api,
    Settings,
    Privacy,
    DeleteMe,
    Timezone,
    Language,
    Help,
    Cancel,
    Unknown,
}

/// The commands that Telegram offers, each with the text that describes it.
pub(crate) const OFFERED: [(&str, &str); 12] = [
    ("today", "command-today"),
    ("new", "command-new"),
    ("habits", "command-habits"),
    ("settings", "command-settings"),
    ("timezone", "command-timezone"),
    ("language", "command-language"),
    ("api", "command-api"),
    ("help", "command-help"),
    ("privacy", "command-privacy"),
    ("cancel", "command-cancel"),
    ("start", "command-start"),
    ("delete_me", "command-delete-me"),
];

/// What is offered in a group: the one that tells where everything else is.
pub(crate) const OFFERED_IN_GROUPS: [(&str, &str); 1] = [("help", "command-group-help")];

/// Whether a command carries the name of the bot.
pub(crate) fn is_addressed(text: &str, bot: &str) -> bool {
    let word = text.split(char::is_whitespace).next().unwrap_or_default();
    word.split_once('@').is_some_and(|(_, addressee)| addressee.eq_ignore_ascii_case(bot))
}

/// The command in `text`; none when it is plain text, or meant for another bot.
pub(crate) fn parse<'t>(text: &'t str, bot: &str) -> Option<Command<'t>> {
    let text = text.strip_prefix('/')?;
    let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let (name, addressee) = word.split_once('@').unwrap_or((word, bot));
    if !addressee.eq_ignore_ascii_case(bot) {
        return None;
    }
    let command = match name.to_ascii_lowercase().as_str() {
        "start" => Command::Start,
        "today" => Command::Today,
        "new" => Command::New { name: rest.trim() },
        "habits" => Command::Habits,
        "api" => Command::Api,
        "settings" => Command::Settings,
        "privacy" => Command::Privacy,
        "delete_me" => Command::DeleteMe,
        "timezone" => Command::Timezone,
        "language" => Command::Language,
        "help" => Command::Help,
        "cancel" => Command::Cancel,
        _ => Command::Unknown,
    };
    Some(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_may_carry_the_name_of_the_bot_and_any_case() {
        for text in ["/today", "/today@HabitBot", "/Today@habitbot ", "/today now"] {
            assert_eq!(parse(text, "HabitBot"), Some(Command::Today), "{text}");
        }
        assert_eq!(parse("/today@other_bot", "HabitBot"), None);
    }

    #[test]
    fn only_a_command_that_names_the_bot_is_addressed_to_it() {
        assert!(is_addressed("/today@habitbot now", "HabitBot"));
        for text in ["/today", "/today habit@HabitBot", "/today@other_bot", ""] {
            assert!(!is_addressed(text, "HabitBot"), "{text}");
        }
    }

    #[test]
    fn a_habit_may_be_named_at_once() {
        let new = |name| Some(Command::New { name });
        assert_eq!(parse("/new  Read 20 pages ", "b"), new("Read 20 pages"));
        assert_eq!(parse("/new\nRead", "b"), new("Read"));
        assert_eq!(parse("/new", "b"), new(""));
    }

    #[test]
    fn what_a_link_hands_over_is_nothing_harmful() {
        let nasty = ["x", "t_1", "../..", "<b>", "'; drop table users; --", "%00", "🚀", "/cancel"];
        for payload in nasty.map(str::to_owned).into_iter().chain(["x".repeat(4000)]) {
            assert_eq!(parse(&format!("/start {payload}"), "b"), Some(Command::Start), "{payload}");
        }
    }

    #[test]
    fn plain_text_is_no_command_and_an_unknown_one_is_said_to_be_so() {
        assert_eq!(parse("today", "b"), None);
        assert_eq!(parse("", "b"), None);
        for text in ["/", "/setting", "/newer", "/today/now", "/тест"] {
            assert_eq!(parse(text, "b"), Some(Command::Unknown), "{text}");
        }
    }

    #[test]
    fn every_command_that_is_offered_is_understood() {
        for (name, _) in OFFERED.into_iter().chain(OFFERED_IN_GROUPS) {
            let command = parse(&format!("/{name}"), "b").map(|command| command == Command::Unknown);
            assert_eq!(command, Some(false), "{name}");
        }
    }
}
