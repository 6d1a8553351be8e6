//! The work of an import.

use std::sync::Arc;
use std::time::Duration;

use ::media::verify::ORIGINAL;
use domain::access::Actor;
use domain::activity::view::NewActivity;
use domain::dictionary::Dictionaries;
use domain::edition::Edition;
use domain::exchange::activity::Lists;
use domain::exchange::names::RegionNames;
use domain::exchange::{HIDDEN_NAMED_MAX, ImportKind, ImportState, NewImport, OnFaults};
use domain::id::ImportId;
use domain::organization::NewOrganization;
use domain::problem::{Fault, FaultCode, Faults};
use persistence::import::{self as store, ImportKey, ImportRecord};
use persistence::{Conn, StoreError, Tx, media, reference};
use serde::{Deserialize, Serialize};

use super::faulty::KeptRow;
use super::table::{self, Sheet, SheetRow};
use super::{directing, filing, registering};
use crate::account;
use crate::activity::rulebook::Rulebook;
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::job::{self, Work};

/// Goes on with an import.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Run {
    pub(crate) import: ImportId,
}

/// Rows of one transaction: what is lost when a process ends, and how long others wait to write.
const CHUNK: usize = 50;
/// After this long the rest becomes a job of its own, so that no lease runs out.
const LONGEST: Duration = Duration::from_secs(45);

/// What rows are judged and brought in by.
pub(super) struct Context {
    pub(super) app: App,
    pub(super) actor: Actor,
    pub(super) request: NewImport,
    pub(super) edition: Edition,
    pub(super) dictionaries: Dictionaries,
    pub(super) regions: RegionNames,
}

impl Context {
    pub(super) fn lists(&self) -> Lists<'_> {
        Lists {
            edition: &self.edition,
            dictionaries: &self.dictionaries,
            regions: &self.regions,
        }
    }
}

/// What is to be done with a row.
pub(super) enum Judged {
    Faulty(Faults),
    /// It was brought in before.
    Repeated,
    Ready(Box<Ready>),
}

impl Judged {
    pub(super) fn ready(&self) -> Option<&Ready> {
        match self {
            Self::Ready(ready) => Some(ready),
            _ => None,
        }
    }
}

/// A row without a fault.
pub(super) struct Ready {
    pub(super) key: ImportKey,
    pub(super) digest: String,
    pub(super) made: Made,
}

/// What a row becomes.
pub(super) enum Made {
    Activity { new: NewActivity, has_poster: bool },
    Organization(Box<NewOrganization>),
}

/// Does, or goes on with, an import. When the last attempt fails too, the import says so.
pub(crate) async fn run(app: &App, work: &Run, is_last: bool) -> AppResult<()> {
    match go_on(app, work.import).await {
        Err(error) if is_last => {
            let i = find(app, work.import).await?;
            if !i.state.is_over() {
                fail(app, i, &Fault::new("/media_id", FaultCode::ImportBroken)).await?;
            }
            Err(error)
        }
        other => other,
    }
}

async fn find(app: &App, id: ImportId) -> AppResult<ImportRecord> {
    Ok(app.db().read(move |conn| store::find(conn, id)).await?)
}

async fn go_on(app: &App, id: ImportId) -> AppResult<()> {
    let begun = std::time::Instant::now();
    let mut i = find(app, id).await?;
    if i.state.is_over() {
        return Ok(());
    }
    let sheet = match load(app, &i).await? {
        Ok(sheet) => sheet,
        Err(fault) => return fail(app, i, &fault).await,
    };
    if i.state == ImportState::Waiting {
        let checks_first = i.request.dry_run || i.request.on_faults == OnFaults::ImportNothing;
        i.state = if checks_first {
            ImportState::Checking
        } else {
            ImportState::Importing
        };
        let p = &mut i.progress;
        p.sheet.clone_from(&sheet.name);
        p.total = sheet.rows.len() as u32;
        p.hidden = sheet.hidden.len() as u32;
        p.hidden_rows = sheet.hidden.iter().take(HIDDEN_NAMED_MAX).copied().collect();
        p.ignored_columns.clone_from(&sheet.header.ignored);
        let Some(kept) = keep(app, i).await? else {
            return Ok(());
        };
        i = kept;
    }
    let (on, sheet) = (Arc::new(context(app, &i).await?), Arc::new(sheet));
    if i.kind == ImportKind::Quotas {
        return directing::run(&on, &sheet, i).await;
    }
    loop {
        let from = i.progress.done as usize;
        let to = (from + CHUNK).min(sheet.rows.len());
        let next = if from == to {
            turn(app, i).await?
        } else {
            chunk(&on, &sheet, i, from..to).await?
        };
        // Somebody cancelled it, or another process is further.
        let Some(next) = next else { return Ok(()) };
        i = next;
        if i.state.is_over() {
            return Ok(());
        }
        if begun.elapsed() > LONGEST {
            let this = app.clone();
            let rest = Work::Import(Run { import: id });
            return app
                .db()
                .write(move |tx| job::ask(tx, &this, &rest, None, this.now()))
                .await;
        }
    }
}

/// Reads the file; the inner error is the file's own.
async fn load(app: &App, i: &ImportRecord) -> AppResult<Result<Sheet, Fault>> {
    let id = i.media_id;
    let media = app.db().read(move |conn| media::find(conn, id)).await?;
    let key = media
        .variants
        .get(ORIGINAL)
        .ok_or_else(|| AppError::internal("a ready file has no original"))?;
    let size = u64::try_from(media.size).map_err(AppError::internal)?;
    let bytes = app.storage().get(key, size.max(1)).await?;
    let (kind, name) = (i.kind, media.file_name);
    let read = tokio::task::spawn_blocking(move || table::read(kind, &bytes, &name)).await;
    match read {
        Ok(sheet) => Ok(sheet),
        // A reader that panics did so over this file; everything else about it was fine.
        Err(error) if error.is_panic() => Ok(Err(Fault::new("/media_id", FaultCode::SheetUnreadable))),
        Err(error) => Err(AppError::internal(error)),
    }
}

