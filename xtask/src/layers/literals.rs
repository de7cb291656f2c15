//! The string literals of a Rust source: as much of the language as that needs.

/// The text between the quotes, as it is written, and where it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Literal<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
}

/// Every string literal outside of comments, plain or raw.
pub(super) fn literals(source: &str) -> Vec<Literal<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(step) = source[at..].find(['"', '/', '\'']) {
        at += step;
        let rest = &source[at..];
        if rest.starts_with("//") {
            at += rest.find('\n').unwrap_or(rest.len());
        } else if let Some(quote) = quoted_character(rest) {
            at += quote;
        } else if let Some(inside) = rest.strip_prefix('"') {
            let length = length(&source[..at], inside);
            found.push(Literal { text: &inside[..length], at: at + 1 });
            at += length + 2;
        } else {
            at += 1;
        }
    }
    found
}

/// The length of a character literal that could be taken for the beginning of a string.
fn quoted_character(rest: &str) -> Option<usize> {
    ["'\"'", "'\\\"'", "'\\''", "'/'"].iter().find(|quote| rest.starts_with(**quote)).map(|quote| quote.len())
}

/// How long the literal is that begins with `inside` and whose quote stands after `before`.
fn length(before: &str, inside: &str) -> usize {
    let name = before.trim_end_matches('#');
    if name.ends_with('r') { raw_length(inside, before.len() - name.len()) } else { plain_length(inside) }
}

fn raw_length(inside: &str, hashes: usize) -> usize {
    let end = format!("\"{}", "#".repeat(hashes));
    inside.find(&end).unwrap_or(inside.len().saturating_sub(1))
}

fn plain_length(inside: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in inside.bytes().enumerate() {
        match byte {
            b'"' if !escaped => return at,
            b'\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    inside.len().saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(source: &str) -> Vec<&str> {
        literals(source).into_iter().map(|literal| literal.text).collect()
    }

    #[test]
    fn plain_and_raw_strings_are_found() {
        let source = "a(\"one\", r\"two\", r#\"three \"3\"\"#, \"fo\\\"ur\");";
        assert_eq!(texts(source), ["one", "two", "three \"3\"", "fo\\\"ur"]);
    }

    #[test]
    fn quotes_in_comments_and_characters_are_not_strings() {
        assert_eq!(
            texts("// don\'t \"stop\"\nlet c = \'\"\'; let lifetime: &\'a str = \"yes\"; 1 / 2"),
            ["yes"]
        );
    }
}
