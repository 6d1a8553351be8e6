use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufRead as _, Write as _};
use std::path::{Path, PathBuf};

use persistence::{audit, certificate, media};
use tokio::task;

use super::manifest::{DATABASE, FORMAT, MANIFEST, Manifest, OBJECTS, POOL, Stored, sum};
use crate::app::App;
use crate::error::{AppError, AppResult};

/// Rows that are read at once.
const BATCH: i64 = 500;

/// Writes a backup into a directory of its own below `to`; answers that directory. The server may go on working.
pub async fn write(app: &App, to: &Path) -> AppResult<(PathBuf, Manifest)> {
    let now = app.now();
    let name = format!("kepu-{}", now.utc().format("%Y%m%dT%H%M%SZ"));
    let (whole, partial) = (to.join(&name), to.join(format!("{name}.partial")));
    let io = |what: &str, error: io::Error| AppError::internal(format!("{what}: {error}"));
    if whole.exists() {
        return Err(AppError::internal(format!("{} exists already", whole.display())));
    }
    fs::create_dir_all(&partial).map_err(|e| io("making the directory", e))?;

    // The database first: every file it names is verified by then and is never changed again.
    let (db, file) = (app.db().clone(), partial.join(DATABASE));
    let target = file.clone();
    task::spawn_blocking(move || db.dump(&target))
        .await
        .map_err(AppError::internal)??;
    let (database_size, database_sha256) = task::spawn_blocking(move || sum(&file))
        .await
        .map_err(AppError::internal)?
        .map_err(|e| io("reading the copy of the database", e))?;
    let seal = app.db().read(audit::last_seal).await?;
    let schema = app.db().schema_version().await?;

    let known = listed_before(to);
    let pool = to.join(POOL);
    let mut list = fs::File::create(partial.join(OBJECTS)).map_err(|e| io("writing the list of files", e))?;
    let (mut objects, mut objects_size) = (0, 0);
    let mut keys = Keys::default();
    while let Some(batch) = keys.next(app).await? {
        for key in batch {
            let stored = match known.get(&key).filter(|k| is_there(&pool, k)) {
                Some(stored) => stored.clone(),
                None => copy(app, &pool, &key).await?,
            };
            objects += 1;
            objects_size += stored.size;
            let line = serde_json::to_string(&stored).map_err(AppError::internal)?;
            writeln!(list, "{line}").map_err(|e| io("writing the list of files", e))?;
        }
    }
    list.sync_all().map_err(|e| io("writing the list of files", e))?;
    let manifest = Manifest {
        format: FORMAT,
        made_at: now,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        engine: app.db().engine().name().to_owned(),
        schema,
        database_size,
        database_sha256,
        objects,
        objects_size,
        secret_mark: secret_mark(app),
        seal: seal.map(|seal| (seal.number, hex(&seal.hash))),
    };
    let text = serde_json::to_string_pretty(&manifest).map_err(AppError::internal)?;
    fs::write(partial.join(MANIFEST), text).map_err(|e| io("writing the manifest", e))?;
    fs::rename(&partial, &whole).map_err(|e| io("giving the backup its name", e))?;
    Ok((whole, manifest))
}

/// Tells the secret that opens the keys in the backup.
pub(super) fn secret_mark(app: &App) -> String {
    hex(app.secrets().wrapping().mark())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The files that earlier backups in the same directory list.
fn listed_before(to: &Path) -> BTreeMap<String, Stored> {
    let backups = fs::read_dir(to).into_iter().flatten().flatten();
    let lists = backups.filter_map(|entry| fs::File::open(entry.path().join(OBJECTS)).ok());
    lists
        .flat_map(|list| io::BufReader::new(list).lines().map_while(Result::ok))
        .filter_map(|line| serde_json::from_str::<Stored>(&line).ok())
        .map(|stored| (stored.key.clone(), stored))
        .collect()
}

fn is_there(pool: &Path, stored: &Stored) -> bool {
    fs::metadata(pool.join(&stored.key)).is_ok_and(|file| file.len() == stored.size)
}

/// Copies a file of the installation into the pool.
async fn copy(app: &App, pool: &Path, key: &str) -> AppResult<Stored> {
    let path = pool.join(key);
    let io = |error: io::Error| AppError::internal(format!("{}: {error}", path.display()));
    let found = app
        .storage()
        .head(key)
        .await?
        .ok_or_else(|| AppError::internal(format!("the file {key} is missing in storage")))?;
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(io)?;
    }
    let partial = path.with_extension("partial");
    let mut file = fs::File::create(&partial).map_err(io)?;
    app.storage().read_into(key, found.size, &mut file).await?;
    file.sync_all().map_err(io)?;
    let (size, sha256) = sum(&partial).map_err(io)?;
    if size != found.size {
        return Err(AppError::internal(format!(
            "the file {key} came as {size} bytes of {}",
            found.size
        )));
    }
    fs::rename(&partial, &path).map_err(io)?;
    Ok(Stored {
        key: key.to_owned(),
        size,
        sha256,
        content_type: found
            .content_type
            .unwrap_or_else(|| "application/octet-stream".to_owned()),
    })
}

/// Walks through the keys of everything that is kept: verified files with their variants, then printed certificates.
#[derive(Default)]
struct Keys {
    media: Option<domain::id::MediaId>,
    media_done: bool,
    certificate: Option<String>,
}

impl Keys {
    async fn next(&mut self, app: &App) -> AppResult<Option<Vec<String>>> {
        if !self.media_done {
            let after = self.media;
            let found = app
                .db()
                .read(move |conn| media::keys_after(conn, after, BATCH))
                .await?;
            if let Some((last, _)) = found.last() {
                self.media = Some(*last);
                return Ok(Some(found.into_iter().flat_map(|(_, keys)| keys).collect()));
            }
            self.media_done = true;
        }
        let after = self.certificate.clone();
        let found = app
            .db()
            .read(move |conn| certificate::printed_after(conn, after.as_deref(), BATCH))
            .await?;
        let Some((last, _)) = found.last() else {
            return Ok(None);
        };
        self.certificate = Some(last.clone());
        Ok(Some(found.into_iter().filter_map(|(_, key)| key).collect()))
    }
}
