//! Findings of the pre-check (预检): what an organiser and a reviewer should look at. They warn, they sort the queue by
//! risk, and they never reject.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::activity::content::ActivityContent;
use crate::edition::Edition;
use crate::problem::Lang;
use crate::text;
use crate::word::{SensitiveHit, WordLevel};
use crate::wording::filled;

/// How serious a finding is; the order is that of a reviewer's attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    Note,
    Warning,
    Serious,
}

macro_rules! finding_codes {
    ($($(#[$doc:meta])* $name:ident $wire:literal $severity:ident $weight:literal $zh:literal $en:literal;)*) => {
        /// Stable code of a finding, with its severity, its weight in the risk and its words in both languages.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum FindingCode { $($(#[$doc])* #[serde(rename = $wire)] $name),* }

        impl FindingCode {
            pub const ALL: &'static [FindingCode] = &[$(FindingCode::$name),*];
            pub const fn as_str(self) -> &'static str {
                match self { $(FindingCode::$name => $wire),* }
            }
            pub const fn severity(self) -> Severity {
                match self { $(FindingCode::$name => Severity::$severity),* }
            }
            /// Points this finding adds to the risk.
            pub const fn weight(self) -> i32 {
                match self { $(FindingCode::$name => $weight),* }
            }
            const fn template(self, lang: Lang) -> &'static str {
                match lang {
                    Lang::Zh => match self { $(FindingCode::$name => $zh),* },
                    Lang::En => match self { $(FindingCode::$name => $en),* },
                }
            }
        }
    };
}

finding_codes! {
    SensitiveProhibited "sensitive_prohibited" Serious 200 "含有严禁出现的内容“{0}”" "Contains “{0}”, which must not appear";
    SensitiveCheck "sensitive_check" Warning 60 "含有需要核实的内容“{0}”" "Contains “{0}”, which needs a closer look";
    SensitiveNotice "sensitive_notice" Note 10 "含有提示用词“{0}”，请留意语境" "Contains “{0}”; mind the context";
    LinkForbidden "link_forbidden" Serious 80 "链接指向内部网络或不允许的地址：{0}" "The link leads to an internal or forbidden address: {0}";
    SimilarActivity "similar_activity" Warning 50 "可能重复：与“{0}”（{1}）相似" "Possibly the same event as “{0}” ({1})";
    LinkDead "link_dead" Warning 40 "链接打不开：{0}" "The link is dead: {0}";
    OutsideWindow "outside_window" Warning 40 "第 {0} 场不在活动时间 {1} 至 {2} 内" "Session {0} lies outside {1} – {2}";
    ContactInText "contact_in_text" Warning 40 "公开的文字中出现疑似个人联系方式“{0}”" "The public text seems to hold personal contact data: “{0}”";
    PosterUnusable "poster_unusable" Warning 40 "宣传图不是 600×350 像素或无法读取" "The poster is not 600×350 pixels or cannot be read";
    LinkTemporary "link_temporary" Warning 30 "微信临时链接会失效，请换成永久链接：{0}" "A temporary WeChat link will expire; use a permanent one: {0}";
    UnusualNumber "unusual_number" Warning 30 "数字异常，请核对：{0}" "Unusual number, please check: {0}";
    UncertifiedOrganization "uncertified_organization" Warning 20 "“{0}”尚未经过组织库认证" "“{0}” is not certified yet";
    PhotoRepeated "photo_repeated" Warning 20 "第 {0} 张与第 {1} 张照片相同或相似" "Photos {0} and {1} look alike";
    LinkShared "link_shared" Note 10 "该报道链接也被其他 {0} 项活动使用：{1}" "This report is used by {0} other activities: {1}";
    ReportBeforeActivity "report_before_activity" Note 5 "第 {0} 篇报道发布于活动开始之前" "Report {0} was published before the activity began";
    LinkUnverified "link_unverified" Note 8 "暂时未能核实链接：{0}" "The link could not be verified: {0}";
    BackFiled "back_filed" Note 6 "补报：提交时活动已经结束" "Filed after the activity had ended";
    BelowRecommendationThreshold "below_recommendation_threshold" Note 2
        "预计人数低于推优要求（线下不少于 {0} 人，线上不少于 {1} 人），不影响填报"
        "Below the numbers for recommendation ({0} on site, {1} online); filing is not affected";
}

/// A finding as it is kept: without words, so that each reader gets it in their language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    pub code: FindingCode,
    /// JSON pointer to the field.
    pub pointer: String,
    #[serde(default)]
    pub args: Vec<String>,
}

