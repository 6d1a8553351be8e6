//! A fresh database for one test, gone when the test is over.

use diesel::connection::SimpleConnection;
use std::sync::OnceLock;

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

    /// A database with the current schema and nothing in it: migrated once, then copied for each test.
    pub fn migrated() -> Self {
        static MIGRATED: OnceLock<Template> = OnceLock::new();
        let template = MIGRATED.get_or_init(|| {
            let database = Self::empty();
            database.open().migrate().unwrap();
            Template::of(&database)
        });
        template.copy()
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

/// A database as tests begin with it.
pub enum Template {
    /// The file.
    Sqlite(Vec<u8>),
    /// Server, and the database's name there.
    Postgres(String, String),
}

/// Begins the names of templates; the number of the process that made one follows.
const TEMPLATE: &str = "kepu_template_";

impl Template {
    /// What is in `database` now. Whoever has it open is cut off.
    pub fn of(database: &Database) -> Self {
        match &database.place {
            Place::Sqlite(dir) => {
                let copy = dir.path().join("template.db");
                database
                    .tamper(&format!("VACUUM INTO '{}'", copy.display()))
                    .unwrap();
                Self::Sqlite(std::fs::read(copy).unwrap())
            }
            Place::Postgres { server, name } => {
                forget_others(server);
                let template = format!("{TEMPLATE}{}_{}", std::process::id(), Uuid::new_v4().simple());
                admin(server)
                    .batch_execute(&format!(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}';"
                    ))
                    .unwrap();
                admin(server)
                    .batch_execute(&format!("CREATE DATABASE {template} TEMPLATE {name}"))
                    .unwrap();
                Self::Postgres(server.clone(), template)
            }
        }
    }
    pub fn copy(&self) -> Database {
        match self {
            Self::Sqlite(bytes) => {
                let dir = tempfile::tempdir().unwrap();
                std::fs::write(dir.path().join("kepu.db"), bytes).unwrap();
                Database {
                    place: Place::Sqlite(dir),
                }
            }
            Self::Postgres(server, template) => {
                let name = format!("kepu_test_{}", Uuid::new_v4().simple());
                admin(server)
                    .batch_execute(&format!("CREATE DATABASE {name} TEMPLATE {template}"))
                    .unwrap();
                Database {
                    place: Place::Postgres {
                        server: server.clone(),
                        name,
                    },
                }
            }
        }
    }
}

/// Removes templates of processes that have ended: nothing runs at the end of a test program that could.
fn forget_others(server: &str) {
    use diesel::prelude::*;

    #[derive(QueryableByName)]
    struct Named {
        #[diesel(sql_type = diesel::sql_types::Text)]
        datname: String,
    }
    let mut conn = admin(server);
    let all: Vec<Named> = diesel::sql_query(format!(
        "SELECT datname::text FROM pg_database WHERE starts_with(datname::text, '{TEMPLATE}')"
    ))
    .load(&mut conn)
    .unwrap();
    for Named { datname } in all {
        let process = datname[TEMPLATE.len()..].split('_').next().unwrap_or_default();
        if !std::path::Path::new("/proc").join(process).exists() {
            // Another test program may be doing the same.
            let _ = conn.batch_execute(&format!("DROP DATABASE IF EXISTS {datname}"));
        }
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
