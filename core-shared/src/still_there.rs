//! The one question before reminders fall silent, and what its buttons turn it into.

use crate::callback::{Callback, Reminding};
use crate::domain::Locale;
use crate::screen::{Button, Keyboard, Screen};
use crate::texts::{html, plain};

/// After reminders on `days` days without an answer.
pub fn question(locale: Locale, days: u16) -> Screen {
    let text = html(locale, "still-there", &[("days", u32::from(days).into())]);
    Screen::new(
        text,
        Keyboard::rows([vec![switch(locale, Reminding::On)], vec![switch(locale, Reminding::Off)]]),
    )
}

/// What was decided, and the way back.
pub fn answered(locale: Locale, reminding: Reminding) -> Screen {
    let (text, other) = match reminding {
        Reminding::On => ("reminding-on", Reminding::Off),
        Reminding::Off => ("reminding-off", Reminding::On),
    };
    Screen::new(html(locale, text, &[]), Keyboard::rows([vec![switch(locale, other)]]))
}

fn switch(locale: Locale, reminding: Reminding) -> Button {
    let label = match reminding {
        Reminding::On => "button-keep-reminding",
        Reminding::Off => "button-stop-reminding",
    };
    Button::new(plain(locale, label, &[]), Callback::Remind(reminding))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_are_one_press_away_and_can_be_taken_back() {
        for locale in Locale::ALL {
            let wanted = |screen: Screen| -> Vec<Callback> {
                screen
                    .keyboard
                    .rows
                    .iter()
                    .flatten()
                    .filter_map(|button| button.callback().cloned())
                    .collect()
            };
            let (on, off) = (Callback::Remind(Reminding::On), Callback::Remind(Reminding::Off));
            assert_eq!(wanted(question(locale, 14)), [on.clone(), off.clone()]);
            assert_eq!(wanted(answered(locale, Reminding::Off)), [on]);
            assert_eq!(wanted(answered(locale, Reminding::On)), [off]);
        }
    }
}
