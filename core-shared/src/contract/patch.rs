//! Fields of a merge-patch: absent means "leave as it is", an explicit null takes away what can be taken away and is
//! an error where a value is needed.

use serde::{Deserialize, Deserializer};

/// Reads a field that is there, refusing null. Use with `#[serde(default)]` for the absent one.
pub(super) fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// Reads a field that is there; null is `Some(None)`. Use with `#[serde(default)]` for the absent one.
#[expect(clippy::option_option, reason = "absent, null and a value are three different wishes")]
pub(super) fn nullable<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

#[cfg(test)]
mod tests {
    use crate::contract::habits::PatchHabit;
    use crate::contract::users::PatchUser;

    #[test]
    fn an_absent_field_is_left_alone_and_null_is_refused() {
        assert_eq!(serde_json::from_str::<PatchUser>("{}").unwrap(), PatchUser::default());
        assert!(serde_json::from_str::<PatchUser>(r#"{"zone":null}"#).is_err());
    }

    #[test]
    fn null_takes_away_what_need_not_be_there() {
        let patch = |json| serde_json::from_str::<PatchHabit>(json).unwrap();
        assert_eq!(patch("{}").target, None);
        assert_eq!(patch(r#"{"target":null}"#).target, Some(None));
        assert_eq!(serde_json::to_string(&patch(r#"{"target":null}"#)).unwrap(), r#"{"target":null}"#);
        assert!(patch(r#"{"target":{"days":21}}"#).target.flatten().is_some());
    }
}
