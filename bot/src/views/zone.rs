//! Where somebody lives: the clocks of the world, the places at a clock, and the answer.

use core_shared::callback::Callback;
use core_shared::domain::{Locale, Weekday, Zone};
use core_shared::screen::{Button, Html, Keyboard, Screen};
use core_shared::texts::{html, plain, weekday};
use jiff::Timestamp;
use jiff::civil::{DateTime, Time};
use jiff::tz::Offset;

use super::{button, settings, shortened, templates};
use crate::places::{ClockChoice, Place};

/// Clocks in one row.
const CLOCKS_PER_ROW: usize = 4;
const PLACES_PER_ROW: usize = 2;

/// So much of a text that is no place is repeated.
const LONGEST_QUOTE: usize = 40;

/// What follows the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    /// The first habit is offered.
    FirstHabit,
    /// Another message says it.
    Elsewhere,
}

/// The present clocks of the world as buttons. Whoever has a zone can leave it as it is.
pub(crate) fn clocks(
    locale: Locale,
    clocks: &[ClockChoice],
    now: Timestamp,
    present: Option<&Zone>,
) -> Screen {
    let main_day = Offset::UTC.to_datetime(now).date();
    let button_of = |clock: &ClockChoice| {
        let day = if clock.local.date() == main_day { None } else { Some(clock.local) };
        let label = clock_label(locale, clock.local, day);
        Button::new(label, Callback::Places { offset_minutes: clock.offset_minutes })
    };
    let buttons: Vec<Button> = clocks.iter().map(button_of).collect();
    let mut rows: Vec<Vec<Button>> = buttons.chunks(CLOCKS_PER_ROW).map(<[Button]>::to_vec).collect();
    rows.push(vec![button(locale, "button-by-location", Callback::AskLocation)]);
    rows.extend(present.map(|_| vec![settings::back(locale)]));
    Screen::new(html(locale, "zone-question", &[]), Keyboard::rows(rows))
}

/// The places whose clock shows `local`.
pub(crate) fn places(locale: Locale, local: DateTime, places: &[&Place]) -> Screen {
    let text = html(locale, "zone-places", &[("time", clock_time(local.time()).into())]);
    Screen::new(text, place_buttons(locale, places))
}

/// Several places go by the name that was typed.
pub(crate) fn several(locale: Locale, places: &[&Place]) -> Screen {
    Screen::new(html(locale, "zone-several", &[]), place_buttons(locale, places))
}

pub(crate) fn unknown(locale: Locale, text: &str) -> Screen {
    let text = html(locale, "zone-unknown", &[("text", shortened(text.trim(), LONGEST_QUOTE).into())]);
    Screen::new(text, ways(locale))
}

pub(crate) fn unknown_location(locale: Locale) -> Screen {
    Screen::new(html(locale, "zone-unknown-location", &[]), ways(locale))
}

/// The zone is kept.
pub(crate) fn saved(locale: Locale, zone: &Zone, now: Timestamp, next: Next) -> Screen {
    let saved = said("zone-saved", locale, zone, now);
    let change = button(locale, "button-change-zone", Callback::Clocks);
    match next {
        Next::Elsewhere => Screen::new(saved, Keyboard::rows([vec![change, settings::back(locale)]])),
        Next::FirstHabit => {
            let text = Html::lines([saved, Html::default(), html(locale, "first-habit", &[])]);
            let mut rows = templates::rows(locale);
            rows.push(vec![change]);
            Screen::new(text, Keyboard::rows(rows))
        }
    }
}

/// Asks whether the zone of a location that came unasked is theirs.
pub(crate) fn offer(locale: Locale, zone: &Zone, now: Timestamp) -> Screen {
    let row = vec![
        button(locale, "button-yes", Callback::Zone(zone.name().to_owned())),
        button(locale, "button-no", Callback::Clocks),
    ];
    Screen::new(said("zone-offer", locale, zone, now), Keyboard::rows([row]))
}

/// The words above the button that shares the location, and its label.
pub(crate) fn ask_location(locale: Locale) -> (Html, String) {
    (html(locale, "zone-ask-location", &[]), plain(locale, "button-send-location", &[]))
}

pub(crate) fn location_thanks(locale: Locale) -> Html {
    html(locale, "location-thanks", &[])
}

pub(crate) fn keyboard_removed(locale: Locale) -> Html {
    html(locale, "keyboard-removed", &[])
}

fn said(id: &str, locale: Locale, zone: &Zone, now: Timestamp) -> Html {
    let time = clock_time(zone.rules().to_datetime(now).time());
    html(locale, id, &[("zone", zone.name().into()), ("time", time.into())])
}

fn place_buttons(locale: Locale, places: &[&Place]) -> Keyboard {
    let buttons: Vec<Button> = places
        .iter()
        .map(|place| Button::new(place.name(locale), Callback::Zone(place.zone.to_owned())))
        .collect();
    let mut rows: Vec<Vec<Button>> = buttons.chunks(PLACES_PER_ROW).map(<[Button]>::to_vec).collect();
    rows.push(vec![button(locale, "button-back", Callback::Clocks)]);
    Keyboard::rows(rows)
}

