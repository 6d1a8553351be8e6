//! Many plausible activities, written straight through the store: what is measured is reading and changing them.

use std::collections::BTreeMap;

use app::{Secrets, activity, public};
use domain::access::Role;
use domain::activity::content::{
    ActivityContent, Contact, Mode, Participants, Personal, Session, Structure, Unit,
};
use domain::activity::status::{Status, Step};
use domain::edition::Edition;
use domain::id::{AccountId, ActivityId, MediaId, OrganizationId};
use domain::public::{Mark, PublicActivity, PublicFacts};
use domain::region::Region;
use domain::time::Instant;
use persistence::activity::ActivityRecord;
use persistence::event::EventRecord;
use persistence::review::{self, Waiting};
use persistence::{Db, StoreError};
use rand::rngs::SmallRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use uuid::Uuid;

const WHAT: [&str; 12] = [
    "科普大篷车",
    "科学之夜",
    "科普讲座",
    "科技馆研学",
    "科学实验秀",
    "健康义诊",
    "防灾减灾演练",
    "航天主题展",
    "人工智能体验",
    "院士专家报告",
    "农技推广",
    "低碳生活市集",
];
const WHERE: [&str; 8] = [
    "进校园",
    "进社区",
    "进乡村",
    "进企业",
    "广场专场",
    "开放日",
    "线上直播",
    "亲子专场",
];
const TEXT: &str = "活动面向公众开放，安排展览参观、互动体验与专家讲解，讲述身边的科学原理，弘扬科学家精神，帮助不同年龄的参与者提升科学素质，\
                    现场设有咨询台与资料领取处，欢迎预约参加。";

/// What everything generated belongs to.
pub struct Owner {
    pub account: AccountId,
    pub organization: OrganizationId,
    pub organization_name: String,
    pub poster: MediaId,
}

/// 鹿城区: a tenth of all takes place here, within ten days. Nothing is spread evenly, least of all a campaign.
pub const CROWDED: &str = "330302";

#[derive(Default)]
pub struct Generated {
    pub drafts: Vec<ActivityId>,
    pub approved: Vec<ActivityId>,
    /// How many of the approved have which mark.
    pub marks: BTreeMap<Mark, u32>,
    /// The approved ones in the county where most take place.
    pub crowd: Vec<(ActivityId, ActivityContent)>,
    /// Waiting in the county and on the days where most take place.
    pub crowded: Vec<ActivityId>,
}

pub async fn generate(
    db: &Db,
    secrets: &Secrets,
    edition: &Edition,
    counties: &[Region],
    owner: &Owner,
    count: u32,
    now: Instant,
) -> anyhow::Result<Generated> {
    let mut rng = SmallRng::seed_from_u64(20_240_915);
    let window = edition
        .window_for(None)
        .ok_or_else(|| anyhow::anyhow!("the edition has a window"))?;
    let days = (window.to - window.from).num_days();
    let mut all = Generated::default();
    let crowd = counties
        .iter()
        .find(|county| county.code.as_str() == CROWDED)
        .ok_or_else(|| anyhow::anyhow!("the crowded county is missing"))?;
    let mut n = 0;
    while n < count {
        let mut batch = Vec::new();
        for _ in 0..1_000.min(count - n) {
            n += 1;
            let crowded = n % 10 == 2;
            let county = if crowded {
                crowd
            } else {
                counties
                    .choose(&mut rng)
                    .ok_or_else(|| anyhow::anyhow!("no counties"))?
            };
            let status = match n % 20 {
                0 | 1 => Status::Draft,
                2 => Status::ProvinceReview,
                _ => Status::Approved,
            };
            let starts = Instant::start_of_day(window.from)
                .plus_days(if crowded {
                    rng.random_range(40..50)
                } else {
                    rng.random_range(0..days)
                })
                .plus_seconds(rng.random_range(16..40) * 1_800);
            let made = one(
                &mut rng,
                secrets,
                edition,
                county,
                owner,
                status,
                starts,
                now.plus_seconds(-i64::from(n)),
            )?;
            match status {
                Status::Draft => all.drafts.push(made.0.id),
                Status::ProvinceReview if crowded => all.crowded.push(made.0.id),
                Status::Approved => {
                    let record = &made.0;
                    all.approved.push(record.id);
                    for mark in domain::public::marks(&record.content) {
                        *all.marks.entry(mark).or_default() += 1;
                    }
                    if county.code == crowd.code {
                        all.crowd.push((record.id, record.content.clone()));
                    }
                }
                _ => {}
            }
            batch.push(made);
        }
        let batch = std::sync::Arc::new(batch);
        let mut tries = 0;
        // The server writes as well, and SQLite lets one at a time.
        loop {
            let batch = std::sync::Arc::clone(&batch);
            match db.write(move |tx| keep(tx, &batch)).await {
                Err(StoreError::Unavailable(_)) if tries < 60 => tries += 1,
                done => break done?,
            }
        }
    }
    Ok(all)
}

