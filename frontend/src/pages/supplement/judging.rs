//! How the activity stands for a recommendation: by the server's word where that is of what is on the form, else by the
//! same rules in the browser, so that a rule turns green while somebody types.

use std::collections::BTreeMap;

use domain::activity::status::Status;
use domain::activity::view::Activity;
use domain::edition::Thresholds;
use domain::eligibility::{Eligibility, Evidence, RuleCode, RuleResult, judge};
use domain::id::MediaId;
use domain::supplement::{Supplement, SupplementContent};
use domain::time::Instant;
use gloo_timers::callback::Interval;
use leptos::prelude::*;

use super::draft::Draft;
use super::saving::Saving;
use crate::api::supplement::{self as api, Basis};
use crate::autosave::SavingState;
use crate::i18n::lang;
use crate::page;

/// How one rule is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleState {
    Met,
    /// Not yet, and there is time.
    Open,
    /// Everything is there, it is to be handed in.
    Submit,
    /// Reviewers have it.
    Review,
    Failed,
}

impl RuleState {
    pub fn of(rule: &RuleResult, over: bool) -> Self {
        match (rule.passed, rule.code) {
            (Some(true), _) => Self::Met,
            (None, RuleCode::Approved) => Self::Review,
            (None, RuleCode::SupplementOnTime) => Self::Submit,
            (Some(false), RuleCode::Approved | RuleCode::SupplementOnTime) => Self::Failed,
            _ if over => Self::Failed,
            _ => Self::Open,
        }
    }
}

/// The whole in a few words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Eligible,
    /// Only handing in is missing; `again` where it was handed in before.
    Ready {
        again: bool,
    },
    /// The same, but the activity is not over.
    ReadyLater,
    Missing(usize),
    NotEligible,
}

/// What the cockpit shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    pub eligibility: Eligibility,
    pub verdict: Verdict,
    /// The deadline has passed.
    pub over: bool,
    /// What was handed in is what counts, whatever is on the form.
    pub fixed: bool,
}

impl Judged {
    /// `changed`: the form differs from what was handed in.
    pub fn new(eligibility: Eligibility, s: &Supplement, changed: bool, ended: bool) -> Self {
        let over = eligibility.days_left.is_some_and(|days| days < 0);
        let fixed = over && s.submission > 0;
        let missing = || eligibility.rules.iter().filter(|r| r.passed != Some(true));
        let only_hand_in = missing().all(|r| r.code == RuleCode::SupplementOnTime && r.passed.is_none());
        let verdict = if eligibility.eligible && (fixed || !changed) {
            Verdict::Eligible
        } else if only_hand_in && !ended {
            Verdict::ReadyLater
        } else if only_hand_in {
            Verdict::Ready {
                again: s.submission > 0,
            }
        } else if over || missing().any(|r| RuleState::of(r, over) == RuleState::Failed) {
            Verdict::NotEligible
        } else {
            Verdict::Missing(missing().count())
        };
        Self {
            eligibility,
            verdict,
            over,
            fixed,
        }
    }
    pub fn met(&self) -> usize {
        let rules = self.eligibility.rules.iter();
        rules.filter(|rule| rule.passed == Some(true)).count()
    }
    pub fn rule(&self, code: RuleCode) -> Option<&RuleResult> {
        self.eligibility.rules.iter().find(|rule| rule.code == code)
    }
    /// What to do for a recommendation, where something is.
    pub fn unmet_on_form(&self) -> Vec<RuleResult> {
        let rules = self.eligibility.rules.iter();
        rules
            .filter(|r| r.passed != Some(true) && r.code.pointer().is_some())
            .cloned()
            .collect()
    }
}

/// What the rules need of the activity.
#[derive(Clone, Copy)]
pub struct Facts {
    pub status: Status,
    pub mode: Option<domain::activity::content::Mode>,
    pub ends_at: Option<Instant>,
    pub thresholds: Thresholds,
}

