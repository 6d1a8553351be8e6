//! What of an edition is being set up, and what the server has of it.

use domain::edition::{Edition, Policies, ReviewReason};
use domain::problem::Faults;
use domain::region::RegionCode;
use leptos::prelude::*;
use serde_json::{Map, Value, json};

/// A reason as it is being written, with a key that stays its own when it is moved.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    pub key: u32,
    pub title: RwSignal<String>,
    pub text: RwSignal<String>,
}

#[derive(Default)]
struct State {
    policies: Policies,
    drafts: Vec<Draft>,
    last_key: u32,
    kept: Option<Edition>,
}

/// `Copy`. One signal tells that anything has changed, but for what is written in the reasons.
#[derive(Clone, Copy)]
pub(super) struct Settings {
    state: StoredValue<State>,
    changed: RwSignal<u32>,
}

impl Settings {
    pub fn new(edition: &Edition) -> Self {
        let settings = Self {
            state: StoredValue::new(State::default()),
            changed: RwSignal::new(0),
        };
        settings.set(edition);
        settings
    }
    pub fn version(self) -> i32 {
        self.state
            .with_value(|state| state.kept.as_ref().map_or(0, |kept| kept.version))
    }
    /// What the server has, in the place of everything.
    pub fn set(self, edition: &Edition) {
        self.base(edition);
        self.discard();
    }
    /// What the server has now; what is being set up stays as it is.
    pub fn base(self, edition: &Edition) {
        self.write(|state| state.kept = Some(edition.clone()));
    }
    /// Back to what the server has.
    pub fn discard(self) {
        self.write(|state| {
            let Some(kept) = state.kept.clone() else { return };
            state.policies = kept.policies;
            state.drafts.clear();
            for ReviewReason { title, text } in kept.review_reasons {
                state.draft(title, text);
            }
        });
    }

    pub fn carries_over(self) -> bool {
        self.read(|state| state.policies.carry_over_approvals)
    }
    pub fn set_carry_over(self, on: bool) {
        self.write(|state| state.policies.carry_over_approvals = on);
    }
    pub fn with_regions<R>(self, read: impl FnOnce(&[RegionCode]) -> R) -> R {
        self.read(|state| read(&state.policies.city_review_regions))
    }
    /// Those inside it need no line of their own any more.
    pub fn add_region(self, code: RegionCode) {
        self.write(|state| {
            let regions = &mut state.policies.city_review_regions;
            regions.retain(|r| !code.contains(r));
            regions.push(code);
        });
    }
    pub fn remove_region(self, code: &RegionCode) {
        self.write(|state| state.policies.city_review_regions.retain(|r| r != code));
    }

    pub fn keys(self) -> Vec<u32> {
        self.read(|state| state.drafts.iter().map(|d| d.key).collect())
    }
    pub fn reason(self, key: u32) -> Option<Draft> {
        self.state
            .with_value(|state| state.drafts.iter().find(|d| d.key == key).copied())
    }
    pub fn add_reason(self) -> u32 {
        self.write(|state| state.draft(String::new(), String::new()));
        self.state.with_value(|state| state.last_key)
    }
    pub fn remove_reason(self, key: u32) {
        self.write(|state| state.drafts.retain(|d| d.key != key));
    }
    /// Its number, counted from 0, and how many there are.
    pub fn place(self, key: u32) -> (usize, usize) {
        self.read(|state| {
            let place = state.drafts.iter().position(|d| d.key == key);
            (place.unwrap_or_default(), state.drafts.len())
        })
    }
    /// Exchanges a reason with the one above or below; answers where it is now.
    pub fn shift(self, key: u32, down: bool) -> usize {
        let (from, count) = untrack(|| self.place(key));
        let to = if down { from + 1 } else { from.saturating_sub(1) };
        if to >= count {
            return from;
        }
        self.write(|state| state.drafts.swap(from, to));
        to
    }

    /// What has changed, as a merge patch; empty when nothing has.
    pub fn changes(self) -> Map<String, Value> {
        let reasons = self.written();
        self.read(|state| {
            let (mut changes, mut changed) = (Map::new(), Map::new());
            let Some(edition) = &state.kept else {
                return changes;
            };
            let (now, kept) = (&state.policies, &edition.policies);
            if now.city_review_regions != kept.city_review_regions {
                changed.insert("city_review_regions".into(), json!(now.city_review_regions));
            }
            if now.carry_over_approvals != kept.carry_over_approvals {
                changed.insert("carry_over_approvals".into(), json!(now.carry_over_approvals));
            }
            if !changed.is_empty() {
                changes.insert("policies".into(), changed.into());
            }
            if reasons != edition.review_reasons {
                changes.insert("review_reasons".into(), json!(reasons));
            }
            changes
        })
    }
    /// Faults of the edition as it would be.
    pub fn check(self) -> Faults {
        let reasons = untrack(|| self.written());
        self.state.with_value(|state| {
            let edition = state.kept.clone().map(|kept| Edition {
                policies: state.policies.clone(),
                review_reasons: reasons,
                ..kept
            });
            edition.map(|edition| edition.check()).unwrap_or_default()
        })
    }

    fn written(self) -> Vec<ReviewReason> {
        let written = |text: RwSignal<String>| text.with(|t| t.trim().to_owned());
        self.read(|state| {
            let reason = |d: &Draft| ReviewReason {
                title: written(d.title),
                text: written(d.text),
            };
            state.drafts.iter().map(reason).collect()
        })
    }
    fn read<R>(self, read: impl FnOnce(&State) -> R) -> R {
        self.changed.track();
        self.state.with_value(read)
    }
    fn write(self, change: impl FnOnce(&mut State)) {
        self.state.update_value(change);
        self.changed.update(|n| *n += 1);
    }
}

impl State {
    fn draft(&mut self, title: String, text: String) {
        self.last_key += 1;
        self.drafts.push(Draft {
            key: self.last_key,
            title: RwSignal::new(title),
            text: RwSignal::new(text),
        });
    }
}
