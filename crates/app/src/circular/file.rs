use domain::access::Actor;
use domain::circular::CircularStatus;
use domain::id::MediaId;
use domain::problem::Code;
use persistence::Conn;
use persistence::circular as store;

use super::standing;
use crate::error::{AppError, AppResult};

/// Whether a file came with a circular that somebody may read: with the text itself, or with a forward on its way to them.
/// What is public is for everybody.
pub(crate) fn may_see_file(conn: &mut Conn, file: MediaId, who: Option<&Actor>) -> AppResult<bool> {
    for (id, region) in store::sent_with(conn, file)? {
        let c = store::find(conn, id)?;
        let of_text = region == c.region_code;
        let shown = c.public && c.status == CircularStatus::Published;
        if of_text && shown && c.content.attachment_ids.contains(&file) {
            return Ok(true);
        }
        let Some(actor) = who else { continue };
        match standing::see(conn, actor, id) {
            Ok(seen) if of_text || seen.chain.iter().any(|d| d.region_code == region) => return Ok(true),
            Ok(_) | Err(AppError::Refused(Code::NotFound)) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(false)
}
