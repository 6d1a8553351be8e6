//! Lists as spreadsheets: read page by page as the list itself, written row by row on a thread that may wait, handed
//! out from a temporary file. Neither side holds more than a few pages.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Seek, SeekFrom};

use documents::{ListCell, ListColumn, ListWriter};
use domain::access::{ActivityAction, Actor, may};
use domain::activity::content::{ActivityContent, Personal, Unit};
use domain::activity::view::ActivityItem;
use domain::dictionary::{Dictionaries, DictionaryName};
use domain::edition::Edition;
use domain::id::{ActivityId, ExportId};
use domain::organization::OrganizationItem;
use domain::time::Instant;
use persistence::activity::{self as activities_store, ActivityRecord};
use persistence::export::{self as log, ExportRecord};
use persistence::{Conn, reference};
use serde::Serialize;
use tokio::sync::mpsc;

use crate::activity;
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::organization;

/// A workbook that is ready, and its name.
#[derive(Debug)]
pub struct Exported {
    pub name: String,
    /// At its beginning; gone when it is closed.
    pub file: File,
    pub size: u64,
}

/// Rows of a page.
const PAGE: usize = 500;
/// Pages that wait to be written.
const WAITING: usize = 2;

type Rows = Vec<Vec<ListCell>>;

/// Where the pages go: a thread that writes them.
pub(super) struct Writing {
    pages: mpsc::Sender<Rows>,
    written: tokio::task::JoinHandle<AppResult<(File, u32)>>,
}

impl Writing {
    pub(super) fn begin(name: &'static str, columns: &'static [ListColumn]) -> Self {
        let (pages, mut waiting) = mpsc::channel::<Rows>(WAITING);
        let written = tokio::task::spawn_blocking(move || {
            let mut writer = ListWriter::new(name, columns).map_err(AppError::internal)?;
            while let Some(rows) = waiting.blocking_recv() {
                for row in rows {
                    writer.push(&row).map_err(AppError::internal)?;
                }
            }
            let rows = writer.rows();
            let mut file = tempfile::tempfile().map_err(AppError::internal)?;
            writer.finish(&mut file).map_err(AppError::internal)?;
            Ok((file, rows))
        });
        Self { pages, written }
    }

    /// Hands a page over; waits while the writer is behind. What went wrong there is told at the end.
    pub(super) async fn page(&self, rows: Rows) -> bool {
        self.pages.send(rows).await.is_ok()
    }

    pub(super) async fn finish(self, app: &App, export: ExportId, name: String) -> AppResult<Exported> {
        drop(self.pages);
        let (mut file, rows) = self.written.await.map_err(AppError::internal)??;
        let size = file.seek(SeekFrom::End(0)).map_err(AppError::internal)?;
        file.rewind().map_err(AppError::internal)?;
        app.db()
            .write(move |tx| Ok::<_, AppError>(log::finish(tx, export, i64::from(rows))?))
            .await?;
        Ok(Exported { name, file, size })
    }
}

/// Notes that a list is taken away, before the first row is read.
pub(super) async fn note(
    app: &App,
    actor: &Actor,
    kind: &str,
    filter: &impl Serialize,
    personal: bool,
) -> AppResult<ExportId> {
    let id: ExportId = app.new_id();
    let record = ExportRecord {
        id,
        account_id: actor.account,
        kind: kind.to_owned(),
        filter: serde_json::to_string(filter).map_err(AppError::internal)?,
        personal,
        rows: None,
        created_at: app.now(),
    };
    app.db()
        .write(move |tx| Ok::<_, AppError>(log::insert(tx, &record)?))
        .await?;
    Ok(id)
}

/// The same for what is made at once: how many rows it has is known.
pub(crate) async fn note_whole(
    app: &App,
    actor: &Actor,
    kind: &str,
    filter: &impl Serialize,
    personal: bool,
    rows: i64,
) -> AppResult<()> {
    let id = note(app, actor, kind, filter, personal).await?;
    app.db()
        .write(move |tx| Ok::<_, AppError>(log::finish(tx, id, rows)?))
        .await
}

/// A file's name with the day.
pub(super) fn dated(app: &App, what: &str) -> String {
    format!("{what}-{}.xlsx", app.now().shanghai_date().format("%Y%m%d"))
}

