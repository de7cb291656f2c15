//! What holds for every screen: Telegram takes it, its buttons can be read and pressed, and names are shown as they are.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use core_shared::callback::{Callback, MAX_BYTES};
use core_shared::screen::{Button, Press, Screen};

use super::super::sketch::NASTY;
use super::markup;

/// What Telegram takes.
const MOST_TEXT: usize = 4096;
const MOST_BUTTONS: usize = 100;
const MOST_IN_ROW: usize = 8;
const MOST_COPIED: usize = 256;

/// More of a label is cut off on every phone.
const MOST_LABEL: usize = 64;

/// What a text is called: it is shown in place of a text that lacks an argument.
static NAMES_OF_TEXTS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core-shared/texts/en");
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let text: String = files.map(|file| std::fs::read_to_string(file).unwrap()).collect();
    text.lines().filter_map(|line| Some(line.split_once(" =")?.0.to_owned())).collect()
});

/// Everything that is wrong with the screen.
pub(super) fn faults(screen: &Screen) -> Vec<String> {
    let rows = &screen.keyboard.rows;
    let buttons = rows.iter().map(Vec::len).sum::<usize>();
    let mut faults = text_faults(screen.text.as_str());
    if buttons > MOST_BUTTONS {
        faults.push(format!("{buttons} buttons"));
    }
    faults.extend(
        rows.iter().map(Vec::len).filter(|row| *row > MOST_IN_ROW).map(|row| format!("{row} in a row")),
    );
    faults.extend(rows.iter().flatten().flat_map(button_faults));
    faults
}

fn text_faults(html: &str) -> Vec<String> {
    let text = match markup::parsed(html) {
        Ok(text) => text,
        Err(wrong) => return vec![format!("{wrong}: {html}")],
    };
    let length = text.chars().count();
    let mut faults = word_faults(&text);
    if text.trim().is_empty() {
        faults.push("no text".to_owned());
    }
    if length > MOST_TEXT {
        faults.push(format!("a text of {length}"));
    }
    if html.contains(NASTY) {
        faults.push(format!("a name that is read as markup: {html}"));
    }
    faults
}

/// Of words as people read them.
fn word_faults(words: &str) -> Vec<String> {
    let is_template = ["{ $", "{$", "{ \""].iter().any(|sign| words.contains(sign));
    let is_name = words.lines().any(|line| NAMES_OF_TEXTS.contains(line.trim()))
        || words.split_whitespace().any(|word| word.contains('-') && NAMES_OF_TEXTS.contains(word));
    let is_escaped_twice = ["&lt;", "&gt;", "&amp;", "&quot;"].iter().any(|sign| words.contains(sign));
    [
        (is_template || is_name).then(|| format!("an argument that is missing: {words}")),
        is_escaped_twice.then(|| format!("escaped where it is not read as markup: {words}")),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn button_faults(button: &Button) -> Vec<String> {
    let label = &button.label;
    let mut faults = word_faults(label);
    if label.trim().is_empty() {
        faults.push("an empty label".to_owned());
    }
    if label.chars().count() > MOST_LABEL {
        faults.push(format!("a label of {}: {label}", label.chars().count()));
    }
    match &button.press {
        Press::Sends(callback) => {
            let code = callback.encode();
            if code.len() > MAX_BYTES {
                faults.push(format!("{} bytes: {code}", code.len()));
            }
            if Callback::decode(&code).as_ref() != Ok(callback) {
                faults.push(format!("{code} is not read as {callback:?}"));
            }
        }
        Press::Copies { text } if !(1..=MOST_COPIED).contains(&text.chars().count()) => {
            faults.push(format!("{label} copies {} characters", text.chars().count()));
        }
        Press::Copies { .. } => {}
    }
    faults
}

#[cfg(test)]
mod tests {
    use core_shared::domain::Locale;
    use core_shared::screen::{Html, Keyboard};
    use core_shared::texts::{html, plain};

    use super::*;

    fn found(text: Html, rows: Vec<Vec<Button>>) -> Vec<String> {
        faults(&Screen::new(text, Keyboard { rows }))
    }

    fn of_rows(rows: Vec<Vec<Button>>) -> Vec<String> {
        found(Html::escaped("?"), rows)
    }

    fn today(label: &str) -> Button {
        Button::new(label, Callback::Today)
    }

    #[test]
    fn a_good_screen_has_no_faults() {
        assert_eq!(found(Html::escaped(NASTY), vec![vec![today(NASTY)]]), [""; 0]);
    }

    #[test]
    fn texts_that_are_too_long_empty_or_lack_an_argument_are_found() {
        assert_eq!(found(Html::escaped(" \n"), Vec::new()), ["no text"]);
        assert_eq!(found(Html::escaped(&"🚀".repeat(4097)), Vec::new()), ["a text of 4097"]);
        assert_eq!(found(Html::escaped(&"&".repeat(4096)), Vec::new()), [""; 0]);
        assert_eq!(found(html(Locale::En, "reminder", &[]), Vec::new()).len(), 1);
        assert_eq!(of_rows(vec![vec![today(&plain(Locale::Ru, "button-done-of", &[]))]]).len(), 1);
        assert_eq!(found(html(Locale::En, "reminder", &[("habit", "&amp;".into())]), Vec::new()).len(), 1);
    }

    #[test]
    fn names_that_are_read_as_markup_are_found() {
        for name in [NASTY, "<b>a", "a & b", "<b>bold</b> \"quoted\" <x>"] {
            assert_eq!(text_faults(name).len(), 1, "{name}");
        }
    }

    #[test]
    fn labels_that_are_empty_too_long_or_escaped_are_found() {
        assert_eq!(of_rows(vec![vec![today(" ")]]), ["an empty label"]);
        assert_eq!(of_rows(vec![vec![today(&"Ж".repeat(65))]]).len(), 1);
        assert_eq!(of_rows(vec![vec![today("a &amp; b")]]).len(), 1);
        assert_eq!(of_rows(vec![vec![Button::copying("Copy", "")]]).len(), 1);
    }

    #[test]
    fn buttons_that_are_too_many_are_found() {
        assert_eq!(of_rows(vec![vec![today("x"); 9]]), ["9 in a row"]);
        assert_eq!(of_rows(vec![vec![today("x")]; 101]), ["101 buttons"]);
    }

    #[test]
    fn a_button_that_says_more_than_its_code_can_hold_is_found() {
        assert!(!of_rows(vec![vec![Button::new("x", Callback::Zone("x".repeat(80)))]]).is_empty());
    }
}
