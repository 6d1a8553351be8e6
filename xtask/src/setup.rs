//! A compiler that can build for WebAssembly: from rustup where it can fetch the target, from Debian's packages
//! otherwise.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};

use crate::packages;
use crate::shell::{has, output, run, say};

const TARGET: &str = "wasm32-unknown-unknown";
/// Name under which rustup knows Debian's compiler.
const LINKED: &str = "debian-web";
/// Seconds that rustup may take to fetch something.
const PATIENCE: &str = "180";

/// How to call cargo for WebAssembly.
#[derive(Debug, Clone)]
pub enum Toolchain {
    /// `cargo` with this `RUSTUP_TOOLCHAIN`.
    Rustup(String),
    /// The system's own compiler, without rustup.
    System,
}

impl Toolchain {
    pub fn cargo(&self) -> Command {
        let mut cargo = match self {
            Self::Rustup(name) => {
                let mut cargo = Command::new("cargo");
                cargo.env("RUSTUP_TOOLCHAIN", name);
                cargo
            }
            Self::System => {
                let mut cargo = Command::new("/usr/bin/cargo");
                cargo.env("RUSTC", "/usr/bin/rustc");
                cargo
            }
        };
        // Set by the cargo that started this program; they would name its compiler.
        for name in ["CARGO", "RUSTC", "RUSTC_WRAPPER", "RUSTFLAGS"] {
            if !(matches!(self, Self::System) && name == "RUSTC") {
                cargo.env_remove(name);
            }
        }
        cargo
    }
}

fn has_std(rustc: &mut Command) -> bool {
    output(rustc.args(["--print", "target-libdir", "--target", TARGET])).is_ok_and(|dir| {
        std::fs::read_dir(dir.trim()).is_ok_and(|mut files| {
            files.any(|file| file.is_ok_and(|f| f.file_name().to_string_lossy().starts_with("libstd-")))
        })
    })
}

/// Finds or makes a toolchain with the target.
pub fn wasm_toolchain() -> anyhow::Result<Toolchain> {
    if std::env::var("KEPU_WASM_FROM").as_deref() == Ok("debian") {
        return debian();
    }
    if has("rustup") {
        if let Some(name) = from_rustup()? {
            return Ok(Toolchain::Rustup(name));
        }
        say("rustup cannot fetch the WebAssembly target; taking the compiler of Debian's packages");
    } else if has_std(&mut Command::new("rustc")) {
        return Ok(Toolchain::System);
    }
    debian()
}

fn active() -> Option<String> {
    let text = output(Command::new("rustup").args(["show", "active-toolchain"])).ok()?;
    text.split_whitespace().next().map(str::to_owned)
}

fn limited(arguments: &[&str]) -> Command {
    // A mirror that never answers must not stop everything.
    let mut command = if has("timeout") {
        let mut command = Command::new("timeout");
        command.args(["-k", "5", PATIENCE, "rustup"]);
        command
    } else {
        Command::new("rustup")
    };
    command.args(arguments).env("RUSTUP_MAX_RETRIES", "1");
    command
}

fn from_rustup() -> anyhow::Result<Option<String>> {
    let mut name = active();
    let installed = |name: &str| has_std(Command::new("rustup").args(["run", name, "rustc"]));
    if name.is_none() {
        say("installing the compiler that rust-toolchain.toml names");
        // Whether it worked is seen below.
        let _ = run(&mut limited(&["toolchain", "install", "--no-self-update"]));
        name = active();
    }
    let Some(name) = name else { return Ok(None) };
    if installed(&name) {
        return Ok(Some(name));
    }
    if debian_id().is_some_and(|id| built_for().as_deref() == Some(id.as_str())) && installed(LINKED) {
        return Ok(Some(LINKED.to_owned()));
    }
    say(format!("fetching the WebAssembly target for {name}"));
    let _ = run(&mut limited(&["target", "add", "--toolchain", &name, TARGET]));
    Ok(installed(&name).then_some(name))
}

const DEBIAN_LIB: &str = "/usr/lib/rustlib/wasm32-unknown-unknown/lib";

/// A compiled standard library fits the very compiler that made it.
fn debian_id() -> Option<String> {
    output(Command::new("/usr/bin/rustc").arg("-vV")).ok()
}

