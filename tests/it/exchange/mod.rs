//! Tables that are brought in, from the upload on, and lists that are taken out.

mod exporting;
mod figures;
mod files;
mod importing;
mod interrupted;

use harness::{Answer, Caller, Site, World};
use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};

pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Headers of a table of activities without a fault, and one row of it.
pub const HEADERS: [&str; 15] = [
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
];
pub const MORE: [&str; 3] = ["主办单位", "联系人", "联系电话"];

pub fn headers() -> Vec<&'static str> {
    HEADERS.into_iter().chain(MORE).collect()
}

/// A row that has no fault but the missing poster.
pub fn row(n: usize) -> Vec<String> {
    let all = [
        format!("A-{n}"),
        format!("第{n}场科学讲座"),
        "百家场馆探未来".into(),
        "线下".into(),
        "2024-09-15 09:00".into(),
        "2024-09-15 11:30".into(),
        "浙江省温州市鹿城区".into(),
        "市府路 1 号".into(),
        "science_museum".into(),
        "general_public".into(),
        "exhibition".into(),
        "300".into(),
        "面向公众开放展厅，安排科学实验演示与专家讲解，帮助青少年理解身边的科学原理，提升科学素质。".into(),
        "venue".into(),
        "温州科技馆".into(),
        "温州科技馆".into(),
        "示例联系人".into(),
        "13900000005".into(),
    ];
    all.to_vec()
}

/// A table as somebody sends it: title rows, the header, rows of text.
pub fn table(rows: &[Vec<String>]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "温州科技馆活动汇总表").unwrap();
    for (at, header) in (0..).zip(headers()) {
        sheet.write(1, at, header).unwrap();
    }
    for (n, row) in (2..).zip(rows) {
        for (at, cell) in (0..).zip(row) {
            sheet.write(n, at, cell).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

/// Uploads a file; answers its id.
pub async fn upload(site: &Site, who: &Caller, name: &str, bytes: Vec<u8>) -> String {
    let content_type = match name.rsplit_once('.') {
        Some((_, "csv")) => "text/csv",
        Some((_, "xls")) => "application/vnd.ms-excel",
        _ => XLSX,
    };
    site.upload(who, "attachment", name, content_type, bytes)
        .await
        .expect(200)
        .id()
}

/// Asks for an import of activities with these choices.
pub async fn ask(who: &Caller, media: &str, choices: Value) -> Answer {
    let mut body = json!({ "kind": "activities", "media_id": media, "edition": "2024" });
    for (key, value) in choices.as_object().unwrap() {
        body[key] = value.clone();
    }
    who.post("/imports", body).await
}

/// The same, worked off: its report.
pub async fn import(site: &Site, who: &Caller, media: &str, choices: Value) -> Answer {
    let id = ask(who, media, choices).await.expect(201).id();
    work_off(&site.world).await;
    who.get(&format!("/imports/{id}")).await.expect(200)
}

pub async fn work_off(w: &World) {
    while app::job::run_lane(&w.app, app::job::Lane::Tables).await.unwrap() > 0 {}
}

/// How many activities the organizer sees.
pub async fn activities(who: &Caller) -> Vec<Value> {
    let mut all = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = who
            .get(&format!("/activities?limit=100{cursor}"))
            .await
            .expect(200);
        all.extend(page.body["items"].as_array().unwrap().iter().cloned());
        match page.body["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return all,
        }
    }
}

pub fn count(report: &Answer, of: &str) -> u64 {
    report.body[of].as_u64().unwrap()
}

/// Rows and codes of the faults in a report: `F4 outside_window`.
pub fn faults(report: &Answer) -> Vec<String> {
    let rows = report.body["faults"].as_array().unwrap();
    rows.iter()
        .flat_map(|row| row["faults"].as_array().unwrap())
        .map(|fault| {
            format!(
                "{} {}",
                fault["cell"].as_str().unwrap(),
                fault["code"].as_str().unwrap()
            )
        })
        .collect()
}
