//! Walking through the registry.

use std::collections::BTreeMap;
use std::time::Duration;

use domain::registry::RegistryOrganization;
use domain::time::Instant;
use persistence::registry::{self as store, StateRecord};
use registry::{Item, Page, Pulled, Registry, RegistryError};

use super::accept::{Known, Outcome, accept};
use super::question::unreadable;
use crate::app::App;
use crate::error::{AppError, AppResult};

/// Seconds for which a process has the walk to itself; extended with each page.
const LEASE_SECONDS: i64 = 120;
/// Longest pause after failures, seconds.
const PAUSE_MAX: i64 = 900;
/// Seconds for which a refused token is not tried again, unless an operator restarts.
const REFUSED_PAUSE: i64 = 3_600;
/// Organisations that are taken in one transaction: filing waits no longer than for these.
const TAKEN_AT_ONCE: usize = 100;

/// Times something is tried that a person's change made impossible.
const TRIES: usize = 5;

/// How a walk ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pulling {
    /// Everything is here, and this is what became of it.
    Done(BTreeMap<Outcome, usize>),
    /// Another process walks, or the registry is left alone for now.
    NotNow,
    /// The registry did not answer as agreed; tried again after a pause.
    Failed(String),
}

/// Walks when the interval is over and nobody else does. For a loop that calls every few seconds.
pub async fn pull_when_due(app: &App) -> AppResult<Pulling> {
    let Some(settings) = app.registry().filter(|s| s.client.is_some()) else {
        return Ok(Pulling::NotNow);
    };
    let state = app.db().read(store::state).await?;
    let due = state
        .last_success_at
        .is_none_or(|last| app.now().seconds_since(last) >= settings.interval_seconds);
    if due || state.failures > 0 {
        pull(app).await
    } else {
        Ok(Pulling::NotNow)
    }
}

/// Walks from where the last walk ended to the end of what is there.
pub async fn pull(app: &App) -> AppResult<Pulling> {
    let Some(client) = app.registry().and_then(|settings| settings.client.clone()) else {
        return Ok(Pulling::NotNow);
    };
    let now = app.now();
    let begun = app
        .db()
        .write(move |tx| {
            let mut state = store::state(tx.conn())?;
            let closed = state.closed_until.is_some_and(|until| now < until);
            if closed || !store::lease(tx, now, now.plus_seconds(LEASE_SECONDS))? {
                return Ok::<_, AppError>(None);
            }
            state.last_attempt_at = Some(now);
            store::save_state(tx, &state)?;
            Ok(Some(state))
        })
        .await?;
    let Some(state) = begun else {
        return Ok(Pulling::NotNow);
    };
    let walked = walk(app, &client, state).await;
    // Given back in any case: an error of ours must not keep others waiting.
    app.db().write(|tx| store::keep_lease(tx, None)).await?;
    walked
}

async fn walk(app: &App, client: &Registry, mut state: StateRecord) -> AppResult<Pulling> {
    let mut all = BTreeMap::new();
    let mut started_over = false;
    loop {
        match client.page(state.cursor.as_deref(), state.etag.as_deref()).await {
            Ok(Pulled::NotModified) => {
                succeed(app, &mut state).await?;
                return Ok(Pulling::Done(all));
            }
            Ok(Pulled::Page(page)) => {
                let more = page.more;
                // The tag belongs to the cursor that was asked with: it helps only where the next walk asks the same.
                let same = state.cursor.as_deref() == Some(page.next.as_str());
                state.etag = page.etag.clone().filter(|_| same && !more);
                state.cursor = Some(page.next.clone());
                take(app, page, &state, &mut all).await?;
                if !more {
                    succeed(app, &mut state).await?;
                    return Ok(Pulling::Done(all));
                }
            }
            Err(RegistryError::CursorExpired) if !started_over => {
                started_over = true;
                (state.cursor, state.etag) = (None, None);
            }
            Err(error) => return fail(app, state, &error).await,
        }
    }
}

