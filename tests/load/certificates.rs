//! Two thousand certificates: issued by one request, printed in the background while their progress is watched.

use std::path::Path;
use std::time::{Duration, Instant as Timer};

use anyhow::{Context, bail, ensure};
use domain::id::{AccountId, EntryId, ListId, NoticeId, OrganizationId};
use domain::organization::{Certification, OrganizationSource};
use domain::recommendation::{EntryStatus, ListStatus, Subject};
use domain::region::RegionCode;
use domain::time::Instant;
use persistence::organization::OrganizationRecord;
use persistence::public_notice::NoticeRecord;
use persistence::recommendation::{EntryRecord, ListRecord};
use persistence::{Db, StoreError, organization, public_notice, recommendation};
use uuid::Uuid;

use crate::server::Server;
use crate::setup::{Api, sign_in};

const COUNT: i32 = 2_000;
/// Seconds for all of them on two processors.
const LIMIT: u64 = 60;
/// The province of which no sample has a list.
const PROVINCE: (&str, &str) = ("13900000010", "110000");

fn id<T: From<Uuid>>() -> T {
    Uuid::now_v7().into()
}

pub async fn measure(api: &Api, db: &Db, server: &Server, data: &Path, now: Instant) -> anyhow::Result<()> {
    let origin = server.base.clone();
    let token = sign_in(&api.client, &origin, data, PROVINCE.0).await?;
    let api = Api {
        client: api.client.clone(),
        base: api.base.clone(),
        token,
    };
    let me: AccountId = api.get("/me").await?["id"].as_str().context("an id")?.parse()?;
    let notice = seed(db, me, now).await?;
    let before = server.resident_mib()?;
    let begun = Timer::now();
    let path = format!("/public-notices/{notice}");
    let answer = api
        .client
        .post(format!("{}{path}/results", api.base))
        .bearer_auth(&api.token)
        .header("if-match", "\"1\"")
        .send()
        .await?;
    ensure!(answer.status().is_success(), "results: {}", answer.text().await?);
    let issued = begun.elapsed();
    let (mut peak, mut early) = (before, None);
    loop {
        let progress = api.get(&path).await?;
        let printed = progress["certificates"]["printed"].as_i64().unwrap_or(0);
        let resident = server.resident_mib()?;
        peak = peak.max(resident);
        if printed >= 200 && early.is_none() {
            early = Some(resident);
        }
        if printed == i64::from(COUNT) {
            break;
        }
        if begun.elapsed() > Duration::from_secs(LIMIT * 2) {
            bail!("{printed} certificates after {} s", begun.elapsed().as_secs());
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let took = begun.elapsed().as_secs_f64();
    let early = early.unwrap_or(peak);
    println!(
        "{COUNT} certificates: issued in {:.2} s, printed after {took:.1} s (limit {LIMIT}); memory {before} MiB before, {early} MiB after the first 200, {peak} MiB at most",
        issued.as_secs_f64()
    );
    ensure!(took <= LIMIT as f64, "{COUNT} certificates took {took:.1} s");
    ensure!(
        peak <= early + 40,
        "memory grew from {early} to {peak} MiB while printing"
    );
    Ok(())
}

/// A list of so many organisations whose public notice is over.
async fn seed(db: &Db, by: AccountId, now: Instant) -> anyhow::Result<NoticeId> {
    let region: RegionCode = PROVINCE.1.parse()?;
    let (list_id, notice_id): (ListId, NoticeId) = (id(), id());
    let list = ListRecord {
        id: list_id,
        edition: "2024".into(),
        region_code: region.clone(),
        subject: Subject::Organization,
        status: ListStatus::Locked,
        slots: COUNT,
        lock_on: None,
        opinion: String::new(),
        scan_id: None,
        returned_reason: None,
        weights: std::collections::BTreeMap::new(),
        version: 1,
        locked_at: Some(now.plus_days(-30)),
        endorsed_at: None,
        created_at: now.plus_days(-40),
        updated_at: now.plus_days(-30),
    };
    let ends_on = now.plus_days(-1).shanghai_date();
    let notice = NoticeRecord {
        id: notice_id,
        list_id,
        edition: "2024".into(),
        region_code: region.clone(),
        subject: Subject::Organization,
        title: "优秀组织单位推荐名单公示（压力测试）".into(),
        body: "压力测试数据。".into(),
        starts_on: now.plus_days(-8).shanghai_date(),
        ends_on,
        working_days: 5,
        closes_at: Instant::end_of_day(ends_on),
        published_at: None,
        version: 1,
        created_by: by,
        created_at: now.plus_days(-9),
    };
    db.write(move |tx| {
        recommendation::open(tx, &list)?;
        for n in 1..=COUNT {
            let unit: OrganizationId = id();
            let full_name = format!("北京市第{n}压力测试科普示范单位");
            let record = OrganizationRecord {
                id: unit,
                full_name: full_name.clone(),
                kind: "venue".into(),
                region_code: region.clone(),
                uscc: None,
                host_unit: None,
                aliases: Vec::new(),
                certification: Certification::Certified,
                source: OrganizationSource::Import,
                contact_sealed: None,
                merged_into: None,
                created_by: None,
                version: 1,
                created_at: now,
                updated_at: now,
            };
            organization::insert(tx, &record, &[])?;
            let entry = EntryRecord {
                id: id::<EntryId>(),
                list_id,
                activity_id: None,
                organization_id: unit,
                region_code: region.clone(),
                name: full_name,
                status: EntryStatus::Listed,
                position: n,
                opinion: String::new(),
                note: String::new(),
                source_id: None,
                from_region: None,
                reason: None,
                frozen: None,
                added_by: by,
                added_at: now,
                updated_at: now,
            };
            recommendation::insert_entry(tx, &entry)?;
        }
        public_notice::insert(tx, &notice)?;
        Ok::<_, StoreError>(())
    })
    .await?;
    Ok(notice_id)
}