fn ways(locale: Locale) -> Keyboard {
    Keyboard::rows([
        vec![button(locale, "button-clocks", Callback::Clocks)],
        vec![button(locale, "button-by-location", Callback::AskLocation)],
    ])
}

/// "14:05", with the weekday where it is another one.
fn clock_label(locale: Locale, local: DateTime, other_day: Option<DateTime>) -> String {
    let time = clock_time(local.time());
    match other_day {
        None => time,
        Some(day) => format!("{time} {}", weekday(locale, Weekday::of(day.date()))),
    }
}

fn clock_time(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::super::sketch::{NASTY, sketch};
    use super::*;
    use crate::places;

    fn now() -> Timestamp {
        "2026-11-20T12:05:00Z".parse().unwrap()
    }

    fn berlin() -> Zone {
        Zone::parse("Europe/Berlin").unwrap()
    }

    #[test]
    fn the_clocks_are_a_grid_and_those_of_another_day_say_so() {
        assert_snapshot!(sketch(&clocks(Locale::En, &places::clocks(now()), now(), None)), @r"
        🕐 <b>What time is it where you are?</b>
        Tap your clock, or write the name of your city.
        [01:05] [02:05] [02:35] [03:05]
        [04:05] [05:05] [06:05] [07:05]
        [08:05] [08:35] [09:05] [10:05]
        [11:05] [12:05] [13:05] [14:05]
        [15:05] [15:35] [16:05] [16:35]
        [17:05] [17:35] [17:50] [18:05]
        [18:35] [19:05] [20:05] [20:50]
        [21:05] [21:35] [22:05] [22:35]
        [23:05] [00:05 Sat] [01:05 Sat] [01:50 Sat]
        [02:05 Sat]
        [📍 By location]
        ");
    }

    #[test]
    fn whoever_has_a_zone_can_leave_it_as_it_is() {
        let last_row = |present: Option<&Zone>| {
            let screen = clocks(Locale::En, &places::clocks(now()), now(), present);
            sketch(&screen).lines().last().map(str::to_owned)
        };
        assert_eq!(last_row(Some(&berlin())).as_deref(), Some("[‹ Settings]"));
        assert_eq!(last_row(None).as_deref(), Some("[📍 By location]"));
    }

    #[test]
    fn a_clock_opens_into_its_places() {
        let screen = |locale| {
            let local = "2026-11-20T13:05".parse().unwrap();
            sketch(&places(locale, local, &places::places_at(60, now(), locale)))
        };
        assert_snapshot!(screen(Locale::En), @r"
        🕐 It is <b>13:05</b>. Which place has the same clock as you all year round?
        Not here? Write the name of your city.
        [Kinshasa] [Berlin]
        [Casablanca]
        [‹ Back]
        ");
        assert_snapshot!(screen(Locale::Ru), @r"
        🕐 Сейчас <b>13:05</b>. Где время круглый год такое же, как у вас?
        Нет в списке? Напишите название города.
        [Киншаса] [Берлин]
        [Касабланка]
        [‹ Назад]
        ");
    }

    #[test]
    fn the_zone_is_said_with_its_clock() {
        assert_snapshot!(sketch(&saved(Locale::En, &berlin(), now(), Next::FirstHabit)), @r"
        🌍 Europe/Berlin, it is 13:05 there.

        🌱 <b>And now your first habit.</b> Start small: one is enough.
        Tap one, or just write what you would like to do.
        [💧 Drink water · 8 glasses]
        [📖 Read 20 pages · 21:30]
        [🚶 Move for 30 minutes · 18:00]
        [✏️ In my own words]
        [🕐 Change]
        ");
        assert_snapshot!(sketch(&saved(Locale::Ru, &berlin(), now(), Next::FirstHabit)), @r"
        🌍 Europe/Berlin, там сейчас 13:05.

        🌱 <b>А теперь первая привычка.</b> Начните с малого: одной достаточно.
        Нажмите на одну из них или просто напишите, что хочется делать.
        [💧 Пить воду · 8 стаканов]
        [📖 Прочитать 20 страниц · 21:30]
        [🚶 30 минут движения · 18:00]
        [✏️ Своими словами]
        [🕐 Изменить]
        ");
        assert_snapshot!(sketch(&saved(Locale::Ru, &berlin(), now(), Next::Elsewhere)), @r"
        🌍 Europe/Berlin, там сейчас 13:05.
        [🕐 Изменить] [‹ Настройки]
        ");
        assert_snapshot!(sketch(&offer(Locale::En, &berlin(), now())), @r"
        📍 That is Europe/Berlin, it is 13:05 there. Is this your time zone?
        [Yes] [No]
        ");
    }

    #[test]
    fn a_text_that_is_no_place_is_repeated_in_short_and_as_it_is() {
        assert_snapshot!(sketch(&unknown(Locale::En, NASTY)), @r"
        🤔 I don’t know a place called “&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;”.
        Write the nearest big city, or tap your clock.
        [🕐 Show the clocks]
        [📍 By location]
        ");
        assert_snapshot!(sketch(&unknown(Locale::Ru, &"Ж".repeat(4096))), @r"
        🤔 Не знаю такого места: «ЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ…».
        Напишите ближайший большой город или нажмите на своё время.
        [🕐 Показать часы]
        [📍 По геопозиции]
        ");
    }
}
