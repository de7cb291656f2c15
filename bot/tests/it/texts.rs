//! The text files of all languages hold the same texts with the same arguments, and the sources use exactly those.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Built from a number: `month-1` to `month-12`.
const NUMBERED: &str = "month-";

/// The texts of a language, each with the names of its arguments.
type Texts = BTreeMap<String, BTreeSet<String>>;

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut found = Vec::new();
    for path in entries {
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|found| found == extension) {
            found.push(path);
        }
    }
    found
}

fn texts(language: &str) -> Texts {
    let mut texts = Texts::new();
    for file in files(&workspace().join("core-shared/texts").join(language), "ftl") {
        let mut current = None;
        for line in std::fs::read_to_string(file).unwrap().lines() {
            if let Some((id, _)) = line.split_once(" =").filter(|(id, _)| is_id(id)) {
                assert!(
                    texts.insert(id.to_owned(), BTreeSet::new()).is_none(),
                    "{id} is there twice in {language}"
                );
                current = Some(id.to_owned());
            } else if line.split_once('=').is_some_and(|(id, _)| is_id(id.trim_end())) {
                let id = line.split('=').next().unwrap().trim_end().to_owned();
                texts.insert(id.clone(), BTreeSet::new());
                current = Some(id);
            }
            let arguments = line.split('$').skip(1).filter(|_| !line.starts_with('#'));
            let names = arguments.map(|rest| rest.chars().take_while(|c| c.is_alphanumeric()).collect());
            texts.entry(current.clone().unwrap_or_default()).or_default().extend(names);
        }
    }
    texts.remove("");
    texts
}

fn is_id(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

fn sources() -> Vec<String> {
    let folders = ["bot/src", "core-shared/src", "scheduler/src"].map(|folder| workspace().join(folder));
    folders
        .iter()
        .flat_map(|folder| files(folder, "rs"))
        .map(|file| std::fs::read_to_string(file).unwrap())
        .collect()
}

/// The first literal after `call`, within the same argument list.
fn first_literals<'s>(source: &'s str, call: &'s str) -> impl Iterator<Item = &'s str> {
    source.split(call).skip(1).filter_map(|rest| {
        let before = rest.split_once('"')?.0;
        let is_plain = before.len() < 60 && !before.contains([';', '{', '&', '[']);
        let literal = rest.split('"').nth(1)?;
        (is_plain && is_id(literal)).then_some(literal)
    })
}

#[test]
fn every_language_has_the_same_texts_with_the_same_arguments() {
    let (english, russian) = (texts("en"), texts("ru"));
    assert!(english.len() > 100, "{}", english.len());
    for id in english.keys().chain(russian.keys()) {
        assert_eq!(english.get(id), russian.get(id), "{id}");
    }
}

#[test]
fn every_text_that_is_asked_for_exists() {
    let known = texts("en");
    let mut asked = 0;
    for source in sources() {
        for call in ["html(", "plain(", "button(", "said(", "self.headline(", "self.check(", "self.label("] {
            for id in first_literals(&source, call) {
                assert!(known.contains_key(id), "{id}");
                asked += 1;
            }
        }
    }
    assert!(asked > 80, "{asked}");
}

#[test]
fn every_text_is_asked_for() {
    let sources = sources().concat();
    for id in texts("en").keys() {
        let is_used = sources.contains(&format!("\"{id}\"")) || id.starts_with(NUMBERED);
        assert!(is_used, "{id}");
    }
}
