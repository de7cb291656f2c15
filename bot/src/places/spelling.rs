//! How near two spellings of a name are. Case, accents, `ё`, spaces and punctuation never matter.

/// The letters and digits of a text in lower case and without accents: `São Paulo` is `saopaulo`.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => folded.push('a'),
            'ç' | 'ć' | 'č' => folded.push('c'),
            'ď' | 'đ' | 'ð' => folded.push('d'),
            'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => folded.push('e'),
            'ğ' | 'ģ' => folded.push('g'),
            'ì' | 'í' | 'î' | 'ï' | 'ī' | 'į' | 'ı' => folded.push('i'),
            'ķ' => folded.push('k'),
            'ł' | 'ļ' => folded.push('l'),
            'ñ' | 'ń' | 'ņ' | 'ň' => folded.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => folded.push('o'),
            'ř' => folded.push('r'),
            'ś' | 'ş' | 'ș' | 'š' => folded.push('s'),
            'ţ' | 'ț' | 'ť' => folded.push('t'),
            'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' | 'ų' => folded.push('u'),
            'ý' | 'ÿ' => folded.push('y'),
            'ź' | 'ż' | 'ž' => folded.push('z'),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            'ё' => folded.push('е'),
            // A phone may send й and ї as a letter and a mark, which leaves the letter alone.
            'й' => folded.push('и'),
            'ї' => folded.push('і'),
            // Modifier letters that stand for an apostrophe.
            'ʻ' | 'ʼ' | 'ʽ' => {}
            letter if letter.is_alphanumeric() => folded.push(letter),
            _ => {}
        }
    }
    folded
}

/// How many letters have to be added, left out, exchanged or swapped with their neighbour to turn one
/// spelling into the other, if that is at most `limit` (the optimal string alignment distance).
pub(super) fn distance_within(limit: usize, left: &[char], right: &str) -> Option<usize> {
    let right: Vec<char> = right.chars().collect();
    if left.len().abs_diff(right.len()) > limit {
        return None;
    }
    let mut before_last = vec![0; right.len() + 1];
    let mut last: Vec<usize> = (0..=right.len()).collect();
    for (i, &a) in left.iter().enumerate() {
        let mut row = vec![i + 1; right.len() + 1];
        for (j, &b) in right.iter().enumerate() {
            let exchanged = last[j] + usize::from(a != b);
            row[j + 1] = exchanged.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a == right[j - 1] && left[i - 1] == b {
                row[j + 1] = row[j + 1].min(before_last[j - 1] + 1);
            }
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|distance| *distance <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn distance(left: &str, right: &str) -> Option<usize> {
        distance_within(2, &left.chars().collect::<Vec<_>>(), right)
    }

    #[test]
    fn case_accents_and_punctuation_do_not_matter() {
        assert_eq!(fold("São Paulo"), fold("sao-paulo"));
        assert_eq!(fold("ГЁТЕБОРГ"), fold("гетеборг"));
        assert_eq!(fold("İstanbul"), fold("ISTANBUL"));
        assert_eq!(fold("Nuku\u{2bb}alofa"), fold("Nuku'alofa"));
        assert_eq!(fold("Asia/Ho_Chi_Minh"), "asiahochiminh");
        assert_eq!(fold("🇩🇪 Berlin!"), "berlin");
    }

    #[test]
    fn a_letter_sent_as_two_characters_is_the_same_letter() {
        assert_eq!(fold("Кии\u{306}ск"), fold("Кийск"));
        assert_eq!(fold("Malmo\u{308}"), fold("Malmö"));
    }

    #[test]
    fn a_swap_is_one_mistake_and_so_is_a_letter_too_many_too_few_or_wrong() {
        assert_eq!(distance("minsk", "minsk"), Some(0));
        assert_eq!(distance("minks", "minsk"), Some(1));
        assert_eq!(distance("minnsk", "minsk"), Some(1));
        assert_eq!(distance("mnsk", "minsk"), Some(1));
        assert_eq!(distance("minck", "minsk"), Some(1));
        assert_eq!(distance("mimck", "minsk"), Some(2));
        assert_eq!(distance("tokyo", "minsk"), None);
    }
}
