//! The schema goes up, down and up again, and both engines end with the same tables.

use harness::Database;

#[test]
fn all_migrations_can_be_taken_back_and_run_again() {
    let database = Database::empty();
    let db = database.open();
    let up = db.migrate().unwrap();
    assert!(up >= 6, "{up} migrations");
    assert_eq!(db.migrate().unwrap(), 0, "a second run has nothing to do");
    assert_eq!(db.revert().unwrap(), up);
    assert_eq!(db.migrate().unwrap(), up);
}

#[tokio::test]
async fn pending_migrations_are_counted() {
    let database = Database::empty();
    let db = database.open();
    let pending = db.pending_migrations().await.unwrap();
    assert_eq!(db.migrate().unwrap(), pending);
    assert_eq!(db.pending_migrations().await.unwrap(), 0);
}

#[test]
fn two_processes_may_migrate_at_the_same_time() {
    let database = Database::empty();
    let url = database.url();
    let runs: Vec<usize> = std::thread::scope(|scope| {
        let start = || {
            let db = persistence::Db::open(&persistence::DbConfig::new(url.clone())).unwrap();
            db.migrate().unwrap()
        };
        let all: Vec<_> = (0..3).map(|_| scope.spawn(start)).collect();
        all.into_iter().map(|run| run.join().unwrap()).collect()
    });
    assert_eq!(
        runs.iter().filter(|n| **n > 0).count(),
        1,
        "exactly one did the work: {runs:?}"
    );
}

/// Table and column names of each engine's migrations, read from the SQL itself.
fn columns(engine: &str) -> std::collections::BTreeMap<String, Vec<String>> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../migrations")
        .join(engine);
    let mut names: Vec<_> = std::fs::read_dir(&root)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    names.sort();
    let mut tables = std::collections::BTreeMap::new();
    for dir in names {
        let sql = std::fs::read_to_string(dir.join("up.sql")).unwrap();
        let mut open: Option<(String, Vec<String>)> = None;
        for line in sql.lines() {
            let line = line.trim();
            if let Some(rest) = line.strip_prefix("CREATE TABLE ") {
                let name = rest.trim_end_matches('(').trim().to_owned();
                open = Some((name, Vec::new()));
            } else if line.starts_with(')') {
                if let Some((name, columns)) = open.take() {
                    tables.insert(name, columns);
                }
            } else if let Some((_, columns)) = &mut open {
                let word = line.split_whitespace().next().unwrap_or_default();
                let is_name = !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c == '_');
                if is_name {
                    columns.push(word.to_owned());
                }
            }
        }
    }
    tables
}

#[test]
fn both_engines_have_the_same_tables_and_columns() {
    let (mut sqlite, mut postgres) = (columns("sqlite"), columns("postgres"));
    // Full text lives in a virtual table on SQLite.
    sqlite.remove("activity_search");
    postgres.remove("activity_search");
    assert!(sqlite.len() > 12, "{:?}", sqlite.keys());
    assert_eq!(sqlite, postgres);
}
