//! Telegram's HTML as its server reads it: as much of it as is needed to see that it would be taken.

/// Tags that Telegram knows; it refuses a message with any other.
const TAGS: [&str; 15] = [
    "b",
    "strong",
    "i",
    "em",
    "u",
    "ins",
    "s",
    "strike",
    "del",
    "tg-spoiler",
    "a",
    "code",
    "tg-time",
    "pre",
    "blockquote",
];

const ENTITIES: [(&str, char); 4] = [("lt", '<'), ("gt", '>'), ("amp", '&'), ("quot", '"')];

/// The text that people read, or what is wrong with the markup.
pub(super) fn parsed(html: &str) -> Result<String, String> {
    let mut text = String::new();
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find(['<', '>', '&']) {
        text.push_str(&rest[..at]);
        let (sign, behind) = rest[at..].split_at(1);
        rest = match sign {
            "<" => tag(behind, &mut open)?,
            "&" => {
                let (name, after) = behind.split_once(';').ok_or("an & without its ;")?;
                let entity = ENTITIES.iter().find(|(known, _)| *known == name);
                text.push(entity.ok_or_else(|| format!("&{name}; is not known"))?.1);
                after
            }
            _ => return Err("a > by itself".to_owned()),
        };
    }
    if let Some(tag) = open.pop() {
        return Err(format!("<{tag}> is not closed"));
    }
    text.push_str(rest);
    Ok(text)
}

/// Opens or closes a tag; what is behind it.
fn tag<'h>(behind: &'h str, open: &mut Vec<&'h str>) -> Result<&'h str, String> {
    let (tag, after) = behind.split_once('>').ok_or("a < by itself")?;
    if let Some(name) = tag.strip_prefix('/') {
        return match open.pop() {
            Some(last) if last == name => Ok(after),
            last => Err(format!("</{name}> closes {last:?}")),
        };
    }
    let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
    let is_known = TAGS.contains(&name)
        && (attributes.is_empty() || is_address(name, attributes) || is_time(name, attributes));
    if !is_known {
        return Err(format!("<{tag}> is not known"));
    }
    open.push(name);
    Ok(after)
}

/// A number of seconds, and the form in which apps show it.
fn is_time(name: &str, attributes: &str) -> bool {
    let seconds = attributes.strip_prefix("unix=\"").and_then(|rest| rest.strip_suffix("\" format=\"t\""));
    name == "tg-time" && seconds.is_some_and(|seconds| seconds.parse::<i64>().is_ok())
}

fn is_address(name: &str, attributes: &str) -> bool {
    let address = attributes.strip_prefix("href=\"").and_then(|rest| rest.strip_suffix('"'));
    name == "a" && address.is_some_and(|address| address.starts_with("https://") && !address.contains('"'))
}

#[test]
fn what_telegram_takes_is_read() {
    let html = r#"<b>a &amp; <i>b</i></b> &lt;3 <a href="https://t.me/x?start=y">here</a>"#;
    assert_eq!(parsed(html).unwrap(), "a & b <3 here");
}

#[test]
fn what_telegram_refuses_is_refused() {
    let refused = [
        "<b>open",
        "<b><i>crossed</b></i>",
        "closed</b>",
        "<h1>x</h1>",
        "a & b",
        "&nbsp;",
        "a < b",
        "a > b",
        "<b onclick=\"x\">x</b>",
        "<a href=\"javascript:x\">x</a>",
    ];
    for html in refused {
        assert!(parsed(html).is_err(), "{html}");
    }
}
