//! The list of tokens and the card of one.

use core_shared::domain::{TokenName, UserId, Weekday};
use insta::assert_snapshot;

use super::super::sketch::{FRIDAY, NASTY, RIGHT_TO_LEFT, sketch, token as named};
use super::*;

fn user(locale: Locale) -> UserBody {
    UserBody {
        id: UserId(42),
        locale,
        zone: Some("Europe/Berlin".parse().unwrap()),
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
        created_at: "2026-11-20T12:00:00Z".parse().unwrap(),
    }
}

/// It writes, until shortly before midnight in London, which is the next day in Berlin.
fn writing(name: &str, last_used_at: &str) -> TokenBody {
    TokenBody {
        access: TokenAccess::Write,
        expires_at: "2026-12-20T23:30:00Z".parse().unwrap(),
        last_used_at: Some(last_used_at.parse().unwrap()),
        ..named(8, name)
    }
}

fn some() -> [TokenBody; 3] {
    let longest = "Ж".repeat(TokenName::MAX_CHARS);
    [
        named(7, NASTY),
        writing(&longest, "2026-11-20T08:00:00Z"),
        writing(RIGHT_TO_LEFT, "2026-11-02T23:30:00Z"),
    ]
}

fn many(count: i64) -> Vec<TokenBody> {
    (1..=count).map(|number| named(number, &format!("Program {number}"))).collect()
}

