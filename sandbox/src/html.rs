//! Telegram's HTML mode: text with tags → plain text with entities. What Telegram cannot parse is refused here with its wording,
//! byte offsets included; a lone `&` or `>` is text, as it is to Telegram.

use crate::formatting::{Entity, Formatted};

mod character;
mod tag;

use tag::{Open, Tag};

/// Why a text could not be parsed, in Telegram's words (without the prefix "Bad Request: can't parse entities: ").
pub(crate) type Complaint = String;

/// Parses a text that was sent with `parse_mode` HTML.
pub(crate) fn parse(source: &str) -> Result<Formatted, Complaint> {
    let mut parser = Parser::new(source);
    while parser.at < source.len() {
        parser.step()?;
    }
    parser.finish()
}

struct Parser<'s> {
    source: &'s str,
    /// The byte to read next.
    at: usize,
    text: String,
    /// The length of `text` in UTF-16 code units.
    length: usize,
    open: Vec<Open>,
    entities: Vec<Entity>,
}

impl<'s> Parser<'s> {
    fn new(source: &'s str) -> Self {
        Self { source, at: 0, text: String::new(), length: 0, open: Vec::new(), entities: Vec::new() }
    }

    fn step(&mut self) -> Result<(), Complaint> {
        let rest = &self.source[self.at..];
        if rest.starts_with("</") {
            return self.end_tag();
        }
        if rest.starts_with('<') {
            return self.start_tag();
        }
        let (character, used) = match character::decode(rest) {
            Some(decoded) => decoded,
            None => literal(rest),
        };
        self.text.push(character);
        self.length += character.len_utf16();
        self.at += used;
        Ok(())
    }

    fn start_tag(&mut self) -> Result<(), Complaint> {
        let begin = self.at;
        let (tag, used) = tag::read(&self.source[begin..], begin)?;
        self.at += used;
        self.open.push(Open { tag, offset: self.length, byte: self.text.len() });
        Ok(())
    }

    fn end_tag(&mut self) -> Result<(), Complaint> {
        let begin = self.at;
        let Some(open) = self.open.pop() else {
            return Err(format!("Unexpected end tag at byte offset {begin}"));
        };
        let body = &self.source[begin + 2..];
        let name_end =
            body.find(|character| tag::is_space(character) || character == '>').unwrap_or(body.len());
        let name = body[..name_end].to_ascii_lowercase();
        let rest = body[name_end..].trim_start_matches(tag::is_space);
        if !rest.starts_with('>') {
            return Err(format!("Unclosed end tag at byte offset {begin}"));
        }
        if !name.is_empty() && name != open.tag.name {
            return Err(format!(
                "Unmatched end tag at byte offset {begin}, expected \"</{}>\", found \"</{name}>\"",
                open.tag.name
            ));
        }
        self.at = self.source.len() - rest.len() + 1;
        self.close(&open);
        Ok(())
    }

    /// Turns a finished range into an entity; an empty range has none.
    fn close(&mut self, open: &Open) {
        let length = self.length - open.offset;
        if length == 0 {
            return;
        }
        let mut entity = Entity::new(kind(&open.tag), open.offset, length);
        let argument = open.tag.argument.clone();
        match open.tag.name.as_str() {
            "a" => {
                let Some(url) = link(&argument.unwrap_or_else(|| self.text[open.byte..].to_owned())) else {
                    return;
                };
                entity.url = Some(url);
            }
            "code" if self.merges_into_pre(open) => return,
            "pre" => entity.language = argument,
            "tg-emoji" => entity.custom_emoji_id = argument,
            "tg-time" => {
                entity.unix_time = argument.and_then(|unix| unix.parse().ok());
                entity.date_time_format.clone_from(&open.tag.format);
            }
            _ => {}
        }
        self.entities.push(entity);
    }

    /// `<pre><code class="language-x">` is one block of code with a language; remembers it as a marker for `pre`.
    fn merges_into_pre(&mut self, open: &Open) -> bool {
        let inside =
            self.open.last().is_some_and(|outer| outer.tag.name == "pre" && outer.offset == open.offset);
        if inside && let Some(outer) = self.open.last_mut() {
            outer.tag.argument.clone_from(&open.tag.argument);
        }
        inside
    }

    fn finish(self) -> Result<Formatted, Complaint> {
        if let Some(open) = self.open.last() {
            return Err(format!("Can't find end tag corresponding to start tag \"{}\"", open.tag.name));
        }
        Ok(Formatted { text: self.text, entities: self.entities })
    }
}

fn literal(rest: &str) -> (char, usize) {
    let character = rest.chars().next().expect("the parser stops at the end of the text");
    (character, character.len_utf8())
}

fn kind(tag: &Tag) -> &'static str {
    match tag.name.as_str() {
        "b" | "strong" => "bold",
        "i" | "em" => "italic",
        "u" | "ins" => "underline",
        "s" | "strike" | "del" => "strikethrough",
        "a" => "text_link",
        "code" => "code",
        "pre" => "pre",
        "blockquote" if tag.argument.is_some() => "expandable_blockquote",
        "blockquote" => "blockquote",
        "tg-emoji" => "custom_emoji",
        "tg-time" => "date_time",
        _ => "spoiler",
    }
}

/// A link that Telegram would keep; anything else stays plain text.
fn link(url: &str) -> Option<String> {
    let url = url.trim();
    let url = match url.split_once(':') {
        Some(("http" | "https", rest)) if rest.len() > 2 && rest.starts_with("//") => url.to_owned(),
        Some(("tg" | "ton" | "mailto" | "tel", rest)) if !rest.is_empty() => url.to_owned(),
        _ if url.contains('.') && !url.contains("://") => format!("http://{url}"),
        _ => return None,
    };
    (!url.contains(char::is_whitespace)).then_some(url)
}

#[cfg(test)]
mod tests;
