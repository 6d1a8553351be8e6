//! Organisations (组织库).

mod certify;
mod change;
mod create;
mod double;
mod list;
mod member;
mod merge;
mod show;
mod standing;
mod tokens;

pub(crate) use certify::may_see_proof;
pub use certify::{decide_certification, request_certification};
pub use change::change;
pub(crate) use create::{cleaned, look_up, record};
pub use create::{create, import};
pub use double::{doubles, doubles_of, region_of};
pub(crate) use list::page as list_long;
pub use list::{ListQuery, list};
pub use member::{change_member, decide_join, join, members, remove_member};
pub use merge::merge;
pub use show::{Shown, events, show};
pub(crate) use standing::{keep, line_of, must, note};
pub(crate) use tokens::of as tokens_of;

use domain::access::Actor;
use domain::organization::Organization;
use persistence::organization::OrganizationRecord;
use persistence::{Conn, reference};
use serde::{Deserialize, Serialize};

use crate::error::AppResult;
use crate::secrets::Secrets;

/// The contact person as it is sealed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct ContactPerson {
    name: Option<String>,
    phone: Option<String>,
}

/// Whether the actor works with the organisation: belongs to it or oversees its region.
fn works_with(actor: &Actor, o: &OrganizationRecord) -> bool {
    actor.files_for(o.id) || actor.oversees(&o.region_code)
}

fn view(conn: &mut Conn, secrets: &Secrets, o: OrganizationRecord, actor: &Actor) -> AppResult<Organization> {
    let region_name = reference::region(conn, &o.region_code)?
        .map(|r| r.full_name)
        .unwrap_or_default();
    let contact: ContactPerson = match &o.contact_sealed {
        Some(sealed) if works_with(actor, &o) => secrets.open(o.id.uuid().as_bytes(), sealed)?,
        _ => ContactPerson::default(),
    };
    let proof_media_ids = if works_with(actor, &o) {
        persistence::organization::proofs(conn, o.id)?
    } else {
        Vec::new()
    };
    Ok(Organization {
        contact_name: contact.name.as_deref().map(domain::text::mask_name),
        contact_phone: contact.phone.as_deref().map(domain::text::mask_phone),
        proof_media_ids,
        actions: standing::actions(conn, &o, actor)?,
        ..without_contact(o, region_name)
    })
}

/// What everybody signed in, and other systems, may see of an organisation.
pub(crate) fn without_contact(o: OrganizationRecord, region_name: String) -> Organization {
    Organization {
        id: o.id,
        full_name: o.full_name,
        kind: o.kind,
        region_code: o.region_code,
        region_name,
        uscc: o.uscc,
        host_unit: o.host_unit,
        aliases: o.aliases,
        certification: o.certification,
        source: o.source,
        contact_name: None,
        contact_phone: None,
        proof_media_ids: Vec::new(),
        merged_into: o.merged_into,
        actions: Vec::new(),
        version: o.version,
        created_at: o.created_at,
        updated_at: o.updated_at,
    }
}
