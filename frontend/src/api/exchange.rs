//! Tables that are brought in (导入), and lists that are taken out (导出).

use domain::exchange::{FaultyRow, Import, ImportKind, NewImport};
use domain::id::ImportId;
use domain::page::Page;

use super::{Answer, Request};

pub async fn template(kind: ImportKind) -> Answer<Vec<u8>> {
    Request::get(format!("/imports/templates/{}.xlsx", kind.as_str()))
        .send_file()
        .await
}

pub async fn start(new: &NewImport, key: &str) -> Answer<Import> {
    Request::post("/imports").idempotent(key).body(new).send().await
}

pub async fn list(cursor: Option<String>) -> Answer<Page<Import>> {
    Request::get("/imports").query_some("cursor", cursor).send().await
}

pub async fn show(id: ImportId) -> Answer<Import> {
    Request::get(format!("/imports/{id}")).send().await
}

pub async fn rows(id: ImportId, cursor: Option<String>) -> Answer<Page<FaultyRow>> {
    Request::get(format!("/imports/{id}/rows"))
        .query_some("cursor", cursor)
        .send()
        .await
}

pub async fn faulty_rows(id: ImportId) -> Answer<Vec<u8>> {
    Request::get(format!("/imports/{id}/faulty-rows.xlsx"))
        .send_file()
        .await
}

pub async fn cancel(id: ImportId, version: i32) -> Answer<Import> {
    Request::post(format!("/imports/{id}/cancellations"))
        .if_match(version)
        .send()
        .await
}

/// A list as a spreadsheet: `activities` or `organizations`, cut as the list itself.
pub async fn export(kind: &'static str, filter: Vec<(&'static str, String)>) -> Answer<Vec<u8>> {
    let mut request = Request::get(format!("/exports/{kind}.xlsx"));
    for (name, value) in filter {
        request = request.query_some(name, Some(value));
    }
    request.send_file().await
}
