use domain::access::Grant;
use domain::id::{AccountId, GrantId};
use domain::text::Phone;
use persistence::{account, grant as grants};

use super::phone_digest;
use super::sign_in::new_account;
use crate::app::App;
use crate::error::{AppError, AppResult};

/// Gives a role to the account of a phone, which is made when it does not exist: what an operator does on the
/// command line and a demonstration at its start. A grant that is there already stays as it is.
pub async fn grant(app: &App, phone: &str, display_name: &str, given: Option<Grant>) -> AppResult<AccountId> {
    let phone = Phone::parse(phone)?;
    let (this, name) = (app.clone(), display_name.to_owned());
    app.db()
        .write(move |tx| {
            let digest = phone_digest(this.secrets(), &phone);
            let id = match account::find_by_phone(tx.conn(), &digest)? {
                Some(found) => found.id,
                None => {
                    let made = new_account(&this, &phone, &name)?;
                    account::insert(tx, &made)?;
                    made.id
                }
            };
            if let Some(given) = given
                && !grants::of_account(tx.conn(), id)?
                    .iter()
                    .any(|g| g.grant == given)
            {
                grants::insert(tx, this.new_id::<GrantId>(), id, &given, this.now())?;
            }
            Ok::<_, AppError>(id)
        })
        .await
}
