//! The browser journeys: a fresh demonstration, real Chromium, a phone's and a desktop's size.

use std::process::Command;

use anyhow::bail;

use crate::demonstration::{Demonstration, REGISTRY_SECRET};
use crate::postgres::Postgres;
use crate::shell::{say, watch};
use crate::tally::Tally;
use crate::{packages, serve, spa};

const DIR: &str = "tests/e2e";

/// In which sizes of window the journeys are walked.
#[derive(Debug, Clone, Copy)]
pub enum Sizes {
    /// One after the other.
    Both,
    Phone,
    Desktop,
}

impl Sizes {
    /// Names of Playwright's projects.
    const fn each(self) -> &'static [&'static str] {
        match self {
            Self::Both => &["phone", "desktop"],
            Self::Phone => &["phone"],
            Self::Desktop => &["desktop"],
        }
    }
}

/// All specs, or those whose name contains one of `only`.
pub fn run_counted(
    engine: &str,
    postgres: Option<&Postgres>,
    only: &[String],
    sizes: Sizes,
    tally: &mut Tally,
) -> anyhow::Result<()> {
    packages::node(DIR)?;
    let chromium = packages::chromium()?;
    let pages = spa::build(spa::Kind::Small)?;
    let kepu = serve::server_for_tests()?;
    let mut failed = false;
    for size in sizes.each() {
        let name = format!("kepu_e2e_{}_{size}", std::process::id());
        let database = postgres.map(|server| server.database(&name)).transpose()?;
        say(format!("browser journeys on {engine}, {size}"));
        // Each begins with a fresh demonstration: a journey that was walked cannot be walked again.
        let site = Demonstration::start(&kepu, Some(&pages), database.as_deref())?;
        let ok = watch(
            Command::new("npx")
                .args(["playwright", "test"])
                .arg(format!("--project={size}"))
                .args(only)
                .current_dir(DIR)
                .env("KEPU_BASE_URL", &site.base)
                .env("KEPU_DATA_DIR", site.data.path())
                .env("KEPU_ENGINE", engine)
                .env("KEPU_RECEIVER", &site.receiver)
                .env("KEPU_REGISTRY_SECRET", REGISTRY_SECRET)
                .env("KEPU_CHROMIUM", &chromium),
            |line| tally.playwright(line),
        )?;
        if !ok {
            eprintln!("{}", site.last_lines());
        }
        failed |= !ok;
    }
    if failed {
        bail!("the browser journeys on {engine} failed");
    }
    Ok(())
}

pub fn run_here(engine: Option<&str>, only: &[String]) -> anyhow::Result<()> {
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
        run_counted(engine, postgres.as_ref(), only, Sizes::Both, &mut tally)?;
    }
    println!("{tally}");
    Ok(())
}
