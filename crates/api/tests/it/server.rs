//! A whole server on a port of this machine.

use std::net::{SocketAddr, TcpListener};
use std::path::Path;

use actix_web::dev::ServerHandle;
use actix_web::rt;
use api::server::{Options, start_thread};
use app::{App, Clock, Parts, Secrets, Settings, SmsProvider};
use domain::time::Instant;
use media::embedded::EmbeddedS3;
use media::store::{Store, StoreConfig};
use persistence::{Db, DbConfig};
use reqwest::{Method, RequestBuilder, Response};
use serde_json::{Value, json};
use tempfile::TempDir;

pub(crate) struct Server {
    pub(crate) app: App,
    pub(crate) clock: Clock,
    pub(crate) http: reqwest::Client,
    address: SocketAddr,
    handle: ServerHandle,
    _dir: TempDir,
}

impl Server {
    pub(crate) fn new() -> Self {
        Self::with(|_, _| {})
    }

    /// `change` sees the directory of the installation and the options.
    pub(crate) fn with(change: impl FnOnce(&Path, &mut Options)) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let db = Db::open(&DbConfig::new(format!(
            "sqlite://{}",
            dir.path().join("kepu.db").display()
        )))
        .unwrap();
        db.migrate().unwrap();
        let s3 = EmbeddedS3::open(dir.path().join("objects"), "media", "key", "secret-of-the-test").unwrap();
        let clock = Clock::fixed(Instant::parse("2026-09-15T01:00:00Z").unwrap());
        let app = App::new(Parts {
            db,
            storage: Store::open(&StoreConfig {
                endpoint: origin.clone(),
                public_endpoint: origin,
                region: "cn".into(),
                bucket: "media".into(),
                access_key: "key".into(),
                secret_key: "secret-of-the-test".into(),
            })
            .unwrap(),
            sms: SmsProvider::Outbox(dir.path().join("outbox")),
            clock: clock.clone(),
            secrets: Secrets::locked(b"a secret that only this test knows"),
            settings: Settings {
                name: "科普活动平台".into(),
                demo: true,
                public_origin: "http://127.0.0.1".into(),
                second_factor_required: false,
                fonts_dir: None,
            },
            registry: None,
            webhook_sender: None,
            link_checker: None,
        });
        // Everybody's keys are in hand before anything is asked; the tests run on a runtime of their own.
        let keys = app.clone();
        let read = std::thread::spawn(move || rt::System::new().block_on(app::data_key::read(&keys)));
        read.join().unwrap().unwrap();
        let mut options = Options::plain(Some(s3));
        change(dir.path(), &mut options);
        let (address, handle) = start_thread(app.clone(), options, listener).unwrap();
        Self {
            app,
            clock,
            http: reqwest::Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .build()
                .unwrap(),
            address,
            handle,
            _dir: dir,
        }
    }

    pub(crate) fn ask(&self, method: Method, path: &str) -> RequestBuilder {
        self.http
            .request(method, format!("http://{}{path}", self.address))
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        self.ask(Method::GET, path).send().await.unwrap()
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Response {
        self.ask(Method::POST, path).json(&body).send().await.unwrap()
    }

    /// Signs in as `phone`; what the platform answered.
    pub(crate) async fn sign_in(&self, phone: &str, transport: &str) -> Response {
        let sent = self
            .post("/api/v1/auth/sms-codes", json!({ "phone": phone }))
            .await;
        assert_eq!(sent.status(), 202);
        let shown: Value = self
            .get(&format!("/api/v1/demo/sms-codes?phone={phone}"))
            .await
            .json()
            .await
            .unwrap();
        let body = json!({ "phone": phone, "code": shown["code"], "transport": transport });
        let answer = self.post("/api/v1/auth/sessions", body).await;
        assert_eq!(answer.status(), 201);
        answer
    }

    pub(crate) async fn token(&self, phone: &str) -> String {
        let body: Value = self.sign_in(phone, "body").await.json().await.unwrap();
        body["access_token"].as_str().unwrap().to_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The thread ends by itself; nothing waits for it.
        drop(self.handle.stop(false));
    }
}

/// Status and code of a refusal, after looking at what every refusal has in common.
pub(crate) async fn refusal(answer: Response) -> (u16, String, Value) {
    let status = answer.status().as_u16();
    let content_type = answer.headers()["content-type"].to_str().unwrap().to_owned();
    let path = answer.url().path().to_owned();
    let problem: Value = answer.json().await.unwrap();
    assert_eq!(content_type, "application/problem+json");
    assert_eq!(problem["status"], status);
    assert_eq!(problem["instance"], path);
    (status, problem["code"].as_str().unwrap().to_owned(), problem)
}
