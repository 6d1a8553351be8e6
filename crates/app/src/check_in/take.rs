//! Checking in.

use domain::access::Actor;
use domain::check_in::{CheckIn, CheckInWay, PointState, PublicPoint, Stamp, Ticket, WRONG_CODES_MAX};
use domain::id::{AccountId, CheckInPointId};
use domain::problem::Code;
use domain::time::Instant;
use persistence::Conn;
use persistence::check_in::{self as store, CheckInRecord, Taken};
use rand::RngCore as _;

use super::place::Place;
use super::token::{Pass, Token, TokenFault, code_of_day, same};
use crate::app::App;
use crate::error::{AppError, AppResult};

/// A point of a public activity, or a public venue, for everybody.
pub async fn show(app: &App, id: CheckInPointId) -> AppResult<PublicPoint> {
    let now = app.now();
    app.db()
        .read(move |conn| Ok(Place::public(conn, id)?.shown(now)))
        .await
}

/// Exchanges what was scanned for a ticket, which leaves time to sign in.
pub async fn ticket(app: &App, id: CheckInPointId, scanned: CheckIn) -> AppResult<Ticket> {
    let (this, now) = (app.clone(), app.now());
    app.db()
        .read(move |conn| {
            let p = Place::public(conn, id)?;
            open_now(&p, now)?;
            match read(&this, &p, &scanned.token, now)? {
                Pass::Screen { .. } => {}
                // A ticket does not beget tickets.
                Pass::Ticket { .. } => return Err(Code::CheckInInvalid.into()),
            }
            let mut nonce = [0; 8];
            rand::rng().fill_bytes(&mut nonce);
            let since = u32::try_from(now.unix_seconds()).map_err(AppError::internal)?;
            let pass = Pass::Ticket {
                point: id,
                since,
                nonce,
            };
            Ok(Ticket {
                token: Token::seal(this.secrets(), p.generation(), pass).to_string(),
                expires_at: pass.expires_at().unwrap_or(now),
            })
        })
        .await
}

fn open_now(p: &Place, now: Instant) -> AppResult<()> {
    if p.state(now) == PointState::Open {
        Ok(())
    } else {
        Err(Code::CheckInClosed.into())
    }
}

fn read(app: &App, p: &Place, text: &str, now: Instant) -> AppResult<Pass> {
    Token::open(app.secrets(), p.generation(), text)
        .and_then(|pass| pass.check(p.id(), now).map(|()| pass))
        .map_err(|fault| match fault {
            TokenFault::Invalid => Code::CheckInInvalid.into(),
            TokenFault::Expired => Code::CheckInExpired.into(),
        })
}

/// Whether the stamp is new, or was there before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamped {
    pub stamp: Stamp,
    pub new: bool,
}

/// Checks the actor in with what they scanned or typed. Twice on one day is once: the first stamp is answered again.
pub async fn check_in(app: &App, actor: &Actor, id: CheckInPointId, given: CheckIn) -> AppResult<Stamped> {
    let (this, account, now) = (app.clone(), actor.account, app.now());
    let given = given.token.trim().to_owned();
    let typed = given.len() == 6 && given.bytes().all(|b| b.is_ascii_digit());
    app.db()
        .write(move |tx| {
            let p = Place::public(tx.conn(), id)?;
            let record = |at: Instant, way, nonce| CheckInRecord {
                id: this.new_id(),
                account_id: account,
                day: at.shanghai_date(),
                way,
                nonce,
                at: now,
            };
            let record = if typed {
                open_now(&p, now)?;
                if !right_code(tx.conn(), &this, &p, account, &given, now)? {
                    // The count is kept although the answer is no: nothing else was written.
                    store::count_wrong_code(tx, account, now.shanghai_date())?;
                    return Ok(Err(AppError::from(Code::CheckInInvalid)));
                }
                record(now, CheckInWay::Code, None)
            } else {
                match read(&this, &p, &given, now)? {
                    Pass::Screen { .. } => {
                        open_now(&p, now)?;
                        record(now, CheckInWay::Scan, None)
                    }
                    pass @ Pass::Ticket { nonce, .. } => {
                        // Whoever scanned in time is not late for having signed in.
                        let scanned = pass.since().unwrap_or(now);
                        open_now(&p, scanned)?;
                        record(scanned, CheckInWay::Scan, Some(nonce))
                    }
                }
            };
            let (which, new) = match p.take(tx, &record)? {
                Taken::New => (record.id, true),
                Taken::Before(id) => (id, false),
                Taken::TicketUsed => return Err(AppError::from(Code::CheckInExpired)),
            };
            let stamp = store::stamps(tx.conn(), account, Some(which), None, 1)?.pop();
            let stamp = stamp.ok_or_else(|| AppError::internal("a stamp that was just made"))?;
            Ok(Ok(Stamped { stamp, new }))
        })
        .await?
}

/// Whether these are the digits of today. After too many wrong ones nobody is told before tomorrow.
fn right_code(
    conn: &mut Conn,
    app: &App,
    p: &Place,
    account: AccountId,
    given: &str,
    now: Instant,
) -> AppResult<bool> {
    let today = now.shanghai_date();
    if store::wrong_codes(conn, account, today)? >= WRONG_CODES_MAX {
        let wait = Instant::end_of_day(today).seconds_since(now);
        return Err(AppError::Wait(Code::TooManyRequests, wait.unsigned_abs()));
    }
    let ours = code_of_day(app.secrets(), p.id(), p.generation(), today);
    Ok(same(&ours, given))
}
