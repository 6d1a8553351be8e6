//! Whether both registries agree.

use std::collections::BTreeMap;

use app::registry::{self, Outcome, Pulling, pull};
use domain::id::OrganizationId;
use domain::organization::Certification;
use domain::page::Limit;
use domain::registry::merge::Values;
use domain::registry::{
    ConflictKind, ConflictStatus, RegistryConflict, RegistryField, RegistryStatus, check,
};
use harness::World;
use persistence::registry::LinkRecord;
use registry_simulator::Simulator;

/// Walks until everything is here, whatever pauses lie between.
pub async fn pulled(w: &World) -> BTreeMap<Outcome, usize> {
    for _ in 0..400 {
        match pull(&w.app).await.unwrap() {
            Pulling::Done(all) => return all,
            Pulling::NotNow | Pulling::Failed(_) => {
                let state = w.app.db().read(persistence::registry::state).await.unwrap();
                let next = state.closed_until.unwrap_or(w.app.now());
                w.clock.set(next.max(w.app.now()).plus_seconds(1));
            }
        }
    }
    panic!("the registry was never read to its end");
}

pub async fn conflicts(w: &World) -> Vec<RegistryConflict> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let region = "330300".parse().unwrap();
        let limit = Limit::new(100).unwrap();
        let page = registry::conflicts(&w.app, &w.city, ConflictStatus::Open, region, limit, after);
        let page = page.await.unwrap();
        all.extend(page.items);
        after = page.next;
        if after.is_none() {
            return all;
        }
    }
}

pub async fn link(w: &World, external_id: &str) -> Option<LinkRecord> {
    let id = external_id.to_owned();
    let found = w
        .app
        .db()
        .read(move |conn| persistence::registry::links(conn, &[&id]))
        .await;
    found.unwrap().pop()
}

pub async fn ours(w: &World, id: OrganizationId) -> persistence::organization::OrganizationRecord {
    w.app
        .db()
        .read(move |conn| persistence::organization::find(conn, id))
        .await
        .unwrap()
}

/// Whether both registries agree: each organisation of theirs is here as they have it, or waits for a decision.
pub async fn agree(w: &World, simulator: &Simulator) {
    let open: BTreeMap<String, RegistryConflict> = {
        let all = conflicts(w).await;
        let count = all.len();
        let by_id: BTreeMap<_, _> = all.into_iter().map(|c| (c.external_id.clone(), c)).collect();
        assert_eq!(by_id.len(), count, "every difference is asked about once");
        by_id
    };
    for told in simulator.all() {
        let asked = open.get(&told.external_id);
        if !check(&told).is_empty() {
            // Put aside, for a person or by one.
            assert!(
                asked.is_none_or(|c| c.kind == ConflictKind::Unreadable),
                "{told:?}"
            );
            assert!(
                link(w, &told.external_id)
                    .await
                    .is_none_or(|l| l.revision < told.revision)
            );
            continue;
        }
        let Some(link) = link(w, &told.external_id).await else {
            let gone = told.status != RegistryStatus::Active;
            assert!(
                gone || asked.is_some_and(|c| c.kind == ConflictKind::Lookalike),
                "{told:?}"
            );
            continue;
        };
        assert_eq!(link.revision, told.revision, "{told:?}");
        let o = ours(w, link.organization_id).await;
        let theirs = Values::told(&told, |_| true);
        let asked: Vec<RegistryField> = asked
            .iter()
            .flat_map(|c| c.fields.iter().map(|f| f.field))
            .collect();
        // Changed here by hand, and not there: ours holds without a question.
        let base: Values = serde_json::from_str(&link.agreed).unwrap();
        let by_hand = o
            .host_unit
            .as_deref()
            .is_some_and(|unit| unit.starts_with("本地"));
        let only_ours = by_hand && base.host_unit == theirs.host_unit;
        let same = [
            (RegistryField::FullName, o.full_name == theirs.full_name),
            (
                RegistryField::RegionCode,
                o.region_code.as_str() == theirs.region_code,
            ),
            (
                RegistryField::Uscc,
                o.uscc == theirs.uscc || theirs.uscc.is_none(),
            ),
            (
                RegistryField::HostUnit,
                o.host_unit == theirs.host_unit || theirs.host_unit.is_none() || only_ours,
            ),
        ];
        for (field, same) in same {
            assert!(same || asked.contains(&field), "{field:?}: {o:?} {told:?}");
        }
        let suspended = o.certification == Certification::Suspended;
        assert_eq!(suspended, told.status != RegistryStatus::Active, "{o:?} {told:?}");
    }
}
