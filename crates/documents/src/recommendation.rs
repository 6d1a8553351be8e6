//! The table in which a unit recommends activities or organisations (推荐汇总表).
//!
//! Printed on A4, signed and sealed: the sheet is as wide as the paper, its header is on every page, and the last
//! line has room for the seal. Numbers are numbers, so that a reader can add them up.

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use thiserror::Error;

use crate::cell;
use crate::official::chinese_date;

/// What is recommended; it decides which columns there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubjectKind {
    /// 优秀活动: all columns.
    Activity,
    /// 优秀组织单位: without what only a single event has (hosts, time, place, mode, number).
    Organization,
}

/// What the sheet as a whole says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecommendationSheet {
    /// First line, for example `2026年全国科普日优秀活动推荐汇总表`.
    pub title: String,
    /// Who recommends; signs and seals it.
    pub recommending_unit: String,
    /// For example `2026年`; part of the line below the title.
    pub edition: String,
    pub made_on: NaiveDate,
    pub columns: SubjectKind,
}

/// One recommended activity or organisation. Texts may be empty and have line breaks; a text of more than 32,767
/// characters is an error.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RecommendationRow {
    /// 序号, from 1.
    pub position: u32,
    /// 推荐单位.
    pub recommending_unit: String,
    /// 活动名称, or 单位全称 of an organisation.
    pub name: String,
    /// 板块, or 类别 of an organisation.
    pub category: String,
    /// 主办单位.
    pub hosts: String,
    /// 承办单位.
    pub co_organizers: String,
    /// 活动时间, as text.
    pub time: String,
    /// 活动地点.
    pub place: String,
    /// 线上 or 线下 or both.
    pub mode: String,
    /// Visits; `None` leaves the cell empty, which is not the same as 0.
    pub participants_offline: Option<u32>,
    pub participants_online: Option<u32>,
    /// 科技工作者 who took part.
    pub sci_workers: Option<u32>,
    /// 媒体报道 with addresses, which stay text.
    pub media_reports: String,
    /// 简介.
    pub summary: String,
    /// 亮点.
    pub highlights: String,
    pub contact_name: String,
    /// Text: a number would lose its zeros.
    pub contact_phone: String,
    /// 平台活动编号.
    pub activity_id: String,
}

