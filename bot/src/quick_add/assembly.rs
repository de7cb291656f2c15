//! The pieces of a text put together: what contradicts itself becomes a question, what a habit cannot have becomes part
//! of the name again.

use std::ops::Range;

use core_shared::contract::habits::MAX_REMINDERS_PER_HABIT;
use core_shared::domain::text_line::TextLineError;
use core_shared::domain::{Goal, GoalKind, HabitKind, HabitName, MinuteOfDay, Schedule};
use jiff::civil::Date;

use super::amounts::{Per, Said};
use super::parts::{Of, PartOfDay};
use super::times::Clock;
use super::units::Sort;
use super::words::{Shape, Word};
use super::{Meaning, Question, Understood, kinds, name, read, schedules};

/// Some words and what they mean.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) words: Range<usize>,
    meanings: Vec<Meaning>,
}

/// A text while it is put together.
#[derive(Debug)]
pub(super) struct Assembly<'t> {
    text: &'t str,
    words: &'t [Word],
    pub(super) pieces: Vec<Piece>,
}

fn pieces(words: &[Word], today: Date) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let found = read(&words[at..], today).filter(|_| !is_part_of_a_sign(words, at));
        let (length, meanings) = found.unwrap_or((1, Vec::new()));
        if !meanings.is_empty() && !meanings.contains(&Meaning::Words) {
            pieces.push(Piece { words: at..at + length, meanings });
        }
        at += length.max(1);
    }
    pieces
}

/// `№5`, `$20`, `-3`, `<b>20`: the sign and the number are one.
fn is_part_of_a_sign(words: &[Word], at: usize) -> bool {
    const SIGNS: &str = "-–—/#№$€£₽*+=<>%'^~_\\";
    let before = at.checked_sub(1).map(|before| &words[before].text);
    words[at].shape == Shape::Number
        && words[at].is_glued
        && before.is_some_and(|before| SIGNS.contains(before.as_str()))
}

impl<'t> Assembly<'t> {
    pub(super) fn new(text: &'t str, words: &'t [Word], today: Date) -> Self {
        let mut assembly = Self { text, words, pieces: pieces(words, today) };
        assembly.let_go_of_what_no_habit_has();
        assembly
    }

    fn meanings(&self) -> impl Iterator<Item = &Meaning> {
        self.pieces.iter().flat_map(|piece| &piece.meanings)
    }

    fn has(&self, is_meant: impl Fn(&Meaning) -> bool) -> bool {
        self.meanings().any(is_meant)
    }

    /// These pieces are words of the name again.
    fn let_go(&mut self, is_meant: impl Fn(&Meaning) -> bool) {
        self.pieces.retain(|piece| !piece.meanings.iter().any(&is_meant));
    }

    fn let_go_of_what_no_habit_has(&mut self) {
        let is_amount = |meaning: &Meaning| matches!(meaning, Meaning::Amount(_));
        let is_longer = |meaning: &Meaning| matches!(meaning, Meaning::Per(Per::Longer(_)));
        self.let_go(
            |meaning| matches!(meaning, Meaning::Amount(measured) if measured.goal(Some("x")).is_none()),
        );
        // Amounts are those of a day.
        if self.has(is_longer) {
            self.let_go(|meaning| is_longer(meaning) || is_amount(meaning));
        }
        if !self.has(is_amount) {
            self.let_go(|meaning| matches!(meaning, Meaning::Per(_)));
        }
        // So are limits.
        if self.goals().iter().any(|goal| goal.kind == GoalKind::AtMost) {
            self.let_go(|meaning| matches!(meaning, Meaning::Schedule(Schedule::TimesPer { .. })));
        }
        if self.times_and_question().0.len() > MAX_REMINDERS_PER_HABIT {
            self.let_go(|meaning| matches!(meaning, Meaning::Times(_)));
        }
    }

    pub(super) fn understood(mut self) -> Option<Understood> {
        let taken = self.taken();
        let name = match HabitName::parse(&name::left(self.text, self.words, &taken)) {
            Ok(name) => Some(name),
            Err(TextLineError::Empty) => None,
            Err(TextLineError::TooLong { .. } | TextLineError::ControlCharacter) => return None,
        };
        if name.is_none() && self.pieces.is_empty() {
            return None;
        }
        let goals = self.goals();
        let mut schedules = self.schedules();
        let kind = self.kind(&taken, &schedules, &goals);
        // Doing without has no days off unless they are said.
        if kind == HabitKind::Quit && schedules.is_empty() {
            schedules.push(Schedule::Daily {});
        }
        let (reminders, time) = self.times_and_question();
        let open = [
            name.is_none().then_some(Question::Name),
            (schedules.len() != 1).then(|| Question::Days { between: schedules.clone() }),
            (goals.len() > 1).then(|| Question::Goal { between: goals.clone() }),
            time,
        ];
        Some(Understood {
            kind,
            name,
            schedule: Some(schedules).filter(|all| all.len() == 1).and_then(|mut all| all.pop()),
            goal: Some(goals).filter(|all| all.len() == 1).and_then(|mut all| all.pop()),
            reminders,
            open: open.into_iter().flatten().collect(),
        })
    }

