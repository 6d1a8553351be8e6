//! Text as it is kept: composed, without characters nobody sees, rich text cut to a small allow-list. PRODUCT §5.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::Builder;
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

/// Characters without a glyph that make equal texts differ or turn the writing direction. Variation selectors stay:
/// they belong to rare ideographs.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
        || (c.is_control() && c != '\n' && c != '\t')
}

/// Plain text: composed (NFC), unseen characters gone. Leading and trailing blanks stay: somebody may still be typing.
pub fn text(raw: &str) -> String {
    raw.nfc().filter(|c| !is_unseen(*c)).collect()
}

static RICH: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from([
            "p",
            "br",
            "h2",
            "h3",
            "h4",
            "strong",
            "b",
            "em",
            "i",
            "u",
            "ul",
            "ol",
            "li",
            "blockquote",
            "a",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
        ]))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href"])),
            ("th", HashSet::from(["colspan", "rowspan"])),
            ("td", HashSet::from(["colspan", "rowspan"])),
        ]))
        .clean_content_tags(HashSet::from([
            "script", "style", "title", "noscript", "iframe", "svg", "math",
        ]))
        .url_schemes(HashSet::from(["http", "https"]))
        .url_relative(ammonia::UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer nofollow"));
    builder
});

/// Rich text: only headings, paragraphs, lists, tables, emphasis and links survive.
pub fn html(raw: &str) -> String {
    RICH.clean(&text(raw)).to_string()
}

/// Cleans every text inside `value`; what stands under a key named `*_html` is rich text.
pub fn json(value: &mut Value) {
    match value {
        Value::String(s) => *s = text(s),
        Value::Array(items) => items.iter_mut().for_each(json),
        Value::Object(members) => {
            for (key, member) in members {
                match member {
                    Value::String(s) if key.ends_with("_html") => *s = html(s),
                    other => json(other),
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn unseen_characters_go_and_rare_ones_stay() {
        assert_eq!(text("科\u{200B}普\u{FEFF}日\u{202E}"), "科普日");
        assert_eq!(text("e\u{301}"), "é");
        assert_eq!(text("𠮷野家·阿依古丽·买买提"), "𠮷野家·阿依古丽·买买提");
        assert_eq!(text("葛\u{E0100}"), "葛\u{E0100}");
        assert_eq!(text("一行\n二行\u{0}"), "一行\n二行");
    }

    #[test]
    fn scripts_never_survive_rich_text() {
        for (raw, want) in [
            (
                "<p onclick=\"x()\">科普</p><script>alert(1)</script>",
                "<p>科普</p>",
            ),
            (
                "<a href=\"javascript:alert(1)\">点</a>",
                "<a rel=\"noopener noreferrer nofollow\">点</a>",
            ),
            ("<img src=x onerror=alert(1)>图", "图"),
            ("<svg><script>1</script></svg><iframe src=//a.b></iframe>完", "完"),
            (
                "<a href=\"https://a.cn/\">看</a>",
                "<a href=\"https://a.cn/\" rel=\"noopener noreferrer nofollow\">看</a>",
            ),
        ] {
            assert_eq!(html(raw), want);
        }
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(raw in "\\PC{0,80}") {
            prop_assert_eq!(text(&text(&raw)), text(&raw));
            prop_assert_eq!(html(&html(&raw)), html(&raw));
        }
    }
}
