use domain::access::{Actor, may_administer};
use domain::api_client::{
    self, ApiClient, ApiClientChange, IssuedApiClient, NewApiClient, OVERLAP_HOURS_MAX, Rotation, USUAL_RATE,
};
use domain::id::{AccountId, ApiClientId, OrganizationId};
use domain::page::{Limit, Page};
use domain::problem::{Code, Fault, FaultCode, Faults};
use domain::region::RegionCode;
use persistence::account::{self, Account};
use persistence::api_client::{self as store, ApiClientRecord};
use persistence::{Conn, Tx, organization, reference};

use super::{secret_digest, view};
use crate::app::App;
use crate::error::{AppError, AppResult, saved};
use crate::{clean, cursor};

/// Makes a client. Nothing of a lost answer can be had again: revoke the client, or give it a new secret.
pub async fn create(app: &App, actor: &Actor, new: NewApiClient) -> AppResult<IssuedApiClient> {
    may_administer(actor)?;
    let (this, by) = (app.clone(), actor.account);
    app.db()
        .write(move |tx| {
            let now = this.now();
            let id: ApiClientId = this.new_id();
            let secret = this.random_token();
            let mut c = ApiClientRecord {
                id,
                name: String::new(),
                scopes: Vec::new(),
                region_code: RegionCode::country(),
                organization_ids: Vec::new(),
                requests_per_minute: 0,
                secret_number: 1,
                secret_digest: secret_digest(this.secrets(), id, &secret),
                previous: None,
                rotated_at: now,
                last_used_at: None,
                revoked_at: None,
                version: 1,
                created_by: by,
                created_at: now,
                updated_at: now,
            };
            let fields = ApiClientChange {
                name: Some(new.name),
                scopes: Some(new.scopes),
                region_code: new.region_code,
                organization_ids: Some(new.organization_ids),
                requests_per_minute: Some(new.requests_per_minute.unwrap_or(USUAL_RATE)),
            };
            put(tx.conn(), &mut c, fields)?;
            account::insert(tx, &account_of(&this, &c)?)?;
            store::insert(tx, &c)?;
            Ok(IssuedApiClient {
                client: view(c),
                client_secret: secret,
            })
        })
        .await
}

/// The account under which a client files. No phone leads to it.
fn account_of(app: &App, c: &ApiClientRecord) -> AppResult<Account> {
    let id = AccountId::new(c.id.uuid());
    let owner = *id.uuid().as_bytes();
    Ok(Account {
        id,
        phone_digest: app.secrets().digest("client", &owner),
        phone_sealed: app.secrets().seal(&owner, &"")?,
        display_name: c.name.clone(),
        locked: false,
        version: 1,
        created_at: c.created_at,
        updated_at: c.updated_at,
        locked_reason: None,
    })
}

/// Puts the given fields into `c`, or says everything that is wrong with them.
fn put(conn: &mut Conn, c: &mut ApiClientRecord, fields: ApiClientChange) -> AppResult<()> {
    if let Some(name) = fields.name {
        c.name = clean::text(&name).trim().to_owned();
    }
    if let Some(mut scopes) = fields.scopes {
        scopes.sort_unstable();
        scopes.dedup();
        c.scopes = scopes;
    }
    if let Some(mut ids) = fields.organization_ids {
        ids.sort_unstable();
        ids.dedup();
        c.organization_ids = ids;
    }
    let rate = fields
        .requests_per_minute
        .unwrap_or(c.requests_per_minute.unsigned_abs());
    let mut faults = api_client::check(&c.name, &c.scopes, &c.organization_ids, rate);
    c.requests_per_minute = i32::try_from(rate).unwrap_or(0);
    if let Some(code) = fields.region_code {
        match code.parse::<RegionCode>() {
            Ok(region) if reference::region(conn, &region)?.is_some() => c.region_code = region,
            _ => faults.push(Fault::new("/region_code", FaultCode::UnknownRegion).with(code)),
        }
    }
    organizations(conn, &c.organization_ids, &c.region_code, &mut faults)?;
    Ok(faults.into_result()?)
}

