//! The committed OpenAPI document.

use std::path::Path;
use std::process::Command;

use anyhow::ensure;

use crate::serve;
use crate::shell::output;

const FILE: &str = "openapi/kepu.json";

pub fn run(check: bool) -> anyhow::Result<()> {
    let text = output(Command::new(serve::server_for_tests()?).arg("openapi"))?;
    if check {
        let known = std::fs::read_to_string(FILE).unwrap_or_default();
        ensure!(
            known == text,
            "{FILE} is not what the handlers say: run `cargo xtask openapi` and commit the result"
        );
        return Ok(());
    }
    if let Some(dir) = Path::new(FILE).parent() {
        std::fs::create_dir_all(dir)?;
    }
    std::fs::write(FILE, text)?;
    println!("{FILE} is written");
    Ok(())
}
