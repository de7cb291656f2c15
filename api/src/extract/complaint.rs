//! What a deserializer has to say about a value, without the value: it may be long, secret or markup.

/// A message of serde, understood.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Complaint {
    /// A field that has to be there is not.
    Missing(String),
    Other(String),
}

/// Understands serde's messages, and takes our own as they are.
pub(super) fn complaint(message: &str) -> Complaint {
    if let Some(field) = message.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`')) {
        return Complaint::Missing(field.to_owned());
    }
    if message.starts_with("unknown field") {
        return Complaint::Other("is not a field of this request".to_owned());
    }
    let of_serde = ["invalid type", "invalid value", "invalid length", "unknown variant"];
    if of_serde.iter().any(|start| message.starts_with(start)) {
        // The input stands before the last "expected", and may hold that word itself.
        let expected = message.rsplit_once("expected ").map_or("another value", |(_, expected)| expected);
        return Complaint::Other(format!("is not acceptable: expected {expected}"));
    }
    Complaint::Other(message.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn other(message: &str) -> String {
        match complaint(message) {
            Complaint::Other(detail) => detail,
            Complaint::Missing(field) => panic!("{field} is missing"),
        }
    }

    #[test]
    fn a_missing_field_is_named() {
        assert_eq!(complaint("missing field `name`"), Complaint::Missing("name".to_owned()));
    }

    #[test]
    fn what_was_sent_is_not_repeated() {
        assert_eq!(
            other("unknown variant `<x>`, expected `a` or `b`"),
            "is not acceptable: expected `a` or `b`"
        );
        assert_eq!(other("invalid type: string \"secret\", expected u32"), "is not acceptable: expected u32");
        assert_eq!(other("unknown field `<script>`, expected `name`"), "is not a field of this request");
    }

    #[test]
    fn our_own_words_stay() {
        assert_eq!(other("is empty; send at least one character"), "is empty; send at least one character");
    }
}
