use domain::access::Actor;
use domain::circular::{
    Circular, CircularContent, CircularStatus, CircularStep, NewCircular, check_draft, may_issue,
};
use domain::id::{CircularId, MediaId};
use domain::media::{MediaKind, MediaStatus};
use domain::problem::{Code, Fault, FaultCode, Faults};
use domain::region::RegionCode;
use persistence::circular::{self as store, CircularRecord};
use persistence::{Conn, Tx, reference};

use super::view;
use crate::app::App;
use crate::clean;
use crate::error::{AppError, AppResult, saved};
use crate::media::named::{self, NamedFile};
use crate::repeat::{self, Outcome, Repeat};

/// Begins a draft, however incomplete.
pub async fn create(
    app: &App,
    actor: &Actor,
    new: NewCircular,
    repeat: Option<Repeat>,
) -> AppResult<Outcome<Circular>> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let (account, now) = (actor.account, this.now());
            let location = |c: &Circular| format!("/api/v1/notices/{}", c.id);
            repeat::once(tx, &this, account, repeat.as_ref(), location, |tx| {
                may_issue(&actor, &new.region_code)?;
                let id = this.new_id();
                let (edition, new) = checked(tx.conn(), &this, &actor, id, new)?;
                let c = CircularRecord {
                    id,
                    edition,
                    region_code: new.region_code,
                    status: CircularStatus::Draft,
                    public: new.public,
                    audience: new.audience,
                    content: new.content,
                    revision: 0,
                    note: None,
                    published_at: None,
                    withdrawn_at: None,
                    withdrawn_reason: None,
                    version: 1,
                    created_by: account,
                    created_at: now,
                    updated_at: now,
                };
                store::insert(tx, &c)?;
                store::add_files(tx, c.id, &c.region_code, &c.content.attachment_ids)?;
                view::of(tx.conn(), &actor, c.id, now)
            })
        })
        .await
}

/// Replaces a draft, if `expected` is still its version.
pub async fn change(
    app: &App,
    actor: &Actor,
    id: CircularId,
    expected: i32,
    new: NewCircular,
) -> AppResult<Circular> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let mut c = load(tx.conn(), &actor, id, expected, CircularStep::Edit)?;
            if new.region_code != c.region_code {
                return Err(Fault::new("/region_code", FaultCode::ReadOnly).into());
            }
            let (edition, new) = checked(tx.conn(), &this, &actor, id, new)?;
            c.edition = edition;
            c.public = new.public;
            c.audience = new.audience;
            c.content = new.content;
            keep(tx, &this, &mut c)?;
            store::add_files(tx, c.id, &c.region_code, &c.content.attachment_ids)?;
            view::of(tx.conn(), &actor, id, this.now())
        })
        .await
}

/// Deletes a draft; nothing remains of it.
pub async fn delete(app: &App, actor: &Actor, id: CircularId, expected: i32) -> AppResult<()> {
    let actor = actor.clone();
    app.db()
        .write(move |tx| {
            load(tx.conn(), &actor, id, expected, CircularStep::Delete)?;
            let gone = store::delete(tx, id, expected);
            saved(gone, || Ok(store::find(tx.conn(), id)?.version))
        })
        .await
}

/// Loads a circular for a step of those who issue it. Who may not even see it is told that it does not exist.
pub(super) fn load(
    conn: &mut Conn,
    actor: &Actor,
    id: CircularId,
    expected: i32,
    step: CircularStep,
) -> AppResult<CircularRecord> {
    let seen = super::standing::see(conn, actor, id)?;
    let c = seen.circular;
    may_issue(actor, &c.region_code)?;
    if c.version != expected {
        return Err(AppError::Stale { current: c.version });
    }
    if c.status.after(step).is_none() {
        return Err(Code::StepNotAllowed.into());
    }
    Ok(c)
}

/// Stores `c` as its next version.
pub(super) fn keep(tx: &mut Tx<'_>, app: &App, c: &mut CircularRecord) -> AppResult<()> {
    let expected = c.version;
    c.version += 1;
    c.updated_at = app.now();
    let stored = store::save(tx, c, expected);
    saved(stored, || Ok(store::find(tx.conn(), c.id)?.version))
}

/// What was sent, cleaned and without a fault that forbids keeping it, and the key of its edition.
fn checked(
    conn: &mut Conn,
    app: &App,
    actor: &Actor,
    id: CircularId,
    new: NewCircular,
) -> AppResult<(Option<String>, NewCircular)> {
    let new = NewCircular {
        content: cleaned(new.content),
        ..new
    };
    let kinds = kinds(conn)?;
    let mut faults = check_draft(&new, app.now().shanghai_date(), &kinds);
    let edition = match &new.edition {
        None => None,
        Some(key) => match reference::edition(conn, key)? {
            Some(found) => Some(found.key),
            None => {
                faults.add("/edition", FaultCode::UnknownEdition);
                None
            }
        },
    };
    let at = "/content/attachment_ids";
    check_files(
        conn,
        actor,
        (id, &new.region_code),
        at,
        &new.content.attachment_ids,
        &mut faults,
    )?;
    faults.into_result()?;
    Ok((edition, new))
}

/// The kinds of organisations there are.
pub(super) fn kinds(conn: &mut Conn) -> AppResult<Vec<String>> {
    let all = reference::all_dictionaries(conn)?.organization_kinds;
    Ok(all.into_iter().map(|kind| kind.code).collect())
}

/// Text as it is kept.
pub(super) fn cleaned(content: CircularContent) -> CircularContent {
    let line = |text: &str| clean::text(text).trim().to_owned();
    let number = content.document_number.as_deref().map(line);
    let mut deadlines = content.deadlines;
    for d in &mut deadlines {
        d.what = line(&d.what);
    }
    CircularContent {
        title: line(&content.title),
        document_number: number.filter(|n| !n.is_empty()),
        office: line(&content.office),
        body_html: clean::html(&content.body_html),
        attachment_ids: content.attachment_ids,
        deadlines,
    }
}

/// Faults of files that are to go with a circular: each uploaded by the actor, or sent with it by the region before.
pub(super) fn check_files(
    conn: &mut Conn,
    actor: &Actor,
    (id, region): (CircularId, &RegionCode),
    at: &str,
    files: &[MediaId],
    faults: &mut Faults,
) -> AppResult<()> {
    let before: Vec<MediaId> = store::files_of(conn, id, std::slice::from_ref(region))?
        .into_iter()
        .map(|(_, file)| file)
        .collect();
    let named = NamedFile::list(at, MediaKind::Attachment, files).collect();
    named::check(
        conn,
        named,
        |_, file| Ok(file.created_by == actor.account || before.contains(&file.id)),
        |status| status == MediaStatus::Ready,
        faults,
    )
}