#[test]
fn names_are_shown_as_they_are_and_dates_as_on_the_persons_calendar() {
    assert_snapshot!(sketch(&list(&user(Locale::En), &some(), 0)), @r#"
    🔑 <b>Tokens for your own programs</b>
    A program that shows a token of yours, such as a script or a smart home, may see your habits or mark them.

    <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b> · <code>htp_42_7_3fa9…</code>
    👁 read · until 18 Feb 2027 · not used yet

    <b>ЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ</b> · <code>htp_42_8_3fa9…</code>
    ✏️ read and write · until 21 Dec 2026 · used today

    <b>קריאה – 20 עמודים</b> · <code>htp_42_8_3fa9…</code>
    ✏️ read and write · until 21 Dec 2026 · last used 3 Nov 2026
    [👁 <b>a & b</b> 🚀 "quoted"]
    [✏️ ЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ…]
    [✏️ קריאה – 20 עמודים]
    [＋ Token]
    [‹ Settings]
    "#);
    assert_snapshot!(sketch(&list(&user(Locale::Ru), &some(), 0)), @r#"
    🔑 <b>Токены для ваших программ</b>
    Программа, которая показывает ваш токен, например скрипт или умный дом, может смотреть ваши привычки или отмечать их.

    <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b> · <code>htp_42_7_3fa9…</code>
    👁 чтение · до 18 февраля 2027 · ещё не использован

    <b>ЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ</b> · <code>htp_42_8_3fa9…</code>
    ✏️ чтение и запись · до 21 декабря 2026 · сегодня использован

    <b>קריאה – 20 עמודים</b> · <code>htp_42_8_3fa9…</code>
    ✏️ чтение и запись · до 21 декабря 2026 · последний раз 3 ноября 2026
    [👁 <b>a & b</b> 🚀 "quoted"]
    [✏️ ЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ…]
    [✏️ קריאה – 20 עמודים]
    [＋ Токен]
    [‹ Настройки]
    "#);
}

#[test]
fn without_tokens_it_says_what_they_are_for() {
    assert_snapshot!(sketch(&list(&user(Locale::En), &[], 0)), @r"
    🔑 <b>Tokens for your own programs</b>
    A program that shows a token of yours, such as a script or a smart home, may see your habits or mark them.
    [＋ Token]
    [‹ Settings]
    ");
    assert_snapshot!(sketch(&list(&user(Locale::Ru), &[], 3)), @r"
    🔑 <b>Токены для ваших программ</b>
    Программа, которая показывает ваш токен, например скрипт или умный дом, может смотреть ваши привычки или отмечать их.
    [＋ Токен]
    [‹ Настройки]
    ");
}

#[test]
fn twenty_tokens_are_three_pages_and_no_more_can_be_made() {
    assert_snapshot!(sketch(&list(&user(Locale::En), &many(20), 1)), @r"
    🔑 <b>Tokens for your own programs</b>
    A program that shows a token of yours, such as a script or a smart home, may see your habits or mark them.

    <b>Program 9</b> · <code>htp_42_9_3fa9…</code>
    👁 read · until 18 Feb 2027 · not used yet

    <b>Program 10</b> · <code>htp_42_10_3fa9…</code>
    👁 read · until 18 Feb 2027 · not used yet

    <b>Program 11</b> · <code>htp_42_11_3fa9…</code>
    👁 read · until 18 Feb 2027 · not used yet

    <b>Program 12</b> · <code>htp_42_12_3fa9…</code>
    👁 read · until 18 Feb 2027 · not used yet

    <b>Program 13</b> · <code>htp_42_13_3fa9…</code>
    👁 read · until 18 Feb 2027 · not used yet

    <b>Program 14</b> · <code>htp_42_14_3fa9…</code>
    👁 read · until 18 Feb 2027 · not used yet

    <b>Program 15</b> · <code>htp_42_15_3fa9…</code>
    👁 read · until 18 Feb 2027 · not used yet

    <b>Program 16</b> · <code>htp_42_16_3fa9…</code>
    👁 read · until 18 Feb 2027 · not used yet

    You have 20 tokens, more there cannot be. Take one back to make another.
    [👁 Program 9]
    [👁 Program 10]
    [👁 Program 11]
    [👁 Program 12]
    [👁 Program 13]
    [👁 Program 14]
    [👁 Program 15]
    [👁 Program 16]
    [‹ 1] [3 ›]
    [‹ Settings]
    ");
    assert_snapshot!(sketch(&list(&user(Locale::Ru), &many(20), u16::MAX)), @r"
    🔑 <b>Токены для ваших программ</b>
    Программа, которая показывает ваш токен, например скрипт или умный дом, может смотреть ваши привычки или отмечать их.

    <b>Program 17</b> · <code>htp_42_17_3fa9…</code>
    👁 чтение · до 18 февраля 2027 · ещё не использован

    <b>Program 18</b> · <code>htp_42_18_3fa9…</code>
    👁 чтение · до 18 февраля 2027 · ещё не использован

    <b>Program 19</b> · <code>htp_42_19_3fa9…</code>
    👁 чтение · до 18 февраля 2027 · ещё не использован

    <b>Program 20</b> · <code>htp_42_20_3fa9…</code>
    👁 чтение · до 18 февраля 2027 · ещё не использован

    У вас 20 токенов, больше завести нельзя. Отзовите один, чтобы создать другой.
    [👁 Program 17]
    [👁 Program 18]
    [👁 Program 19]
    [👁 Program 20]
    [‹ 2]
    [‹ Настройки]
    ");
}

#[test]
fn a_token_has_its_facts_and_a_way_back() {
    let [unused, longest, _] = some();
    assert_snapshot!(sketch(&token(&user(Locale::En), &unused)), @r"
    🔑 <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b>
    <code>htp_42_7_3fa9…</code>

    👁 read
    📅 valid until 18 Feb 2027
    🕐 not used yet
    🌱 made on 20 Nov 2026
    [🗑 Take back]
    [‹ Tokens]
    ");
    assert_snapshot!(sketch(&token(&user(Locale::Ru), &longest)), @r"
    🔑 <b>ЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ</b>
    <code>htp_42_8_3fa9…</code>

    ✏️ чтение и запись
    📅 действует до 21 декабря 2026
    🕐 сегодня использован
    🌱 создан 20 ноября 2026
    [🗑 Отозвать]
    [‹ Токены]
    ");
}

#[test]
fn taking_back_asks_once_and_says_what_stops() {
    let [nasty, longest, _] = some();
    assert_snapshot!(sketch(&take_back_question(Locale::En, &nasty)), @r"
    🗑 Take “<b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b>” back?
    Programs that use this token stop working at once.
    [🗑 Take back] [Keep]
    ");
    assert_snapshot!(sketch(&take_back_question(Locale::Ru, &longest)), @r"
    🗑 Отозвать «<b>ЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ</b>»?
    Программы с этим токеном сразу перестанут работать.
    [🗑 Отозвать] [Оставить]
    ");
}

#[test]
fn a_list_of_the_longest_names_fits_into_a_message() {
    let name = "🚀".repeat(TokenName::MAX_CHARS);
    let tokens: Vec<_> = (0..20).map(|_| writing(&name, "2026-11-02T23:30:00Z")).collect();
    for locale in Locale::ALL {
        let screen = list(&user(locale), &tokens, 0);
        assert!(screen.text.as_str().chars().count() < 4096, "{}", screen.text);
    }
}

#[test]
fn short_words_are_short_enough_for_a_toast() {
    for locale in Locale::ALL {
        for toast in [taken_back_toast(locale), gone_toast(locale), too_many_toast(locale)] {
            assert!(toast.chars().count() <= 200, "{toast}");
        }
    }
}
