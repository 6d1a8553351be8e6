//! What an organisation is found by while somebody types: parts of its names, initials of their pinyin, its code.

use persistence::organization::OrganizationRecord;
use persistence::search::{Token, tokens_of};
use pinyin::ToPinyinMulti;

/// Readings of one character that are followed; 重, 行 and the like have two or three.
const READINGS: usize = 3;
/// Different spellings of a whole name that are kept.
const SPELLINGS: usize = 8;
/// Shortest and longest run of initials or digits that is looked up.
const PREFIX: std::ops::RangeInclusive<usize> = 2..=16;

/// The pinyin initials of a name, one text for each way to read it: 温州科技馆 → wzkjg.
fn initials(name: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    for (c, readings) in name.chars().zip(name.to_pinyin_multi()) {
        let mut letters: Vec<char> = match readings {
            Some(readings) => readings
                .into_iter()
                .filter_map(|p| p.plain().chars().next())
                .take(READINGS)
                .collect(),
            None if c.is_ascii_alphanumeric() => vec![c.to_ascii_lowercase()],
            None => continue,
        };
        letters.sort_unstable();
        letters.dedup();
        all = all
            .iter()
            .flat_map(|before| letters.iter().map(move |letter| format!("{before}{letter}")))
            .take(SPELLINGS)
            .collect();
    }
    all
}

/// The beginnings of a text, from each of its positions when `anywhere`.
fn beginnings(text: &str, anywhere: bool, into: &mut Vec<Token>) {
    let starts = if anywhere { text.len() } else { 1 };
    for from in 0..starts {
        for length in PREFIX {
            if let Some(part) = text.get(from..from + length) {
                into.extend(tokens_of(part));
            }
        }
    }
}

pub(crate) fn of(o: &OrganizationRecord) -> Vec<Token> {
    let mut all = Vec::new();
    for name in std::iter::once(&o.full_name).chain(&o.aliases) {
        all.extend(tokens_of(name));
        for spelling in initials(name) {
            beginnings(&spelling, true, &mut all);
        }
    }
    if let Some(code) = &o.uscc {
        beginnings(&code.to_ascii_lowercase(), false, &mut all);
        all.extend(tokens_of(code));
    }
    all.sort_unstable();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_spelt_by_their_initials_whichever_way_they_are_read() {
        for (name, spelling) in [
            ("温州科技馆", "wzkjg"),
            ("重庆银行", "cqyh"),
            ("重庆银行", "zqyx"),
            ("·AI 馆", "aig"),
        ] {
            assert!(
                initials(name).iter().any(|i| i == spelling),
                "{name}: {:?}",
                initials(name)
            );
        }
    }
}
