use std::fs;
use std::io::{self, BufRead as _};
use std::path::{Path, PathBuf};

use super::manifest::{DATABASE, FORMAT, MANIFEST, Manifest, OBJECTS, POOL, Stored, sum};
use super::write::secret_mark;
use crate::app::App;
use crate::error::{AppError, AppResult};

/// Why a backup is not read back.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error("{0} is no backup: it has no {MANIFEST} that can be read")]
    NoBackup(PathBuf),
    #[error("the backup has form {0}; this program reads form {FORMAT}")]
    Format(u32),
    #[error("the backup is of {backup}, the installation uses {here}")]
    Engine { backup: String, here: &'static str },
    #[error("the copy of the database is damaged: its checksum is not what the manifest says")]
    Damaged,
    #[error(
        "the backup was made with another KEPU_SECRET: with this one, nothing personal in it could be read"
    )]
    Secret,
    #[error(
        "the database of the backup is newer ({backup}) than this program ({here}): take the program that made it"
    )]
    Newer { backup: String, here: String },
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Whether the backup in this directory is whole and fits the installation; answers where its database is. Changes
/// nothing.
pub fn examine(app: &App, from: &Path) -> Result<(Manifest, PathBuf), ReadError> {
    let text = fs::read_to_string(from.join(MANIFEST)).map_err(|_| ReadError::NoBackup(from.to_owned()))?;
    let manifest: Manifest = serde_json::from_str(&text).map_err(|_| ReadError::NoBackup(from.to_owned()))?;
    if manifest.format != FORMAT {
        return Err(ReadError::Format(manifest.format));
    }
    let here = app.db().engine().name();
    if manifest.engine != here {
        return Err(ReadError::Engine {
            backup: manifest.engine,
            here,
        });
    }
    if manifest.secret_mark != secret_mark(app) {
        return Err(ReadError::Secret);
    }
    let newest = persistence::newest_migration(app.db().engine());
    if manifest.schema > newest {
        return Err(ReadError::Newer {
            backup: manifest.schema,
            here: newest,
        });
    }
    let database = from.join(DATABASE);
    if sum(&database)? != (manifest.database_size, manifest.database_sha256.clone()) {
        return Err(ReadError::Damaged);
    }
    Ok((manifest, database))
}

/// Puts the files of a backup into storage; those that are there already stay. Answers how many were put.
pub async fn read_objects(app: &App, from: &Path) -> AppResult<u64> {
    let io = |error: io::Error| AppError::internal(format!("reading the backup's files: {error}"));
    let pool = from.parent().unwrap_or(from).join(POOL);
    let list = io::BufReader::new(fs::File::open(from.join(OBJECTS)).map_err(io)?);
    let mut put = 0;
    for line in list.lines() {
        let stored: Stored = serde_json::from_str(&line.map_err(io)?).map_err(AppError::internal)?;
        let there = app.storage().head(&stored.key).await?;
        if there.is_some_and(|there| there.size == stored.size) {
            continue;
        }
        let path = pool.join(&stored.key);
        if sum(&path).map_err(io)? != (stored.size, stored.sha256) {
            return Err(AppError::internal(format!(
                "{} is damaged: its checksum is not what the backup says",
                path.display()
            )));
        }
        app.storage()
            .put_file(&stored.key, &path, &stored.content_type)
            .await?;
        put += 1;
    }
    Ok(put)
}
