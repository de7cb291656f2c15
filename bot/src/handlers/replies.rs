//! A reply to a message that asks about days: a number is an amount, other words are a note, and a picture, a voice or a
//! video message is a proof that it was done. Below several habits it asks which one is meant.

use core_shared::contract::executions::{PatchExecution, PutExecution};
use core_shared::domain::{Answer, Note};
use core_shared::screen::Screen;
use teloxide::types::MessageId;

use crate::context::{Context, Person, Spot};
use crate::dialogue::{HabitDay, Stage};
use crate::handlers::day_menu::{self, Found};
use crate::handlers::{stages, today};
use crate::replies::{List, Reply, Said};
use crate::trouble::{Handled, is_invalid, is_not_found};
use crate::typed_amount;
use crate::views::{self, help};

/// More habits are not offered: a message that asks about so many is a list without pages, of another version.
pub(crate) const MOST_ASKED_ABOUT: usize = 20;

pub(crate) async fn said(ctx: &Context, reply: Reply) -> Handled {
    let person = ctx.person().await?;
    if let Some(handled) = stages::handled_before(ctx, &person).await {
        return handled;
    }
    let Some(said) = reply.said else {
        ctx.show(Spot::NewMessage, &views::day_menu::too_long(person.locale())).await?;
        return Ok(());
    };
    match reply.about[..] {
        [place] => take(ctx, &person, place, said, reply.list, Spot::NewMessage).await,
        _ => ask(ctx, &person, said, reply.about, reply.list).await,
    }
}

async fn ask(
    ctx: &Context,
    person: &Person,
    said: Said,
    mut about: Vec<HabitDay>,
    list: Option<List>,
) -> Handled {
    about.truncate(MOST_ASKED_ABOUT);
    ctx.close_form(person).await?;
    let message = ctx.show(Spot::NewMessage, &which_screen(ctx, &about).await?).await?;
    ctx.enter(Stage::Which { said, about, list }, Some(message)).await
}

/// The habits that a reply can be about, by their names.
pub(crate) async fn which_screen(ctx: &Context, about: &[HabitDay]) -> Handled<Screen> {
    let day = about.first().map(|place| place.day);
    let listed = match day {
        Some(day) => today::load(ctx, day).await?,
        None => ctx.api.get_today(ctx.user).await?,
    };
    Ok(views::day_menu::which(&listed, about))
}

/// The habit was chosen.
pub(crate) async fn chosen(ctx: &Context, message: MessageId, place: HabitDay) -> Handled {
    let person = ctx.person().await?;
    if !person.is_at_form(message) {
        return ctx.say_button_is_old(person.locale(), message).await;
    }
    ctx.acknowledge().await;
    if let Some(handled) = stages::handled_before(ctx, &person).await {
        return handled;
    }
    match person.dialogue.stage.clone() {
        Stage::Which { said, about, list } if about.contains(&place) => {
            take(ctx, &person, place, said, list, Spot::Message(message)).await
        }
        _ => stages::show_again(ctx, &person).await,
    }
}

/// Notes what was said of the day, shows the day with it, and the list as it is now.
async fn take(
    ctx: &Context,
    person: &Person,
    place: HabitDay,
    said: Said,
    list: Option<List>,
    spot: Spot,
) -> Handled {
    let Some(found) = day_menu::find(ctx, place).await? else {
        ctx.show(spot, &help::habit_gone_screen(person.locale())).await?;
        return settled(ctx, spot).await;
    };
    let told = match deed(&found, said) {
        Deed::Put(put) => ctx.api.put_execution(ctx.user, place.habit, place.day, &put).await.map(drop),
        Deed::Note(note) => {
            let patch = PatchExecution { note: Some(Some(note.clone())), proof: None };
            match ctx.api.patch_execution(ctx.user, place.habit, place.day, &patch).await {
                Err(error) if is_not_found(&error) => {
                    if spot == Spot::NewMessage {
                        ctx.close_form(person).await?;
                    }
                    return day_menu::ask_on(ctx, person, Stage::Noted { place, note }, spot).await;
                }
                other => other.map(drop),
            }
        }
        Deed::Patch(patch) => {
            ctx.api.patch_execution(ctx.user, place.habit, place.day, &patch).await.map(drop)
        }
    };
    match told {
        Ok(()) => {}
        // The day is none that can be marked now: who flies west is asked about a day that is still to come.
        Err(error) if is_not_found(&error) || is_invalid(&error) => {
            ctx.show(spot, &views::day_menu::no_such_day(person.locale())).await?;
            return settled(ctx, spot).await;
        }
        Err(error) => return Err(error.into()),
    }
    let Some(found) = day_menu::find(ctx, place).await? else { return settled(ctx, spot).await };
    ctx.show(spot, &views::day_menu::menu(&found.on(&person.user))).await?;
    if let Some(list) = list {
        redraw(ctx, list, place).await?;
    }
    settled(ctx, spot).await
}

/// The question which habit is meant is answered, where there was one. Not earlier: until then the reply is kept there.
async fn settled(ctx: &Context, spot: Spot) -> Handled {
    match spot {
        Spot::Message(_) => ctx.enter(Stage::Idle, None).await,
        Spot::NewMessage => Ok(()),
    }
}

/// What a reply comes to.
enum Deed {
    Put(PutExecution),
    /// About a day that may not be marked yet.
    Note(Note),
    /// About one that is.
    Patch(PatchExecution),
}

fn deed(found: &Found, Said { words, proof }: Said) -> Deed {
    let goal = found.habit.goal.as_ref();
    let amount = goal.zip(words.as_ref()).and_then(|(goal, words)| typed_amount::parse(words.as_str(), goal));
    let note = words.filter(|_| amount.is_none());
    match (amount, proof, note) {
        (None, None, Some(note)) => Deed::Note(note),
        (None, Some(proof), note) if found.execution.is_some() => {
            Deed::Patch(PatchExecution { note: note.map(Some), proof: Some(Some(proof)) })
        }
        (amount, proof, note) => Deed::Put(PutExecution {
            amount,
            note: note.map(Some),
            proof: proof.map(Some),
            ..Answer::Done.into()
        }),
    }
}

async fn redraw(ctx: &Context, list: List, place: HabitDay) -> Handled {
    let body = today::load(ctx, place.day).await?;
    ctx.show(Spot::Message(MessageId(list.message)), &views::today::today(&body, list.page)).await?;
    Ok(())
}