/// Takes a page in small transactions; the cursor moves with the last of them.
async fn take(
    app: &App,
    page: Page,
    state: &StateRecord,
    all: &mut BTreeMap<Outcome, usize>,
) -> AppResult<()> {
    let mut chunks: Vec<Vec<Item>> = Vec::new();
    let mut rest = page.items;
    while rest.len() > TAKEN_AT_ONCE {
        let behind = rest.split_off(TAKEN_AT_ONCE);
        chunks.push(std::mem::replace(&mut rest, behind));
    }
    chunks.push(rest);
    let last = chunks.len() - 1;
    for (n, chunk) in chunks.into_iter().enumerate() {
        let last_state = (n == last).then(|| state.clone());
        let outcomes = insist(|| take_some(app, chunk.clone(), last_state.clone())).await?;
        for outcome in outcomes {
            *all.entry(outcome).or_insert(0) += 1;
        }
    }
    Ok(())
}

async fn take_some(app: &App, chunk: Vec<Item>, state: Option<StateRecord>) -> AppResult<Vec<Outcome>> {
    let this = app.clone();
    app.db()
        .write(move |tx| {
            store::hold(tx)?;
            let (mut told, mut broken): (Vec<RegistryOrganization>, Vec<_>) = (Vec::new(), Vec::new());
            for item in chunk {
                match item {
                    Item::Organization(organization) => told.push(*organization),
                    Item::Unreadable { external_id, why } => broken.push((external_id, why)),
                }
            }
            let mut known = Known::of(tx.conn(), &told)?;
            let mut outcomes = Vec::with_capacity(told.len());
            for organization in &told {
                outcomes.push(accept(tx, &this, &mut known, organization)?);
            }
            for (external_id, why) in broken {
                match external_id {
                    Some(id) => outcomes.push(unreadable(tx, &this, &id, &why)?),
                    None => tracing::warn!(why, "the registry told of something without an identifier"),
                }
            }
            if let Some(state) = state {
                store::save_state(tx, &state)?;
            }
            store::keep_lease(tx, Some(this.now().plus_seconds(LEASE_SECONDS)))?;
            Ok(outcomes)
        })
        .await
}

/// Does something again when a person here was faster with one of the organisations.
pub(super) async fn insist<T, F: Future<Output = AppResult<T>>>(mut work: impl FnMut() -> F) -> AppResult<T> {
    for _ in 1..TRIES {
        match work().await {
            Err(AppError::Stale { .. }) => {}
            other => return other,
        }
    }
    work().await
}

async fn succeed(app: &App, state: &mut StateRecord) -> AppResult<()> {
    state.last_success_at = Some(app.now());
    state.failures = 0;
    state.closed_until = None;
    state.last_error = None;
    let state = state.clone();
    Ok(app.db().write(move |tx| store::save_state(tx, &state)).await?)
}

async fn fail(app: &App, mut state: StateRecord, error: &RegistryError) -> AppResult<Pulling> {
    let now = app.now();
    state.failures = state.failures.saturating_add(1);
    let pause = match error {
        RegistryError::Refused { .. } => REFUSED_PAUSE,
        RegistryError::Busy {
            retry_after: Some(wait),
        } => seconds(*wait).max(1),
        _ => pause(state.failures),
    };
    state.closed_until = Some(now.plus_seconds(pause));
    state.last_error = Some(error.to_string());
    tracing::warn!(%error, failures = state.failures, pause, "the registry of organisations does not answer as agreed");
    let kept = state.clone();
    app.db().write(move |tx| store::save_state(tx, &kept)).await?;
    Ok(Pulling::Failed(error.to_string()))
}

fn seconds(wait: Duration) -> i64 {
    i64::try_from(wait.as_secs()).unwrap_or(PAUSE_MAX).min(86_400)
}

/// Seconds after so many failures: 2, 4, 8 … a quarter of an hour. The circuit is open meanwhile: nobody asks.
fn pause(failures: i32) -> i64 {
    (1_i64 << failures.clamp(1, 12)).min(PAUSE_MAX)
}

/// When the registry may be asked again, for tests and an operator's page.
pub(super) fn is_closed(state: &StateRecord, now: Instant) -> bool {
    state.closed_until.is_some_and(|until| now < until)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_a_quarter_of_an_hour() {
        let all: Vec<i64> = (1..=14).map(pause).collect();
        assert_eq!(all[..4], [2, 4, 8, 16]);
        assert!(all.windows(2).all(|w| w[0] <= w[1]));
        assert_eq!(all.last(), Some(&PAUSE_MAX));
    }
}
