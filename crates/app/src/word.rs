//! The list of sensitive words (敏感词), and where they occur.

use std::sync::{Arc, RwLock};

use aho_corasick::{AhoCorasick, MatchKind};
use domain::access::{Actor, may_administer};
use domain::activity::content::ActivityContent;
use domain::activity::finding::public_texts;
use domain::word::{ReplaceSensitiveWords, SensitiveHit, SensitiveWord, SensitiveWords, check, folded};
use persistence::{Conn, StoreError, word};

use crate::app::App;
use crate::clean;
use crate::error::{AppError, AppResult};

/// Most hits that are told of one filing.
const HITS_MAX: usize = 30;

/// The list made ready for search: one pass over a text finds every word, however many there are.
struct Matcher {
    version: i32,
    words: Vec<SensitiveWord>,
    automaton: AhoCorasick,
}

/// The matcher of the list as last seen, by version: another process may change the list at any time.
#[derive(Default)]
pub(crate) struct WordCache(RwLock<Option<Arc<Matcher>>>);

fn matcher(app: &App, conn: &mut Conn) -> AppResult<Arc<Matcher>> {
    let version = word::sensitive_version(conn)?;
    let poisoned = || AppError::internal("the word list's lock was left by a panic");
    let cache = &app.words().0;
    let known = cache.read().map_err(|_| poisoned())?.clone();
    if let Some(known) = known.filter(|known| known.version == version) {
        return Ok(known);
    }
    let list = word::sensitive(conn)?;
    let automaton = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(list.words.iter().map(|entry| folded(&entry.word)))
        .map_err(AppError::internal)?;
    let made = Arc::new(Matcher {
        version: list.version,
        words: list.words,
        automaton,
    });
    *cache.write().map_err(|_| poisoned())? = Some(made.clone());
    Ok(made)
}

/// The words of the list that occur in the texts that become public, each once for a field.
pub(crate) fn hits(app: &App, conn: &mut Conn, content: &ActivityContent) -> AppResult<Vec<SensitiveHit>> {
    let matcher = matcher(app, conn)?;
    let mut hits: Vec<SensitiveHit> = Vec::new();
    if matcher.words.is_empty() {
        return Ok(hits);
    }
    for (pointer, text) in public_texts(content) {
        for found in matcher.automaton.find_iter(&folded(&text)) {
            let Some(entry) = matcher.words.get(found.pattern().as_usize()) else {
                continue;
            };
            let hit = SensitiveHit {
                pointer: pointer.clone(),
                word: entry.word.clone(),
                level: entry.level,
            };
            if !hits.contains(&hit) {
                hits.push(hit);
            }
            if hits.len() == HITS_MAX {
                return Ok(hits);
            }
        }
    }
    Ok(hits)
}

/// The whole list; for those who edit it.
pub async fn show(app: &App, actor: &Actor) -> AppResult<SensitiveWords> {
    may_administer(actor)?;
    Ok(app.db().read(word::sensitive).await?)
}

/// Replaces the list if `expected` is still its version.
pub async fn replace(
    app: &App,
    actor: &Actor,
    expected: i32,
    new: ReplaceSensitiveWords,
) -> AppResult<SensitiveWords> {
    may_administer(actor)?;
    let tidy = |entry: SensitiveWord| SensitiveWord {
        word: clean::text(&entry.word).trim().to_owned(),
        ..entry
    };
    let words: Vec<SensitiveWord> = new.words.into_iter().map(tidy).collect();
    check(&words).into_result()?;
    let now = app.now();
    app.db()
        .write(move |tx| {
            match word::replace_sensitive(tx, &words, expected, now) {
                Err(StoreError::Stale) => {
                    let current = word::sensitive_version(tx.conn())?;
                    return Err(AppError::Stale { current });
                }
                other => other?,
            }
            Ok(word::sensitive(tx.conn())?)
        })
        .await
}
