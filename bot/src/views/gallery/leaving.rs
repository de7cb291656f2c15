//! What is kept, and leaving.

use super::super::{delete_me, privacy};
use super::variants::{each, only};
use super::{Exhibit, Variant};
use crate::export::Amounts;
use core_shared::screen::Screen;

pub(super) fn exhibits() -> Vec<Exhibit> {
    vec![
        exhibit!(privacy = privacy::privacy, |locale| only(privacy(locale))),
        exhibit!(question = delete_me::question, |locale| by_amount(|amounts| question(locale, amounts))),
        exhibit!(again = delete_me::asked_again, |locale| by_amount(|amounts| again(locale, amounts))),
        exhibit!(kept = delete_me::kept, |locale| only(kept(locale))),
        exhibit!(goodbye = delete_me::goodbye, |locale| only(goodbye(locale)))
            .ending("nobody is known any more for whom a button could do anything"),
    ]
}

fn by_amount(screen: impl Fn(Amounts) -> Screen) -> Vec<Variant> {
    each(
        [
            ("nothing", Amounts { habits: 0, entries: 0 }),
            ("one of each", Amounts { habits: 1, entries: 1 }),
            ("a few", Amounts { habits: 3, entries: 22 }),
            ("as much as there can be", Amounts { habits: 200, entries: 730_000 }),
        ],
        screen,
    )
}
