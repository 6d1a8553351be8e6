//! Lighthouse on the pages that everybody sees, against a fresh demonstration.

use std::process::Command;

use anyhow::bail;

use crate::demonstration::Demonstration;
use crate::shell::watch;
use crate::tally::Tally;
use crate::{packages, serve, spa};

const DIR: &str = "tests/lighthouse";

/// Least score of speed on a quiet machine. In the full test other things run, and speed is only told.
const SPEED: u32 = 90;

pub fn run_counted(tally: &mut Tally, least_speed: u32) -> anyhow::Result<()> {
    packages::node(DIR)?;
    let chromium = packages::chromium()?;
    let pages = spa::build(spa::Kind::Small)?;
    let site = Demonstration::start(&serve::server_for_tests()?, Some(&pages), None)?;
    let ok = watch(
        Command::new("npm")
            .args(["run", "measure"])
            .current_dir(DIR)
            .env("KEPU_BASE_URL", &site.base)
            .env("KEPU_CHROMIUM", &chromium)
            .env("KEPU_PERFORMANCE", least_speed.to_string()),
        |line| tally.node(line),
    )?;
    if !ok {
        bail!("a page is below what Lighthouse must find; see {DIR}/look");
    }
    Ok(())
}

pub fn run_here() -> anyhow::Result<()> {
    let mut tally = Tally::default();
    run_counted(&mut tally, SPEED)?;
    println!("{tally}");
    Ok(())
}
