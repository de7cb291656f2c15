//! Which variants of a screen are shown: the names that break things, and how much there is to show.

use core_shared::screen::Screen;

use super::super::sketch::{NASTY, RIGHT_TO_LEFT, longest};
use super::Variant;

/// More than fits on any page or into any message that lists all of them.
pub(super) const MANY: usize = 30;

pub(super) fn only(screen: Screen) -> Vec<Variant> {
    vec![("as it is".to_owned(), screen)]
}

/// The screen for each of these.
pub(super) fn each<T, const N: usize>(of: [(&str, T); N], screen: impl Fn(T) -> Screen) -> Vec<Variant> {
    of.into_iter().map(|(title, value)| (title.to_owned(), screen(value))).collect()
}

pub(super) fn by_name(screen: impl Fn(&str) -> Screen) -> Vec<Variant> {
    by_name_up_to(usize::MAX, screen)
}

/// The longest name is cut where a name of this kind ends.
pub(super) fn by_name_up_to(most: usize, screen: impl Fn(&str) -> Screen) -> Vec<Variant> {
    let longest: String = longest().chars().take(most).collect();
    vec![("the nastiest name".to_owned(), screen(NASTY)), ("the longest name".to_owned(), screen(&longest))]
}

pub(super) fn by_number(screen: impl Fn(&[String]) -> Screen) -> Vec<Variant> {
    by_number_up_to(usize::MAX, screen)
}

/// Nothing, many of all kinds, and many of the longest.
pub(super) fn by_number_up_to(most: usize, screen: impl Fn(&[String]) -> Screen) -> Vec<Variant> {
    let mut variants = vec![("nothing".to_owned(), screen(&[]))];
    variants.extend(many_up_to(most, screen));
    variants
}

/// For what is never shown of nothing.
pub(super) fn many(screen: impl Fn(&[String]) -> Screen) -> Vec<Variant> {
    many_up_to(usize::MAX, screen)
}

fn many_up_to(most: usize, screen: impl Fn(&[String]) -> Screen) -> Vec<Variant> {
    let longest: String = longest().chars().take(most).collect();
    let kinds = [NASTY, longest.as_str(), RIGHT_TO_LEFT, "Read", "Читать"];
    let mixed: Vec<String> = kinds.iter().cycle().take(MANY).map(|name| (*name).to_owned()).collect();
    vec![
        (format!("{MANY} with all kinds of names"), screen(&mixed)),
        (format!("{MANY} with the longest name"), screen(&vec![longest.clone(); MANY])),
    ]
}
