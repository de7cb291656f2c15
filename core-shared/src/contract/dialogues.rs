//! Dialogues: where a person is in a conversation with a bot, kept so that a restart forgets nothing.

use serde::{Deserialize, Serialize};

/// The largest state that is kept, in bytes of JSON.
pub const MAX_DIALOGUE_BYTES: usize = 8 * 1024;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DialogueBody {
    /// The state in the bot's own terms; null when no dialogue is going on.
    #[cfg_attr(feature = "openapi", schema(value_type = serde_json::Value))]
    pub state: serde_json::Value,
}