/// A fault for each organisation that does not exist or lies outside the client's region.
fn organizations(
    conn: &mut Conn,
    ids: &[OrganizationId],
    region: &RegionCode,
    faults: &mut Faults,
) -> AppResult<()> {
    let known = organization::find_all(conn, ids)?;
    for (n, id) in ids.iter().enumerate() {
        let pointer = format!("/organization_ids/{n}");
        match known.iter().find(|o| o.id == *id) {
            None => faults.add(pointer, FaultCode::UnknownOrganization),
            Some(o) if !region.contains(&o.region_code) => {
                faults.push(Fault::new(pointer, FaultCode::OutsideRegion).with(region));
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// Clients, the latest first.
pub async fn list(
    app: &App,
    actor: &Actor,
    limit: Limit,
    after: Option<String>,
) -> AppResult<Page<ApiClient>> {
    may_administer(actor)?;
    let after: Option<ApiClientId> = after.as_deref().map(cursor::read).transpose()?;
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

pub async fn show(app: &App, actor: &Actor, id: ApiClientId) -> AppResult<ApiClient> {
    may_administer(actor)?;
    Ok(view(app.db().read(move |conn| store::find(conn, id)).await?))
}

/// Changes what a client may do, from its next request on.
pub async fn change(
    app: &App,
    actor: &Actor,
    id: ApiClientId,
    expected: i32,
    fields: ApiClientChange,
) -> AppResult<ApiClient> {
    may_administer(actor)?;
    edit(app, id, expected, move |tx, _, c| put(tx.conn(), c, fields))
        .await
        .map(view)
}

/// Gives a client a new secret. The one before is refused from now on, or stays good for some hours.
pub async fn rotate(
    app: &App,
    actor: &Actor,
    id: ApiClientId,
    expected: i32,
    how: Rotation,
) -> AppResult<IssuedApiClient> {
    may_administer(actor)?;
    if how.overlap_hours > OVERLAP_HOURS_MAX {
        let fault = Fault::new("/overlap_hours", FaultCode::OutOfRange);
        return Err(fault.with(0).with(OVERLAP_HOURS_MAX).into());
    }
    let secret = app.random_token();
    let fresh = secret_digest(app.secrets(), id, &secret);
    let changed = edit(app, id, expected, move |_, app, c| {
        if c.revoked_at.is_some() {
            return Err(Code::StepNotAllowed.into());
        }
        let until = app.now().plus_seconds(i64::from(how.overlap_hours) * 3_600);
        let before = std::mem::replace(&mut c.secret_digest, fresh);
        c.previous = (how.overlap_hours > 0).then_some((before, until));
        c.secret_number += 1;
        c.rotated_at = app.now();
        Ok(())
    })
    .await?;
    Ok(IssuedApiClient {
        client: view(changed),
        client_secret: secret,
    })
}

/// Ends a client at once, with every token it has.
pub async fn revoke(app: &App, actor: &Actor, id: ApiClientId, expected: i32) -> AppResult<()> {
    may_administer(actor)?;
    edit(app, id, expected, |_, app, c| {
        c.revoked_at.get_or_insert(app.now());
        Ok(())
    })
    .await?;
    Ok(())
}

async fn edit(
    app: &App,
    id: ApiClientId,
    expected: i32,
    work: impl FnOnce(&mut Tx<'_>, &App, &mut ApiClientRecord) -> AppResult<()> + Send + 'static,
) -> AppResult<ApiClientRecord> {
    let this = app.clone();
    app.db()
        .write(move |tx| {
            let mut c = store::find(tx.conn(), id)?;
            if c.version != expected {
                return Err(AppError::Stale { current: c.version });
            }
            work(tx, &this, &mut c)?;
            c.version += 1;
            c.updated_at = this.now();
            let stored = store::save(tx, &c, expected);
            saved(stored, || Ok(store::find(tx.conn(), id)?.version))?;
            Ok(c)
        })
        .await
}
