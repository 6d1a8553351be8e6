//! A platform with reference data, two organisations and somebody in every role; its clock stands still.

use ::media::store::{Store, StoreConfig};
use app::registry::RegistrySettings;
use app::{App, Clock, Outcome, Parts, Secrets, Settings, SmsProvider, activity, review};
use domain::access::{Actor, Grant, Role};
use domain::activity::view::{Activity, ActivityContentInput, Decision, NewActivity, Review};
use domain::id::{ActivityId, MediaId, OrganizationId};
use domain::media::MediaKind;
use domain::problem::Lang;
use domain::time::Instant;
use links::{LinkChecker, SendConfig, WebhookSender};
use persistence::event;
use persistence::event::EventRecord;
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::LazyLock;
use tempfile::TempDir;
use tokio::sync::OnceCell;

use crate::records::{add_account, add_file, add_organization, add_poster};

use crate::Database;
use crate::database::Template;

/// What the clock of a world shows at first: 2024-09-01, 10:00 in Shanghai, when filing for 2024 is open.
pub const NOW: &str = "2024-09-01T02:00:00Z";

/// Ports of this machine at which tests receive webhooks.
pub const RECEIVERS: std::ops::Range<u16> = 18_700..18_716;

pub struct World {
    pub app: App,
    pub clock: Clock,
    pub database: Database,
    /// 温州科技馆 (330302) and 瑞安市科学技术协会 (330381).
    pub museum: OrganizationId,
    pub association: OrganizationId,
    pub organizer: Actor,
    pub other_organizer: Actor,
    pub province: Actor,
    pub other_province: Actor,
    pub recused: Actor,
    pub county: Actor,
    pub nation: Actor,
    pub operator: Actor,
    pub member: Actor,
    /// A second reviewer of 浙江.
    pub colleague: Actor,
    /// Pre-reviews for 温州.
    pub city: Actor,
    /// 安全管理员
    pub security: Actor,
    /// 审计管理员
    pub auditor: Actor,
    poster: MediaId,
    /// Messages that were sent.
    pub outbox: TempDir,
}

/// What some worlds have and others have not.
#[derive(Default)]
struct Beside {
    link_checker: Option<LinkChecker>,
    registry: Option<RegistrySettings>,
    second_factor_required: bool,
}

/// The database that every world begins with: reference data takes longer to load than most tests.
static FURNISHED: OnceCell<Template> = OnceCell::const_new();

fn open(database: &Database, storage: Store, clock: Clock, outbox: &Path, beside: Beside) -> App {
    App::new(Parts {
        db: database.open(),
        storage,
        sms: SmsProvider::Outbox(outbox.join("sms")),
        clock,
        secrets: Secrets::locked(b"a secret that only the tests know!"),
        settings: Settings {
            name: "科普活动平台".into(),
            demo: false,
            public_origin: "https://kepu.example.cn".into(),
            second_factor_required: beside.second_factor_required,
            fonts_dir: None,
        },
        registry: beside.registry,
        webhook_sender: Some(WEBHOOK_SENDER.clone()),
        link_checker: beside.link_checker,
    })
}

/// An object store that nobody runs.
fn nowhere() -> Store {
    Store::open(&StoreConfig {
        endpoint: "http://127.0.0.1:9".into(),
        public_endpoint: "http://127.0.0.1:9".into(),
        region: "cn".into(),
        bucket: "media".into(),
        access_key: "key".into(),
        secret_key: "secret".into(),
    })
    .unwrap()
}

pub(crate) fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

fn role(role: Role, region: Option<&str>, organization: Option<OrganizationId>) -> Grant {
    Grant {
        role,
        region: region.map(|code| code.parse().unwrap()),
        organization,
        lines: Vec::new(),
        on_behalf_of: None,
    }
}

impl World {
    pub async fn new() -> Self {
        Self::new_at(nowhere()).await
    }

