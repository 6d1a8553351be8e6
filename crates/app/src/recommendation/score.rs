//! The score card: what the platform's data say of each entry, and what experts think.

use std::collections::BTreeMap;

use domain::access::Actor;
use domain::id::{AccountId, ActivityId, EntryId, ListId, OrganizationId};
use domain::problem::{Code, Lang};
use domain::recommendation::score::{
    Expert, ExpertScore, FAR_APART, Indicator, IndicatorScore, ScoreCard, ScoreLine, from_figure, total,
    weights,
};
use domain::recommendation::{EntryStatus, ListRight, Subject, may_list};
use domain::supplement::OutletLevel;
use persistence::activity::{self, ActivityRecord};
use persistence::recommendation::{self as store, EntryRecord, ListRecord};
use persistence::{Conn, joint};

use crate::app::App;
use crate::error::AppResult;
use crate::supplement::{Judged, judge_submitted};

/// Entries on one card; what is beyond is scored after others left.
const CARD_MAX: usize = 300;
/// Activities of the organisations of one card that are counted, the latest first.
const ACTIVITIES_MAX: i64 = 3_000;

/// The score card of a list: whole for its officials and those above, blind for an invited expert.
pub async fn score_card(app: &App, actor: &Actor, id: ListId, lang: Lang) -> AppResult<ScoreCard> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .read(move |conn| {
            let l = store::find(conn, id)?;
            let expert = store::is_expert(conn, id, actor.account)?;
            let official = may_list(&actor, ListRight::View, &l.region_code);
            if !expert {
                official?;
            }
            card(conn, &this, &l, &actor, expert, lang)
        })
        .await
}

pub(super) fn card(
    conn: &mut Conn,
    app: &App,
    l: &ListRecord,
    actor: &Actor,
    blind: bool,
    lang: Lang,
) -> AppResult<ScoreCard> {
    let mut entries = store::entries(conn, l.id, EntryStatus::Listed, None, CARD_MAX)?;
    if l.status == domain::recommendation::ListStatus::Open {
        let room = CARD_MAX.saturating_sub(entries.len());
        entries.extend(store::entries(conn, l.id, EntryStatus::Applied, None, room)?);
    }
    if blind {
        // Not in the order in which officials rank them.
        entries.sort_by_key(|e| e.id);
    }
    let facts = Facts::of(conn, app, l, &entries, lang)?;
    let invited = store::experts(conn, l.id)?;
    let counted: Vec<AccountId> = invited.iter().map(|e| e.account_id).collect();
    let ids: Vec<EntryId> = entries.iter().map(|e| e.id).collect();
    let given = store::scores(conn, &ids)?;
    let weights = weights(&l.weights);
    let lines = (1..)
        .zip(&entries)
        .map(|(n, e)| {
            let indicators = facts.indicators(e);
            let of_entry = || given.iter().filter(|(entry, ..)| *entry == e.id);
            let by_experts: Vec<u32> = of_entry()
                .filter(|(_, who, _)| counted.contains(who))
                .map(|(_, _, score)| total(&score.scores, &weights))
                .collect();
            let from_data = total(
                &indicators.iter().map(|i| (i.indicator, i.from_data)).collect(),
                &weights,
            );
            let own = of_entry()
                .find(|(_, who, _)| *who == actor.account)
                .map(|(_, _, score)| score.clone());
            ScoreLine {
                entry_id: e.id,
                name: if blind { format!("{n} 号") } else { e.name.clone() },
                organization_name: (!blind).then(|| facts.unit(e.organization_id)),
                indicators,
                from_data,
                total: mean(&by_experts).unwrap_or(from_data),
                far_apart: spread(&by_experts) > FAR_APART,
                by_experts: if blind { Vec::new() } else { by_experts },
                own,
                summary: facts.summary(e),
            }
        })
        .collect();
    let scored_by = |who: AccountId| {
        let n = given.iter().filter(|(_, by, _)| *by == who).count();
        u32::try_from(n).unwrap_or(u32::MAX)
    };
    let experts = invited
        .iter()
        .filter(|e| !blind || e.account_id == actor.account)
        .map(|e| Expert {
            account_id: e.account_id,
            name: e.display_name.clone(),
            scored: scored_by(e.account_id),
        })
        .collect();
    Ok(ScoreCard {
        weights,
        blind,
        experts,
        lines,
    })
}

fn mean(all: &[u32]) -> Option<u32> {
    let n = u32::try_from(all.len()).ok().filter(|n| *n > 0)?;
    Some((all.iter().sum::<u32>() + n / 2) / n)
}

fn spread(all: &[u32]) -> u32 {
    let (min, max) = (all.iter().min(), all.iter().max());
    max.zip(min).map_or(0, |(max, min)| max - min)
}

