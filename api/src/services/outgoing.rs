//! What leaves and what does not, decided at the moment of leaving; and what it says.

use core_shared::contract::deliveries::{
    DayPart, DeliveryContent, OverviewItem, ReminderItem, ReminderMessageBody,
};
use core_shared::contract::today::{TodayBody, TodayHabit};
use core_shared::domain::{Calendar, DayState, DeliveryId, Terms, UserId};
use jiff::Timestamp;
use jiff::civil::Date;

use super::today::Kept;
use crate::repositories::deliveries::{Claimed, Item, Kind, Leased, Message, NotNow};

/// Who has let reminders of so many days pass without a word is not reminded any more.
pub(super) const SILENT_AFTER_DAYS: u16 = 14;

/// What was claimed, in the order of the claim.
#[derive(Debug, Default)]
pub(super) struct Sorted {
    pub(super) wanted: Vec<Claimed>,
    pub(super) unsent: Vec<(UserId, DeliveryId, NotNow)>,
}

pub(super) fn sorted(messages: Vec<Claimed>, now: Timestamp) -> Sorted {
    let mut sorted = Sorted::default();
    for message in messages {
        sorted.sort(message, now);
    }
    sorted
}

impl Sorted {
    /// Nobody is disturbed for what is not wanted, and nobody in their quiet hours.
    fn sort(&mut self, mut message: Claimed, now: Timestamp) {
        let first = message.lead().id;
        let dropped = drop_unwanted(&mut message, now);
        self.unsent.extend(dropped.iter().map(|dropped| (message.user, dropped.id, NotNow::Withdrawn)));
        let Some(lead) = message.deliveries.first().map(|lead| lead.id) else { return };
        if let Some(until) = quiet_until(&message, now) {
            let held = message.deliveries.iter().map(|held| (message.user, held.id, NotNow::Until(until)));
            self.unsent.extend(held);
            return;
        }
        if lead != first {
            let others =
                message.deliveries.iter().map(|other| (message.user, other.id, NotNow::Within(lead)));
            self.unsent.extend(others);
        }
        self.wanted.push(message);
    }
}

/// Takes the habits out of a message that it need not speak of. The deliveries that are left over are not sent.
fn drop_unwanted(message: &mut Claimed, now: Timestamp) -> Vec<Leased> {
    let today = message.calendar.day_of(now);
    match message.kind {
        Kind::Reminder { .. } => {
            message.items.retain(|item| is_wanted(item, today));
            let asked: Vec<_> = message.items.iter().filter_map(|item| item.delivery).collect();
            message.deliveries.extract_if(.., |leased| !asked.contains(&leased.id)).collect()
        }
        Kind::Digest | Kind::Nudge => {
            let is_evening = message.kind == Kind::Nudge;
            message.items.retain(|item| {
                item.day == today && state(item, today).is_open() && !(is_evening && holds_by_itself(item))
            });
            if message.items.is_empty() { std::mem::take(&mut message.deliveries) } else { Vec::new() }
        }
        Kind::Today { message_id: None, day, .. } => {
            let is_wanted = day == today && listed(message, day, today).next().is_some();
            if is_wanted { Vec::new() } else { std::mem::take(&mut message.deliveries) }
        }
        Kind::Redraw { .. } | Kind::Today { .. } | Kind::StillThere | Kind::Message { .. } => Vec::new(),
    }
}

/// A slot is planned by its weekday; whether its day still asks is known by what was recorded, by the schedule,
/// and by pauses. A day that is over can still be asked for, but not again and again.
fn is_wanted(item: &Item, today: Date) -> bool {
    let state = state(item, today);
    state.is_open() || (state == DayState::Missed && item.round == 0)
}

fn state(item: &Item, today: Date) -> DayState {
    item.history.judge(item.day, item.execution, today)
}

/// Whether the day is kept when nothing happens on it: there is nothing to be nudged to.
fn holds_by_itself(item: &Item) -> bool {
    terms(item).is_some_and(|terms| item.history.plan.holds_by_itself(terms))
}

fn terms(item: &Item) -> Option<&Terms> {
    item.history.plan.schedules.on(item.day)
}

/// The end of the quiet hours that the message would disturb. An edit makes no sound, and neither does the list of a day.
fn quiet_until(message: &Claimed, now: Timestamp) -> Option<Timestamp> {
    let is_silent = match message.kind {
        Kind::Redraw { .. } | Kind::Today { .. } => true,
        Kind::Message { silent, .. } => silent,
        Kind::Reminder { .. } | Kind::Digest | Kind::Nudge | Kind::StillThere => false,
    };
    message.quiet_hours.filter(|_| !is_silent)?.end_after(&message.calendar, now)
}