    /// Which words are understood. When none is left for the name, the thing that is counted names the habit: "20
    /// pushups".
    pub(super) fn taken(&mut self) -> Vec<bool> {
        let taken = self.taken_by_pieces();
        if self.pieces.is_empty() || name::is_named(self.words, &taken) {
            return taken;
        }
        // Mere signs are left.
        let mut taken = vec![true; self.words.len()];
        if let Some(thing) = self.give_away_a_thing() {
            taken[thing].fill(false);
        }
        taken
    }

    fn give_away_a_thing(&mut self) -> Option<Range<usize>> {
        self.pieces.iter_mut().find_map(|piece| {
            piece.meanings.iter_mut().find_map(|meaning| {
                let Meaning::Amount(measured) = meaning else { return None };
                let Said::Typed(words, Sort::Thing) = measured.unit.clone() else { return None };
                measured.unit = Said::Nothing;
                Some(piece.words.start + words.start..piece.words.start + words.end)
            })
        })
    }

    fn taken_by_pieces(&self) -> Vec<bool> {
        let mut taken = vec![false; self.words.len()];
        for piece in &self.pieces {
            taken[piece.words.clone()].fill(true);
        }
        name::take_links(self.words, &mut taken);
        taken
    }

    fn goals(&self) -> Vec<Goal> {
        let mut goals = Vec::new();
        for piece in &self.pieces {
            for meaning in &piece.meanings {
                let Meaning::Amount(measured) = meaning else { continue };
                let typed = match &measured.unit {
                    Said::Typed(words, _) => Some(self.typed(piece, words)),
                    Said::Nothing | Said::As(_) => None,
                };
                goals.extend(measured.goal(typed).filter(|goal| !goals.contains(goal)));
            }
        }
        goals
    }

    fn typed(&self, piece: &Piece, words: &Range<usize>) -> &str {
        let from = piece.words.start;
        &self.text[self.words[from + words.start].place.start..self.words[from + words.end - 1].place.end]
    }

    fn schedules(&self) -> Vec<Schedule> {
        let said = self.meanings().filter_map(|meaning| match meaning {
            Meaning::Schedule(schedule) => Some(schedule.clone()),
            _ => None,
        });
        let merged = schedules::merged(said);
        let is_daily =
            self.has(|meaning| matches!(meaning, Meaning::Per(Per::Day) | Meaning::Part(_, Of::EveryDay)));
        if merged.is_empty() && is_daily { vec![Schedule::Daily {}] } else { merged }
    }

    /// The reminders, or the question for them: a part of the day is no time, and may contradict one.
    fn times_and_question(&self) -> (Vec<MinuteOfDay>, Option<Question>) {
        let parts: Vec<PartOfDay> = self.meanings().filter_map(part).collect();
        let clocks = self.clocks();
        let within = |clock: &Clock| parts.iter().find_map(|part| clock.within(*part));
        let time = |clock: &Clock| if parts.is_empty() { clock.plainly() } else { within(clock) };
        let fitting: Option<Vec<MinuteOfDay>> = clocks.iter().map(time).collect();
        let has_no_time = clocks.is_empty() && !parts.is_empty();
        if let Some(times) = fitting.filter(|_| !has_no_time) {
            return (distinct(times), None);
        }
        let said = clocks.iter().filter_map(|clock| clock.plainly());
        let suggested = parts.iter().flat_map(|part| part.times());
        (Vec::new(), Some(Question::Time { between: distinct(said.chain(suggested)) }))
    }

    fn clocks(&self) -> Vec<Clock> {
        let times = self.meanings().filter_map(|meaning| match meaning {
            Meaning::Times(clocks) => Some(clocks),
            _ => None,
        });
        times.flatten().copied().collect()
    }

    /// Doing without has days and limits, but nothing to reach.
    fn kind(&self, taken: &[bool], schedules: &[Schedule], goals: &[Goal]) -> HabitKind {
        let name: Vec<&Word> =
            self.words.iter().zip(taken).filter(|(_, taken)| !**taken).map(|(word, _)| word).collect();
        let counts = schedules.iter().any(|schedule| schedule.period().is_some());
        let reaches = goals.iter().any(|goal| goal.kind == GoalKind::AtLeast);
        if kinds::gives_up(&name) && !counts && !reaches { HabitKind::Quit } else { HabitKind::Build }
    }
}

fn part(meaning: &Meaning) -> Option<PartOfDay> {
    match meaning {
        Meaning::Part(part, _) => Some(*part),
        _ => None,
    }
}

fn distinct(times: impl IntoIterator<Item = MinuteOfDay>) -> Vec<MinuteOfDay> {
    let mut times: Vec<MinuteOfDay> = times.into_iter().collect();
    times.sort();
    times.dedup();
    times
}
