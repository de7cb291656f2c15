//! The card in both languages, and what leads away from it.

use core_shared::contract::habits::TargetBody;
use core_shared::domain::DayState::{
    self, Carried, Done, Frozen, Missed, NotDone, NotDue, Paused, Pending, Skipped,
};
use core_shared::domain::TargetMeasure;
use insta::assert_snapshot;

use super::super::sketch::{FRIDAY, NASTY, RIGHT_TO_LEFT, habit, longest, progress, sketch, user};
use super::*;

mod kinds;

/// On Friday at noon.
fn card(locale: Locale, habit: &HabitBody) -> Screen {
    super::card(&user(locale), habit, "2026-11-20T12:00:00Z".parse().unwrap())
}

const EVERYTHING: [DayState; 9] = [Done, Done, Missed, Done, NotDone, Skipped, NotDue, Missed, Pending];

#[test]
fn a_card_shows_the_numbers_and_every_missed_day() {
    assert_snapshot!(sketch(&card(Locale::En, &habit(NASTY, &EVERYTHING))), @r"
    <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b>
    📅 every day
    🔔 21:30

    🔥 3 days in a row
    🏆 best 5 · ✅ 12 in all · 80% kept
    💪 strength 63%

    ➖➖➖➖➖✅✅
    ▫️✅✖️⏭➖▫️⬜
    Sat, 7 Nov – Fri, 20 Nov
    ▫️ missed  ✖️ not done  ⏭ skipped
    [✅ Done today] [✅ Thu, 19 Nov]
    [✏️ Change] [🗓 History]
    [⏸ Pause] [❓ Why 63%]
    [📦 Archive] [🗑 Delete]
    [‹ Back] [📋 Today]
    ");
    assert_snapshot!(sketch(&card(Locale::Ru, &habit(&longest(), &EVERYTHING))), @r"
    <b>ЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ</b>
    📅 каждый день
    🔔 21:30

    🔥 3 дня подряд
    🏆 рекорд 5 · ✅ всего 12 · выполнено 80 %
    💪 сила привычки 63 %

    ➖➖➖➖➖✅✅
    ▫️✅✖️⏭➖▫️⬜
    сб, 7 ноября – пт, 20 ноября
    ▫️ не отмечено  ✖️ не сделано  ⏭ пропуск
    [✅ Сделано сегодня] [✅ чт, 19 ноября]
    [✏️ Изменить] [🗓 История]
    [⏸ Пауза] [❓ Почему 63 %]
    [📦 В архив] [🗑 Удалить]
    [‹ Назад] [📋 Сегодня]
    ");
}

#[test]
fn a_new_habit_has_a_card_without_a_rate() {
    let mut new = habit(RIGHT_TO_LEFT, &[Pending]);
    new.progress = progress(0, 0, 0);
    new.reminders.clear();
    assert_snapshot!(sketch(&card(Locale::En, &new)), @r"
    <b>קריאה – 20 עמודים</b>
    📅 every day
    🔕 no reminder

    🌱 a new streak begins with the next ✅
    🏆 best 0 · ✅ 0 in all
    💪 strength 0%

    ➖➖➖➖➖➖➖
    ➖➖➖➖➖➖⬜
    Sat, 7 Nov – Fri, 20 Nov
    [✅ Done today]
    [✏️ Change] [🗓 History]
    [⏸ Pause] [❓ Why 0%]
    [📦 Archive] [🗑 Delete]
    [‹ Back] [📋 Today]
    ");
}

#[test]
fn two_full_weeks_need_no_legend() {
    let card = sketch(&card(Locale::Ru, &habit("Читать", &[Done; 14])));
    assert!(!card.contains("не отмечено") && card.contains("[↩️ чт, 19 ноября]"), "{card}");
}

#[test]
fn an_archived_habit_can_be_restored_or_deleted_but_not_marked() {
    let mut old = habit(NASTY, &EVERYTHING);
    old.archived_at = Some("2026-11-20T12:00:00Z".parse().unwrap());
    let labels: Vec<_> =
        card(Locale::En, &old).keyboard.rows.concat().into_iter().map(|button| button.label).collect();
    assert_eq!(labels, ["🗓 History", "↩️ Restore", "🗑 Delete", "‹ Back"]);
}

#[test]
fn deleting_asks_once_and_names_what_goes() {
    assert_snapshot!(sketch(&delete_question(Locale::En, &habit(NASTY, &[]), 12)), @r"
    🗑 Delete “<b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b>”?
    12 days of its history go with it, for good.
    [💾 Save as a file]
    [🗑 Delete] [Keep]
    ");
    assert_snapshot!(sketch(&delete_question(Locale::Ru, &habit(NASTY, &[]), 21)), @r"
    🗑 Удалить «<b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b>»?
    Вместе с ней навсегда исчезнет история: 21 день.
    [💾 В файл]
    [🗑 Удалить] [Оставить]
    ");
    assert_snapshot!(sketch(&archived(Locale::En, &habit(NASTY, &[]))), @r"
    📦 <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b> is archived: I no longer ask about it.
    Its history stays.
    [↩️ Undo]
    [‹ Habits]
    ");
}

fn target(days: u16, measure: TargetMeasure, value: u32) -> TargetBody {
    TargetBody { days, measure, archive_when_reached: false, value, reached_on: None }
}

#[test]
fn a_pause_freezes_and_the_next_day_are_said() {
    let mut run = habit(NASTY, &[Frozen, Carried, Done, Paused, Paused]);
    run.paused_until = Some("2026-12-06".parse().unwrap());
    run.progress.next_due = Some("2026-12-07".parse().unwrap());
    run.progress.freezes = 2;
    assert_snapshot!(sketch(&card(Locale::En, &run)), @r#"
    <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b>
    📅 every day
    🔔 21:30
    ⏸ paused through Sun, 6 Dec

    🔥 3 days in a row
    🏆 best 5 · ✅ 12 in all · 80% kept
    💪 strength 63%
    🧊 2 freezes
    ➡️ next: Mon, 7 Dec
    ⏰ next question: Mon, 7 Dec at <tg-time unix="1796675400" format="t">21:30</tg-time>

    ➖➖➖➖➖➖➖
    ➖➖🧊↪️✅⏸⏸
    Sat, 7 Nov – Fri, 20 Nov
    ↪️ carried on  🧊 a freeze was spent  ⏸ pause
    [✅ Done today]
    [✏️ Change] [🗓 History]
    [▶️ Go on] [❓ Why 63%]
    [📦 Archive] [🗑 Delete]
    [‹ Back] [📋 Today]
    "#);
    assert_snapshot!(sketch(&card(Locale::Ru, &run)), @r#"
    <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b>
    📅 каждый день
    🔔 21:30
    ⏸ пауза по вс, 6 декабря

    🔥 3 дня подряд
    🏆 рекорд 5 · ✅ всего 12 · выполнено 80 %
    💪 сила привычки 63 %
    🧊 2 заморозки
    ➡️ в следующий раз: пн, 7 декабря
    ⏰ следующий вопрос: пн, 7 декабря в <tg-time unix="1796675400" format="t">21:30</tg-time>

    ➖➖➖➖➖➖➖
    ➖➖🧊↪️✅⏸⏸
    сб, 7 ноября – пт, 20 ноября
    ↪️ перенесено  🧊 потрачена заморозка  ⏸ пауза
    [✅ Сделано сегодня]
    [✏️ Изменить] [🗓 История]
    [▶️ Продолжить] [❓ Почему 63 %]
    [📦 В архив] [🗑 Удалить]
    [‹ Назад] [📋 Сегодня]
    "#);
}

#[test]
fn today_is_no_next_day_worth_a_line() {
    let mut read = habit("Read", &[Pending]);
    read.progress.next_due = Some(FRIDAY);
    assert!(!sketch(&card(Locale::En, &read)).contains("➡️"));
}

#[test]
fn a_target_is_on_its_way_or_reached() {
    let (streak, total) = (TargetMeasure::Streak, TargetMeasure::Total);
    let lines = |locale| {
        [(21, streak, 12), (22, total, 12), (21, streak, 21), (100, total, 123)]
            .map(|(days, measure, value)| {
                let mut read = habit("Read", &[]);
                read.target = Some(target(days, measure, value));
                let card = sketch(&card(locale, &read));
                card.lines().find(|line| line.starts_with("🏁")).unwrap_or_default().to_owned()
            })
            .join("\n")
    };
    assert_snapshot!(lines(Locale::En), @r"
    🏁 12 of 21 days in a row
    🏁 12 of 22 days in all
    🏁 21 days in a row: reached
    🏁 100 days in all: reached
    ");
    assert_snapshot!(lines(Locale::Ru), @r"
    🏁 12 из 21 дня подряд
    🏁 всего 12 из 22 дней
    🏁 21 день подряд: цель достигнута
    🏁 всего 100 дней: цель достигнута
    ");
}
