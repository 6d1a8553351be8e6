//! Tokens for searching Chinese text: overlapping pairs of ideographs, whole words of other scripts. No dictionary, so
//! every writer and every reader cuts alike and new names are found.

use domain::public::Mark;

/// A token: letters, digits and `:_-` only, at most 40 characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Token(String);

const TOKEN_MAX: usize = 40;

impl Token {
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// The token that stands for a mark: `m:offline`.
    pub fn mark(mark: &Mark) -> Self {
        Self::filter(mark.facet.letter(), &mark.value)
    }
    /// The token that stands for a filter value: `r:330302`.
    pub fn filter(field: char, value: &str) -> Self {
        let value: String = value.chars().filter(|c| is_plain(*c)).take(TOKEN_MAX).collect();
        Self(format!("{field}:{value}"))
    }
    fn word(text: String) -> Option<Self> {
        (!text.is_empty()).then(|| Self(text.chars().take(TOKEN_MAX).collect()))
    }
}

/// What must be in a row's index: every word, and one of each group.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    pub all: Vec<Token>,
    pub any: Vec<Vec<Token>>,
}

impl Words {
    pub fn is_empty(&self) -> bool {
        self.all.is_empty() && self.any.is_empty()
    }
}

fn is_plain(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, ':' | '_' | '-')
}

/// Ideographs of the Unicode blocks in use, rare ones (𠮷) included.
fn is_ideograph(c: char) -> bool {
    matches!(c as u32, 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x323AF | 0x3007)
}

/// A run of text in one script.
enum Run {
    Ideographs(Vec<char>),
    Word(String),
}

fn runs(text: &str) -> Vec<Run> {
    let mut all: Vec<Run> = Vec::new();
    let mut open = false;
    for c in text.chars().flat_map(char::to_lowercase) {
        if is_ideograph(c) {
            match all.last_mut() {
                Some(Run::Ideographs(run)) if open => run.push(c),
                _ => all.push(Run::Ideographs(vec![c])),
            }
            open = true;
        } else if c.is_alphanumeric() {
            match all.last_mut() {
                Some(Run::Word(word)) if open => word.push(c),
                _ => all.push(Run::Word(c.to_string())),
            }
            open = true;
        } else {
            open = false;
        }
    }
    all
}

/// What is stored for a text: each pair, each single ideograph, each word; without repetition.
pub fn tokens_of(text: &str) -> Vec<Token> {
    let mut all = Vec::new();
    for run in runs(text) {
        match run {
            Run::Ideographs(chars) => {
                all.extend(
                    chars
                        .windows(2)
                        .filter_map(|pair| Token::word(pair.iter().collect())),
                );
                all.extend(chars.iter().filter_map(|c| Token::word(c.to_string())));
            }
            Run::Word(word) => all.extend(Token::word(word)),
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// What must all be present for a query to match: the pairs of each run; a lone ideograph as itself.
pub fn tokens_for(query: &str) -> Vec<Token> {
    let mut all = Vec::new();
    for run in runs(query) {
        match run {
            Run::Ideographs(chars) if chars.len() == 1 => all.extend(Token::word(chars[0].to_string())),
            Run::Ideographs(chars) => {
                all.extend(
                    chars
                        .windows(2)
                        .filter_map(|pair| Token::word(pair.iter().collect())),
                );
            }
            Run::Word(word) => all.extend(Token::word(word)),
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(tokens: Vec<Token>) -> Vec<String> {
        tokens.into_iter().map(|t| t.0).collect()
    }

    #[test]
    fn two_characters_are_one_token() {
        assert_eq!(texts(tokens_for("科普")), ["科普"]);
        assert_eq!(texts(tokens_for("科普日 AI")), ["ai", "普日", "科普"]);
        assert_eq!(texts(tokens_for("馆")), ["馆"]);
    }

    #[test]
    fn whatever_is_stored_is_found_by_any_part_of_it() {
        let stored = tokens_of("温州科技馆·2024年𠮷野《科学之夜》");
        for part in ["温州", "科技馆", "科学之夜", "𠮷野", "2024", "夜", "2024年"] {
            for token in tokens_for(part) {
                assert!(stored.contains(&token), "{part}: {token:?}");
            }
        }
        assert!(!stored.contains(&tokens_for("杭州")[0]));
    }

    #[test]
    fn nothing_but_plain_characters_gets_into_a_token() {
        for hostile in [
            "'; DROP TABLE x; --",
            "\" OR 1=1",
            "a'b\"c\\d",
            "NEAR(a b)",
            "科'普",
        ] {
            for token in tokens_of(hostile).iter().chain(&tokens_for(hostile)) {
                assert!(token.as_str().chars().all(is_plain), "{token:?}");
            }
        }
        assert_eq!(Token::filter('r', "33'0").as_str(), "r:330");
    }
}
