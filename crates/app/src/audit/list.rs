//! Reading the log.

use domain::access::{Actor, may_audit};
use domain::audit::{AuditEntry, AuditOutcome};
use domain::id::{AccountId, AuditEntryId};
use domain::page::{Limit, Page};
use domain::time::Instant;
use persistence::audit::{self, AuditFilter};
use uuid::Uuid;

use crate::app::App;
use crate::cursor;
use crate::error::AppResult;

/// What is looked for.
#[derive(Debug, Clone, Default)]
pub struct AuditQuery {
    pub account_id: Option<AccountId>,
    pub operation: Option<String>,
    pub outcome: Option<AuditOutcome>,
    pub object_id: Option<Uuid>,
    pub from: Option<Instant>,
    pub to: Option<Instant>,
}

/// Entries, latest first.
pub async fn list(
    app: &App,
    actor: &Actor,
    query: AuditQuery,
    limit: Limit,
    cursor: Option<&str>,
) -> AppResult<Page<AuditEntry>> {
    may_audit(actor)?;
    let after: Option<AuditEntryId> = cursor.map(cursor::read).transpose()?;
    let filter = AuditFilter {
        account: query.account_id,
        operation: query.operation,
        outcome: query.outcome,
        object: query.object_id,
        from: query.from.map(first_id),
        before: query.to.map(first_id),
    };
    let limit = limit.get();
    let mut found = app
        .db()
        .read(move |conn| audit::list(conn, &filter, after, limit + 1))
        .await?;
    let next = cursor::cut(&mut found, limit, |(e, _)| e.id)?;
    let items = found.into_iter().map(|(e, account_name)| {
        let address: std::net::IpAddr = app.secrets().open(e.id.uuid().as_bytes(), &e.address_sealed)?;
        Ok(AuditEntry {
            id: e.id,
            at: e.at,
            account_id: e.account_id,
            account_name,
            client_id: e.client_id,
            operation: e.operation,
            path: e.path,
            outcome: e.outcome,
            code: e.code,
            address: address.to_string(),
            request_id: e.request_id,
            seal: e.seal,
        })
    });
    Ok(Page {
        items: items.collect::<AppResult<_>>()?,
        next,
        total: None,
    })
}

/// The first identifier that could have been made at a time: identifiers begin with their milliseconds (RFC 9562 §5.7).
fn first_id(at: Instant) -> Uuid {
    let milliseconds = u128::try_from(at.utc().timestamp_millis()).unwrap_or(0);
    Uuid::from_u128((milliseconds & 0xffff_ffff_ffff) << 80)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_of_a_moment_lie_between_its_bounds() {
        let at = Instant::parse("2026-09-15T01:00:00.500Z").unwrap();
        let (seconds, nanos) = (u64::try_from(at.unix_seconds()).unwrap(), 500_000_000);
        let made = Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, seconds, nanos));
        assert!(first_id(at) <= made);
        assert!(made < first_id(Instant::parse("2026-09-15T01:00:00.501Z").unwrap()));
    }
}