/// What a message says.
pub(super) fn content(message: &Claimed, now: Timestamp) -> DeliveryContent {
    let today = message.calendar.day_of(now);
    let overview = |part| {
        let habits = message.items.iter().map(|item| overview_item(item, today)).collect();
        DeliveryContent::Overview { part, habits }
    };
    match &message.kind {
        Kind::Reminder { is_late } => {
            let is_combined = message.deliveries.len() > 1;
            let reminder = Drawn { delivery: message.lead().id, is_combined, is_late: *is_late, today }
                .of(&message.calendar, &message.items);
            DeliveryContent::Reminder { reminder }
        }
        Kind::Redraw { message_id, .. } if message.items.is_empty() => {
            DeliveryContent::Remove { message_id: *message_id }
        }
        Kind::Redraw { lead, message_id, is_combined, is_late } => {
            let reminder = Drawn { delivery: *lead, is_combined: *is_combined, is_late: *is_late, today }
                .of(&message.calendar, &message.items);
            DeliveryContent::Redraw { message_id: *message_id, reminder }
        }
        Kind::Digest => overview(DayPart::Morning),
        Kind::Nudge => overview(DayPart::Evening),
        Kind::Today { message_id, day, vacation } => DeliveryContent::Today {
            message_id: *message_id,
            today: TodayBody {
                day: *day,
                today,
                locale: message.locale,
                active_habits: u32::try_from(message.items.len()).unwrap_or(u32::MAX),
                vacation: *vacation,
                habits: listed(message, *day, today).collect(),
                left_open: Vec::new(),
            },
        },
        Kind::StillThere => DeliveryContent::StillThere { days: SILENT_AFTER_DAYS },
        Kind::Message { text, silent } => DeliveryContent::Message { text: text.clone(), silent: *silent },
    }
}

/// The habits that the list of a day shows.
fn listed(message: &Claimed, day: Date, today: Date) -> impl Iterator<Item = TodayHabit> {
    message.items.iter().filter_map(move |item| {
        let kept = Kept { id: item.habit, name: item.habit_name.clone(), asks_at: item.asks_at };
        kept.listed(&item.history, day, today)
    })
}

/// What a message in somebody's chat says by now.
pub(super) fn message(delivery: DeliveryId, message: &Message, now: Timestamp) -> ReminderMessageBody {
    let Message { calendar, is_combined, is_late, items } = message;
    let drawn = Drawn { delivery, is_combined: *is_combined, is_late: *is_late, today: calendar.day_of(now) };
    drawn.of(calendar, items)
}

/// What a reminder message is beside its habits.
struct Drawn {
    delivery: DeliveryId,
    is_combined: bool,
    is_late: bool,
    today: Date,
}

impl Drawn {
    fn of(self, calendar: &Calendar, items: &[Item]) -> ReminderMessageBody {
        let Self { delivery, is_combined, is_late, today } = self;
        let habits = items.iter().map(|item| reminder_item(item, calendar, today)).collect();
        ReminderMessageBody { delivery, is_combined, is_late, today, habits }
    }
}

fn reminder_item(item: &Item, calendar: &Calendar, today: Date) -> ReminderItem {
    let state = state(item, today);
    // What is at stake is the streak as it was on the day that is asked for.
    let counted_on = if state.is_satisfied() { today } else { item.day };
    let terms = terms(item);
    ReminderItem {
        habit: item.habit,
        habit_name: item.habit_name.clone(),
        habit_kind: item.history.plan.kind,
        day: item.day,
        state,
        streak: item.history.progress(counted_on).streak,
        period: terms.and_then(|terms| terms.schedule.period()),
        goal: terms.and_then(|terms| terms.goal.clone()),
        amount: item.execution.and_then(|execution| execution.amount),
        snoozed_until: item.snoozed_until.map(|until| calendar.local(until)),
        is_closed: item.is_closed,
    }
}

fn overview_item(item: &Item, today: Date) -> OverviewItem {
    OverviewItem {
        habit_name: item.habit_name.clone(),
        state: state(item, today),
        goal: terms(item).and_then(|terms| terms.goal.clone()),
        amount: item.execution.and_then(|execution| execution.amount),
    }
}
