//! The files that a form names.

use std::collections::{BTreeMap, BTreeSet};

use domain::access::Actor;
use domain::id::MediaId;
use domain::media::{MediaKind, MediaStatus};
use domain::problem::{Fault, FaultCode, Faults};
use persistence::Conn;
use persistence::media::{self, MediaRecord};

use crate::error::AppResult;

/// A file as a form names it.
#[derive(Debug)]
pub(crate) struct NamedFile {
    pub(crate) pointer: String,
    pub(crate) kind: MediaKind,
    pub(crate) id: MediaId,
}

impl NamedFile {
    /// The files of a list field, each with the pointer of its place.
    pub(crate) fn list<'a>(
        field: &'a str,
        kind: MediaKind,
        ids: &'a [MediaId],
    ) -> impl Iterator<Item = NamedFile> + 'a {
        ids.iter().enumerate().map(move |(n, id)| NamedFile {
            pointer: format!("{field}/{n}"),
            kind,
            id: *id,
        })
    }
}

/// A fault for each file that is named twice, does not exist, is not `own`, is of another kind or not `ready`. One
/// statement, and what `own` asks.
pub(crate) fn check(
    conn: &mut Conn,
    named: Vec<NamedFile>,
    mut own: impl FnMut(&mut Conn, &MediaRecord) -> AppResult<bool>,
    ready: impl Fn(MediaStatus) -> bool,
    faults: &mut Faults,
) -> AppResult<()> {
    if named.is_empty() {
        return Ok(());
    }
    let ids: Vec<MediaId> = named.iter().map(|file| file.id).collect();
    let known: BTreeMap<MediaId, MediaRecord> = media::find_all(conn, &ids)?
        .into_iter()
        .map(|file| (file.id, file))
        .collect();
    let mut seen = BTreeSet::new();
    for NamedFile { pointer, kind, id } in named {
        if !seen.insert((kind.as_str(), id)) {
            faults.add(pointer, FaultCode::Duplicate);
            continue;
        }
        match known.get(&id) {
            Some(file) if own(conn, file)? => {
                if file.kind != kind {
                    faults.push(Fault::new(pointer, FaultCode::WrongMediaKind).with(kind.name()));
                } else if !ready(file.status) {
                    faults.add(pointer, FaultCode::MediaNotReady);
                }
            }
            // What belongs to somebody else does not exist for the one who asks.
            _ => faults.add(pointer, FaultCode::UnknownMedia),
        }
    }
    Ok(())
}

/// As [`check`], for files that whoever names them must have uploaded, and that passed their check.
pub(crate) fn check_own(
    conn: &mut Conn,
    named: Vec<NamedFile>,
    actor: &Actor,
    faults: &mut Faults,
) -> AppResult<()> {
    let own = |_: &mut Conn, file: &MediaRecord| Ok(file.created_by == actor.account);
    check(conn, named, own, |status| status == MediaStatus::Ready, faults)
}
