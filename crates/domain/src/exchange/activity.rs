//! A row of the table of activities as the form would send it.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use super::ImportKind;
use super::column::{self, Cells as Kind, KEY};
use super::names::{RegionNames, code_of};
use super::value::{self, End, Value};
use crate::dictionary::Dictionaries;
use crate::edition::Edition;
use crate::id::OrganizationId;
use crate::problem::{Fault, FaultCode, Faults};

/// The cells of a row that are not blank, by place in [`column::columns`].
pub type Cells = BTreeMap<usize, Value>;

/// What the words of a table are looked up in.
#[derive(Debug, Clone, Copy)]
pub struct Lists<'a> {
    pub edition: &'a Edition,
    pub dictionaries: &'a Dictionaries,
    pub regions: &'a RegionNames,
}

/// A row as it was understood.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filing {
    /// 行标识
    pub key: Option<String>,
    /// 填报单位, as written.
    pub organization: Option<String>,
    /// What the form would send.
    pub fields: Map<String, Json>,
}

/// Names of the organisations in a row: its own, hosts, co-organisers. What has faults is left out.
pub fn organization_names(cells: &Cells) -> Vec<String> {
    let all = column::columns(ImportKind::Activities);
    let mut names = Vec::new();
    for (at, found) in cells {
        match all[*at].pointer {
            "/organization" => names.extend(value::text(found, "").ok()),
            "/hosts" | "/co_organizers" => names.extend(value::list(found, "").unwrap_or_default()),
            _ => {}
        }
    }
    names
}

/// Reads a row. Each cell that cannot be understood is a fault at its column's pointer, and left out of the fields.
pub fn read(
    cells: &Cells,
    on: Lists<'_>,
    known: &dyn Fn(&str) -> Option<OrganizationId>,
) -> (Filing, Faults) {
    let mut filing = Filing::default();
    let mut faults = Faults::new();
    let mut sessions: Vec<Json> = Vec::new();
    let mut first = Map::new();
    for (at, found) in cells {
        let column = &column::columns(ImportKind::Activities)[*at];
        let pointer = column.pointer;
        let read: Result<(), Fault> = match pointer {
            KEY => value::text(found, pointer).map(|key| filing.key = Some(key)),
            "/organization" => value::text(found, pointer).map(|name| filing.organization = Some(name)),
            "/sessions/0/starts_at" => value::time(found, End::Start, pointer).map(|time| {
                first.insert("starts_at".to_owned(), json!(time));
            }),
            "/sessions/0/ends_at" => value::time(found, End::Finish, pointer).map(|time| {
                first.insert("ends_at".to_owned(), json!(time));
            }),
            "/sessions" => value::sessions(found, pointer).map(|more| {
                let session = |(from, to)| json!({"starts_at": from, "ends_at": to});
                sessions.extend(more.into_iter().map(session));
            }),
            "/hosts" | "/co_organizers" => value::list(found, pointer).map(|names| {
                let unit = |name: &String| json!({"organization_id": known(name), "name": name});
                let units: Vec<Json> = names.iter().map(unit).collect();
                put(&mut filing.fields, pointer, Json::Array(units));
            }),
            "/sci_workers/people" => people(found, pointer).map(|all| put(&mut filing.fields, pointer, all)),
            "/detail_html" => value::text(found, pointer)
                .map(|text| put(&mut filing.fields, pointer, Json::String(paragraphs(&text)))),
            "/bookable" => {
                value::yes(found, pointer).map(|yes| put(&mut filing.fields, pointer, Json::Bool(yes)))
            }
            "/region_code" => value::digits(found, pointer)
                .and_then(|text| on.regions.find(&text, pointer))
                .map(|code| put(&mut filing.fields, pointer, json!(code))),
            _ => simple(found, column.cells, on, pointer).map(|json| put(&mut filing.fields, pointer, json)),
        };
        if let Err(fault) = read {
            faults.push(fault);
        }
    }
    if !first.is_empty() {
        sessions.insert(0, Json::Object(first));
    }
    if !sessions.is_empty() {
        filing.fields.insert("sessions".to_owned(), Json::Array(sessions));
    }
    (filing, faults)
}

fn simple(found: &Value, kind: Kind, on: Lists<'_>, pointer: &str) -> Result<Json, Fault> {
    let code = |choices, text: &str| code_of(choices, text, on.edition, on.dictionaries, pointer);
    match kind {
        Kind::Text => value::text(found, pointer).map(Json::String),
        Kind::Digits => value::digits(found, pointer).map(Json::String),
        Kind::Count => value::count(found, pointer).map(|n| json!(n)),
        Kind::Time => value::time(found, End::Start, pointer).map(|time| json!(time)),
        Kind::One(choices) => {
            let text = value::text(found, pointer)?;
            code(choices, &text).map(Json::String)
        }
        Kind::Many(choices) => {
            // A name may hold a comma itself.
            let whole = value::text(found, pointer)?;
            if let Ok(only) = code(choices, &whole) {
                return Ok(json!([only]));
            }
            let mut codes = Vec::new();
            for text in value::list(found, pointer)? {
                codes.push(code(choices, &text)?);
            }
            Ok(json!(codes))
        }
    }
}

