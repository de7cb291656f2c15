//! Text with entities, as Telegram keeps it: the plain text, and ranges counted in UTF-16 code units. Cleaning and trimming
//! follow Telegram's own order, so that what is compared ("not modified") and counted (4096) is what Telegram would compare.

use serde::{Deserialize, Serialize};
use serde_json::Value;

mod code;

/// A range of a text with a meaning or a look. Offsets and lengths are UTF-16 code units.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// Telegram's name: `bold`, `text_link`, `bot_command`, …
    #[serde(rename = "type")]
    pub kind: String,
    pub offset: usize,
    pub length: usize,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub custom_emoji_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unix_time: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_time_format: Option<String>,
}

impl Entity {
    pub(crate) fn new(kind: &str, offset: usize, length: usize) -> Self {
        Self {
            kind: kind.to_owned(),
            offset,
            length,
            url: None,
            user: None,
            language: None,
            custom_emoji_id: None,
            unix_time: None,
            date_time_format: None,
        }
    }
}

/// A text and its entities.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(crate) struct Formatted {
    pub(crate) text: String,
    pub(crate) entities: Vec<Entity>,
}

impl Formatted {
    pub(crate) fn plain(text: &str) -> Self {
        Self { text: text.to_owned(), entities: Vec::new() }
    }

    /// Trims as Telegram does (the end always, the beginning up to the first entity), and finds commands and links.
    pub(crate) fn finished(mut self) -> Self {
        self.trim_end();
        self.trim_start();
        self.entities.retain(|entity| entity.length > 0);
        self.entities = code::kept_plain(self.entities);
        self.find_entities();
        self.entities.sort_by_key(|entity| (entity.offset, usize::MAX - entity.length));
        self
    }

    /// The number of characters that Telegram's limits count.
    pub(crate) fn length(&self) -> usize {
        self.text.chars().count()
    }

    fn trim_end(&mut self) {
        let kept = self.text.trim_end_matches(is_blank).len();
        self.text.truncate(kept);
        let end = utf16_length(&self.text);
        for entity in &mut self.entities {
            entity.offset = entity.offset.min(end);
            entity.length = entity.length.min(end - entity.offset);
        }
    }

    fn trim_start(&mut self) {
        let first = self.entities.iter().map(|entity| entity.offset).min().unwrap_or(usize::MAX);
        let blank = self.text.bytes().take_while(|byte| matches!(byte, b' ' | b'\n')).count().min(first);
        self.text.drain(..blank);
        for entity in &mut self.entities {
            entity.offset -= blank;
        }
    }

    fn find_entities(&mut self) {
        let mut offset = 0;
        let mut found = Vec::new();
        for word in self.text.split_inclusive(char::is_whitespace) {
            if let Some((kind, length)) = meaning(word.trim_end()) {
                found.push(Entity::new(kind, offset, length));
            }
            offset += utf16_length(word);
        }
        found.retain(|new| self.entities.iter().all(|old| !overlaps_unbreakable(old, new)));
        self.entities.append(&mut found);
    }
}

/// Inside code and links nothing is found.
fn overlaps_unbreakable(old: &Entity, new: &Entity) -> bool {
    let overlaps = old.offset < new.offset + new.length && new.offset < old.offset + old.length;
    overlaps
        && matches!(old.kind.as_str(), "code" | "pre" | "text_link" | "text_mention" | "bot_command" | "url")
}

/// What a single word is to Telegram, and how much of it (in UTF-16 code units).
fn meaning(word: &str) -> Option<(&'static str, usize)> {
    if word.starts_with("https://") || word.starts_with("http://") {
        let link = word.trim_end_matches(['.', ',', ')', '!', '?', ';', ':', '"', '\'', '»']);
        return (link.len() > "https://".len()).then(|| ("url", utf16_length(link)));
    }
    let (kind, body) = match word.as_bytes().first()? {
        b'/' => ("bot_command", &word[1..]),
        b'@' => ("mention", &word[1..]),
        _ => return None,
    };
    let name = body.bytes().take_while(|&byte| byte.is_ascii_alphanumeric() || byte == b'_').count();
    let shortest = if kind == "mention" { 4 } else { 1 };
    if name < shortest || name > 64 {
        return None;
    }
    let addressed = match body[name..].strip_prefix('@') {
        Some(bot) if kind == "bot_command" => {
            1 + bot.bytes().take_while(|&byte| byte.is_ascii_alphanumeric() || byte == b'_').count()
        }
        _ => 0,
    };
    Some((kind, 1 + name + addressed))
}

/// Replaces control characters by spaces and drops carriage returns, as Telegram does with every text it gets.
pub(crate) fn clean(text: &str) -> String {
    text.chars()
        .filter(|&character| character != '\r')
        .map(|character| match character {
            '\n' => '\n',
            '\0'..='\u{1f}' => ' ',
            other => other,
        })
        .collect()
}

pub(crate) fn utf16_length(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\n' | '\t' | '\u{200e}' | '\u{200f}' | '\u{2800}') || character == '\u{a0}'
}
