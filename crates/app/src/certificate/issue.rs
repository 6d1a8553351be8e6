use std::collections::BTreeMap;

use domain::certificate::{self, CertificateFacts, CertificateStatus, CertificateStep};
use domain::id::{AccountId, ActivityId, OrganizationId};
use domain::message::MessageKind;
use domain::recommendation::Subject;
use persistence::certificate::{self as store, CertificateRecord, StepRecord};
use persistence::public_notice::NoticeRecord;
use persistence::recommendation::EntryRecord;
use persistence::{Conn, Tx, event, organization, reference};

use super::log;
use super::print::Print;
use crate::activity::view::edition_of;
use crate::app::App;
use crate::error::AppResult;
use crate::job::{self, Work};
use crate::message::{self, To};

/// Entries looked up at once.
const CHUNK: usize = 500;

/// Issues a certificate for each entry of a result, in its order, and asks for them to be printed.
pub(crate) fn issue(
    tx: &mut Tx<'_>,
    app: &App,
    n: &NoticeRecord,
    entries: &[EntryRecord],
    by: AccountId,
) -> AppResult<()> {
    let common = Common::of(tx.conn(), app, n)?;
    for (start, part) in entries.chunks(CHUNK).enumerate() {
        let ids: Vec<ActivityId> = part.iter().filter_map(|e| e.activity_id).collect();
        let anchors: BTreeMap<ActivityId, String> =
            event::last_hashes(tx.conn(), &ids)?.into_iter().collect();
        let units: Vec<OrganizationId> = part.iter().map(|e| e.organization_id).collect();
        let names = organization::certifications(tx.conn(), &units)?;
        for (place, e) in part.iter().enumerate() {
            let running = i32::try_from(start * CHUNK + place + 1).unwrap_or(i32::MAX);
            let recipient = names
                .get(&e.organization_id)
                .map(|(name, _)| name.clone())
                .unwrap_or_default();
            let anchor = e.activity_id.and_then(|id| anchors.get(&id).cloned());
            let new = common.certificate(n, e, recipient, running, anchor.unwrap_or_default(), None, by);
            store::insert(tx, &new.certificate)?;
            store::append(tx, &new.step)?;
            let to = To::Organization(e.organization_id);
            let args = vec![
                e.name.clone(),
                n.subject.name().to_owned(),
                new.certificate.number.clone(),
            ];
            message::post(tx, app, to, MessageKind::CertificateIssued, e.activity_id, args)?;
        }
    }
    job::ask(tx, app, &Work::Print(Print::of(n.id)), None, app.now())
}

/// What all certificates of one notice share.
pub(super) struct Common {
    edition_title: String,
    issuer: String,
    now: domain::time::Instant,
}

/// A certificate with the first step of its log.
pub(super) struct New {
    pub(super) certificate: CertificateRecord,
    pub(super) step: StepRecord,
}

impl Common {
    pub(super) fn of(conn: &mut Conn, app: &App, n: &NoticeRecord) -> AppResult<Self> {
        let edition = edition_of(conn, &n.edition)?;
        let issuer = match edition.recommendation.issuers.get(n.region_code.as_str()) {
            Some(issuer) => issuer.clone(),
            None if n.region_code.is_country() => "中国科学技术协会".to_owned(),
            None => {
                let region = reference::region(conn, &n.region_code)?;
                format!("{}科学技术协会", region.map(|r| r.name).unwrap_or_default())
            }
        };
        Ok(Self {
            edition_title: edition.title,
            issuer,
            now: app.now(),
        })
    }

    /// A certificate for an entry. `anchor` is the hash its log begins with.
    #[expect(
        clippy::too_many_arguments,
        reason = "what differs between certificates, named at both callers"
    )]
    pub(super) fn certificate(
        &self,
        n: &NoticeRecord,
        e: &EntryRecord,
        recipient: String,
        running: i32,
        anchor: String,
        replaces: Option<String>,
        by: AccountId,
    ) -> New {
        let facts = CertificateFacts {
            edition_title: self.edition_title.clone(),
            subject: n.subject,
            recipient,
            activity_title: (n.subject == Subject::Activity).then(|| e.name.clone()),
            issuer: self.issuer.clone(),
            issuer_region: n.region_code.clone(),
            issued_on: self.now.shanghai_date(),
        };
        let running_number = u32::try_from(running).unwrap_or(0);
        let number = certificate::number(&n.edition, &n.region_code, n.subject, running_number);
        let mut step = StepRecord {
            number: number.clone(),
            seq: 1,
            step: CertificateStep::Issue,
            reason: None,
            actor_id: Some(by),
            at: self.now,
            previous_hash: anchor,
            hash: String::new(),
        };
        step.hash = log::hash(&step, &facts);
        New {
            certificate: CertificateRecord {
                number,
                notice_id: n.id,
                entry_id: e.id,
                activity_id: e.activity_id,
                organization_id: e.organization_id,
                running,
                facts,
                status: CertificateStatus::Valid,
                replaced_by: None,
                replaces,
                last_seq: 1,
                hash: step.hash.clone(),
                object_key: None,
                issued_at: self.now,
            },
            step,
        }
    }
}
