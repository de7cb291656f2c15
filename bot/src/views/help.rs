//! What the bot can do, and short words for what it cannot.

use core_shared::callback::Callback;
use core_shared::domain::Locale;
use core_shared::screen::{Html, Keyboard, Screen};
use core_shared::texts::{html, plain};

use super::button;

pub(crate) fn help(locale: Locale) -> Screen {
    Screen::new(html(locale, "help", &[]), ways(locale))
}

pub(crate) fn unknown_command(locale: Locale) -> Screen {
    let text =
        Html::lines([html(locale, "unknown-command", &[]), Html::default(), html(locale, "help", &[])]);
    Screen::new(text, ways(locale))
}

/// To a picture, a voice message and the like.
pub(crate) fn media(locale: Locale) -> Screen {
    Screen::new(html(locale, "media-hint", &[]), ways(locale))
}

/// To a text that cannot be the name of a habit.
pub(crate) fn text(locale: Locale) -> Screen {
    Screen::new(html(locale, "text-hint", &[]), ways(locale))
}

pub(crate) fn nothing_to_cancel(locale: Locale) -> Screen {
    Screen::new(html(locale, "nothing-to-cancel", &[]), ways(locale))
}

pub(crate) fn sorry(locale: Locale) -> Screen {
    Screen::new(html(locale, "sorry", &[]), ways(locale))
}

pub(crate) fn sorry_toast(locale: Locale) -> String {
    plain(locale, "sorry", &[])
}

pub(crate) fn old_button(locale: Locale) -> String {
    plain(locale, "toast-old-button", &[])
}

pub(crate) fn habit_gone(locale: Locale) -> String {
    plain(locale, "toast-habit-gone", &[])
}

/// The same as a message.
pub(crate) fn habit_gone_screen(locale: Locale) -> Screen {
    Screen::new(html(locale, "toast-habit-gone", &[]), ways(locale))
}

pub(crate) fn too_late(locale: Locale) -> String {
    plain(locale, "toast-too-late", &[])
}

/// Where to go from words that lead nowhere by themselves.
pub(crate) fn ways(locale: Locale) -> Keyboard {
    let row =
        vec![button(locale, "button-today", Callback::Today), button(locale, "button-new", Callback::New)];
    Keyboard::rows([row])
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::super::sketch::sketch;
    use super::*;

    #[test]
    fn help_says_every_command_but_the_one_that_brought_you_here() {
        for locale in Locale::ALL {
            let text = help(locale).text.to_string();
            for (name, _) in crate::commands::OFFERED {
                let known = ["start", "help"].contains(&name) || text.contains(&format!("/{name} "));
                assert!(known, "{name} in {locale:?}");
            }
        }
    }

    #[test]
    fn an_unknown_command_is_helped() {
        assert_snapshot!(sketch(&unknown_command(Locale::En)), @r"
        I don’t know this command. Here is what I know:

        <b>Habits, one tap a day</b>

        /today – your habits of today: a tap marks, one more tap takes it back, … has all the rest
        /new – a new habit, for example <i>/new Read 20 pages every evening at 21:30</i>
        /habits – all habits: streaks, the last two weeks, archive
        /settings – quiet hours, morning message, vacation and all else that can be set
        /timezone – where your clock is
        /language – English or Russian
        /api – tokens for your own programs
        /privacy – what I keep
        /delete_me – takes your leave and deletes everything
        /cancel – leaves a form

        Or just write it: <i>run mon wed fri at 7</i>, <i>drink water 8 times a day</i>, <i>no sugar</i>.
        [📋 Today] [➕ New habit]
        ");
        assert_snapshot!(sketch(&unknown_command(Locale::Ru)), @r"
        Такой команды я не знаю. Вот что я умею:

        <b>Привычки: одно касание в день</b>

        /today – привычки на сегодня: касание отмечает, ещё одно снимает отметку, а под … всё остальное
        /new – новая привычка, например <i>/new Читать 20 страниц каждый вечер в 21:30</i>
        /habits – все привычки: серии, последние две недели, архив
        /settings – тихие часы, утреннее сообщение, отпуск и всё остальное
        /timezone – ваш часовой пояс
        /language – русский или английский
        /api – токены для ваших программ
        /privacy – что я храню
        /delete_me – попрощаться и всё удалить
        /cancel – выйти из анкеты

        Или просто напишите: <i>бегать пн ср пт в 7</i>, <i>пить воду 8 раз в день</i>, <i>без сахара</i>.
        [📋 Сегодня] [➕ Новая привычка]
        ");
    }
}
