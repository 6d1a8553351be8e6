//! The list of sensitive words (敏感词), by level. Words are literal: the list has no pattern language that could be
//! made to run for ever.

use serde::{Deserialize, Serialize};

use crate::problem::{Fault, FaultCode, Faults};
use crate::text;
use crate::time::Instant;

/// What a reviewer should make of a word. None of them rejects by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WordLevel {
    /// 提示: harmless in most contexts
    Notice,
    /// 核实: needs a closer look
    Check,
    /// 严禁: must not appear
    Prohibited,
}

impl WordLevel {
    pub const ALL: [Self; 3] = [Self::Prohibited, Self::Check, Self::Notice];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::Check => "check",
            Self::Prohibited => "prohibited",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SensitiveWord {
    /// 2–40 characters, taken literally; letter case and full width do not matter.
    pub word: String,
    pub level: WordLevel,
}

/// The whole list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SensitiveWords {
    pub words: Vec<SensitiveWord>,
    /// Rises with every change; the `ETag`.
    pub version: i32,
    pub updated_at: Option<Instant>,
}

/// Replaces the whole list.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReplaceSensitiveWords {
    pub words: Vec<SensitiveWord>,
}

/// A word that occurs in a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SensitiveHit {
    pub pointer: String,
    pub word: String,
    pub level: WordLevel,
}

/// Longest list and longest word.
pub const WORDS_MAX: usize = 5_000;
pub const WORD_MIN: usize = 2;
pub const WORD_MAX: usize = 40;

/// How a word and a text are compared: half width, lower case.
pub fn folded(text: &str) -> String {
    text::half_width(text).to_lowercase()
}

/// Faults of a list.
pub fn check(words: &[SensitiveWord]) -> Faults {
    let mut faults = Faults::new();
    if words.len() > WORDS_MAX {
        faults.push(Fault::new("/words", FaultCode::TooMany).with(WORDS_MAX));
        return faults;
    }
    let mut seen = std::collections::BTreeSet::new();
    for (n, entry) in words.iter().enumerate() {
        let pointer = format!("/words/{n}/word");
        let length = text::length(entry.word.trim());
        if length < WORD_MIN {
            faults.push(
                Fault::new(pointer, FaultCode::TooShort)
                    .with(WORD_MIN)
                    .with(length),
            );
        } else if length > WORD_MAX {
            faults.push(
                Fault::new(pointer, FaultCode::TooLong)
                    .with(WORD_MAX)
                    .with(length),
            );
        } else if !text::is_readable(&entry.word) {
            faults.add(pointer, FaultCode::NothingReadable);
        } else if !seen.insert(folded(entry.word.trim())) {
            faults.add(pointer, FaultCode::Duplicate);
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(words: &[&str]) -> Vec<SensitiveWord> {
        let entry = |word: &&str| SensitiveWord {
            word: (*word).to_owned(),
            level: WordLevel::Check,
        };
        words.iter().map(entry).collect()
    }

    #[test]
    fn every_bad_word_of_a_list_is_named_with_its_place() {
        let long = "长".repeat(41);
        let faults = check(&list(&["包治百病", "神", &long, "。。", "ＡＢＣ", "abc"]));
        let found: Vec<_> = faults.iter().map(|f| (f.pointer.as_str(), f.code)).collect();
        assert_eq!(
            found,
            [
                ("/words/1/word", FaultCode::TooShort),
                ("/words/2/word", FaultCode::TooLong),
                ("/words/3/word", FaultCode::NothingReadable),
                ("/words/5/word", FaultCode::Duplicate),
            ]
        );
    }
}
