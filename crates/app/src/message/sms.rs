use domain::id::AccountId;
use domain::message::MessageKind;
use domain::problem::Lang;
use domain::text::Phone;
use persistence::account;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::error::{AppError, AppResult};

/// Longest text of an SMS, characters: two of the network's messages of 67 Chinese characters each.
const TEXT_MAX: usize = 134;

/// An SMS to be sent. The number is read when it is sent, so that it stands nowhere in clear text meanwhile.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Sms {
    to: Recipient,
    kind: MessageKind,
    args: Vec<String>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Recipient {
    Account(AccountId),
    /// A phone that somebody left, sealed for this id.
    Sealed {
        owner: uuid::Uuid,
        phone: Vec<u8>,
    },
}

impl Sms {
    pub(super) fn of(account: AccountId, kind: MessageKind, args: Vec<String>) -> Self {
        Self {
            to: Recipient::Account(account),
            kind,
            args,
        }
    }
    /// To a phone that was left without an account.
    pub(crate) fn to_sealed(owner: uuid::Uuid, phone: Vec<u8>, kind: MessageKind, args: Vec<String>) -> Self {
        Self {
            to: Recipient::Sealed { owner, phone },
            kind,
            args,
        }
    }
}

/// Sends it. Tried again when the provider fails; a provider that accepted and then lost its answer may send twice.
pub(crate) async fn send_sms(app: &App, sms: &Sms) -> AppResult<()> {
    let number: String = match &sms.to {
        Recipient::Account(id) => {
            let id = *id;
            let found = app.db().read(move |conn| account::find(conn, id)).await?;
            if found.locked {
                return Ok(());
            }
            app.secrets().open(id.uuid().as_bytes(), &found.phone_sealed)?
        }
        Recipient::Sealed { owner, phone } => app.secrets().open(owner.as_bytes(), phone)?,
    };
    let phone = Phone::parse(&number).map_err(|_| AppError::internal("a stored phone cannot be read"))?;
    let (title, body) = sms.kind.words(&sms.args, Lang::Zh);
    let text: String = format!("【{}】{title}。{body}", app.settings().name)
        .chars()
        .take(TEXT_MAX)
        .collect();
    app.sms().notify(&phone, &text, app.now()).await
}
