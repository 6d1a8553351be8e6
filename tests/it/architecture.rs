//! The rules of docs/ARCHITECTURE.md, checked. Each message says what to do instead.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use spdx::{Expression, ParseMode};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .canonicalize()
        .unwrap()
}

/// Names under `[dependencies]` of a crate.
fn dependencies(of: &str) -> BTreeSet<String> {
    let text = fs::read_to_string(root().join(of).join("Cargo.toml")).unwrap();
    let mut inside = false;
    let mut names = BTreeSet::new();
    for line in text.lines() {
        if line.starts_with('[') {
            inside = line == "[dependencies]";
        } else if inside
            && !line.starts_with('#')
            && let Some((name, _)) = line.split_once(['.', '='])
        {
            names.insert(name.trim().to_owned());
        }
    }
    assert!(!names.is_empty(), "{of} has dependencies");
    names
}

/// Rust sources below a directory: path from the root, text.
fn sources(below: &str) -> Vec<(String, String)> {
    fn walk(dir: &Path, all: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, all);
            } else if path.extension().is_some_and(|e| e == "rs") {
                all.push(path);
            }
        }
    }
    let mut all = Vec::new();
    walk(&root().join(below), &mut all);
    all.sort();
    all.into_iter()
        .map(|path| {
            let name = path.strip_prefix(root()).unwrap().display().to_string();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect()
}

/// Lines of product code: neither comments nor what stands in a test module at the end of a file.
fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let end = text.find("#[cfg(test)]").unwrap_or(text.len());
    (1..)
        .zip(text[..end].lines())
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
}

fn places(below: &str, found: impl Fn(&str, &str) -> bool) -> Vec<String> {
    let mut all = Vec::new();
    for (name, text) in sources(below) {
        all.extend(
            code_lines(&text)
                .filter(|(_, line)| found(&name, line))
                .map(|(n, line)| format!("{name}:{n}: {}", line.trim())),
        );
    }
    all
}

fn refuse(what: &str, places: &[String]) {
    assert!(places.is_empty(), "{what}\n{}", places.join("\n"));
}

#[test]
fn dependencies_point_inwards_only() {
    let forbidden: &[(&str, &[&str])] = &[
        (
            "crates/domain",
            &[
                "persistence",
                "media",
                "links",
                "app",
                "api",
                "diesel",
                "actix-web",
                "tokio",
                "rand",
            ],
        ),
        (
            "crates/persistence",
            &["media", "app", "api", "actix-web", "utoipa", "jsonwebtoken"],
        ),
        (
            "crates/media",
            &["persistence", "links", "app", "api", "diesel", "actix-web"],
        ),
        (
            "crates/links",
            &[
                "domain",
                "persistence",
                "media",
                "app",
                "api",
                "diesel",
                "actix-web",
            ],
        ),
        (
            "crates/registry",
            &[
                "persistence",
                "media",
                "links",
                "app",
                "api",
                "diesel",
                "actix-web",
            ],
        ),
        (
            "crates/documents",
            &[
                "domain",
                "persistence",
                "media",
                "links",
                "app",
                "api",
                "diesel",
                "actix-web",
            ],
        ),
        (
            "crates/spreadsheets",
            &[
                "persistence",
                "media",
                "links",
                "documents",
                "app",
                "api",
                "diesel",
                "actix-web",
                "tokio",
            ],
        ),
        ("crates/app", &["api", "diesel", "actix-web", "utoipa"]),
        ("crates/api", &["diesel", "diesel_migrations"]),
        (
            "frontend",
            &["persistence", "media", "app", "api", "diesel", "validator"],
        ),
    ];
    for (of, names) in forbidden {
        let has = dependencies(of);
        for name in *names {
            assert!(!has.contains(*name), "{of} must not depend on {name}");
        }
    }
}

#[test]
fn differences_between_the_engines_live_in_one_directory() {
    let forks = |_: &str, line: &str| line.contains("Conn::Pg") || line.contains("Conn::Sqlite");
    let outside: Vec<_> = places("crates", forks)
        .into_iter()
        .filter(|p| !p.starts_with("crates/persistence/src/dialect/"))
        .collect();
    refuse("an engine is named outside persistence/src/dialect:", &outside);
    // Each place with a `match` on the connection is one difference to keep in mind.
    let inside: usize = sources("crates/persistence/src/dialect")
        .iter()
        .map(|(_, text)| {
            code_lines(text)
                .filter(|(_, line)| line.contains("Conn::Sqlite(c) =>") || line.contains("Conn::Sqlite(c) ="))
                .count()
        })
        .sum();
    assert!(
        inside <= 10,
        "{inside} differences between the engines; ten are enough"
    );
}

#[test]
fn only_the_store_opens_transactions() {
    let found = places("crates", |name, line| {
        line.contains(".transaction(") && !name.starts_with("crates/persistence/src/db.rs")
    });
    refuse("one transaction per use case, through Db::write:", &found);
    let made = places("crates", |name, line| {
        line.contains("Tx(conn)") && name != "crates/persistence/src/db.rs"
    });
    refuse("only Db::write makes a Tx:", &made);
}

#[test]
fn the_clock_and_chance_come_from_the_app() {
    let found = places("crates", |name, line| {
        let reads_clock = line.contains("Utc::now()")
            || line.contains("SystemTime::now()")
            || line.contains("Local::now()");
        let business = name.starts_with("crates/domain")
            || name.starts_with("crates/persistence")
            || name.starts_with("crates/app");
        reads_clock && business && name != "crates/app/src/clock.rs"
    });
    refuse("now comes from App::now():", &found);
    let domain = places("crates/domain/src", |_, line| {
        ["std::fs", "std::env", "std::net", "Instant::now", "thread_rng"]
            .iter()
            .any(|word| line.contains(word))
    });
    refuse("the domain has no input or output:", &domain);
    for engine in ["sqlite", "postgres"] {
        for entry in fs::read_dir(root().join("migrations").join(engine)).unwrap() {
            let sql = fs::read_to_string(entry.unwrap().path().join("up.sql"))
                .unwrap()
                .to_uppercase();
            for word in ["CURRENT_TIMESTAMP", "NOW()", "CREATE TRIGGER", "DATETIME("] {
                assert!(!sql.contains(word), "{engine}: {word}; the clock belongs to App");
            }
        }
    }
}