/// The totals of some entries: the experts' mean, else that from data.
pub(super) fn totals(
    conn: &mut Conn,
    app: &App,
    l: &ListRecord,
    entries: &[EntryRecord],
    activities: &BTreeMap<ActivityId, ActivityRecord>,
    judged: &BTreeMap<ActivityId, Judged>,
) -> AppResult<BTreeMap<EntryId, u32>> {
    if entries.is_empty() {
        return Ok(BTreeMap::new());
    }
    let facts = match l.subject {
        Subject::Activity => Facts {
            joined: joined(conn, activities.keys().copied())?,
            activities: activities.values().cloned().collect(),
            judged: judged.clone(),
            units: BTreeMap::new(),
        },
        Subject::Organization => Facts::of(conn, app, l, entries, Lang::Zh)?,
    };
    let experts: Vec<AccountId> = store::experts(conn, l.id)?.iter().map(|e| e.account_id).collect();
    let ids: Vec<EntryId> = entries.iter().map(|e| e.id).collect();
    let given = if experts.is_empty() {
        Vec::new()
    } else {
        store::scores(conn, &ids)?
    };
    let weights = weights(&l.weights);
    let sum = |e: &EntryRecord| {
        let experts: Vec<u32> = given
            .iter()
            .filter(|(entry, who, _)| *entry == e.id && experts.contains(who))
            .map(|(_, _, score): &(_, _, ExpertScore)| total(&score.scores, &weights))
            .collect();
        let data = facts.indicators(e);
        let data = data.iter().map(|i| (i.indicator, i.from_data)).collect();
        mean(&experts).unwrap_or_else(|| total(&data, &weights))
    };
    Ok(entries.iter().map(|e| (e.id, sum(e))).collect())
}

/// Activities and how many filings each is joined with.
fn joined(conn: &mut Conn, ids: impl Iterator<Item = ActivityId>) -> AppResult<BTreeMap<ActivityId, u64>> {
    let ids: Vec<ActivityId> = ids.collect();
    let members = joint::of(conn, &ids)?;
    let mut all = BTreeMap::new();
    for member in &members {
        all.insert(member.activity_id, 1);
    }
    Ok(all)
}

/// What the platform knows of the entries of a card.
struct Facts {
    activities: Vec<ActivityRecord>,
    judged: BTreeMap<ActivityId, Judged>,
    joined: BTreeMap<ActivityId, u64>,
    units: BTreeMap<OrganizationId, String>,
}

impl Facts {
    fn of(
        conn: &mut Conn,
        app: &App,
        l: &ListRecord,
        entries: &[EntryRecord],
        lang: Lang,
    ) -> AppResult<Self> {
        let units: Vec<OrganizationId> = entries.iter().map(|e| e.organization_id).collect();
        let activities = match l.subject {
            Subject::Activity => {
                let ids: Vec<ActivityId> = entries.iter().filter_map(|e| e.activity_id).collect();
                activity::find_all(conn, &ids)?
            }
            Subject::Organization => activity::approved_of(conn, &l.edition, &units, ACTIVITIES_MAX)?,
        };
        Ok(Self {
            judged: judge_submitted(conn, &activities, app.now(), lang)?,
            joined: joined(conn, activities.iter().map(|a| a.id))?,
            units: persistence::organization::certifications(conn, &units)?
                .into_iter()
                .map(|(id, (name, _))| (id, name))
                .collect(),
            activities,
        })
    }

    fn unit(&self, id: OrganizationId) -> String {
        self.units.get(&id).cloned().unwrap_or_default()
    }

    /// The activities an entry stands for: itself, or all of the organisation.
    fn behind<'a>(&'a self, e: &'a EntryRecord) -> impl Iterator<Item = &'a ActivityRecord> {
        self.activities.iter().filter(move |a| match e.activity_id {
            Some(id) => a.id == id,
            None => a.organization_id == e.organization_id,
        })
    }

    fn indicators(&self, e: &EntryRecord) -> Vec<IndicatorScore> {
        Indicator::ALL
            .into_iter()
            .map(|indicator| {
                let figure = self.behind(e).map(|a| self.figure(indicator, a)).sum();
                IndicatorScore {
                    indicator,
                    figure,
                    from_data: from_figure(indicator, figure),
                }
            })
            .collect()
    }

    fn figure(&self, indicator: Indicator, a: &ActivityRecord) -> u64 {
        let supplement = self.judged.get(&a.id).map(|j| &j.supplement);
        let people = supplement.map(|s| &s.actual_participants);
        let number = |n: Option<u32>| u64::from(n.unwrap_or(0));
        match indicator {
            Indicator::Mobilization => {
                let units = a.content.hosts.len() + a.content.co_organizers.len();
                u64::try_from(units).unwrap_or(0).max(1)
            }
            Indicator::Scale => people.map_or(0, |p| number(p.offline) + number(p.online)),
            Indicator::Publicity => supplement
                .map(|s| s.media_reports.iter().map(|r| weight_of(r.level)).sum())
                .unwrap_or(0),
            Indicator::Volunteers => number(a.content.sci_workers.count),
            Indicator::JointAction => {
                let category = u64::from(a.content.category.as_deref() == Some("joint_action"));
                category + self.joined.get(&a.id).copied().unwrap_or(0)
            }
            Indicator::OnlineTopics => people.map_or(0, |p| number(p.online)),
        }
    }

    fn summary(&self, e: &EntryRecord) -> Option<domain::supplement::ActivitySummary> {
        let judged = self.judged.get(&e.activity_id?)?;
        Some(judged.supplement.summary.clone())
    }
}

/// A report in a national outlet weighs five of one's own.
const fn weight_of(level: Option<OutletLevel>) -> u64 {
    match level {
        Some(OutletLevel::National) => 5,
        Some(OutletLevel::Province) => 3,
        Some(OutletLevel::City) => 2,
        Some(OutletLevel::County | OutletLevel::Own) | None => 1,
    }
}

/// Refuses who was not invited.
pub(super) fn must_be_expert(conn: &mut Conn, id: ListId, actor: &Actor) -> AppResult<()> {
    if store::is_expert(conn, id, actor.account)? {
        Ok(())
    } else {
        Err(Code::NotFound.into())
    }
}