/// The table could not be made. The text is for the log.
#[derive(Debug, Error)]
#[error("the table could not be written: {0}")]
pub struct SheetError(#[from] XlsxError);

/// Writes the table as an xlsx file. One row is held in memory at a time, the rest in a temporary file; the answer is
/// the whole file, a tenth of its text or less.
pub fn recommendations(
    sheet: &RecommendationSheet,
    rows: impl IntoIterator<Item = RecommendationRow>,
) -> Result<Vec<u8>, SheetError> {
    let columns = columns(sheet.columns);
    let last = columns.len() as u16 - 1;
    let styles = Styles::new();
    let mut book = Workbook::new();
    book.set_properties(&properties(sheet)?);
    let page = book.add_worksheet_with_constant_memory()?;
    set_up(page, &columns)?;

    let title = cell::neutral(&sheet.title);
    page.set_row_height(0, 36)?;
    page.merge_range(0, 0, 0, last, &title, &styles.title)?;
    // Two cells, so that unit and date stand at the paper's two edges.
    page.set_row_height(1, 22)?;
    let unit = format!("推荐单位（盖章）：{}", sheet.recommending_unit);
    let made = format!(
        "届次：{}    填报日期：{}",
        sheet.edition,
        chinese_date(sheet.made_on)
    );
    page.merge_range(1, 0, 1, last / 2, &cell::neutral(&unit), &styles.left)?;
    page.merge_range(1, last / 2 + 1, 1, last, &cell::neutral(&made), &styles.right)?;
    page.set_row_height(HEADER, 46)?;
    for (at, column) in (0..).zip(&columns) {
        page.write_string_with_format(HEADER, at, column.name, &styles.header)?;
    }

    let mut next = HEADER + 1;
    for row in rows {
        page.set_row_height(next, height(&columns, &row))?;
        for (at, column) in (0..).zip(&columns) {
            write(page, next, at, (column.value)(&row), &styles)?;
        }
        next += 1;
    }

    // A blank line above, so that the seal does not cover the last row.
    let third = (last + 1) / 3;
    page.set_row_height(next + 1, 48)?;
    page.merge_range(next + 1, 0, next + 1, third - 1, SIGNED, &styles.left)?;
    page.merge_range(next + 1, third, next + 1, 2 * third - 1, SEALED, &styles.left)?;
    page.merge_range(next + 1, 2 * third, next + 1, last, DATED, &styles.right)?;
    page.set_print_area(0, 0, next + 1, last)?;
    Ok(book.save_to_buffer()?)
}

/// Row of the header.
const HEADER: u32 = 2;
/// Number of A4 in the file format.
const A4: u8 = 9;
const FONT: &str = "宋体";
/// Points: a line of the table's type, the space above and below, the highest row the file format allows.
const LINE: f64 = 13.5;
const AIR: f64 = 5.0;
const HIGHEST: f64 = 409.0;
/// The last line.
const SIGNED: &str = "推荐单位负责人（签字）：";
const SEALED: &str = "推荐单位（盖章）：";
const DATED: &str = "年　　　月　　　日";

enum Value<'a> {
    Text(&'a str),
    /// Short, set in the middle.
    Word(&'a str),
    Count(Option<u32>),
}

struct Column {
    name: &'static str,
    /// Characters of the default font; an ideograph takes two.
    width: f64,
    value: fn(&RecommendationRow) -> Value<'_>,
}

const fn column(name: &'static str, width: f64, value: fn(&RecommendationRow) -> Value<'_>) -> Column {
    Column { name, width, value }
}

fn columns(kind: SubjectKind) -> Vec<Column> {
    use Value::{Count, Text, Word};
    let mut columns = vec![
        column("序号", 4.5, |r| Count(Some(r.position))),
        column("推荐单位", 11.0, |r| Text(&r.recommending_unit)),
    ];
    match kind {
        SubjectKind::Activity => columns.extend([
            column("活动名称", 14.5, |r| Text(&r.name)),
            column("板块", 7.0, |r| Word(&r.category)),
            column("主办单位", 11.0, |r| Text(&r.hosts)),
            column("承办单位", 11.0, |r| Text(&r.co_organizers)),
            column("活动时间", 10.0, |r| Word(&r.time)),
            column("活动地点", 11.0, |r| Text(&r.place)),
            column("线上/\n线下", 6.0, |r| Word(&r.mode)),
        ]),
        SubjectKind::Organization => columns.extend([
            column("单位全称", 22.0, |r| Text(&r.name)),
            column("类别", 9.0, |r| Word(&r.category)),
        ]),
    }
    columns.extend([
        column("线下参与\n人次", 8.5, |r| Count(r.participants_offline)),
        column("线上参与\n人次", 9.5, |r| Count(r.participants_online)),
        column("科技工作者\n人数", 8.5, |r| Count(r.sci_workers)),
        column("媒体报道数\n及链接", 14.0, |r| Text(&r.media_reports)),
        column("简介\n（300字以内）", 28.0, |r| Text(&r.summary)),
        column("亮点", 17.0, |r| Text(&r.highlights)),
        column("联系人", 7.0, |r| Word(&r.contact_name)),
        column("联系电话", 12.5, |r| Word(&r.contact_phone)),
    ]);
    if kind == SubjectKind::Activity {
        columns.push(column("平台活动编号", 12.5, |r| Word(&r.activity_id)));
    }
    columns
}

struct Styles {
    title: Format,
    left: Format,
    right: Format,
    header: Format,
    text: Format,
    word: Format,
    count: Format,
}

impl Styles {
    fn new() -> Self {
        let plain = Format::new()
            .set_font_name(FONT)
            .set_font_size(10)
            .set_align(FormatAlign::VerticalCenter);
        let boxed = plain.clone().set_border(FormatBorder::Thin).set_text_wrap();
        let centred = boxed.clone().set_align(FormatAlign::Center);
        // Shrunk rather than shown as ####.
        let count = plain
            .clone()
            .set_border(FormatBorder::Thin)
            .set_align(FormatAlign::Center)
            .set_num_format("0")
            .set_shrink();
        Self {
            title: plain
                .clone()
                .set_font_name("黑体")
                .set_font_size(18)
                .set_align(FormatAlign::Center),
            left: plain.clone().set_font_size(11).set_align(FormatAlign::Left),
            right: plain.set_font_size(11).set_align(FormatAlign::Right),
            header: centred.clone().set_bold().set_background_color("EDEDED"),
            text: boxed.clone().set_align(FormatAlign::Left),
            // The text format: a phone number that somebody enters again stays a text.
            word: centred.set_num_format("@"),
            count,
        }
    }
}

/// High enough for the longest text of the row; a text beyond the format's limit is whole in the file, but not on paper.
fn height(columns: &[Column], row: &RecommendationRow) -> f64 {
    let lines = columns
        .iter()
        .map(|column| match (column.value)(row) {
            Value::Text(text) | Value::Word(text) => cell::wrapped_lines(text, column.width),
            Value::Count(_) => 1,
        })
        .max();
    (f64::from(lines.unwrap_or(1)) * LINE + AIR).min(HIGHEST)
}

fn write(
    page: &mut Worksheet,
    row: u32,
    at: u16,
    value: Value<'_>,
    styles: &Styles,
) -> Result<(), XlsxError> {
    match value {
        Value::Text(text) => cell::text(page, row, at, text, &styles.text),
        Value::Word(text) => cell::text(page, row, at, text, &styles.word),
        Value::Count(Some(count)) => page
            .write_number_with_format(row, at, count, &styles.count)
            .map(|_| ()),
        Value::Count(None) => page.write_blank(row, at, &styles.count).map(|_| ()),
    }
}

/// Paper, margins, columns, what stays in sight and what is repeated.
fn set_up(page: &mut Worksheet, columns: &[Column]) -> Result<(), XlsxError> {
    page.set_name("推荐汇总表")?;
    page.set_paper_size(A4).set_landscape();
    page.set_print_fit_to_pages(1, 0);
    page.set_print_center_horizontally(true);
    // Inches: left, right, top, bottom, header, footer.
    page.set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3);
    page.set_footer("&C第 &P 页，共 &N 页");
    page.set_repeat_rows(HEADER, HEADER)?;
    page.set_freeze_panes(HEADER + 1, 0)?;
    for (at, column) in (0..).zip(columns) {
        page.set_column_width(at, column.width)?;
    }
    Ok(())
}

fn properties(sheet: &RecommendationSheet) -> Result<DocProperties, XlsxError> {
    let day = sheet.made_on;
    let year = u16::try_from(day.year()).unwrap_or(1900);
    // Without it the file would say when it was written, and the same data would give another file.
    let made = ExcelDateTime::from_ymd(year, day.month() as u8, day.day() as u8)?;
    Ok(DocProperties::new()
        .set_title(&sheet.title)
        .set_author(&sheet.recommending_unit)
        .set_creation_datetime(&made))
}
