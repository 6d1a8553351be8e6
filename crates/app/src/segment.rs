//! Chinese text cut into words, by dictionary.

use std::sync::LazyLock;

use jieba_rs::Jieba;

/// Some tenth of a second to load, so it is loaded when first needed.
static DICTIONARY: LazyLock<Jieba> = LazyLock::new(Jieba::new);

/// The words of a text in order, blanks and punctuation included: joined, they are the text again.
pub(crate) fn words(text: &str) -> Vec<String> {
    DICTIONARY
        .cut(text, false)
        .into_iter()
        .map(|token| token.word.to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_are_those_of_the_language() {
        let cut = words("鹿城区举办科学之夜");
        assert!(
            cut.contains(&"鹿城区".to_owned()) && cut.contains(&"举办".to_owned()),
            "{cut:?}"
        );
    }

    proptest! {
        #[test]
        fn no_character_is_lost(text in "\\PC{0,40}") {
            prop_assert_eq!(words(&text).concat(), text);
        }
    }
}
