//! A world with a server in front of it: the real handlers, the real object store protocol, on loopback.

use std::net::TcpListener;
use std::path::PathBuf;

use ::media::embedded::EmbeddedS3;
use ::media::store::{Store, StoreConfig};
use api::server::{Options, start_thread};
use app::registry::RegistrySettings;
use reqwest::header::HeaderMap;
use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::World;

pub struct Site {
    pub world: World,
    /// `http://127.0.0.1:port`
    pub origin: String,
    client: Client,
    _objects: TempDir,
    server: actix_web::dev::ServerHandle,
}

/// Somebody at a client: with or without a token.
#[derive(Clone)]
pub struct Caller {
    client: Client,
    base: String,
    pub token: Option<String>,
}

/// An answer as a client sees it.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Value,
    pub text: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
    /// The code of a problem.
    pub fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }
    /// Pointers and codes of a problem's faults, sorted.
    pub fn faults(&self) -> Vec<(String, String)> {
        let text = |v: &Value| v.as_str().unwrap_or_default().to_owned();
        let mut all: Vec<_> = self.body["errors"]
            .as_array()
            .map(|errors| {
                errors
                    .iter()
                    .map(|e| (text(&e["pointer"]), text(&e["code"])))
                    .collect()
            })
            .unwrap_or_default();
        all.sort();
        all
    }
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text);
        self
    }
    /// A refusal: status, code, and the shape every problem has.
    #[track_caller]
    pub fn refused(self, status: u16, code: &str) -> Self {
        assert_eq!((self.status, self.code()), (status, code), "{}", self.text);
        assert_eq!(self.header("content-type"), Some("application/problem+json"));
        for part in ["type", "title", "instance"] {
            assert!(
                self.body[part].as_str().is_some_and(|text| !text.is_empty()),
                "{part} of {}",
                self.text
            );
        }
        self
    }
    pub fn version(&self) -> i64 {
        self.body["version"].as_i64().unwrap()
    }
    pub fn id(&self) -> String {
        self.body["id"].as_str().unwrap().to_owned()
    }
}

impl Site {
    pub async fn new() -> Self {
        Self::with(World::new_at).await
    }

    /// A site on which officials and those who run the installation need an authenticator.
    pub async fn strict() -> Self {
        Self::with(World::strict_at).await
    }

    /// A site with the portal's page, as it is before anything is built.
    pub async fn with_pages() -> Self {
        let pages = tempfile::tempdir().unwrap();
        let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../frontend/index.html");
        std::fs::copy(page, pages.path().join("index.html")).unwrap();
        Self::of(World::new_at, Some(pages.path().to_owned())).await
    }

    /// A site beside an external registry of organisations.
    pub async fn with_registry(registry: RegistrySettings) -> Self {
        Self::with(async |store| World::with_registry_at(store, registry).await).await
    }

    async fn with<F: AsyncFnOnce(Store) -> World>(make: F) -> Self {
        Self::of(make, None).await
    }

    async fn of<F: AsyncFnOnce(Store) -> World>(make: F, pages: Option<PathBuf>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let objects = tempfile::tempdir().unwrap();
        let (key, secret) = ("key-of-the-tests", "secret-of-the-tests");
        let embedded = EmbeddedS3::open(objects.path(), "media", key, secret).unwrap();
        let store = Store::open(&StoreConfig {
            endpoint: origin.clone(),
            public_endpoint: origin.clone(),
            region: "cn".into(),
            bucket: "media".into(),
            access_key: key.into(),
            secret_key: secret.into(),
        })
        .unwrap();
        let world = make(store).await;
        let options = Options {
            spa: pages,
            ..Options::plain(Some(embedded))
        };
        let (_, server) = start_thread(world.app.clone(), options, listener).unwrap();
        let client = Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap();
        Self {
            world,
            origin,
            client,
            _objects: objects,
            server,
        }
    }

    /// A site whose object store does not answer.
    pub async fn without_storage() -> Self {
        let world = World::new().await;
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let (_, server) = start_thread(world.app.clone(), Options::plain(None), listener).unwrap();
        let objects = tempfile::tempdir().unwrap();
        Self {
            world,
            origin,
            client: Client::new(),
            _objects: objects,
            server,
        }
    }

    pub fn visitor(&self) -> Caller {
        Caller {
            client: self.client.clone(),
            base: format!("{}/api/v1", self.origin),
            token: None,
        }
    }

