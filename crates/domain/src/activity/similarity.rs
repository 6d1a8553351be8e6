//! When two filings may be the same event (疑似重复): the same event filed by a county and by its city, or twice by two
//! people of one organisation. PRODUCT §5, DOMAIN §8 case 5.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::activity::status::Status;
use crate::id::{ActivityId, JointId, MediaId, OrganizationId};
use crate::region::RegionCode;
use crate::text;
use crate::time::Instant;

/// Words that nearly every title of a campaign has: they say nothing of what an event is.
const COMMON: [&str; 22] = [
    "全国",
    "科普",
    "科普日",
    "科普月",
    "全国科普日",
    "全国科普月",
    "活动",
    "系列",
    "系列活动",
    "主题",
    "主题活动",
    "主场",
    "启动",
    "仪式",
    "启动仪式",
    "举办",
    "开展",
    "年",
    "届",
    "暨",
    "的",
    "和",
];

/// A title as it is compared: the words it is made of, and its runs of three characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TitleShape {
    words: BTreeSet<String>,
    trigrams: BTreeSet<[char; 3]>,
}

impl TitleShape {
    /// `words` is the title cut into words (segmentation needs a dictionary, which the caller has).
    pub fn new<'a>(title: &str, words: impl IntoIterator<Item = &'a str>) -> Self {
        let meaningful = |word: &String| {
            text::is_readable(word)
                && !COMMON.contains(&word.as_str())
                && !word.chars().all(|c| c.is_ascii_digit())
        };
        let words = words.into_iter().map(folded).filter(meaningful).collect();
        let mut plain = folded(title);
        plain.retain(|c| c.is_alphanumeric() && !c.is_ascii_digit());
        for common in [
            "全国科普日",
            "全国科普月",
            "科普日",
            "科普月",
            "系列活动",
            "主题活动",
            "启动仪式",
        ] {
            plain = plain.replace(common, "");
        }
        // Padded, so that short titles have runs too and beginnings count.
        let padded: Vec<char> = [' ', ' '].into_iter().chain(plain.chars()).chain([' ']).collect();
        let trigrams = padded.windows(3).map(|w| [w[0], w[1], w[2]]).collect();
        Self { words, trigrams }
    }

    /// How alike two titles are, 0–100: shared words and shared runs of characters count the same.
    pub fn likeness(&self, other: &Self) -> u8 {
        let dice = |shared: usize, a: usize, b: usize| (200 * shared).checked_div(a + b).unwrap_or(0);
        let runs = dice(
            self.trigrams.intersection(&other.trigrams).count(),
            self.trigrams.len(),
            other.trigrams.len(),
        );
        // A title of nothing but common words is compared by its characters alone.
        let alike = if self.words.is_empty() || other.words.is_empty() {
            runs
        } else {
            let words = dice(
                self.words.intersection(&other.words).count(),
                self.words.len(),
                other.words.len(),
            );
            usize::midpoint(runs, words)
        };
        u8::try_from(alike.min(100)).unwrap_or(100)
    }
}

fn folded(text: &str) -> String {
    text::half_width(text).to_lowercase()
}

/// Bits in which two perceptual hashes may differ while the pictures look the same.
pub const SAME_PICTURE_BITS: u32 = 6;

/// Whether two pictures look the same, by the 64 bits of their perceptual hashes.
pub fn same_picture(a: u64, b: u64) -> bool {
    (a ^ b).count_ones() <= SAME_PICTURE_BITS
}

/// What two filings have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Likeness {
    /// 名称相近
    Title,
    /// 时间重叠
    Time,
    /// 同一或上下级地区
    Region,
    /// 相同主办单位
    Host,
    /// 宣传图相同
    Poster,
}

/// What of a filing decides whether another may be the same event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint {
    pub title: TitleShape,
    pub starts_at: Option<Instant>,
    pub ends_at: Option<Instant>,
    pub region: RegionCode,
    /// Filing organisation, hosts and co-organisers.
    pub units: BTreeSet<OrganizationId>,
    pub poster: Option<MediaId>,
    pub poster_hash: Option<u64>,
}

/// A verdict on a pair, where it is worth a look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// 0–100
    pub score: u8,
    pub likeness: Vec<Likeness>,
}

/// Likeness of titles from which two filings of the same time and place are taken for one event.
const TITLE_ALIKE: u8 = 55;
/// With the same picture the titles may differ more.
const TITLE_RELATED: u8 = 30;

/// Compares two filings; `None` when they are most likely different events.
pub fn compare(a: &Fingerprint, b: &Fingerprint) -> Option<Verdict> {
    let title = a.title.likeness(&b.title);
    let overlap = match (a.starts_at, a.ends_at, b.starts_at, b.ends_at) {
        (Some(a_from), Some(a_to), Some(b_from), Some(b_to)) => a_from < b_to && b_from < a_to,
        _ => false,
    };
    let region = a.region.contains(&b.region) || b.region.contains(&a.region);
    let host = a.units.intersection(&b.units).next().is_some();
    let poster = match (a.poster_hash, b.poster_hash) {
        (Some(x), Some(y)) => same_picture(x, y),
        _ => a.poster.is_some() && a.poster == b.poster,
    };
    let alike = title >= TITLE_ALIKE && overlap && (region || host);
    // One organisation shows the same poster on each day of a series: there the time must overlap, too.
    let pictured = poster && title >= TITLE_RELATED && (overlap || (region && !host));
    if !alike && !pictured {
        return None;
    }
    let marks = [
        (Likeness::Title, title >= TITLE_ALIKE),
        (Likeness::Time, overlap),
        (Likeness::Region, region),
        (Likeness::Host, host),
        (Likeness::Poster, poster),
    ];
    let likeness: Vec<Likeness> = marks
        .into_iter()
        .filter(|(_, yes)| *yes)
        .map(|(mark, _)| mark)
        .collect();
    let extra = u32::try_from(likeness.len()).unwrap_or(0) * 10;
    let score = (u32::from(title) / 2 + extra).min(100);
    Some(Verdict {
        score: u8::try_from(score).unwrap_or(100),
        likeness,
    })
}

