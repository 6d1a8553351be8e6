use domain::access::Actor;
use domain::id::{MediaId, OrganizationId};
use domain::media::MediaKind;
use domain::message::MessageKind;
use domain::organization::{
    CertificationRequest, CertificationStep, DecideCertification, Organization, OrganizationHappening,
    in_charge, may_certify,
};
use domain::problem::{Code, Fault, FaultCode, Faults};
use domain::webhook::EventKind;
use persistence::organization as store;
use persistence::{Conn, Tx};

use super::standing::{keep, line_of, load_version, must, note, scope};
use super::view;
use crate::app::App;
use crate::error::AppResult;
use crate::media::named::{self, NamedFile};
use crate::message::{self, To};
use crate::{reason, webhook};

/// Proofs of one organisation.
const PROOFS_MAX: usize = 20;

/// Asks for certification (申请认证), with further proof.
pub async fn request_certification(
    app: &App,
    actor: &Actor,
    id: OrganizationId,
    expected: i32,
    request: CertificationRequest,
) -> AppResult<Organization> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let mut o = load_version(tx.conn(), id, expected)?;
            if !actor.files_for(id) {
                must(tx.conn(), &o, &actor, in_charge)?;
            }
            let step = CertificationStep::Request;
            let before = o.certification;
            o.certification = before.after(step).ok_or(Code::StepNotAllowed)?;
            prove(tx, &actor, id, &request.proof_media_ids)?;
            keep(tx, &this, &mut o)?;
            if before != o.certification {
                let what = OrganizationHappening::CertificationRequested;
                note(tx, &this, &o, Some(&actor), what, None)?;
            }
            view(tx.conn(), this.secrets(), o, &actor)
        })
        .await
}

/// Adds proof, or says what is wrong with the files.
pub(super) fn prove(tx: &mut Tx<'_>, actor: &Actor, id: OrganizationId, files: &[MediaId]) -> AppResult<()> {
    if files.is_empty() {
        return Ok(());
    }
    let mut faults = Faults::new();
    let all = NamedFile::list("/proof_media_ids", MediaKind::Proof, files).collect();
    named::check_own(tx.conn(), all, actor, &mut faults)?;
    if store::proofs(tx.conn(), id)?.len() + files.len() > PROOFS_MAX {
        faults.push(Fault::new("/proof_media_ids", FaultCode::TooMany).with(PROOFS_MAX));
    }
    faults.into_result()?;
    Ok(store::add_proofs(tx, id, files)?)
}

/// Certifies, returns, suspends or reinstates: for officials over its region and line, not for its own members.
pub async fn decide_certification(
    app: &App,
    actor: &Actor,
    id: OrganizationId,
    expected: i32,
    decided: DecideCertification,
) -> AppResult<Organization> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let mut o = load_version(tx.conn(), id, expected)?;
            must(tx.conn(), &o, &actor, may_certify)?;
            let step = CertificationStep::from(decided.decision);
            let why = reason::of(decided.reason.as_deref(), step.needs_reason())?;
            o.certification = o.certification.after(step).ok_or(Code::StepNotAllowed)?;
            keep(tx, &this, &mut o)?;
            let (what, kind, event) = match step {
                CertificationStep::Return => (
                    OrganizationHappening::Returned,
                    MessageKind::OrganizationReturned,
                    EventKind::OrganizationReturned,
                ),
                CertificationStep::Suspend => (
                    OrganizationHappening::Suspended,
                    MessageKind::OrganizationSuspended,
                    EventKind::OrganizationSuspended,
                ),
                CertificationStep::Reinstate => (
                    OrganizationHappening::Reinstated,
                    MessageKind::OrganizationCertified,
                    EventKind::OrganizationCertified,
                ),
                _ => (
                    OrganizationHappening::Certified,
                    MessageKind::OrganizationCertified,
                    EventKind::OrganizationCertified,
                ),
            };
            webhook::of_organization(tx, &this, &o, event)?;
            note(tx, &this, &o, Some(&actor), what, why.clone())?;
            let args = vec![o.full_name.clone(), why.unwrap_or_default()];
            message::post(tx, &this, To::Organization(id), kind, None, args)?;
            view(tx.conn(), this.secrets(), o, &actor)
        })
        .await
}

/// Whether the actor may see what proves something of an organisation.
pub(crate) fn may_see_proof(conn: &mut Conn, file: MediaId, actor: &Actor) -> AppResult<bool> {
    for id in store::proven_by(conn, file)? {
        let o = store::find(conn, id)?;
        let line = line_of(conn, &o)?;
        if actor.files_for(id) || in_charge(actor, scope(&o, line.as_deref())).is_ok() {
            return Ok(true);
        }
    }
    Ok(false)
}
