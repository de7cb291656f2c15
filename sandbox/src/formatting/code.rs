//! Code takes no other look: Telegram cuts bold, italic, underline, strikethrough and spoiler out where code stands, without a
//! word to the bot that sent them.

use super::Entity;

/// What Telegram splits where it has to.
const LOOKS: [&str; 5] = ["bold", "italic", "underline", "strikethrough", "spoiler"];

/// The entities as Telegram keeps them.
pub(super) fn kept_plain(entities: Vec<Entity>) -> Vec<Entity> {
    let is_code = |entity: &&Entity| matches!(entity.kind.as_str(), "code" | "pre");
    let codes: Vec<(usize, usize)> =
        entities.iter().filter(is_code).map(|code| (code.offset, code.offset + code.length)).collect();
    let mut kept = Vec::new();
    for entity in entities {
        let is_look = LOOKS.contains(&entity.kind.as_str());
        let pieces = if is_look { around(&entity, &codes) } else { vec![entity] };
        kept.extend(pieces);
    }
    kept
}

/// The pieces of an entity that are outside of all code.
fn around(entity: &Entity, codes: &[(usize, usize)]) -> Vec<Entity> {
    let mut pieces = vec![(entity.offset, entity.offset + entity.length)];
    for &(from, to) in codes {
        let outside = |(begin, end): (usize, usize)| [(begin, end.min(from)), (begin.max(to), end)];
        let overlaps = |(begin, end): (usize, usize)| begin < to && from < end;
        pieces = pieces
            .into_iter()
            .flat_map(|piece| if overlaps(piece) { outside(piece).to_vec() } else { vec![piece] })
            .filter(|(begin, end)| begin < end)
            .collect();
    }
    let piece =
        |(begin, end): (usize, usize)| Entity { offset: begin, length: end - begin, ..entity.clone() };
    pieces.into_iter().map(piece).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(entities: &[(&str, usize, usize)]) -> Vec<(String, usize, usize)> {
        let entities =
            entities.iter().map(|&(kind, offset, length)| Entity::new(kind, offset, length)).collect();
        let mut kept: Vec<_> = kept_plain(entities)
            .into_iter()
            .map(|entity| (entity.kind, entity.offset, entity.length))
            .collect();
        kept.sort_by_key(|entity| entity.1);
        kept
    }

    #[test]
    fn a_spoiler_around_code_is_no_spoiler() {
        assert_eq!(kept(&[("code", 0, 8), ("spoiler", 0, 8)]), [("code".to_owned(), 0, 8)]);
    }

    #[test]
    fn a_look_goes_around_the_code_that_it_holds() {
        assert_eq!(
            kept(&[("bold", 0, 10), ("code", 2, 3)]),
            [("bold".to_owned(), 0, 2), ("code".to_owned(), 2, 3), ("bold".to_owned(), 5, 5)]
        );
    }

    #[test]
    fn what_does_not_meet_stays_as_it_is() {
        let apart = [("bold", 0, 2), ("code", 2, 3), ("text_link", 6, 4)];
        assert_eq!(kept(&apart), apart.map(|(kind, offset, length)| (kind.to_owned(), offset, length)));
    }
}
