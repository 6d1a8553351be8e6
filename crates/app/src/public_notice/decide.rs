use domain::access::Actor;
use domain::activity::status::Step;
use domain::id::NoticeId;
use domain::message::MessageKind;
use domain::page::{Limit, Page};
use domain::problem::{Code, Fault, FaultCode};
use domain::public_notice::{Objection, ObjectionDecision, ObjectionStatus};
use domain::recommendation::{EntryStatus, ListRight, may_list};
use persistence::public_notice::{self as store, NoticeRecord, ObjectionRecord};
use persistence::{Conn, StoreError, recommendation};

use super::object::opened;
use crate::activity::transition;
use crate::app::App;
use crate::cursor;
use crate::error::{AppError, AppResult};
use crate::message::{self, To};
use crate::recommendation::{follow_up, recuse, take_out};

/// Objections to a notice: all of them for its officials, one's own for everybody else.
pub async fn objections(
    app: &App,
    actor: &Actor,
    id: NoticeId,
    limit: Limit,
    cursor: Option<&str>,
) -> AppResult<Page<Objection>> {
    let after: i32 = cursor.map(cursor::read).transpose()?.unwrap_or(0);
    let (this, actor, limit) = (app.clone(), actor.clone(), limit.get());
    app.db()
        .read(move |conn| {
            let notice = store::find(conn, id)?;
            // Names and phones are for those who decide, and for nobody above or below them.
            let all = may_list(&actor, ListRight::Manage, &notice.region_code).is_ok();
            let of = (!all).then_some(actor.account);
            let mut found = store::objections_to(conn, id, of, after, limit + 1)?;
            let next = cursor::cut(&mut found, limit, |o| o.n)?;
            if all && !actor.organizations().is_empty() {
                withhold(conn, &notice, &actor, &mut found)?;
            }
            Ok(Page {
                items: opened(conn, &this, id, found)?,
                next,
                total: None,
            })
        })
        .await
}

/// 回避: who objects to the filing of one's own organisation is not told to its members.
fn withhold(
    conn: &mut Conn,
    notice: &NoticeRecord,
    actor: &Actor,
    all: &mut Vec<ObjectionRecord>,
) -> AppResult<()> {
    let mut kept = Vec::with_capacity(all.len());
    for o in all.drain(..) {
        let open = match o.entry_id {
            None => true,
            Some(entry) => {
                let e = recommendation::entry(conn, notice.list_id, entry)?;
                recuse(conn, &e, actor).is_ok()
            }
        };
        if open || o.account_id == actor.account {
            kept.push(o);
        }
    }
    *all = kept;
    Ok(())
}

/// Decides on an objection, with a reason. Upheld, its line is struck from the list.
pub async fn decide(
    app: &App,
    actor: &Actor,
    id: NoticeId,
    n: i32,
    decision: ObjectionDecision,
) -> AppResult<Objection> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let notice = store::find(tx.conn(), id)?;
            may_list(&actor, ListRight::Manage, &notice.region_code)?;
            let mut o = store::objection(tx.conn(), id, n)?;
            if o.account_id == actor.account {
                return Err(Code::Recused.into());
            }
            let reason = transition::reason(Step::Reject, Some(&decision.reason))?.unwrap_or_default();
            if decision.decision == ObjectionStatus::Open {
                return Err(Fault::new("/decision", FaultCode::UnknownValue)
                    .with("open")
                    .into());
            }
            if notice.published_at.is_some() {
                return Err(Code::ResultsPublished.into());
            }
            o.status = decision.decision;
            o.decision_reason = Some(reason.clone());
            o.decided_by = Some(actor.account);
            o.decided_at = Some(this.now());
            match store::decide(tx, &o) {
                Err(StoreError::Stale) => return Err(Code::AlreadyDecided.into()),
                other => other?,
            }
            if let Some(entry) = o.entry_id {
                recommendation::touch(tx, notice.list_id, this.now())?;
                let e = recommendation::entry(tx.conn(), notice.list_id, entry)?;
                recuse(tx.conn(), &e, &actor)?;
                if o.status == ObjectionStatus::Upheld && e.status == EntryStatus::Listed {
                    let struck = e.id;
                    take_out(tx, &this, e, EntryStatus::Struck, Some(reason.clone()))?;
                    follow_up(tx, &this, struck, EntryStatus::Struck, Some(&reason))?;
                }
            }
            let outcome = if o.status == ObjectionStatus::Upheld {
                "成立"
            } else {
                "不成立"
            };
            let args = vec![notice.title.clone(), outcome.to_owned(), reason];
            let to = To::Account(o.account_id);
            message::post(tx, &this, to, MessageKind::ObjectionDecided, None, args)?;
            let shown = opened(tx.conn(), &this, id, vec![o])?.pop();
            shown.ok_or_else(|| AppError::internal("an objection went missing"))
        })
        .await
}
