//! Programs that come from the system's packages: installed where that is allowed, named where it is not.

use std::path::Path;
use std::process::Command;

use anyhow::bail;

use crate::shell::{has, is_root, output, run, say};

/// Makes sure that `packages` are there when `present` says they are not.
pub fn ensure(what: &str, present: impl Fn() -> bool, packages: &[&str]) -> anyhow::Result<()> {
    if present() {
        return Ok(());
    }
    let list = packages.join(" ");
    if !(has("apt-get") && is_root()) {
        bail!(
            "{what} is missing. Install it and try again; on Debian or Ubuntu: sudo apt-get install {list}"
        );
    }
    say(format!("installing {list}"));
    let apt = || {
        let mut apt = Command::new("apt-get");
        apt.env("DEBIAN_FRONTEND", "noninteractive");
        apt
    };
    run(apt().args(["update", "-qq"]))?;
    run(apt()
        .args(["install", "-y", "-qq", "--no-install-recommends"])
        .args(packages))?;
    if !present() {
        bail!("{what} is still missing after installing {list}");
    }
    Ok(())
}

/// Node, with the packages that the lock file of `dir` names.
pub fn node(dir: &str) -> anyhow::Result<()> {
    ensure(
        "Node.js with npm",
        || has("node") && has("npm"),
        &["nodejs", "npm"],
    )?;
    if Path::new(dir).join("node_modules/.package-lock.json").exists() {
        return Ok(());
    }
    say(format!("fetching the packages of {dir}"));
    run(Command::new("npm")
        .args(["ci", "--no-audit", "--no-fund"])
        .current_dir(dir)
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))
}

/// With what makes environments of its own.
pub fn python() -> anyhow::Result<()> {
    let imports = || output(Command::new("python3").args(["-c", "import ensurepip, venv"])).is_ok();
    ensure("Python 3 with venv", imports, &["python3", "python3-venv"])
}

/// What browsers show Chinese in, and what certificates are set in (`documents::Fonts`).
pub fn fonts() -> anyhow::Result<()> {
    let present = || {
        let has = |name: &str| {
            ["/usr/share/fonts/opentype/noto", "/usr/share/fonts/noto-cjk"]
                .iter()
                .any(|dir| Path::new(dir).join(name).exists())
        };
        has("NotoSerifCJK-Regular.ttc") && has("NotoSerifCJK-Bold.ttc")
    };
    ensure(
        "the font Noto Serif CJK",
        present,
        &["fonts-noto-cjk", "fontconfig"],
    )
}

/// Where Debian and others put Chromium.
pub fn chromium() -> anyhow::Result<String> {
    let find = || {
        ["chromium", "chromium-browser", "google-chrome"]
            .into_iter()
            .find(|name| has(name))
    };
    ensure("Chromium", || find().is_some(), &["chromium"])?;
    fonts()?;
    let name = find().unwrap_or("chromium");
    Ok(
        output(Command::new("sh").args(["-c", &format!("command -v {name}")]))?
            .trim()
            .to_owned(),
    )
}
