//! Character references of Telegram's HTML mode: four names and numbers. Everything else that begins with `&` is text.

/// The character that `text` begins with a reference to, and the bytes it takes. The semicolon may be absent, as with Telegram.
pub(super) fn decode(text: &str) -> Option<(char, usize)> {
    let body = text.strip_prefix('&')?;
    let (character, length) = match body.strip_prefix('#') {
        Some(number) => {
            let (character, length) = decode_number(number)?;
            (character, length + 1)
        }
        None => decode_name(body)?,
    };
    let semicolon = usize::from(body[length..].starts_with(';'));
    Some((character, 1 + length + semicolon))
}

fn decode_name(body: &str) -> Option<(char, usize)> {
    let length = body.bytes().take_while(u8::is_ascii_alphabetic).count();
    let character = match &body[..length] {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        _ => return None,
    };
    Some((character, length))
}

fn decode_number(body: &str) -> Option<(char, usize)> {
    /// Longer numbers are not taken for references.
    const LONGEST: usize = 8;
    let (digits, radix, prefix) = match body.strip_prefix('x') {
        Some(hexadecimal) => (hexadecimal, 16, 1),
        None => (body, 10, 0),
    };
    let length = digits.chars().take_while(|digit| digit.is_digit(radix)).count();
    if length == 0 || length > LONGEST {
        return None;
    }
    let code = u32::from_str_radix(&digits[..length], radix).ok().filter(|&code| code != 0)?;
    Some((char::from_u32(code)?, prefix + length))
}
