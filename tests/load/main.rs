//! Load on a running server, measured against what the same machine can do at best in the same run.
//!
//! `load run --kepu target/fast/kepu --database-url … ` generates activities, starts the server, measures public list,
//! detail, search, draft save and transition, and prints each beside a bare actix handler that returns the same bytes
//! and, on PostgreSQL, beside pgbench running the same SQL. Everything stays on loopback.

mod bare;
mod certificates;
mod figures;
mod generate;
mod measure;
mod portal;
mod postgres;
mod server;
mod setup;
mod synchronisation;
mod tables;
mod writing;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

#[derive(Parser)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Generates, serves, measures, prints.
    Run(Run),
    /// Answers fixed bytes; started by `run`.
    Bare {
        #[arg(long)]
        port: u16,
        /// Directory with one file for each answer.
        #[arg(long)]
        answers: PathBuf,
    },
}

#[derive(clap::Args)]
pub struct Run {
    /// The server's executable.
    #[arg(long)]
    kepu: PathBuf,
    /// An empty database.
    #[arg(long)]
    database_url: String,
    /// Activities to generate.
    #[arg(long, default_value_t = 100_000)]
    count: u32,
    /// Seconds for each measurement.
    #[arg(long, default_value_t = 8)]
    seconds: u64,
    /// Connections kept busy.
    #[arg(long, default_value_t = 16)]
    connections: usize,
    /// PostgreSQL's log file, from which the very SQL of a request is taken for pgbench.
    #[arg(long)]
    postgres_log: Option<PathBuf>,
    /// Organisations that are brought from a registry.
    #[arg(long, default_value_t = 10_000)]
    organizations: usize,
    /// Measures this and nothing else.
    #[arg(long)]
    only: Option<Only>,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Only {
    /// Tables that are brought in and lists that are taken out.
    Tables,
    /// Organisations from a registry.
    Synchronisation,
    /// What the public finds, held against what was generated.
    Portal,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    match Cli::parse().command {
        Command::Run(run) => measure::run(run).await,
        Command::Bare { port, answers } => bare::serve(port, &answers).await,
    }
}
