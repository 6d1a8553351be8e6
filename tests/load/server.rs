//! The processes under measurement: started on loopback, ended by their own id.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

pub struct Server {
    child: Child,
    pub base: String,
}

pub fn free_port() -> anyhow::Result<u16> {
    Ok(std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

impl Server {
    pub async fn start(command: &mut Command, port: u16, ready_path: &str) -> anyhow::Result<Self> {
        let child = command
            .stdout(Stdio::null())
            .spawn()
            .context("starting a server")?;
        let mut server = Self {
            child,
            base: format!("http://127.0.0.1:{port}"),
        };
        let end = Instant::now() + Duration::from_secs(120);
        let client = reqwest::Client::new();
        loop {
            if let Ok(answer) = client.get(format!("{}{ready_path}", server.base)).send().await
                && answer.status().is_success()
            {
                return Ok(server);
            }
            if let Some(status) = server.child.try_wait()? {
                bail!("the server ended at once: {status}");
            }
            if Instant::now() > end {
                bail!("the server did not get ready in two minutes");
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Resident memory, MiB.
    pub fn resident_mib(&self) -> anyhow::Result<u64> {
        let text = std::fs::read_to_string(
            Path::new("/proc")
                .join(self.child.id().to_string())
                .join("status"),
        )?;
        let line = text
            .lines()
            .find(|line| line.starts_with("VmRSS:"))
            .context("no VmRSS")?;
        let kib: u64 = line.split_whitespace().nth(1).context("no figure")?.parse()?;
        Ok(kib / 1_024)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
