//! Where a habit stands in the lists, between its neighbours, and the ways up and down.

use core_shared::callback::Edit;
use core_shared::contract::habits::HabitBody;
use core_shared::domain::{HabitId, Locale};
use core_shared::screen::{Html, Keyboard, Screen};
use core_shared::texts::html;

use super::to;
use crate::views::shortened;

/// Neighbours on either side that are shown.
const NEIGHBOURS: usize = 3;

const LONGEST_NAME: usize = 40;

/// `None` when the habit is not among them.
pub(crate) fn order(locale: Locale, habits: &[HabitBody], habit: HabitId) -> Option<Screen> {
    let place = habits.iter().position(|other| other.id == habit)?;
    let (first, last) = (place.saturating_sub(NEIGHBOURS), (place + NEIGHBOURS).min(habits.len() - 1));
    let mut lines = vec![html(locale, "edit-order", &[]), Html::default()];
    lines.extend(habits[first..=last].iter().zip(first..).map(|(other, at)| {
        let id = if at == place { "order-this" } else { "order-other" };
        let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
        let name = shortened(other.name.as_str(), LONGEST_NAME);
        html(locale, id, &[("number", number.to_string().into()), ("habit", name.into())])
    }));
    let at = |place: usize| Edit::Place(u16::try_from(place).unwrap_or(u16::MAX));
    let mut up = Vec::new();
    let mut down = Vec::new();
    if place > 0 {
        up.push(to(locale, "button-up", habit, at(place - 1)));
        up.push(to(locale, "button-first", habit, at(0)));
    }
    if place + 1 < habits.len() {
        down.push(to(locale, "button-down", habit, at(place + 1)));
        down.push(to(locale, "button-last", habit, at(habits.len() - 1)));
    }
    let back = vec![to(locale, "button-back", habit, Edit::Menu)];
    Some(Screen::new(Html::lines(lines), Keyboard::rows([up, down, back])))
}
