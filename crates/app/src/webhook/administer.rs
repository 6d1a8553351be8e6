use domain::access::{Actor, may_administer};
use domain::id::WebhookId;
use domain::page::{Limit, Page};
use domain::problem::{Fault, FaultCode};
use domain::region::RegionCode;
use domain::webhook::{self, IssuedWebhook, NewWebhook, Webhook, WebhookChange};
use persistence::webhook::{self as store, WebhookRecord};
use persistence::{Conn, Tx, reference};

use super::log::ask_pending;
use super::view;
use crate::app::App;
use crate::error::{AppError, AppResult, saved};
use crate::{clean, cursor};

/// Seconds for which deliveries are signed with the secret before as well.
const OVERLAP_SECONDS: i64 = 86_400;

/// Makes a webhook. Its secret is in this answer and nowhere else afterwards.
pub async fn create(app: &App, actor: &Actor, new: NewWebhook) -> AppResult<IssuedWebhook> {
    may_administer(actor)?;
    let (this, by) = (app.clone(), actor.account);
    app.db()
        .write(move |tx| {
            let now = this.now();
            let id: WebhookId = this.new_id();
            let secret = this.random_token();
            let mut w = WebhookRecord {
                id,
                url: String::new(),
                description: String::new(),
                events: Vec::new(),
                region_code: RegionCode::country(),
                active: true,
                secret: this.secrets().seal(id.uuid().as_bytes(), &secret)?,
                previous: None,
                failures: 0,
                closed_until: None,
                version: 1,
                created_by: by,
                created_at: now,
                updated_at: now,
            };
            let fields = WebhookChange {
                url: Some(new.url),
                description: Some(new.description),
                events: Some(new.events),
                region_code: new.region_code,
                active: None,
            };
            put(tx.conn(), &this, &mut w, fields)?;
            store::insert(tx, &w)?;
            Ok(IssuedWebhook {
                webhook: view(w),
                secret,
            })
        })
        .await
}

/// Puts the given fields into `w`, or says everything that is wrong with them.
fn put(conn: &mut Conn, app: &App, w: &mut WebhookRecord, fields: WebhookChange) -> AppResult<()> {
    if let Some(url) = fields.url {
        w.url = url.trim().to_owned();
    }
    if let Some(text) = fields.description {
        w.description = clean::text(&text).trim().to_owned();
    }
    if let Some(mut events) = fields.events {
        events.sort_unstable();
        events.dedup();
        w.events = events;
    }
    let mut faults = webhook::check(&w.url, &w.description, &w.events);
    let refused = app.webhook_sender().is_some_and(|sender| !sender.may_ask(&w.url));
    if refused && faults.at("/url").next().is_none() {
        faults.add("/url", FaultCode::AddressNotPublic);
    }
    if let Some(code) = fields.region_code {
        match code.parse::<RegionCode>() {
            Ok(region) if reference::region(conn, &region)?.is_some() => w.region_code = region,
            _ => faults.push(Fault::new("/region_code", FaultCode::UnknownRegion).with(code)),
        }
    }
    Ok(faults.into_result()?)
}

/// Webhooks, the latest first.
pub async fn list(app: &App, actor: &Actor, limit: Limit, after: Option<String>) -> AppResult<Page<Webhook>> {
    may_administer(actor)?;
    let after: Option<WebhookId> = after.as_deref().map(cursor::read).transpose()?;
    let wanted = limit.get();
    let mut found = app
        .db()
        .read(move |conn| store::list(conn, after, wanted + 1))
        .await?;
    let next = cursor::cut(&mut found, wanted, |last| last.id)?;
    Ok(Page {
        items: found.into_iter().map(view).collect(),
        next,
        total: None,
    })
}

pub async fn show(app: &App, actor: &Actor, id: WebhookId) -> AppResult<Webhook> {
    may_administer(actor)?;
    Ok(view(app.db().read(move |conn| store::find(conn, id)).await?))
}

/// Changes a webhook. Switched on again, it is sent what waited.
pub async fn change(
    app: &App,
    actor: &Actor,
    id: WebhookId,
    expected: i32,
    fields: WebhookChange,
) -> AppResult<Webhook> {
    may_administer(actor)?;
    let changed = edit(app, id, expected, move |tx, app, w| {
        let (was, moved) = (w.active, fields.url.is_some());
        w.active = fields.active.unwrap_or(w.active);
        put(tx.conn(), app, w, fields)?;
        if moved || (w.active && !was) {
            (w.failures, w.closed_until) = (0, None);
        }
        if w.active && !was {
            ask_pending(tx, app, id)?;
        }
        Ok(())
    })
    .await?;
    Ok(view(changed))
}

/// Gives a webhook a new secret; for a day deliveries carry signatures with both.
pub async fn rotate(app: &App, actor: &Actor, id: WebhookId, expected: i32) -> AppResult<IssuedWebhook> {
    may_administer(actor)?;
    let secret = app.random_token();
    let sealed = app.secrets().seal(id.uuid().as_bytes(), &secret)?;
    let changed = edit(app, id, expected, move |_, app, w| {
        let before = std::mem::replace(&mut w.secret, sealed);
        w.previous = Some((before, app.now().plus_seconds(OVERLAP_SECONDS)));
        Ok(())
    })
    .await?;
    Ok(IssuedWebhook {
        webhook: view(changed),
        secret,
    })
}

/// Removes a webhook with everything that was sent to it.
pub async fn remove(app: &App, actor: &Actor, id: WebhookId, expected: i32) -> AppResult<()> {
    may_administer(actor)?;
    app.db()
        .write(move |tx| {
            let current = store::find(tx.conn(), id)?.version;
            saved(store::delete(tx, id, expected), || Ok(current))
        })
        .await
}

async fn edit(
    app: &App,
    id: WebhookId,
    expected: i32,
    work: impl FnOnce(&mut Tx<'_>, &App, &mut WebhookRecord) -> AppResult<()> + Send + 'static,
) -> AppResult<WebhookRecord> {
    let this = app.clone();
    app.db()
        .write(move |tx| {
            let mut w = store::find(tx.conn(), id)?;
            if w.version != expected {
                return Err(AppError::Stale { current: w.version });
            }
            work(tx, &this, &mut w)?;
            w.version += 1;
            w.updated_at = this.now();
            let stored = store::save(tx, &w, expected);
            saved(stored, || Ok(store::find(tx.conn(), id)?.version))?;
            Ok(w)
        })
        .await
}
