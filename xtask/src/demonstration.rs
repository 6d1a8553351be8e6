//! A server with samples in a directory that vanishes.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use tempfile::TempDir;

/// What a registry of organisations signs its events with.
pub const REGISTRY_SECRET: &str = "a-secret-of-demonstrations-only-0001";

pub struct Demonstration {
    child: Child,
    pub base: String,
    pub data: TempDir,
    /// Where it may send webhooks to on this machine.
    pub receiver: String,
}

impl Demonstration {
    /// Starts it, with built pages or without, and waits until its samples are loaded.
    pub fn start(kepu: &Path, pages: Option<&Path>, database: Option<&str>) -> anyhow::Result<Self> {
        let data = tempfile::tempdir()?;
        // Held together, so that they differ.
        let free = || std::net::TcpListener::bind("127.0.0.1:0");
        let (own, other) = (free()?, free()?);
        let (port, receiver) = (own.local_addr()?.port(), other.local_addr()?.to_string());
        drop((own, other));
        let log = std::fs::File::create(data.path().join("server.log"))?;
        let mut command = Command::new(std::fs::canonicalize(kepu)?);
        command
            .args(["serve", "--demo", "--listen", &format!("127.0.0.1:{port}")])
            .arg("--data-dir")
            .arg(data.path())
            .env("KEPU_RATE_LIMIT", "off")
            .env("KEPU_REGISTRY_SECRETS", REGISTRY_SECRET)
            .env("KEPU_WEBHOOK_PERMIT", &receiver)
            .stdout(Stdio::from(log.try_clone()?))
            .stderr(Stdio::from(log));
        if let Some(pages) = pages {
            command.env("KEPU_SPA_DIR", std::fs::canonicalize(pages)?);
        }
        if let Some(url) = database {
            command.env("KEPU_DATABASE_URL", url);
        }
        let child = command.spawn().context("starting the server")?;
        let mut site = Self {
            child,
            base: format!("http://127.0.0.1:{port}"),
            data,
            receiver,
        };
        site.wait()?;
        Ok(site)
    }

    /// Until the samples are loaded, which the server says in its log.
    fn wait(&mut self) -> anyhow::Result<()> {
        let end = Instant::now() + Duration::from_secs(180);
        while !self.log().contains(&self.base) {
            if let Some(status) = self.child.try_wait()? {
                bail!("the server ended: {status}\n{}", self.last_lines());
            }
            if Instant::now() > end {
                bail!("the demonstration did not get ready\n{}", self.last_lines());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Ok(())
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.data.path().join("server.log")).unwrap_or_default()
    }

    pub fn last_lines(&self) -> String {
        let log = self.log();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(40)..].join("\n")
    }

    /// The lines in which the server says that a request failed inside it.
    pub fn failures(&self) -> Vec<String> {
        let log = self.log();
        log.lines()
            .filter(|line| line.contains("a request failed") || line.contains("panicked"))
            .map(str::to_owned)
            .collect()
    }
}

impl Drop for Demonstration {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