pub(super) fn clock(at: Option<Instant>) -> ListCell {
    at.map_or(ListCell::Empty, |at| ListCell::Time(at.shanghai_clock()))
}

pub(super) const fn column(header: &'static str, width: f64) -> ListColumn {
    ListColumn { header, width }
}

const ACTIVITIES: &[ListColumn] = &[
    column("活动编号", 38.0),
    column("状态", 16.0),
    column("活动名称", 36.0),
    column("填报单位", 28.0),
    column("活动板块", 18.0),
    column("子行动", 18.0),
    column("活动方式", 14.0),
    column("开始时间", 17.0),
    column("结束时间", 17.0),
    column("场次", 6.0),
    column("地区代码", 10.0),
    column("所在地区", 24.0),
    column("活动地址", 30.0),
    column("活动网址", 26.0),
    column("场地类型", 14.0),
    column("面向对象", 20.0),
    column("预计线下人次", 12.0),
    column("预计线上人次", 12.0),
    column("科技工作者人数", 12.0),
    column("活动经费（元）", 12.0),
    column("主办单位", 28.0),
    column("承办单位", 28.0),
    column("补报", 6.0),
    column("提交时间", 17.0),
    column("通过时间", 17.0),
    column("联系人", 12.0),
    column("联系电话", 16.0),
];

/// The activities of a list as a spreadsheet: the same filters, the same reach. Contacts stand in the rows of those who
/// may read them in clear text.
pub async fn activities(app: &App, actor: &Actor, query: activity::ListQuery) -> AppResult<Exported> {
    let personal = !actor.organizations().is_empty() || actor.over_regions().next().is_some();
    let export = note(app, actor, "activities", &query.cut(), personal).await?;
    let me = actor.clone();
    let (walk, editions, dictionaries) = app
        .db()
        .read(move |conn| {
            let walk = activity::Walk::begin(conn, &me, query)?;
            let editions = reference::all_editions(conn)?
                .into_iter()
                .map(|e| (e.key.clone(), e));
            Ok::<_, AppError>((
                walk,
                editions.collect::<BTreeMap<_, _>>(),
                reference::all_dictionaries(conn)?,
            ))
        })
        .await?;
    let words = std::sync::Arc::new(Words {
        editions,
        dictionaries,
    });
    let writing = Writing::begin("活动", ACTIVITIES);
    let mut walk = Some(walk);
    while let Some(here) = walk {
        let (this, actor, words) = (app.clone(), actor.clone(), words.clone());
        let (rows, next) = app
            .db()
            .read(move |conn| {
                let (found, next) = here.page(conn, PAGE)?;
                Ok::<_, AppError>((activity_rows(conn, &this, &actor, &words, found)?, next))
            })
            .await?;
        if !writing.page(rows).await {
            break;
        }
        walk = next;
    }
    writing.finish(app, export, dated(app, "活动列表")).await
}

/// Names behind the codes.
struct Words {
    editions: BTreeMap<String, Edition>,
    dictionaries: Dictionaries,
}

impl Words {
    fn category(&self, edition: &str, code: Option<&str>, a: &ActivityRecord) -> ListCell {
        let edition = self.editions.get(edition);
        let found = code.and_then(|code| edition.and_then(|e| e.category(code)));
        ListCell::text(found.map(|(category, _)| category.name_in(Some(&a.review_region)).to_owned()))
    }
    fn word(&self, name: DictionaryName, code: &str) -> String {
        let known = self
            .dictionaries
            .get(name)
            .iter()
            .find(|entry| entry.code == code);
        known.map_or_else(|| code.to_owned(), |entry| entry.name.clone())
    }
}

fn activity_rows(
    conn: &mut Conn,
    app: &App,
    actor: &Actor,
    words: &Words,
    found: Vec<ActivityItem>,
) -> AppResult<Rows> {
    let ids: Vec<ActivityId> = found.iter().map(|item| item.id).collect();
    let mut whole: BTreeMap<ActivityId, ActivityRecord> = activities_store::find_all(conn, &ids)?
        .into_iter()
        .map(|a| (a.id, a))
        .collect();
    let mut rows = Vec::with_capacity(found.len());
    for item in found {
        // Deleted between two statements.
        let Some(a) = whole.remove(&item.id) else { continue };
        rows.push(activity_row(app, actor, words, item, &a)?);
    }
    Ok(rows)
}

