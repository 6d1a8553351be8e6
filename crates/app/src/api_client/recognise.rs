use domain::access::{Actor, Grant, Role};
use domain::api_client::Scope;
use domain::id::{AccountId, ApiClientId};
use domain::problem::Code;
use domain::region::RegionCode;
use domain::time::Instant;
use persistence::StoreError;
use persistence::api_client::{self as store, ApiClientRecord};

use crate::account::ClientPresented;
use crate::app::App;
use crate::error::{AppError, AppResult};

/// A client that has just been recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiCaller {
    pub id: ApiClientId,
    /// Those of its token that it still has.
    pub scopes: Vec<Scope>,
    pub region: RegionCode,
    /// Under which it files: with the roles of an organizer in the organisations it was given.
    pub actor: Actor,
}

impl ApiCaller {
    /// Refuses a client that was not given `scope`.
    pub fn must_have(&self, scope: Scope) -> AppResult<()> {
        if self.scopes.contains(&scope) {
            Ok(())
        } else {
            Err(Code::ScopeMissing.into())
        }
    }
}

/// Which client it is; revoked ones and tokens of replaced secrets are refused. One statement.
pub async fn recognise(app: &App, presented: ClientPresented) -> AppResult<ApiCaller> {
    let now = app.now();
    crate::audit::known_client(presented.client);
    app.db()
        .read(move |conn| {
            let c = match store::find(conn, presented.client) {
                Err(StoreError::NotFound) => return Err(AppError::from(Code::InvalidToken)),
                other => other?,
            };
            if c.revoked_at.is_some() || !is_good(&c, presented.secret_number, now) {
                return Err(Code::ClientRevoked.into());
            }
            let scopes = presented.scopes.into_iter().filter(|s| c.scopes.contains(s));
            Ok(ApiCaller {
                id: c.id,
                scopes: scopes.collect(),
                actor: actor(&c),
                region: c.region_code,
            })
        })
        .await
}

/// Whether the secret of this number is good now.
fn is_good(c: &ApiClientRecord, number: i32, now: Instant) -> bool {
    let previous = c.previous.as_ref().is_some_and(|(_, until)| now < *until);
    number == c.secret_number || (previous && number == c.secret_number - 1)
}

fn actor(c: &ApiClientRecord) -> Actor {
    let files_for = |id: &domain::id::OrganizationId| Grant {
        role: Role::Organizer,
        region: None,
        organization: Some(*id),
        lines: Vec::new(),
        on_behalf_of: None,
    };
    Actor {
        account: AccountId::new(c.id.uuid()),
        grants: c.organization_ids.iter().map(files_for).collect(),
    }
}
