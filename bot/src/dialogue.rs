//! Where a person is in the conversation. Kept through the API, so that a restart in the middle forgets nothing;
//! a state that cannot be read, of another version for instance, counts as none.

use core_shared::callback::{DraftField, TypedSetting};
use core_shared::contract::dialogues::DialogueBody;
use core_shared::contract::tokens::{CreateToken, TokenAccess};
use core_shared::domain::{HabitId, HabitName, Note, Schedule, TokenName};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::editing::{Deed, Field};
use crate::quick_add::Understood;
use crate::replies::{List, Said};

/// Updates of one batch have ids that are near to each other. Further back than this, an id is not old but
/// belongs to a new count, which Telegram begins after a week of silence.
const BATCH: i64 = 1000;

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Dialogue {
    /// The update that led here. It comes again when the bot died before it was confirmed.
    pub(crate) handled_update: i64,
    /// The message that shows this stage: only its buttons are good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) form: Option<i32>,
    #[serde(flatten)]
    pub(crate) stage: Stage,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub(crate) enum Stage {
    /// Nothing is going on.
    #[default]
    Idle,
    /// The zone is asked for; after it comes what they wanted.
    Zone { wish: Wish, asked: Asked },
    /// The name of a new habit is asked for.
    Name,
    /// Its days are asked for.
    Days { name: HabitName },
    /// Its reminder is asked for.
    Reminder { name: HabitName, schedule: Schedule },
    /// They wrote this out of the blue; is it a habit?
    Offer { name: HabitName },
    /// What was understood of a sentence is looked over.
    Draft {
        draft: Understood,
        /// What is asked; nothing when it only has to be saved.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        asked: Option<DraftField>,
    },
    /// How much a day had is asked for.
    Amount(HabitDay),
    /// A few words about a day are asked for.
    Note(HabitDay),
    /// The words are there, and it is asked what the day was.
    Noted { place: HabitDay, note: Note },
    /// A reply is there, and it is asked which habit it is about.
    Which { said: Said, about: Vec<HabitDay>, list: Option<List> },
    /// The habit was made.
    Saved { habit: HabitId },
    /// The name of a new token is asked for; this one is offered.
    TokenName { offered: TokenName },
    /// What it allows is asked for.
    TokenAccess { name: TokenName },
    /// For how long it is valid is asked for.
    TokenDays { name: TokenName, access: TokenAccess },
    /// It is being made.
    TokenMaking(Making),
    /// It was made and shown.
    TokenMade,
    /// A setting is asked for in words.
    Setting { setting: TypedSetting },
    /// The word that deletes everything is asked for.
    DeleteMe,
    /// Something about a habit is asked for in words. `etag` is the version that it was asked about, and `was` brings
    /// back what it was then.
    Edit {
        habit: HabitId,
        field: Field,
        etag: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was: Option<Deed>,
    },
    /// Something about a habit was changed; `back` brings back what was before.
    Changed { habit: HabitId, back: Deed },
    /// They left a form.
    Cancelled,
}

/// A token that is being made. Its secret is known to the message that shows it, and never kept here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Making {
    pub(crate) token: CreateToken,
    pub(crate) since: Timestamp,
    /// The message that the secret will be in, also when it has to be made again.
    pub(crate) shown_in: i32,
}

/// A day of a habit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct HabitDay {
    pub(crate) habit: HabitId,
    pub(crate) day: Date,
}

/// What goes on once the zone is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "to", rename_all = "snake_case")]
pub(crate) enum Wish {
    /// The first habit is offered.
    Begin,
    Today,
    /// A new habit, perhaps with what was written of it.
    New {
        #[serde(default, alias = "name", skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    },
    /// Only the zone was meant.
    Nothing,
}

/// By what the zone is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Asked {
    Clocks,
    /// Also by a button below the input field, which has to be taken away in the end.
    Location,
}

/// Whether an update was handled before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Arrival {
    New,
    /// It led to the present stage: that is shown again.
    Again,
    /// It was followed by others already: it is let go.
    LongAgo,
}

impl Stage {
    /// A question is open.
    pub(crate) fn is_open(&self) -> bool {
        match self {
            Self::Zone { .. }
            | Self::Name
            | Self::Days { .. }
            | Self::Reminder { .. }
            | Self::Amount(_)
            | Self::Note(_)
            | Self::Noted { .. }
            | Self::Which { .. }
            | Self::Offer { .. }
            | Self::Draft { .. }
            | Self::TokenName { .. }
            | Self::TokenAccess { .. }
            | Self::TokenDays { .. }
            | Self::TokenMaking(_)
            | Self::Setting { .. }
            | Self::DeleteMe
            | Self::Edit { .. } => true,
            Self::Idle | Self::Saved { .. } | Self::Changed { .. } | Self::TokenMade | Self::Cancelled => {
                false
            }
        }
    }
}

impl Dialogue {
    pub(crate) fn read(body: DialogueBody) -> Self {
        serde_json::from_value(body.state).unwrap_or_default()
    }

    pub(crate) fn body(&self) -> DialogueBody {
        let state = serde_json::to_value(self).expect("a dialogue is plain data");
        DialogueBody { state }
    }

    pub(crate) fn arrival(&self, update: i64) -> Arrival {
        match self.handled_update - update {
            0 => Arrival::Again,
            1..BATCH => Arrival::LongAgo,
            _ => Arrival::New,
        }
    }
}

