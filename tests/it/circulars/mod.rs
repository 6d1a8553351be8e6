//! Notices (通知公告): issued, forwarded, read, done, withdrawn.

mod chain;
mod receipts;
mod telling;
mod texts;

use app::{AppError, Outcome, circular};
use domain::access::{Actor, Grant, Role};
use domain::circular::{
    Audience, Circular, CircularContent, CircularItem, Deadline, DeadlineFor, NewCircular, NewForward,
    OrganizationReach,
};
use domain::id::{CircularId, GrantId, MediaId, OrganizationId};
use domain::media::{MediaKind, MediaStatus};
use domain::organization::{Certification, OrganizationSource};
use domain::problem::Code;
use domain::region::RegionCode;
use harness::World;
use persistence::media::MediaRecord;
use persistence::organization::OrganizationRecord;
use persistence::{StoreError, grant, media, organization};
use uuid::Uuid;

pub fn regions_only() -> Audience {
    Audience {
        regions: true,
        ..Audience::default()
    }
}

pub fn deadline(due_on: &str, whom: DeadlineFor) -> Deadline {
    Deadline {
        n: 0,
        what: "报送总结和推荐表".into(),
        due_on: due_on.parse().unwrap(),
        whom,
    }
}

pub fn new(region: &str, audience: Audience) -> NewCircular {
    NewCircular {
        region_code: region.parse().unwrap(),
        edition: Some("2024".into()),
        public: false,
        audience,
        content: CircularContent {
            title: "关于开展2024年全国科普日活动的通知".into(),
            document_number: Some("示例函〔2024〕1号".into()),
            office: "中国科协办公厅".into(),
            body_html: "<p>请各地组织开展科普日活动。</p><script>alert(1)</script>".into(),
            ..CircularContent::default()
        },
    }
}

pub async fn drafted(w: &World, by: &Actor, new: NewCircular) -> Circular {
    match circular::create(&w.app, by, new, None).await.unwrap() {
        Outcome::New(made) => made,
        Outcome::Again { .. } => unreachable!("no key was given"),
    }
}

pub async fn published(w: &World, by: &Actor, new: NewCircular) -> Circular {
    let draft = drafted(w, by, new).await;
    circular::publish(&w.app, by, draft.id, draft.version)
        .await
        .unwrap()
}

pub fn forward_of(region: &str, audience: Audience) -> NewForward {
    NewForward {
        region_code: region.parse().unwrap(),
        office: format!("{region}科协"),
        cover: "现转发给你们，请认真落实。".into(),
        audience,
        attachment_ids: vec![],
        deadlines: vec![],
        accept_later: false,
    }
}

pub async fn forwarded(w: &World, by: &Actor, id: CircularId, new: NewForward) -> Result<Circular, AppError> {
    match circular::forward(&w.app, by, id, new, None).await? {
        Outcome::New(made) => Ok(made),
        Outcome::Again { .. } => unreachable!("no key was given"),
    }
}

/// The code that a use case was refused with.
#[track_caller]
pub fn refused<T>(answer: Result<T, AppError>) -> Code {
    answer.err().expect("it was allowed").code()
}

/// More venues in these regions, each with one member; answers them with their people.
pub async fn venues(w: &World, count: usize, regions: &[&str]) -> Vec<(OrganizationId, Actor)> {
    let mut all = Vec::new();
    for n in 0..count {
        let id: OrganizationId = w.app.new_id();
        let record = OrganizationRecord {
            id,
            full_name: format!("示例科普场馆{n}"),
            kind: "venue".into(),
            region_code: regions[n % regions.len()].parse().unwrap(),
            uscc: None,
            host_unit: None,
            aliases: Vec::new(),
            certification: Certification::Certified,
            source: OrganizationSource::Import,
            contact_sealed: None,
            merged_into: None,
            created_by: None,
            version: 1,
            created_at: w.app.now(),
            updated_at: w.app.now(),
        };
        let given = Grant {
            role: Role::Organizer,
            region: None,
            organization: Some(id),
            lines: Vec::new(),
            on_behalf_of: None,
        };
        // One person for each, without a phone that anybody could be sent to.
        let account: domain::id::AccountId = w.app.new_id();
        let person = persistence::account::Account {
            id: account,
            phone_digest: account.uuid().as_bytes().to_vec(),
            phone_sealed: vec![0],
            display_name: format!("示例成员{n}"),
            locked: false,
            version: 1,
            created_at: w.app.now(),
            updated_at: w.app.now(),
            locked_reason: None,
        };
        let (now, kept) = (w.app.now(), given.clone());
        w.app
            .db()
            .write(move |tx| {
                organization::insert(tx, &record, &[])?;
                persistence::account::insert(tx, &person)?;
                grant::insert(tx, GrantId::new(Uuid::now_v7()), account, &kept, now)?;
                Ok::<_, StoreError>(())
            })
            .await
            .unwrap();
        let actor = Actor {
            account,
            grants: vec![given],
        };
        all.push((id, actor));
    }
    all
}

pub fn everybody() -> Audience {
    Audience {
        regions: true,
        organizations: OrganizationReach::WholeRegion,
        kinds: vec![],
    }
}

pub fn code(text: &str) -> RegionCode {
    text.parse().unwrap()
}

/// An attachment that passed its check.
pub async fn attachment(w: &World, by: &Actor) -> MediaId {
    let id: MediaId = w.app.new_id();
    let record = MediaRecord {
        id,
        kind: MediaKind::Attachment,
        status: MediaStatus::Ready,
        file_name: "推荐汇总表.pdf".into(),
        content_type: "application/pdf".into(),
        size: 9,
        sha256: None,
        object_key: format!("files/{id}/original"),
        upload_id: None,
        width: None,
        height: None,
        duration_ms: None,
        perceptual_hash: None,
        variants: [("original".to_owned(), format!("files/{id}/original"))].into(),
        created_by: by.account,
        created_at: w.app.now(),
        expires_at: w.app.now().plus_days(1),
    };
    w.app
        .db()
        .write(move |tx| media::insert(tx, &record))
        .await
        .unwrap();
    id
}

pub async fn sees(w: &World, who: &Actor, id: CircularId) -> bool {
    match circular::show(&w.app, who, id).await {
        Ok(_) => true,
        Err(error) => {
            assert_eq!(error.code(), Code::NotFound);
            false
        }
    }
}

pub async fn inbox(w: &World, who: &Actor) -> Vec<CircularItem> {
    circular::list(&w.app, who, circular::CircularQuery::default())
        .await
        .unwrap()
        .items
}
