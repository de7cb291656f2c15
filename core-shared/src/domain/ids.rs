//! Identifiers. A newtype each, so that a habit is never looked up by a reminder's number.

use std::fmt;
use std::num::ParseIntError;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "sqlx", derive(sqlx::Type), sqlx(transparent))]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = ParseIntError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
}

id! {
    /// A person: **is** the Telegram user id, and in a private chat also the chat id.
    UserId
}
id! {
    /// A habit of one user.
    HabitId
}
id! {
    /// A time of day at which a habit asks to be done.
    ReminderId
}
id! {
    /// One outgoing message.
    DeliveryId
}
id! {
    /// Something that has happened to a user.
    EventId
}
id! {
    /// Work that a service has queued.
    TaskId
}
id! {
    /// What a service shows to be let in.
    KeyId
}
id! {
    /// What a person's own program shows to be let in.
    TokenId
}
