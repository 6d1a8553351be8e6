//! Where a text says what was searched for.

/// Cuts a text into pieces, each with whether it is what was searched for; joined, they are the text again. Two ideographs
/// that stand together in the query are marked wherever they stand together, as the search finds them; words of other
/// scripts where they stand, whatever their case.
pub fn highlight<'t>(text: &'t str, query: &str) -> Vec<(bool, &'t str)> {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let lower: Vec<char> = letters.iter().map(|(_, c)| lower(*c)).collect();
    let mut marked = vec![false; letters.len()];
    for part in parts(query) {
        for start in 0..lower.len().saturating_sub(part.len() - 1) {
            if lower[start..start + part.len()] == part[..] {
                marked[start..start + part.len()].fill(true);
            }
        }
    }
    let mut pieces = Vec::new();
    let mut from = 0;
    for at in 1..=letters.len() {
        if at == letters.len() || marked[at] != marked[from] {
            let end = letters.get(at).map_or(text.len(), |(byte, _)| *byte);
            pieces.push((marked[from], &text[letters[from].0..end]));
            from = at;
        }
    }
    pieces
}

/// One for one, so that places stay.
fn lower(c: char) -> char {
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

/// What is looked for: pairs of ideographs, lone ones, words.
fn parts(query: &str) -> Vec<Vec<char>> {
    let mut all = Vec::new();
    let lowered: Vec<char> = query.chars().map(lower).collect();
    for run in lowered
        .split(|c| !c.is_alphanumeric())
        .filter(|run| !run.is_empty())
    {
        for same in run.chunk_by(|a, b| a.is_ascii() == b.is_ascii()) {
            if same[0].is_ascii() || same.len() == 1 {
                all.push(same.to_vec());
            } else {
                all.extend(same.windows(2).map(<[char]>::to_vec));
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn marked(text: &str, query: &str) -> String {
        let pieces = highlight(text, query);
        pieces
            .iter()
            .map(|(hit, piece)| {
                if *hit {
                    format!("[{piece}]")
                } else {
                    (*piece).to_owned()
                }
            })
            .collect()
    }

    #[test]
    fn what_was_searched_for_is_marked() {
        assert_eq!(marked("温州科技馆科学之夜", "科学之夜"), "温州科技馆[科学之夜]");
        assert_eq!(marked("AI 走进校园", "ai校园"), "[AI] 走进[校园]");
        assert_eq!(marked("科学家精神", "科普 精神"), "科学家[精神]");
        assert_eq!(marked("夜市", "夜"), "[夜]市");
        assert_eq!(marked("科普", ""), "科普");
        assert_eq!(marked("", "科普"), "");
    }

    proptest! {
        #[test]
        fn nothing_is_lost_whatever_is_searched_for(text in ".{0,60}", query in ".{0,20}") {
            let joined: String = highlight(&text, &query).into_iter().map(|(_, piece)| piece).collect();
            prop_assert_eq!(joined, text);
        }
    }
}
