//! pgbench with the very SQL that a request makes, taken from the server's own log.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, bail};
use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};

/// Runs `request` once and answers the last SELECT on `public_activities` it made, with its parameters filled in.
pub async fn sql_of(
    url: &str,
    log: &Path,
    request: impl AsyncFnOnce() -> anyhow::Result<()>,
) -> anyhow::Result<String> {
    let mut admin = PgConnection::establish(url)?;
    let from = std::fs::metadata(log)?.len();
    admin.batch_execute("ALTER SYSTEM SET log_min_duration_statement = 0")?;
    admin.batch_execute("SELECT pg_reload_conf()")?;
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    request().await?;
    admin.batch_execute("ALTER SYSTEM RESET log_min_duration_statement")?;
    admin.batch_execute("SELECT pg_reload_conf()")?;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    let text = std::fs::read(log)?;
    let text = String::from_utf8_lossy(&text[usize::try_from(from)?..]).into_owned();
    parse(&text).context("the request's SQL is not in the log")
}

fn parse(log: &str) -> Option<String> {
    let lines: Vec<&str> = log.lines().collect();
    let at = lines
        .iter()
        .rposition(|line| line.contains("execute") && line.contains("FROM \"public_activities\""))?;
    let mut sql = lines[at]
        .split_once(": SELECT")
        .map(|(_, rest)| format!("SELECT{rest}"))?;
    let parameters = lines[at + 1..]
        .iter()
        .take(3)
        .find_map(|line| line.split_once("parameters: ").map(|(_, p)| p));
    if let Some(parameters) = parameters {
        let mut values: Vec<(String, String)> = parameters
            .split(", $")
            .filter_map(|part| part.trim_start_matches('$').split_once(" = "))
            .map(|(n, value)| (format!("${n}"), value.to_owned()))
            .collect();
        // $12 before $1.
        values.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        for (name, value) in values {
            sql = sql.replace(&name, &value);
        }
    }
    Some(sql)
}

/// Transactions per second of `sql`, prepared, with so many clients.
pub fn pgbench(url: &str, sql: &str, clients: usize, seconds: u64) -> anyhow::Result<f64> {
    let script = tempfile::NamedTempFile::new()?;
    std::fs::write(script.path(), format!("{sql};\n"))?;
    let out = Command::new("pgbench")
        .args([
            "-n",
            "-M",
            "prepared",
            "-j",
            "2",
            "-c",
            &clients.to_string(),
            "-T",
            &seconds.to_string(),
            "-f",
        ])
        .arg(script.path())
        .arg(url)
        .output()
        .context("pgbench is part of PostgreSQL's client package")?;
    let text = String::from_utf8_lossy(&out.stdout);
    let Some(line) = text.lines().find(|line| line.starts_with("tps = ")) else {
        bail!("pgbench: {}", String::from_utf8_lossy(&out.stderr));
    };
    Ok(line.split_whitespace().nth(2).context("no figure")?.parse()?)
}
