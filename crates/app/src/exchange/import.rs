use domain::access::{Actor, Denied};
use domain::exchange::{FaultyRow, HIDDEN_NAMED_MAX, Import, ImportKind, ImportState, NewImport, OnFaults};
use domain::id::ImportId;
use domain::media::MediaKind;
use domain::page::{Limit, Page};
use domain::problem::{Code, Fault, FaultCode, Faults, FieldError, Lang};
use domain::statistics::{FigureRight, may_figures};
use persistence::import::{self as store, ImportRecord, Progress};
use persistence::{Conn, StoreError, media, organization, reference};

use super::faulty::{KeptRow, message};
use super::run::Run;
use super::template;
use crate::app::App;
use crate::cursor;
use crate::error::{AppError, AppResult, saved};
use crate::job::{self, Work};
use crate::media::named::{self, NamedFile};
use crate::repeat::{self, Outcome, Repeat};

/// Rows with faults that a report holds itself.
const SHOWN: usize = 20;
/// Rows that are read at once for the workbook of faulty rows.
const CHUNK: usize = 500;

/// Whether the actor brings in tables of this kind at all.
pub(super) fn may_import(actor: &Actor, kind: ImportKind) -> AppResult<()> {
    let allowed = match kind {
        ImportKind::Activities => !actor.organizations().is_empty(),
        ImportKind::Organizations => actor.over_regions().next().is_some(),
        ImportKind::Quotas => actor.over_regions().any(|grant| grant.lines.is_empty()),
    };
    if allowed {
        Ok(())
    } else {
        Err(Denied::NotAllowed.into())
    }
}

/// Asks for an import; the work follows in the background.
pub async fn start(
    app: &App,
    actor: &Actor,
    new: NewImport,
    repeat: Option<Repeat>,
    lang: Lang,
) -> AppResult<Outcome<Import>> {
    may_import(actor, new.kind)?;
    let (app, actor) = (app.clone(), actor.clone());
    let db = app.db().clone();
    db.write(move |tx| {
        let location = |made: &Import| format!("/api/v1/imports/{}", made.id);
        repeat::once(tx, &app, actor.account, repeat.as_ref(), location, |tx| {
            let mut new = new;
            let mut faults = Faults::new();
            let file = NamedFile {
                pointer: "/media_id".to_owned(),
                kind: MediaKind::Attachment,
                id: new.media_id,
            };
            named::check_own(tx.conn(), vec![file], &actor, &mut faults)?;
            let edition = reference::edition(tx.conn(), &new.edition)?.map(|edition| edition.key);
            if edition.is_none() {
                faults.add("/edition", FaultCode::UnknownEdition);
            }
            scope(tx.conn(), &actor, &mut new, &mut faults)?;
            faults.into_result()?;
            let media = media::find(tx.conn(), new.media_id)?;
            let made = ImportRecord {
                id: app.new_id(),
                kind: new.kind,
                created_by: actor.account,
                media_id: new.media_id,
                state: ImportState::Waiting,
                request: new,
                progress: Progress {
                    edition,
                    file_name: media.file_name,
                    ..Progress::default()
                },
                version: 1,
                created_at: app.now(),
                finished_at: None,
            };
            store::insert(tx, &made)?;
            let work = Work::Import(Run { import: made.id });
            job::ask(tx, &app, &work, None, app.now())?;
            view(tx.conn(), &app, &made, lang)
        })
    })
    .await
}

/// The organisation or region that the whole table is for.
fn scope(conn: &mut Conn, actor: &Actor, new: &mut NewImport, faults: &mut Faults) -> AppResult<()> {
    match new.kind {
        ImportKind::Activities => {
            if let Some(id) = new.organization_id {
                match organization::find(conn, id) {
                    Ok(_) if actor.files_for(id) => {}
                    Ok(_) => return Err(Denied::OutOfScope.into()),
                    Err(StoreError::NotFound) => {
                        faults.add("/organization_id", FaultCode::UnknownOrganization);
                    }
                    Err(other) => return Err(other.into()),
                }
            }
        }
        ImportKind::Organizations => {}
        ImportKind::Quotas => {
            // Targets are set as a whole: half of them would be another set.
            new.on_faults = OnFaults::ImportNothing;
            match &new.region_code {
                None => faults.push(Fault::new("/region_code", FaultCode::Required).with("下达指标的地区")),
                Some(region) if reference::region(conn, region)?.is_none() => {
                    faults.push(Fault::new("/region_code", FaultCode::UnknownRegion).with(region));
                }
                Some(region) => may_figures(actor, FigureRight::Direct, region)?,
            }
        }
    }
    Ok(())
}

/// An import of the actor's own; others' do not exist for them: the rows hold names and phones.
fn load(conn: &mut Conn, actor: &Actor, id: ImportId) -> AppResult<ImportRecord> {
    let found = store::find(conn, id)?;
    if found.created_by == actor.account {
        Ok(found)
    } else {
        Err(Code::NotFound.into())
    }
}

fn kept(app: &App, id: ImportId, sealed: &[u8]) -> AppResult<KeptRow> {
    app.secrets().open(id.uuid().as_bytes(), sealed)
}

