use domain::access::Actor;
use domain::id::MessageId;
use domain::message::{MarkRead, Message, Unread};
use domain::page::{Limit, Page};
use domain::problem::{Fault, FaultCode, Lang};
use persistence::message;

use crate::app::App;
use crate::cursor;
use crate::error::{AppError, AppResult};

/// Messages marked as read at once.
const MARKED_MAX: usize = 100;

/// One's own messages, newest first.
pub async fn inbox(
    app: &App,
    actor: &Actor,
    unread_only: bool,
    limit: Limit,
    cursor: Option<&str>,
    lang: Lang,
) -> AppResult<Page<Message>> {
    let after: Option<MessageId> = cursor.map(cursor::read).transpose()?;
    let (me, limit) = (actor.account, limit.get());
    let mut found = app
        .db()
        .read(move |conn| message::inbox(conn, me, unread_only, after, limit + 1))
        .await?;
    let last = cursor::cut(&mut found, limit, |m| m.id)?;
    let items = found
        .into_iter()
        .map(|m| {
            let (title, body) = m.kind.words(&m.args, lang);
            Message {
                id: m.id,
                kind: m.kind,
                topic: m.kind.topic(),
                title,
                body,
                activity_id: m.activity_id,
                circular_id: m.circular_id,
                created_at: m.created_at,
                read_at: m.read_at,
            }
        })
        .collect();
    Ok(Page {
        items,
        next: last,
        total: None,
    })
}

pub async fn unread(app: &App, actor: &Actor) -> AppResult<Unread> {
    let me = actor.account;
    let unread = app.db().read(move |conn| message::unread(conn, me)).await?;
    Ok(Unread { unread })
}

/// Marks own messages as read; those of others are left alone without a word.
pub async fn mark_read(app: &App, actor: &Actor, marks: MarkRead) -> AppResult<Unread> {
    if marks.ids.len() > MARKED_MAX {
        return Err(Fault::new("/ids", FaultCode::TooMany).with(MARKED_MAX).into());
    }
    let (me, now) = (actor.account, app.now());
    app.db()
        .write(move |tx| {
            let some = (!marks.all).then_some(marks.ids.as_slice());
            message::mark_read(tx, me, some, now)?;
            let unread = message::unread(tx.conn(), me)?;
            Ok::<_, AppError>(Unread { unread })
        })
        .await
}
