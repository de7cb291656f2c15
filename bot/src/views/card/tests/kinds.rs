//! The card of every kind of habit: measured, with a limit, to quit.

use core_shared::domain::DayState::{Done, Exceeded, Kept, Missed, NotDone, Partial, Pending};
use core_shared::domain::{HabitKind, TargetMeasure};
use insta::assert_snapshot;

use super::super::super::sketch::{NASTY, amount, goal, habit, longest, progress, sketch};
use super::{HabitBody, Locale, card, target};

/// Friday with 1.5 of 2.5 litres.
fn water(name: &str) -> HabitBody {
    let mut water = habit(name, &[Done, Missed, Partial, Partial]);
    water.goal = Some(goal(r#"{"kind":"at_least","amount":2.5,"unit":"<l>","step":0.5}"#));
    for day in water.recent_days.iter_mut().rev().take(2) {
        day.amount = amount(1500);
    }
    water
}

#[test]
fn a_measured_habit_has_a_goal_and_a_step_for_today_and_yesterday() {
    assert_snapshot!(sketch(&card(Locale::En, &water(NASTY))), @r"
    <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b>
    📅 every day
    🎯 at least 2.5 &lt;l&gt; a day
    🔔 21:30

    🔥 3 days in a row
    🏆 best 5 · ✅ 12 in all · 80% kept
    💪 strength 63%

    ➖➖➖➖➖➖➖
    ➖➖➖✅▫️🔹🔹
    Sat, 7 Nov – Fri, 20 Nov
    ▫️ missed  🔹 in part
    [+0.5 <l> today] [↩️ Undo today]
    [+0.5 <l> · Thu, 19 Nov] [↩️ Thu, 19 Nov]
    [✏️ Change] [🗓 History]
    [⏸ Pause] [❓ Why 63%]
    [📦 Archive] [🗑 Delete]
    [‹ Back] [📋 Today]
    ");
    assert_snapshot!(sketch(&card(Locale::Ru, &water(&longest()))), @r"
    <b>ЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ</b>
    📅 каждый день
    🎯 не меньше 2,5 &lt;l&gt; в день
    🔔 21:30

    🔥 3 дня подряд
    🏆 рекорд 5 · ✅ всего 12 · выполнено 80 %
    💪 сила привычки 63 %

    ➖➖➖➖➖➖➖
    ➖➖➖✅▫️🔹🔹
    сб, 7 ноября – пт, 20 ноября
    ▫️ не отмечено  🔹 часть
    [+0,5 <l> сегодня] [↩️ Снять за сегодня]
    [+0,5 <l> · чт, 19 ноября] [↩️ чт, 19 ноября]
    [✏️ Изменить] [🗓 История]
    [⏸ Пауза] [❓ Почему 63 %]
    [📦 В архив] [🗑 Удалить]
    [‹ Назад] [📋 Сегодня]
    ");
}

#[test]
fn a_limit_has_its_own_words() {
    let mut coffee = habit(NASTY, &[Kept, Exceeded, Partial]);
    coffee.goal = Some(goal(r#"{"kind":"at_most","amount":2,"unit":"cups"}"#));
    coffee.recent_days.last_mut().unwrap().amount = amount(1500);
    assert_snapshot!(sketch(&card(Locale::En, &coffee)), @r"
    <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b>
    📅 every day
    🎯 at most 2 cups a day
    🔔 21:30

    🔥 3 days in a row
    🏆 best 5 · ✅ 12 in all · 80% kept
    💪 strength 63%

    ➖➖➖➖➖➖➖
    ➖➖➖➖✅🔶🔹
    Sat, 7 Nov – Fri, 20 Nov
    🔹 within the limit so far  🔶 above the limit
    [+1 today] [↩️ Undo today]
    [+1 · Thu, 19 Nov]
    [✏️ Change] [🗓 History]
    [⏸ Pause] [❓ Why 63%]
    [📦 Archive] [🗑 Delete]
    [‹ Back] [📋 Today]
    ");
    assert_snapshot!(sketch(&card(Locale::Ru, &coffee)), @r"
    <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b>
    📅 каждый день
    🎯 не больше 2 cups в день
    🔔 21:30

    🔥 3 дня подряд
    🏆 рекорд 5 · ✅ всего 12 · выполнено 80 %
    💪 сила привычки 63 %

    ➖➖➖➖➖➖➖
    ➖➖➖➖✅🔶🔹
    сб, 7 ноября – пт, 20 ноября
    🔹 пока в пределах  🔶 больше предела
    [+1 сегодня] [↩️ Снять за сегодня]
    [+1 · чт, 19 ноября]
    [✏️ Изменить] [🗓 История]
    [⏸ Пауза] [❓ Почему 63 %]
    [📦 В архив] [🗑 Удалить]
    [‹ Назад] [📋 Сегодня]
    ");
}

#[test]
fn a_habit_to_quit_counts_days_without_a_lapse() {
    let mut sugar = habit(NASTY, &[Kept, NotDone, Kept, Kept, Pending]);
    sugar.kind = HabitKind::Quit;
    sugar.target = Some(target(21, TargetMeasure::Streak, 3));
    assert_snapshot!(sketch(&card(Locale::En, &sugar)), @r"
    <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b>
    🌿 doing without
    📅 every day
    🔔 21:30

    🔥 3 days without a lapse
    🏁 3 of 21 days in a row
    🏆 best 5 · ✅ 12 in all · 80% kept
    💪 strength 63%

    ➖➖➖➖➖➖➖
    ➖➖✅✖️✅✅⬜
    Sat, 7 Nov – Fri, 20 Nov
    ✖️ lapse
    [✖️ Lapse today] [✖️ Thu, 19 Nov]
    [✏️ Change] [🗓 History]
    [⏸ Pause] [❓ Why 63%]
    [📦 Archive] [🗑 Delete]
    [‹ Back] [📋 Today]
    ");
    sugar.progress = progress(0, 5, 12);
    sugar.recent_days.last_mut().unwrap().state = NotDone;
    assert_snapshot!(sketch(&card(Locale::Ru, &sugar)), @r"
    <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b>
    🌿 обходимся без этого
    📅 каждый день
    🔔 21:30

    🌱 начинается новый отсчёт
    🏁 3 из 21 дня подряд
    🏆 рекорд 5 · ✅ всего 12 · выполнено 80 %
    💪 сила привычки 63 %

    ➖➖➖➖➖➖➖
    ➖➖✅✖️✅✅✖️
    сб, 7 ноября – пт, 20 ноября
    ✖️ срыв
    [↩️ Снять за сегодня] [✖️ чт, 19 ноября]
    [✏️ Изменить] [🗓 История]
    [⏸ Пауза] [❓ Почему 63 %]
    [📦 В архив] [🗑 Удалить]
    [‹ Назад] [📋 Сегодня]
    ");
}
