//! A fresh database for one test, gone when the test is over.

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection, SqliteConnection};
use persistence::{Db, DbConfig, Engine};
use tempfile::TempDir;
use uuid::Uuid;

/// The engine under test.
pub fn engine() -> Engine {
    match std::env::var("KEPU_TEST_ENGINE").as_deref() {
        Ok("postgres") => Engine::Postgres,
        Ok("sqlite") | Err(_) => Engine::Sqlite,
        Ok(other) => panic!("KEPU_TEST_ENGINE is sqlite or postgres, not {other}"),
    }
}

enum Place {
    Sqlite(TempDir),
    Postgres { server: String, name: String },
}

pub struct Database {
    place: Place,
}

impl Database {
    /// An empty database without a schema.
    pub fn empty() -> Self {
        match engine() {
            Engine::Sqlite => Self {
                place: Place::Sqlite(tempfile::tempdir().unwrap()),
            },
            Engine::Postgres => {
                let server = std::env::var("KEPU_TEST_POSTGRES_URL")
                    .expect("KEPU_TEST_POSTGRES_URL names a server for tests on PostgreSQL");
                let name = format!("kepu_test_{}", Uuid::new_v4().simple());
                admin(&server)
                    .batch_execute(&format!("CREATE DATABASE {name}"))
                    .unwrap();
                Self {
                    place: Place::Postgres { server, name },
                }
            }
        }
    }

    /// A database with the current schema and nothing in it.
    pub fn migrated() -> Self {
        let database = Self::empty();
        database.open().migrate().unwrap();
        database
    }

    pub fn url(&self) -> String {
        match &self.place {
            Place::Sqlite(dir) => format!("sqlite://{}/kepu.db", dir.path().display()),
            Place::Postgres { server, name } => {
                let (base, _) = server.rsplit_once('/').unwrap();
                format!("{base}/{name}")
            }
        }
    }

    /// A door with few threads: many tests run side by side.
    pub fn open(&self) -> Db {
        Db::open(&DbConfig {
            readers: 2,
            writers: 2,
            counts_statements: true,
            ..DbConfig::new(self.url())
        })
        .unwrap()
    }

    /// Runs SQL behind the product's back, as an operator or an intruder with the file at hand might; answers what
    /// the engine says of it.
    pub fn tamper(&self, sql: &str) -> Result<(), String> {
        match &self.place {
            Place::Sqlite(dir) => SqliteConnection::establish(&format!("{}/kepu.db", dir.path().display()))
                .unwrap()
                .batch_execute(&format!(
                    "PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000; {sql}"
                )),
            Place::Postgres { .. } => PgConnection::establish(&self.url()).unwrap().batch_execute(sql),
        }
        .map_err(|e| e.to_string())
    }
}

fn admin(server: &str) -> PgConnection {
    PgConnection::establish(server).unwrap()
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Place::Postgres { server, name } = &self.place {
            // A failing clean-up must not hide why the test failed.
            let _ = admin(server).batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}
