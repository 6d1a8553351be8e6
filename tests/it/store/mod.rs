//! The contract of the store, the same on both engines.

mod activities;
mod certificates;
mod check_ins;
mod circulars;
mod desk;
mod entries;
mod exchange;
mod experts;
mod integration;
mod notices;
mod outbox;
mod owing;
mod people;
mod public;
mod recommendations;
mod resources;
mod security;
mod summaries;
mod supplements;
mod things;
mod venues;

use domain::access::{Grant, Role};
use domain::activity::content::ActivityContent;
use domain::activity::status::{Status, Step};
use domain::id::{AccountId, ActivityId, OrganizationId};
use domain::organization::{Certification, OrganizationSource};
use domain::region::{Region, RegionCode};
use domain::time::Instant;
use harness::Database;
use persistence::account::{self, Account};
use persistence::activity::{self, ActivityRecord};
use persistence::event::{self, EventRecord};
use persistence::organization::{self, OrganizationRecord};
use persistence::{Db, StoreError, Tx, reference};
use uuid::Uuid;

pub fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

pub fn code(text: &str) -> RegionCode {
    text.parse().unwrap()
}

pub fn uuid(n: u128) -> Uuid {
    Uuid::from_u128((7 << 76) | n)
}

/// A store with a region, an edition, an account and an organisation.
pub struct Store {
    pub db: Db,
    pub database: Database,
    pub account: AccountId,
    pub organization: OrganizationId,
}

pub fn region(code_text: &str, name: &str, parent: Option<&str>) -> Region {
    Region {
        code: code(code_text),
        name: name.to_owned(),
        full_name: name.to_owned(),
        level: code(code_text).level(),
        kind: domain::region::RegionKind::Administrative,
        parent_code: parent.map(code),
        in_charge_code: None,
        has_children: false,
    }
}

pub fn edition(key: &str, current: bool) -> domain::edition::Edition {
    serde_json::from_value(serde_json::json!({
        "key": key, "year": 2024, "type": "day", "title": "全国科普日", "theme": "提升全民科学素质",
        "filing_opens_on": "2024-08-21",
        "windows": [{"region_code": "100000", "from": "2024-08-02", "to": "2024-09-30"}],
        "concentrated": {"from": "2024-09-15", "to": "2024-09-25"},
        "categories": [{"code": "more", "name": "更多活动", "name_en": "More"}],
        "thresholds": {"min_participants_offline": 50, "min_participants_online": 100, "supplement_days": 10,
            "photos_min": 3, "photos_max": 10, "videos_max": 3, "video_max_seconds": 180, "media_reports_min": 1},
        "current": current
    }))
    .unwrap()
}

impl Store {
    pub async fn new() -> Self {
        let database = Database::migrated();
        let db = database.open();
        let (account, organization) = (AccountId::new(uuid(1)), OrganizationId::new(uuid(2)));
        db.write(move |tx| {
            reference::add_regions(
                tx,
                &[
                    region("100000", "全国", None),
                    region("330000", "浙江省", Some("100000")),
                    region("330300", "温州市", Some("330000")),
                    region("330302", "鹿城区", Some("330300")),
                ],
            )?;
            reference::put_edition(tx, &edition("2024", true), at("2024-08-01T00:00:00Z"))?;
            account::insert(tx, &an_account(account, 1))?;
            organization::insert(tx, &an_organization(organization, "温州科技馆"), &[])?;
            Ok::<_, StoreError>(())
        })
        .await
        .unwrap();
        Self {
            db,
            database,
            account,
            organization,
        }
    }

    pub fn draft(&self, n: u128) -> ActivityRecord {
        ActivityRecord {
            id: ActivityId::new(uuid(1000 + n)),
            edition: "2024".into(),
            organization_id: self.organization,
            created_by: self.account,
            status: Status::Draft,
            last_event_seq: 1,
            version: 1,
            revision: 0,
            review_region: code("330302"),
            line: Some("societies".into()),
            back_filed: false,
            content: ActivityContent {
                title: Some(format!("科普活动{n}")),
                ..ActivityContent::default()
            },
            sealed: vec![0, 1, 255],
            submitted_at: None,
            approved_at: None,
            created_at: at("2024-09-01T00:00:00.000001Z"),
            updated_at: at("2024-09-01T00:00:00Z").plus_seconds(i64::try_from(n).unwrap()),
        }
    }

    pub async fn insert(&self, a: &ActivityRecord) {
        let a = a.clone();
        self.db
            .write(move |tx| {
                activity::insert(tx, &a)?;
                event::append(tx, &an_event(&a, Step::Create, None))
            })
            .await
            .unwrap();
    }
}

pub fn an_account(id: AccountId, n: u8) -> Account {
    Account {
        id,
        phone_digest: vec![n; 32],
        phone_sealed: vec![n, 2, 3],
        display_name: format!("测试账号{n}"),
        locked: false,
        version: 1,
        created_at: at("2024-08-01T00:00:00.123456Z"),
        updated_at: at("2024-08-02T00:00:00Z"),
        locked_reason: Some("手机遗失".into()),
    }
}

pub fn an_organization(id: OrganizationId, name: &str) -> OrganizationRecord {
    OrganizationRecord {
        id,
        full_name: name.to_owned(),
        kind: "venue".into(),
        region_code: code("330302"),
        uscc: Some("91440300708461136T".into()),
        host_unit: Some("温州市科学技术协会".into()),
        aliases: vec!["科技馆".into(), "𠮷野·馆".into()],
        certification: Certification::Certified,
        source: OrganizationSource::Registry,
        contact_sealed: Some(vec![9, 8]),
        merged_into: None,
        created_by: None,
        version: 1,
        created_at: at("2024-08-01T00:00:00Z"),
        updated_at: at("2024-08-01T00:00:01Z"),
    }
}

pub fn an_event(a: &ActivityRecord, step: Step, from: Option<Status>) -> EventRecord {
    EventRecord {
        activity_id: a.id,
        seq: a.last_event_seq,
        step,
        from_status: from,
        to_status: a.status,
        reason: Some("“原因”".into()),
        revision: a.revision,
        actor_id: Some(a.created_by),
        actor_role: Some(Role::Organizer),
        at: at("2024-09-01T00:00:00.000002Z"),
        previous_hash: String::new(),
        on_behalf_of: None,
        hash: format!("hash {}", a.last_event_seq),
    }
}

pub fn a_grant(role: Role, region: Option<&str>, organization: Option<OrganizationId>) -> Grant {
    Grant {
        role,
        region: region.map(code),
        organization,
        lines: vec!["societies".into()],
        on_behalf_of: None,
    }
}

/// Runs `work` in a transaction.
pub async fn write<T: Send + 'static>(
    db: &Db,
    work: impl FnOnce(&mut Tx<'_>) -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    db.write(work).await
}