impl Facts {
    pub fn of(a: &Activity, thresholds: Thresholds) -> Self {
        Self {
            status: a.status,
            mode: a.content.mode,
            ends_at: a.content.ends_at(),
            thresholds,
        }
    }
    pub fn ended(&self) -> bool {
        let over = |end| page::now().is_some_and(|now| now >= end);
        self.ends_at.is_some_and(over)
    }
    fn judge(
        &self,
        content: &SupplementContent,
        s: &Supplement,
        seconds: &BTreeMap<MediaId, f64>,
    ) -> Option<Eligibility> {
        let evidence = Evidence {
            status: self.status,
            mode: self.mode,
            ends_at: self.ends_at,
            extended_until: s.extension.as_ref().map(|e| e.until),
            supplement: content,
            submitted_at: s.submitted_at,
            video_seconds: seconds,
        };
        Some(judge(evidence, &self.thresholds, page::now()?, lang()))
    }
    /// Whether a film of this length would do by itself.
    pub fn video_fits(&self, id: MediaId, seconds: f64, s: &Supplement) -> bool {
        let content = SupplementContent {
            video_ids: vec![id],
            ..SupplementContent::default()
        };
        let judged = self.judge(&content, s, &BTreeMap::from([(id, seconds)]));
        let videos = |e: Eligibility| e.rules.into_iter().find(|r| r.code == RuleCode::Videos);
        judged
            .and_then(videos)
            .is_none_or(|rule| rule.passed == Some(true))
    }
}

/// What is to be asked of the server: after the deadline, and while nothing was changed, what was handed in.
pub fn basis(s: &Supplement) -> Basis {
    let over = s.deadline.zip(page::now()).is_some_and(|(last, now)| now > last);
    if s.submission > 0 && (over || !s.changed_since) {
        Basis::Submitted
    } else {
        Basis::Draft
    }
}

/// The judgement as a signal. `Copy`.
#[derive(Clone, Copy)]
pub struct Judging {
    pub shown: Memo<Judged>,
    pub facts: StoredValue<Facts>,
}

impl Judging {
    /// `first` is the server's answer for what `saving` begins with.
    pub fn start(facts: Facts, draft: Draft, saving: Saving, first: Eligibility) -> Self {
        let key = |s: &Supplement| (s.version, s.submission, s.deadline);
        let asked = saving.saved().with_untracked(key);
        let server = RwSignal::new((asked, first));
        let saved = Memo::new(move |_| saving.saved().with(key));
        Effect::new(move |before: Option<()>| {
            let wanted = saved.get();
            if before.is_none() {
                return;
            }
            let (id, basis) = saving.saved().with_untracked(|s| (s.activity_id, basis(s)));
            leptos::task::spawn_local(async move {
                if let Ok(answer) = api::eligibility(id, basis).await
                    && saved.try_get_untracked() == Some(wanted)
                {
                    server.set((wanted, answer));
                }
            });
        });
        // Days go by while a page is open.
        let minutes = RwSignal::new(0_u32);
        let ticking = StoredValue::new_local(Interval::new(60_000, move || {
            let _ = minutes.try_update(|n| *n = n.wrapping_add(1));
        }));
        on_cleanup(move || ticking.dispose());
        let shown = Memo::new(move |_| {
            minutes.track();
            let s = saving.saved().get();
            let (of, answer) = server.get();
            let unsaved = !matches!(saving.state.get(), SavingState::Saved(_));
            let changed = s.submission > 0 && (unsaved || s.changed_since);
            let over = answer.days_left.is_some_and(|days| days < 0);
            let as_server_says = (!unsaved && of == key(&s)) || (over && s.submission > 0);
            let eligibility = if as_server_says {
                Some(answer.clone())
            } else {
                let content = draft.content();
                facts
                    .judge(&content, &s, &draft.video_seconds())
                    .map(|local| of_form(local, &answer))
            };
            Judged::new(eligibility.unwrap_or(answer), &s, changed, facts.ended())
        });
        Self {
            shown,
            facts: StoredValue::new(facts),
        }
    }
}

/// What is not on the form, the server knows better.
fn of_form(mut local: Eligibility, server: &Eligibility) -> Eligibility {
    for rule in &mut local.rules {
        let known = server.rules.iter().find(|r| r.code == rule.code);
        if let (None, Some(known)) = (rule.code.pointer(), known) {
            *rule = known.clone();
        }
    }
    local.of_draft = true;
    local.eligible = local.rules.iter().all(|rule| rule.passed == Some(true));
    local
}
