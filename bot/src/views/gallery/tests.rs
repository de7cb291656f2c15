//! All of the gallery: how it looks, that nothing is wrong with it, and that nothing is missing.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use core_shared::domain::Locale;
use insta::assert_snapshot;

use super::forgotten::{Declared, declared_below, sources};
use super::inspection::faults;
use super::{Exhibit, exhibits};

/// The one file beside the views that makes a screen: of the words of a task, which are a text of their own.
const NO_VIEW: &str = "scheduler/src/letter.rs";

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Of a snapshot, without ".snap".
fn file_name(exhibit: &Exhibit, locale: Locale) -> String {
    format!("{}.{}", exhibit.path.replace("::", "."), locale.code())
}

#[test]
fn every_screen_looks_as_it_did_when_somebody_looked_last() {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for exhibit in exhibits() {
            for locale in Locale::ALL {
                assert_snapshot!(file_name(&exhibit, locale), exhibit.sketched(locale));
            }
        }
    });
}

#[test]
fn nothing_is_wrong_with_any_screen() {
    let mut found = Vec::new();
    for exhibit in exhibits() {
        for locale in Locale::ALL {
            for (title, screen) in (exhibit.variants)(locale) {
                let faults = faults(&screen).into_iter();
                found.extend(faults.map(|fault| format!("{}, {locale:?}, {title}: {fault}", exhibit.path)));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_screen_without_buttons_has_a_reason() {
    for exhibit in exhibits() {
        for locale in Locale::ALL {
            let variants = (exhibit.variants)(locale);
            let ends = variants.iter().any(|(_, screen)| screen.keyboard.rows.is_empty());
            assert_eq!(
                ends,
                exhibit.dead_end.is_some(),
                "{}: no buttons, and a reason for that",
                exhibit.path
            );
        }
    }
}

#[test]
fn every_screen_is_in_the_gallery_once() {
    let folders = [workspace().join("bot/src/views"), workspace().join("core-shared/src")];
    let declared: Vec<_> = folders.iter().flat_map(|folder| declared_below(folder)).collect();
    let shown: Vec<&str> = exhibits().iter().map(|exhibit| exhibit.path).collect();
    let is_forgotten = |screen: &&Declared| !shown.iter().any(|path| screen.is_shown_as(path));
    let forgotten: Vec<String> = declared.iter().filter(is_forgotten).map(Declared::to_string).collect();
    assert!(
        forgotten.is_empty(),
        "nobody looks at these screens with the names that break things: {forgotten:#?}\n\
         Show each with `exhibit!` in the file of its area in bot/src/views/gallery."
    );
    let once: BTreeSet<&str> = shown.iter().copied().collect();
    assert_eq!(once.len(), shown.len(), "a screen is shown twice");
}

#[test]
fn screens_are_made_by_views_alone() {
    let root = workspace();
    let folders = ["bot/src", "scheduler/src", "api/src"].map(|folder| root.join(folder));
    let makes_screens = |path: &PathBuf| {
        let is_view = path.starts_with(root.join("bot/src/views")) || path.ends_with(NO_VIEW);
        !is_view && std::fs::read_to_string(path).unwrap().contains("Screen::new(")
    };
    let found: Vec<PathBuf> =
        folders.iter().flat_map(|folder| sources(folder)).filter(makes_screens).collect();
    assert!(found.is_empty(), "the gallery does not look for screens here: {found:?}");
}

#[test]
fn nothing_but_the_gallery_is_kept_among_its_snapshots() {
    let folder = workspace().join("bot/src/views/gallery/snapshots");
    let kept = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let kept: BTreeSet<String> = kept.map(|name| name.into_string().unwrap()).collect();
    let of = |exhibit: &Exhibit| Locale::ALL.map(|locale| format!("{}.snap", file_name(exhibit, locale)));
    let shown: BTreeSet<String> = exhibits().iter().flat_map(of).collect();
    let stale: Vec<&String> = kept.difference(&shown).filter(|name| !name.ends_with(".snap.new")).collect();
    assert!(stale.is_empty(), "remove what shows no screen any more: {stale:?}");
}
