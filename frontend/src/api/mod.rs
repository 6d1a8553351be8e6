//! The HTTP API as the pages call it: one file per noun, one function per operation.

pub mod account;
pub mod activity;
pub mod agenda;
pub mod api_client;
pub mod audit;
pub mod certificate;
pub mod check_in;
pub mod circular;
pub mod delegation;
pub mod edition;
pub mod exchange;
pub mod grant;
pub mod home;
pub mod media;
pub mod message;
pub mod organization;
pub mod platform;
pub mod public;
pub mod public_notice;
pub mod recommendation;
pub mod reference;
pub mod registry;
pub mod report;
pub mod resource;
pub mod review;
pub mod route;
pub mod statistics;
pub mod summary;
pub mod supplement;
pub mod venue;
pub mod webhook;
pub mod word;

use domain::problem::{Code, FieldError, Problem};
use futures_util::future::LocalBoxFuture;
use gloo_net::http::{Method, RequestBuilder, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use web_sys::RequestCache;

use crate::i18n::{self, general, t, tf};
use crate::opening::UnderWay;
use crate::session;

const BASE: &str = "/api/v1";

/// Why a request brought nothing.
#[derive(Debug, Clone, PartialEq)]
pub enum ApiFailure {
    /// The server refused, and says why.
    Problem(Problem),
    /// No answer, or none that this application understands.
    Offline,
}

pub type Answer<T> = Result<T, ApiFailure>;

impl ApiFailure {
    /// For a person, in the language of the page.
    pub fn message(&self) -> String {
        match self {
            Self::Problem(p) => p.detail.clone().unwrap_or_else(|| p.title.clone()),
            Self::Offline => t(general::OFFLINE).to_owned(),
        }
    }
    /// What support asks for: the reference of this occurrence.
    pub fn reference(&self) -> Option<String> {
        match self {
            Self::Problem(p) if p.status >= 500 => {
                p.instance.as_deref().map(|i| tf(general::REFERENCE_NUMBER, &[i]))
            }
            _ => None,
        }
    }
    /// Whether the same request may well succeed a moment later: nobody answered, or the server was in trouble.
    pub fn is_passing(&self) -> bool {
        !matches!(self, Self::Problem(p) if p.status < 429)
    }
    pub fn code(&self) -> Option<Code> {
        match self {
            Self::Problem(p) => p.known_code(),
            Self::Offline => None,
        }
    }
    /// Faults of single fields.
    pub fn errors(&self) -> &[FieldError] {
        match self {
            Self::Problem(p) => &p.errors,
            Self::Offline => &[],
        }
    }
}

/// A request to the API. Carries the bearer token and the language of the page; a 401 is answered once by
/// refreshing the session and asking again.
#[derive(Debug, Clone)]
pub struct Request {
    method: Method,
    path: String,
    query: Vec<(&'static str, String)>,
    headers: Vec<(&'static str, String)>,
    body: Option<Result<String, ()>>,
    content_type: &'static str,
    refreshes: bool,
    /// Past what the browser has kept of earlier answers.
    fresh: bool,
}

impl Request {
    fn new(method: Method, path: impl Into<String>) -> Self {
        Self {
            method,
            path: path.into(),
            query: Vec::new(),
            headers: Vec::new(),
            body: None,
            content_type: "application/json",
            refreshes: true,
            fresh: false,
        }
    }
    /// `path` below `/api/v1`, beginning with a slash.
    pub fn get(path: impl Into<String>) -> Self {
        Self::new(Method::GET, path)
    }
    pub fn post(path: impl Into<String>) -> Self {
        Self::new(Method::POST, path)
    }
    pub fn put(path: impl Into<String>) -> Self {
        Self::new(Method::PUT, path)
    }
    /// The body of a PATCH is a JSON merge patch.
    pub fn patch(path: impl Into<String>) -> Self {
        let mut request = Self::new(Method::PATCH, path);
        request.content_type = "application/merge-patch+json";
        request
    }
    pub fn delete(path: impl Into<String>) -> Self {
        Self::new(Method::DELETE, path)
    }
    pub fn query(mut self, name: &'static str, value: impl ToString) -> Self {
        self.query.push((name, value.to_string()));
        self
    }
    /// Left out when absent or empty.
    pub fn query_some<V: ToString>(self, name: &'static str, value: Option<V>) -> Self {
        match value.map(|v| v.to_string()).filter(|v| !v.is_empty()) {
            Some(value) => self.query(name, value),
            None => self,
        }
    }
    /// The version that the change is meant for.
    pub fn if_match(mut self, version: i32) -> Self {
        self.headers.push(("if-match", format!("\"{version}\"")));
        self
    }
    /// The same key and body create once, however often they are sent. See [`idempotency_key`].
    pub fn idempotent(mut self, key: impl Into<String>) -> Self {
        self.headers.push(("idempotency-key", key.into()));
        self
    }
    pub fn body(mut self, body: &impl Serialize) -> Self {
        self.body = Some(serde_json::to_string(body).map_err(|_| ()));
        self
    }
    /// A 401 is the answer, not an expired session: signing in, refreshing.
    pub fn without_refresh(mut self) -> Self {
        self.refreshes = false;
        self
    }
    /// Asks the server even where the browser has kept an answer.
    pub fn fresh(mut self) -> Self {
        self.fresh = true;
        self
    }

    /// Sends and reads the answer.
    pub async fn send<T: DeserializeOwned>(self) -> Answer<T> {
        let text = self.text().await?;
        serde_json::from_str(&text).map_err(|_| unreadable())
    }

    /// Sends; the answer has no content, or none that matters.
    pub async fn send_empty(self) -> Answer<()> {
        self.text().await.map(drop)
    }

    /// Sends; the answer is a file.
    pub async fn send_file(self) -> Answer<Vec<u8>> {
        let _under_way = UnderWay::begin();
        let answer = self.answer().await?;
        answer.binary().await.map_err(|_| ApiFailure::Offline)
    }

    /// Boxed, so that the exchange is compiled once and not for every type of answer.
    fn text(self) -> LocalBoxFuture<'static, Answer<String>> {
        Box::pin(async move {
            let _under_way = UnderWay::begin();
            let answer = self.answer().await?;
            answer.text().await.map_err(|_| ApiFailure::Offline)
        })
    }

    async fn answer(self) -> Answer<Response> {
        let first = self.once().await?;
        let refused = first.status() == 401;
        let first = read(first).await;
        let over = refused && self.refreshes && !first.as_ref().is_err_and(is_wrong_code);
        if over && session::refresh().await {
            return read(self.once().await?).await;
        }
        first
    }

    async fn once(&self) -> Answer<Response> {
        let mut builder = RequestBuilder::new(&format!("{BASE}{}", self.path))
            .method(self.method.clone())
            .header("accept-language", i18n::code(i18n::lang()));
        if self.fresh {
            builder = builder.cache(RequestCache::NoCache);
        }
        if !self.query.is_empty() {
            builder = builder.query(self.query.iter().map(|(k, v)| (*k, v.as_str())));
        }
        if let Some(token) = session::token() {
            builder = builder.header("authorization", &format!("Bearer {token}"));
        }
        for (name, value) in &self.headers {
            builder = builder.header(name, value);
        }
        let sent = match &self.body {
            None => builder.send().await,
            Some(Ok(body)) => {
                let request = builder.header("content-type", self.content_type).body(body);
                match request {
                    Ok(request) => request.send().await,
                    Err(fault) => Err(fault),
                }
            }
            Some(Err(())) => return Err(unreadable()),
        };
        sent.map_err(|_| ApiFailure::Offline)
    }
}

/// The answer, or what the server says is wrong.
async fn read(response: Response) -> Answer<Response> {
    if response.ok() {
        return Ok(response);
    }
    Err(match response.json::<Problem>().await {
        Ok(problem) => ApiFailure::Problem(problem),
        Err(_) => ApiFailure::Offline,
    })
}

/// A wrong code of the authenticator is no session that has expired: asked again, it would count twice.
fn is_wrong_code(failure: &ApiFailure) -> bool {
    failure.code() == Some(Code::InvalidSecondFactor)
}

fn unreadable() -> ApiFailure {
    let mut problem = Problem::new(Code::Internal, i18n::lang());
    problem.detail = Some(t(general::UNREADABLE).to_owned());
    ApiFailure::Problem(problem)
}

/// A fresh key for one creation; keep it while the same creation is tried again.
pub fn idempotency_key() -> String {
    let mut bytes = [0; 16];
    if let Some(crypto) = web_sys::window().and_then(|w| w.crypto().ok()) {
        // Cannot fail for so few bytes.
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    uuid::Builder::from_random_bytes(bytes).into_uuid().to_string()
}
