use domain::access::Actor;
use domain::activity::status::Step;
use domain::certificate::{Certificate, CertificateChange, CertificateStatus, CertificateStep};
use domain::message::MessageKind;
use domain::problem::Code;
use domain::recommendation::{ListRight, may_list};
use persistence::certificate::{self as store, CertificateRecord, StepRecord};
use persistence::recommendation::{self, EntryRecord};
use persistence::{StoreError, Tx, organization, public_notice};

use super::issue::Common;
use super::print::Print;
use super::{log, show};
use crate::activity::transition;
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::job::{self, Work};
use crate::message::{self, To};
use crate::recommendation::recuse;

/// Revokes a certificate (撤销), with a reason that everybody can read.
pub async fn revoke(
    app: &App,
    actor: &Actor,
    number: &str,
    change: CertificateChange,
) -> AppResult<Certificate> {
    let (this, actor, number) = (app.clone(), actor.clone(), number.to_owned());
    app.db()
        .write(move |tx| {
            let mut c = held(tx, &actor, &number)?;
            let reason = transition::reason(Step::Reject, Some(&change.reason))?;
            c.status = CertificateStatus::Revoked;
            step(tx, &this, &actor, &mut c, CertificateStep::Revoke, reason.clone())?;
            let to = To::Organization(c.organization_id);
            let args = vec![number, reason.unwrap_or_default()];
            message::post(
                tx,
                &this,
                to,
                MessageKind::CertificateRevoked,
                c.activity_id,
                args,
            )?;
            show::of_record(tx.conn(), &this, c, Some(&actor))
        })
        .await
}

/// Issues a certificate anew (换发) with the names of today; the old number leads to the new one.
pub async fn reissue(
    app: &App,
    actor: &Actor,
    number: &str,
    change: CertificateChange,
) -> AppResult<Certificate> {
    let (this, actor, number) = (app.clone(), actor.clone(), number.to_owned());
    app.db()
        .write(move |tx| {
            let found = held(tx, &actor, &number)?;
            let reason = transition::reason(Step::Reject, Some(&change.reason))?;
            // Running numbers are given one after the other.
            let mut n = public_notice::find(tx.conn(), found.notice_id)?;
            let expected = n.version;
            n.version += 1;
            match public_notice::save(tx, &n, expected) {
                Err(StoreError::Stale) => {
                    return Err(AppError::Stale {
                        current: expected + 1,
                    });
                }
                other => other?,
            }
            let mut old = found;
            let running = store::last_running(tx.conn(), n.id)? + 1;
            let recipient = organization::find(tx.conn(), old.organization_id)?.full_name;
            let e = entry_of(tx, &old)?;
            let common = Common::of(tx.conn(), &this, &n)?;
            let anchor = old.hash.clone();
            let mut new = common.certificate(
                &n,
                &e,
                recipient,
                running,
                anchor,
                Some(number.clone()),
                actor.account,
            );
            old.status = CertificateStatus::Replaced;
            old.replaced_by = Some(new.certificate.number.clone());
            step(tx, &this, &actor, &mut old, CertificateStep::Replace, reason)?;
            // The new log goes on where the old one ended.
            new.step.previous_hash.clone_from(&old.hash);
            new.step.hash = log::hash(&new.step, &new.certificate.facts);
            new.certificate.hash.clone_from(&new.step.hash);
            store::insert(tx, &new.certificate)?;
            store::append(tx, &new.step)?;
            job::ask(tx, &this, &Work::Print(Print::of(n.id)), None, this.now())?;
            let to = To::Organization(e.organization_id);
            let args = vec![
                e.name,
                n.subject.name().to_owned(),
                new.certificate.number.clone(),
            ];
            message::post(tx, &this, to, MessageKind::CertificateIssued, e.activity_id, args)?;
            show::of_record(tx.conn(), &this, new.certificate, Some(&actor))
        })
        .await
}

fn entry_of(tx: &mut Tx<'_>, c: &CertificateRecord) -> AppResult<EntryRecord> {
    let list = public_notice::find(tx.conn(), c.notice_id)?.list_id;
    Ok(recommendation::entry(tx.conn(), list, c.entry_id)?)
}

/// A valid certificate of the actor's own level.
fn held(tx: &mut Tx<'_>, actor: &Actor, number: &str) -> AppResult<CertificateRecord> {
    let c = store::find(tx.conn(), number)?;
    // Certificates are public: that there is one is no secret.
    if may_list(actor, ListRight::Manage, &c.facts.issuer_region).is_err() {
        return Err(Code::NotAllowed.into());
    }
    let list = public_notice::find(tx.conn(), c.notice_id)?.list_id;
    let e = recommendation::entry(tx.conn(), list, c.entry_id)?;
    recuse(tx.conn(), &e, actor)?;
    if c.status != CertificateStatus::Valid {
        return Err(Code::CertificateNotValid.into());
    }
    Ok(c)
}

/// The next step of a certificate's log, stored with what it changes.
fn step(
    tx: &mut Tx<'_>,
    app: &App,
    actor: &Actor,
    c: &mut CertificateRecord,
    what: CertificateStep,
    reason: Option<String>,
) -> AppResult<()> {
    let expected = c.last_seq;
    let mut step = StepRecord {
        number: c.number.clone(),
        seq: expected + 1,
        step: what,
        reason,
        actor_id: Some(actor.account),
        at: app.now(),
        previous_hash: c.hash.clone(),
        hash: String::new(),
    };
    step.hash = log::hash(&step, &c.facts);
    c.last_seq = step.seq;
    c.hash.clone_from(&step.hash);
    match store::save(tx, c, expected) {
        Err(StoreError::Stale) => return Err(Code::CertificateNotValid.into()),
        other => other?,
    }
    Ok(store::append(tx, &step)?)
}
