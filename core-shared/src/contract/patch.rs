//! Fields of a merge-patch: absent means "leave as it is"; an explicit null is an error where a value is needed.

use serde::{Deserialize, Deserializer};

/// Reads a field that is there, refusing null. Use with `#[serde(default)]` for the absent one.
pub(super) fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

#[cfg(test)]
mod tests {
    use crate::contract::users::PatchUser;

    #[test]
    fn an_absent_field_is_left_alone_and_null_is_refused() {
        assert_eq!(serde_json::from_str::<PatchUser>("{}").unwrap(), PatchUser::default());
        assert!(serde_json::from_str::<PatchUser>(r#"{"zone":null}"#).is_err());
    }
}
