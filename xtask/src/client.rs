//! The TypeScript client: generated, compiled, and walked through the main job against a fresh demonstration.

use std::process::Command;

use anyhow::bail;

use crate::demonstration::Demonstration;
use crate::shell::watch;
use crate::tally::Tally;
use crate::{packages, serve};

const DIR: &str = "clients/typescript";

pub fn run_counted(tally: &mut Tally) -> anyhow::Result<()> {
    packages::node(DIR)?;
    let site = Demonstration::start(&serve::server_for_tests()?, None, None)?;
    let ok = watch(
        Command::new("npm")
            .arg("test")
            .current_dir(DIR)
            .env("KEPU_BASE_URL", &site.base)
            .env("KEPU_DATA_DIR", site.data.path())
            .env("NO_COLOR", "1"),
        |line| tally.node(line),
    )?;
    if !ok {
        eprintln!("{}", site.last_lines());
        bail!("the TypeScript client failed");
    }
    Ok(())
}

pub fn run_here() -> anyhow::Result<()> {
    let mut tally = Tally::default();
    run_counted(&mut tally)?;
    println!("{tally}");
    Ok(())
}
