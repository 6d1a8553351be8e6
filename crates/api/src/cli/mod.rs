//! The command line. Every option is an environment variable too.

mod admin;
mod open;
mod serve;

use clap::{Parser, Subcommand};
use tracing_subscriber::EnvFilter;

pub use open::Place;

/// 科普活动平台 kepu: filing, review and public search of science popularization activities.
#[derive(Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serves the platform.
    Serve(serve::Serve),
    /// Brings the database schema up to date.
    Migrate(Place),
    /// Prints the OpenAPI document.
    Openapi,
    /// Manages accounts.
    #[command(subcommand)]
    Admin(admin::Admin),
    /// Checks what is stored: every activity's chain of events.
    Doctor(Place),
}

/// Runs what the command line asks for.
pub fn run() -> anyhow::Result<()> {
    let cli = Cli::parse();
    tracing_subscriber::fmt()
        .with_env_filter(
            EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,s3s=warn,s3s_fs=warn")),
        )
        .with_writer(std::io::stderr)
        .init();
    match cli.command {
        Command::Openapi => {
            print!("{}", crate::docs::text());
            Ok(())
        }
        Command::Serve(serve) => actix_web::rt::System::new().block_on(serve.run()),
        Command::Migrate(place) => {
            let done = place.database()?.migrate()?;
            println!("{done} migrations ran");
            Ok(())
        }
        Command::Admin(admin) => actix_web::rt::System::new().block_on(admin.run()),
        Command::Doctor(place) => actix_web::rt::System::new().block_on(admin::doctor(place)),
    }
}
