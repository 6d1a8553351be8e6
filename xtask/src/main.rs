//! `cargo xtask <what>`: everything that is done with this repository.

mod bench;
mod client;
mod contract;
mod demonstration;
mod e2e;
mod lighthouse;
mod openapi;
mod packages;
mod postgres;
mod serve;
mod setup;
mod shell;
mod spa;
mod tally;
mod test;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Makes sure that pages can be built here.
    Setup,
    /// Builds the pages into dist/.
    BuildSpa {
        /// Without optimisation, for working on them.
        #[arg(long)]
        dev: bool,
    },
    /// Builds everything and starts a demonstration.
    Run(serve::Run),
    /// Runs every test: on both engines, in the browser, and from the TypeScript client.
    Test,
    /// Runs the browser journeys against a fresh demonstration.
    E2e {
        /// One engine only: sqlite or postgres.
        #[arg(long)]
        engine: Option<String>,
        /// Only specs whose name contains one of these.
        only: Vec<String>,
    },
    /// Holds the served OpenAPI document against the server, in every role.
    Contract(contract::Contract),
    /// Walks the TypeScript client through the main job against a fresh demonstration.
    Client,
    /// Measures the pages that everybody sees with Lighthouse.
    Lighthouse,
    /// Writes openapi/kepu.json.
    Openapi {
        /// Compares instead.
        #[arg(long)]
        check: bool,
    },
    /// Measures the server under load on both engines.
    Bench(bench::Bench),
}

fn main() -> ExitCode {
    match begin() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Without the way through this program: what was said before is what matters.
            eprintln!("Error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn begin() -> anyhow::Result<()> {
    std::env::set_current_dir(shell::root())?;
    match Cli::parse().command {
        Command::Setup => setup::wasm_toolchain().map(|_| ()),
        Command::BuildSpa { dev } => {
            spa::build(if dev { spa::Kind::Quick } else { spa::Kind::Small }).map(|_| ())
        }
        Command::Run(run) => run.start(),
        Command::Test => test::all(),
        Command::E2e { engine, only } => e2e::run_here(engine.as_deref(), &only),
        Command::Contract(contract) => contract.run(),
        Command::Client => client::run_here(),
        Command::Lighthouse => lighthouse::run_here(),
        Command::Openapi { check } => openapi::run(check),
        Command::Bench(bench) => bench.run(),
    }
}
