//! Ten thousand activities brought in from a table with a hundred faulty rows, and every activity taken out again.

use std::path::Path;
use std::time::{Duration, Instant as Timer};

use anyhow::{Context, ensure};
use domain::time::Instant;
use reqwest::multipart::{Form, Part};
use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};

use crate::server::Server;
use crate::setup::{Api, sign_in};

const ROWS: u32 = 10_000;
/// One row in so many is faulty.
const FAULTY_EVERY: u32 = 100;
/// Seconds on two processors, and MiB in all and more than before.
const IMPORT_SECONDS: u64 = 20;
const IMPORT_MIB: u64 = 250;
const EXPORT_SECONDS: u64 = 15;
const EXPORT_MIB: u64 = 60;
const NATION: &str = "13900000001";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub async fn measure(api: &Api, server: &Server, data: &Path, now: Instant) -> anyhow::Result<()> {
    let me = api.get("/me").await?;
    let organization = me["grants"][0]["organization_name"]
        .as_str()
        .context("a name")?
        .to_owned();
    let table = table(&organization, now)?;
    println!("a table of {ROWS} activities: {} KiB", table.len() / 1_024);
    let media = upload(api, table).await?;
    let tried = import(api, server, &media, true).await?;
    let faulty: Vec<u64> = faulty_rows(api, &tried).await?;
    let expected: Vec<u64> = (1..=ROWS)
        .filter(|n| n % FAULTY_EVERY == 0)
        .map(|n| u64::from(n) + 1)
        .collect();
    ensure!(
        faulty == expected,
        "the report names {} rows: {:?}…",
        faulty.len(),
        &faulty[..faulty.len().min(5)]
    );
    let done = import(api, server, &media, false).await?;
    ensure!(
        done["imported"] == json!(ROWS - ROWS / FAULTY_EVERY),
        "imported: {}",
        done["imported"]
    );
    let again = import(api, server, &media, false).await?;
    ensure!(
        again["imported"] == json!(0),
        "brought in twice: {}",
        again["imported"]
    );

    let nation = Api {
        client: api.client.clone(),
        base: api.base.clone(),
        token: sign_in(&api.client, &server.base, data, NATION).await?,
    };
    let before = server.resident_mib()?;
    let begun = Timer::now();
    let url = format!("{}/exports/activities.xlsx?edition=current", nation.base);
    let asked = nation.client.get(url).bearer_auth(&nation.token).send();
    let reading = tokio::spawn(async move {
        let mut answer = asked.await?;
        let mut bytes = 0;
        while let Some(piece) = answer.chunk().await? {
            bytes += piece.len();
        }
        Ok::<_, reqwest::Error>((answer.status().as_u16(), bytes))
    });
    let mut peak = before;
    while !reading.is_finished() {
        peak = peak.max(server.resident_mib()?);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let (status, bytes) = reading.await??;
    let took = begun.elapsed();
    println!(
        "export: {} KiB in {:.1} s (limit {EXPORT_SECONDS}), memory {before} to {peak} MiB (limit +{EXPORT_MIB})",
        bytes / 1_024,
        took.as_secs_f64()
    );
    ensure!(status == 200, "export: {status}");
    ensure!(
        took.as_secs() <= EXPORT_SECONDS && peak <= before + EXPORT_MIB,
        "the export is too slow or too large"
    );
    Ok(())
}

fn table(organization: &str, now: Instant) -> anyhow::Result<Vec<u8>> {
    let day = now.plus_days(2).shanghai_date();
    let headers = [
        "行标识",
        "活动名称",
        "活动板块",
        "活动方式",
        "开始时间",
        "结束时间",
        "所在地区",
        "活动地址",
        "场地类型",
        "面向对象",
        "活动形式",
        "预计线下人数",
        "活动详情",
        "组织架构类型",
        "组织架构单位全称",
        "主办单位",
        "联系人",
        "联系电话",
    ];
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (at, header) in (0..).zip(headers) {
        sheet.write(0, at, header)?;
    }
    for n in 1..=ROWS {
        let mut row = [
            format!("load-{n}"),
            format!("第{n}场科学讲座"),
            "more".into(),
            "线下".into(),
            format!("{day} 09:00"),
            format!("{day} 11:30"),
            "浙江省温州市鹿城区".into(),
            format!("市府路 {n} 号"),
            "science_museum".into(),
            "general_public".into(),
            "exhibition".into(),
            "300".into(),
            "面向公众开放展厅，安排科学实验演示与专家讲解，帮助青少年理解身边的科学原理，提升科学素质。"
                .into(),
            "venue".into(),
            organization.to_owned(),
            organization.to_owned(),
            "示例联系人".into(),
            "13900000005".into(),
        ];
        if n % FAULTY_EVERY == 0 {
            row[17] = "1.39E+10".into();
        }
        for (at, cell) in (0..).zip(&row) {
            sheet.write(n, at, cell)?;
        }
    }
    Ok(book.save_to_buffer()?)
}

async fn post(api: &Api, path: &str, body: &Value) -> anyhow::Result<Value> {
    let request = api
        .client
        .post(format!("{}{path}", api.base))
        .bearer_auth(&api.token);
    let answer = request.json(body).send().await?;
    let status = answer.status();
    let text = answer.text().await?;
    ensure!(status.is_success(), "{path}: {status} {text}");
    Ok(serde_json::from_str(&text)?)
}

async fn upload(api: &Api, bytes: Vec<u8>) -> anyhow::Result<String> {
    let new =
        json!({ "kind": "attachment", "file_name": "活动.xlsx", "content_type": XLSX, "size": bytes.len() });
    let made = post(api, "/media", &new).await?;
    let mut form = Form::new();
    for (name, value) in made["upload"]["fields"].as_object().into_iter().flatten() {
        form = form.text(name.clone(), value.as_str().unwrap_or_default().to_owned());
    }
    let url = made["upload"]["url"].as_str().context("an address")?;
    let request = match made["upload"]["method"].as_str() {
        Some("POST") => api
            .client
            .post(url)
            .multipart(form.part("file", Part::bytes(bytes))),
        _ => {
            let mut request = api.client.put(url).body(bytes);
            for (name, value) in made["upload"]["headers"].as_object().into_iter().flatten() {
                if !matches!(name.to_lowercase().as_str(), "content-length" | "host") {
                    request = request.header(name, value.as_str().unwrap_or_default());
                }
            }
            request
        }
    };
    ensure!(request.send().await?.status().is_success(), "the upload failed");
    let id = made["id"].as_str().context("an id")?.to_owned();
    post(api, &format!("/media/{id}/completions"), &json!({})).await?;
    Ok(id)
}

/// Asks for an import and waits for its end.
async fn import(api: &Api, server: &Server, media: &str, dry_run: bool) -> anyhow::Result<Value> {
    let before = server.resident_mib()?;
    let begun = Timer::now();
    let body = json!({ "kind": "activities", "media_id": media, "edition": "current", "dry_run": dry_run });
    let made = post(api, "/imports", &body).await?;
    let path = format!("/imports/{}", made["id"].as_str().context("an id")?);
    let mut peak = before;
    let report = loop {
        let report = api.get(&path).await?;
        peak = peak.max(server.resident_mib()?);
        if matches!(
            report["state"].as_str(),
            Some("finished" | "failed" | "cancelled")
        ) {
            break report;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    };
    let took = begun.elapsed();
    println!(
        "import of {ROWS} rows{}: {:.1} s (limit {IMPORT_SECONDS}), memory {before} to {peak} MiB (limit {IMPORT_MIB}); {} imported, {} repeated, {} faulty",
        if dry_run { ", a trial" } else { "" },
        took.as_secs_f64(),
        report["imported"],
        report["repeated"],
        report["faulty"],
    );
    ensure!(report["state"] == "finished", "{report}");
    ensure!(
        took.as_secs() <= IMPORT_SECONDS && peak <= IMPORT_MIB,
        "the import is too slow or too large"
    );
    Ok(report)
}

async fn faulty_rows(api: &Api, report: &Value) -> anyhow::Result<Vec<u64>> {
    let id = report["id"].as_str().context("an id")?;
    let mut rows = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = api.get(&format!("/imports/{id}/rows?limit=100{cursor}")).await?;
        for row in page["items"].as_array().into_iter().flatten() {
            let cell = row["faults"][0]["cell"].as_str().unwrap_or_default();
            ensure!(
                row["faults"][0]["code"] == "digits_lost" && cell.starts_with('R'),
                "{row}"
            );
            rows.extend(row["row"].as_u64());
        }
        match page["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return Ok(rows),
        }
    }
}
