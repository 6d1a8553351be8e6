//! The command line. Every option is an environment variable too, or the file that the variable with `_FILE` names.

mod admin;
mod backup;
mod demo;
mod open;
mod secret;
mod secret_file;
mod serve;

use std::io::{IsTerminal as _, Write as _};

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use tracing_subscriber::EnvFilter;

pub use open::Place;

/// 科普活动平台 kepu: filing, review and public search of science popularization activities.
///
/// Every option can be an environment variable, as shown, or stand in a file that the variable with `_FILE` names.
#[derive(Parser)]
#[command(version)]
struct Cli {
    /// How the log is written to standard error. What is written: `RUST_LOG`, such as `warn` or `kepu::request=debug`.
    #[arg(long, env = "KEPU_LOG_FORMAT", value_enum, default_value_t = LogFormat::Text, global = true)]
    log_format: LogFormat,
    #[command(subcommand)]
    command: Command,
}

#[derive(Clone, Copy, ValueEnum)]
enum LogFormat {
    Text,
    /// One JSON object a line.
    Json,
}

#[derive(Subcommand)]
enum Command {
    /// Serves the platform.
    Serve(serve::Serve),
    /// Brings the database schema up to date.
    Migrate(Place),
    /// Prints the OpenAPI document.
    Openapi,
    /// Loads the demonstration's organisations, accounts and activities; serves nobody.
    Demo(Place),
    /// Manages accounts.
    #[command(subcommand)]
    Admin(admin::Admin),
    /// Checks what is stored: chains of events, the audit log, figures, queues. Fails when anything is wrong.
    Doctor(Place),
    /// Shows work that was given up after eight attempts: messages, deliveries, certificates.
    Jobs(admin::Jobs),
    /// Changes the secret of the installation, or the keys it opens.
    #[command(subcommand)]
    Secret(secret::Secret),
    /// Writes database and files into a directory; the server may go on working.
    Backup(backup::Backup),
    /// Reads a backup into an installation that is empty.
    Restore(backup::Restore),
}

/// Runs what the command line asks for.
pub fn run() -> anyhow::Result<()> {
    let command = secret_file::with_files(Cli::command(), &|name| std::env::var(name).ok())?;
    let cli = Cli::from_arg_matches(&command.get_matches())?;
    log_to_stderr(cli.log_format);
    match cli.command {
        Command::Openapi => {
            let text = crate::docs::text(&crate::docs::document());
            Ok(std::io::stdout().write_all(text.as_bytes())?)
        }
        Command::Serve(serve) => actix_web::rt::System::new().block_on(serve.run()),
        Command::Migrate(place) => {
            let done = place.database()?.migrate()?;
            println!("{done} migrations ran");
            Ok(())
        }
        Command::Demo(place) => actix_web::rt::System::new().block_on(demo::load(place)),
        Command::Admin(admin) => actix_web::rt::System::new().block_on(admin.run()),
        Command::Jobs(jobs) => actix_web::rt::System::new().block_on(jobs.run()),
        Command::Secret(secret) => actix_web::rt::System::new().block_on(secret.run()),
        Command::Backup(backup) => actix_web::rt::System::new().block_on(backup.run()),
        Command::Restore(restore) => actix_web::rt::System::new().block_on(restore.run()),
        Command::Doctor(place) => actix_web::rt::System::new().block_on(admin::doctor(place)),
    }
}

fn log_to_stderr(format: LogFormat) {
    let filter = EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| EnvFilter::new("info,actix_server=warn,s3s=warn,s3s_fs=warn"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    match format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().flatten_event(true).init(),
    }
}
