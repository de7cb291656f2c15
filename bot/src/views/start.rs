//! The first words, and the words to somebody who is back.

use core_shared::callback::Callback;
use core_shared::domain::Locale;
use core_shared::screen::{Button, Html, Keyboard, Screen};
use core_shared::texts::html;

use super::language;

/// What the bot is for, with a way to the other language.
pub(crate) fn greeting(locale: Locale) -> Screen {
    let others = Locale::ALL.into_iter().filter(|other| *other != locale);
    let row: Vec<Button> =
        others.map(|other| Button::new(language::name(other), Callback::Language(other))).collect();
    Screen::new(html(locale, "greeting", &[]), Keyboard::rows([row]))
}

/// The screen of somebody who is back, with a word of welcome above it.
pub(crate) fn welcome_back(locale: Locale, home: Screen) -> Screen {
    let welcome = html(locale, "welcome-back", &[]);
    Screen::new(Html::lines([welcome, Html::default(), home.text]), home.keyboard)
}

/// In a group: habits are kept elsewhere.
pub(crate) fn in_group(locale: Locale, bot: &str) -> Screen {
    Screen::new(html(locale, "group-hint", &[("bot", bot.into())]), Keyboard::none())
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::super::sketch::sketch;
    use super::*;

    #[test]
    fn the_greeting_says_what_it_is_for_and_offers_the_other_language() {
        assert_snapshot!(sketch(&greeting(Locale::En)), @r"
        👋 <b>I help you keep your habits.</b>

        I ask at the time you choose, you tap ✅, and I count your streak.
        Missed a day? No drama: we simply go on.
        [Русский]
        ");
        assert_snapshot!(sketch(&greeting(Locale::Ru)), @r"
        👋 <b>Я помогаю держать привычки.</b>

        Спрошу в удобное вам время, вы нажмёте ✅, а я посчитаю серию.
        Пропустили день? Ничего страшного: просто продолжим.
        [English]
        ");
    }

    #[test]
    fn a_group_is_told_where_habits_are_kept() {
        assert_snapshot!(sketch(&in_group(Locale::En, "habit_bot")), @r#"
        👥 <b>In a group I only do this:</b>

        /help – shows these words

        Your habits are nobody else’s business: I keep them in a private chat. Write to me at <a href="https://t.me/habit_bot?start=group">@habit_bot</a>.
        "#);
        assert_snapshot!(sketch(&in_group(Locale::Ru, "habit_bot")), @r#"
        👥 <b>В группе я умею только это:</b>

        /help – показать эти слова

        Ваши привычки – только ваше дело: я веду их в личном чате. Напишите мне: <a href="https://t.me/habit_bot?start=group">@habit_bot</a>.
        "#);
    }
}
