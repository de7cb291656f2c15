//! Where somebody lives: by their clock, by a city they name, or by a location they share. What they wanted before
//! they were asked goes on afterwards.

use core_shared::contract::users::PatchUser;
use core_shared::domain::{MinuteOfDay, Zone};
use teloxide::types::MessageId;

use crate::context::{Context, Person, Spot};
use crate::dialogue::{Arrival, Asked, Stage, Wish};
use crate::handlers::{quick_add, stages, today};
use crate::places::{self, ClockChoice, Place};
use crate::trouble::Handled;
use crate::views;
use crate::views::zone::Next;

/// A clock that was typed may be so many minutes off.
const TOLERANCE: i32 = 7;

/// Two clocks show the same time a day apart; more there are not.
const SAME_TIME: usize = 2;

pub(crate) async fn command(ctx: &Context) -> Handled {
    let person = ctx.person().await?;
    match person.dialogue.arrival(ctx.update) {
        Arrival::New => {
            ctx.close_form(&person).await?;
            stages::ask_zone(ctx, &person, Wish::Nothing).await
        }
        Arrival::Again => stages::show_again(ctx, &person).await,
        Arrival::LongAgo => Ok(()),
    }
}

/// Back to the clocks, in place.
pub(crate) async fn show_clocks(ctx: &Context, message: MessageId) -> Handled {
    let person = ctx.person().await?;
    ctx.acknowledge().await;
    ctx.show(Spot::Message(message), &stages::clocks_screen(ctx, &person)).await?;
    if !person.dialogue.stage.is_open() && person.dialogue.arrival(ctx.update) == Arrival::New {
        // Now a city may be typed as well.
        ctx.enter(Stage::Zone { wish: Wish::Nothing, asked: Asked::Clocks }, Some(message)).await?;
    }
    Ok(())
}

/// The clocks on a message of the settings. A question elsewhere is left, but what was wished for before the zone was
/// asked for still goes on.
pub(crate) async fn open_in(ctx: &Context, message: MessageId) -> Handled {
    let person = ctx.person().await?;
    ctx.acknowledge().await;
    if let Some(handled) = stages::handled_before(ctx, &person).await {
        return handled;
    }
    ctx.close_form_elsewhere(&person, message).await?;
    let wish = match person.dialogue.stage {
        Stage::Zone { ref wish, .. } => wish.clone(),
        _ => Wish::Nothing,
    };
    let shown = ctx.show(Spot::Message(message), &stages::clocks_screen(ctx, &person)).await?;
    ctx.enter(Stage::Zone { wish, asked: Asked::Clocks }, Some(shown)).await
}

/// One's own clock: the places that have it. A clock that nobody sees any more, because the season changed since the
/// button was made, leads back to the present ones.
pub(crate) async fn show_places(ctx: &Context, message: MessageId, offset_minutes: i16) -> Handled {
    let person = ctx.person().await?;
    ctx.acknowledge().await;
    let clock = places::clocks(ctx.now).into_iter().find(|clock| clock.offset_minutes == offset_minutes);
    let screen = match clock {
        Some(clock) => {
            let found = places::places_at(offset_minutes, ctx.now, person.locale());
            views::zone::places(person.locale(), clock.local, &found)
        }
        None => stages::clocks_screen(ctx, &person),
    };
    ctx.show(Spot::Message(message), &screen).await?;
    Ok(())
}

/// A place was tapped.
pub(crate) async fn chosen(ctx: &Context, message: MessageId, zone: &str) -> Handled {
    let person = ctx.person().await?;
    let Ok(zone) = Zone::parse(zone) else {
        return ctx.say_button_is_old(person.locale(), message).await;
    };
    ctx.acknowledge().await;
    settle(ctx, person, zone, Spot::Message(message)).await
}

/// A city was typed while the zone was asked for.
pub(crate) async fn typed(ctx: &Context, person: Person, text: &str) -> Handled {
    let locale = person.locale();
    let found = places::find(text);
    if let [place] = found[..] {
        return match Zone::parse(place.zone) {
            Ok(zone) => settle(ctx, person, zone, Spot::NewMessage).await,
            Err(_) => Ok(ctx.show(Spot::NewMessage, &views::zone::unknown(locale, text)).await.map(drop)?),
        };
    }
    let screen = if let Some((clock, places)) = at_typed_clock(ctx, &person, text) {
        views::zone::places(locale, clock.local, &places)
    } else if found.is_empty() {
        views::zone::unknown(locale, text)
    } else {
        views::zone::several(locale, &found)
    };
    ctx.show(Spot::NewMessage, &screen).await?;
    Ok(())
}