    /// The newest code that was sent to a phone.
    pub fn code_for(&self, phone: &str) -> String {
        let mut files: Vec<_> = std::fs::read_dir(self.world.outbox.path().join("sms"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|e| e == "json"))
            .collect();
        files.sort();
        let messages = files
            .iter()
            .rev()
            .map(|path| -> Value { serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap() });
        let newest = messages
            .into_iter()
            .find(|m| m["phone"] == phone)
            .expect("a message was sent");
        newest["code"].as_str().unwrap().to_owned()
    }

    /// Signs in as the person of this number in the world: 1 organizer … 9 member.
    pub async fn sign_in(&self, person: u8) -> Caller {
        let phone = World::phone(person);
        let mut caller = self.visitor();
        caller
            .post("/auth/sms-codes", json!({ "phone": phone }))
            .await
            .expect(202);
        let body = json!({ "phone": phone, "code": self.code_for(&phone) });
        let signed_in = caller.post("/auth/sessions", body).await.expect(201);
        caller.token = Some(signed_in.body["access_token"].as_str().unwrap().to_owned());
        caller
    }

    /// Announces a file, sends its bytes where the answer says, and says that they are there.
    pub async fn upload(
        &self,
        who: &Caller,
        kind: &str,
        name: &str,
        content_type: &str,
        bytes: Vec<u8>,
    ) -> Answer {
        let new =
            json!({ "kind": kind, "file_name": name, "content_type": content_type, "size": bytes.len() });
        let made = who.post("/media", new).await;
        if made.status != 201 {
            return made;
        }
        self.send(&made.body["upload"], bytes).await;
        who.post(&format!("/media/{}/completions", made.id()), json!({}))
            .await
    }

    /// Sends bytes as an announcement asked for.
    pub async fn send(&self, upload: &Value, bytes: Vec<u8>) -> StatusCode {
        let url = upload["url"].as_str().unwrap();
        let request = if upload["method"] == "POST" {
            let mut form = reqwest::multipart::Form::new();
            for (name, value) in upload["fields"].as_object().unwrap() {
                form = form.text(name.clone(), value.as_str().unwrap().to_owned());
            }
            self.client
                .post(url)
                .multipart(form.part("file", reqwest::multipart::Part::bytes(bytes)))
        } else {
            let mut request = self.client.put(url).body(bytes);
            for (name, value) in upload["headers"].as_object().unwrap() {
                if !name.eq_ignore_ascii_case("content-length") && !name.eq_ignore_ascii_case("host") {
                    request = request.header(name, value.as_str().unwrap());
                }
            }
            request
        };
        request.send().await.unwrap().status()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        drop(self.server.stop(false));
    }
}

impl Caller {
    /// The same client with another token.
    pub fn with_token(self, token: &str) -> Self {
        Self {
            token: Some(token.to_owned()),
            ..self
        }
    }
    pub async fn get(&self, path: &str) -> Answer {
        self.call(Method::GET, path, &[], None).await
    }
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.call(Method::POST, path, &[], Some(body)).await
    }
    /// A change based on a version.
    pub async fn patch(&self, path: &str, version: i64, body: Value) -> Answer {
        self.call(
            Method::PATCH,
            path,
            &[("if-match", &format!("\"{version}\""))],
            Some(body),
        )
        .await
    }
    /// A transition based on a version.
    pub async fn step(&self, path: &str, version: i64, body: Value) -> Answer {
        self.call(
            Method::POST,
            path,
            &[("if-match", &format!("\"{version}\""))],
            Some(body),
        )
        .await
    }
    pub async fn call(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<Value>,
    ) -> Answer {
        let mut request = self.client.request(method, self.url(path));
        if let Some(body) = body {
            request = request.json(&body);
        }
        self.finish(request, headers).await
    }
    /// Below `/api/v1`, or below the origin when it starts with `~`.
    fn url(&self, path: &str) -> String {
        match path.strip_prefix('~') {
            Some(path) => format!("{}{path}", self.base.trim_end_matches("/api/v1")),
            None => format!("{}{path}", self.base),
        }
    }
    /// Bytes as they are.
    pub async fn raw(&self, method: Method, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Answer {
        self.finish(self.client.request(method, self.url(path)).body(body), headers)
            .await
    }
    async fn finish(&self, mut request: reqwest::RequestBuilder, headers: &[(&str, &str)]) -> Answer {
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = request.send().await.unwrap();
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        let text = answer.text().await.unwrap();
        Answer {
            status,
            headers,
            body: serde_json::from_str(&text).unwrap_or(Value::Null),
            text,
        }
    }
}