/// Writes a batch as the platform would have, one step after the other.
fn keep(
    tx: &mut persistence::Tx<'_>,
    batch: &[(ActivityRecord, Vec<EventRecord>, Option<PublicActivity>)],
) -> Result<(), StoreError> {
    for (record, events, page) in batch {
        persistence::activity::insert(tx, record)?;
        for event in events {
            persistence::event::append(tx, event)?;
        }
        if let (Some(stage), Some(submitted_at), Some(starts_at)) = (
            record.status.stage(),
            record.submitted_at,
            record.content.starts_at(),
        ) {
            let waiting = Waiting {
                activity_id: record.id,
                stage,
                edition: record.edition.clone(),
                review_region: record.review_region.clone(),
                line: record.line.clone(),
                submitted_at,
                starts_at,
                risk: i32::from(record.id.uuid().as_bytes()[15]),
            };
            review::enter(tx, &waiting)?;
        }
        if let Some(page) = page {
            let marks = domain::public::marks(&record.content);
            let tokens = public::tokens_of_page(page, &marks);
            persistence::public::publish(tx, page, &marks, &tokens)?;
        }
    }
    Ok(())
}

type Made = (ActivityRecord, Vec<EventRecord>, Option<PublicActivity>);

#[expect(clippy::too_many_arguments, reason = "everything one activity depends on")]
fn one(
    rng: &mut SmallRng,
    secrets: &Secrets,
    edition: &Edition,
    county: &Region,
    owner: &Owner,
    status: Status,
    starts: Instant,
    at: Instant,
) -> anyhow::Result<Made> {
    let id = ActivityId::new(Uuid::new_v4());
    let category = edition
        .categories
        .choose(rng)
        .ok_or_else(|| anyhow::anyhow!("no categories"))?;
    let pick = |rng: &mut SmallRng, from: &[&str]| from.choose(rng).copied().unwrap_or_default().to_owned();
    let content = ActivityContent {
        title: Some(format!(
            "{}{}{}（{}）",
            county.name,
            pick(rng, &WHAT),
            pick(rng, &WHERE),
            rng.random_range(1..500)
        )),
        category: Some(category.code.clone()),
        sub_category: category.children.choose(rng).map(|c| c.code.clone()),
        mode: Some(Mode::Offline),
        sessions: vec![Session {
            starts_at: Some(starts),
            ends_at: Some(starts.plus_seconds(7_200)),
        }],
        region_code: Some(county.code.clone()),
        address: Some(format!("{}科普路 {} 号", county.name, rng.random_range(1..999))),
        venue_type: Some("science_museum".into()),
        audiences: vec!["general_public".into()],
        forms: vec!["exhibition".into()],
        expected_participants: Participants {
            offline: Some(rng.random_range(50..2_000)),
            online: None,
        },
        poster_id: Some(owner.poster),
        detail_html: Some(format!("<p>{TEXT}</p><p>{TEXT}</p>")),
        structure: Structure {
            kind: Some("venue".into()),
            full_name: Some(owner.organization_name.clone()),
        },
        hosts: vec![Unit {
            organization_id: Some(owner.organization),
            name: owner.organization_name.clone(),
        }],
        ..ActivityContent::default()
    };
    let contact = Contact {
        name: Some("示例联系人".into()),
        phone: Some("13900000005".into()),
    };
    let way: &[(Step, Status)] = match status {
        Status::Draft => &[(Step::Create, Status::Draft)],
        Status::ProvinceReview => &[
            (Step::Create, Status::Draft),
            (Step::Submit, Status::ProvinceReview),
        ],
        _ => &[
            (Step::Create, Status::Draft),
            (Step::Submit, Status::ProvinceReview),
            (Step::Approve, Status::NationalReview),
            (Step::Approve, Status::Approved),
        ],
    };
    let mut events: Vec<EventRecord> = Vec::new();
    for (seq, (step, to)) in (1..).zip(way) {
        let mut event = EventRecord {
            activity_id: id,
            seq,
            step: *step,
            from_status: events.last().map(|e| e.to_status),
            to_status: *to,
            reason: None,
            revision: i32::from(seq > 1),
            actor_id: Some(owner.account),
            actor_role: Some(Role::Organizer),
            at,
            previous_hash: events.last().map_or_else(String::new, |e| e.hash.clone()),
            hash: String::new(),
            on_behalf_of: None,
        };
        event.hash = activity::event_hash(&event);
        events.push(event);
    }
    let record = ActivityRecord {
        id,
        edition: edition.key.clone(),
        organization_id: owner.organization,
        created_by: owner.account,
        status,
        last_event_seq: i32::try_from(events.len())?,
        version: 1,
        revision: i32::from(status != Status::Draft),
        review_region: county.code.clone(),
        line: None,
        back_filed: false,
        sealed: secrets.seal(
            id.uuid().as_bytes(),
            &Personal {
                contact,
                people: Vec::new(),
            },
        )?,
        submitted_at: (status != Status::Draft).then_some(at),
        approved_at: (status == Status::Approved).then_some(at),
        created_at: at,
        updated_at: at,
        content,
    };
    let facts = PublicFacts {
        id,
        edition: edition.key.clone(),
        organization_name: owner.organization_name.clone(),
        region_name: county.full_name.clone(),
        updated_at: at,
    };
    let page = (status == Status::Approved)
        .then(|| PublicActivity::of(&record.content, facts))
        .flatten();
    Ok((record, events, page))
}