/// A finding as a reader gets it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Finding {
    /// Stable snake_case code.
    pub code: String,
    pub severity: Severity,
    /// JSON pointer (RFC 6901) to the field.
    pub pointer: String,
    /// What was found and what to do about it.
    pub message: String,
}

impl Found {
    pub(crate) fn new(code: FindingCode, pointer: impl Into<String>) -> Self {
        Self {
            code,
            pointer: pointer.into(),
            args: Vec::new(),
        }
    }
    pub(crate) fn with(mut self, arg: impl ToString) -> Self {
        self.args.push(arg.to_string());
        self
    }
    pub fn describe(&self, lang: Lang) -> Finding {
        let message = filled(self.code.template(lang), &self.args);
        Finding {
            code: self.code.as_str().to_owned(),
            severity: self.code.severity(),
            pointer: self.pointer.clone(),
            message,
        }
    }
}

/// Sum of the findings' weights, 0–1000: what sorts a queue by risk.
pub fn risk(findings: &[Found]) -> i32 {
    findings.iter().map(|f| f.code.weight()).sum::<i32>().min(1_000)
}

/// What became of the last attempt to reach a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LinkState {
    Alive,
    Dead,
    /// Leads where the server must not and a visitor cannot go.
    Forbidden,
    /// Not answered, or not to us.
    Unverified,
}

/// Another filing that may be the same event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SimilarTo {
    pub title: String,
    pub organization: String,
}

/// What the caller has looked up.
#[derive(Debug, Clone, Copy)]
pub struct FindingContext<'a> {
    pub edition: &'a Edition,
    pub back_filed: bool,
    /// Names of hosts and co-organisers that are not certified.
    pub uncertified: &'a [String],
    /// Words of the list that occur, with the field they occur in.
    pub sensitive: &'a [SensitiveHit],
    /// Links that were tried, by address.
    pub links: &'a BTreeMap<String, LinkState>,
    pub similar: &'a [SimilarTo],
    /// The poster did not pass its check or has another size.
    pub poster_unusable: bool,
}

impl<'a> FindingContext<'a> {
    /// What can be said without looking anything up: while somebody types.
    pub fn of(edition: &'a Edition) -> Self {
        static NO_LINKS: BTreeMap<String, LinkState> = BTreeMap::new();
        Self {
            edition,
            back_filed: false,
            uncertified: &[],
            sensitive: &[],
            links: &NO_LINKS,
            similar: &[],
            poster_unusable: false,
        }
    }
}

/// Everything worth a look, the most serious first.
pub fn find(c: &ActivityContent, on: FindingContext<'_>) -> Vec<Found> {
    let mut all = Vec::new();
    if on.back_filed {
        all.push(Found::new(FindingCode::BackFiled, "/sessions"));
    }
    window(c, on.edition, &mut all);
    for name in on.uncertified {
        all.push(Found::new(FindingCode::UncertifiedOrganization, "/hosts").with(name));
    }
    for hit in on.sensitive {
        let code = match hit.level {
            WordLevel::Prohibited => FindingCode::SensitiveProhibited,
            WordLevel::Check => FindingCode::SensitiveCheck,
            WordLevel::Notice => FindingCode::SensitiveNotice,
        };
        all.push(Found::new(code, &hit.pointer).with(&hit.word));
    }
    all.extend(
        links(c)
            .into_iter()
            .filter_map(|(pointer, url)| of_link(pointer, &url, on.links)),
    );
    for other in on.similar {
        let found = Found::new(FindingCode::SimilarActivity, "/title");
        all.push(found.with(&other.title).with(&other.organization));
    }
    if on.poster_unusable {
        all.push(Found::new(FindingCode::PosterUnusable, "/poster_id"));
    }
    contact_data(c, &mut all);
    numbers(c, &mut all);
    threshold(c, on.edition, &mut all);
    all.sort_by_key(|f| std::cmp::Reverse((f.code.severity(), f.code.weight())));
    all
}

fn window(c: &ActivityContent, edition: &Edition, all: &mut Vec<Found>) {
    let Some(window) = edition.window_for(c.region_code.as_ref()) else {
        return;
    };
    for (n, session) in c.sessions.iter().enumerate() {
        let outside = [session.starts_at, session.ends_at]
            .into_iter()
            .flatten()
            .any(|at| !window.contains(at.shanghai_date()));
        if outside {
            let found = Found::new(FindingCode::OutsideWindow, format!("/sessions/{n}"));
            all.push(found.with(n + 1).with(window.from).with(window.to));
        }
    }
}

