//! All that can be said of one day of a habit: what it was, how much, a few words; and the questions for them.

use core_shared::callback::{Callback, Mark, Surface};
use core_shared::contract::executions::ExecutionBody;
use core_shared::contract::habits::HabitBody;
use core_shared::contract::today::{MAX_DAYS_BACK, TodayBody};
use core_shared::domain::{Answer, DayState, GoalKind, HabitKind, Locale, Note, ProofKind};
use core_shared::screen::{Button, Html, Keyboard, Screen};
use core_shared::texts::{self, html, plain};
use jiff::ToSpan as _;
use jiff::civil::Date;

use super::day_states::{icon, said};
use super::{button, help, history, shortened};
use crate::dialogue::HabitDay;

/// More of a name is cut off on a phone.
const LONGEST_NAME: usize = 40;

/// A day of a habit, and what is recorded of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OnDay<'a> {
    pub(crate) locale: Locale,
    pub(crate) today: Date,
    pub(crate) habit: &'a HabitBody,
    pub(crate) day: Date,
    pub(crate) execution: Option<&'a ExecutionBody>,
}

pub(crate) fn menu(day: &OnDay<'_>) -> Screen {
    let mut lines = vec![day.headline("day-menu"), day.standing()];
    lines.extend(day.note_line());
    lines.extend(day.proof_line());
    Screen::new(Html::lines(lines), Keyboard::rows(rows(day)))
}

/// How much was it?
pub(crate) fn amount_question(day: &OnDay<'_>) -> Screen {
    let question = html(day.locale, "amount-question", &[]);
    let text = Html::lines([day.headline("day-menu"), day.standing(), question]);
    Screen::new(text, Keyboard::rows([vec![day.back()]]))
}

/// That was no number.
pub(crate) fn amount_hint(day: &OnDay<'_>) -> Screen {
    hinted(day, "amount-hint", amount_question(day))
}

/// What is there to remember?
pub(crate) fn note_question(day: &OnDay<'_>) -> Screen {
    let mut lines = vec![day.headline("day-menu")];
    lines.extend(day.note_line());
    lines.push(html(day.locale, "note-question", &[]));
    let drop = Callback::DropNote { habit: day.habit.id, day: day.day };
    let drop = day.note_line().map(|_| button(day.locale, "button-drop-note", drop));
    let row = drop.into_iter().chain([day.back()]).collect();
    Screen::new(Html::lines(lines), Keyboard::rows([row]))
}

/// That was too long, or nothing.
pub(crate) fn note_hint(day: &OnDay<'_>) -> Screen {
    hinted(day, "note-hint", note_question(day))
}

fn hinted(day: &OnDay<'_>, hint: &str, screen: Screen) -> Screen {
    let most = u32::try_from(Note::MAX_CHARS).unwrap_or(u32::MAX);
    let hint = html(day.locale, hint, &[("max", most.into())]);
    Screen::new(Html::lines([hint, Html::default(), screen.text]), screen.keyboard)
}

/// The words are there, and the day is not marked yet: what was it?
pub(crate) fn noted_question(day: &OnDay<'_>, note: &Note) -> Screen {
    let lines = [
        day.headline("day-menu"),
        html(day.locale, "day-note", &[("note", note.as_str().into())]),
        html(day.locale, "noted-question", &[]),
    ];
    let button = |(label, answer)| {
        button(day.locale, label, Callback::Noted { habit: day.habit.id, day: day.day, answer })
    };
    let answers = day.answers().map(button).to_vec();
    Screen::new(Html::lines(lines), Keyboard::rows([answers, vec![day.back()]]))
}

/// A reply that is too long to be kept.
pub(crate) fn too_long(locale: Locale) -> Screen {
    let most = u32::try_from(Note::MAX_CHARS).unwrap_or(u32::MAX);
    Screen::new(html(locale, "note-hint", &[("max", most.into())]), help::ways(locale))
}

/// A reply about a day that cannot be marked.
pub(crate) fn no_such_day(locale: Locale) -> Screen {
    Screen::new(html(locale, "reply-no-such-day", &[]), help::ways(locale))
}

/// Which of the habits is a reply about?
pub(crate) fn which(listed: &TodayBody, about: &[HabitDay]) -> Screen {
    let row = |place: &HabitDay| {
        let habit = listed.habits.iter().find(|habit| habit.id == place.habit)?;
        let about = Callback::ReplyIsAbout { habit: place.habit, day: place.day };
        Some(vec![Button::new(shortened(habit.name.as_str(), LONGEST_NAME), about)])
    };
    let mut rows: Vec<_> = about.iter().filter_map(row).collect();
    rows.push(vec![button(listed.locale, "button-cancel", Callback::Cancel)]);
    Screen::new(html(listed.locale, "reply-which", &[]), Keyboard::rows(rows))
}

