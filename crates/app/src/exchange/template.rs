use documents::{Template, TemplateColumn};
use domain::access::Actor;
use domain::dictionary::Dictionaries;
use domain::edition::Edition;
use domain::exchange::ImportKind;
use domain::exchange::column::{self, Cells, Column, REASON};
use domain::exchange::names::options;
use domain::problem::Code;
use persistence::reference;

use super::faulty::KeptRow;
use crate::app::App;
use crate::error::{AppError, AppResult};

/// A workbook to fill in, with drop-down lists and instructions. The file's name comes with it.
pub async fn template(app: &App, _: &Actor, kind: ImportKind, edition: &str) -> AppResult<(String, Vec<u8>)> {
    let bytes = with_rows(app, kind, edition, Vec::new()).await?;
    Ok((format!("{}导入模板.xlsx", kind.name()), bytes))
}

/// The same with rows to repair.
pub(super) async fn with_rows(
    app: &App,
    kind: ImportKind,
    edition: &str,
    rows: Vec<KeptRow>,
) -> AppResult<Vec<u8>> {
    let key = edition.to_owned();
    let (edition, dictionaries) = app
        .db()
        .read(move |conn| {
            let edition = reference::edition(conn, &key)?.ok_or(Code::NotFound)?;
            Ok::<_, AppError>((edition, reference::all_dictionaries(conn)?))
        })
        .await?;
    let made = tokio::task::spawn_blocking(move || {
        let template = describe(kind, &edition, &dictionaries, !rows.is_empty());
        let rows = rows.into_iter().map(|row| {
            let cell = |at: usize| row.cells.get(&at).cloned().unwrap_or_default();
            let cells = (0..column::columns(kind).len()).map(cell);
            std::iter::once(row.reasons(kind)).chain(cells).collect()
        });
        documents::template(&template, rows)
    });
    made.await
        .map_err(AppError::internal)?
        .map_err(AppError::internal)
}

fn describe(kind: ImportKind, edition: &Edition, dictionaries: &Dictionaries, repairs: bool) -> Template {
    let described = |column: &Column| {
        let names = |choices| {
            options(choices, edition, dictionaries)
                .into_iter()
                .map(|(_, name)| name)
                .collect()
        };
        let (options, several) = match column.cells {
            Cells::One(choices) => (names(choices), false),
            Cells::Many(choices) => (names(choices), true),
            _ => (Vec::new(), false),
        };
        TemplateColumn {
            header: column.header.to_owned(),
            needed: column.needed,
            note: column.note.to_owned(),
            width: f64::from(column.width),
            options,
            several,
        }
    };
    let mut columns: Vec<TemplateColumn> = Vec::new();
    if repairs {
        columns.push(TemplateColumn {
            header: REASON.to_owned(),
            needed: false,
            note: "逐项修改后可直接再次导入，此列不影响导入".to_owned(),
            width: 40.0,
            options: Vec::new(),
            several: false,
        });
    }
    columns.extend(column::columns(kind).iter().map(described));
    Template {
        sheet: kind.name().to_owned(),
        columns,
        notes: notes(kind, edition),
    }
}

fn notes(kind: ImportKind, edition: &Edition) -> Vec<String> {
    let mut all = vec![
        format!("本模板用于批量导入{}（{}）。", kind.name(), edition.title),
        "从第 2 行开始填写，每行一项；列的顺序可以调整，不需要的选填列可以删除。".to_owned(),
        "带 * 的列必须保留。电话、代码等长数字请保持文本格式，避免变成 1.39E+10。".to_owned(),
        "隐藏的行不会导入。导入前可先试导入，逐行查看问题后再正式导入。".to_owned(),
        "同一行重复导入不会产生重复记录：按行标识判断，没有行标识时按整行内容判断。".to_owned(),
    ];
    match kind {
        ImportKind::Activities => {
            all.push("导入结果为草稿或直接提交审核，由导入时选择；活动宣传图需在平台上传。".to_owned());
        }
        ImportKind::Organizations => {
            all.push("导入的组织为待完善或待认证状态，须经认证后才成为已认证组织。".to_owned());
        }
        ImportKind::Quotas => {
            all.push("任务指标整体下达：导入后以本表为准，表中没有的地区不再有指标。".to_owned());
        }
    }
    all
}
