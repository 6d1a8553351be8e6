//! Building the pages: cargo, wasm-bindgen, names that change with the content, compressed copies.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, bail};
use sha2::{Digest, Sha256};
use wasm_bindgen_cli_support::Bindgen;

use crate::packages;
use crate::setup;
use crate::shell::{run, say};

/// An application of the site.
struct Application {
    /// Name of its executable.
    name: &'static str,
    /// The page it begins with.
    page: &'static str,
    /// Largest first load, compressed: scripts, styles and page together.
    budget: usize,
}

/// Four, so that a visitor on a phone does not load what officials need, nor an organiser. The server knows them by the
/// files of their pages: `domain::site`.
const APPLICATIONS: [Application; 4] = [
    Application {
        name: "portal",
        page: "index.html",
        budget: 500 * 1024,
    },
    Application {
        name: "workplace",
        page: "workplace.html",
        budget: 800 * 1024,
    },
    Application {
        name: "desk",
        page: "desk.html",
        budget: 800 * 1024,
    },
    Application {
        name: "reporting",
        page: "reporting.html",
        budget: 800 * 1024,
    },
];
const DIST: &str = "dist";
/// Where the library that draws charts is named; only the page of figures loads it.
const CHARTS: &str = "frontend/charts";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// As it is shipped.
    Small,
    /// Compiles fast, loads slowly.
    Quick,
}

impl Kind {
    /// Cargo's profile, and the directory it builds into.
    const fn profile(self) -> (&'static str, &'static str) {
        match self {
            Self::Small => ("wasm", "wasm"),
            Self::Quick => ("dev", "debug"),
        }
    }
}

/// Builds unless nothing changed; answers the directory.
pub fn build(kind: Kind) -> anyhow::Result<PathBuf> {
    let begun = Instant::now();
    let stamp = stamp(kind)?;
    let kept = Path::new(DIST).join(".stamp");
    if std::fs::read_to_string(&kept).is_ok_and(|known| known == stamp) {
        return Ok(PathBuf::from(DIST));
    }
    let toolchain = setup::wasm_toolchain()?;
    say("building the pages");
    let (profile, dir) = kind.profile();
    run(toolchain.cargo().args([
        "build",
        "--package",
        "frontend",
        "--target",
        "wasm32-unknown-unknown",
        "--profile",
        profile,
    ]))?;
    let target = std::env::var("CARGO_TARGET_DIR").unwrap_or_else(|_| "target".to_owned());
    let built = Path::new(&target).join("wasm32-unknown-unknown").join(dir);

    // Of its own: two builds at once must not write into each other.
    let fresh = PathBuf::from(format!("dist.{}", std::process::id()));
    let fresh = fresh.as_path();
    if fresh.exists() {
        std::fs::remove_dir_all(fresh)?;
    }
    std::fs::create_dir_all(fresh)?;
    if Path::new("frontend/static").exists() {
        copy(Path::new("frontend/static"), fresh)?;
    }
    let css = place(fresh, "style", "css", &styles()?)?;
    packages::node(CHARTS)?;
    let charts = std::fs::read(Path::new(CHARTS).join("node_modules/echarts/dist/echarts.common.min.js"))
        .context("reading the charts' library")?;
    let charts = place(fresh, "charts", "js", &charts)?;
    let template = std::fs::read_to_string("frontend/index.html").context("reading frontend/index.html")?;
    let template = template.replace("{{css}}", &css).replace("{{charts}}", &charts);
    let mut loads = Vec::new();
    for application in &APPLICATIONS {
        loads.push(bind(application, &built, fresh, &template, &css, kind)?);
    }

    if kind == Kind::Small {
        worker(fresh, &loads[0], &stamp)?;
    }
    let mut first_loads = [0; APPLICATIONS.len()];
    compress(fresh, fresh, kind, &mut |path, size| {
        for (load, files) in first_loads.iter_mut().zip(&loads) {
            if files
                .iter()
                .any(|name| path.ends_with(name.trim_start_matches('/')))
            {
                *load += size;
            }
        }
    })?;
    std::fs::write(fresh.join(".stamp"), stamp)?;
    if Path::new(DIST).exists() {
        std::fs::remove_dir_all(DIST)?;
    }
    std::fs::rename(fresh, DIST)?;
    for (application, load) in APPLICATIONS.iter().zip(first_loads) {
        println!(
            "{}: {} KB compressed in all (limit {} KB)",
            application.name,
            load / 1024,
            application.budget / 1024
        );
    }
    println!("pages built in {:.0} s", begun.elapsed().as_secs_f64());
    for (application, load) in APPLICATIONS.iter().zip(first_loads) {
        if kind == Kind::Small && load > application.budget {
            bail!("the first load of the {} is too large", application.name);
        }
    }
    Ok(PathBuf::from(DIST))
}

