//! Where somebody lives: the clocks of the world, places, and the answer.

use core_shared::domain::Zone;

use super::super::sketch::RIGHT_TO_LEFT;
use super::super::zone;
use super::super::zone::Next;
use super::Exhibit;
use super::samples::now;
use super::variants::{by_name, each, only};
use crate::places;

/// Its clock shows an hour more than that of Greenwich.
const BERLIN_OFFSET: i16 = 60;

pub(super) fn exhibits() -> Vec<Exhibit> {
    vec![
        exhibit!(clocks = zone::clocks, |locale| {
            let present = longest();
            each([("nobody knows where", None), ("somebody has a zone", Some(&present))], |present| {
                clocks(locale, &places::clocks(now()), now(), present)
            })
        }),
        exhibit!(shown = zone::places, |locale| {
            let local = "2026-11-20T13:05".parse().unwrap();
            each([("one hour east", BERLIN_OFFSET), ("on the Nepalese clock", 345)], |offset| {
                shown(locale, local, &places::places_at(offset, now(), locale))
            })
        }),
        exhibit!(several = zone::several, |locale| only(several(locale, &places::find("san")))),
        exhibit!(unknown = zone::unknown, |locale| {
            let mut variants = by_name(|text| unknown(locale, text));
            variants.extend(each([("from right to left", RIGHT_TO_LEFT)], |text| unknown(locale, text)));
            variants
        }),
        exhibit!(unknown = zone::unknown_location, |locale| only(unknown(locale))),
        exhibit!(saved = zone::saved, |locale| {
            each(
                [("the first habit is next", Next::FirstHabit), ("nothing is next", Next::Elsewhere)],
                |next| saved(locale, &longest(), now(), next),
            )
        }),
        exhibit!(offer = zone::offer, |locale| only(offer(locale, &longest(), now()))),
    ]
}

/// The zone with the longest name.
fn longest() -> Zone {
    Zone::parse("America/Argentina/ComodRivadavia").unwrap()
}
