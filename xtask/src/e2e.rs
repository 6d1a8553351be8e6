//! The browser journeys: a fresh demonstration, real Chromium, a phone's and a desktop's size.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use tempfile::TempDir;

use crate::postgres::Postgres;
use crate::shell::{run, say, watch};
use crate::test::Tally;
use crate::{packages, serve, spa};

const DIR: &str = "tests/e2e";

pub fn run_counted(engine: &str, postgres: Option<&Postgres>, tally: &mut Tally) -> anyhow::Result<()> {
    packages::node()?;
    let chromium = packages::chromium()?;
    if !Path::new(DIR).join("node_modules/.package-lock.json").exists() {
        say("fetching the browser tests' packages");
        run(Command::new("npm")
            .args(["ci", "--no-audit", "--no-fund"])
            .current_dir(DIR)
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))?;
    }
    let pages = spa::build(spa::Kind::Small)?;
    let kepu = serve::server()?;
    let database = match (engine, postgres) {
        ("postgres", Some(postgres)) => Some(postgres.database(&format!("kepu_e2e_{}", std::process::id()))?),
        _ => None,
    };
    say(format!("browser journeys on {engine}"));
    let site = Demonstration::start(&kepu, &pages, database.as_deref())?;
    let ok = watch(
        Command::new("npx")
            .args(["playwright", "test"])
            .current_dir(DIR)
            .env("KEPU_BASE_URL", &site.base)
            .env("KEPU_DATA_DIR", site.data.path())
            .env("KEPU_ENGINE", engine)
            .env("KEPU_CHROMIUM", chromium),
        |line| tally.playwright(line),
    )?;
    if !ok {
        eprintln!("{}", site.last_lines());
        bail!("the browser journeys on {engine} failed");
    }
    Ok(())
}

pub fn run_here(engine: Option<&str>) -> anyhow::Result<()> {
    let mut tally = Tally::default();
    let engines: &[&str] = match engine {
        None => &["sqlite", "postgres"],
        Some("sqlite") => &["sqlite"],
        Some("postgres") => &["postgres"],
        Some(other) => bail!("no such engine: {other}"),
    };
    for engine in engines {
        let postgres = if *engine == "postgres" {
            Some(Postgres::start()?)
        } else {
            None
        };
        run_counted(engine, postgres.as_ref(), &mut tally)?;
    }
    println!("{tally}");
    Ok(())
}

/// A server with samples in a directory that vanishes.
struct Demonstration {
    child: Child,
    base: String,
    data: TempDir,
}

impl Demonstration {
    fn start(kepu: &Path, pages: &Path, database: Option<&str>) -> anyhow::Result<Self> {
        let data = tempfile::tempdir()?;
        let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let log = std::fs::File::create(data.path().join("server.log"))?;
        let mut command = Command::new(std::fs::canonicalize(kepu)?);
        command
            .args(["serve", "--demo", "--listen", &format!("127.0.0.1:{port}")])
            .arg("--data-dir")
            .arg(data.path())
            .env("KEPU_SPA_DIR", std::fs::canonicalize(pages)?)
            .env("KEPU_RATE_LIMIT", "off")
            .stdout(Stdio::from(log.try_clone()?))
            .stderr(Stdio::from(log));
        if let Some(url) = database {
            command.env("KEPU_DATABASE_URL", url);
        }
        let child = command.spawn().context("starting the server")?;
        let mut site = Self {
            child,
            base: format!("http://127.0.0.1:{port}"),
            data,
        };
        site.wait()?;
        Ok(site)
    }

    /// Until the samples are loaded, which the server says in its log.
    fn wait(&mut self) -> anyhow::Result<()> {
        let end = Instant::now() + Duration::from_secs(180);
        while !self.log().contains(&self.base) {
            if let Some(status) = self.child.try_wait()? {
                bail!("the server ended: {status}\n{}", self.last_lines());
            }
            if Instant::now() > end {
                bail!("the demonstration did not get ready\n{}", self.last_lines());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Ok(())
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.data.path().join("server.log")).unwrap_or_default()
    }

    fn last_lines(&self) -> String {
        let log = self.log();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(40)..].join("\n")
    }
}

impl Drop for Demonstration {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
