use domain::access::Actor;
use domain::certificate::{Certificate, CertificateAction, CertificateEvent, CertificateStatus};
use domain::recommendation::{ListRight, may_list};
use persistence::Conn;
use persistence::certificate::{self as store, CertificateRecord};

use crate::app::App;
use crate::error::AppResult;

/// A certificate as anybody can verify it.
pub async fn show(app: &App, who: Option<&Actor>, number: &str) -> AppResult<Certificate> {
    let (this, who, number) = (app.clone(), who.cloned(), number.trim().to_ascii_uppercase());
    app.db()
        .read(move |conn| {
            let found = store::find(conn, &number)?;
            of_record(conn, &this, found, who.as_ref())
        })
        .await
}

pub(super) fn of_record(
    conn: &mut Conn,
    app: &App,
    c: CertificateRecord,
    who: Option<&Actor>,
) -> AppResult<Certificate> {
    let log = store::log(conn, &c.number)?
        .into_iter()
        .map(|s| CertificateEvent {
            seq: s.seq,
            step: s.step,
            reason: s.reason,
            at: s.at,
            hash: s.hash,
        })
        .collect();
    let manages = who.is_some_and(|actor| {
        may_list(actor, ListRight::Manage, &c.facts.issuer_region).is_ok()
            && !actor.files_for(c.organization_id)
    });
    let actions = if manages && c.status == CertificateStatus::Valid {
        vec![CertificateAction::Reissue, CertificateAction::Revoke]
    } else {
        Vec::new()
    };
    Ok(Certificate {
        number: c.number,
        status: c.status,
        text: c.facts.text(),
        facts: c.facts,
        notice_id: c.notice_id,
        activity_id: c.activity_id,
        organization_id: c.organization_id,
        replaced_by: c.replaced_by,
        replaces: c.replaces,
        log,
        hash: c.hash,
        demo: app.settings().demo,
        actions,
    })
}
