//! The choice of the language.

use core_shared::callback::Callback;
use core_shared::domain::Locale;
use core_shared::screen::{Button, Keyboard, Screen};
use core_shared::texts::html;

/// Each language in its own words: whoever looks for theirs may read no other.
pub(crate) fn name(locale: Locale) -> &'static str {
    match locale {
        Locale::En => "English",
        Locale::Ru => "Русский",
    }
}

pub(crate) fn question(locale: Locale) -> Screen {
    let choice = |other: Locale| {
        let mark = if other == locale { "✓ " } else { "" };
        Button::new(format!("{mark}{}", name(other)), Callback::Language(other))
    };
    let row = Locale::ALL.into_iter().map(choice).collect();
    Screen::new(html(locale, "language-question", &[]), Keyboard::rows([row]))
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::super::sketch::sketch;
    use super::*;

    #[test]
    fn the_present_language_is_ticked() {
        assert_snapshot!(sketch(&question(Locale::En)), @r"
        🌐 I speak English with you. Which language do you prefer?
        [✓ English] [Русский]
        ");
        assert_snapshot!(sketch(&question(Locale::Ru)), @r"
        🌐 Я говорю с вами по-русски. На каком языке вам удобнее?
        [English] [✓ Русский]
        ");
    }
}
