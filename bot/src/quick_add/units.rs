//! What people count and measure. A unit stays as it was typed; this only tells which words are units.

use super::amounts::per;
use super::words::{Word, dot, phrase};

/// What a number of something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// Could be the name of a habit: "pushups".
    Thing,
    /// Only says how much: "min".
    Measure,
    /// "times", "раз".
    Times,
}

const MEASURES: [&str; 54] = [
    "min",
    "mins",
    "minute",
    "minutes",
    "h",
    "hr",
    "hrs",
    "hour",
    "hours",
    "sec",
    "secs",
    "seconds",
    "km",
    "kms",
    "kilometre",
    "kilometres",
    "kilometer",
    "kilometers",
    "meter",
    "meters",
    "metre",
    "metres",
    "mi",
    "mile",
    "miles",
    "l",
    "liter",
    "liters",
    "litre",
    "litres",
    "ml",
    "oz",
    "g",
    "gram",
    "grams",
    "kg",
    "kcal",
    "cal",
    "мин",
    "ч",
    "час",
    "часа",
    "часов",
    "сек",
    "км",
    "м",
    "л",
    "мл",
    "г",
    "гр",
    "кг",
    "ккал",
    "шт",
    "стр",
];

/// Beginnings of Russian measures, and how long their endings are at the most.
const MEASURE_STEMS: [(&str, usize); 10] = [
    ("минут", 1),
    ("минуточ", 2),
    ("часик", 2),
    ("секунд", 1),
    ("километр", 2),
    ("метр", 2),
    ("литр", 2),
    ("грамм", 2),
    ("килограмм", 2),
    ("штук", 1),
];

const THINGS: [&str; 87] = [
    "page",
    "pages",
    "cup",
    "cups",
    "glass",
    "glasses",
    "bottle",
    "bottles",
    "step",
    "steps",
    "rep",
    "reps",
    "set",
    "sets",
    "pushup",
    "pushups",
    "push - up",
    "push - ups",
    "push up",
    "push ups",
    "situp",
    "situps",
    "sit - ups",
    "sit ups",
    "pullup",
    "pullups",
    "pull - ups",
    "pull ups",
    "squat",
    "squats",
    "burpee",
    "burpees",
    "word",
    "words",
    "line",
    "lines",
    "lesson",
    "lessons",
    "chapter",
    "chapters",
    "verse",
    "verses",
    "problem",
    "problems",
    "task",
    "tasks",
    "card",
    "cards",
    "exercise",
    "exercises",
    "lap",
    "laps",
    "calorie",
    "calories",
    "portion",
    "portions",
    "serving",
    "servings",
    "piece",
    "pieces",
    "pill",
    "pills",
    "tablet",
    "tablets",
    "drop",
    "drops",
    "capsule",
    "capsules",
    "pg",
    "pp",
    "берпи",
    "шаг",
    "шага",
    "шагов",
    "слово",
    "слова",
    "слов",
    "чашек",
    "кружек",
    "ложек",
    "бутылок",
    "капель",
    "строк",
    "строки",
    "глава",
    "главы",
    "глав",
];

const THING_STEMS: [(&str, usize); 21] = [
    ("страниц", 1),
    ("страничк", 1),
    ("стакан", 2),
    ("чашк", 1),
    ("кружк", 1),
    ("бутыл", 3),
    ("подход", 2),
    ("повтор", 4),
    ("отжиман", 2),
    ("приседан", 2),
    ("подтягиван", 2),
    ("урок", 2),
    ("задач", 1),
    ("задани", 1),
    ("карточ", 2),
    ("упражнени", 1),
    ("калори", 1),
    ("порци", 1),
    ("таблет", 2),
    ("капсул", 1),
    ("предложени", 1),
];

const TIMES: [&str; 4] = ["times", "time", "раз", "раза"];

/// The unit at the beginning, with the dot of an abbreviation. "km/h" is not one: it measures no day.
pub(super) fn unit(words: &[Word]) -> Option<(usize, Sort)> {
    let (length, sort) = any_unit(words)?;
    let rest = &words[length..];
    let is_rate = rest.first().is_some_and(|sign| sign.text == "/" && sign.is_glued);
    (!is_rate || per(rest).is_some()).then_some((length, sort))
}

pub(super) fn any_unit(words: &[Word]) -> Option<(usize, Sort)> {
    let word = words.first()?.text.as_str();
    let is_form =
        |stems: &[(&str, usize)]| stems.iter().any(|(stem, ending)| is_form_of(word, stem, *ending));
    if let Some(length) = phrase(words, &TIMES) {
        return Some((length, Sort::Times));
    }
    if let Some(length) = phrase(words, &THINGS) {
        return Some((length, Sort::Thing));
    }
    if MEASURES.contains(&word) || is_form(&MEASURE_STEMS) {
        return Some((1 + dot(&words[1..]), Sort::Measure));
    }
    is_form(&THING_STEMS).then_some((1, Sort::Thing))
}

fn is_form_of(word: &str, stem: &str, ending: usize) -> bool {
    word.strip_prefix(stem).is_some_and(|rest| rest.chars().count() <= ending)
}