/// Links that visitors are sent to: where the activity is, where it is booked, and what its details point at.
pub fn links(c: &ActivityContent) -> Vec<(&'static str, String)> {
    let fields = [
        ("/online_url", &c.online_url),
        ("/reservation_url", &c.reservation_url),
    ];
    let mut all: Vec<(&'static str, String)> = fields
        .into_iter()
        .filter_map(|(pointer, url)| Some((pointer, url.as_deref()?.trim().to_owned())))
        .collect();
    let html = c.detail_html.as_deref().unwrap_or_default();
    all.extend(html.split("href=\"").skip(1).take(20).filter_map(|rest| {
        let (url, _) = rest.split_once('"')?;
        Some(("/detail_html", url.replace("&amp;", "&")))
    }));
    all.retain(|(_, url)| text::is_web_address(url));
    all.dedup_by(|a, b| a.1 == b.1);
    all
}

/// What is to be said of one link.
pub(crate) fn of_link(pointer: &str, url: &str, states: &BTreeMap<String, LinkState>) -> Option<Found> {
    let code = match states.get(url) {
        _ if is_temporary(url) => FindingCode::LinkTemporary,
        Some(LinkState::Dead) => FindingCode::LinkDead,
        Some(LinkState::Forbidden) => FindingCode::LinkForbidden,
        Some(LinkState::Unverified) => FindingCode::LinkUnverified,
        Some(LinkState::Alive) | None => return None,
    };
    Some(Found::new(code, pointer).with(url))
}

/// WeChat's links of a draft or a share expire after hours; what they showed cannot be recovered. DOMAIN §6.5.
pub fn is_temporary(url: &str) -> bool {
    let lower = url.to_ascii_lowercase();
    let wechat = ["://mp.weixin.qq.com/", "://mp.weixinbridge.com/"]
        .iter()
        .any(|host| lower.contains(host));
    wechat
        && ["tempkey=", "timestamp=", "&signature=", "?signature=", "preview="]
            .iter()
            .any(|mark| lower.contains(mark))
}

/// The texts that become public, with their pointers.
pub fn public_texts(c: &ActivityContent) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut add = |pointer: &str, value: &Option<String>| {
        if let Some(value) = value {
            all.push((pointer.to_owned(), value.clone()));
        }
    };
    add("/title", &c.title);
    add("/address", &c.address);
    add("/structure/full_name", &c.structure.full_name);
    add("/detail_html", &c.detail_html.as_deref().map(text::plain_text));
    for (list, units) in [("hosts", &c.hosts), ("co_organizers", &c.co_organizers)] {
        for (n, unit) in units.iter().enumerate() {
            all.push((format!("/{list}/{n}/name"), unit.name.clone()));
        }
    }
    all
}

fn contact_data(c: &ActivityContent, all: &mut Vec<Found>) {
    for (pointer, value) in public_texts(c) {
        for found in text::contact_data(&value).into_iter().take(3) {
            all.push(Found::new(FindingCode::ContactInText, &pointer).with(found));
        }
    }
}

/// More people on site than the largest halls hold, more online than the largest broadcasts reach, more yuan than a
/// county spends on the whole campaign: rarely true, mostly a unit (万) too many.
const UNUSUAL_ON_SITE: u32 = 100_000;
const UNUSUAL_ONLINE: u32 = 5_000_000;
const UNUSUAL_BUDGET_YUAN: i64 = 10_000_000;

fn numbers(c: &ActivityContent, all: &mut Vec<Found>) {
    let expected = &c.expected_participants;
    let checks = [
        (
            "/expected_participants/offline",
            expected.offline.map(i64::from),
            i64::from(UNUSUAL_ON_SITE),
        ),
        (
            "/expected_participants/online",
            expected.online.map(i64::from),
            i64::from(UNUSUAL_ONLINE),
        ),
        ("/budget_yuan", c.budget_yuan, UNUSUAL_BUDGET_YUAN),
    ];
    for (pointer, value, most) in checks {
        if let Some(value) = value.filter(|v| *v > most) {
            all.push(Found::new(FindingCode::UnusualNumber, pointer).with(value));
        }
    }
}

fn threshold(c: &ActivityContent, edition: &Edition, all: &mut Vec<Found>) {
    let Some(mode) = c.mode else { return };
    let t = edition.thresholds;
    let enough = |n: Option<u32>, min: u32| n.is_some_and(|n| n >= min);
    let expected = &c.expected_participants;
    let on_site = mode.has_place() && enough(expected.offline, t.min_participants_offline);
    let online = mode.is_on_the_net() && enough(expected.online, t.min_participants_online);
    if !on_site && !online {
        let found = Found::new(
            FindingCode::BelowRecommendationThreshold,
            "/expected_participants",
        );
        all.push(
            found
                .with(t.min_participants_offline)
                .with(t.min_participants_online),
        );
    }
}

#[cfg(test)]
#[path = "finding_tests.rs"]
mod tests;
