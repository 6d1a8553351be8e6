//! A PostgreSQL of our own for one run: in a directory that vanishes, on a free port, gone at the end.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};
use tempfile::TempDir;

use crate::packages;
use crate::shell::{has, is_root, output, run, say};

pub struct Postgres {
    bin: PathBuf,
    dir: TempDir,
    port: u16,
}

/// The newest installed version's programs.
fn programs() -> Option<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .filter(|bin| bin.join("initdb").exists() && bin.join("pg_ctl").exists())
        .collect();
    found.sort();
    found.pop().or_else(|| {
        let path = output(Command::new("sh").args(["-c", "command -v initdb"])).ok()?;
        Path::new(path.trim()).parent().map(Path::to_path_buf)
    })
}

impl Postgres {
    pub fn start() -> anyhow::Result<Self> {
        packages::ensure(
            "PostgreSQL (15 or later)",
            || programs().is_some(),
            &["postgresql", "postgresql-client"],
        )?;
        let bin = programs().context("PostgreSQL's programs were not found")?;
        let dir = tempfile::Builder::new().prefix("kepu-postgres").tempdir()?;
        let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let server = Self { bin, dir, port };
        if is_root() {
            // The server refuses to run as root.
            run(Command::new("chown").arg("postgres").arg(server.dir.path()))?;
        }
        say(format!("starting PostgreSQL on port {port}"));
        let data = server.data();
        output(server.command("initdb").arg("-D").arg(&data).args([
            "-A",
            "trust",
            "-U",
            "postgres",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
        ]))?;
        let options = format!(
            "-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={} -c fsync=off -c synchronous_commit=off \
             -c full_page_writes=off -c shared_buffers=512MB -c max_connections=300",
            server.dir.path().display()
        );
        let started = server
            .command("pg_ctl")
            .arg("-D")
            .arg(&data)
            .args(["-w", "-t", "60", "-o", &options, "-l"])
            .arg(server.log())
            .arg("start")
            .stdout(std::process::Stdio::null())
            .status()?;
        if !started.success() {
            bail!(
                "PostgreSQL did not start:\n{}",
                std::fs::read_to_string(server.log()).unwrap_or_default()
            );
        }
        Ok(server)
    }

    /// A program of PostgreSQL, as a user it accepts.
    fn command(&self, name: &str) -> Command {
        let program = self.bin.join(name);
        let mut command = if is_root() && has("runuser") {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        command.current_dir(self.dir.path());
        command
    }

    fn data(&self) -> PathBuf {
        self.dir.path().join("data")
    }
    pub fn log(&self) -> PathBuf {
        self.dir.path().join("log")
    }
    /// The database where databases are made from.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }
    /// Makes an empty database; answers its URL.
    pub fn database(&self, name: &str) -> anyhow::Result<String> {
        let port = self.port.to_string();
        run(self
            .command("createdb")
            .args(["-h", "127.0.0.1", "-p", &port, "-U", "postgres", name]))?;
        Ok(format!("postgres://postgres@127.0.0.1:{port}/{name}"))
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // The directory goes with it; a server that has ended already is no fault.
        let data = self.data();
        let _ = self
            .command("pg_ctl")
            .arg("-D")
            .arg(data)
            .args(["-m", "immediate", "-w", "stop"])
            .output();
    }
}
