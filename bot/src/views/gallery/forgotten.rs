//! Which screens the gallery does not show, by the sources: a function that anybody may call and that returns a screen.

use std::fmt;
use std::path::{Path, PathBuf};

/// A function as the sources name it.
#[derive(Debug)]
pub(super) struct Declared {
    /// The file below its folder of sources, as a path of modules: `editing::days`.
    pub(super) module: String,
    pub(super) name: String,
}

impl Declared {
    /// A function is shown by its own path, or by that of the module that hands it on.
    pub(super) fn is_shown_as(&self, path: &str) -> bool {
        let is_module_or_function = |part: &&str| !part.starts_with(char::is_uppercase);
        let shown: Vec<&str> = path.split("::").map(str::trim).filter(is_module_or_function).collect();
        let Self { module, name } = self;
        let own: Vec<&str> = module.split("::").chain([name.as_str()]).collect();
        let handed_on: Vec<&str> = match module.rsplit_once("::") {
            Some((outer, _)) => outer.split("::").chain([name.as_str()]).collect(),
            None => return shown == own,
        };
        shown == own || shown == handed_on
    }
}

impl fmt::Display for Declared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}::{}", self.module, self.name)
    }
}

/// Every screen that is made below a folder.
pub(super) fn declared_below(folder: &Path) -> Vec<Declared> {
    let files = sources(folder).into_iter();
    files
        .flat_map(|path| {
            let module = path.strip_prefix(folder).unwrap().with_extension("");
            let module = module.to_str().unwrap().replace('/', "::");
            declared(&module, &std::fs::read_to_string(&path).unwrap())
        })
        .collect()
}

/// The Rust sources below a folder, but for tests and the gallery itself.
pub(super) fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() && name != "gallery" {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|kind| kind == "rs")
            && !["tests", "gallery", "sketch"].contains(&name)
        {
            found.push(path);
        }
    }
    found
}

/// The functions of a file that are `pub` or `pub(crate)` and return a screen, or perhaps one. What is seen by its
/// neighbours alone is shown by what they make of it.
fn declared(module: &str, source: &str) -> Vec<Declared> {
    let starts = source.match_indices("fn ").map(|(at, _)| at);
    starts
        .filter_map(|at| {
            let line = source[..at].rsplit('\n').next()?.trim();
            let is_open = ["pub", "pub(crate)"].contains(&line.trim_end_matches("const").trim());
            let signature = source[at + 3..].split(['{', ';']).next()?;
            let (name, rest) = signature.split_once(['(', '<'])?;
            let (_, returned) = rest.rsplit_once("->")?;
            let is_screen = ["Screen", "Option<Screen>"].contains(&returned.trim());
            (is_open && is_screen).then(|| Declared { module: module.to_owned(), name: name.to_owned() })
        })
        .collect()
}

#[test]
fn what_returns_a_screen_and_can_be_called_is_found() {
    let source = "
pub(crate) fn card(user: &User) -> Screen {}
pub fn perhaps(&self) -> Option<Screen> {
pub(crate) fn over_lines<T>(
    one: fn(T) -> u8,
) -> Screen {
pub(super) fn neighbours() -> Screen {}
fn own() -> Screen {}
pub(crate) fn words() -> Html {}
pub(crate) fn label() -> String {}
";
    let names: Vec<String> = declared("card", source).into_iter().map(|found| found.name).collect();
    assert_eq!(names, ["card", "perhaps", "over_lines"]);
}

#[test]
fn a_screen_is_shown_by_its_path_or_that_of_who_hands_it_on() {
    let days = Declared { module: "editing::days".to_owned(), name: "times".to_owned() };
    assert!(days.is_shown_as("editing::days::times"));
    assert!(days.is_shown_as("editing::times"));
    assert!(!days.is_shown_as("times"));
    assert!(!days.is_shown_as("history::times"));
    let method = Declared { module: "reminder_message".to_owned(), name: "question".to_owned() };
    assert!(method.is_shown_as("reminder_message::ReminderMessage::question"));
    assert!(!method.is_shown_as("still_there::question"));
}
