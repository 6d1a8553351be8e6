//! `cargo xtask run`: a demonstration from nothing.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::shell::{cargo, run, say};
use crate::spa;

#[derive(clap::Args)]
pub struct Run {
    /// Address to listen on.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: String,
    /// Where everything is kept.
    #[arg(long, default_value = "data")]
    data_dir: PathBuf,
    /// Builds the pages without optimisation.
    #[arg(long)]
    dev: bool,
}

impl Run {
    pub fn start(self) -> anyhow::Result<()> {
        let pages = spa::build(if self.dev {
            spa::Kind::Quick
        } else {
            spa::Kind::Small
        })?;
        let kepu = server()?;
        say("starting");
        let mut command = Command::new(kepu);
        command
            .args(["serve", "--demo", "--listen", &self.listen])
            .arg("--data-dir")
            .arg(&self.data_dir);
        // The terminal's Ctrl-C reaches the server too, which ends what it began.
        run(command.env("KEPU_SPA_DIR", pages))
    }
}

/// Builds the server; answers its path.
pub fn server() -> anyhow::Result<PathBuf> {
    say("building the server");
    run(cargo().args(["build", "--package", "api", "--bin", "kepu", "--profile", "fast"]))?;
    let target = std::env::var("CARGO_TARGET_DIR").unwrap_or_else(|_| "target".to_owned());
    Ok(Path::new(&target).join("fast/kepu"))
}
