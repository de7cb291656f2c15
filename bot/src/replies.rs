//! Replies: what a person answers to a message of the bot by writing below it, and which days of which habits that
//! message is about. Its own buttons say so.

use core_shared::callback::{Callback, ReminderRef, Surface};
use core_shared::domain::{Note, Proof, ProofFile, ProofKind};
use serde::{Deserialize, Serialize};
use teloxide::types::{InlineKeyboardButtonKind, Message};

use crate::dialogue::HabitDay;

/// Words, a proof, or a proof with words below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Said {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) words: Option<Note>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) proof: Option<Proof>,
}

/// A message that is asked in, with the page that it shows when it is a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct List {
    pub(crate) message: i32,
    pub(crate) page: u16,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reply {
    /// What the message asks about, each habit once.
    pub(crate) about: Vec<HabitDay>,
    pub(crate) list: Option<List>,
    /// `None` when there is more than can be kept.
    pub(crate) said: Option<Said>,
}

/// `None` when it is no reply to a message that asks about days, or not with words or a proof.
pub(crate) fn read(message: &Message) -> Option<Reply> {
    let to = message.reply_to_message()?;
    to.from.as_ref().filter(|from| from.is_bot)?;
    let (about, list) = asked_in(to)?;
    let proof = proof_of(message);
    let words = message.text().or(message.caption());
    if proof.is_none() && message.text().is_none() {
        return None;
    }
    let said = match words.map(Note::parse).transpose() {
        Ok(words) => Some(Said { words, proof }),
        Err(_) => None,
    };
    Some(Reply { about, list, said })
}

fn asked_in(message: &Message) -> Option<(Vec<HabitDay>, Option<List>)> {
    let mut about: Vec<HabitDay> = Vec::new();
    let mut list = None;
    let buttons = message.reply_markup()?.inline_keyboard.iter().flatten();
    for button in buttons {
        let InlineKeyboardButtonKind::CallbackData(data) = &button.kind else { continue };
        let Some((place, surface)) = Callback::decode(data).ok().as_ref().and_then(asks_about) else {
            continue;
        };
        if !about.iter().any(|known| known.habit == place.habit) {
            about.push(place);
        }
        if let Some(Surface::Today { page }) = surface {
            list = Some(List { message: message.id.0, page });
        }
    }
    (!about.is_empty()).then_some((about, list))
}

/// The day that a button of a reminder, of a list or of a menu is about.
fn asks_about(callback: &Callback) -> Option<(HabitDay, Option<Surface>)> {
    match *callback {
        Callback::Check { surface: Surface::Card | Surface::LeftOpen { .. }, .. }
        | Callback::Add { surface: Surface::Card | Surface::LeftOpen { .. }, .. } => None,
        Callback::Check { habit, day, surface, .. } | Callback::Add { habit, day, surface } => {
            Some((HabitDay { habit, day }, Some(surface)))
        }
        Callback::SnoozeMenu(ReminderRef { habit, day, .. })
        | Callback::Reminder(ReminderRef { habit, day, .. })
        | Callback::Snooze { reminder: ReminderRef { habit, day, .. }, .. } => {
            Some((HabitDay { habit, day }, None))
        }
        _ => None,
    }
}

/// The name of what was sent, and never the thing itself.
fn proof_of(message: &Message) -> Option<Proof> {
    let largest = message.photo().and_then(|sizes| sizes.iter().max_by_key(|size| size.width));
    let photo = largest.map(|photo| (ProofKind::Photo, &photo.file));
    let voice = || message.voice().map(|voice| (ProofKind::Voice, &voice.file));
    let video = || message.video_note().map(|video| (ProofKind::VideoNote, &video.file));
    let (kind, file) = photo.or_else(voice).or_else(video)?;
    Some(Proof { kind, file: ProofFile::parse(&file.id.0).ok()? })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn reply(buttons: &[&str], sent: &Value) -> Option<Reply> {
        let bot = json!({"id": 1, "is_bot": true, "first_name": "Habits"});
        let chat = json!({"id": 7, "type": "private", "first_name": "Anna"});
        let rows: Vec<_> = buttons.iter().map(|data| json!([{"text": "x", "callback_data": data}])).collect();
        let mut message = json!({
            "message_id": 9, "date": 0, "chat": chat,
            "from": {"id": 7, "is_bot": false, "first_name": "Anna"},
            "reply_to_message": {
                "message_id": 8, "date": 0, "chat": chat, "from": bot, "text": "Read",
                "reply_markup": {"inline_keyboard": rows},
            },
        });
        message.as_object_mut().unwrap().extend(sent.as_object().unwrap().clone());
        read(&serde_json::from_value(message).unwrap())
    }

    fn said(sent: &Value) -> Said {
        reply(&["c.1.20261120.d.r5"], sent).unwrap().said.unwrap()
    }

    #[test]
    fn of_a_recording_only_its_name_and_kind_are_known() {
        let file = |more: &Value| {
            let mut file = json!({"file_id": "AwAC", "file_unique_id": "AQ", "duration": 3, "file_size": 9});
            file.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            file
        };
        let kind = |sent: Value| said(&sent).proof.map(|proof| (proof.kind, proof.file.to_string()));
        assert_eq!(
            kind(json!({"voice": file(&json!({"mime_type": "audio/ogg"}))})),
            Some((ProofKind::Voice, "AwAC".to_owned()))
        );
        assert_eq!(
            kind(json!({"video_note": file(&json!({"length": 240}))})),
            Some((ProofKind::VideoNote, "AwAC".to_owned()))
        );
    }

    #[test]
    fn a_message_is_about_the_days_that_its_buttons_mark() {
        let about = |buttons: &[&str]| {
            let found = reply(buttons, &json!({"text": "5"}));
            found.map(|reply| reply.about.iter().map(|place| place.habit.0).collect::<Vec<_>>())
        };
        let word = "dm.1.20261119";
        assert_eq!(about(&["c.1.20261120.d.t2", "b.1.20261120.t2", "c.2.20261120.c.t2"]), Some(vec![1, 2]));
        assert_eq!(about(&["z.1.20261120.5.10", "r.1.20261120.5"]), Some(vec![1]));
        assert_eq!(about(&["c.1.20261120.d.g5", "c.3.20261120.d.g5", "m.5"]), Some(vec![1, 3]));
        assert_eq!(about(&["c.1.20261120.d.d", word]), Some(vec![1]));
        for other in ["c.1.20261120.d.k", "c.1.20261120.d.o20261113", word, "n", "poetry"] {
            assert_eq!(about(&[other]), None, "{other}");
        }
        assert_eq!(about(&[]), None);
    }

    #[test]
    fn the_list_that_was_replied_to_is_known_with_its_page() {
        let list = |button: &str| reply(&[button], &json!({"text": "5"})).unwrap().list;
        assert_eq!(list("c.1.20261120.d.t2"), Some(List { message: 8, page: 2 }));
        assert_eq!(list("c.1.20261120.d.r5"), None);
    }
}