async fn context(app: &App, i: &ImportRecord) -> AppResult<Context> {
    let (this, account, request) = (app.clone(), i.created_by, i.request.clone());
    let key = i.progress.edition.clone().unwrap_or_default();
    app.db()
        .read(move |conn| {
            // What somebody may no longer do is not done in their name.
            let actor = account::actor(conn, account, this.now())?;
            let edition = reference::edition(conn, &key)?
                .ok_or_else(|| AppError::internal(format!("edition {key} is gone")))?;
            Ok::<_, AppError>(Context {
                actor,
                request,
                edition,
                dictionaries: reference::all_dictionaries(conn)?,
                regions: RegionNames::new(reference::all_regions(conn)?),
                app: this,
            })
        })
        .await
}

/// Stores the import as its next version; `None` where somebody was faster.
pub(super) fn save(tx: &mut Tx<'_>, i: &mut ImportRecord) -> AppResult<()> {
    let expected = i.version;
    i.version += 1;
    Ok(store::save(tx, i, expected)?)
}

pub(super) fn unless_stale<T>(done: AppResult<T>) -> AppResult<Option<T>> {
    match done {
        Ok(done) => Ok(Some(done)),
        Err(AppError::Store(StoreError::Stale)) => Ok(None),
        Err(other) => Err(other),
    }
}

pub(super) async fn keep(app: &App, mut i: ImportRecord) -> AppResult<Option<ImportRecord>> {
    let kept = app.db().write(move |tx| {
        save(tx, &mut i)?;
        Ok::<_, AppError>(i)
    });
    unless_stale(kept.await)
}

async fn fail(app: &App, mut i: ImportRecord, fault: &Fault) -> AppResult<()> {
    i.state = ImportState::Failed;
    i.finished_at = Some(app.now());
    i.progress.failure = Some((fault.code.as_str().to_owned(), fault.args.clone()));
    keep(app, i).await.map(|_| ())
}

/// All rows were looked at: on to bringing them in, or to the end.
async fn turn(app: &App, mut i: ImportRecord) -> AppResult<Option<ImportRecord>> {
    let goes_on = i.state == ImportState::Checking && !i.request.dry_run && i.progress.faulty == 0;
    if goes_on {
        i.state = ImportState::Importing;
        let p = &mut i.progress;
        (p.done, p.imported, p.repeated, p.without_poster) = (0, 0, 0, 0);
    } else {
        if i.state == ImportState::Checking && !i.request.dry_run {
            // Nothing is brought in before all are right.
            i.progress.imported = 0;
            i.progress.without_poster = 0;
        }
        i.state = ImportState::Finished;
        i.finished_at = Some(app.now());
    }
    keep(app, i).await
}

fn judge(conn: &mut Conn, on: &Context, rows: &[SheetRow]) -> AppResult<Vec<Judged>> {
    match on.request.kind {
        ImportKind::Activities => filing::judge(conn, on, rows),
        ImportKind::Organizations => registering::judge(conn, on, rows),
        ImportKind::Quotas => Err(AppError::internal("quotas are set as a whole")),
    }
}

/// Judges a chunk and, while importing, brings it in: together with how far the import is, or not at all.
async fn chunk(
    on: &Arc<Context>,
    sheet: &Arc<Sheet>,
    mut i: ImportRecord,
    range: std::ops::Range<usize>,
) -> AppResult<Option<ImportRecord>> {
    let judged = {
        let (on, sheet, range) = (on.clone(), sheet.clone(), range.clone());
        let db = on.app.db().clone();
        db.read(move |conn| judge(conn, &on, &sheet.rows[range])).await?
    };
    let (on, sheet) = (on.clone(), sheet.clone());
    let db = on.app.db().clone();
    let done = db.write(move |tx| {
        i.progress.done = range.end as u32;
        let rules = Rulebook::of(tx.conn(), &on.edition.key)?;
        let mut faulty = Vec::new();
        for (row, one) in sheet.rows[range].iter().zip(judged) {
            match one {
                Judged::Repeated => i.progress.repeated += 1,
                Judged::Faulty(faults) => {
                    let kept = KeptRow::new(i.kind, &sheet.header, row, &faults);
                    faulty.push((row.number, on.app.secrets().seal(i.id.uuid().as_bytes(), &kept)?));
                }
                Judged::Ready(ready) => {
                    let (key, digest) = (ready.key, ready.digest);
                    if let Made::Activity {
                        has_poster: false, ..
                    } = &ready.made
                    {
                        i.progress.without_poster += 1;
                    }
                    i.progress.imported += 1;
                    if i.state == ImportState::Importing {
                        let resource = match ready.made {
                            Made::Activity { new, .. } => filing::make(tx, &on, &rules, new)?.uuid(),
                            Made::Organization(new) => registering::make(tx, &on, &new)?.uuid(),
                        };
                        store::keep_key(tx, &key, &digest, resource, i.id)?;
                    }
                }
            }
        }
        i.progress.faulty += faulty.len() as u32;
        store::add_rows(tx, i.id, &faulty)?;
        // Last, and the proof that nobody else did the same meanwhile: the whole chunk is taken back otherwise.
        save(tx, &mut i)?;
        Ok::<_, AppError>(i)
    });
    unless_stale(done.await)
}