#[test]
fn a_changed_activity_always_names_the_version_it_replaces() {
    for aggregate in ["activity.rs", "organization/mod.rs", "account.rs"] {
        let text = fs::read_to_string(root().join("crates/persistence/src").join(aggregate)).unwrap();
        for (n, _) in text.match_indices("diesel::update(") {
            let around = &text[n.saturating_sub(400)..(n + 400).min(text.len())];
            assert!(
                around.contains("version.eq(expected)"),
                "{aggregate}: an update without its expected version"
            );
        }
    }
}

#[test]
fn rows_stay_private_to_the_store() {
    let found = places("crates/persistence/src", |_, line| {
        line.starts_with("pub struct") && line.contains("Row") && !line.contains("pub(crate)")
    });
    refuse("rows are private; hand out types of the domain:", &found);
}

#[test]
fn files_are_short_and_named_for_what_they_hold() {
    let mut long = Vec::new();
    for below in [
        "crates",
        "frontend/src",
        "xtask/src",
        "tests/harness",
        "tests/it",
        "tests/registry-simulator",
    ] {
        for (name, text) in sources(below) {
            // The schema is one table per table: splitting it would hide more than it shows.
            let lines = text.lines().count();
            if lines > 400 && !name.ends_with("schema.rs") {
                long.push(format!("{name}: {lines} lines"));
            }
            let vague = ["utils", "util", "common", "helpers", "helper", "manager", "misc"];
            let is_vague = name
                .split('/')
                .any(|part| vague.contains(&part.trim_end_matches(".rs")));
            assert!(!is_vague, "{name}: name it for what it holds");
        }
    }
    refuse("split by verb:", &long);
}

#[test]
fn every_code_a_client_may_be_told_is_used() {
    let all: String = [
        "crates/domain/src",
        "crates/app/src",
        "crates/api/src",
        "crates/media/src",
    ]
    .iter()
    .flat_map(|below| sources(below))
    .filter(|(name, _)| !name.starts_with("crates/domain/src/problem/"))
    .map(|(_, text)| text)
    .collect();
    let camel = |wire: &str| -> String {
        wire.split('_')
            .map(|part| part[..1].to_uppercase() + &part[1..])
            .collect()
    };
    let unused: Vec<_> = domain::problem::Code::ALL
        .iter()
        .map(|code| camel(code.as_str()))
        .filter(|name| !all.contains(&format!("Code::{name}")))
        .collect();
    refuse("nobody answers these codes:", &unused);
}

#[test]
fn every_licence_is_one_that_we_take() {
    let rules = fs::read_to_string(root().join("deny.toml")).unwrap();
    let (_, list) = rules.split_once("allow = [").unwrap();
    let (list, _) = list.split_once(']').unwrap();
    let taken: Vec<&str> = list.split('"').skip(1).step_by(2).collect();
    let mut refused = BTreeSet::new();
    // The server's machine and the browser: what other platforms would add is not in what we ship.
    for platform in ["x86_64-unknown-linux-gnu", "wasm32-unknown-unknown"] {
        // Not offline: what only the other platform needs may not have been fetched yet.
        let arguments = ["metadata", "--format-version=1", "--locked"];
        let told = Command::new(env!("CARGO"))
            .args(arguments)
            .args(["--filter-platform", platform])
            .current_dir(root())
            .output()
            .unwrap();
        assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
        let told: serde_json::Value = serde_json::from_slice(&told.stdout).unwrap();
        for package in told["packages"].as_array().unwrap() {
            let text = package["license"].as_str().unwrap_or_default();
            let fits = Expression::parse_mode(text, ParseMode::LAX).is_ok_and(|licence| {
                licence.evaluate(|part| part.license.id().is_some_and(|id| taken.contains(&id.name)))
            });
            if !fits {
                refused.insert(format!("{}: {text}", package["name"].as_str().unwrap()));
            }
        }
    }
    let refused: Vec<_> = refused.into_iter().collect();
    refuse(
        "replace these, or allow their licence in deny.toml and say why:",
        &refused,
    );
}

#[test]
fn every_dependency_has_its_reason() {
    let reasons = fs::read_to_string(root().join("docs/dependencies.md")).unwrap();
    let named: BTreeSet<&str> = reasons
        .lines()
        .filter_map(|line| line.strip_prefix("- **")?.split_once("**"))
        .flat_map(|(names, _)| names.split(", "))
        .collect();
    let ours = [
        "domain",
        "persistence",
        "media",
        "registry-simulator",
        "links",
        "registry",
        "documents",
        "spreadsheets",
        "app",
        "api",
        "frontend",
    ];
    for of in [
        "crates/domain",
        "crates/persistence",
        "crates/media",
        "crates/links",
        "crates/registry",
        "crates/documents",
        "crates/spreadsheets",
        "crates/app",
        "crates/api",
        "frontend",
        "xtask",
        "tests",
        "tests/registry-simulator",
    ] {
        for name in dependencies(of) {
            let said = ours.contains(&name.as_str()) || named.contains(name.as_str());
            assert!(said, "docs/dependencies.md says nothing of {name} ({of})");
        }
    }
}
