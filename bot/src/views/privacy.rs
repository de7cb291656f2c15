//! What is kept, in plain words.

use core_shared::callback::{Callback, SettingsTap};
use core_shared::domain::Locale;
use core_shared::screen::{Keyboard, Screen};
use core_shared::texts::html;

use super::{button, settings};

pub(crate) fn privacy(locale: Locale) -> Screen {
    let rows = [
        vec![
            button(locale, "button-export", Callback::Settings(SettingsTap::Export)),
            button(locale, "button-delete-everything", Callback::Settings(SettingsTap::AskDeleteEverything)),
        ],
        vec![settings::back(locale)],
    ];
    Screen::new(html(locale, "privacy", &[]), Keyboard::rows(rows))
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::super::sketch::sketch;
    use super::*;

    #[test]
    fn what_is_kept_can_be_taken_along_and_deleted() {
        assert_snapshot!(sketch(&privacy(Locale::En)), @r"
        🔒 <b>What I keep</b>

        • your Telegram id, your language, your time zone and the other settings
        • your habits, their reminders, what you mark or note on each day, and when
        • which question between us is open, so that a restart does not lose it
        • which messages I sent you and when, so that none comes twice
        • of access that you gave to programs: its name, and what recognizes it

        I keep neither your name nor your phone number nor where you are: a location that you share becomes a time zone and is forgotten.
        All of it is with whoever runs this bot. Our chat itself is kept by Telegram.

        You can take everything along, and delete it at any time.
        [📦 Export] [🗑 Delete everything]
        [‹ Settings]
        ");
        assert_snapshot!(sketch(&privacy(Locale::Ru)), @r"
        🔒 <b>Что я храню</b>

        • ваш номер (id) в Telegram, язык, часовой пояс и другие настройки
        • ваши привычки, их напоминания и то, что и когда вы отмечаете и записываете
        • какой вопрос между нами открыт, чтобы он не потерялся при перезапуске
        • какие сообщения и когда я вам прислал, чтобы ничего не пришло дважды
        • о доступе, который вы дали программам: его имя и то, по чему он узнаётся

        Ни имени, ни телефона, ни места, где вы находитесь, я не храню: из геопозиции получается часовой пояс, а сама она забывается.
        Всё это есть только у того, кто запустил этого бота. Саму нашу переписку хранит Telegram.

        Всё это можно забрать с собой и в любой момент удалить.
        [📦 Выгрузить] [🗑 Удалить всё]
        [‹ Настройки]
        ");
    }
}
