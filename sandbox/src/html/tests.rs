//! What Telegram reads from HTML, and how it refuses what it cannot read.

use super::parse;

fn kinds(source: &str) -> Vec<(String, usize, usize)> {
    let formatted = parse(source).expect("the text is well-formed");
    formatted.entities.into_iter().map(|entity| (entity.kind, entity.offset, entity.length)).collect()
}

#[test]
fn tags_become_entities_in_utf16_units() {
    assert_eq!(kinds("🚀 <b>go</b>"), [("bold".to_owned(), 3, 2)]);
}

#[test]
fn nested_tags_are_two_entities() {
    let expected = [("italic".to_owned(), 1, 1), ("bold".to_owned(), 0, 2)];
    assert_eq!(kinds("<b>a<i>b</i></b>"), expected);
}

#[test]
fn references_are_read_and_a_lone_ampersand_is_text() {
    let formatted =
        parse("&lt;b&gt;a & b&lt;/b&gt; &#128640; &#x41; &quot;q&quot; &nbsp;").expect("well-formed");
    assert_eq!(formatted.text, "<b>a & b</b> 🚀 A \"q\" &nbsp;");
}

#[test]
fn a_block_of_code_has_a_language() {
    let formatted = parse("<pre><code class=\"language-rust\">let x;</code></pre>").expect("well-formed");
    assert_eq!(formatted.entities.len(), 1);
    assert_eq!(formatted.entities[0].language.as_deref(), Some("rust"));
}

#[test]
fn a_time_carries_its_moment_and_its_format() {
    let formatted = parse("<tg-time unix=\"1790000000\" format=\"r\">soon</tg-time>").expect("well-formed");
    assert_eq!(formatted.entities[0].unix_time, Some(1_790_000_000));
    assert_eq!(formatted.entities[0].date_time_format.as_deref(), Some("r"));
}

#[test]
fn attributes_without_a_value_and_quotes_of_both_kinds_are_read() {
    assert_eq!(kinds("<blockquote expandable>x</blockquote>")[0].0, "expandable_blockquote");
    let formatted = parse("<a href='http://a.b/?x=1&amp;y=2'>x</a>").expect("well-formed");
    assert_eq!(formatted.entities[0].url.as_deref(), Some("http://a.b/?x=1&y=2"));
}

#[test]
fn what_telegram_cannot_parse_is_refused_in_its_words() {
    let cases = [
        ("a <3", "Unsupported start tag \"3\" at byte offset 2"),
        ("1 < 2", "Unsupported start tag \"\" at byte offset 2"),
        ("é<br>", "Unsupported start tag \"br\" at byte offset 2"),
        ("<b>x", "Can't find end tag corresponding to start tag \"b\""),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b><i>x</b></i>", "Unmatched end tag at byte offset 7, expected \"</i>\", found \"</b>\""),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<a href=\"x", "Unclosed start tag at byte offset 0"),
        ("<b", "Unclosed start tag \"b\" at byte offset 0"),
        ("<span>x</span>", "Tag \"span\" must have class \"tg-spoiler\" at byte offset 0"),
        ("<a href=x_y>x</a>", "Unexpected end of name token at byte offset 8"),
    ];
    for (source, complaint) in cases {
        assert_eq!(parse(source).expect_err(source), complaint, "{source}");
    }
}
