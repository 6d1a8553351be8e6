//! The whole database as one file, and back. SQLite writes a copy of itself; PostgreSQL has programs for it.

use std::path::Path;
use std::process::Command;

use diesel::connection::{Connection, SimpleConnection};
use diesel::sqlite::SqliteConnection;

use super::{postgres, sqlite};
use crate::db::Engine;
use crate::error::{StoreError, StoreResult};

fn broken(what: impl std::fmt::Display) -> StoreError {
    StoreError::Broken(what.to_string())
}

/// Writes what is committed now to a new file; whoever works goes on.
pub fn dump(engine: Engine, url: &str, to: &Path) -> StoreResult<()> {
    match engine {
        Engine::Sqlite => {
            let mut conn = SqliteConnection::establish(sqlite::path(url)).map_err(broken)?;
            let name = to.to_str().ok_or_else(|| broken("the path is no text"))?;
            let quoted = name.replace('\'', "''");
            conn.batch_execute(&format!("PRAGMA busy_timeout = 60000; VACUUM INTO '{quoted}'"))?;
            Ok(())
        }
        Engine::Postgres => {
            let mut command = client("pg_dump", url)?;
            command
                .args(["--format=custom", "--no-owner", "--no-privileges", "--file"])
                .arg(to);
            run(&mut command, "pg_dump")
        }
    }
}

/// Reads such a file into a database that holds nothing.
pub fn load(engine: Engine, url: &str, from: &Path) -> StoreResult<()> {
    match engine {
        Engine::Sqlite => {
            let to = sqlite::path(url);
            // Beside it first: a copy that breaks off must not look like a database.
            let partial = format!("{to}.partial");
            std::fs::copy(from, &partial).map_err(broken)?;
            std::fs::File::open(&partial)
                .and_then(|file| file.sync_all())
                .map_err(broken)?;
            // Whatever an empty database left beside itself belongs to none of what comes.
            for left in ["-wal", "-shm"] {
                match std::fs::remove_file(format!("{to}{left}")) {
                    Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(broken(error)),
                    _ => {}
                }
            }
            std::fs::rename(&partial, to).map_err(broken)
        }
        Engine::Postgres => {
            let mut command = client("pg_restore", url)?;
            command
                .args([
                    "--single-transaction",
                    "--exit-on-error",
                    "--no-owner",
                    "--no-privileges",
                ])
                .arg(from);
            run(&mut command, "pg_restore")
        }
    }
}

/// Whether there is nothing in the database: not even tables.
pub fn is_empty(engine: Engine, url: &str) -> StoreResult<bool> {
    use diesel::prelude::*;
    use diesel::sql_types::BigInt;

    #[derive(QueryableByName)]
    struct Count {
        #[diesel(sql_type = BigInt)]
        n: i64,
    }
    match engine {
        Engine::Sqlite => {
            let path = sqlite::path(url);
            if !Path::new(path).exists() {
                return Ok(true);
            }
            let mut conn = SqliteConnection::establish(path).map_err(broken)?;
            let count: Count =
                diesel::sql_query("SELECT count(*) AS n FROM sqlite_schema").get_result(&mut conn)?;
            Ok(count.n == 0)
        }
        Engine::Postgres => {
            let mut conn =
                diesel::PgConnection::establish(url).map_err(|e| StoreError::Unavailable(e.to_string()))?;
            let count: Count = diesel::sql_query(postgres::COUNT_TABLES).get_result(&mut conn)?;
            Ok(count.n == 0)
        }
    }
}

/// One of PostgreSQL's programs for this database. The password goes by the environment: arguments can be seen by
/// everybody on the machine.
fn client(name: &str, url: &str) -> StoreResult<Command> {
    let mut without = url::Url::parse(url).map_err(broken)?;
    let mut command = Command::new(name);
    if let Some(password) = without.password() {
        let plain = percent_encoding::percent_decode_str(password).decode_utf8_lossy();
        command.env("PGPASSWORD", plain.as_ref());
    }
    without
        .set_password(None)
        .map_err(|()| broken("the database's address takes no password"))?;
    command.arg(format!("--dbname={without}"));
    Ok(command)
}

fn run(command: &mut Command, name: &str) -> StoreResult<()> {
    let done = command.output().map_err(|error| {
        broken(format!(
            "{name} could not be started ({error}): install PostgreSQL's client programs, of the server's version or later"
        ))
    })?;
    if done.status.success() {
        Ok(())
    } else {
        Err(broken(format!(
            "{name}: {}",
            String::from_utf8_lossy(&done.stderr).trim()
        )))
    }
}
