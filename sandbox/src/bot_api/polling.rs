//! getUpdates: a long poll in real time. A later offset confirms; a newer call ends an older one.

use std::time::Duration;

use serde_json::{Value, json};

use super::{Outcome, parameters::Params};
use crate::{refusal::Refused, world::World};

/// The server answers after this long at most, whatever the bot asks for.
const LONGEST_WAIT: Duration = Duration::from_secs(50);
const MOST_UPDATES: i64 = 100;

pub(super) async fn get_updates(world: &World, params: &Params) -> Outcome {
    let offset = params.integer("offset").unwrap_or_default();
    let limit = match params.integer("limit") {
        Some(limit) if (1..=MOST_UPDATES).contains(&limit) => limit,
        _ => MOST_UPDATES,
    };
    let limit = usize::try_from(limit).expect("the limit is between 1 and 100");
    let seconds = u64::try_from(params.integer("timeout").unwrap_or_default()).unwrap_or_default();
    let allowed: Option<Vec<String>> = params.structure("allowed_updates")?;

    let turn = world.change(|state, _| {
        if state.webhook.is_some() {
            return Err(Refused::webhook_is_set());
        }
        if let Some(kinds) = allowed {
            state.updates.allowed = (!kinds.is_empty()).then_some(kinds);
        }
        state.updates.poller += 1;
        let first = state.updates.ask(offset, limit);
        Ok((state.updates.poller, first))
    });
    let (turn, first) = turn?;
    if !first.is_empty() || seconds == 0 {
        return Ok(json!(first));
    }
    let wait = Duration::from_secs(seconds).min(LONGEST_WAIT);
    tokio::time::timeout(wait, next(world, turn, limit)).await.unwrap_or_else(|_| Ok(json!([])))
}

/// Waits for updates, for a newer poller, or for the sandbox to stop.
async fn next(world: &World, turn: u64, limit: usize) -> Outcome {
    let waiting = world.until(|state| {
        if state.updates.poller != turn {
            return Some(Err(Refused::other_poller()));
        }
        // Waiting updates stay where they are: only the next call's offset confirms them.
        (state.updates.count() > 0).then_some(Ok(()))
    });
    tokio::select! {
        outcome = waiting => outcome?,
        () = world.stopping.cancelled() => return Ok(Value::Array(Vec::new())),
    }
    let updates = world.read(|state| state.updates.first(limit));
    Ok(json!(updates))
}
