//! Habits to begin with, and the first day of the one that was chosen.

use core_shared::callback::{Callback, Template};
use core_shared::contract::habits::HabitBody;
use core_shared::domain::Locale;
use core_shared::screen::{Button, Html, Screen};
use core_shared::texts::html;

use super::{button, card};

/// A row for each, and one for whatever else somebody would like to do.
pub(crate) fn rows(locale: Locale) -> Vec<Vec<Button>> {
    let mut rows: Vec<Vec<Button>> =
        Template::ALL.into_iter().map(|template| vec![row(locale, template)]).collect();
    rows.push(vec![button(locale, "button-own-words", Callback::New)]);
    rows
}

fn row(locale: Locale, template: Template) -> Button {
    let callback = Callback::Template(template);
    match template {
        Template::Water => button(locale, "button-template-water", callback),
        Template::Read => button(locale, "button-template-read", callback),
        Template::Move => button(locale, "button-template-move", callback),
    }
}

/// What was kept, above the day on which it can be ticked off at once.
pub(crate) fn kept(locale: Locale, habit: &HabitBody, today: Screen) -> Screen {
    let text = Html::lines([
        html(locale, "saved-headline", &[("habit", habit.name.as_str().into())]),
        card::reminders_line(locale, habit),
        html(locale, "template-kept", &[]),
        Html::default(),
        today.text,
    ]);
    Screen::new(text, today.keyboard)
}

#[cfg(test)]
mod tests {
    use core_shared::screen::Keyboard;
    use insta::assert_snapshot;

    use super::super::sketch::{NASTY, habit, longest, sketch};
    use super::*;

    fn day(locale: Locale) -> Screen {
        Screen::new(Html::escaped("…"), Keyboard::rows([vec![button(locale, "button-new", Callback::New)]]))
    }

    #[test]
    fn what_was_kept_stands_above_the_day() {
        assert_snapshot!(sketch(&kept(Locale::En, &habit(NASTY, &[]), day(Locale::En))), @r"
        🌱 Saved: <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b>
        🔔 21:30
        Done already today? Tap it below.

        …
        [➕ New habit]
        ");
        let mut quiet = habit(&longest(), &[]);
        quiet.reminders.clear();
        assert_snapshot!(sketch(&kept(Locale::Ru, &quiet, day(Locale::Ru))), @r"
        🌱 Сохранено: <b>ЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ</b>
        🔕 без напоминания
        Сегодня уже сделали? Нажмите ниже.

        …
        [➕ Новая привычка]
        ");
    }
}