/// Asked for their clock, some write what it shows.
fn at_typed_clock(ctx: &Context, person: &Person, text: &str) -> Option<(ClockChoice, Vec<&'static Place>)> {
    let time = crate::typed_time::parse(text)?;
    let clocks: Vec<ClockChoice> = places::clocks(ctx.now)
        .into_iter()
        .filter(|clock| minutes_apart(*clock, time) <= TOLERANCE)
        .take(SAME_TIME)
        .collect();
    let at = |clock: &ClockChoice| places::places_at(clock.offset_minutes, ctx.now, person.locale());
    let places = clocks.iter().flat_map(at).collect();
    clocks.first().map(|clock| (*clock, places))
}

fn minutes_apart(clock: ClockChoice, time: MinuteOfDay) -> i32 {
    const DAY: i32 = 24 * 60;
    let shown = i32::from(clock.local.hour()) * 60 + i32::from(clock.local.minute());
    let apart = (shown - i32::from(time.minutes())).rem_euclid(DAY);
    apart.min(DAY - apart)
}

/// Shows the button that shares the location. It is a keyboard of its own, so it comes in another message.
pub(crate) async fn ask_location(ctx: &Context, message: MessageId) -> Handled {
    let person = ctx.person().await?;
    ctx.acknowledge().await;
    if person.dialogue.arrival(ctx.update) != Arrival::New {
        return Ok(());
    }
    let wish = match person.dialogue.stage {
        Stage::Zone { ref wish, .. } => wish.clone(),
        _ => Wish::Nothing,
    };
    let (text, label) = views::zone::ask_location(person.locale());
    ctx.chat.ask_location(&text, label).await?;
    ctx.enter(Stage::Zone { wish, asked: Asked::Location }, Some(message)).await
}

/// A location was shared: asked for, it is the answer; unasked, it is a question.
pub(crate) async fn located(ctx: &Context, latitude: f64, longitude: f64) -> Handled {
    let person = ctx.person().await?;
    match person.dialogue.arrival(ctx.update) {
        Arrival::LongAgo => return Ok(()),
        Arrival::Again => return stages::show_again(ctx, &person).await,
        Arrival::New => {}
    }
    let locale = person.locale();
    let Some(zone) = zone_at(latitude, longitude).await else {
        ctx.show(Spot::NewMessage, &views::zone::unknown_location(locale)).await?;
        return Ok(());
    };
    if matches!(person.dialogue.stage, Stage::Zone { .. }) {
        return settle(ctx, person, zone, Spot::NewMessage).await;
    }
    ctx.show(Spot::NewMessage, &views::zone::offer(locale, &zone, ctx.now)).await?;
    Ok(())
}

/// Looking at the map for the first time takes a moment of computing.
async fn zone_at(latitude: f64, longitude: f64) -> Option<Zone> {
    let found = tokio::task::spawn_blocking(move || places::at_location(latitude, longitude)).await;
    Zone::parse(found.ok().flatten()?).ok()
}

/// Keeps the zone, says so, and goes on with what was wanted.
async fn settle(ctx: &Context, person: Person, zone: Zone, spot: Spot) -> Handled {
    if person.dialogue.arrival(ctx.update) == Arrival::LongAgo {
        return Ok(());
    }
    let user =
        ctx.api.patch_user(ctx.user, &PatchUser { zone: Some(zone.clone()), ..PatchUser::default() }).await?;
    if person.dialogue.arrival(ctx.update) == Arrival::Again {
        return stages::show_again(ctx, &person).await;
    }
    let Stage::Zone { wish, asked } = person.dialogue.stage.clone() else {
        // Another form is open, or none: it stays as it is.
        ctx.show(spot, &views::zone::saved(user.locale, &zone, ctx.now, Next::Elsewhere)).await?;
        return Ok(());
    };
    if asked == Asked::Location {
        ctx.chat.remove_location_button(&views::zone::location_thanks(user.locale)).await?;
    }
    strip_other_form(ctx, &person, spot).await?;
    let next = if wish == Wish::Begin { Next::FirstHabit } else { Next::Elsewhere };
    ctx.show(spot, &views::zone::saved(user.locale, &zone, ctx.now, next)).await?;
    let person = Person { user, ..person };
    go_on(ctx, &person, wish).await
}

/// The clocks have had their answer when it was given elsewhere.
async fn strip_other_form(ctx: &Context, person: &Person, spot: Spot) -> Handled {
    let form = person.dialogue.form.map(MessageId);
    if let Some(form) = form.filter(|form| spot != Spot::Message(*form)) {
        ctx.chat.strip(form).await?;
    }
    Ok(())
}

async fn go_on(ctx: &Context, person: &Person, wish: Wish) -> Handled {
    match wish {
        Wish::Begin | Wish::Nothing => ctx.enter(Stage::Idle, None).await,
        Wish::Today => {
            today::send(ctx).await?;
            ctx.enter(Stage::Idle, None).await
        }
        Wish::New { text } => quick_add::open(ctx, person, text.as_deref()).await,
    }
}
