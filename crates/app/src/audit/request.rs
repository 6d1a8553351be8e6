//! One request and its entry.

use std::future::Future;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use domain::audit::AuditOutcome;
use domain::id::{AccountId, ApiClientId, AuditEntryId};
use domain::problem::Code;
use domain::time::Instant;
use hmac::Mac;
use persistence::audit::{self, AuditRecord, Trace};
use uuid::Uuid;

use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::secrets::Secrets;

/// Changing operations that leave no entry: drafts are saved every few seconds and have versions of their own, tokens
/// are renewed every quarter of an hour, nobody is known yet where a code is asked for, and looking at something changes
/// a counter only.
const NOT_KEPT: [&str; 13] = [
    "account_send_code",
    "account_refresh",
    "oauth_token",
    "activity_change",
    "supplement_save",
    "summary_save",
    "resource_save",
    "public_resource_view",
    "public_resource_share",
    "message_mark_read",
    "review_claim",
    "review_release",
    "platform_put_forward",
];

/// Reading operations that hand over personal data, or lists that may hold some, or the log itself.
const READINGS_KEPT: [&str; 11] = [
    "account_export",
    "activity_show",
    "activity_diff",
    "activity_revisions",
    "objection_list",
    "supplement_photo_check",
    "export_activities",
    "export_organizations",
    "account_list",
    "grant_list",
    "audit_list",
];

/// Those of them whose entry depends on what was shown: see [`disclosed`].
const IF_DISCLOSED: [&str; 3] = ["activity_show", "activity_diff", "activity_revisions"];

/// Operations that are named above: for the test that they exist.
pub fn named() -> impl Iterator<Item = &'static str> {
    NOT_KEPT.into_iter().chain(READINGS_KEPT)
}

/// Whether an operation of the OpenAPI document leaves entries.
pub fn is_kept(operation: &str, changing: bool) -> bool {
    if changing {
        !NOT_KEPT.contains(&operation)
    } else {
        READINGS_KEPT.contains(&operation)
    }
}

/// What is known when a request comes in.
#[derive(Debug, Clone)]
pub struct Asked {
    pub operation: String,
    pub changing: bool,
    /// Without its query, and without what opens something.
    pub path: String,
    pub address: IpAddr,
    pub request_id: String,
}

/// A request that leaves an entry.
pub struct Request {
    app: App,
    asked: Asked,
    id: AuditEntryId,
    at: Instant,
    trace: Arc<Trace>,
    who: Mutex<Who>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Who {
    account: Option<AccountId>,
    client: Option<ApiClientId>,
}

tokio::task_local! {
    static ASKED: Arc<Request>;
}

impl Request {
    pub fn new(app: &App, asked: Asked) -> Arc<Self> {
        Arc::new(Self {
            app: app.clone(),
            asked,
            id: app.new_id(),
            at: app.now(),
            trace: Arc::default(),
            who: Mutex::default(),
        })
    }

    /// Answers the request: what it changes takes the entry along.
    pub async fn answer<F: Future>(self: &Arc<Self>, work: F) -> F::Output {
        // Signing in is written once it is known how it ended.
        if self.asked.changing && self.asked.operation != "account_sign_in" {
            self.ready();
        }
        ASKED
            .scope(self.clone(), audit::traced(self.trace.clone(), work))
            .await
    }

    /// Lays the entry ready for the transaction to come.
    fn ready(&self) {
        match self.entry(self.id, AuditOutcome::Done, None) {
            Ok(entry) => self.trace.put(entry),
            Err(error) => tracing::error!(%error, "a request leaves no entry in the audit log"),
        }
    }

    /// Writes what no transaction took along: refusals, sign-ins, readings. What was changed is written already.
    pub async fn end(&self, status: u16, code: Option<Code>) -> AppResult<()> {
        let outcome = AuditOutcome::of_status(status);
        let who = self.who();
        let known = who.account.is_some() || who.client.is_some();
        let wanted = if self.asked.operation == "account_sign_in" {
            true
        } else if outcome != AuditOutcome::Done {
            // Of those whom nobody knows, only tries to sign in are kept: anybody could fill the log otherwise.
            known && (self.asked.changing || !IF_DISCLOSED.contains(&self.asked.operation.as_str()))
        } else if self.asked.changing {
            // Answered without a transaction, as a repeated request is: nothing was changed.
            false
        } else if IF_DISCLOSED.contains(&self.asked.operation.as_str()) {
            self.trace.is_disclosed()
        } else {
            true
        };
        if !wanted {
            return Ok(());
        }
        // Where something was changed before the refusal, both are told.
        let id = if self.trace.is_written() {
            self.app.new_id()
        } else {
            self.id
        };
        let entry = self.entry(id, outcome, code)?;
        self.app
            .db()
            .write(move |tx| audit::insert(tx, &entry).map_err(AppError::from))
            .await
    }

    fn who(&self) -> Who {
        *self.who.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn entry(&self, id: AuditEntryId, outcome: AuditOutcome, code: Option<Code>) -> AppResult<AuditRecord> {
        let who = self.who();
        let secrets = self.app.secrets();
        let mut entry = AuditRecord {
            id,
            at: self.at,
            account_id: who.account,
            client_id: who.client,
            operation: self.asked.operation.clone(),
            object_id: last_id(&self.asked.path),
            path: self.asked.path.clone(),
            outcome,
            code: code.map(|code| code.as_str().to_owned()),
            address_sealed: secrets.seal(id.uuid().as_bytes(), &self.asked.address)?,
            request_id: self.asked.request_id.clone(),
            digest: Vec::new(),
            seal: None,
        };
        entry.digest = digest(secrets, &entry);
        Ok(entry)
    }
}

/// The last identifier in an address.
fn last_id(path: &str) -> Option<Uuid> {
    path.rsplit('/').find_map(|part| Uuid::try_parse(part).ok())
}

/// Over everything in an entry but its seal. Parts are told apart by their length.
pub(super) fn digest(secrets: &Secrets, e: &AuditRecord) -> Vec<u8> {
    let mut mac = secrets.audit();
    let mut part = |bytes: &[u8]| {
        mac.update(&u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
        mac.update(bytes);
    };
    let id = |id: Option<Uuid>| id.map(|id| id.as_bytes().to_vec()).unwrap_or_default();
    part(e.id.uuid().as_bytes());
    part(&e.at.utc().timestamp_micros().to_be_bytes());
    part(&id(e.account_id.map(AccountId::uuid)));
    part(&id(e.client_id.map(ApiClientId::uuid)));
    part(e.operation.as_bytes());
    part(&id(e.object_id));
    part(e.path.as_bytes());
    part(e.outcome.as_str().as_bytes());
    part(e.code.as_deref().unwrap_or_default().as_bytes());
    part(&e.address_sealed);
    part(e.request_id.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

fn known(who: Who) {
    // Outside a request, as in the jobs, there is nothing to note.
    let _ = ASKED.try_with(|request| {
        *request.who.lock().unwrap_or_else(PoisonError::into_inner) = who;
        if request.trace.entry().is_some() {
            request.ready();
        }
    });
}

/// The request is this person's.
pub(crate) fn known_person(account: AccountId) {
    known(Who {
        account: Some(account),
        client: None,
    });
}

/// The request is this system's.
pub(crate) fn known_client(client: ApiClientId) {
    known(Who {
        account: None,
        client: Some(client),
    });
}

/// Somebody was shown the personal data of others.
pub(crate) fn disclosed() {
    if let Some(trace) = audit::current() {
        trace.disclose();
    }
}
