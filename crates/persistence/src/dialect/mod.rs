//! Every difference between the engines. Nothing outside this folder names one.

mod adding;
mod conflict;
mod dump;
mod fulltext;
mod holding;
mod numbering;
mod postgres;
mod sqlite;

use diesel::connection::{AnsiTransactionManager, Connection, SimpleConnection, TransactionManager};
use diesel::migration::MigrationSource;
use diesel::result::DatabaseErrorInformation;
use diesel::{PgConnection, SqliteConnection};
use diesel_migrations::MigrationHarness;

use crate::db::Engine;
use crate::error::{StoreError, StoreResult, Violated};
use crate::migrations;

pub use adding::add_figures;
pub use conflict::{InsertOrKeep, upsert};
pub use dump::{dump, is_empty, load};
pub use fulltext::{Fulltext, forget as forget_tokens, index as index_tokens};
pub use fulltext::{ValueIndex, index_values};
pub use holding::hold_row;
pub use numbering::number_changes;

/// A connection to either engine.
#[derive(diesel::MultiConnection)]
pub enum Conn {
    Pg(PgConnection),
    Sqlite(SqliteConnection),
}

/// What a connection will be used for; each engine prepares it differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    Read,
    Write,
}

pub fn connect(engine: Engine, url: &str, purpose: Purpose) -> StoreResult<Conn> {
    let unavailable = |e: diesel::ConnectionError| StoreError::Unavailable(e.to_string());
    match engine {
        Engine::Postgres => {
            let mut c = PgConnection::establish(url).map_err(unavailable)?;
            c.batch_execute(postgres::session(purpose))?;
            Ok(Conn::Pg(c))
        }
        Engine::Sqlite => {
            let mut c = SqliteConnection::establish(sqlite::path(url)).map_err(unavailable)?;
            c.batch_execute(sqlite::session(purpose))?;
            Ok(Conn::Sqlite(c))
        }
    }
}

/// Begins a transaction that will write. SQLite takes its write lock at once: a reader that turns into a writer half
/// way fails without waiting.
pub fn begin_write(conn: &mut Conn) -> StoreResult<()> {
    match conn {
        Conn::Pg(_) => <Conn as Connection>::TransactionManager::begin_transaction(conn)?,
        Conn::Sqlite(c) => AnsiTransactionManager::begin_transaction_sql(c, "BEGIN IMMEDIATE")?,
    }
    Ok(())
}

pub fn commit(conn: &mut Conn) -> StoreResult<()> {
    Ok(<Conn as Connection>::TransactionManager::commit_transaction(
        conn,
    )?)
}

pub fn rollback(conn: &mut Conn) -> StoreResult<()> {
    Ok(<Conn as Connection>::TransactionManager::rollback_transaction(
        conn,
    )?)
}

pub fn migrate(conn: &mut Conn) -> StoreResult<usize> {
    let broken = |e: Box<dyn std::error::Error + Send + Sync>| StoreError::Broken(format!("migration: {e}"));
    match conn {
        Conn::Pg(c) => {
            // Two processes that start together must not both migrate.
            c.batch_execute(postgres::LOCK_MIGRATIONS)?;
            let done = c
                .run_pending_migrations(migrations::POSTGRES)
                .map(|m| m.len())
                .map_err(broken);
            c.batch_execute(postgres::UNLOCK_MIGRATIONS)?;
            done
        }
        Conn::Sqlite(c) => c.exclusive_transaction(|c| {
            c.run_pending_migrations(migrations::SQLITE)
                .map(|m| m.len())
                .map_err(broken)
        }),
    }
}

/// Takes every migration back; for the round trip in the tests.
pub fn revert(conn: &mut Conn) -> StoreResult<usize> {
    let broken = |e: Box<dyn std::error::Error + Send + Sync>| StoreError::Broken(format!("migration: {e}"));
    match conn {
        Conn::Pg(c) => c
            .revert_all_migrations(migrations::POSTGRES)
            .map(|m| m.len())
            .map_err(broken),
        Conn::Sqlite(c) => c
            .revert_all_migrations(migrations::SQLITE)
            .map(|m| m.len())
            .map_err(broken),
    }
}

/// The last migration that has run; nothing before the first.
pub fn schema_version(conn: &mut Conn) -> StoreResult<String> {
    let broken = |e: Box<dyn std::error::Error + Send + Sync>| StoreError::Broken(format!("migration: {e}"));
    let applied = match conn {
        Conn::Pg(c) => c.applied_migrations().map_err(broken)?,
        Conn::Sqlite(c) => c.applied_migrations().map_err(broken)?,
    };
    Ok(applied.iter().map(ToString::to_string).max().unwrap_or_default())
}

/// The newest migration that this program knows.
pub fn newest_migration(engine: Engine) -> String {
    let names: Vec<String> = match engine {
        Engine::Postgres => names_of::<diesel::pg::Pg>(migrations::POSTGRES),
        Engine::Sqlite => names_of::<diesel::sqlite::Sqlite>(migrations::SQLITE),
    };
    names.into_iter().max().unwrap_or_default()
}

fn names_of<DB: diesel::backend::Backend>(source: impl MigrationSource<DB>) -> Vec<String> {
    let all = source.migrations().unwrap_or_default();
    all.iter().map(|m| m.name().version().to_string()).collect()
}

/// How many migrations have not run.
pub fn pending(conn: &mut Conn) -> StoreResult<usize> {
    let broken = |e: Box<dyn std::error::Error + Send + Sync>| StoreError::Broken(format!("migration: {e}"));
    match conn {
        Conn::Pg(c) => c
            .pending_migrations(migrations::POSTGRES)
            .map(|m| m.len())
            .map_err(broken),
        Conn::Sqlite(c) => c
            .pending_migrations(migrations::SQLITE)
            .map(|m| m.len())
            .map_err(broken),
    }
}

/// Which rule a unique violation names. PostgreSQL says the constraint, SQLite only table and columns.
pub fn violated(info: &dyn DatabaseErrorInformation) -> Violated {
    let message = info.message();
    let is = |constraint: &str, columns: &str| {
        info.constraint_name() == Some(constraint) || message.contains(columns)
    };
    if is("accounts_phone", "accounts.phone_digest") {
        Violated::AccountPhone
    } else if is("idempotency_keys_pkey", "idempotency_keys.account_id") {
        Violated::IdempotencyKey
    } else {
        Violated::Other
    }
}

/// Whether an error passes by itself: a locked SQLite file, a full one, a server that is shutting down.
pub fn is_passing(message: &str) -> bool {
    postgres::PASSING
        .iter()
        .chain(sqlite::PASSING)
        .any(|part| message.contains(part))
}

/// Whether the connection can no longer be used.
pub fn is_broken(conn: &mut Conn) -> bool {
    use diesel::connection::TransactionManagerStatus;
    match <Conn as Connection>::TransactionManager::transaction_manager_status_mut(conn) {
        TransactionManagerStatus::InError => true,
        TransactionManagerStatus::Valid(status) => status.transaction_depth().is_some(),
    }
}

/// Whether there is still a database at the other end.
pub fn answers(conn: &mut Conn) -> bool {
    conn.batch_execute("SELECT 1").is_ok()
}

/// A condition on `activities`: that what the activity adds to the figures has a cell of this dimension and value, which are
/// bound between the three parts.
pub fn contributes(conn: &Conn) -> [&'static str; 3] {
    match conn {
        Conn::Pg(_) => postgres::CONTRIBUTES,
        Conn::Sqlite(_) => sqlite::CONTRIBUTES,
    }
}
