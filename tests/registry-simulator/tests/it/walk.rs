//! What the other side keeps: the smallest right use of the client.

use std::collections::BTreeMap;

use domain::registry::RegistryOrganization;
use registry::{Item, Pulled, Registry, RegistryConfig, RegistryError};
use registry_simulator::Simulator;

pub(crate) fn client(simulator: &Simulator, page_size: usize) -> Registry {
    Registry::new(&RegistryConfig {
        page_size,
        ..RegistryConfig::new(simulator.url(), simulator.token())
    })
    .unwrap()
}

/// A copy of the registry, and where the walk stands.
#[derive(Debug, Default)]
pub(crate) struct Copy {
    pub(crate) known: BTreeMap<String, RegistryOrganization>,
    pub(crate) cursor: Option<String>,
    pub(crate) etag: Option<String>,
    /// Items and pages so far, tries that failed.
    pub(crate) items: usize,
    pub(crate) pages: usize,
    pub(crate) failed: usize,
    /// Items that did not raise the revision: they came twice.
    pub(crate) stale: usize,
    pub(crate) unreadable: Vec<Option<String>>,
}

impl Copy {
    pub(crate) fn take(&mut self, told: RegistryOrganization) {
        match self.known.get(&told.external_id) {
            Some(ours) if ours.revision >= told.revision => self.stale += 1,
            _ => {
                self.known.insert(told.external_id.clone(), told);
            }
        }
    }

    /// One page; answers whether to go on at once.
    pub(crate) async fn step(&mut self, client: &Registry) -> Result<bool, RegistryError> {
        let page = match client.page(self.cursor.as_deref(), self.etag.as_deref()).await? {
            Pulled::NotModified => return Ok(false),
            Pulled::Page(page) => page,
        };
        self.pages += 1;
        self.items += page.items.len();
        for item in page.items {
            match item {
                Item::Organization(told) => self.take(*told),
                Item::Unreadable { external_id, .. } => self.unreadable.push(external_id),
            }
        }
        // The ETag belongs to the cursor: it is of use when both stay.
        self.etag = page.etag.filter(|_| self.cursor.as_ref() == Some(&page.next));
        self.cursor = Some(page.next);
        Ok(page.more)
    }

    /// To the end, whatever fails on the way.
    pub(crate) async fn follow(&mut self, client: &Registry) {
        loop {
            match self.step(client).await {
                Ok(true) => {}
                Ok(false) => return,
                Err(RegistryError::CursorExpired) => self.cursor = None,
                Err(_) => self.failed += 1,
            }
            assert!(self.failed < 10_000, "it never ends");
        }
    }

    #[track_caller]
    pub(crate) fn assert_equals(&self, simulator: &Simulator) {
        let ours: Vec<_> = self.known.values().cloned().collect();
        // Not `assert_eq`: nobody reads a thousand organisations.
        let truth = simulator.all();
        let wrong: Vec<_> = truth.iter().filter(|o| !ours.contains(o)).take(3).collect();
        assert!(
            ours == truth,
            "{} instead of {}: {wrong:#?}",
            ours.len(),
            truth.len()
        );
    }
}
