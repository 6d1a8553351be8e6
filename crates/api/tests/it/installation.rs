//! An installation as an operator has one: the program itself, in processes that can be killed, on the engine under test.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use reqwest::{Client, Response, StatusCode};
use serde_json::{Value, json};
use tempfile::TempDir;

/// Seconds that a start with samples may take, in a program that was not optimised.
const PATIENCE: Duration = Duration::from_secs(180);

enum Database {
    File,
    /// Name of a database on the server under test.
    Postgres(String, String),
}

pub(crate) struct Installation {
    dir: TempDir,
    database: Database,
}

fn psql(server: &str, sql: &str) {
    let done = Command::new("psql").args(["-qc", sql, server]).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

impl Installation {
    /// With an empty database on the engine that `KEPU_TEST_ENGINE` names.
    pub(crate) fn new() -> Self {
        let database = match std::env::var("KEPU_TEST_ENGINE").as_deref() {
            Ok("postgres") => {
                let server = std::env::var("KEPU_TEST_POSTGRES_URL").unwrap();
                let name = format!("kepu_process_{:x}", rand::random::<u64>());
                psql(&server, &format!("CREATE DATABASE {name}"));
                Database::Postgres(server, name)
            }
            _ => Database::File,
        };
        Self {
            dir: tempfile::tempdir().unwrap(),
            database,
        }
    }
    pub(crate) fn is_postgres(&self) -> bool {
        matches!(self.database, Database::Postgres(..))
    }
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }
    /// Another one, empty, whose secret is this one's.
    pub(crate) fn sibling(&self) -> Self {
        let other = Self::new();
        std::fs::create_dir_all(other.path("data")).unwrap();
        std::fs::copy(self.path("data/secret"), other.path("data/secret")).unwrap();
        other
    }
    /// The program with this installation's settings.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kepu"));
        command
            .args(arguments)
            .env("KEPU_DEMO", "1")
            .env("KEPU_DATA_DIR", self.path("data"))
            .env("KEPU_RATE_LIMIT", "off")
            .env("KEPU_NO_LINK_CHECK", "1")
            .env("RUST_LOG", "warn");
        if let Database::Postgres(server, name) = &self.database {
            let (base, _) = server.rsplit_once('/').unwrap();
            command.env("KEPU_DATABASE_URL", format!("{base}/{name}"));
        }
        command
    }
    /// Runs a command to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }
    /// Runs a command that succeeds; what it printed.
    #[track_caller]
    pub(crate) fn succeed(&self, arguments: &[&str]) -> String {
        let done = self.run(arguments);
        let said = String::from_utf8_lossy(&done.stdout).into_owned();
        let complained = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{arguments:?}: {said}{complained}");
        said
    }
    /// Runs a command that refuses; why.
    #[track_caller]
    pub(crate) fn refuse(&self, arguments: &[&str]) -> String {
        let done = self.run(arguments);
        assert!(!done.status.success(), "{arguments:?} should be refused");
        String::from_utf8_lossy(&done.stderr).into_owned()
    }
    /// Serves, and waits until the samples are there.
    pub(crate) fn serve(&self) -> Process {
        self.serve_from(&self.path("data"))
    }
    /// A second process on the same database, as on another machine: with the same secret and files of its own, in the
    /// place of the object store that several have in common.
    pub(crate) fn serve_beside(&self) -> Process {
        let other = self.path("beside");
        std::fs::create_dir_all(&other).unwrap();
        std::fs::copy(self.path("data/secret"), other.join("secret")).unwrap();
        self.serve_from(&other)
    }
    fn serve_from(&self, data: &Path) -> Process {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        drop(listener);
        let mut child = self
            .command(&["serve", "--listen", &address])
            .env("KEPU_DATA_DIR", data)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        // Read to the end, or the server would find nobody listening to what it says.
        let (tell, told) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                if line.contains("The demonstration is ready") {
                    // Whoever waited may have given up.
                    let _ = tell.send(());
                }
            }
        });
        told.recv_timeout(PATIENCE)
            .expect("the samples are there in time");
        Process {
            child,
            base: format!("http://{address}"),
            http: Client::new(),
        }
    }
}

impl Drop for Installation {
    fn drop(&mut self) {
        if let Database::Postgres(server, name) = &self.database {
            psql(server, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}

/// A serving process.
pub(crate) struct Process {
    child: Child,
    pub(crate) base: String,
    pub(crate) http: Client,
}

impl Process {
    /// As a power cut does.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }
    pub(crate) async fn get(&self, path: &str) -> Response {
        self.http
            .get(format!("{}{path}", self.base))
            .send()
            .await
            .unwrap()
    }
    pub(crate) async fn json(&self, path: &str) -> Value {
        self.get(path).await.json().await.unwrap()
    }
    pub(crate) async fn post(&self, path: &str, token: Option<&str>, body: Value) -> Response {
        let mut request = self.http.post(format!("{}/api/v1{path}", self.base)).json(&body);
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        request.send().await.unwrap()
    }
    /// The newest code that was sent to a phone.
    pub(crate) async fn code(&self, phone: &str) -> String {
        let shown = self.json(&format!("/api/v1/demo/sms-codes?phone={phone}")).await;
        shown["code"].as_str().unwrap().to_owned()
    }
    /// The account of whoever signed in.
    pub(crate) async fn me(&self, token: &str) -> Value {
        let asked = self
            .http
            .get(format!("{}/api/v1/me", self.base))
            .bearer_auth(token);
        let answer = asked.send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        answer.json().await.unwrap()
    }
    pub(crate) async fn sign_in(&self, phone: &str) -> String {
        let sent = self
            .post("/auth/sms-codes", None, json!({ "phone": phone }))
            .await;
        assert_eq!(sent.status(), StatusCode::ACCEPTED);
        let body = json!({ "phone": phone, "code": self.code(phone).await });
        let answer = self.post("/auth/sessions", None, body).await;
        assert_eq!(answer.status(), StatusCode::CREATED);
        let answer: Value = answer.json().await.unwrap();
        answer["access_token"].as_str().unwrap().to_owned()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Files below a directory, in bytes.
pub(crate) fn weight(dir: &Path) -> (usize, u64) {
    let mut all = (0, 0);
    for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            let (files, bytes) = weight(&path);
            all = (all.0 + files, all.1 + bytes);
        } else {
            all = (all.0 + 1, all.1 + entry.metadata().unwrap().len());
        }
    }
    all
}
