//! Which organisations may be one and the same: by name, alias and credit code.

use serde::{Deserialize, Serialize};

use super::OrganizationItem;
use crate::text;

/// Why two organisations look alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OrganizationLikeness {
    /// The same name or alias, written differently.
    Name,
    /// The same credit code. A host's code is shared by what it hosts, so this alone proves nothing.
    Uscc,
}

/// Two organisations that may be one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LookalikePair {
    pub one: OrganizationItem,
    pub other: OrganizationItem,
    pub likeness: Vec<OrganizationLikeness>,
    /// How alike the names are, percent.
    pub name_similarity: u8,
}

/// Long and short forms that name the same thing; the longer first.
const SHORT_FORMS: [(&str, &str); 6] = [
    ("科学技术协会", "科协"),
    ("科学技术馆", "科技馆"),
    ("科学技术局", "科技局"),
    ("有限责任公司", "有限公司"),
    ("股份有限公司", "有限公司"),
    ("人民政府办公室", "政府办"),
];

/// A name without what people write differently: width, case, spaces, punctuation, long and short forms, the province in
/// front of a city.
pub fn name_key(name: &str) -> String {
    let mut key: String = text::half_width(name)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    for (long, short) in SHORT_FORMS {
        key = key.replace(long, short);
    }
    // 浙江省温州市… is 温州市…; a province's own bodies keep their name.
    if let Some((province, rest)) = key.split_once('省')
        && province.chars().count() <= 3
        && (rest.contains('市') || rest.contains('县'))
    {
        key = rest.to_owned();
    }
    key
}

/// What an organisation can be found by as a double: keys of its name and aliases, and its credit code.
pub fn keys(full_name: &str, aliases: &[String], uscc: Option<&str>) -> Vec<String> {
    let names = std::iter::once(full_name).chain(aliases.iter().map(String::as_str));
    let mut all: Vec<String> = names
        .map(name_key)
        .filter(|key| key.chars().count() >= 2)
        .map(|key| format!("n:{key}"))
        .collect();
    all.extend(uscc.map(|code| format!("c:{code}")));
    all.sort_unstable();
    all.dedup();
    all
}

/// How alike two names are by their pairs of characters (Dice), percent.
pub fn similarity(one: &str, other: &str) -> u8 {
    let pairs = |name: &str| -> Vec<(char, char)> {
        let key: Vec<char> = name_key(name).chars().collect();
        let mut all: Vec<_> = key.windows(2).map(|w| (w[0], w[1])).collect();
        all.sort_unstable();
        all
    };
    if name_key(one) == name_key(other) {
        return 100;
    }
    let (a, b) = (pairs(one), pairs(other));
    let mut rest = b.clone();
    let shared = a
        .iter()
        .filter(|pair| {
            rest.binary_search(pair).is_ok_and(|at| {
                rest.remove(at);
                true
            })
        })
        .count();
    let all = a.len() + b.len();
    if all == 0 {
        return 0;
    }
    u8::try_from((200 * shared / all).min(99)).unwrap_or(99)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_however_it_is_written() {
        let key = name_key("浙江省温州市科学技术协会");
        for same in [
            "温州市科协",
            "温州市 科学技术协会",
            "（温州市）科协",
            "温州市科学技术协会",
        ] {
            assert_eq!(name_key(same), key, "{same}");
        }
        assert_ne!(name_key("浙江省科学技术协会"), name_key("江苏省科学技术协会"));
        assert_ne!(name_key("鼓楼区科协"), name_key("鼓楼区科技局"));
        assert_eq!(name_key("ＡＩ 科技馆"), name_key("ai科学技术馆"));
    }

    #[test]
    fn similarity_is_symmetric_and_full_only_for_the_same() {
        let names = [
            "温州科技馆",
            "温州市科技馆",
            "瑞安市科学技术协会",
            "瑞安科协",
            "x",
            "",
        ];
        for one in names {
            for other in names {
                assert_eq!(similarity(one, other), similarity(other, one));
                let same = name_key(one) == name_key(other);
                assert_eq!(similarity(one, other) == 100, same, "{one} {other}");
            }
        }
        assert!(similarity("温州科技馆", "温州市科技馆") >= 60);
        assert!(similarity("温州科技馆", "瑞安市科学技术协会") < 30);
    }

    #[test]
    fn keys_hold_aliases_and_the_code() {
        let all = keys(
            "温州科技馆",
            &["温科馆".to_owned(), "温州科技馆".to_owned()],
            Some("91440300708461136T"),
        );
        assert_eq!(all, ["c:91440300708461136T", "n:温州科技馆", "n:温科馆"]);
    }
}