/// Makes an application of its WebAssembly module; answers the addresses of its first load.
fn bind(
    application: &Application,
    built: &Path,
    fresh: &Path,
    template: &str,
    css: &str,
    kind: Kind,
) -> anyhow::Result<[String; 5]> {
    let name = application.name;
    let bound = tempfile::tempdir()?;
    Bindgen::new()
        .input_path(built.join(format!("{name}.wasm")))
        .web(true)
        .map_err(|e| anyhow::anyhow!("{e:#}"))?
        .typescript(false)
        .remove_name_section(kind == Kind::Small)
        .remove_producers_section(kind == Kind::Small)
        .out_name(name)
        .generate(bound.path())
        .map_err(|e| anyhow::anyhow!("binding the WebAssembly module: {e:#}"))?;
    let read = |file: String| std::fs::read(bound.path().join(file));
    let module = format!("{name}_bg");
    let wasm = place(fresh, &module, "wasm", &read(format!("{module}.wasm"))?)?;
    let glue = place(fresh, name, "js", &read(format!("{name}.js"))?)?;
    copy_snippets(&bound.path().join("snippets"), &fresh.join("snippets"))?;
    let mut start = std::fs::read_to_string("frontend/start.js").context("reading the start")?;
    // While somebody works on the pages, nothing is kept.
    if kind == Kind::Small {
        start.insert_str(
            0,
            "if (\"serviceWorker\" in navigator) addEventListener(\"load\", () => navigator.serviceWorker.register(\"/sw.js\"));\n",
        );
    }
    let filled = |text: &str| text.replace("{{js}}", &glue).replace("{{wasm}}", &wasm);
    let start = place(fresh, "start", "js", filled(&start).as_bytes())?;
    let page = filled(template).replace("{{start}}", &start);
    std::fs::write(fresh.join(application.page), page)?;
    Ok([
        format!("/{}", application.page),
        wasm,
        glue,
        start,
        css.to_owned(),
    ])
}

/// The service worker: what the portal needs to open without a connection belongs to this very build.
fn worker(fresh: &Path, shell: &[String], stamp: &str) -> anyhow::Result<()> {
    let text = std::fs::read_to_string("frontend/worker/sw.js").context("reading the service worker")?;
    let shell = shell.iter().map(|file| format!("\"{file}\""));
    let shell = shell.chain(["\"/favicon.svg\"".to_owned()]).collect::<Vec<_>>();
    let text = text
        .replace("{{build}}", &stamp[..16])
        .replace("{{shell}}", &format!("[{}]", shell.join(", ")));
    Ok(std::fs::write(fresh.join("sw.js"), text)?)
}

/// A digest of everything that the pages are made of.
fn stamp(kind: Kind) -> anyhow::Result<String> {
    let mut files = Vec::new();
    for dir in ["frontend", "crates/domain"] {
        list(Path::new(dir), &mut files)?;
    }
    files.extend(
        [
            "Cargo.toml",
            "Cargo.lock",
            "rust-toolchain.toml",
            "xtask/src/spa.rs",
        ]
        .map(PathBuf::from),
    );
    files.sort();
    let mut sum = Sha256::new();
    sum.update(kind.profile().0);
    for file in files {
        sum.update(file.to_string_lossy().as_bytes());
        sum.update(std::fs::read(&file)?);
    }
    Ok(format!("{:x}", sum.finalize()))
}

fn list(dir: &Path, all: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            // Named exactly by the lock file beside it.
            if !path.ends_with("node_modules") {
                list(&path, all)?;
            }
        } else {
            all.push(path);
        }
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let path = entry?.path();
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            copy(&path, &target)?;
        } else {
            std::fs::copy(&path, target)?;
        }
    }
    Ok(())
}

fn copy_snippets(from: &Path, to: &Path) -> anyhow::Result<()> {
    if from.exists() { copy(from, to) } else { Ok(()) }
}

/// Writes a file under a name with its digest; answers its address.
fn place(dir: &Path, name: &str, ending: &str, bytes: &[u8]) -> anyhow::Result<String> {
    let digest = format!("{:x}", Sha256::digest(bytes));
    let file = format!("{name}-{}.{ending}", &digest[..16]);
    std::fs::write(dir.join(&file), bytes)?;
    Ok(format!("/{file}"))
}

/// All style sheets in the order of their names.
fn styles() -> anyhow::Result<Vec<u8>> {
    let mut files: Vec<_> = std::fs::read_dir("frontend/style")?
        .map(|e| e.map(|e| e.path()))
        .collect::<Result<_, _>>()?;
    files.retain(|path| path.extension().is_some_and(|e| e == "css"));
    files.sort();
    let mut all = Vec::new();
    for file in files {
        let text = std::fs::read(&file)?;
        let count = |brace| text.iter().filter(|b| **b == brace).count();
        // A block left open swallows every sheet after it, without a word from any browser.
        if count(b'{') != count(b'}') {
            bail!("{}: a block is not closed", file.display());
        }
        all.extend(text);
        all.push(b'\n');
    }
    Ok(all)
}

/// Puts compressed copies beside files that shrink; tells each file's compressed size.
fn compress(root: &Path, dir: &Path, kind: Kind, tell: &mut impl FnMut(&Path, usize)) -> anyhow::Result<()> {
    let mut files = Vec::new();
    list(dir, &mut files)?;
    let quality = if kind == Kind::Small { 11 } else { 4 };
    for path in files {
        let ending = path
            .extension()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let bytes = std::fs::read(&path)?;
        let shrinks = matches!(
            ending.as_str(),
            "html" | "js" | "css" | "wasm" | "svg" | "json" | "webmanifest" | "txt"
        );
        if !shrinks {
            tell(path.strip_prefix(root)?, bytes.len());
            continue;
        }
        let mut small = Vec::new();
        {
            let mut writer = brotli::CompressorWriter::new(&mut small, 4096, quality, 22);
            writer.write_all(&bytes)?;
        }
        tell(path.strip_prefix(root)?, small.len());
        std::fs::write(format!("{}.br", path.display()), &small)?;
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        gzip.write_all(&bytes)?;
        std::fs::write(format!("{}.gz", path.display()), gzip.finish()?)?;
    }
    Ok(())
}
