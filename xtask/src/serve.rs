//! `cargo xtask run`: a demonstration from nothing.

use std::path::PathBuf;
use std::process::Command;

use crate::shell::{SERVER, cargo, run, say};
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
    Ok(target().join("fast/kepu"))
}

/// Builds the server as the tests in Rust have it, without optimisation; answers its path. Nothing is measured with it.
/// A test is asked for as well: without one, cargo would build other features, and everything once more.
pub fn server_for_tests() -> anyhow::Result<PathBuf> {
    say("building the server");
    let wanted = ["--bin", "kepu", "--test", "it"];
    run(cargo().arg("build").args(SERVER).args(wanted))?;
    Ok(target().join("debug/kepu"))
}

fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from)
}
