//! `cargo xtask bench`: the server under load, on both engines, beside what the machine can do at best.

use std::path::Path;

use crate::postgres::Postgres;
use crate::shell::{cargo, has, run, say};
use crate::{packages, serve, spa};

#[derive(clap::Args)]
pub struct Bench {
    /// Activities to generate.
    #[arg(long, default_value_t = 100_000)]
    count: u32,
    /// Seconds for each measurement.
    #[arg(long, default_value_t = 8)]
    seconds: u32,
    /// One engine only: sqlite or postgres.
    #[arg(long)]
    engine: Option<String>,
}

impl Bench {
    pub fn run(self) -> anyhow::Result<()> {
        packages::ensure("wrk", || has("wrk"), &["wrk"])?;
        spa::build(spa::Kind::Small)?;
        let kepu = serve::server()?;
        say("building the load test");
        run(cargo().args([
            "build",
            "--package",
            "kepu-tests",
            "--bin",
            "load",
            "--profile",
            "fast",
        ]))?;
        let load = kepu.with_file_name("load");
        let wanted = |engine: &str| self.engine.as_deref().is_none_or(|one| one == engine);
        if wanted("postgres") {
            let postgres = Postgres::start()?;
            let url = postgres.database("bench")?;
            self.load(&load, &kepu, &url, Some(&postgres.log()))?;
        }
        if wanted("sqlite") {
            let dir = tempfile::tempdir()?;
            self.load(
                &load,
                &kepu,
                &format!("sqlite://{}/kepu.db", dir.path().display()),
                None,
            )?;
        }
        Ok(())
    }

    fn load(&self, load: &Path, kepu: &Path, url: &str, log: Option<&Path>) -> anyhow::Result<()> {
        let mut command = std::process::Command::new(load);
        command
            .arg("run")
            .arg("--kepu")
            .arg(kepu)
            .args(["--database-url", url]);
        command.args([
            "--count",
            &self.count.to_string(),
            "--seconds",
            &self.seconds.to_string(),
        ]);
        if let Some(log) = log {
            command.arg("--postgres-log").arg(log);
        }
        run(&mut command)
    }
}
