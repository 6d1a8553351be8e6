use domain::access::Actor;
use domain::circular::{
    Circular, CircularContent, CircularRevision, CircularStatus, CircularStep, Correction, Deadline,
    NewCircular, Withdrawal, check_correction, check_new, numbered,
};
use domain::id::CircularId;
use domain::problem::Code;
use domain::time::Instant;
use persistence::Tx;
use persistence::circular::{self as store, CircularRecord, DispatchRecord};

use super::draft::{check_files, cleaned, keep, kinds, load};
use super::round::{self, Errand};
use super::view;
use crate::app::App;
use crate::clean;
use crate::error::{AppError, AppResult};
use crate::reason;

/// Publishes a draft: from now on it is not changed silently. Its recipients are told in the background.
pub async fn publish(app: &App, actor: &Actor, id: CircularId, expected: i32) -> AppResult<Circular> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let now = this.now();
            let mut c = load(tx.conn(), &actor, id, expected, CircularStep::Publish)?;
            let as_new = NewCircular {
                region_code: c.region_code.clone(),
                edition: c.edition.clone(),
                public: c.public,
                audience: c.audience.clone(),
                content: c.content.clone(),
            };
            let kinds = kinds(tx.conn())?;
            check_new(&as_new, now.shanghai_date(), &kinds).into_result()?;
            c.content.deadlines = numbered(&c.content.deadlines, &[], 0);
            c.status = CircularStatus::Published;
            c.revision = 1;
            c.published_at = Some(now);
            keep(tx, &this, &mut c)?;
            let d = DispatchRecord {
                id: this.new_id(),
                circular_id: c.id,
                region_code: c.region_code.clone(),
                original: true,
                office: c.content.office.clone(),
                cover: String::new(),
                audience: c.audience.clone(),
                issued_by: actor.account,
                issued_at: now,
                reminded_on: None,
            };
            if !store::insert_dispatch(tx, &d)? {
                return Err(Code::StepNotAllowed.into());
            }
            store::put_deadlines(tx, d.id, &c.content.deadlines)?;
            freeze(tx, &c, &actor, now)?;
            round::begin(tx, &this, d.id, Errand::Issued)?;
            view::of(tx.conn(), &actor, id, now)
        })
        .await
}

/// Keeps the text of this revision for good.
fn freeze(tx: &mut Tx<'_>, c: &CircularRecord, actor: &Actor, now: Instant) -> AppResult<()> {
    let made = CircularRevision {
        n: u32::try_from(c.revision).map_err(AppError::internal)?,
        note: c.note.clone(),
        content: c.content.clone(),
        made_at: now,
    };
    Ok(store::keep_revision(tx, c.id, &made, actor.account)?)
}

/// Revisions of one circular that are looked through for numbers of deadlines: more than anybody makes.
const REVISIONS: usize = 1_000;

/// Corrects what is published (更正): a new revision with a note. Everybody whom it reached on any way is told, and has
/// it to read again.
pub async fn correct(
    app: &App,
    actor: &Actor,
    id: CircularId,
    expected: i32,
    correction: Correction,
) -> AppResult<Circular> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let now = this.now();
            let mut c = load(tx.conn(), &actor, id, expected, CircularStep::Correct)?;
            let correction = Correction {
                content: cleaned(correction.content),
                note: clean::text(&correction.note).trim().to_owned(),
            };
            let mut faults = check_correction(&correction, now.shanghai_date(), &c.content.deadlines);
            let files = &correction.content.attachment_ids;
            let of = (id, &c.region_code);
            check_files(
                tx.conn(),
                &actor,
                of,
                "/content/attachment_ids",
                files,
                &mut faults,
            )?;
            faults.into_result()?;
            let known = std::mem::take(&mut c.content.deadlines);
            let given = given_numbers(&store::revisions(tx.conn(), id, None, REVISIONS)?);
            c.content = CircularContent {
                deadlines: numbered(&correction.content.deadlines, &known, given),
                ..correction.content
            };
            c.note = Some(correction.note);
            c.revision += 1;
            keep(tx, &this, &mut c)?;
            store::add_files(tx, id, &c.region_code, &c.content.attachment_ids)?;
            freeze(tx, &c, &actor, now)?;
            for d in store::dispatches_of(tx.conn(), id)? {
                if d.original {
                    store::put_deadlines(tx, d.id, &c.content.deadlines)?;
                }
                round::begin(tx, &this, d.id, Errand::Corrected { revision: c.revision })?;
            }
            view::of(tx.conn(), &actor, id, now)
        })
        .await
}

/// The highest number that a deadline ever had.
fn given_numbers(all: &[CircularRevision]) -> u32 {
    let deadlines = all.iter().flat_map(|r| &r.content.deadlines);
    deadlines.map(|d: &Deadline| d.n).max().unwrap_or(0)
}

/// Withdraws what is published, with a reason. It stays readable for those it reached; its deadlines are gone.
pub async fn withdraw(
    app: &App,
    actor: &Actor,
    id: CircularId,
    expected: i32,
    withdrawal: Withdrawal,
) -> AppResult<Circular> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let now = this.now();
            let mut c = load(tx.conn(), &actor, id, expected, CircularStep::Withdraw)?;
            c.withdrawn_reason = reason::of(Some(&withdrawal.reason), true)?;
            c.status = CircularStatus::Withdrawn;
            c.withdrawn_at = Some(now);
            keep(tx, &this, &mut c)?;
            for d in store::dispatches_of(tx.conn(), id)? {
                round::begin(tx, &this, d.id, Errand::Withdrawn)?;
            }
            view::of(tx.conn(), &actor, id, now)
        })
        .await
}
