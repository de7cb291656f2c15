//! The form of a new token, in both languages and with the names that break things.

use core_shared::contract::Secret;
use insta::assert_snapshot;

use super::super::sketch::{NASTY, sketch, token};
use super::*;
use crate::token_form::free_name;

fn name(text: &str) -> TokenName {
    TokenName::parse(text).unwrap()
}

fn made(text: &str) -> NewTokenBody {
    NewTokenBody { token: token(7, text), secret: Secret::new("htp_42_7_3fa9c0ffee".to_owned()) }
}

#[test]
fn a_name_is_asked_for_and_one_is_offered() {
    assert_snapshot!(sketch(&name_question(Locale::En, &name("My program 2"))), @r"
    🔑 <b>A new token.</b> Which program is it for?
    Write its name, or take this one.
    [My program 2]
    [✖️ Cancel]
    ");
    let too_long = TokenName::parse(&"Ж".repeat(51)).unwrap_err();
    let question = name_question(Locale::Ru, &name("Моя программа"));
    assert_snapshot!(sketch(&hinted(Locale::Ru, Hint::Name(too_long), question)), @r"
    Слишком длинно для названия: не больше 50 знаков.

    🔑 <b>Новый токен.</b> Для какой он программы?
    Напишите её название или возьмите это.
    [Моя программа]
    [✖️ Отмена]
    ");
}

#[test]
fn what_it_may_do_and_for_how_long_are_asked_for_with_its_name() {
    let longest = "Ж".repeat(TokenName::MAX_CHARS);
    assert_snapshot!(sketch(&access_question(Locale::En, &name(NASTY))), @r"
    🔑 <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b>
    What may it do? Reading is enough for a display; writing is for marking days and changing habits.
    [👁 Read] [✏️ Read and write]
    [✖️ Cancel]
    ");
    assert_snapshot!(sketch(&access_question(Locale::Ru, &name(&longest))), @r"
    🔑 <b>ЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ</b>
    Что ему можно? Чтобы показывать, хватит чтения; запись нужна, чтобы отмечать дни и менять привычки.
    [👁 Чтение] [✏️ Чтение и запись]
    [✖️ Отмена]
    ");
    assert_snapshot!(sketch(&days_question(Locale::En, &name(NASTY), TokenAccess::Read)), @r"
    🔑 <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b>
    👁 read

    For how long? After that it is let in no longer.
    [30 days] [90 days] [A year]
    [✖️ Cancel]
    ");
    assert_snapshot!(sketch(&days_question(Locale::Ru, &name(&longest), TokenAccess::Write)), @r"
    🔑 <b>ЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ</b>
    ✏️ чтение и запись

    На какой срок? Потом он перестанет действовать.
    [30 дней] [90 дней] [Год]
    [✖️ Отмена]
    ");
}

#[test]
fn the_secret_is_hidden_and_can_be_copied_and_removed() {
    assert_snapshot!(sketch(&place(Locale::En)), @r"
    🔑 Your new token will be here in a moment.
    [🗑 Remove this message]
    ");
    assert_snapshot!(sketch(&place(Locale::Ru)), @r"
    🔑 Сейчас здесь появится новый токен.
    [🗑 Удалить это сообщение]
    ");
    assert_snapshot!(sketch(&secret(Locale::En, &made(NASTY))), @r"
    🔑 The token for <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b>:

    <tg-spoiler>htp_42_7_3fa9c0ffee</tg-spoiler>

    It is not shown again. Whoever has it can do the same as your program, so put it where only that can read it, and remove this message.
    [📋 Copy]
    [🗑 Remove this message]
    ");
    assert_snapshot!(sketch(&secret(Locale::Ru, &made("Умный дом"))), @r"
    🔑 Токен для «<b>Умный дом</b>»:

    <tg-spoiler>htp_42_7_3fa9c0ffee</tg-spoiler>

    Больше он не покажется. У кого он есть, тот может всё, что может ваша программа: положите его туда, где его прочтёт только она, и удалите это сообщение.
    [📋 Скопировать]
    [🗑 Удалить это сообщение]
    ");
    let keyboard = secret(Locale::En, &made("Watch")).keyboard;
    assert_eq!(keyboard.rows[0], [Button::copying("📋 Copy", "htp_42_7_3fa9c0ffee")]);
}

#[test]
fn an_answer_that_is_not_taken_is_explained() {
    let hints = |locale| {
        let screen = || Screen::new(Html::escaped("?"), Keyboard::none());
        [Hint::NameTaken, Hint::Buttons].map(|hint| sketch(&hinted(locale, hint, screen()))).join("\n")
    };
    assert_snapshot!(hints(Locale::En), @r"
    You have a token of this name. Choose another name, or take that one back first: /api

    ?
    Please choose with one of the buttons.

    ?
    ");
    assert_snapshot!(hints(Locale::Ru), @r"
    Токен с таким названием уже есть. Выберите другое название или сначала отзовите тот: /api

    ?
    Выберите одну из кнопок, пожалуйста.

    ?
    ");
}

#[test]
fn the_usual_name_is_a_name_also_with_a_number() {
    for locale in Locale::ALL {
        let usual = usual_name(locale);
        let first = token(1, &usual);
        assert_eq!(free_name(&usual, &[first]).as_str(), format!("{usual} 2"));
    }
}
