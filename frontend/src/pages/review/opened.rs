//! An activity with all that a decision on it rests on: fetched together, so that it is drawn at once and nothing moves
//! under the reader's eyes.

use std::sync::Arc;

use domain::activity::diff::RevisionDiff;
use domain::activity::similarity::SimilarActivities;
use domain::activity::view::{Activity, AllowedAction};
use domain::edition::ReviewReason;
use domain::id::ActivityId;
use futures_util::join;
use leptos::prelude::*;

use crate::api::{Answer, activity as calls};
use crate::i18n::{review, t};
use crate::pages::activity::Offers;

#[derive(Debug, Clone)]
pub struct Opened {
    pub activity: Activity,
    pub offers: Arc<Offers>,
    /// What changed since the last review; absent for a first submission.
    pub difference: Option<Answer<RevisionDiff>>,
    pub similar: Answer<SimilarActivities>,
}

impl Opened {
    pub async fn fetch(id: ActivityId, editions: Editions) -> Answer<Self> {
        let (activity, similar) = join!(calls::show(id), calls::similar(id));
        let activity = activity?;
        let difference = async {
            if activity.revision > 1 {
                Some(calls::difference(id, activity.revision).await)
            } else {
                None
            }
        };
        let (offers, difference) = join!(editions.of(activity.edition.clone()), difference);
        Ok(Self {
            offers: offers?,
            difference,
            similar,
            activity,
        })
    }
    pub fn title(&self) -> String {
        self.activity.content.title.clone().unwrap_or_default()
    }
    pub fn can(&self, action: AllowedAction) -> bool {
        self.activity.actions.contains(&action)
    }
    /// The reasons to choose from, in the order of their digits.
    pub fn reasons(&self) -> Vec<ReviewReason> {
        reasons(&self.offers)
    }
}

/// The reasons of an edition, else the usual ones.
pub fn reasons(offers: &Offers) -> Vec<ReviewReason> {
    let own = &offers.edition.review_reasons;
    if own.is_empty() {
        usual_reasons()
    } else {
        own.clone()
    }
}

/// For editions that name none.
pub fn usual_reasons() -> Vec<ReviewReason> {
    let texts = [
        review::TEMPLATE_TIME,
        review::TEMPLATE_NAME,
        review::TEMPLATE_DETAIL,
        review::TEMPLATE_POSTER,
    ];
    let reason = |text| ReviewReason {
        title: String::new(),
        text: t(text).to_owned(),
    };
    texts.into_iter().map(reason).collect()
}

/// What editions offer to choose from, each asked for once. `Copy`.
#[derive(Clone, Copy)]
pub struct Editions(StoredValue<Vec<Arc<Offers>>>);

impl Editions {
    pub fn new() -> Self {
        Self(StoredValue::new(Vec::new()))
    }
    pub async fn of(self, key: String) -> Answer<Arc<Offers>> {
        let same = |offers: &&Arc<Offers>| offers.edition.key == key;
        let known = self
            .0
            .try_with_value(|all| all.iter().find(same).cloned())
            .flatten();
        if let Some(offers) = known {
            return Ok(offers);
        }
        let offers = Arc::new(Offers::fetch(key).await?);
        let _ = self.0.try_update_value(|all| all.push(Arc::clone(&offers)));
        Ok(offers)
    }
}
