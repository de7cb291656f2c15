//! The one place that routes updates. Read from top to bottom: what an update is, and who handles it.

use core_shared::callback::{Callback, UnknownCallback};
use teloxide::types::{
    CallbackQuery, Chat, ChatMemberUpdated, Message, MessageId, MessageKind, Update, UpdateKind, User,
};

use crate::commands::{self, Command};
use crate::context::Context;
use crate::dialogue::HabitDay;
use crate::handlers;
use crate::handlers::check::{Deed, Wanted};
use crate::handlers::{
    archive, cancel, chatter, check, combined, day_menu, delete_me, editing, explanation, habits, help,
    language, new_habit, new_token, pause, privacy, quick_add, reminders, settings, start, still_there,
    templates, today, tokens, zone,
};
use crate::replies::{self, Reply};
use crate::trouble::Handled;

/// An update that somebody has to handle.
#[derive(Debug)]
pub(crate) struct Incoming<'u> {
    pub(crate) from: &'u User,
    pub(crate) chat: &'u Chat,
    pub(crate) route: Route<'u>,
}

#[derive(Debug, PartialEq)]
pub(crate) enum Route<'u> {
    Command(Command<'u>),
    Text(&'u str),
    /// Words or a proof below a message that asks about days.
    Reply(Reply),
    Location {
        latitude: f64,
        longitude: f64,
    },
    /// A picture, a voice message, a sticker.
    Media,
    Tap {
        message: MessageId,
        callback: Result<Callback, UnknownCallback>,
    },
    /// The bot may write to them again.
    Unblocked,
    /// Spoken to in a group.
    InGroup,
    /// A tap that cannot be meant: it is only answered.
    Nowhere,
}

/// What an update is; `None` when nobody has to handle it, as with kinds that were never asked for.
pub(crate) fn read<'u>(update: &'u Update, bot: &str) -> Option<Incoming<'u>> {
    match &update.kind {
        UpdateKind::Message(message) => read_message(message, bot),
        UpdateKind::CallbackQuery(query) => read_tap(query),
        UpdateKind::MyChatMember(change) => read_membership(change),
        _ => None,
    }
}

fn read_message<'u>(message: &'u Message, bot: &str) -> Option<Incoming<'u>> {
    let from = message.from.as_ref().filter(|from| !from.is_bot)?;
    let command = message.text().and_then(|text| commands::parse(text, bot));
    let route = if !message.chat.is_private() {
        let is_for_us = message.text().is_some_and(|text| commands::is_addressed(text, bot));
        match command {
            Some(Command::Start | Command::Help) => Route::InGroup,
            // Whoever names the bot is answered. Other commands may be meant for others of the same group.
            Some(_) if is_for_us => Route::InGroup,
            _ => return None,
        }
    } else if let Some(command) = command {
        Route::Command(command)
    } else if let Some(reply) = replies::read(message).filter(|_| !message.text().is_some_and(is_for_bots)) {
        Route::Reply(reply)
    } else if let Some(text) = message.text() {
        // What is left with a slash was meant for another bot.
        if is_for_bots(text) { Route::Command(Command::Unknown) } else { Route::Text(text) }
    } else if let Some(location) = message.location() {
        Route::Location { latitude: location.latitude, longitude: location.longitude }
    } else if matches!(message.kind, MessageKind::Common(_) | MessageKind::Dice(_)) {
        Route::Media
    } else {
        return None;
    };
    Some(Incoming { from, chat: &message.chat, route })
}

/// What begins with a slash is a command, if only of another bot.
fn is_for_bots(text: &str) -> bool {
    text.starts_with('/')
}

fn read_tap(query: &CallbackQuery) -> Option<Incoming<'_>> {
    // Without a message it came from inline mode, which the bot does not have.
    let message = query.message.as_ref()?;
    let route = match query.data.as_deref() {
        Some(data) if message.chat().is_private() => {
            Route::Tap { message: message.id(), callback: Callback::decode(data) }
        }
        _ => Route::Nowhere,
    };
    Some(Incoming { from: &query.from, chat: message.chat(), route })
}

fn read_membership(change: &ChatMemberUpdated) -> Option<Incoming<'_>> {
    // Who blocks the bot is noticed by the next reminder.
    let is_back = change.chat.is_private() && change.new_chat_member.kind.is_present();
    is_back.then_some(Incoming { from: &change.from, chat: &change.chat, route: Route::Unblocked })
}

impl Route<'_> {
    /// For the metrics.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Command(_) => "command",
            Self::Text(_) => "text",
            Self::Reply(_) => "reply",
            Self::Location { .. } => "location",
            Self::Media => "media",
            Self::Tap { .. } | Self::Nowhere => "tap",
            Self::Unblocked => "unblocked",
            Self::InGroup => "group",
        }
    }
}

pub(crate) async fn dispatch(ctx: &Context, route: Route<'_>, bot: &str) -> Handled {
    match route {
        Route::Command(command) => dispatch_command(ctx, command).await,
        Route::Text(text) => chatter::text(ctx, text).await,
        Route::Reply(reply) => handlers::replies::said(ctx, reply).await,
        Route::Location { latitude, longitude } => zone::located(ctx, latitude, longitude).await,
        Route::Media => chatter::media(ctx).await,
        Route::Tap { message, callback: Ok(callback) } => dispatch_tap(ctx, message, callback).await,
        Route::Tap { message, callback: Err(UnknownCallback) } => help::unknown_button(ctx, message).await,
        Route::Unblocked => start::unblocked(ctx).await,
        Route::InGroup => start::in_group(ctx, bot).await,
        Route::Nowhere => Ok(()),
    }
}

