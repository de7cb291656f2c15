//! `/settings`: one screen that is edited in place. How a value is set in words is in [`typed`].

pub(crate) mod typed;

use core_shared::callback::{Freezing, Pinning, Reminding, Setting, SettingsPage, SettingsTap};
use core_shared::contract::habits::HabitStatus;
use core_shared::contract::users::{PatchUser, PutUser, UserBody};
use core_shared::domain::Days;
use core_shared::screen::Screen;
use jiff::civil::Date;
use teloxide::types::MessageId;

use crate::context::{Context, Person, Spot};
use crate::dialogue::{Arrival, Stage};
use crate::handlers::{delete_me, export, stages, zone};
use crate::trouble::{Handled, is_invalid};
use crate::views;
use crate::views::settings::pages::{self, Beside};

pub(crate) async fn command(ctx: &Context) -> Handled {
    let person = ctx.person().await?;
    ctx.leave_form(&person).await?;
    ctx.show(Spot::NewMessage, &views::settings::overview(&person.user, ctx.now)).await?;
    Ok(())
}

pub(crate) async fn tapped(ctx: &Context, message: MessageId, tap: SettingsTap) -> Handled {
    match tap {
        SettingsTap::Show(SettingsPage::Zone) => zone::open_in(ctx, message).await,
        SettingsTap::Show(page) => show(ctx, message, page).await,
        SettingsTap::Set(setting) => set(ctx, message, setting).await,
        SettingsTap::Ask(setting) => typed::ask(ctx, message, setting).await,
        SettingsTap::Export => export::tapped(ctx).await,
        SettingsTap::AskDeleteEverything => delete_me::tapped(ctx, message).await,
    }
}

async fn show(ctx: &Context, message: MessageId, page: SettingsPage) -> Handled {
    let person = ctx.person().await?;
    ctx.acknowledge().await;
    leave_question(ctx, &person, message).await?;
    let screen = screen(ctx, &person.user, page).await?;
    ctx.show(Spot::Message(message), &screen).await?;
    Ok(())
}

/// The question that is open in this message is left by its way back.
async fn leave_question(ctx: &Context, person: &Person, message: MessageId) -> Handled {
    let is_asking = person.dialogue.stage.is_open() && person.is_at_form(message);
    if is_asking && person.dialogue.arrival(ctx.update) == Arrival::New {
        ctx.remove_location_button(person).await?;
        ctx.enter(Stage::Idle, None).await?;
    }
    Ok(())
}

async fn screen(ctx: &Context, user: &UserBody, page: SettingsPage) -> Handled<Screen> {
    let freezes = if page == SettingsPage::Freezes { freezes(ctx).await? } else { 0 };
    let screen = pages::page(user, page, Beside { freezes });
    Ok(screen.unwrap_or_else(|| views::settings::overview(user, ctx.now)))
}

/// The freezes of all habits.
async fn freezes(ctx: &Context) -> Handled<u32> {
    let active = ctx.api.list_habits(ctx.user, HabitStatus::Active).await?;
    Ok(active.habits.iter().map(|habit| u32::from(habit.progress.freezes)).sum())
}

/// What was set shows on the overview.
async fn set(ctx: &Context, message: MessageId, setting: Setting) -> Handled {
    let mut person = ctx.person().await?;
    let Some(patch) = patch(setting, person.user.today) else {
        return show_present(ctx, &person, message).await;
    };
    if setting == Setting::Reminders(Reminding::On) {
        // Somebody is there: what fell silent may speak again.
        ctx.api.put_user(ctx.user, &PutUser::default()).await?;
    }
    person.user = match ctx.api.patch_user(ctx.user, &patch).await {
        Ok(user) => user,
        Err(error) if is_invalid(&error) => return show_present(ctx, &person, message).await,
        Err(error) => return Err(error.into()),
    };
    ctx.toast(&views::settings::saved_toast(person.locale(), setting)).await;
    ctx.show(Spot::Message(message), &views::settings::overview(&person.user, ctx.now)).await?;
    if matches!(setting, Setting::Language(_)) && person.dialogue.stage.is_open() {
        // The open question goes on in the new language.
        stages::show_again(ctx, &person).await?;
    }
    Ok(())
}

/// The page is so old that what it offers is over.
async fn show_present(ctx: &Context, person: &Person, message: MessageId) -> Handled {
    ctx.toast(&views::help::old_button(person.locale())).await;
    ctx.show(Spot::Message(message), &views::settings::overview(&person.user, ctx.now)).await?;
    Ok(())
}

/// The change that a setting is; `None` for one that is over.
fn patch(setting: Setting, today: Date) -> Option<PatchUser> {
    let nothing = PatchUser::default();
    let patch = match setting {
        Setting::Language(locale) => PatchUser { locale: Some(locale), ..nothing },
        Setting::DayStart(start) => PatchUser { day_start: Some(start), ..nothing },
        Setting::FirstWeekday(day) => PatchUser { first_weekday: Some(day), ..nothing },
        Setting::QuietHours(hours) => PatchUser { quiet_hours: Some(hours), ..nothing },
        Setting::Digest(time) => PatchUser { digest_at: Some(time), ..nothing },
        Setting::Nudge(time) => PatchUser { nudge_at: Some(time), ..nothing },
        Setting::Pinned(pinning) => PatchUser { pinned_today: Some(pinning == Pinning::On), ..nothing },
        Setting::Reminders(reminding) => PatchUser { reminding: Some(reminding == Reminding::On), ..nothing },
        Setting::VacationThrough(day) if day < today => return None,
        Setting::VacationThrough(to) => {
            PatchUser { vacation: Some(Some(Days { from: today, to })), ..nothing }
        }
        Setting::NoVacation => PatchUser { vacation: Some(None), ..nothing },
        Setting::Freezes(freezing) => PatchUser { freezes: Some(freezing == Freezing::On), ..nothing },
    };
    Some(patch)
}