#[cfg(test)]
mod tests {
    use core_shared::contract::dialogues::MAX_DIALOGUE_BYTES;
    use core_shared::contract::habits::PatchHabit;
    use core_shared::domain::{Proof, ProofFile, ProofKind};
    use core_shared::domain::{ReminderId, Tag};
    use serde_json::json;

    use crate::handlers::replies::MOST_ASKED_ABOUT;

    use super::*;
    use crate::quick_add;

    fn name() -> HabitName {
        HabitName::parse(&"🚀".repeat(HabitName::MAX_CHARS)).unwrap()
    }

    fn token_stages() -> Vec<Stage> {
        let name = TokenName::parse(&"🚀".repeat(TokenName::MAX_CHARS)).unwrap();
        let access = TokenAccess::Write;
        let token = CreateToken { name: name.clone(), access, valid_days: Some(365) };
        let since = "2026-11-20T12:00:00.123456789Z".parse().unwrap();
        vec![
            Stage::TokenName { offered: name.clone() },
            Stage::TokenAccess { name: name.clone() },
            Stage::TokenDays { name, access },
            Stage::TokenMaking(Making { token, since, shown_in: i32::MAX }),
            Stage::TokenMade,
        ]
    }

    /// As much as can be said in one sentence.
    fn draft() -> Stage {
        let every = (2..=40).map(|n| format!("every {n} days")).collect::<Vec<_>>().join(" ");
        let text: String = every.chars().take(quick_add::MAX_CHARS).collect();
        let draft = quick_add::understand(&text, "2026-11-20".parse().unwrap()).unwrap();
        let open = serde_json::to_string(&draft.open).unwrap();
        assert!(open.matches("every_n_days").count() > 15, "{open}");
        Stage::Draft { draft: draft.called(name()), asked: Some(DraftField::Days) }
    }

    fn place() -> HabitDay {
        HabitDay { habit: HabitId(i64::MAX), day: Date::MAX }
    }

    /// With the longest tags that a habit can have.
    fn edit_stages() -> Vec<Stage> {
        let tags = (0..Tag::MAX_PER_HABIT).map(|_| Tag::parse(&"🚀".repeat(Tag::MAX_CHARS)).unwrap());
        let patch = PatchHabit {
            name: Some(name()),
            goal: Some(None),
            tags: Some(Some(tags.collect())),
            ..PatchHabit::default()
        };
        let back = Deed::Patch { patch: Box::new(patch) };
        let (habit, etag) = (HabitId(i64::MAX), "x".repeat(34));
        vec![
            Stage::Edit { habit, field: Field::Name, etag: etag.clone(), was: Some(back.clone()) },
            Stage::Edit { habit, field: Field::ReminderTime(ReminderId(7)), etag, was: None },
            Stage::Changed { habit, back },
        ]
    }

    fn stages() -> Vec<Stage> {
        let wishes = [
            Wish::Begin,
            Wish::Today,
            Wish::New { text: Some("🚀".repeat(quick_add::MAX_CHARS)) },
            Wish::Nothing,
        ];
        let mut stages: Vec<_> =
            wishes.into_iter().map(|wish| Stage::Zone { wish, asked: Asked::Location }).collect();
        stages.extend([
            Stage::Idle,
            Stage::Name,
            Stage::Days { name: name() },
            Stage::Reminder { name: name(), schedule: Schedule::Daily {} },
            Stage::Offer { name: name() },
            draft(),
            Stage::Amount(place()),
            Stage::Which {
                said: Said {
                    words: Some(Note::parse(&"🚀".repeat(Note::MAX_CHARS)).unwrap()),
                    proof: Some(Proof {
                        kind: ProofKind::VideoNote,
                        file: ProofFile::parse(&"A".repeat(ProofFile::MAX_CHARS)).unwrap(),
                    }),
                },
                about: vec![place(); MOST_ASKED_ABOUT],
                list: Some(List { message: i32::MAX, page: u16::MAX }),
            },
            Stage::Note(place()),
            Stage::Noted { place: place(), note: Note::parse(&"🚀".repeat(Note::MAX_CHARS)).unwrap() },
            Stage::Saved { habit: HabitId(7) },
            Stage::DeleteMe,
            Stage::Cancelled,
        ]);
        stages.extend(token_stages());
        stages.extend(TypedSetting::ALL.map(|setting| Stage::Setting { setting }));
        stages.extend(edit_stages());
        stages
    }

    #[test]
    fn every_stage_is_read_as_it_was_kept_and_fits() {
        for stage in stages() {
            let dialogue = Dialogue { handled_update: i64::from(u32::MAX), form: Some(i32::MAX), stage };
            let body = dialogue.body();
            assert!(serde_json::to_vec(&body.state).unwrap().len() < MAX_DIALOGUE_BYTES);
            assert_eq!(Dialogue::read(body), dialogue);
        }
    }

    #[test]
    fn a_state_that_cannot_be_read_counts_as_none() {
        for state in
            [json!(null), json!({}), json!({"stage": "poetry", "handled_update": 1}), json!([1]), json!("x")]
        {
            assert_eq!(Dialogue::read(DialogueBody { state }), Dialogue::default());
        }
    }

    #[test]
    fn an_update_that_comes_again_is_known_and_a_new_count_is_new() {
        let dialogue = Dialogue { handled_update: 5000, ..Dialogue::default() };
        assert_eq!(dialogue.arrival(5001), Arrival::New);
        assert_eq!(dialogue.arrival(5000), Arrival::Again);
        assert_eq!(dialogue.arrival(4999), Arrival::LongAgo);
        assert_eq!(dialogue.arrival(17), Arrival::New);
    }
}