async fn dispatch_command(ctx: &Context, command: Command<'_>) -> Handled {
    match command {
        Command::Start => start::command(ctx).await,
        Command::Today => today::command(ctx).await,
        Command::New { name } => new_habit::command(ctx, name).await,
        Command::Habits => habits::command(ctx).await,
        Command::Api => tokens::command(ctx).await,
        Command::Settings => settings::command(ctx).await,
        Command::Privacy => privacy::command(ctx).await,
        Command::DeleteMe => delete_me::command(ctx).await,
        Command::Timezone => zone::command(ctx).await,
        Command::Language => language::command(ctx).await,
        Command::Help => help::command(ctx).await,
        Command::Cancel => cancel::command(ctx).await,
        Command::Unknown => help::unknown_command(ctx).await,
    }
}

async fn dispatch_tap(ctx: &Context, message: MessageId, callback: Callback) -> Handled {
    match callback {
        Callback::Check { habit, day, mark, surface } => {
            check::tapped(ctx, message, Wanted { habit, day, deed: Deed::Mark(mark) }, surface).await
        }
        Callback::Add { habit, day, surface } => {
            check::tapped(ctx, message, Wanted { habit, day, deed: Deed::Add }, surface).await
        }
        Callback::SnoozeMenu(reminder) => reminders::snooze_menu(ctx, message, reminder).await,
        Callback::Reminder(reminder) => reminders::question(ctx, message, reminder).await,
        Callback::Snooze { reminder, snooze } => reminders::snooze(ctx, message, reminder, snooze).await,
        Callback::SnoozeMenuOfAll(reminders) => combined::snooze_menu(ctx, message, reminders).await,
        Callback::Reminders(reminders) => combined::question(ctx, message, reminders).await,
        Callback::SnoozeAll { reminders, snooze } => combined::snooze(ctx, message, reminders, snooze).await,
        Callback::Remind(reminding) => still_there::decided(ctx, message, reminding).await,
        Callback::Today => today::tapped(ctx, message).await,
        Callback::Day { day, page } => today::turned(ctx, message, day, page).await,
        Callback::DayOf { habit, day } => today::back_to(ctx, message, habit, day).await,
        Callback::DayMenu { habit, day } => day_menu::open(ctx, message, HabitDay { habit, day }).await,
        Callback::AskAmount { habit, day } => {
            day_menu::ask_amount(ctx, message, HabitDay { habit, day }).await
        }
        Callback::AskNote { habit, day } => day_menu::ask_note(ctx, message, HabitDay { habit, day }).await,
        Callback::DropNote { habit, day } => day_menu::drop_note(ctx, message, HabitDay { habit, day }).await,
        Callback::Noted { habit, day, answer } => {
            day_menu::noted(ctx, message, HabitDay { habit, day }, answer).await
        }
        Callback::ReplyIsAbout { habit, day } => {
            handlers::replies::chosen(ctx, message, HabitDay { habit, day }).await
        }
        Callback::Habits { page } => habits::list(ctx, message, page).await,
        Callback::Archived { page } => habits::archived(ctx, message, page).await,
        Callback::Card { habit } => habits::card(ctx, message, habit).await,
        Callback::Edit { habit, edit } => editing::tapped(ctx, message, habit, edit).await,
        Callback::Explain { habit } => explanation::show(ctx, message, habit).await,
        Callback::PauseMenu { habit } => pause::menu(ctx, message, habit).await,
        Callback::Pause { habit, until } => pause::pause(ctx, message, habit, until).await,
        Callback::Resume { habit } => pause::resume(ctx, message, habit).await,
        Callback::Archive { habit } => archive::archive(ctx, message, habit).await,
        Callback::Restore { habit } => archive::restore(ctx, message, habit).await,
        Callback::AskDelete { habit } => archive::ask_delete(ctx, message, habit).await,
        Callback::Delete { habit } => archive::delete(ctx, message, habit).await,
        Callback::Language(locale) => language::chosen(ctx, message, locale).await,
        Callback::Clocks => zone::show_clocks(ctx, message).await,
        Callback::Places { offset_minutes } => zone::show_places(ctx, message, offset_minutes).await,
        Callback::Zone(zone) => zone::chosen(ctx, message, &zone).await,
        Callback::AskLocation => zone::ask_location(ctx, message).await,
        Callback::New => new_habit::tapped_new(ctx).await,
        Callback::Template(template) => templates::chosen(ctx, message, template).await,
        Callback::TakeName => new_habit::name_taken(ctx, message).await,
        Callback::Days { bits } => new_habit::days_chosen(ctx, message, bits).await,
        Callback::PickDays { bits } => new_habit::show_grid(ctx, message, bits).await,
        Callback::RemindAt(time) => new_habit::reminder_chosen(ctx, message, time).await,
        Callback::Draft(tap) => quick_add::tapped(ctx, message, tap).await,
        Callback::Unmake { habit } => quick_add::unmake(ctx, message, habit).await,
        Callback::Tokens { page } => tokens::list(ctx, message, page).await,
        Callback::Token { token } => tokens::token(ctx, message, token).await,
        Callback::AskTakeBack { token } => tokens::ask_take_back(ctx, message, token).await,
        Callback::TakeBack { token } => tokens::take_back(ctx, message, token).await,
        Callback::RemoveMessage => tokens::remove_message(ctx, message).await,
        Callback::NewToken => new_token::tapped_new(ctx, message).await,
        Callback::TakeTokenName => new_token::name_taken(ctx, message).await,
        Callback::Access(access) => new_token::access_chosen(ctx, message, access).await,
        Callback::ValidFor { days } => new_token::days_chosen(ctx, message, days).await,
        Callback::Settings(tap) => settings::tapped(ctx, message, tap).await,
        Callback::Cancel => cancel::tapped(ctx, message).await,
    }
}

#[cfg(test)]
mod tests;
