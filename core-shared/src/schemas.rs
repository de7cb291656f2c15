//! How values are written that are more than their Rust type: the one place where the OpenAPI document learns what
//! `parse` takes. `cargo xtask fuzz` holds the two together, in both directions.

use utoipa::openapi::schema::{AdditionalProperties, Schema, Type};
use utoipa::openapi::{ArrayBuilder, Object, ObjectBuilder, OneOfBuilder, RefOr};
use utoipa::{PartialSchema, ToSchema};

use crate::contract::Secret;
use crate::contract::calls::{CallBody, CallHeaders, CallUrl};
use crate::contract::keys::KeyName;
use crate::contract::tasks::DedupKey;
use crate::domain::snooze::SnoozeFields;
use crate::domain::{
    Amount, DayStart, HabitName, MessageText, MinuteOfDay, MonthDays, NagMinutes, Note, ProofFile, Snooze,
    Tag, TargetDays, TokenName, Unit, Weekday, Weekdays, Zone,
};

macro_rules! written {
    ($($name:ty => $schema:expr;)*) => {$(
        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                $schema.into()
            }
        }

        impl ToSchema for $name {}
    )*};
}

written! {
    Amount => number("With at most 3 decimal places.", 0, 1_000_000_000)
        .schema_type(Type::Number)
        .multiple_of(Some(0.001));
    CallBody => text("At most 256 KiB of UTF-8, without NUL.", r"^[^\u0000]*$").max_length(Some(CallBody::MAX_BYTES));
    CallHeaders => ObjectBuilder::new()
        .description(Some("At most 20; none that says where the call goes, how long it is or who we are."))
        .property_names(Some(text("A token of RFC 9110.", r"^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$")))
        .max_properties(Some(CallHeaders::MAX))
        .additional_properties(Some(AdditionalProperties::from(header_value())));
    CallUrl => text("`http` or `https`, to a host that the operator allows.", r"^https?://[^/\s]")
        .max_length(Some(CallUrl::MAX_CHARS))
        .examples(["https://hooks.example.org/habits"]);
    DayStart => text("When a day begins: HH:MM from 00:00 to 12:00.", "^((0[0-9]|1[01]):[0-5][0-9]|12:00)$")
        .examples(["03:00"]);
    DedupKey => text("1 to 200 visible ASCII characters.", "^[!-~]{1,200}$").examples(["invoice/17"]);
    HabitName => line(HabitName::MAX_CHARS).examples(["Read 20 pages"]);
    KeyName => text(
        "1 to 64 lower-case letters, digits and hyphens, beginning with a letter.",
        "^[a-z][a-z0-9-]{0,63}$",
    )
    .examples(["billing"]);
    MessageText => text(
        "Plain text, shown exactly as it is. No control characters but `\\n` and `\\t`.",
        &format!("^{IN_MESSAGE}*{SEEN_IN_MESSAGE}{IN_MESSAGE}*$"),
    )
    .min_length(Some(1))
    .max_length(Some(MessageText::MAX_CHARS));
    MinuteOfDay => text("HH:MM from 00:00 to 23:59.", "^([01][0-9]|2[0-3]):[0-5][0-9]$").examples(["21:00"]);
    MonthDays => ArrayBuilder::new()
        .description(Some("1 to 31 and \"last\"."))
        .items(date_of_a_month())
        .min_items(Some(1));
    NagMinutes => number("Minutes.", i64::from(NagMinutes::LEAST), i64::from(NagMinutes::MOST));
    Note => text(
        "Text with something to be seen in it, without control characters but line breaks and tabs.",
        &format!("^{WHITE}*{IN_NOTE}*{SEEN}{IN_NOTE}*{WHITE}*$"),
    )
    .min_length(Some(1))
    .max_length(Some(Note::MAX_CHARS));
    ProofFile => text("The id of a file at the messenger.", "^[A-Za-z0-9_-]{1,255}$").examples(["AgACAgIAAxkBAAIB"]);
    Secret => ObjectBuilder::new().schema_type(Type::String).description(Some("Shown this once."));
    SnoozeFields => OneOfBuilder::new()
        .description(Some("In so many minutes, or at a time: one of the two."))
        .item(snooze("minutes", number("From now.", 1, Snooze::MOST_MINUTES.into()), "until"))
        .item(snooze("until", text("`evening`, `tomorrow`, or a time of day.", UNTIL).examples(["evening"]), "minutes"));
    Tag => line(Tag::MAX_CHARS).examples(["home"]);
    TargetDays => number("Days.", 1, 3650).examples([21]);
    TokenName => line(TokenName::MAX_CHARS).examples(["Home Assistant"]);
    Unit => line(Unit::MAX_CHARS).examples(["glasses"]);
    Weekdays => ArrayBuilder::new()
        .items(Weekday::schema())
        .min_items(Some(1));
    Zone => text("An IANA zone.", "^[A-Za-z][A-Za-z0-9_+/-]*$").examples(["Europe/Berlin"]);
}

const UNTIL: &str = "^(evening|tomorrow|([01][0-9]|2[0-3]):[0-5][0-9])$";

/// What is cut off on both sides of a text.
const WHITE: &str = r"[\u0009-\u000d\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]";

/// What may stand in one line: no control characters, and none that turns the direction of writing.
const IN_LINE: &str = r"[^\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]";

/// What may stand in a message: it may turn its direction.
const IN_MESSAGE: &str = r"[^\u0000-\u0008\u000b-\u001f\u007f-\u009f]";

/// What can be seen of a message.
const SEEN_IN_MESSAGE: &str = r"[^\u0000-\u0020\u007f-\u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028\u2029\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0]";

/// The same as in a line, with line breaks and tabs.
const IN_NOTE: &str = r"[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]";

/// What can be seen: neither of those, nor what takes no room on the screen.
const SEEN: &str = r"[^\u0000-\u0020\u007f-\u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0]";

fn text(description: &str, pattern: &str) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String).description(Some(description)).pattern(Some(pattern))
}

/// One line of a person's own words.
fn line(max: usize) -> ObjectBuilder {
    text(
        "One line with something to be seen in it.",
        &format!("^{WHITE}*{IN_LINE}*{SEEN}{IN_LINE}*{WHITE}*$"),
    )
    .min_length(Some(1))
    .max_length(Some(max))
}

fn number(description: &str, least: i64, most: i64) -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(Type::Integer)
        .description(Some(description))
        .minimum(Some(least))
        .maximum(Some(most))
}

fn header_value() -> ObjectBuilder {
    text("Visible ASCII.", r"^[\u0009\u0020-\u007e]*$").max_length(Some(CallHeaders::MAX_VALUE))
}

fn date_of_a_month() -> OneOfBuilder {
    let last = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(["last"]));
    OneOfBuilder::new().item(number("The date.", 1, 31)).item(last)
}

/// One field of a snooze; the other may be there as a null.
fn snooze(name: &str, value: ObjectBuilder, other: &str) -> Object {
    ObjectBuilder::new()
        .property(name, value)
        .property(other, ObjectBuilder::new().schema_type(Type::Null))
        .required(name)
        .additional_properties(Some(AdditionalProperties::<Schema>::FreeForm(false)))
        .build()
}
