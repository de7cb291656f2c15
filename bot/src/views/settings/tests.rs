//! Every page of the settings in both languages, with nothing set and with the longest values.

use core_shared::callback::TypedSetting;
use core_shared::domain::{DayStart, Days, QuietHours, UserId, Weekday, Zone};
use insta::assert_snapshot;
use jiff::civil::{Date, date};

use super::pages::{Beside, page};
use super::*;
use crate::typed_setting::Complaint;
use crate::views::sketch::{FRIDAY, sketch};

fn now() -> Timestamp {
    "2026-11-20T12:05:00Z".parse().unwrap()
}

/// Somebody who has set nothing.
fn new(locale: Locale) -> UserBody {
    UserBody {
        id: UserId(1001),
        locale,
        zone: None,
        day_start: DayStart::MIDNIGHT,
        first_weekday: Weekday::Mon,
        freezes: false,
        quiet_hours: None,
        digest_at: None,
        nudge_at: None,
        pinned_today: false,
        reminding: true,
        vacation: None,
        reviewed_through: None,
        today: FRIDAY,
        created_at: now(),
    }
}

/// Somebody who has set everything to what no button offers.
fn particular(locale: Locale) -> UserBody {
    UserBody {
        zone: Some(Zone::parse("America/Argentina/ComodRivadavia").unwrap()),
        day_start: DayStart::new("03:30".parse().unwrap()).unwrap(),
        first_weekday: Weekday::Wed,
        freezes: true,
        quiet_hours: Some(QuietHours::new("22:30".parse().unwrap(), "07:15".parse().unwrap()).unwrap()),
        digest_at: Some("06:45".parse().unwrap()),
        nudge_at: Some("20:15".parse().unwrap()),
        pinned_today: true,
        reminding: false,
        vacation: Some(days(date(2026, 12, 20), date(2027, 1, 5))),
        ..new(locale)
    }
}

fn days(from: Date, to: Date) -> Days {
    Days { from, to }
}

fn pages(user: &UserBody, wanted: &[SettingsPage], freezes: u32) -> String {
    let sketches = wanted.iter().map(|wanted| sketch(&page(user, *wanted, Beside { freezes }).unwrap()));
    sketches.collect::<Vec<_>>().join("\n---\n")
}

