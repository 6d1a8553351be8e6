//! Ten thousand organisations from an empty registry: brought by walking, while memory is watched.

use std::process::Command;
use std::time::{Duration, Instant as Timer};

use anyhow::{bail, ensure};
use persistence::{Db, registry};
use registry_simulator::{Options, Region, Simulator};

use crate::Run;
use crate::server::{Server, free_port};

/// Seconds for ten thousand on two processors.
const LIMIT_FOR_TEN_THOUSAND: f64 = 60.0;

/// How much memory may grow after the first fifth, by when everything that is kept for good has been made, MiB.
const GROWTH: u64 = 8;

/// Starts a server of its own beside the one under load, on the same database, that reads a registry.
pub async fn measure(run: &Run, secret: &str, db: &Db) -> anyhow::Result<()> {
    let region = |code: &str, name: &str| -> anyhow::Result<Region> {
        Ok(Region {
            code: code.parse()?,
            name: name.to_owned(),
        })
    };
    let count = run.organizations;
    let limit = LIMIT_FOR_TEN_THOUSAND * count as f64 / 10_000.0;
    // Two provinces of which the samples hold nothing.
    let regions = vec![region("610102", "新城区")?, region("620102", "城关区")?];
    let simulator = Simulator::start(Options::new(count, regions))?;
    let data = tempfile::tempdir()?;
    let port = free_port()?;
    let begun = Timer::now();
    let server = Server::start(
        Command::new(&run.kepu)
            .args(["serve", "--demo", "--listen", &format!("127.0.0.1:{port}")])
            .args(["--database-url", &run.database_url])
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
    let mut curve: Vec<(i64, u64)> = Vec::new();
    loop {
        let (state, links) = db
            .read(|conn| {
                Ok::<_, persistence::StoreError>((registry::state(conn)?, registry::count_links(conn)?))
            })
            .await?;
        let resident = server.resident_mib()?;
        if curve.last().is_none_or(|(seen, _)| links >= seen + 1_000) {
            curve.push((links, resident));
        }
        if state.last_success_at.is_some() {
            let took = begun.elapsed().as_secs_f64();
            curve.push((links, resident));
            let shown: Vec<_> = curve.iter().map(|(n, mib)| format!("{n}: {mib}")).collect();
            println!("memory in MiB by organisations taken: {}", shown.join(", "));
            println!(
                "{count} organisations from a registry: {links} taken in {took:.1} s (limit {limit:.0})"
            );
            let fifth = curve
                .iter()
                .find(|(n, _)| *n >= links / 5)
                .map_or(0, |(_, mib)| *mib);
            let most = curve
                .iter()
                .filter(|(n, _)| *n >= links / 5)
                .map(|(_, mib)| *mib)
                .max();
            ensure!(
                most <= Some(fifth + GROWTH),
                "memory grew from {fifth} to {most:?} MiB"
            );
            ensure!(took <= limit, "{count} organisations took {took:.1} s");
            // The others break a rule on purpose and wait for a person.
            ensure!(links >= i64::try_from(count)? * 9 / 10, "only {links} were taken");
            return Ok(());
        }
        if begun.elapsed().as_secs_f64() > limit * 3.0 {
            bail!("{links} organisations after {} s", begun.elapsed().as_secs());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