fn rows(day: &OnDay<'_>) -> Vec<Vec<Button>> {
    let (locale, habit) = (day.locale, day.habit.id);
    let [done, not_done, skip] = day.answers();
    let undo = day.execution.map(|_| day.check("button-undo", Mark::Clear));
    let marks = |answers: &[(&'static str, Answer)]| -> Vec<Button> {
        let is_news = |(_, answer): &&(&str, Answer)| !day.is_marked(*answer);
        answers.iter().filter(is_news).map(|(label, answer)| day.check(label, Mark::Set(*answer))).collect()
    };
    let mut last = marks(&[not_done]);
    last.extend(undo);
    let about = vec![
        button(locale, "button-note", Callback::AskNote { habit, day: day.day }),
        button(locale, "button-to-card", Callback::Card { habit }),
    ];
    let month = button(locale, "button-history", history::leads_to(habit, day.day));
    let past = day.before().into_iter().chain([month]).collect();
    let rows = [day.amounts(), marks(&[done, skip]), last, about, past, vec![day.back_out()]];
    rows.into_iter().filter(|row| !row.is_empty()).collect()
}

impl OnDay<'_> {
    /// What the day is: as the last two weeks of the habit say, and further back as it is recorded. Whether a day of
    /// long ago that has no mark was missed, nobody knows here.
    fn state(&self) -> Option<DayState> {
        let recorded = self.execution.map(|execution| history::state_of(self.habit, execution));
        recorded.or_else(|| history::judged(self.habit, self.day))
    }

    fn headline(&self, id: &str) -> Html {
        let date = texts::date(self.locale, self.day);
        html(self.locale, id, &[("habit", self.habit.name.as_str().into()), ("date", date.into())])
    }

    fn standing(&self) -> Html {
        let state = match self.state() {
            Some(state) => said(self.locale, self.habit, state),
            None => plain(self.locale, "day-unmarked", &[]),
        };
        let amount = self.execution.and_then(|execution| execution.amount);
        let goal = self.habit.goal.as_ref();
        let measured = goal.map(|goal| texts::measured(self.locale, amount.unwrap_or_default(), goal));
        Html::dotted([Some(state), measured].into_iter().flatten().map(|text| Html::escaped(&text)))
    }

    fn note_line(&self) -> Option<Html> {
        let note = self.execution?.note.as_ref()?;
        Some(html(self.locale, "day-note", &[("note", note.as_str().into())]))
    }

    fn proof_line(&self) -> Option<Html> {
        let id = match self.execution?.proof.as_ref()?.kind {
            ProofKind::Photo => "day-proof-photo",
            ProofKind::Voice => "day-proof-voice",
            ProofKind::VideoNote => "day-proof-video",
        };
        Some(html(self.locale, id, &[]))
    }

    /// What the day can be marked as: well, not so well, not at all.
    fn answers(&self) -> [(&'static str, Answer); 3] {
        let is_limit = self.habit.goal.as_ref().is_some_and(|goal| goal.kind == GoalKind::AtMost);
        let is_quitting = self.habit.kind == HabitKind::Quit;
        let (done, not_done) = if is_limit || is_quitting {
            ("button-kept", "button-lapse")
        } else {
            ("button-done", "button-not-done")
        };
        [(done, Answer::Done), (not_done, Answer::NotDone), ("button-skip", Answer::Skipped)]
    }

    fn is_marked(&self, answer: Answer) -> bool {
        let is_enough = answer != Answer::Done || self.state() == Some(DayState::Done);
        self.execution.is_some_and(|execution| execution.state == answer.into()) && is_enough
    }

    /// One step more, or how much it was.
    fn amounts(&self) -> Vec<Button> {
        let Some(goal) = &self.habit.goal else { return Vec::new() };
        let (habit, day) = (self.habit.id, self.day);
        let add = Callback::Add { habit, day, surface: Surface::Day };
        let step = Button::new(texts::step(self.locale, goal), add);
        vec![step, button(self.locale, "button-amount", Callback::AskAmount { habit, day })]
    }

    /// The day before, and what that one was.
    fn before(&self) -> Option<Button> {
        let day = self.day.checked_sub(1.day()).ok().filter(|day| *day >= self.habit.starts_on)?;
        let state = history::judged(self.habit, day)?;
        let label = format!("‹ {} {}", texts::date(self.locale, day), icon(state));
        Some(Button::new(label, Callback::DayMenu { habit: self.habit.id, day }))
    }

    fn check(&self, label: &str, mark: Mark) -> Button {
        let Self { habit, day, .. } = *self;
        let check = Callback::Check { habit: habit.id, day, mark, surface: Surface::Day };
        Button::new(plain(self.locale, label, &[]), check)
    }

    /// Back from a question.
    fn back(&self) -> Button {
        button(self.locale, "button-back", Callback::DayMenu { habit: self.habit.id, day: self.day })
    }

    /// Back to the list of the day, or to the month where that list is no longer told or has not this habit.
    fn back_out(&self) -> Button {
        let habit = self.habit.id;
        let is_listed = self.day >= self.today.saturating_sub(MAX_DAYS_BACK.days());
        let back = if is_listed && self.habit.archived_at.is_none() {
            Callback::DayOf { habit, day: self.day }
        } else {
            history::leads_to(habit, self.day)
        };
        button(self.locale, "button-back", back)
    }
}

#[cfg(test)]
mod tests;