    /// The phone of a person in the order of the roles below: 1 organizer, 2 other organizer, 3 province, 4 other
    /// province, 5 recused, 6 county, 7 nation, 8 operator, 9 member, 10 colleague, 11 city, 12 security, 13 auditor.
    pub fn phone(person: u8) -> String {
        format!("139000010{person:02}")
    }

    /// A world whose files are kept in `storage`.
    pub async fn new_at(storage: Store) -> Self {
        Self::build(storage, Beside::default()).await
    }

    /// The same, where officials and those who run the installation need an authenticator.
    pub async fn strict_at(storage: Store) -> Self {
        let beside = Beside {
            second_factor_required: true,
            ..Beside::default()
        };
        Self::build(storage, beside).await
    }

    /// A world that tries the links of its filings.
    pub async fn with_links(checker: LinkChecker) -> Self {
        let beside = Beside {
            link_checker: Some(checker),
            ..Beside::default()
        };
        Self::build(nowhere(), beside).await
    }

    /// A world beside an external registry of organisations.
    pub async fn with_registry(registry: RegistrySettings) -> Self {
        Self::with_registry_at(nowhere(), registry).await
    }
    /// The same, with its files kept in `storage`.
    pub async fn with_registry_at(storage: Store, registry: RegistrySettings) -> Self {
        let beside = Beside {
            registry: Some(registry),
            ..Beside::default()
        };
        Self::build(storage, beside).await
    }

    async fn build(storage: Store, beside: Beside) -> Self {
        let database = FURNISHED
            .get_or_init(async || {
                let database = Database::migrated();
                let (clock, outbox) = (Clock::fixed(at(NOW)), Path::new("/nonexistent"));
                let app = open(&database, nowhere(), clock, outbox, Beside::default());
                app::reference::load(&app).await.unwrap();
                app::data_key::read(&app).await.unwrap();
                Template::of(&database)
            })
            .await
            .copy();
        let clock = Clock::fixed(at(NOW));
        let outbox = tempfile::tempdir().unwrap();
        let app = open(&database, storage, clock.clone(), outbox.path(), beside);
        app::data_key::read(&app).await.unwrap();
        let museum = add_organization(&app, "温州科技馆", "330302").await;
        let association = add_organization(&app, "瑞安市科学技术协会", "330381").await;
        let files_for = |id| role(Role::Organizer, None, Some(id));
        let people = [
            vec![files_for(museum)],
            vec![files_for(association)],
            vec![role(Role::ProvinceReviewer, Some("330000"), None)],
            vec![role(Role::ProvinceReviewer, Some("110000"), None)],
            vec![
                role(Role::ProvinceReviewer, Some("330000"), None),
                files_for(museum),
            ],
            vec![role(Role::CountyAdmin, Some("330302"), None)],
            vec![role(Role::NationalReviewer, Some("100000"), None)],
            vec![role(Role::SystemAdmin, None, None)],
            vec![],
            vec![role(Role::ProvinceReviewer, Some("330000"), None)],
            vec![role(Role::CityAdmin, Some("330300"), None)],
            vec![role(Role::SecurityAdmin, None, None)],
            vec![role(Role::AuditAdmin, None, None)],
        ];
        let mut actors = Vec::new();
        for (n, grants) in (1..).zip(people) {
            actors.push(add_account(&app, n, grants).await);
        }
        let poster = add_poster(&app, actors[0].account).await;
        let mut next = actors.into_iter();
        let mut take = || next.next().unwrap();
        Self {
            organizer: take(),
            other_organizer: take(),
            province: take(),
            other_province: take(),
            recused: take(),
            county: take(),
            nation: take(),
            operator: take(),
            member: take(),
            colleague: take(),
            city: take(),
            security: take(),
            auditor: take(),
            app,
            clock,
            database,
            museum,
            association,
            poster,
            outbox,
        }
    }

