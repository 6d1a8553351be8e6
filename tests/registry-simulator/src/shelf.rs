//! The organisations of the registry, in the order of their last change.

use std::collections::BTreeMap;

use domain::registry::{RegistryOrganization, RegistryPage};
use sha2::{Digest, Sha256};

/// Where a change stands in the order of all changes; the first is 1.
type Place = u64;

/// The organisations, each at its latest state.
#[derive(Debug, Default)]
pub(crate) struct Shelf {
    organizations: BTreeMap<String, (Place, RegistryOrganization)>,
    order: BTreeMap<Place, String>,
    last: Place,
    /// Cursors of earlier generations have expired.
    generation: u32,
}

/// The cursor is none of this generation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Expired;

impl Shelf {
    /// Puts an organisation at the end; what it was before is forgotten.
    pub(crate) fn put(&mut self, organization: RegistryOrganization) {
        let id = organization.external_id.clone();
        self.last += 1;
        self.order.insert(self.last, id.clone());
        if let Some((before, _)) = self.organizations.insert(id, (self.last, organization)) {
            self.order.remove(&before);
        }
    }

    pub(crate) fn get(&self, external_id: &str) -> Option<&RegistryOrganization> {
        self.organizations.get(external_id).map(|(_, held)| held)
    }

    /// All, by their identifier.
    pub(crate) fn all(&self) -> impl Iterator<Item = &RegistryOrganization> {
        self.organizations.values().map(|(_, held)| held)
    }

    pub(crate) fn len(&self) -> usize {
        self.organizations.len()
    }

    pub(crate) fn expire(&mut self) {
        self.generation += 1;
    }

    /// What has changed since the cursor, at most `limit` of it, and the ETag of that.
    pub(crate) fn page(&self, cursor: Option<&str>, limit: usize) -> Result<(RegistryPage, String), Expired> {
        let after = cursor.map_or(Ok(0), |cursor| self.place(cursor))?;
        let mut found = self.order.range(after + 1..);
        let mut items = Vec::new();
        let mut next = after;
        for (place, id) in found.by_ref().take(limit) {
            next = *place;
            items.extend(self.get(id).cloned());
        }
        let page = RegistryPage {
            items,
            next: format!("{}.{next}", self.generation),
            more: found.next().is_some(),
        };
        let etag = etag(&page);
        Ok((page, etag))
    }

    fn place(&self, cursor: &str) -> Result<Place, Expired> {
        let (generation, place) = cursor.split_once('.').ok_or(Expired)?;
        let place: Place = place.parse().map_err(|_| Expired)?;
        if generation.parse() == Ok(self.generation) && place <= self.last {
            Ok(place)
        } else {
            Err(Expired)
        }
    }
}

/// Strong: another page has another one.
fn etag(page: &RegistryPage) -> String {
    let bytes = serde_json::to_vec(page).unwrap_or_else(|_| unreachable!("plain data is always JSON"));
    let digest = Sha256::digest(bytes);
    let hex: String = digest[..16].iter().map(|byte| format!("{byte:02x}")).collect();
    format!("\"{hex}\"")
}