fn built_for() -> Option<String> {
    std::fs::read_to_string(Path::new(DEBIAN_LIB).join(".built-for")).ok()
}

fn debian() -> anyhow::Result<Toolchain> {
    let source = Path::new("/usr/lib/rustlib/src/rust/library/std/Cargo.toml");
    packages::ensure(
        "a Rust compiler for WebAssembly (rustup could not fetch one)",
        || Path::new("/usr/bin/rustc").exists() && Path::new("/usr/bin/cargo").exists() && source.exists(),
        &["rustc-web", "cargo-web", "rust-web-src"],
    )?;
    let id = debian_id().context("Debian's rustc does not run")?;
    linker(&id)?;
    let mut rustc = Command::new("/usr/bin/rustc");
    if built_for().as_deref() != Some(id.as_str()) || !has_std(&mut rustc) {
        build_std(&id)?;
    }
    if has("rustup") {
        run(Command::new("rustup").args(["toolchain", "link", LINKED, "/usr"]))?;
        return Ok(Toolchain::Rustup(LINKED.to_owned()));
    }
    Ok(Toolchain::System)
}

fn field<'a>(id: &'a str, name: &str) -> anyhow::Result<&'a str> {
    id.lines()
        .find_map(|line| line.strip_prefix(name))
        .map(str::trim)
        .with_context(|| format!("rustc -vV has no {name}"))
}

/// rustc asks for `rust-lld`; Debian ships the linker of the same LLVM under another name.
fn linker(id: &str) -> anyhow::Result<()> {
    let dir = PathBuf::from(format!("/usr/lib/rustlib/{}/bin", field(id, "host: ")?));
    let link = dir.join("rust-lld");
    if link.exists() {
        return Ok(());
    }
    let version = field(id, "LLVM version: ")?
        .split('.')
        .next()
        .unwrap_or_default()
        .to_owned();
    let program = PathBuf::from(format!("/usr/bin/lld-{version}"));
    packages::ensure(
        "the LLVM linker",
        || program.exists(),
        &[&format!("lld-{version}")],
    )?;
    std::fs::create_dir_all(&dir)?;
    // A link, not a copy: the program finds its libraries beside itself.
    if link.symlink_metadata().is_ok() {
        std::fs::remove_file(&link)?;
    }
    std::os::unix::fs::symlink(&program, &link).context("making rust-lld")?;
    Ok(())
}

fn build_std(id: &str) -> anyhow::Result<()> {
    say("building the standard library for WebAssembly (about a minute)");
    let work = tempfile::tempdir()?;
    std::fs::create_dir(work.path().join("src"))?;
    std::fs::write(work.path().join("src/lib.rs"), "#![no_std]\n")?;
    let manifest = "[package]\nname = \"stdbuild\"\nversion = \"0.0.0\"\nedition = \"2021\"\n[workspace]\n";
    std::fs::write(work.path().join("Cargo.toml"), manifest)?;
    let mut cargo = Command::new("/usr/bin/cargo");
    cargo
        .args([
            "build",
            "-q",
            "-Zbuild-std=std,panic_abort,proc_macro,test",
            "--target",
            TARGET,
            "--release",
        ])
        .current_dir(work.path())
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTC", "/usr/bin/rustc")
        .env("RUSTDOC", "/usr/bin/rustdoc")
        .env("CARGO_TARGET_DIR", work.path().join("t"));
    for name in [
        "RUSTFLAGS",
        "RUSTUP_TOOLCHAIN",
        "CARGO_ENCODED_RUSTFLAGS",
        "CARGO_BUILD_TARGET",
    ] {
        cargo.env_remove(name);
    }
    run(&mut cargo)?;
    let lib = Path::new(DEBIAN_LIB);
    if lib.exists() {
        std::fs::remove_dir_all(lib)?;
    }
    std::fs::create_dir_all(lib)?;
    for file in std::fs::read_dir(work.path().join("t").join(TARGET).join("release/deps"))? {
        let path = file?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if name.ends_with(".rlib") && !name.starts_with("libstdbuild-") {
            std::fs::copy(&path, lib.join(name))?;
        }
    }
    std::fs::write(lib.join(".built-for"), id)?;
    if !has_std(&mut Command::new("/usr/bin/rustc")) {
        bail!("the standard library was built but Debian's rustc does not find it in {DEBIAN_LIB}");
    }
    Ok(())
}
