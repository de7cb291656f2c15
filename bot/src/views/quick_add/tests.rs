//! The card in both languages, complete and with each question.

use insta::assert_snapshot;
use jiff::civil::Date;

use super::super::sketch::{NASTY, RIGHT_TO_LEFT, longest, sketch};
use super::*;
use crate::quick_add::understand;

const TODAY: Date = Date::constant(2026, 11, 20);

fn draft(text: &str) -> Understood {
    understand(text, TODAY).unwrap()
}

/// As it is shown first.
fn first(locale: Locale, text: &str) -> String {
    let draft = draft(text);
    sketch(&card(locale, &draft, draft.asked()))
}

/// As it is shown when a field is to be changed.
fn asked(locale: Locale, text: &str, field: DraftField) -> String {
    sketch(&card(locale, &draft(text), Some(field)))
}

#[test]
fn everything_that_was_understood_has_its_line() {
    assert_snapshot!(first(Locale::En, "read 20 pages every evening at 21:30"), @r"
    ✨ <b>read</b>
    📅 every day
    🎯 at least 20 pages a day
    🔔 21:30

    Is that right?
    [✓ Save]
    [✏️ Name] [🗓 Days]
    [🎯 Goal] [⏰ Time]
    [✖️ Cancel]
    ");
    assert_snapshot!(first(Locale::Ru, "бегать 2,5 км пн ср пт в 7"), @r"
    ✨ <b>бегать</b>
    📅 пн, ср, пт
    🎯 не меньше 2,5 км в день
    🔔 07:00

    Всё верно?
    [✓ Сохранить]
    [✏️ Название] [🗓 Дни]
    [🎯 Цель] [⏰ Время]
    [✖️ Отмена]
    ");
    assert_snapshot!(first(Locale::Ru, "не курить каждый день"), @r"
    ✨ <b>не курить</b>
    🌿 обходимся без этого
    📅 каждый день
    🔕 без напоминания

    Всё верно?
    [✓ Сохранить]
    [✏️ Название] [🗓 Дни]
    [🎯 Цель] [⏰ Время]
    [✖️ Отмена]
    ");
}

#[test]
fn the_nastiest_and_the_longest_names_look_as_they_were_typed() {
    let every_day = |name: &str| format!("{name} every day at 7 and 21");
    assert_snapshot!(first(Locale::En, &every_day(NASTY)), @r"
    ✨ <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b>
    📅 every day
    🔔 07:00, 21:00

    Is that right?
    [✓ Save]
    [✏️ Name] [🗓 Days]
    [🎯 Goal] [⏰ Time]
    [✖️ Cancel]
    ");
    assert_snapshot!(first(Locale::Ru, &every_day(&longest())), @r"
    ✨ <b>ЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ</b>
    📅 каждый день
    🔔 07:00, 21:00

    Всё верно?
    [✓ Сохранить]
    [✏️ Название] [🗓 Дни]
    [🎯 Цель] [⏰ Время]
    [✖️ Отмена]
    ");
    assert_snapshot!(first(Locale::En, &every_day(RIGHT_TO_LEFT)), @r"
    ✨ <b>קריאה – 20 עמודים</b>
    📅 every day
    🔔 07:00, 21:00

    Is that right?
    [✓ Save]
    [✏️ Name] [🗓 Days]
    [🎯 Goal] [⏰ Time]
    [✖️ Cancel]
    ");
}

#[test]
fn what_is_open_is_asked_first_and_cannot_be_saved() {
    assert_snapshot!(first(Locale::En, "lunch at midnight"), @r"
    ✨ <b>lunch</b>
    📅 on which days?
    🔔 00:00

    On which days? Tap, or write it: <i>mon wed fri</i>, <i>every 3 days</i>, <i>twice a week</i>.
    [Every day] [Mon–Fri]
    [Choose days…]
    [✏️ Name]
    [🎯 Goal] [⏰ Time]
    [✖️ Cancel]
    ");
    assert_snapshot!(first(Locale::Ru, "дневник каждый вечер"), @r"
    ✨ <b>дневник</b>
    📅 каждый день
    🔔 во сколько?

    Когда спросить? Нажмите на время или напишите своё, например 21:30, или несколько: <i>9, 14 и 20</i>.
    [19:00] [20:00] [21:00]
    [🔕 Не напоминать]
    [✏️ Название] [🗓 Дни]
    [🎯 Цель]
    [✖️ Отмена]
    ");
    assert_snapshot!(first(Locale::En, "every day at 7"), @r"
    ✨ <i>a habit without a name so far</i>
    📅 every day
    🔔 07:00

    What shall I call it? Write its name.
    [🗓 Days]
    [🎯 Goal] [⏰ Time]
    [✖️ Cancel]
    ");
}

#[test]
fn what_contradicts_itself_is_chosen_from() {
    assert_snapshot!(first(Locale::En, "gym every day 3 times a week"), @r"
    ✨ <b>gym</b>
    📅 every day / 3 times a week?
    🔕 no reminder

    That was said in two ways. Which one holds?
    [every day]
    [3 times a week]
    [✏️ Name]
    [🎯 Goal] [⏰ Time]
    [✖️ Cancel]
    ");
    assert_snapshot!(first(Locale::Ru, "читать 20 страниц 30 минут в день"), @r"
    ✨ <b>читать</b>
    📅 каждый день
    🎯 не меньше 20 страниц в день / не меньше 30 минут в день?
    🔕 без напоминания

    Здесь сказано по-разному. Что из этого верно?
    [не меньше 20 страниц в день]
    [не меньше 30 минут в день]
    [Без количества]
    [✏️ Название] [🗓 Дни]
    [⏰ Время]
    [✖️ Отмена]
    ");
    assert_snapshot!(first(Locale::En, "run every morning at 21:30"), @r"
    ✨ <b>run</b>
    📅 every day
    🔔 at what time?

    When shall I ask? Tap a time or write one, such as 21:30, or several: <i>9, 14 and 20</i>.
    [07:00] [08:00] [09:00] [21:30]
    [🔕 No reminder]
    [✏️ Name] [🗓 Days]
    [🎯 Goal]
    [✖️ Cancel]
    ");
}

#[test]
fn each_thing_can_be_changed() {
    let text = "read 20 pages every day at 21:30";
    assert_snapshot!(asked(Locale::En, text, DraftField::Name), @r"
    ✨ <b>read</b>
    📅 every day
    🎯 at least 20 pages a day
    🔔 21:30

    What shall I call it? Write its name.
    [‹ Back]
    [✖️ Cancel]
    ");
    assert_snapshot!(asked(Locale::Ru, text, DraftField::Days), @r"
    ✨ <b>read</b>
    📅 каждый день
    🎯 не меньше 20 pages в день
    🔔 21:30

    По каким дням? Нажмите или напишите: <i>пн ср пт</i>, <i>каждые 3 дня</i>, <i>2 раза в неделю</i>.
    [Каждый день] [Пн–Пт]
    [Выбрать дни…]
    [‹ Назад]
    [✖️ Отмена]
    ");
    assert_snapshot!(asked(Locale::En, text, DraftField::Goal), @r"
    ✨ <b>read</b>
    📅 every day
    🎯 at least 20 pages a day
    🔔 21:30

    How much in a day? Write it: <i>20 pages</i>, <i>max 2 cups</i>.
    [at most 20 pages a day]
    [No amount]
    [‹ Back]
    [✖️ Cancel]
    ");
    assert_snapshot!(asked(Locale::Ru, "кофе не больше 2 чашек в день", DraftField::Goal), @r"
    ✨ <b>кофе</b>
    📅 каждый день
    🎯 не больше 2 чашек в день
    🔕 без напоминания

    Сколько в день? Напишите: <i>20 страниц</i>, <i>не больше 2 чашек</i>.
    [не меньше 2 чашек в день]
    [Без количества]
    [🌿 Без этого нужно обойтись]
    [‹ Назад]
    [✖️ Отмена]
    ");
    assert_snapshot!(asked(Locale::En, "read every day", DraftField::Goal), @r"
    ✨ <b>read</b>
    📅 every day
    🔕 no reminder

    How much in a day? Write it: <i>20 pages</i>, <i>max 2 cups</i>.
    [🌿 Something to do without]
    [‹ Back]
    [✖️ Cancel]
    ");
    assert_snapshot!(asked(Locale::Ru, text, DraftField::Time), @r"
    ✨ <b>read</b>
    📅 каждый день
    🎯 не меньше 20 pages в день
    🔔 21:30

    Когда спросить? Нажмите на время или напишите своё, например 21:30, или несколько: <i>9, 14 и 20</i>.
    [07:00] [08:00] [09:00] [10:00]
    [11:00] [12:00] [13:00] [14:00]
    [15:00] [16:00] [17:00] [18:00]
    [19:00] [20:00] [21:00] [22:00]
    [🔕 Не напоминать]
    [‹ Назад]
    [✖️ Отмена]
    ");
    assert_snapshot!(sketch(&days_grid(Locale::En, &draft(text), 0b101)), @r"
    ✨ <b>read</b>
    📅 every day
    🎯 at least 20 pages a day
    🔔 21:30

    Tap the days, then “Save”.
    [✓ Mon] [Tue] [✓ Wed] [Thu]
    [Fri] [Sat] [Sun]
    [✓ Save]
    [‹ Back]
    ");
}