    /// Everything the filing form asks for, without a fault.
    pub fn complete(&self) -> Value {
        json!({
            "title": "温州科技馆科学之夜", "category": "pavilions", "mode": "offline",
            "sessions": [{"starts_at": "2024-09-15T09:00:00+08:00", "ends_at": "2024-09-15T11:30:00+08:00"}],
            "region_code": "330302", "address": "市府路 1 号", "venue_type": "science_museum",
            "audiences": ["general_public"], "forms": ["exhibition"], "expected_participants": {"offline": 300},
            "poster_id": self.poster,
            "detail_html": "<p>面向公众开放展厅，安排科学实验演示与专家讲解，帮助青少年理解身边的科学原理，提升科学素质。</p>",
            "sci_workers": {"count": 1, "people": [{"name": "示例", "employer": "示例单位", "title": "研究员", "field": "物理"}]},
            "structure": {"kind": "venue", "full_name": "温州科技馆"},
            "hosts": [{"organization_id": self.museum, "name": "温州科技馆"}],
            "contact": {"name": "示例联系人", "phone": "13900000005"}
        })
    }

    pub async fn complete_draft(&self) -> Activity {
        let Value::Object(fields) = self.complete() else {
            unreachable!()
        };
        let new = NewActivity {
            edition: "2024".into(),
            organization_id: self.museum,
            content: ActivityContentInput(fields),
        };
        match activity::create(&self.app, &self.organizer, new, None, Lang::Zh)
            .await
            .unwrap()
        {
            Outcome::New(made) => made,
            Outcome::Again { .. } => unreachable!("no key was given"),
        }
    }

    /// A filing of the museum with these fields changed, handed in.
    pub async fn submitted(&self, changes: Value) -> Activity {
        let draft = self.complete_draft().await;
        let Value::Object(changes) = changes else {
            panic!("changes are an object")
        };
        let changed = activity::change(
            &self.app,
            &self.organizer,
            draft.id,
            draft.version,
            changes,
            Lang::Zh,
        )
        .await
        .unwrap();
        activity::submit(&self.app, &self.organizer, draft.id, changed.version, Lang::Zh)
            .await
            .unwrap()
    }

    /// A filing of the museum with these fields changed, passed by province and nation.
    pub async fn approved(&self, changes: Value) -> Activity {
        let mut a = self.submitted(changes).await;
        for reviewer in [&self.province, &self.nation] {
            let approve = Review {
                decision: Decision::Approve,
                reason: None,
            };
            a = review::decide(&self.app, reviewer, a.id, a.version, approve, Lang::Zh)
                .await
                .unwrap();
        }
        a
    }

    /// A file of the organizer that passed its check: a photo of this perceptual hash, or a film of so many seconds.
    pub async fn file(&self, kind: MediaKind, hash: Option<u64>, seconds: Option<f64>) -> MediaId {
        add_file(&self.app, self.organizer.account, kind, hash, seconds).await
    }

    /// Does everything that is due.
    pub async fn work_off(&self) {
        while app::job::run_due(&self.app).await.unwrap() > 0 {}
    }

    /// Messages sent by SMS that carry no code: phone and text, oldest first.
    pub fn notices(&self) -> Vec<(String, String)> {
        let Ok(entries) = std::fs::read_dir(self.outbox.path().join("notices")) else {
            return Vec::new();
        };
        let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        files.sort();
        files
            .iter()
            .map(|path| serde_json::from_slice::<Value>(&std::fs::read(path).unwrap()).unwrap())
            .map(|m| {
                (
                    m["phone"].as_str().unwrap().to_owned(),
                    m["text"].as_str().unwrap().to_owned(),
                )
            })
            .collect()
    }

    /// The event log of an activity as stored.
    pub async fn chain(&self, id: ActivityId) -> Vec<EventRecord> {
        self.app
            .db()
            .read(move |conn| event::of_activity(conn, id))
            .await
            .unwrap()
    }
}

/// Sends to this machine only at the ports that tests listen on.
static WEBHOOK_SENDER: LazyLock<WebhookSender> = LazyLock::new(|| {
    let permit = RECEIVERS
        .map(|port| SocketAddr::from(([127, 0, 0, 1], port)))
        .collect();
    WebhookSender::new(&SendConfig {
        permit,
        ..SendConfig::default()
    })
    .unwrap()
});