#[test]
fn the_overview_says_what_holds() {
    assert_snapshot!(sketch(&overview(&new(Locale::En), now())), @r"
    ⚙️ <b>Settings</b>

    🌐 English
    🌍 no time zone yet: your days are those of UTC
    🌅 the day begins at 00:00
    📅 the week begins on Mon
    🔔 reminders are on
    🌙 no quiet hours
    ☀️ no morning message
    🌆 no evening message
    📌 no pinned list
    🏖 no vacation
    🧊 no freezes
    [🌐 Language] [🌍 Time zone]
    [🌅 Day begins] [📅 Week begins]
    [🔔 Reminders] [🌙 Quiet hours]
    [☀️ Morning] [🌆 Evening]
    [📌 Pinned list]
    [🏖 Vacation] [🧊 Freezes]
    [🔑 Tokens] [🔒 Privacy]
    [🗑 Delete everything]
    [📋 Today]
    ");
    assert_snapshot!(sketch(&overview(&new(Locale::Ru), now())), @r"
    ⚙️ <b>Настройки</b>

    🌐 Русский
    🌍 часовой пояс пока не указан: считаю дни по UTC
    🌅 день начинается в 00:00
    📅 неделя начинается: пн
    🔔 напоминания включены
    🌙 без тихих часов
    ☀️ утром не пишу
    🌆 вечером не пишу
    📌 список дня не закреплён
    🏖 отпуска нет
    🧊 без заморозок
    [🌐 Язык] [🌍 Часовой пояс]
    [🌅 Начало дня] [📅 Начало недели]
    [🔔 Напоминания] [🌙 Тихие часы]
    [☀️ Утро] [🌆 Вечер]
    [📌 Список дня]
    [🏖 Отпуск] [🧊 Заморозки]
    [🔑 Токены] [🔒 Приватность]
    [🗑 Удалить всё]
    [📋 Сегодня]
    ");
    assert_snapshot!(sketch(&saved(&particular(Locale::En), now())), @r"
    ✓ Saved

    ⚙️ <b>Settings</b>

    🌐 English
    🌍 America/Argentina/ComodRivadavia, it is 09:05
    🌅 the day begins at 03:30
    📅 the week begins on Wed
    🔕 no reminders
    🌙 quiet from 22:30 to 07:15
    ☀️ what is due: at 06:45
    🌆 what is still open: at 20:15
    📌 the list of the day stays pinned
    🏖 vacation from Sun, 20 Dec through 5 Jan 2027
    🧊 freezes are on
    [🌐 Language] [🌍 Time zone]
    [🌅 Day begins] [📅 Week begins]
    [🔔 Reminders] [🌙 Quiet hours]
    [☀️ Morning] [🌆 Evening]
    [📌 Pinned list]
    [🏖 Vacation] [🧊 Freezes]
    [🔑 Tokens] [🔒 Privacy]
    [🗑 Delete everything]
    [📋 Today]
    ");
    assert_snapshot!(sketch(&saved(&particular(Locale::Ru), now())), @r"
    ✓ Сохранено

    ⚙️ <b>Настройки</b>

    🌐 Русский
    🌍 America/Argentina/ComodRivadavia, сейчас 09:05
    🌅 день начинается в 03:30
    📅 неделя начинается: ср
    🔕 без напоминаний
    🌙 тишина с 22:30 до 07:15
    ☀️ что предстоит: в 06:45
    🌆 что ещё осталось: в 20:15
    📌 список дня закреплён
    🏖 отпуск: вс, 20 декабря – 5 января 2027
    🧊 заморозки включены
    [🌐 Язык] [🌍 Часовой пояс]
    [🌅 Начало дня] [📅 Начало недели]
    [🔔 Напоминания] [🌙 Тихие часы]
    [☀️ Утро] [🌆 Вечер]
    [📌 Список дня]
    [🏖 Отпуск] [🧊 Заморозки]
    [🔑 Токены] [🔒 Приватность]
    [🗑 Удалить всё]
    [📋 Сегодня]
    ");
}

#[test]
fn what_holds_is_ticked_among_the_choices() {
    use SettingsPage::{DayStart, Digest, FirstWeekday, Language, Nudge, QuietHours};
    let choices = [Language, DayStart, FirstWeekday, QuietHours, Digest, Nudge];
    assert_snapshot!(pages(&new(Locale::En), &choices, 0), @r"
    🌐 I speak English with you. Which language do you prefer?
    [✓ English] [Русский]
    [‹ Settings]
    ---
    🌅 <b>When does your day begin?</b>
    What you do before that still counts for the day before: good for late nights.
    [✓ 00:00] [01:00] [02:00]
    [03:00] [04:00] [05:00]
    [✏️ Other…]
    [‹ Settings]
    ---
    📅 <b>On which day does your week begin?</b>
    Habits with so many times a week are counted by it, past weeks included.
    [✓ Mon] [Sun] [Sat]
    [Tue] [Wed] [Thu] [Fri]
    [‹ Settings]
    ---
    🌙 <b>When shall I be quiet?</b>
    What would come then comes when it is over.
    [✓ Off]
    [22:00 – 07:00] [23:00 – 08:00]
    [✏️ Other…]
    [‹ Settings]
    ---
    ☀️ <b>Shall I tell you in the morning what is due?</b>
    One message a day, if anything is due.
    [✓ Off]
    [07:00] [08:00] [09:00]
    [✏️ Other…]
    [‹ Settings]
    ---
    🌆 <b>Shall I tell you in the evening what is still open?</b>
    One message a day, and none when all is done.
    [✓ Off]
    [19:00] [20:30] [21:30]
    [✏️ Other…]
    [‹ Settings]
    ");
    assert_snapshot!(pages(&new(Locale::Ru), &choices, 0), @r"
    🌐 Я говорю с вами по-русски. На каком языке вам удобнее?
    [English] [✓ Русский]
    [‹ Настройки]
    ---
    🌅 <b>Когда у вас начинается день?</b>
    Всё, что сделано раньше этого часа, идёт в счёт вчерашнего дня: удобно тем, кто ложится поздно.
    [✓ 00:00] [01:00] [02:00]
    [03:00] [04:00] [05:00]
    [✏️ Другое…]
    [‹ Настройки]
    ---
    📅 <b>С какого дня начинается неделя?</b>
    По ней считаются привычки «столько-то раз в неделю», в том числе прошлые недели.
    [✓ пн] [вс] [сб]
    [вт] [ср] [чт] [пт]
    [‹ Настройки]
    ---
    🌙 <b>Когда не беспокоить?</b>
    Что пришлось на это время, придёт, когда оно закончится.
    [✓ Нет]
    [22:00 – 07:00] [23:00 – 08:00]
    [✏️ Другое…]
    [‹ Настройки]
    ---
    ☀️ <b>Рассказывать утром, что предстоит?</b>
    Одно сообщение в день, если что-то предстоит.
    [✓ Нет]
    [07:00] [08:00] [09:00]
    [✏️ Другое…]
    [‹ Настройки]
    ---
    🌆 <b>Рассказывать вечером, что ещё осталось?</b>
    Одно сообщение в день, а если всё сделано, ни одного.
    [✓ Нет]
    [19:00] [20:30] [21:30]
    [✏️ Другое…]
    [‹ Настройки]
    ");
}

#[test]
fn a_value_that_no_button_offers_is_on_the_button_that_asks_for_it() {
    use SettingsPage::{DayStart, Digest, FirstWeekday, Nudge, QuietHours};
    let choices = [DayStart, FirstWeekday, QuietHours, Digest, Nudge];
    assert_snapshot!(pages(&particular(Locale::En), &choices, 0), @r"
    🌅 <b>When does your day begin?</b>
    What you do before that still counts for the day before: good for late nights.
    [00:00] [01:00] [02:00]
    [03:00] [04:00] [05:00]
    [✓ 03:30 ✏️]
    [‹ Settings]
    ---
    📅 <b>On which day does your week begin?</b>
    Habits with so many times a week are counted by it, past weeks included.
    [Mon] [Sun] [Sat]
    [Tue] [✓ Wed] [Thu] [Fri]
    [‹ Settings]
    ---
    🌙 <b>When shall I be quiet?</b>
    What would come then comes when it is over.
    [Off]
    [22:00 – 07:00] [23:00 – 08:00]
    [✓ 22:30 – 07:15 ✏️]
    [‹ Settings]
    ---
    ☀️ <b>Shall I tell you in the morning what is due?</b>
    One message a day, if anything is due.
    [Off]
    [07:00] [08:00] [09:00]
    [✓ 06:45 ✏️]
    [‹ Settings]
    ---
    🌆 <b>Shall I tell you in the evening what is still open?</b>
    One message a day, and none when all is done.
    [Off]
    [19:00] [20:30] [21:30]
    [✓ 20:15 ✏️]
    [‹ Settings]
    ");
}

#[test]
fn a_switch_says_what_shall_be() {
    use SettingsPage::{Freezes, Reminders};
    assert_snapshot!(pages(&new(Locale::En), &[Reminders, Freezes], 0), @r"
    🔔 <b>Reminders are on.</b>
    I ask at the times of your habits.
    [🔕 Turn reminders off]
    [‹ Settings]
    ---
    🧊 <b>Freezes are off.</b>

    Seven kept days in a row earn a habit one, and it keeps two at most. When you miss a day in a streak of three or more, one is spent and the streak goes on.
    [🧊 Turn freezes on]
    [‹ Settings]
    ");
    assert_snapshot!(pages(&new(Locale::Ru), &[Reminders, Freezes], 0), @r"
    🔔 <b>Напоминания включены.</b>
    Спрашиваю в то время, которое указано у привычек.
    [🔕 Выключить напоминания]
    [‹ Настройки]
    ---
    🧊 <b>Заморозки выключены.</b>

    За семь выполненных дней подряд привычка получает одну, а хранит не больше двух. Если пропустить день в серии от трёх дней, одна потратится и серия продолжится.
    [🧊 Включить заморозки]
    [‹ Настройки]
    ");
    assert_snapshot!(pages(&particular(Locale::En), &[Reminders, Freezes], 400), @r"
    🔕 <b>Reminders are off.</b>
    Nothing comes by itself: no questions, no morning and no evening message. Your habits and numbers stay.
    [🔔 Turn reminders on]
    [‹ Settings]
    ---
    🧊 <b>Freezes are on.</b> You have 400 at present, all habits together.

    Seven kept days in a row earn a habit one, and it keeps two at most. When you miss a day in a streak of three or more, one is spent and the streak goes on.
    [Turn freezes off]
    [‹ Settings]
    ");
    assert_snapshot!(pages(&particular(Locale::Ru), &[Reminders, Freezes], 2), @r"
    🔕 <b>Напоминания выключены.</b>
    Сам ничего не присылаю: ни вопросов, ни утренних и вечерних сообщений. Привычки и числа остаются.
    [🔔 Включить напоминания]
    [‹ Настройки]
    ---
    🧊 <b>Заморозки включены.</b> Сейчас есть 2 заморозки на все привычки.

    За семь выполненных дней подряд привычка получает одну, а хранит не больше двух. Если пропустить день в серии от трёх дней, одна потратится и серия продолжится.
    [Выключить заморозки]
    [‹ Настройки]
    ");
    for (locale, count, said) in [
        (Locale::En, 0, "none at present"),
        (Locale::En, 1, "You have 1 at present."),
        (Locale::Ru, 0, "Сейчас их нет."),
        (Locale::Ru, 1, "1 заморозка."),
        (Locale::Ru, 5, "5 заморозок"),
        (Locale::Ru, 21, "21 заморозка."),
    ] {
        let text = pages(&particular(locale), &[Freezes], count);
        assert!(text.contains(said), "{text}");
    }
}

#[test]
fn a_pinned_list_is_explained_and_switched() {
    use SettingsPage::Pinned;
    assert_snapshot!(pages(&new(Locale::En), &[Pinned], 0), @r"
    📌 <b>No list is pinned.</b>

    When your day begins, its list comes without a sound and is pinned to the top of this chat. It follows whatever you mark, wherever you mark it. The next day it becomes one line, and the new list takes its place.
    [📌 Pin the list of the day]
    [‹ Settings]
    ");
    assert_snapshot!(pages(&particular(Locale::Ru), &[Pinned], 0), @r"
    📌 <b>Список дня закреплён.</b>

    Когда начинается ваш день, его список приходит без звука и закрепляется вверху этого чата. Он меняется вместе с отметками, где бы вы их ни ставили. На следующий день от него останется одна строка, а место займёт новый список.
    [Не закреплять]
    [‹ Настройки]
    ");
    let toasts = [Pinning::On, Pinning::Off].map(|pinning| saved_toast(Locale::En, Setting::Pinned(pinning)));
    assert_eq!(toasts, ["📌 Comes with your next day", "✓ Saved"]);
}

#[test]
fn a_vacation_says_its_days_and_can_be_ended() {
    use SettingsPage::Vacation;
    let away = |locale| UserBody { vacation: Some(days(date(2026, 11, 16), FRIDAY)), ..new(locale) };
    assert_snapshot!(pages(&new(Locale::En), &[Vacation], 0), @r"
    🏖 no vacation

    <b>For how long?</b>
    Nothing is due on vacation, and your streaks stay.
    [3 days, through Sun, 22 Nov]
    [A week, through Thu, 26 Nov]
    [Two weeks, through Thu, 3 Dec]
    [✏️ Other days…]
    [‹ Settings]
    ");
    assert_snapshot!(pages(&away(Locale::En), &[Vacation], 0), @r"
    🏖 vacation through Fri, 20 Nov

    <b>For how long?</b>
    Nothing is due on vacation, and your streaks stay.
    [3 days, through Sun, 22 Nov]
    [A week, through Thu, 26 Nov]
    [Two weeks, through Thu, 3 Dec]
    [✏️ Other days…]
    [▶️ End the vacation today]
    [‹ Settings]
    ");
    assert_snapshot!(pages(&particular(Locale::En), &[Vacation], 0), @r"
    🏖 vacation from Sun, 20 Dec through 5 Jan 2027

    <b>For how long?</b>
    Nothing is due on vacation, and your streaks stay.
    [3 days, through Sun, 22 Nov]
    [A week, through Thu, 26 Nov]
    [Two weeks, through Thu, 3 Dec]
    [✏️ Other days…]
    [✖️ Call it off]
    [‹ Settings]
    ");
    assert_snapshot!(pages(&away(Locale::Ru), &[Vacation], 0), @r"
    🏖 отпуск по пт, 20 ноября

    <b>Надолго?</b>
    В отпуске ничего делать не нужно, и серии сохраняются.
    [3 дня, по вс, 22 ноября]
    [Неделя, по чт, 26 ноября]
    [Две недели, по чт, 3 декабря]
    [✏️ Другие дни…]
    [▶️ Закончить отпуск сегодня]
    [‹ Настройки]
    ");
    assert_snapshot!(pages(&particular(Locale::Ru), &[Vacation], 0), @r"
    🏖 отпуск: вс, 20 декабря – 5 января 2027

    <b>Надолго?</b>
    В отпуске ничего делать не нужно, и серии сохраняются.
    [3 дня, по вс, 22 ноября]
    [Неделя, по чт, 26 ноября]
    [Две недели, по чт, 3 декабря]
    [✏️ Другие дни…]
    [✖️ Отменить отпуск]
    [‹ Настройки]
    ");
}

#[test]
fn each_question_shows_how_to_write_it() {
    let questions = |locale| {
        let all = TypedSetting::ALL.map(|setting| sketch(&typed::question(locale, setting)));
        all.join("\n---\n")
    };
    assert_snapshot!(questions(Locale::En), @r"
    🌅 <b>When does your day begin?</b>
    Write a time from 00:00 to 12:00, such as 03:30.
    [‹ Back]
    ---
    🌙 <b>When shall I be quiet?</b>
    Write two times, such as 22:30-7.
    [‹ Back]
    ---
    ☀️ <b>When shall I tell you what is due?</b>
    Write a time, such as 6:45.
    [‹ Back]
    ---
    🌆 <b>When shall I tell you what is still open?</b>
    Write a time, such as 20:15.
    [‹ Back]
    ---
    🏖 <b>When is your vacation?</b>
    Write its last day, such as 20.12, or both ends, such as 20.12-05.01. The day comes before the month.
    [‹ Back]
    ");
    assert_snapshot!(questions(Locale::Ru), @r"
    🌅 <b>Когда у вас начинается день?</b>
    Напишите время от 00:00 до 12:00, например 03:30.
    [‹ Назад]
    ---
    🌙 <b>Когда не беспокоить?</b>
    Напишите начало и конец, например 22:30-7.
    [‹ Назад]
    ---
    ☀️ <b>Когда рассказывать, что предстоит?</b>
    Напишите время, например 6:45.
    [‹ Назад]
    ---
    🌆 <b>Когда рассказывать, что ещё осталось?</b>
    Напишите время, например 20:15.
    [‹ Назад]
    ---
    🏖 <b>Когда у вас отпуск?</b>
    Напишите последний день, например 20.12, или начало и конец, например 20.12-05.01.
    [‹ Назад]
    ");
}

#[test]
fn a_mistake_is_explained_above_the_question() {
    use Complaint::{AfterNoon, Backwards, NotADate, NotATime, NotTwoTimes, Over, SameTimeTwice, TooFar};
    assert_snapshot!(sketch(&typed::asked_again(Locale::En, TypedSetting::DayStart, AfterNoon)), @r"
    That is too late for a day to begin: noon is the latest.

    🌅 <b>When does your day begin?</b>
    Write a time from 00:00 to 12:00, such as 03:30.
    [‹ Back]
    ");
    let complaints = |locale| {
        let all =
            [NotATime, NotTwoTimes, SameTimeTwice, NotADate, Over, Backwards, TooFar].map(|complaint| {
                let screen = typed::asked_again(locale, TypedSetting::Digest, complaint);
                screen.text.as_str().lines().next().unwrap().to_owned()
            });
        all.join("\n")
    };
    assert_snapshot!(complaints(Locale::En), @r"
    I can’t read that as a time.
    I can’t read that as two times.
    That is the same time twice. I need two different ones.
    I can’t read that as a date.
    Those days are over already.
    That ends before it begins.
    That is too far away: come back within ten years.
    ");
    assert_snapshot!(complaints(Locale::Ru), @r"
    Не понимаю, который это час.
    Не вижу здесь двух времён: начала и конца.
    Начало и конец совпадают. Нужно разное время.
    Не понимаю, какой это день.
    Эти дни уже прошли.
    Конец получается раньше начала.
    Это слишком далеко: не больше десяти лет.
    ");
}