fn activity_row(
    app: &App,
    actor: &Actor,
    words: &Words,
    item: ActivityItem,
    a: &ActivityRecord,
) -> AppResult<Vec<ListCell>> {
    let c: &ActivityContent = &a.content;
    let text = |text: &Option<String>| ListCell::text(text.clone());
    let units = |units: &[Unit]| {
        let names: Vec<&str> = units.iter().map(|unit| unit.name.as_str()).collect();
        ListCell::Text(names.join("、"))
    };
    let audiences = c
        .audiences
        .iter()
        .map(|code| words.word(DictionaryName::Audiences, code));
    let contact = if may(actor, ActivityAction::ViewPersonal, &activity::scope_of(a)).is_ok() {
        let personal: Personal = app.secrets().open(a.id.uuid().as_bytes(), &a.sealed)?;
        personal.contact
    } else {
        Default::default()
    };
    Ok(vec![
        ListCell::Text(item.id.to_string()),
        ListCell::Text(item.status.name().to_owned()),
        ListCell::text(item.title),
        ListCell::Text(item.organization_name),
        words.category(&item.edition, item.category.as_deref(), a),
        words.category(&item.edition, item.sub_category.as_deref(), a),
        ListCell::text(item.mode.map(|mode| mode.name())),
        clock(item.starts_at),
        clock(item.ends_at),
        ListCell::Number(c.sessions.len() as i64),
        ListCell::text(item.region_code.map(|code| code.to_string())),
        ListCell::text(item.region_name),
        text(&c.address),
        text(&c.online_url),
        ListCell::text(
            c.venue_type
                .as_deref()
                .map(|code| words.word(DictionaryName::VenueTypes, code)),
        ),
        ListCell::Text(audiences.collect::<Vec<_>>().join("、")),
        ListCell::number(c.expected_participants.offline),
        ListCell::number(c.expected_participants.online),
        ListCell::number(c.sci_workers.count),
        ListCell::number(c.budget_yuan),
        units(&c.hosts),
        units(&c.co_organizers),
        ListCell::Text(if item.back_filed { "是" } else { "" }.to_owned()),
        clock(item.submitted_at),
        clock(a.approved_at),
        ListCell::text(contact.name),
        ListCell::text(contact.phone),
    ])
}

const ORGANIZATIONS: &[ListColumn] = &[
    column("组织编号", 38.0),
    column("单位全称", 36.0),
    column("单位类型", 18.0),
    column("地区代码", 10.0),
    column("所在地区", 26.0),
    column("统一社会信用代码", 22.0),
    column("认证状态", 12.0),
    column("来源", 12.0),
];

/// The organisations of a list as a spreadsheet: the same filters. Like the list it holds nothing personal.
pub async fn organizations(app: &App, actor: &Actor, query: organization::ListQuery) -> AppResult<Exported> {
    let export = note(app, actor, "organizations", &query.cut(), false).await?;
    let kinds: BTreeMap<String, String> = app
        .db()
        .read(|conn| {
            let kinds = reference::all_dictionaries(conn)?.organization_kinds.into_iter();
            Ok::<_, AppError>(kinds.map(|kind| (kind.code, kind.name)).collect())
        })
        .await?;
    let writing = Writing::begin("组织", ORGANIZATIONS);
    let mut query = query;
    loop {
        let page = organization::list_long(app, query.clone(), PAGE).await?;
        let rows = page
            .items
            .into_iter()
            .map(|o| organization_row(o, &kinds))
            .collect();
        if !writing.page(rows).await {
            break;
        }
        query.cursor = page.next;
        if query.cursor.is_none() {
            break;
        }
    }
    writing.finish(app, export, dated(app, "组织列表")).await
}

fn organization_row(o: OrganizationItem, kinds: &BTreeMap<String, String>) -> Vec<ListCell> {
    vec![
        ListCell::Text(o.id.to_string()),
        ListCell::Text(o.full_name),
        ListCell::Text(kinds.get(&o.kind).cloned().unwrap_or(o.kind)),
        ListCell::Text(o.region_code.to_string()),
        ListCell::Text(o.region_name),
        ListCell::text(o.uscc),
        ListCell::Text(o.certification.name().to_owned()),
        ListCell::Text(o.source.name().to_owned()),
    ]
}
