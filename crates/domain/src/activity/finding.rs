//! Findings of the pre-check (预检): what a reviewer should look at. They warn and never reject.

use serde::{Deserialize, Serialize};

use crate::activity::content::ActivityContent;
use crate::edition::Edition;
use crate::problem::Lang;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    Note,
    Warning,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Finding {
    pub code: String,
    pub severity: Severity,
    /// JSON pointer to the field.
    pub pointer: String,
    pub message: String,
}

/// What the caller has looked up.
#[derive(Debug, Clone, Copy)]
pub struct FindingContext<'a> {
    pub edition: &'a Edition,
    pub back_filed: bool,
    /// Names of hosts and co-organisers that are not certified.
    pub uncertified: &'a [String],
}

pub fn find(c: &ActivityContent, on: FindingContext<'_>, lang: Lang) -> Vec<Finding> {
    let mut all = Vec::new();
    let mut add = |code: &str, severity, pointer: &str, zh: String, en: String| {
        let message = if lang == Lang::Zh { zh } else { en };
        all.push(Finding {
            code: code.to_owned(),
            severity,
            pointer: pointer.to_owned(),
            message,
        });
    };
    if on.back_filed {
        add(
            "back_filed",
            Severity::Note,
            "/sessions",
            "补报：提交时活动已经结束".to_owned(),
            "Filed after the activity had ended".to_owned(),
        );
    }
    for name in on.uncertified {
        add(
            "uncertified_organization",
            Severity::Warning,
            "/hosts",
            format!("“{name}”尚未经过组织库认证"),
            format!("“{name}” is not certified yet"),
        );
    }
    if let Some(mode) = c.mode {
        let t = on.edition.thresholds;
        let enough = |n: Option<u32>, min: u32| n.is_some_and(|n| n >= min);
        let offline = mode.has_place() && enough(c.expected_participants.offline, t.min_participants_offline);
        let online =
            mode.is_on_the_net() && enough(c.expected_participants.online, t.min_participants_online);
        if !offline && !online {
            let (a, b) = (t.min_participants_offline, t.min_participants_online);
            add(
                "below_recommendation_threshold",
                Severity::Note,
                "/expected_participants",
                format!("预计人数低于推优要求（线下不少于 {a} 人，线上不少于 {b} 人），不影响填报"),
                format!(
                    "Below the numbers for recommendation ({a} on site, {b} online); filing is not affected"
                ),
            );
        }
    }
    all
}
