//! `registry-simulator`: a registry of organisations to try an integration with.
//!
//! Faults are options, and can be changed while it runs: `POST /control` with the token and JSON such as
//! `{"faults": {"drop": 0.3, "latency_ms": 200}, "change": 10}`; `GET /control` tells how things stand.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, ensure};
use clap::Parser;
use registry_simulator::{Command, Faults, Options, Region, Simulator, contract};

/// A registry of organisations that keeps docs/registry-contract.md, with faults on demand.
#[derive(Parser)]
#[command(name = "registry-simulator")]
struct Cli {
    #[arg(long, default_value = "127.0.0.1:8090")]
    listen: SocketAddr,
    /// What it expects as `Authorization: Bearer`.
    #[arg(
        long,
        env = "REGISTRY_TOKEN",
        default_value = "simulator",
        hide_env_values = true
    )]
    token: String,
    #[arg(long, default_value_t = 1_000)]
    organizations: usize,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// A table with the columns `code` and `name`, such as crates/app/reference/regions.csv; counties are taken.
    #[arg(long)]
    regions: Option<PathBuf>,
    /// Where changes are told of: http://127.0.0.1:8080/api/v1/registry/events
    #[arg(long, requires = "secret")]
    push_to: Option<String>,
    /// Signs what is pushed.
    #[arg(long, env = "REGISTRY_SECRET", hide_env_values = true)]
    secret: Option<String>,
    /// Organisations that change by themselves.
    #[arg(long, default_value_t = 0)]
    changes_per_minute: u32,
    /// Share of answers that break off and of pushes that are lost, 0 to 1.
    #[arg(long, default_value_t = 0.0)]
    drop: f64,
    /// Answers and pushes wait for up to this many milliseconds.
    #[arg(long, default_value_t = 0)]
    latency: u64,
    /// Share of answers that are 429, 500 or 503.
    #[arg(long, default_value_t = 0.0)]
    errors: f64,
    /// Share of items and pushes that come twice.
    #[arg(long, default_value_t = 0.0)]
    duplicate: f64,
    /// Items and pushes come in any order.
    #[arg(long)]
    reorder: bool,
    /// Share of pushes that are sent once more byte for byte.
    #[arg(long, default_value_t = 0.0)]
    replay: f64,
    /// Share of pushes that are altered after they were signed.
    #[arg(long, default_value_t = 0.0)]
    alter: f64,
    /// Share of items that cannot be read.
    #[arg(long, default_value_t = 0.0)]
    unreadable: f64,
    /// Share of answers that are larger than allowed.
    #[arg(long, default_value_t = 0.0)]
    huge: f64,
    /// Prints the contract as OpenAPI 3.1 instead.
    #[arg(long)]
    openapi: bool,
}

impl Cli {
    fn faults(&self) -> Faults {
        Faults {
            drop: self.drop,
            latency: Duration::from_millis(self.latency),
            errors: self.errors,
            duplicate: self.duplicate,
            reorder: self.reorder,
            replay: self.replay,
            alter: self.alter,
            unreadable: self.unreadable,
            huge: self.huge,
        }
    }

    fn regions(&self) -> anyhow::Result<Vec<Region>> {
        let Some(path) = &self.regions else {
            return [("330302", "鹿城区"), ("330381", "瑞安市"), ("110108", "海淀区")]
                .map(|(code, name)| region(code, name))
                .into_iter()
                .collect();
        };
        let mut table = csv::Reader::from_path(path).with_context(|| path.display().to_string())?;
        let mut all = Vec::new();
        for row in table.deserialize::<Row>() {
            let row = row.with_context(|| path.display().to_string())?;
            let found = region(&row.code, &row.name)?;
            if found.code.level() == domain::region::RegionLevel::County {
                all.push(found);
            }
        }
        ensure!(!all.is_empty(), "{} names no county", path.display());
        Ok(all)
    }
}

#[derive(serde::Deserialize)]
struct Row {
    code: String,
    name: String,
}

fn region(code: &str, name: &str) -> anyhow::Result<Region> {
    Ok(Region {
        code: code.parse().with_context(|| code.to_owned())?,
        name: name.to_owned(),
    })
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let cli = Cli::parse();
    if cli.openapi {
        print!("{}", contract::text());
        return Ok(());
    }
    let simulator = Simulator::start(Options {
        listen: cli.listen,
        token: cli.token.clone(),
        organizations: cli.organizations,
        regions: cli.regions()?,
        seed: cli.seed,
    })
    .with_context(|| cli.listen.to_string())?;
    simulator.faults().set(cli.faults());
    if let (Some(url), Some(secret)) = (&cli.push_to, &cli.secret) {
        simulator.push_to(url, secret.as_bytes());
    }
    println!(
        "{} organisations at {}/organizations",
        cli.organizations,
        simulator.url()
    );
    tokio::select! {
        ended = tokio::signal::ctrl_c() => ended?,
        () = changes(&simulator, cli.changes_per_minute) => {}
    }
    println!("{}", serde_json::to_string_pretty(&simulator.report())?);
    Ok(())
}

/// Changes one organisation after the other, without end.
async fn changes(simulator: &Simulator, per_minute: u32) {
    let Some(pause) = Duration::from_secs(60).checked_div(per_minute) else {
        return std::future::pending().await;
    };
    loop {
        tokio::time::sleep(pause).await;
        simulator.obey(&Command {
            change: 1,
            ..Command::default()
        });
    }
}
