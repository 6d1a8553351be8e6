use std::collections::BTreeMap;

use domain::access::Actor;
use domain::id::{EntryId, NoticeId};
use domain::media::MediaKind;
use domain::message::MessageKind;
use domain::problem::{Code, Fault, FaultCode};
use domain::public_notice::{NewObjection, NoticeStatus, Objection, ObjectionStatus};
use domain::recommendation::{ListRight, manager_of, may_list};
use persistence::public_notice::{self as store, ObjectionRecord};
use persistence::{Conn, StoreError, account, recommendation};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::clean;
use crate::error::AppResult;
use crate::media::named::{self, NamedFile};
use crate::message::{self, To};
use crate::repeat::{self, Outcome, Repeat};

/// Objections of one person to one notice.
const EACH_MAX: usize = 5;
/// Times a number is tried that somebody else takes at the same moment.
const TRIES: usize = 8;

/// Who objects, as it is encrypted.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Objector {
    pub(super) real_name: String,
    pub(super) employer: Option<String>,
    pub(super) phone: String,
}

/// What the encryption of an objection is bound to.
pub(crate) fn owner(notice: NoticeId, n: i32) -> Vec<u8> {
    [&notice.uuid().as_bytes()[..], &n.to_be_bytes()].concat()
}

/// Objects to a notice (实名异议), while it is open. The phone is that of the account, proven by its code.
pub async fn object(
    app: &App,
    actor: &Actor,
    id: NoticeId,
    new: NewObjection,
    repeat: Option<Repeat>,
) -> AppResult<Outcome<Objection>> {
    let clean_text = |raw: &str| clean::text(raw).trim().to_owned();
    let new = NewObjection {
        real_name: clean_text(&new.real_name),
        employer: new
            .employer
            .as_deref()
            .map(clean_text)
            .filter(|text| !text.is_empty()),
        statement: clean_text(&new.statement),
        ..new
    };
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let now = this.now();
            let location =
                |o: &Objection| format!("/api/v1/public-notices/{}/objections/{}", o.notice_id, o.n);
            repeat::once(tx, &this, actor.account, repeat.as_ref(), location, |tx| {
                let notice = store::find(tx.conn(), id)?;
                let published = notice.published_at.is_some();
                match NoticeStatus::at(now, notice.starts_on, notice.ends_on, published) {
                    NoticeStatus::Scheduled => return Err(Code::ObjectionPeriodNotBegun.into()),
                    NoticeStatus::Open => {}
                    NoticeStatus::Closed | NoticeStatus::Published => {
                        return Err(Code::ObjectionPeriodOver.into());
                    }
                }
                // Whoever decides on objections to it does not make one.
                if may_list(&actor, ListRight::Manage, &notice.region_code).is_ok() {
                    return Err(Code::Recused.into());
                }
                let mut faults = new.check();
                let mut entry_name = None;
                if let Some(entry) = new.entry_id {
                    match recommendation::entry(tx.conn(), notice.list_id, entry) {
                        Ok(e) => entry_name = Some(e.name),
                        Err(StoreError::NotFound) => {
                            faults.push(Fault::new("/entry_id", FaultCode::UnknownValue).with(entry));
                        }
                        Err(other) => return Err(other.into()),
                    }
                }
                let files = NamedFile::list("/attachment_ids", MediaKind::Attachment, &new.attachment_ids);
                named::check_own(tx.conn(), files.collect(), &actor, &mut faults)?;
                if store::objections_to(tx.conn(), id, Some(actor.account), 0, EACH_MAX)?.len() >= EACH_MAX {
                    faults.push(Fault::new("", FaultCode::TooMany).with(EACH_MAX));
                }
                faults.into_result()?;
                let me = account::find(tx.conn(), actor.account)?;
                let phone: String = this.secrets().open(me.id.uuid().as_bytes(), &me.phone_sealed)?;
                let objector = Objector {
                    real_name: new.real_name.clone(),
                    employer: new.employer.clone(),
                    phone,
                };
                for _ in 0..TRIES {
                    let n = store::last_number(tx.conn(), id)? + 1;
                    let record = ObjectionRecord {
                        notice_id: id,
                        n,
                        entry_id: new.entry_id,
                        account_id: actor.account,
                        sealed: this.secrets().seal(&owner(id, n), &objector)?,
                        statement: new.statement.clone(),
                        status: ObjectionStatus::Open,
                        decision_reason: None,
                        decided_by: None,
                        decided_at: None,
                        made_at: now,
                    };
                    if store::object(tx, &record, &new.attachment_ids)? {
                        let region = notice.region_code.clone();
                        let to = To::Officials(manager_of(region.level()), region);
                        let args = vec![notice.title];
                        message::post(tx, &this, to, MessageKind::ObjectionMade, None, args)?;
                        // The answer may be kept for a repeated request: it holds what is personal masked.
                        let masked = Objector {
                            real_name: domain::text::mask_name(&objector.real_name),
                            employer: None,
                            phone: domain::text::mask_phone(&objector.phone),
                        };
                        return Ok(shown(record, masked, entry_name, new.attachment_ids));
                    }
                }
                Err(Code::Overloaded.into())
            })
        })
        .await
}

pub(super) fn shown(
    o: ObjectionRecord,
    who: Objector,
    entry_name: Option<String>,
    attachment_ids: Vec<domain::id::MediaId>,
) -> Objection {
    Objection {
        n: o.n,
        notice_id: o.notice_id,
        entry_id: o.entry_id,
        entry_name,
        real_name: who.real_name,
        employer: who.employer,
        phone: who.phone,
        statement: o.statement,
        attachment_ids,
        status: o.status,
        decision_reason: o.decision_reason,
        made_at: o.made_at,
        decided_at: o.decided_at,
    }
}

/// Objections with who made them. Three statements, however many there are.
pub(super) fn opened(
    conn: &mut Conn,
    app: &App,
    id: NoticeId,
    all: Vec<ObjectionRecord>,
) -> AppResult<Vec<Objection>> {
    let entries: Vec<EntryId> = all.iter().filter_map(|o| o.entry_id).collect();
    let names: BTreeMap<EntryId, String> = recommendation::entry_names(conn, &entries)?.into_iter().collect();
    let files = store::objection_files(conn, id)?;
    all.into_iter()
        .map(|o| {
            let who: Objector = app.secrets().open(&owner(o.notice_id, o.n), &o.sealed)?;
            let name = o.entry_id.and_then(|entry| names.get(&entry).cloned());
            let own = files
                .iter()
                .filter(|(n, _)| *n == o.n)
                .map(|(_, file)| *file)
                .collect();
            Ok(shown(o, who, name, own))
        })
        .collect()
}
