//! The pre-check (预检) with everything that has to be looked up for it.

use domain::activity::finding::{self, FindingContext, Found, SimilarTo};
use domain::activity::status::Status;
use domain::edition::Edition;
use domain::id::ActivityId;
use domain::media::{MediaStatus, POSTER_SIZE};
use domain::organization::Certification;
use persistence::activity::{self, ActivityRecord};
use persistence::media::{self, MediaRecord};
use persistence::{Conn, StoreError, Tx, finding as stored, organization, review};

use super::similar::{self, Pair};
use super::view;
use crate::app::App;
use crate::error::AppResult;
use crate::{link, word};

/// Pairs that are named among the findings; the rest is on the page of pairs.
const PAIRS_NAMED: usize = 3;

/// What is found of an activity: of a draft as it stands now, of a filing as it was handed in.
pub(crate) fn findings_of(conn: &mut Conn, app: &App, a: &ActivityRecord) -> AppResult<Vec<Found>> {
    if !a.status.is_editable() {
        let kept = stored::of(conn, &[a.id])?.into_iter().next();
        if let Some((_, found)) = kept {
            return Ok(found);
        }
    }
    let edition = view::edition_of(conn, &a.edition)?;
    look(conn, app, &edition, a, &[])
}

/// Looks everything up.
fn look(
    conn: &mut Conn,
    app: &App,
    edition: &Edition,
    a: &ActivityRecord,
    pairs: &[Pair],
) -> AppResult<Vec<Found>> {
    let mut ids = a.content.organization_ids();
    ids.push(a.organization_id);
    ids.sort_unstable();
    ids.dedup();
    let uncertified: Vec<String> = organization::certifications(conn, &ids)?
        .into_values()
        .filter(|(_, certification)| *certification != Certification::Certified)
        .map(|(name, _)| name)
        .collect();
    let sensitive = word::hits(app, conn, &a.content)?;
    let links = link::states(conn, &a.content)?;
    let poster_unusable = match a.content.poster_id {
        None => false,
        Some(id) => match media::find(conn, id) {
            Ok(poster) => !is_poster(&poster),
            Err(StoreError::NotFound) => true,
            Err(other) => return Err(other.into()),
        },
    };
    let similar: Vec<SimilarTo> = pairs
        .iter()
        .filter(|pair| !pair.is_joined())
        .take(PAIRS_NAMED)
        .map(|pair| SimilarTo {
            title: pair.title.clone(),
            organization: pair.organization_name.clone(),
        })
        .collect();
    let context = FindingContext {
        edition,
        back_filed: a.back_filed,
        uncertified: &uncertified,
        sensitive: &sensitive,
        links: &links,
        similar: &similar,
        poster_unusable,
    };
    Ok(finding::find(&a.content, context))
}

fn is_poster(file: &MediaRecord) -> bool {
    let size = (file.width, file.height);
    let wanted = (
        i32::try_from(POSTER_SIZE.0).ok(),
        i32::try_from(POSTER_SIZE.1).ok(),
    );
    file.status == MediaStatus::Ready && size == wanted
}

/// Keeps what is found of a filing that has just been handed in, and asks for its links to be tried.
pub(super) fn keep(tx: &mut Tx<'_>, app: &App, edition: &Edition, a: &ActivityRecord) -> AppResult<()> {
    let pairs = similar::pairs(tx.conn(), a)?;
    let found = look(tx.conn(), app, edition, a, &pairs)?;
    stored::put(tx, a.id, &found, app.now())?;
    link::ask(tx, app, a.id, &a.content)
}

/// Looks at a filing again: one of its links was tried, or what it resembled is gone. Its risk in the queue follows.
pub(crate) fn renew(tx: &mut Tx<'_>, app: &App, id: ActivityId) -> AppResult<()> {
    let a = match activity::find(tx.conn(), id) {
        Ok(found) => found,
        Err(StoreError::NotFound) => return Ok(()),
        Err(other) => return Err(other.into()),
    };
    if a.status == Status::Draft {
        return Ok(());
    }
    let pairs = similar::pairs(tx.conn(), &a)?;
    let edition = view::edition_of(tx.conn(), &a.edition)?;
    let found = look(tx.conn(), app, &edition, &a, &pairs)?;
    stored::put(tx, id, &found, app.now())?;
    Ok(review::set_risk(tx, id, finding::risk(&found))?)
}