/// 姓名/工作单位/职称/专业领域；…
fn people(found: &Value, pointer: &str) -> Result<Json, Fault> {
    let whole = value::text(found, pointer)?;
    let people = whole
        .split(['；', ';', '\n'])
        .map(str::trim)
        .filter(|person| !person.is_empty());
    let mut all = Vec::new();
    for person in people {
        let parts: Vec<&str> = person.split(['/', '／', '|']).map(str::trim).collect();
        if parts.len() > 4 {
            let how = "每人写作 姓名/工作单位/职称/专业领域";
            return Err(Fault::new(pointer, FaultCode::WrongType).with(how));
        }
        let part = |n: usize| parts.get(n).copied().unwrap_or_default();
        all.push(json!({"name": part(0), "employer": part(1), "title": part(2), "field": part(3)}));
    }
    Ok(Json::Array(all))
}

/// Plain text as rich text: one paragraph for each line.
fn paragraphs(text: &str) -> String {
    let escaped = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    escaped
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| format!("<p>{line}</p>"))
        .collect()
}

/// Puts a field at its pointer; objects on the way are made.
fn put(fields: &mut Map<String, Json>, pointer: &str, json: Json) {
    let mut parts = pointer.trim_start_matches('/').split('/');
    let Some(name) = parts.next() else { return };
    match parts.next() {
        None => {
            fields.insert(name.to_owned(), json);
        }
        Some(below) => {
            let object = fields.entry(name).or_insert_with(|| Json::Object(Map::new()));
            if let Json::Object(object) = object {
                object.insert(below.to_owned(), json);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(all: &[(&str, Value)]) -> Cells {
        let place = |header: &str| {
            let all = column::columns(ImportKind::Activities);
            all.iter().position(|column| column.header == header).unwrap()
        };
        all.iter()
            .map(|(header, value)| (place(header), value.clone()))
            .collect()
    }

    fn edition() -> Edition {
        let text = include_str!("../../../app/reference/edition-2024.json");
        serde_json::from_str(text).unwrap()
    }

    fn dictionaries() -> Dictionaries {
        let text = include_str!("../../../app/reference/dictionaries.json");
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn cells_become_what_the_form_sends_and_faults_name_their_columns() {
        let (edition, dictionaries, regions) = (edition(), dictionaries(), RegionNames::default());
        let on = Lists {
            edition: &edition,
            dictionaries: &dictionaries,
            regions: &regions,
        };
        let text = |text: &str| Value::Text(text.to_owned());
        let audience = &dictionaries.audiences[0];
        let table = cells(&[
            ("活动名称", text(" 科学之夜 ")),
            ("活动板块", text("百家场馆探未来")),
            ("活动方式", text("线下")),
            ("开始时间", Value::Number(45_550.375)),
            ("结束时间", text("2024-09-15 11:30")),
            ("更多场次", text("2024-09-16 09:00至11:30")),
            ("面向对象", text(&audience.name)),
            ("预计线下人数", text("300人")),
            ("活动详情", text("第一段<b>\n第二段")),
            ("科技工作者名单", text("张三/某所/研究员/物理；李四/某校")),
            ("主办单位", text("温州科技馆、某协会")),
            ("联系电话", Value::Number(13_900_000_005.0)),
            ("所在地区", Value::Error("#REF!")),
            ("场地类型", text("月球基地")),
        ]);
        let (filing, faults) = read(&table, on, &|_| None);
        let f = Json::Object(filing.fields);
        assert_eq!(f["title"], "科学之夜");
        assert_eq!(f["category"], "pavilions");
        assert_eq!(f["mode"], "offline");
        assert_eq!(
            f["sessions"][0],
            json!({"starts_at": "2024-09-15T01:00:00Z", "ends_at": "2024-09-15T03:30:00Z"})
        );
        assert_eq!(f["sessions"][1]["starts_at"], "2024-09-16T01:00:00Z");
        assert_eq!(f["audiences"], json!([audience.code]));
        assert_eq!(f["expected_participants"]["offline"], 300);
        assert_eq!(f["detail_html"], "<p>第一段&lt;b&gt;</p><p>第二段</p>");
        assert_eq!(
            f["sci_workers"]["people"][1],
            json!({"name": "李四", "employer": "某校", "title": "", "field": ""})
        );
        assert_eq!(f["hosts"][1]["name"], "某协会");
        assert_eq!(f["contact"]["phone"], "13900000005");
        let faults: Vec<_> = faults.iter().map(|f| (f.pointer.as_str(), f.code)).collect();
        assert_eq!(
            faults,
            [
                ("/region_code", FaultCode::CellError),
                ("/venue_type", FaultCode::UnknownValue)
            ]
        );
    }
}
