//! Ten thousand organisations from an empty registry: brought by walking, while memory is watched.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant as Timer};

use anyhow::{bail, ensure};
use persistence::{Db, registry};
use registry_simulator::{Options, Region, Simulator};

use crate::server::{Server, free_port};

const COUNT: usize = 10_000;
/// Seconds for all of them on two processors.
const LIMIT: u64 = 60;

/// Starts a server of its own beside the one under load, on the same database, that reads a registry.
pub async fn measure(kepu: &Path, database_url: &str, secret: &str, db: &Db) -> anyhow::Result<()> {
    let region = |code: &str, name: &str| -> anyhow::Result<Region> {
        Ok(Region {
            code: code.parse()?,
            name: name.to_owned(),
        })
    };
    // Two provinces of which the samples hold nothing.
    let regions = vec![region("610102", "新城区")?, region("620102", "城关区")?];
    let simulator = Simulator::start(Options::new(COUNT, regions))?;
    let data = tempfile::tempdir()?;
    let port = free_port()?;
    let begun = Timer::now();
    let server = Server::start(
        Command::new(kepu)
            .args(["serve", "--demo", "--listen", &format!("127.0.0.1:{port}")])
            .args(["--database-url", database_url])
            .arg("--data-dir")
            .arg(data.path())
            .args(["--registry-url", &simulator.url()])
            .env("KEPU_REGISTRY_TOKEN", simulator.token())
            .env("KEPU_SECRET", secret)
            .env("RUST_LOG", "warn"),
        port,
        "/readyz",
    )
    .await?;
    let (mut peak, mut early) = (0, None);
    loop {
        let (state, links) = db
            .read(|conn| {
                Ok::<_, persistence::StoreError>((registry::state(conn)?, registry::count_links(conn)?))
            })
            .await?;
        let resident = server.resident_mib()?;
        peak = peak.max(resident);
        if links >= 4_000 && early.is_none() {
            early = Some(resident);
        }
        if state.last_success_at.is_some() {
            let took = begun.elapsed().as_secs_f64();
            let early = early.unwrap_or(peak);
            println!(
                "{COUNT} organisations from a registry: {links} taken in {took:.1} s (limit {LIMIT}); memory {early} MiB after 4,000, {peak} MiB at most"
            );
            ensure!(took <= LIMIT as f64, "{COUNT} organisations took {took:.1} s");
            ensure!(peak <= early + 30, "memory grew from {early} to {peak} MiB");
            // The others break a rule on purpose and wait for a person.
            ensure!(links >= i64::try_from(COUNT)? * 9 / 10, "only {links} were taken");
            return Ok(());
        }
        if begun.elapsed() > Duration::from_secs(LIMIT * 3) {
            bail!("{links} organisations after {} s", begun.elapsed().as_secs());
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}
