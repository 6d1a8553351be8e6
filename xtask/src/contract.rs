//! `cargo xtask contract`: the served OpenAPI document held against the server, operation by operation, in every role.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::bail;

use crate::demonstration::{Demonstration, REGISTRY_SECRET};
use crate::postgres::Postgres;
use crate::shell::{output, run, say, watch};
use crate::tally::Tally;
use crate::{packages, serve};

const DIR: &str = "tests/contract";
/// In the full test: few, so that all roles together take a few minutes. What is found is found again: a fixed seed.
pub const FEW: u32 = 4;

/// Who asks: from those who can change little to those who can change everything. Those marked ask in the full test, too;
/// what the others meet is met by one of them, but for who may do what, which the authorisation matrix tests.
const PEOPLE: [(&str, Option<&str>, bool); 10] = [
    ("a visitor", None, true),
    ("an account without roles", Some("13900000012"), false),
    ("an organiser", Some("13900000006"), false),
    ("an organisation's administrator", Some("13900000005"), true),
    ("a county's administrator", Some("13900000004"), true),
    ("a province's reviewer", Some("13900000002"), false),
    ("a national reviewer", Some("13900000001"), false),
    ("a system administrator", Some("13900000007"), true),
    ("a security administrator", Some("13900000009"), false),
    ("an audit administrator", Some("13900000008"), false),
];

#[derive(clap::Args)]
pub struct Contract {
    /// Requests made up for each operation and role, beside those that try out every boundary.
    #[arg(long, default_value_t = 50)]
    examples: u32,
    /// Where made-up requests begin.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// sqlite, postgres or both.
    #[arg(long, default_value = "both")]
    engine: String,
    /// Only this account of the demonstration; `visitor` for nobody.
    #[arg(long)]
    phone: Option<String>,
    /// Only those who ask in the full test.
    #[arg(long)]
    few: bool,
}

impl Contract {
    pub fn run(self) -> anyhow::Result<()> {
        let mut tally = Tally::default();
        let (sqlite, postgres) = match self.engine.as_str() {
            "both" => (true, true),
            "sqlite" => (true, false),
            "postgres" => (false, true),
            other => bail!("no such engine: {other}"),
        };
        let mut failed = false;
        if sqlite {
            failed |= report(self.on(None, &mut tally));
        }
        if postgres {
            let server = Postgres::start()?;
            failed |= report(self.on(Some(&server), &mut tally));
        }
        println!("{tally}");
        if failed {
            bail!("document and server do not agree");
        }
        Ok(())
    }

    /// As a step of the full test.
    pub fn counted(postgres: &Postgres, tally: &mut Tally) -> anyhow::Result<()> {
        let few = Self {
            examples: FEW,
            seed: 1,
            engine: "postgres".to_owned(),
            phone: None,
            few: true,
        };
        few.on(Some(postgres), tally)
    }

    fn on(&self, postgres: Option<&Postgres>, tally: &mut Tally) -> anyhow::Result<()> {
        let schemathesis = schemathesis()?;
        let kepu = serve::server_for_tests()?;
        let name = format!("kepu_contract_{}", std::process::id());
        let database = postgres.map(|server| server.database(&name)).transpose()?;
        let site = Demonstration::start(&kepu, None, database.as_deref())?;
        let only = self.phone.as_deref();
        let asked: Vec<_> = PEOPLE
            .into_iter()
            .filter(|(_, phone, always)| {
                only.is_none_or(|only| only == phone.unwrap_or("visitor")) && (*always || !self.few)
            })
            .collect();
        let mut wrong = Vec::new();
        // Two at a time: whoever asks spends as long on making requests up as the server on answering them.
        for pair in asked.chunks(2) {
            let answers = std::thread::scope(|scope| {
                let asking: Vec<_> = pair
                    .iter()
                    .map(|(who, phone, _)| {
                        say(format!("{who} asks"));
                        let (program, site) = (&schemathesis, &site);
                        scope.spawn(move || {
                            let mut own = Tally::default();
                            let fine = self.ask(program, site, *phone, &mut own);
                            (fine, own)
                        })
                    })
                    .collect();
                asking.into_iter().map(|asks| asks.join()).collect::<Vec<_>>()
            });
            for (answer, (who, ..)) in answers.into_iter().zip(pair) {
                let Ok((fine, own)) = answer else {
                    bail!("{who} could not ask");
                };
                tally.add(own);
                if !fine? {
                    wrong.push(*who);
                }
            }
        }
        let failures = site.failures();
        if !wrong.is_empty() || !failures.is_empty() {
            eprintln!("{}", failures.join("\n"));
            bail!(
                "document and server do not agree for {}; {} requests failed inside the server",
                wrong.join(", "),
                failures.len()
            );
        }
        Ok(())
    }

    fn ask(
        &self,
        schemathesis: &Path,
        site: &Demonstration,
        phone: Option<&str>,
        tally: &mut Tally,
    ) -> anyhow::Result<bool> {
        let mut command = Command::new(schemathesis);
        command
            .args(["--config-file", "schemathesis.toml", "run"])
            .arg(format!("{}/api/v1/openapi.json", site.base))
            .args(["--no-color", "--max-examples", &self.examples.to_string()])
            .args(["--seed", &self.seed.to_string()])
            .current_dir(DIR)
            .env("KEPU_BASE_URL", &site.base)
            .env("KEPU_SEED", self.seed.to_string())
            .env("KEPU_REGISTRY_SECRET", REGISTRY_SECRET)
            .env("PYTHONPATH", ".")
            .env("PYTHONDONTWRITEBYTECODE", "1");
        if let Some(phone) = phone {
            command.env("KEPU_PHONE", phone);
        }
        watch(&mut command, |line| tally.schemathesis(line))
    }
}

fn report(result: anyhow::Result<()>) -> bool {
    if let Err(error) = &result {
        eprintln!("\x1b[31m✗ {error:#}\x1b[0m");
    }
    result.is_err()
}

/// The program, of the versions in `requirements.txt`, in a Python environment of its own below `target`.
fn schemathesis() -> anyhow::Result<PathBuf> {
    packages::python()?;
    let target = std::env::var("CARGO_TARGET_DIR").unwrap_or_else(|_| "target".to_owned());
    let environment = std::fs::canonicalize(&target)?.join("contract");
    let wanted = std::fs::read_to_string(Path::new(DIR).join("requirements.txt"))?;
    let installed = environment.join("installed.txt");
    let program = environment.join("bin/schemathesis");
    if std::fs::read_to_string(&installed).is_ok_and(|there| there == wanted)
        && output(Command::new(&program).arg("--version")).is_ok()
    {
        return Ok(program);
    }
    say("fetching schemathesis");
    run(Command::new("python3")
        .args(["-m", "venv", "--clear"])
        .arg(&environment))?;
    run(Command::new(environment.join("bin/pip"))
        .args(["install", "--quiet", "--disable-pip-version-check"])
        .args(["--requirement", &format!("{DIR}/requirements.txt")]))?;
    std::fs::write(installed, wanted)?;
    Ok(program)
}
