//! Links that filings send visitors to, tried one by one after the filing was handed in.

use std::collections::BTreeMap;

use domain::activity::content::ActivityContent;
use domain::activity::finding::{self, LinkState};
use domain::id::ActivityId;
use domain::time::Instant;
use links::Verdict;
use persistence::link::{self, LinkRecord};
use persistence::{Conn, Tx};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::activity::precheck;
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::job::{self, Work};

/// What was found out stays true for a day; a dead link is tried again by the next filing that shows it.
const FRESH_SECONDS: i64 = 86_400;

/// An address to try.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Check {
    url: String,
}

pub(crate) fn digest(url: &str) -> Vec<u8> {
    Sha256::digest(url.as_bytes()).to_vec()
}

fn verdict_of(record: &LinkRecord) -> AppResult<Verdict> {
    serde_json::from_str(&record.verdict).map_err(AppError::internal)
}

fn state(verdict: Verdict) -> LinkState {
    match verdict {
        Verdict::Reachable { .. } => LinkState::Alive,
        Verdict::Forbidden => LinkState::Forbidden,
        _ if verdict.is_dead() => LinkState::Dead,
        _ => LinkState::Unverified,
    }
}

/// What is known of a filing's links.
pub(crate) fn states(conn: &mut Conn, content: &ActivityContent) -> AppResult<BTreeMap<String, LinkState>> {
    let urls: Vec<String> = finding::links(content).into_iter().map(|(_, url)| url).collect();
    states_of(conn, &urls)
}

/// What is known of some links, by address.
pub(crate) fn states_of(conn: &mut Conn, urls: &[String]) -> AppResult<BTreeMap<String, LinkState>> {
    let digests: Vec<Vec<u8>> = urls.iter().map(|url| digest(url)).collect();
    if digests.is_empty() {
        return Ok(BTreeMap::new());
    }
    link::of(conn, &digests)?
        .into_iter()
        .map(|record| Ok((record.url.clone(), state(verdict_of(&record)?))))
        .collect()
}

/// Notes the links of a filing and asks for those to be tried that were not tried lately.
pub(crate) fn ask(tx: &mut Tx<'_>, app: &App, id: ActivityId, content: &ActivityContent) -> AppResult<()> {
    let urls: Vec<String> = finding::links(content).into_iter().map(|(_, url)| url).collect();
    let digests: Vec<Vec<u8>> = urls.iter().map(|url| digest(url)).collect();
    link::set(tx, id, &digests)?;
    ask_of(tx, app, urls)
}

/// Asks for links to be tried that were not tried lately.
pub(crate) fn ask_of(tx: &mut Tx<'_>, app: &App, urls: Vec<String>) -> AppResult<()> {
    if app.link_checker().is_none() || urls.is_empty() {
        return Ok(());
    }
    let digests: Vec<Vec<u8>> = urls.iter().map(|url| digest(url)).collect();
    let now = app.now();
    let known = link::of(tx.conn(), &digests)?;
    for (url, digest) in urls.into_iter().zip(digests) {
        let fresh = known.iter().any(|k| k.digest == digest && is_fresh(k, now));
        let subject = format!("link:{}", crate::digest::hex(&digest));
        if !fresh && !persistence::job::is_asked_for(tx.conn(), &subject)? {
            job::ask(tx, app, &Work::CheckLink(Check { url }), Some(subject), now)?;
        }
    }
    Ok(())
}

/// Links that are tried again in one go.
const AGAIN: i64 = 200;

/// Asks for links of public activities that are not over to be tried again, a day after the last time.
pub(crate) async fn renew(app: &App) -> AppResult<()> {
    let this = app.clone();
    app.db()
        .write(move |tx| {
            let (now, before) = (this.now(), this.now().plus_seconds(-FRESH_SECONDS));
            let today = persistence::public::first_key(Instant::start_of_day(now.shanghai_date()));
            let urls = link::worn_out(tx.conn(), before, today, AGAIN)?;
            ask_of(tx, &this, urls)
        })
        .await
}

fn is_fresh(record: &LinkRecord, now: Instant) -> bool {
    now.seconds_since(record.checked_at) < FRESH_SECONDS
}

/// Tries an address and lets the findings of every filing that shows it follow.
pub(crate) async fn run(app: &App, check: &Check) -> AppResult<()> {
    let Some(checker) = app.link_checker() else {
        return Ok(());
    };
    let verdict = checker.check(&check.url).await;
    let record = LinkRecord {
        digest: digest(&check.url),
        url: check.url.clone(),
        verdict: serde_json::to_string(&verdict).map_err(AppError::internal)?,
        checked_at: app.now(),
    };
    let this = app.clone();
    app.db()
        .write(move |tx| {
            link::put(tx, &record)?;
            for id in link::shown_by(tx.conn(), &record.digest)? {
                precheck::renew(tx, &this, id)?;
            }
            Ok(())
        })
        .await
}
