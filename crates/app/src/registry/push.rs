//! Events that the registry sends.

use domain::problem::Code;
use domain::registry::RegistryEvent;
use persistence::registry as store;

use super::accept::{Known, Outcome, accept};
use super::pull::insist;
use crate::app::App;
use crate::error::AppError;
use crate::signature;

/// Why an event is not taken.
#[derive(Debug, thiserror::Error)]
pub enum PushRefusal {
    /// Unsigned, altered, signed with another secret, or not of these five minutes: never said which.
    #[error("the signature is not good")]
    Unsigned,
    /// Kept already.
    #[error("this event is kept already")]
    Replay,
    #[error("not an event of the contract: {0}")]
    Unreadable(serde_path_to_error::Error<serde_json::Error>),
    #[error(transparent)]
    App(#[from] AppError),
}

/// Takes one event: the bytes as they came, and the header that signs them.
pub async fn receive(app: &App, signature: Option<&str>, body: &[u8]) -> Result<Outcome, PushRefusal> {
    let settings = app.registry().filter(|settings| !settings.secrets.is_empty());
    // Without a registry there is no such address.
    let settings = settings.ok_or(AppError::from(Code::NotFound))?;
    let secrets: Vec<&[u8]> = settings.secrets.iter().map(Vec::as_slice).collect();
    let now = app.now();
    let signed = signature.is_some_and(|header| signature::verify(&secrets, header, body, now).is_ok());
    if !signed {
        return Err(PushRefusal::Unsigned);
    }
    let mut reader = serde_json::Deserializer::from_slice(body);
    let event: RegistryEvent =
        serde_path_to_error::deserialize(&mut reader).map_err(PushRefusal::Unreadable)?;
    let taken = insist(|| {
        let (this, event) = (app.clone(), event.clone());
        app.db().write(move |tx| {
            store::hold(tx)?;
            if !store::note_event(tx, event.id, now)? {
                return Ok(None);
            }
            let mut known = Known::of(tx.conn(), std::slice::from_ref(&event.organization))?;
            accept(tx, &this, &mut known, &event.organization).map(Some)
        })
    });
    taken.await?.ok_or(PushRefusal::Replay)
}
