//! `cargo xtask test`: every test there is. All steps run even when one fails: all faults at once.

use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::bail;

use crate::contract::Contract;
use crate::e2e::Sizes;
use crate::postgres::Postgres;
use crate::shell::{SERVER, cargo, run, say, watch};
use crate::tally::Tally;
use crate::{client, e2e, lighthouse, packages, setup, spa};

struct Steps {
    done: Vec<(String, Duration, Option<String>)>,
    tally: Tally,
}

/// Work that runs beside the steps: the pages are built by other compilers than the server, and hardly in each other's way.
struct Beside(JoinHandle<(anyhow::Result<()>, Duration)>);

impl Beside {
    fn begin(work: impl FnOnce() -> anyhow::Result<()> + Send + 'static) -> Self {
        Self(std::thread::spawn(move || {
            let begun = Instant::now();
            let result = work();
            (result, begun.elapsed())
        }))
    }
    /// Waits for its end.
    fn end(self) -> anyhow::Result<()> {
        match self.0.join() {
            Ok((result, took)) => {
                say(format!("took {:.0} s beside the others", took.as_secs_f64()));
                result
            }
            Err(_) => bail!("it ended with a panic"),
        }
    }
}

impl Steps {
    fn step(&mut self, name: &str, work: impl FnOnce(&mut Tally) -> anyhow::Result<()>) {
        say(name);
        let begun = Instant::now();
        let result = work(&mut self.tally);
        let failure = result.err().map(|error| format!("{error:#}"));
        if let Some(text) = &failure {
            eprintln!("\x1b[31m✗ {name}: {text}\x1b[0m");
        }
        self.done.push((name.to_owned(), begun.elapsed(), failure));
    }
}

pub fn all() -> anyhow::Result<()> {
    let mut steps = Steps {
        done: Vec::new(),
        tally: Tally::default(),
    };
    steps.step("the fonts of certificates", |_| packages::fonts());
    let mut pages = None;
    steps.step("a compiler for WebAssembly", |_| {
        setup::wasm_toolchain()?;
        pages = Some(Beside::begin(|| spa::build(spa::Kind::Small).map(|_| ())));
        Ok(())
    });
    steps.step("formatting", |_| run(cargo().args(["fmt", "--all", "--check"])));
    steps.step("lints", |_| {
        run(cargo()
            .arg("clippy")
            .args(SERVER)
            .args(["--all-targets", "--", "-D", "warnings"]))
    });
    steps.step("lints of the pages, and the domain in the browser", |_| {
        let toolchain = setup::wasm_toolchain()?;
        let wasm = ["--target", "wasm32-unknown-unknown"];
        run(toolchain
            .cargo()
            .args(["check", "--package", "domain"])
            .args(wasm))?;
        // Debian's compiler for WebAssembly comes without clippy: then the compiler's own warnings must do.
        match toolchain {
            setup::Toolchain::Rustup(name) if name != "debian-web" => run(cargo()
                .args(["clippy", "--package", "frontend"])
                .args(wasm)
                .args(["--", "-D", "warnings"])),
            other => run(other
                .cargo()
                .args(["check", "--package", "frontend"])
                .args(wasm)
                .env("RUSTFLAGS", "-D warnings")),
        }
    });
    steps.step("building the tests", |_| {
        run(cargo().arg("test").args(SERVER).arg("--no-run"))
    });
    // Before anything is tested: some tests are about how long something takes.
    steps.step("pages within their budget", |_| match pages {
        Some(pages) => pages.end(),
        None => bail!("no compiler for WebAssembly"),
    });
    steps.step("tests on SQLite", |tally| {
        let ok = watch(
            cargo()
                .arg("test")
                .args(SERVER)
                .arg("--no-fail-fast")
                .env("KEPU_TEST_ENGINE", "sqlite"),
            |line| tally.cargo(line),
        )?;
        if ok { Ok(()) } else { bail!("some tests failed") }
    });
    let mut postgres = None;
    steps.step("tests on PostgreSQL", |tally| {
        let server = &*postgres.insert(Postgres::start()?);
        let ok = watch(
            cargo()
                .arg("test")
                .args(SERVER)
                .args(["--test", "it", "--no-fail-fast"])
                .env("KEPU_TEST_ENGINE", "postgres")
                .env("KEPU_TEST_POSTGRES_URL", server.url()),
            |line| tally.cargo(line),
        )?;
        if ok { Ok(()) } else { bail!("some tests failed") }
    });
    steps.step(
        "the OpenAPI document against the server",
        |tally| match &postgres {
            Some(server) => Contract::counted(server, tally),
            None => bail!("PostgreSQL did not start"),
        },
    );
    // What a page looks like does not depend on the database: each engine is walked in one size. `cargo xtask e2e` walks all.
    steps.step("browser journeys on SQLite, on a phone", |tally| {
        e2e::run_counted("sqlite", None, &[], Sizes::Phone, tally)
    });
    steps.step(
        "browser journeys on PostgreSQL, at a desk",
        |tally| match &postgres {
            Some(server) => e2e::run_counted("postgres", Some(server), &[], Sizes::Desktop, tally),
            None => bail!("PostgreSQL did not start"),
        },
    );
    drop(postgres);
    steps.step("Lighthouse", |tally| lighthouse::run_counted(tally, 0));
    steps.step("the TypeScript client", client::run_counted);
    summary(steps)
}

fn summary(steps: Steps) -> anyhow::Result<()> {
    println!("\nwhat ran:");
    for (name, took, failure) in &steps.done {
        let mark = if failure.is_some() { "✗" } else { "✓" };
        println!("  {mark} {name} ({:.0} s)", took.as_secs_f64());
    }
    let mut tally = steps.tally;
    let failed = steps
        .done
        .iter()
        .filter(|(.., failure)| failure.is_some())
        .count();
    // A step that failed without a failed test, such as formatting, counts as one.
    tally.at_least_failed(failed);
    tally.tell_faults();
    println!("{tally}");
    if failed > 0 {
        bail!("{failed} steps failed");
    }
    Ok(())
}
