//! Start tags of Telegram's HTML mode: which exist, which attributes mean something, and how Telegram complains about the rest.

use super::{Complaint, character};

/// Every tag that Telegram knows.
const KNOWN: [&str; 17] = [
    "a",
    "b",
    "strong",
    "i",
    "em",
    "s",
    "strike",
    "del",
    "u",
    "ins",
    "tg-spoiler",
    "tg-emoji",
    "tg-time",
    "span",
    "pre",
    "code",
    "blockquote",
];

/// A start tag with the one or two attributes that count.
pub(super) struct Tag {
    pub(super) name: String,
    pub(super) argument: Option<String>,
    /// Of `tg-time` alone.
    pub(super) format: Option<String>,
}

/// A tag that waits for its end.
pub(super) struct Open {
    pub(super) tag: Tag,
    /// Where its text begins, in UTF-16 code units and in bytes.
    pub(super) offset: usize,
    pub(super) byte: usize,
}

/// Telegram counts the end of the text as a space.
pub(super) fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\r' | '\n' | '\0' | '\u{b}')
}

/// Reads the start tag at the beginning of `text`, which is at byte `begin` of the message; returns the bytes it takes.
pub(super) fn read(text: &str, begin: usize) -> Result<(Tag, usize), Complaint> {
    let name_end = text.find(|character| is_space(character) || character == '>').unwrap_or(text.len());
    let name = text[1..name_end].to_ascii_lowercase();
    if !KNOWN.contains(&name.as_str()) {
        return Err(format!("Unsupported start tag \"{name}\" at byte offset {begin}"));
    }
    let mut tag = Tag { name, argument: None, format: None };
    let mut rest = &text[name_end..];
    loop {
        rest = rest.trim_start_matches(is_space);
        if let Some(after) = rest.strip_prefix('>') {
            check(&tag, begin)?;
            return Ok((tag, text.len() - after.len()));
        }
        if rest.is_empty() {
            return Err(format!("Unclosed start tag \"{}\" at byte offset {begin}", tag.name));
        }
        let attribute = read_attribute(rest, &tag.name, begin, text.len() - rest.len())?;
        tag.take(&attribute);
        rest = attribute.rest;
    }
}

struct Attribute<'t> {
    name: String,
    value: String,
    rest: &'t str,
}

fn read_attribute<'t>(
    text: &'t str,
    tag: &str,
    begin: usize,
    inside: usize,
) -> Result<Attribute<'t>, Complaint> {
    let name_end =
        text.find(|character| is_space(character) || "=>/\"'".contains(character)).unwrap_or(text.len());
    let name = text[..name_end].to_ascii_lowercase();
    if name.is_empty() {
        return Err(format!("Empty attribute name in the tag \"{tag}\" at byte offset {begin}"));
    }
    let rest = text[name_end..].trim_start_matches(is_space);
    let Some(rest) = rest.strip_prefix('=') else {
        return Ok(Attribute { name, value: String::new(), rest });
    };
    let rest = rest.trim_start_matches(is_space);
    if rest.is_empty() {
        return Err(format!("Unclosed start tag \"{tag}\" at byte offset {begin}"));
    }
    let at = begin + inside + (text.len() - rest.len());
    let (value, rest) = match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => read_quoted(&rest[1..], quote),
        _ => read_token(rest, at)?,
    };
    if rest.is_empty() {
        return Err(format!("Unclosed start tag at byte offset {begin}"));
    }
    Ok(Attribute { name, value, rest })
}

fn read_quoted(text: &str, quote: char) -> (String, &str) {
    let mut value = String::new();
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        if next == quote {
            return (value, &rest[1..]);
        }
        let (character, used) = character::decode(rest).unwrap_or((next, next.len_utf8()));
        value.push(character);
        rest = &rest[used..];
    }
    (value, rest)
}

fn read_token(text: &str, at: usize) -> Result<(String, &str), Complaint> {
    let end = text
        .find(|character: char| !(character.is_ascii_alphanumeric() || ".-".contains(character)))
        .unwrap_or(text.len());
    let rest = &text[end..];
    if rest.starts_with(|character| !is_space(character) && character != '>') {
        return Err(format!("Unexpected end of name token at byte offset {at}"));
    }
    Ok((text[..end].to_ascii_lowercase(), rest))
}

impl Tag {
    fn take(&mut self, attribute: &Attribute<'_>) {
        let value = attribute.value.as_str();
        let argument = match (self.name.as_str(), attribute.name.as_str()) {
            ("a", "href") | ("tg-emoji", "emoji-id") | ("tg-time", "unix") => Some(value),
            ("code", "class") => value.strip_prefix("language-"),
            ("span", "class") => value.strip_prefix("tg-"),
            ("blockquote", "expandable") => Some("expandable"),
            ("tg-time", "format") => {
                self.format = Some(value.to_owned());
                None
            }
            _ => None,
        };
        if let Some(argument) = argument {
            self.argument = Some(argument.to_owned());
        }
    }
}

/// What a tag must carry.
fn check(tag: &Tag, begin: usize) -> Result<(), Complaint> {
    let argument = tag.argument.as_deref();
    match tag.name.as_str() {
        "span" if argument != Some("spoiler") => {
            Err(format!("Tag \"span\" must have class \"tg-spoiler\" at byte offset {begin}"))
        }
        "tg-emoji" if argument.is_none_or(|id| id.parse::<i64>().is_err()) => {
            Err("Invalid custom emoji identifier specified".to_owned())
        }
        "tg-time" if argument.is_none_or(|unix| unix.parse::<i64>().is_err()) => {
            Err("Invalid date-time specified".to_owned())
        }
        _ => Ok(()),
    }
}
