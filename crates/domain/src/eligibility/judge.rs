//! Each rule with its figure and its words.

use super::{Evidence, RuleCode, RuleResult, is_on_time};
use crate::activity::status::Status;
use crate::edition::Thresholds;
use crate::text;
use crate::time::{CivilDate, Instant};

/// Seconds by which a film may be longer than allowed: a container's audio track often ends a few frames later.
const VIDEO_TOLERANCE_SECONDS: f64 = 0.5;

/// What is judged, by what, and in which language.
pub(super) struct Judge<'a> {
    pub(super) e: Evidence<'a>,
    pub(super) t: &'a Thresholds,
    pub(super) now: Instant,
    pub(super) last: Option<CivilDate>,
    pub(super) zh: bool,
}

/// Outcome, figure, what is required, what to do.
type Outcome = (Option<bool>, String, String, String);

impl Judge<'_> {
    fn words(&self, zh: impl Into<String>, en: impl Into<String>) -> String {
        if self.zh { zh.into() } else { en.into() }
    }

    pub(super) fn rule(&self, code: RuleCode) -> RuleResult {
        let (passed, actual, required, message) = match code {
            RuleCode::Approved => self.approved(),
            RuleCode::SupplementOnTime => self.on_time(),
            RuleCode::MediaReport => self.media_report(),
            RuleCode::Photos => self.photos(),
            RuleCode::Videos => self.videos(),
            RuleCode::Participants => self.participants(),
            RuleCode::Summary => self.summary(),
        };
        RuleResult {
            code,
            passed,
            actual,
            required,
            message,
        }
    }

    fn met(&self) -> String {
        self.words("符合要求", "Met")
    }

    fn approved(&self) -> Outcome {
        let status = self.e.status;
        let (passed, message) = if status == Status::Approved {
            (Some(true), self.met())
        } else if status.stage().is_some() {
            (
                None,
                self.words("审核通过后即符合", "Met as soon as the review is passed"),
            )
        } else if status == Status::TakenDown {
            (
                Some(false),
                self.words(
                    "活动已下架，不能推优",
                    "It was taken down and cannot be recommended",
                ),
            )
        } else {
            (
                Some(false),
                self.words(
                    "请提交审核，只有“已通过”的活动可以推优",
                    "Submit it for review; only approved activities can be recommended",
                ),
            )
        };
        (
            passed,
            status.name().to_owned(),
            Status::Approved.name().to_owned(),
            message,
        )
    }

    fn on_time(&self) -> Outcome {
        let Some(last) = self.last else {
            let ask = self.words("请先填写活动时间", "Enter when the activity takes place");
            return (None, String::new(), String::new(), ask);
        };
        let required = self.words(
            format!("{last} 24:00 前提交"),
            format!("submitted by the end of {last}"),
        );
        let left = (last - self.now.shanghai_date()).num_days();
        if let Some(at) = self.e.submitted_at {
            let clock = at.shanghai_clock().format("%Y-%m-%d %H:%M:%S").to_string();
            let on_time = is_on_time(at, last);
            let message = if on_time {
                self.met()
            } else {
                self.words(
                    "已逾期提交，内容保留；如有特殊情况可请省级管理员延期",
                    "Submitted late; it is kept. The province can move the deadline for a reason",
                )
            };
            return (Some(on_time), clock, required, message);
        }
        let actual = self.words("尚未提交", "not submitted");
        if is_on_time(self.now, last) {
            let message = if self.e.ends_at.is_some_and(|end| self.now < end) {
                self.words(
                    "活动结束后即可提交，现在可以先填写",
                    "It can be submitted when the activity is over; start filling it in now",
                )
            } else if left == 0 {
                self.words("今天是最后一天，请尽快提交", "Today is the last day: submit it")
            } else {
                self.words(
                    format!("还有 {left} 天，请填写后提交"),
                    format!("{left} days left: fill it in and submit it"),
                )
            };
            (None, actual, required, message)
        } else {
            let message = self.words(
                format!("已超过期限 {} 天；仍可补交，将标记为逾期", -left),
                format!(
                    "{} days too late; it can still be submitted and is marked late",
                    -left
                ),
            );
            (Some(false), actual, required, message)
        }
    }

    fn media_report(&self) -> Outcome {
        let usable = self
            .e
            .supplement
            .media_reports
            .iter()
            .filter(|r| text::is_web_address(r.url.trim()))
            .count();
        let min = self.t.media_reports_min as usize;
        let passed = usable >= min;
        let message = if passed {
            self.met()
        } else {
            self.words(
                format!("还缺 {} 篇带链接的媒体报道", min - usable),
                format!("{} more media report(s) with a link needed", min - usable),
            )
        };
        (
            Some(passed),
            self.words(format!("{usable} 篇"), usable.to_string()),
            self.words(format!("至少 {min} 篇"), format!("at least {min}")),
            message,
        )
    }

    /// Photos, each counted once.
    fn distinct_photos(&self) -> usize {
        let mut ids = self.e.supplement.photo_ids.clone();
        ids.sort_unstable();
        ids.dedup();
        ids.len()
    }

    fn photos(&self) -> Outcome {
        let count = self.distinct_photos();
        let (min, max) = (self.t.photos_min as usize, self.t.photos_max as usize);
        let message = if count < min {
            self.words(
                format!("还缺 {} 张照片", min - count),
                format!("{} more photo(s) needed", min - count),
            )
        } else if count > max {
            self.words(
                format!("多了 {} 张，请保留最能反映成效的 {max} 张", count - max),
                format!("{} too many: keep the {max} best ones", count - max),
            )
        } else {
            self.met()
        };
        (
            Some((min..=max).contains(&count)),
            self.words(format!("{count} 张"), count.to_string()),
            self.words(format!("{min}–{max} 张"), format!("{min}–{max}")),
            message,
        )
    }

    fn videos(&self) -> Outcome {
        let ids = &self.e.supplement.video_ids;
        let (most, seconds) = (self.t.videos_max as usize, self.t.video_max_seconds);
        let longest = f64::from(seconds) + VIDEO_TOLERANCE_SECONDS;
        let too_long: Vec<(usize, f64)> = ids
            .iter()
            .enumerate()
            .filter_map(|(n, id)| Some((n + 1, *self.e.video_seconds.get(id)?)))
            .filter(|(_, length)| *length > longest)
            .collect();
        let mut wrong: Vec<String> = too_long
            .iter()
            .map(|(n, length)| {
                let (found, most) = (clock(*length), clock(f64::from(seconds)));
                self.words(
                    format!("第 {n} 段视频长 {found}，请剪到 {most} 以内"),
                    format!("Video {n} is {found} long: cut it to {most}"),
                )
            })
            .collect();
        if ids.len() > most {
            wrong.push(self.words(
                format!("最多 {most} 段视频，请删去 {} 段", ids.len() - most),
                format!("At most {most} videos: remove {}", ids.len() - most),
            ));
        }
        let total = ids.len();
        let actual = match too_long.iter().map(|(_, length)| *length).reduce(f64::max) {
            None => self.words(format!("{total} 段"), total.to_string()),
            Some(most) => self.words(
                format!("{total} 段，最长 {}", clock(most)),
                format!("{total}, the longest {}", clock(most)),
            ),
        };
        let passed = wrong.is_empty();
        let message = if passed {
            self.met()
        } else {
            wrong.join(if self.zh { "；" } else { "; " })
        };
        let limit = clock(f64::from(seconds));
        let required = self.words(
            format!("不超过 {most} 段，每段 {limit} 以内"),
            format!("at most {most}, each up to {limit}"),
        );
        (Some(passed), actual, required, message)
    }

    fn participants(&self) -> Outcome {
        let counted = &self.e.supplement.actual_participants;
        let (site_min, net_min) = (self.t.min_participants_offline, self.t.min_participants_online);
        let Some(mode) = self.e.mode else {
            let ask = self.words("请先选择线下、线上或混合", "Choose on site, online or both");
            return (None, String::new(), String::new(), ask);
        };
        let site = mode.has_place().then_some((counted.offline, site_min));
        let net = mode.is_on_the_net().then_some((counted.online, net_min));
        let enough =
            |part: Option<(Option<u32>, u32)>| part.is_some_and(|(n, min)| n.is_some_and(|n| n >= min));
        let figure = |part: Option<(Option<u32>, u32)>, zh: &str, en: &str| {
            let (n, _) = part?;
            let n = n.map_or("—".to_owned(), |n| n.to_string());
            Some(self.words(format!("{zh} {n} 人"), format!("{n} {en}")))
        };
        let join = |a: Option<String>, b: Option<String>, zh: &str, en: &str| {
            let all: Vec<String> = a.into_iter().chain(b).collect();
            all.join(if self.zh { zh } else { en })
        };
        let actual = join(
            figure(site, "线下", "on site"),
            figure(net, "线上", "online"),
            "，",
            ", ",
        );
        let least = |part: Option<(Option<u32>, u32)>, zh: &str, en: &str| {
            let (_, min) = part?;
            Some(self.words(format!("{zh}不少于 {min} 人"), format!("at least {min} {en}")))
        };
        let required = join(
            least(site, "线下", "on site"),
            least(net, "线上", "online"),
            "或",
            " or ",
        );
        let reached = enough(site) || enough(net);
        let said = [site, net].into_iter().flatten().any(|(n, _)| n.is_some());
        let proven = self.distinct_photos() > 0;
        if reached && proven {
            (Some(true), actual, required, self.met())
        } else if reached {
            let message = self.words("人数已达到，还需照片佐证", "Enough people; photos must prove it");
            (Some(false), actual, required, message)
        } else if said {
            let message = self.words("实际参与人数未达到推优要求", "Too few people took part");
            (Some(false), actual, required, message)
        } else {
            let message = self.words("请填写实际参与人数", "Enter how many people took part");
            (Some(false), actual, required, message)
        }
    }

    fn summary(&self) -> Outcome {
        let parts = self.e.supplement.summary.parts();
        let missing: Vec<&str> = parts
            .iter()
            .filter(|(_, _, value)| !text::is_readable(value))
            .map(|(_, name, _)| *name)
            .collect();
        let (done, all) = (parts.len() - missing.len(), parts.len());
        let message = if missing.is_empty() {
            self.met()
        } else {
            self.words(
                format!("还缺：{}", missing.join("、")),
                format!("Still missing: {}", missing.join(", ")),
            )
        };
        (
            Some(missing.is_empty()),
            self.words(format!("{done} 部分"), format!("{done} parts")),
            self.words(format!("{all} 部分齐全"), format!("all {all} parts")),
            message,
        )
    }
}

/// 181 s as 3:01.
fn clock(seconds: f64) -> String {
    let whole = seconds.round() as u64;
    format!("{}:{:02}", whole / 60, whole % 60)
}