fn without_rows(i: &ImportRecord, lang: Lang) -> Import {
    let p = &i.progress;
    Import {
        id: i.id,
        kind: i.kind,
        state: i.state,
        dry_run: i.request.dry_run,
        outcome: i.request.outcome,
        on_faults: i.request.on_faults,
        edition: p.edition.clone(),
        organization_id: i.request.organization_id,
        region_code: i.request.region_code.clone(),
        media_id: i.media_id,
        file_name: p.file_name.clone(),
        sheet: p.sheet.clone(),
        total: p.total,
        done: p.done,
        imported: p.imported,
        repeated: p.repeated,
        faulty: p.faulty,
        without_poster: p.without_poster,
        hidden: p.hidden,
        hidden_rows: p.hidden_rows.iter().take(HIDDEN_NAMED_MAX).copied().collect(),
        ignored_columns: p.ignored_columns.clone(),
        failure: p.failure.as_ref().map(|(code, args)| FieldError {
            pointer: "/media_id".to_owned(),
            code: code.clone(),
            message: message(code, args, lang),
        }),
        faults: Vec::new(),
        can_cancel: !i.state.is_over(),
        version: i.version,
        created_at: i.created_at,
        finished_at: i.finished_at,
    }
}

fn view(conn: &mut Conn, app: &App, i: &ImportRecord, lang: Lang) -> AppResult<Import> {
    let mut faults = Vec::new();
    if i.progress.faulty > 0 {
        for (row, sealed) in store::rows(conn, i.id, 0, SHOWN)? {
            faults.push(kept(app, i.id, &sealed)?.view(i.kind, row, lang));
        }
    }
    Ok(Import {
        faults,
        ..without_rows(i, lang)
    })
}

/// One's own imports, the latest first; without their rows.
pub async fn list(
    app: &App,
    actor: &Actor,
    limit: Limit,
    after: Option<String>,
    lang: Lang,
) -> AppResult<Page<Import>> {
    let after: Option<ImportId> = after.as_deref().map(cursor::read).transpose()?;
    let account = actor.account;
    let limit = limit.get();
    let mut found = app
        .db()
        .read(move |conn| store::list(conn, account, after, limit + 1))
        .await?;
    let next = cursor::cut(&mut found, limit, |last| last.id)?;
    let items = found.iter().map(|i| without_rows(i, lang)).collect();
    Ok(Page {
        items,
        next,
        total: None,
    })
}

/// One import with its report.
pub async fn show(app: &App, actor: &Actor, id: ImportId, lang: Lang) -> AppResult<Import> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .read(move |conn| {
            let i = load(conn, &actor, id)?;
            view(conn, &this, &i, lang)
        })
        .await
}

/// The rows with faults, from the top.
pub async fn rows(
    app: &App,
    actor: &Actor,
    id: ImportId,
    limit: Limit,
    after: Option<String>,
    lang: Lang,
) -> AppResult<Page<FaultyRow>> {
    let after: u32 = after.as_deref().map(cursor::read).transpose()?.unwrap_or(0);
    let (this, actor) = (app.clone(), actor.clone());
    let limit = limit.get();
    app.db()
        .read(move |conn| {
            let i = load(conn, &actor, id)?;
            let mut found = store::rows(conn, id, after, limit + 1)?;
            let next = cursor::cut(&mut found, limit, |(row, _)| *row)?;
            let mut items = Vec::with_capacity(found.len());
            for (row, sealed) in found {
                items.push(kept(&this, id, &sealed)?.view(i.kind, row, lang));
            }
            Ok(Page {
                items,
                next,
                total: Some(u64::from(i.progress.faulty)),
            })
        })
        .await
}

/// Ends an import before its time; what was brought in stays.
pub async fn cancel(app: &App, actor: &Actor, id: ImportId, expected: i32, lang: Lang) -> AppResult<Import> {
    let (app, actor) = (app.clone(), actor.clone());
    let db = app.db().clone();
    db.write(move |tx| {
        let mut i = load(tx.conn(), &actor, id)?;
        // Progress raises the version many times a minute: whoever cancels means the import, not its state.
        if expected > i.version || expected < 1 {
            return Err(AppError::Stale { current: i.version });
        }
        if i.state.is_over() {
            return Err(Code::StepNotAllowed.into());
        }
        let before = i.version;
        i.version += 1;
        i.state = ImportState::Cancelled;
        i.finished_at = Some(app.now());
        let stored = store::save(tx, &i, before);
        saved(stored, || Ok(store::find(tx.conn(), id)?.version))?;
        view(tx.conn(), &app, &i, lang)
    })
    .await
}

/// The rows with faults as a workbook to repair: the template with the reasons added. The file's name comes with it.
pub async fn faulty_rows(app: &App, actor: &Actor, id: ImportId) -> AppResult<(String, Vec<u8>)> {
    let (this, me) = (app.clone(), actor.clone());
    let i = app.db().read(move |conn| load(conn, &me, id)).await?;
    let mut all = Vec::new();
    let mut after = 0;
    loop {
        let this = this.clone();
        let found = this
            .db()
            .read(move |conn| store::rows(conn, id, after, CHUNK))
            .await?;
        let Some((last, _)) = found.last() else { break };
        after = *last;
        for (_, sealed) in &found {
            all.push(kept(app, id, sealed)?);
        }
    }
    if all.is_empty() {
        return Err(Code::NotFound.into());
    }
    let edition = i.progress.edition.clone().unwrap_or_default();
    let bytes = template::with_rows(app, i.kind, &edition, all).await?;
    let name = i.progress.file_name;
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    Ok((format!("{stem}-待修改.xlsx"), bytes))
}
