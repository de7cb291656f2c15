//! Leaving: what goes, the word that deletes it, and the last message.

use core_shared::callback::{Callback, SettingsPage, SettingsTap};
use core_shared::domain::Locale;
use core_shared::screen::{Html, Keyboard, Screen};
use core_shared::texts::{html, plain};

use super::{button, settings};
use crate::export::Amounts;

/// Says what would go, offers to take it along, and asks for the word.
pub(crate) fn question(locale: Locale, amounts: Amounts) -> Screen {
    let what = [
        html(locale, "delete-me-headline", &[]),
        html(locale, "delete-me-habits", &[("count", amounts.habits.into())]),
        html(locale, "delete-me-entries", &[("count", amounts.entries.into())]),
        html(locale, "delete-me-rest", &[]),
        Html::default(),
        html(locale, "delete-me-word", &[("word", word(locale).into())]),
    ];
    let rows = [
        vec![button(locale, "button-export", Callback::Settings(SettingsTap::Export))],
        vec![button(locale, "button-keep-everything", settings::show(SettingsPage::Overview))],
    ];
    Screen::new(Html::lines(what), Keyboard::rows(rows))
}

/// The same after another word.
pub(crate) fn asked_again(locale: Locale, amounts: Amounts) -> Screen {
    let Screen { text, keyboard } = question(locale, amounts);
    Screen::new(Html::lines([html(locale, "delete-me-other-word", &[]), Html::default(), text]), keyboard)
}

/// What has to be written, in capitals or not.
pub(crate) fn word(locale: Locale) -> String {
    plain(locale, "delete-me-the-word", &[])
}

pub(crate) fn kept(locale: Locale) -> Screen {
    Screen::new(html(locale, "delete-me-kept", &[]), Keyboard::rows([vec![settings::back(locale)]]))
}

pub(crate) fn goodbye(locale: Locale) -> Screen {
    Screen::new(html(locale, "delete-me-goodbye", &[]), Keyboard::none())
}

/// The words below the document with everything.
pub(crate) fn caption(locale: Locale, amounts: Amounts) -> Html {
    Html::lines([
        html(locale, "export-caption", &[]),
        html(locale, "delete-me-habits", &[("count", amounts.habits.into())]),
        html(locale, "delete-me-entries", &[("count", amounts.entries.into())]),
    ])
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::super::sketch::sketch;
    use super::*;

    const NOTHING: Amounts = Amounts { habits: 0, entries: 0 };
    const ONE: Amounts = Amounts { habits: 1, entries: 1 };
    const MUCH: Amounts = Amounts { habits: 200, entries: 730_000 };

    #[test]
    fn it_says_how_much_goes_and_what_to_write() {
        assert_snapshot!(sketch(&question(Locale::En, ONE)), @r"
        🗑 <b>Delete everything?</b> This goes for good:
        • 1 habit
        • 1 marked day
        • your settings, and everything else I know of you

        With “Export” you can take it along before.
        To delete it all, write <b>DELETE</b>.
        [📦 Export]
        [‹ Keep everything]
        ");
        assert_snapshot!(sketch(&question(Locale::Ru, ONE)), @r"
        🗑 <b>Удалить всё?</b> Навсегда исчезнет:
        • 1 привычка
        • 1 отмеченный день
        • настройки и всё остальное, что я о вас знаю

        Кнопкой «Выгрузить» можно сначала забрать всё с собой.
        Чтобы удалить всё, напишите <b>УДАЛИТЬ</b>.
        [📦 Выгрузить]
        [‹ Оставить всё]
        ");
        assert_snapshot!(sketch(&asked_again(Locale::En, MUCH)), @r"
        That is another word, so nothing was deleted.

        🗑 <b>Delete everything?</b> This goes for good:
        • 200 habits
        • 730000 marked days
        • your settings, and everything else I know of you

        With “Export” you can take it along before.
        To delete it all, write <b>DELETE</b>.
        [📦 Export]
        [‹ Keep everything]
        ");
        assert_snapshot!(sketch(&asked_again(Locale::Ru, Amounts { habits: 3, entries: 4 })), @r"
        Это другое слово, поэтому ничего не удалено.

        🗑 <b>Удалить всё?</b> Навсегда исчезнет:
        • 3 привычки
        • 4 отмеченных дня
        • настройки и всё остальное, что я о вас знаю

        Кнопкой «Выгрузить» можно сначала забрать всё с собой.
        Чтобы удалить всё, напишите <b>УДАЛИТЬ</b>.
        [📦 Выгрузить]
        [‹ Оставить всё]
        ");
    }

    #[test]
    fn whether_it_stays_or_goes_there_is_a_last_word() {
        assert_snapshot!(sketch(&kept(Locale::En)), @r"
        👌 Everything stays as it is.
        [‹ Settings]
        ");
        assert_snapshot!(sketch(&kept(Locale::Ru)), @r"
        👌 Всё остаётся как было.
        [‹ Настройки]
        ");
        assert_snapshot!(sketch(&goodbye(Locale::En)), @r"
        👋 Done: I have deleted everything, and will not write to you again.
        All the best! Should you come back, /start begins anew.
        ");
        assert_snapshot!(sketch(&goodbye(Locale::Ru)), @r"
        👋 Готово: я всё удалил и больше не буду писать.
        Всего доброго! Если захотите вернуться, /start начнёт всё заново.
        ");
    }

    #[test]
    fn the_document_says_what_is_in_it() {
        assert_snapshot!(caption(Locale::En, NOTHING), @r"
        📦 <b>Everything I keep about your habits</b>
        • 0 habits
        • 0 marked days
        ");
        assert_snapshot!(caption(Locale::Ru, MUCH), @r"
        📦 <b>Всё, что я храню о ваших привычках</b>
        • 200 привычек
        • 730000 отмеченных дней
        ");
    }
}
