//! Sending SMS: into a directory where a demonstration reads them, or to the operator's gateway over HTTP.

use std::path::{Path, PathBuf};
use std::time::Duration;

use domain::platform::OutboxSms;
use domain::problem::Code;
use domain::text::Phone;
use domain::time::Instant;
use serde::Serialize;

use crate::error::{AppError, AppResult};

/// Whole time for one try at the gateway.
const GATEWAY_TIMEOUT: Duration = Duration::from_secs(5);

/// Where messages go.
#[derive(Debug, Clone)]
pub enum SmsProvider {
    /// One JSON file for each message below this directory; only for development and demonstrations.
    Outbox(PathBuf),
    Gateway(Gateway),
}

/// An HTTP endpoint that takes `{"phone", "code", "text"}` as JSON and answers 2xx when it accepted the message;
/// `code` is empty where the message is none that signs in.
#[derive(Debug, Clone)]
pub struct Gateway {
    client: reqwest::Client,
    url: String,
    token: Option<String>,
}

#[derive(Serialize)]
struct Message<'a> {
    phone: &'a str,
    code: &'a str,
    text: &'a str,
}

impl Gateway {
    pub fn new(url: String, token: Option<String>) -> AppResult<Self> {
        let client = reqwest::Client::builder()
            .connect_timeout(Duration::from_secs(2))
            .timeout(GATEWAY_TIMEOUT)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(AppError::internal)?;
        Ok(Self { client, url, token })
    }

    async fn send(&self, message: &Message<'_>) -> AppResult<()> {
        // Tried twice: a gateway that drops one connection should not cost a person a minute of waiting.
        for last in [false, true] {
            let mut request = self.client.post(&self.url).json(message);
            if let Some(token) = &self.token {
                request = request.bearer_auth(token);
            }
            match request.send().await {
                Ok(answer) if answer.status().is_success() => return Ok(()),
                Ok(answer) if last || answer.status().is_client_error() => {
                    tracing::error!(
                        status = answer.status().as_u16(),
                        "the SMS gateway refused a message"
                    );
                    return Err(AppError::Wait(Code::SmsUnavailable, 30));
                }
                Ok(_) => {}
                Err(error) if last => {
                    tracing::error!(error = %error.without_url(), "the SMS gateway does not answer");
                    return Err(AppError::Wait(Code::SmsUnavailable, 30));
                }
                Err(_) => {}
            }
        }
        Ok(())
    }
}

impl SmsProvider {
    pub(crate) async fn send(&self, message: &OutboxSms) -> AppResult<()> {
        match self {
            Self::Outbox(dir) => {
                let (dir, message) = (dir.clone(), message.clone());
                tokio::task::spawn_blocking(move || deposit(&dir, &message))
                    .await
                    .map_err(AppError::internal)?
                    .map_err(AppError::internal)
            }
            Self::Gateway(gateway) => {
                let OutboxSms {
                    phone, code, text, ..
                } = message;
                gateway.send(&Message { phone, code, text }).await
            }
        }
    }

    /// Sends a message that carries no code. In an outbox it lies beside the codes, so that whoever looks for the newest
    /// code finds one.
    pub(crate) async fn notify(&self, phone: &Phone, text: &str, at: Instant) -> AppResult<()> {
        match self {
            Self::Outbox(dir) => {
                let message = OutboxSms {
                    phone: phone.as_str().to_owned(),
                    code: String::new(),
                    text: text.to_owned(),
                    at,
                };
                let dir = dir.with_file_name("notices");
                tokio::task::spawn_blocking(move || deposit(&dir, &message))
                    .await
                    .map_err(AppError::internal)?
                    .map_err(AppError::internal)
            }
            Self::Gateway(gateway) => {
                let phone = phone.as_str();
                gateway
                    .send(&Message {
                        phone,
                        code: "",
                        text,
                    })
                    .await
            }
        }
    }

    /// The newest message to a phone; only an outbox can tell.
    pub(crate) async fn newest(&self, phone: &str) -> AppResult<Option<OutboxSms>> {
        let Self::Outbox(dir) = self else {
            return Ok(None);
        };
        let (dir, phone) = (dir.clone(), phone.to_owned());
        tokio::task::spawn_blocking(move || newest(&dir, &phone))
            .await
            .map_err(AppError::internal)?
            .map_err(AppError::internal)
    }
}

/// Writes a message under a name that sorts after all earlier ones; readers never see half of it.
fn deposit(dir: &Path, message: &OutboxSms) -> std::io::Result<()> {
    std::fs::create_dir_all(dir)?;
    let name = uuid::Uuid::now_v7().simple().to_string();
    let unfinished = dir.join(format!(".{name}"));
    std::fs::write(&unfinished, serde_json::to_vec_pretty(message)?)?;
    std::fs::rename(unfinished, dir.join(format!("{name}.json")))
}

fn newest(dir: &Path, phone: &str) -> std::io::Result<Option<OutboxSms>> {
    if !dir.exists() {
        return Ok(None);
    }
    let mut names: Vec<PathBuf> = std::fs::read_dir(dir)?
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .collect();
    names.sort();
    for path in names.iter().rev() {
        let message: OutboxSms = serde_json::from_slice(&std::fs::read(path)?)?;
        if message.phone == phone {
            return Ok(Some(message));
        }
    }
    Ok(None)
}