/// Another filing that may be the same event, as shown beside the one at hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SimilarActivity {
    pub id: ActivityId,
    pub title: String,
    pub organization_name: String,
    pub status: Status,
    pub starts_at: Option<Instant>,
    pub ends_at: Option<Instant>,
    pub region_code: Option<RegionCode>,
    pub region_name: Option<String>,
    pub poster_id: Option<MediaId>,
    /// 0–100
    pub score: u8,
    pub likeness: Vec<Likeness>,
    /// Both belong to the same joint filing already.
    pub joined: bool,
}

/// The pairs of a filing, and the joint filing (联合主办) it belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SimilarActivities {
    pub items: Vec<SimilarActivity>,
    pub joint: Option<JointFiling>,
}

/// Filings of one event: statistics count them once, as `primary`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JointFiling {
    pub id: JointId,
    /// The one that counts.
    pub primary: ActivityId,
    pub activities: Vec<ActivityId>,
}

/// Says that another filing is the same event.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct JoinFiling {
    pub activity_id: ActivityId,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Stands in for the dictionary: overlapping pairs of characters.
    fn shape(title: &str) -> TitleShape {
        let chars: Vec<char> = title.chars().collect();
        let words: Vec<String> = chars.windows(2).map(|pair| pair.iter().collect()).collect();
        TitleShape::new(title, words.iter().map(String::as_str))
    }

    fn filing(title: &str, day: u32, region: &str) -> Fingerprint {
        let at = |hour| Instant::parse(&format!("2024-09-{day:02}T{hour:02}:00:00+08:00"));
        Fingerprint {
            title: shape(title),
            starts_at: at(9),
            ends_at: at(11),
            region: region.parse().unwrap(),
            units: BTreeSet::new(),
            poster: None,
            poster_hash: None,
        }
    }

    #[test]
    fn one_event_filed_by_county_and_city_is_recognised() {
        let county = filing("2024年鹿城区全国科普日主场活动暨科学之夜", 15, "330302");
        let city = filing("鹿城区全国科普日主场活动暨科学之夜", 15, "330300");
        let verdict = compare(&county, &city).unwrap();
        assert!(
            verdict.likeness.contains(&Likeness::Region) && verdict.score > 60,
            "{verdict:?}"
        );
    }

    #[test]
    fn other_days_other_places_and_other_titles_are_other_events() {
        let one = filing("科学之夜天文观测", 15, "330302");
        assert_eq!(
            compare(&one, &filing("科学之夜天文观测", 17, "330302")),
            None,
            "another day"
        );
        assert_eq!(
            compare(&one, &filing("科学之夜天文观测", 15, "110101")),
            None,
            "another province"
        );
        assert_eq!(
            compare(&one, &filing("农技下乡果树栽培", 15, "330302")),
            None,
            "another title"
        );
        let common = filing("全国科普日活动", 15, "330302");
        assert_eq!(compare(&one, &common), None, "common words make nothing alike");
    }

    #[test]
    fn the_same_poster_brings_titles_closer() {
        let mut one = filing("科学之夜天文观测", 15, "330302");
        let mut other = filing("科学之夜露天观星", 15, "330304");
        assert_eq!(compare(&one, &other), None);
        (one.poster_hash, other.poster_hash) = (Some(0b1011), Some(0b1000));
        assert!(
            compare(&one, &other)
                .unwrap()
                .likeness
                .contains(&Likeness::Poster)
        );
    }

    #[test]
    fn the_days_of_a_series_are_no_duplicates_and_a_borrowed_poster_is() {
        let own: OrganizationId = uuid::Uuid::from_u128(1).into();
        let mut first = filing("科学之夜天文观测", 15, "330302");
        let mut second = filing("科学之夜天文观测", 16, "330302");
        for one in [&mut first, &mut second] {
            one.poster_hash = Some(7);
            one.units.insert(own);
        }
        assert_eq!(compare(&first, &second), None);
        second.units.clear();
        assert!(
            compare(&first, &second).is_some(),
            "filed once more by somebody else"
        );
    }

    proptest! {
        #[test]
        fn likeness_is_symmetric_and_whole_for_itself(a in "[科普学日夜探秘航天]{3,12}", b in "[科普学日夜探秘航天]{3,12}") {
            let (a, b) = (shape(&a), shape(&b));
            prop_assert_eq!(a.likeness(&b), b.likeness(&a));
            prop_assert_eq!(a.likeness(&a), 100);
        }
    }
}
