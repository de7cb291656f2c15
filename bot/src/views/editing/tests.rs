//! The screens of changes in both languages, with names that break things.

use core_shared::callback::{Callback, Edit};
use core_shared::contract::habits::TargetBody;
use core_shared::domain::{NagMinutes, Period, ReminderId, TargetMeasure, Weekdays};
use insta::assert_snapshot;

use super::super::sketch::{NASTY, goal, habit, longest, sketch};
use super::*;

fn measured() -> HabitBody {
    let mut water = habit(NASTY, &[]);
    water.goal = Some(goal(r#"{"kind":"at_least","amount":2.5,"unit":"<l>","step":0.5}"#));
    water.tags = ["home", "<b>"].map(|tag| Tag::parse(tag).unwrap()).to_vec();
    water.schedule = Schedule::Weekdays { days: Weekdays::WORKDAYS };
    water.reminders[0].nag_minutes = NagMinutes::new(15).ok();
    water.reminders[0].around = true;
    water
}

#[test]
fn everything_that_can_be_changed_is_on_one_screen() {
    assert_snapshot!(sketch(&menu(Locale::En, &measured())), @r"
    ✏️ <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b>
    What shall change?
    📅 Monday to Friday
    🎯 at least 2.5 &lt;l&gt; a day
    🔔 21:30
    🏷 home, &lt;b&gt;
    [✏️ Name] [🏷 Tags]
    [📅 Days] [↪️ Carry over]
    [🎯 Goal] [🏁 Target]
    [🔔 Reminders] [↕️ Order]
    [📄 Copy] [💾 Save as a file]
    [‹ Back]
    ");
    assert_snapshot!(sketch(&menu(Locale::Ru, &habit(&longest(), &[]))), @r"
    ✏️ <b>ЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ</b>
    Что изменить?
    📅 каждый день
    🔔 21:30
    [✏️ Название] [🏷 Метки]
    [📅 Дни]
    [🎯 Норма] [🏁 Цель]
    [🔔 Напоминания] [↕️ Порядок]
    [📄 Копия] [💾 В файл]
    [‹ Назад]
    ");
}

#[test]
fn days_have_a_screen_for_each_kind() {
    assert_snapshot!(sketch(&days(Locale::En, &measured())), @r"
    📅 <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b>
    Now: Monday to Friday. Days that are over keep what was asked of them.
    [Every day] [Mon–Fri]
    [Choose days…] [Dates of the month…]
    [Every few days…]
    [Times a week…] [Times a month…]
    [‹ Back]
    ");
    assert_snapshot!(sketch(&weekdays_grid(Locale::Ru, &habit("Читать", &[]), 0b101)), @r"
    ✏️ <b>Читать</b>
    Отметьте дни и нажмите «Сохранить».
    [✓ пн] [вт] [✓ ср] [чт]
    [пт] [сб] [вс]
    [✓ Сохранить]
    [‹ Назад]
    ");
    assert_snapshot!(sketch(&dates_grid(Locale::En, &habit("Read", &[]), 0b1000_0001)), @r"
    📅 <b>Read</b>
    Tap the dates of the month, then “Save”.
    [1] [2] [3] [4] [5] [6] [✓ 7]
    [8] [9] [10] [11] [12] [13] [14]
    [15] [16] [17] [18] [19] [20] [21]
    [22] [23] [24] [25] [26] [27] [28]
    [29] [30] [31]
    [✓ last day]
    [✓ Save]
    [‹ Back]
    ");
    assert_snapshot!(sketch(&question(Locale::Ru, &habit("Читать", &[]), Field::EveryN)), @r"
    📅 <b>Читать</b>
    Раз в сколько дней? Нажмите на число или напишите своё. Первый день — сегодня.
    [2] [3] [4] [5]
    [6] [7] [10] [14]
    [‹ Назад]
    ");
    assert_snapshot!(sketch(&times(Locale::En, &habit("Read", &[]), Period::Week)), @r"
    📅 <b>Read</b>
    How many times a week?
    [1] [2] [3] [4]
    [5] [6] [7]
    [‹ Back]
    ");
}

#[test]
fn a_limit_is_not_offered_times_a_week() {
    let mut coffee = habit("Coffee", &[]);
    coffee.goal = Some(goal(r#"{"kind":"at_most","amount":2}"#));
    assert!(!sketch(&days(Locale::En, &coffee)).contains("Times a week"));
    coffee.schedule = Schedule::TimesPer { n: 3, period: Period::Week };
    assert!(!sketch(&goal_screen(&coffee)).contains("At most"));
}

fn goal_screen(habit: &HabitBody) -> Screen {
    super::goal(Locale::En, habit)
}

#[test]
fn a_goal_and_a_target_say_what_they_are_now() {
    assert_snapshot!(sketch(&goal_screen(&measured())), @r"
    🎯 <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b>
    What makes a day a good one?
    🎯 at least 2.5 &lt;l&gt; a day
    One tap adds +0.5 &lt;l&gt;.
    [⬆️ At least…]
    [⬇️ At most…]
    [➕ A tap adds…] [Yes or no]
    [‹ Back]
    ");
    assert_snapshot!(sketch(&super::goal(Locale::Ru, &habit("Читать", &[]))), @r"
    🎯 <b>Читать</b>
    Какой день удался?
    Сейчас: просто да или нет.
    [⬆️ Не меньше…]
    [⬇️ Не больше…]
    [‹ Назад]
    ");
    let mut aimed = habit("Read", &[]);
    aimed.target = Some(TargetBody {
        days: 66,
        measure: TargetMeasure::Total,
        archive_when_reached: true,
        value: 3,
        reached_on: None,
    });
    assert_snapshot!(sketch(&target(Locale::En, &aimed)), @r"
    🏁 <b>Read</b>
    After how many days is it a habit? Tap a number or write one.
    [21] [✓ 66] [100]
    [in a row] [✓ in all]
    [✓ 📦 Archive it then]
    [No target]
    [‹ Back]
    ");
}

#[test]
fn reminders_are_a_list_and_each_has_a_screen() {
    assert_snapshot!(sketch(&reminders(Locale::En, &measured())), @r"
    🔔 <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b>
    Tap a reminder to change it.
    [🔔 21:30 · every 15 min · around]
    [➕ One more]
    [‹ Back]
    ");
    assert_snapshot!(sketch(&reminder(Locale::Ru, &measured(), ReminderId(1))), @r"
    🔔 <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b>
    21:30 · каждые 15 мин · примерно

    Повторять, пока не ответите? «Примерно» может прийти до 15 минут позже.
    [🕐 Время] [📅 Дни недели]
    [один раз] [✓ каждые 15 мин] [каждые 30 мин] [каждые 60 мин]
    [✓ 〰️ Примерно]
    [🗑 Убрать]
    [‹ Назад]
    ");
    assert_snapshot!(sketch(&new_reminder(Locale::En, &habit("Read", &[]))), @r"
    🔔 <b>Read</b>
    When shall I ask? Tap a time or write one, such as 21:30.
    [07:00] [08:00] [09:00] [10:00]
    [11:00] [12:00] [13:00] [14:00]
    [15:00] [16:00] [17:00] [18:00]
    [19:00] [20:00] [21:00] [22:00]
    [‹ Back]
    ");
    assert_eq!(
        reminder(Locale::En, &measured(), ReminderId(9)),
        reminders(Locale::En, &measured()),
        "one that is gone leads to the others"
    );
}

#[test]
fn the_order_shows_the_neighbours() {
    let mut habits: Vec<_> = (1..=9).map(|number| habit(&format!("Habit <{number}>"), &[])).collect();
    for (habit, id) in habits.iter_mut().zip(1..) {
        habit.id = HabitId(id);
    }
    assert_snapshot!(sketch(&order(Locale::En, &habits, HabitId(5)).unwrap()), @r"
    ↕️ <b>The order of your lists</b>

    2. Habit &lt;2&gt;
    3. Habit &lt;3&gt;
    4. Habit &lt;4&gt;
    5. <b>Habit &lt;5&gt;</b>
    6. Habit &lt;6&gt;
    7. Habit &lt;7&gt;
    8. Habit &lt;8&gt;
    [⬆️ Up] [⏫ First]
    [⬇️ Down] [⏬ Last]
    [‹ Back]
    ");
    assert_snapshot!(sketch(&order(Locale::Ru, &habits[..1], HabitId(1)).unwrap()), @r"
    ↕️ <b>Порядок в списках</b>

    1. <b>Habit &lt;1&gt;</b>
    [‹ Назад]
    ");
    assert_eq!(order(Locale::En, &habits, HabitId(77)), None);
}

#[test]
fn questions_give_an_example_and_hints_a_reason() {
    for locale in Locale::ALL {
        for field in [
            Field::Name,
            Field::Tags,
            Field::Goal(GoalKind::AtLeast),
            Field::Goal(GoalKind::AtMost),
            Field::Step,
            Field::ReminderTime(ReminderId(1)),
        ] {
            let screen = question(locale, &measured(), field);
            let back = screen.keyboard.rows.last().and_then(|row| row.first()).and_then(Button::callback);
            assert!(matches!(back, Some(Callback::Edit { .. })), "{field:?}: {screen:?}");
        }
    }
    let hinted = |locale, hint| hinted(locale, hint, question(locale, &measured(), Field::Tags));
    assert_snapshot!(sketch(&hinted(Locale::En, Hint::Tags)), @r"
    Up to 10 tags, each of 32 characters at most, with commas between them.

    🏷 <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b>
    Write its tags with commas between them, for example: <i>health, morning</i>
    [No tags]
    [‹ Back]
    ");
    assert_snapshot!(sketch(&hinted(Locale::Ru, Hint::Amount)), @r"
    Не понимаю, сколько это. Напишите, например, <i>8 стаканов</i> или <i>2,5 км</i>.

    🏷 <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b>
    Напишите метки через запятую, например: <i>здоровье, утро</i>
    [Без меток]
    [‹ Назад]
    ");
}

#[test]
fn the_way_back_stands_above_all_buttons() {
    let card = Screen::new(Html::default(), Keyboard::rows([vec![to_card(Locale::En, HabitId(1))]]));
    let screen = worded(changed_words(Locale::En), with_undo(Locale::En, HabitId(1), card));
    let undo = Callback::Edit { habit: HabitId(1), edit: Edit::Undo };
    assert_eq!(screen.keyboard.rows[0][0].callback(), Some(&undo));
}
