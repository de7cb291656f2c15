//! The first words, help, and short words where there is nothing else to say.

use super::super::{help, language, start, templates, today};
use super::Exhibit;
use super::lists::listed;
use super::samples::full;
use super::variants::{by_name, only};

pub(super) fn exhibits() -> Vec<Exhibit> {
    vec![
        exhibit!(greeting = start::greeting, |locale| only(greeting(locale))),
        exhibit!(back = start::welcome_back, |locale| {
            by_name(|name| back(locale, today::today(&listed(locale, &[name.to_owned()]), 0)))
        }),
        exhibit!(group = start::in_group, |locale| only(group(locale, "habit_bot")))
            .ending("a group has no buttons: they would be pressed by somebody else"),
        exhibit!(kept = templates::kept, |locale| {
            by_name(|name| kept(locale, &full(name), today::today(&listed(locale, &[name.to_owned()]), 0)))
        }),
        exhibit!(question = language::question, |locale| only(question(locale))),
        exhibit!(help = help::help, |locale| only(help(locale))),
        exhibit!(unknown = help::unknown_command, |locale| only(unknown(locale))),
        exhibit!(media = help::media, |locale| only(media(locale))),
        exhibit!(text = help::text, |locale| only(text(locale))),
        exhibit!(nothing = help::nothing_to_cancel, |locale| only(nothing(locale))),
        exhibit!(sorry = help::sorry, |locale| only(sorry(locale))),
        exhibit!(gone = help::habit_gone_screen, |locale| only(gone(locale))),
    ]
}
