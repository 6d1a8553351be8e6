//! The table of a summary (汇总表): a line for each region below and the whole, in the columns that are reported upwards.
//!
//! As the rules of statistics ask: whole numbers only, "0" for what is zero and "-" for what does not apply. Activities (项),
//! sessions (场次), participations (人次) and people (人) have columns of their own; on site and online too.

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use crate::cell;
use crate::recommendation::SheetError;

/// What the table as a whole says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SummarySheet {
    /// First line.
    pub title: String,
    pub unit: String,
    /// For example `2024年9月28日 10:00`.
    pub as_of: String,
    pub made_on: NaiveDate,
    /// Names of the categories (板块), in the order of [`SummaryRow::categories`].
    pub categories: Vec<String>,
    /// Last of the table.
    pub total: SummaryRow,
    /// Names of the columns of `total` that hold a figure put in by hand: shown with an asterisk.
    pub corrected: Vec<Column>,
    pub corrections: Vec<Correction>,
}

/// A figure put in by hand, on a sheet of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    pub name: String,
    pub unit: String,
    pub counted: i64,
    pub reported: i64,
    pub reason: String,
}

/// One region. `None` stands for what does not apply.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SummaryRow {
    pub name: String,
    pub target: Option<i64>,
    pub filed: i64,
    pub approved: i64,
    /// Percent.
    pub completion: Option<i64>,
    /// On site, online, both at once.
    pub sessions: [i64; 3],
    pub categories: Vec<i64>,
    pub organizations: Option<i64>,
    pub offline: i64,
    pub online: i64,
    pub sci_workers: i64,
    pub budget_yuan: i64,
    /// In all, then of the nation, the province, the city, the county and the unit's own.
    pub media: [i64; 6],
    pub photos: i64,
    pub videos: i64,
    pub reusable_resources: i64,
    pub recommended: Option<i64>,
}

/// A column that can hold a figure put in by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    Filed,
    Approved,
    Offline,
    Online,
    SciWorkers,
    Budget,
    Media,
    Photos,
    Videos,
    ReusableResources,
}

/// Writes the table.
pub fn summary(sheet: &SummarySheet, rows: &[SummaryRow]) -> Result<Vec<u8>, SheetError> {
    Ok(write(sheet, rows)?)
}

const HEADER: u32 = 2;
const A3: u8 = 8;
const FONT: &str = "宋体";

/// What a row holds in a column; none where it does not apply.
type Value = Box<dyn Fn(&SummaryRow) -> Option<i64>>;

/// Group, name below it, width, value and what it is called when it is corrected.
struct Head {
    group: &'static str,
    name: String,
    width: f64,
    value: Value,
    percent: bool,
    column: Option<Column>,
}

fn head(
    group: &'static str,
    name: &str,
    width: f64,
    value: impl Fn(&SummaryRow) -> Option<i64> + 'static,
) -> Head {
    Head {
        group,
        name: name.to_owned(),
        width,
        value: Box::new(value),
        percent: false,
        column: None,
    }
}

impl Head {
    fn correctable(mut self, column: Column) -> Self {
        self.column = Some(column);
        self
    }
}

fn heads(sheet: &SummarySheet) -> Vec<Head> {
    const ITEMS: &str = "活动数（项）";
    const SESSIONS: &str = "活动场次（场次）";
    const CATEGORIES: &str = "各板块活动数（项）";
    const PEOPLE: &str = "参与人次（人次）";
    const MEDIA: &str = "媒体报道（篇）";
    const RESULTS: &str = "成果";
    let mut all = vec![
        head(ITEMS, "任务\n指标", 7.0, |r| r.target),
        head(ITEMS, "填报数", 7.0, |r| Some(r.filed)).correctable(Column::Filed),
        head(ITEMS, "通过数", 7.0, |r| Some(r.approved)).correctable(Column::Approved),
        Head {
            percent: true,
            ..head(ITEMS, "完成率", 7.0, |r| r.completion)
        },
        head(SESSIONS, "线下", 7.0, |r| Some(r.sessions[0])),
        head(SESSIONS, "线上", 7.0, |r| Some(r.sessions[1])),
        head(SESSIONS, "线上线下\n结合", 8.5, |r| Some(r.sessions[2])),
    ];
    for (n, name) in sheet.categories.iter().enumerate() {
        all.push(head(CATEGORIES, name, 15.0, move |r| {
            r.categories.get(n).copied()
        }));
    }
    all.extend([
        head("", "活动单位\n（家）", 8.0, |r| r.organizations),
        head(PEOPLE, "线下", 9.0, |r| Some(r.offline)).correctable(Column::Offline),
        head(PEOPLE, "线上", 10.0, |r| Some(r.online)).correctable(Column::Online),
        head("", "科技工作者\n（人）", 9.0, |r| Some(r.sci_workers)).correctable(Column::SciWorkers),
        head("", "活动经费\n（元）", 10.0, |r| Some(r.budget_yuan)).correctable(Column::Budget),
        head(MEDIA, "合计", 6.5, |r| Some(r.media[0])).correctable(Column::Media),
        head(MEDIA, "中央级", 6.5, |r| Some(r.media[1])),
        head(MEDIA, "省级", 6.0, |r| Some(r.media[2])),
        head(MEDIA, "市级", 6.0, |r| Some(r.media[3])),
        head(MEDIA, "县级", 6.0, |r| Some(r.media[4])),
        head(MEDIA, "本单位", 6.5, |r| Some(r.media[5])),
        head(RESULTS, "图片\n（张）", 7.0, |r| Some(r.photos)).correctable(Column::Photos),
        head(RESULTS, "视频\n（个）", 7.0, |r| Some(r.videos)).correctable(Column::Videos),
        head(RESULTS, "可复用资源\n（项）", 9.5, |r| {
            Some(r.reusable_resources)
        })
        .correctable(Column::ReusableResources),
        head(RESULTS, "推优数\n（项）", 7.0, |r| r.recommended),
    ]);
    all
}

struct Styles {
    title: Format,
    left: Format,
    right: Format,
    header: Format,
    text: Format,
    name: Format,
    count: Format,
    corrected: Format,
    percent: Format,
}

impl Styles {
    fn new() -> Self {
        let plain = Format::new()
            .set_font_name(FONT)
            .set_font_size(10)
            .set_align(FormatAlign::VerticalCenter);
        let boxed = plain.clone().set_border(FormatBorder::Thin);
        let number = |format: &str| {
            boxed
                .clone()
                .set_align(FormatAlign::Center)
                .set_num_format(format)
                .set_shrink()
        };
        Self {
            title: plain
                .clone()
                .set_font_name("黑体")
                .set_font_size(18)
                .set_align(FormatAlign::Center),
            left: plain.clone().set_align(FormatAlign::Left),
            right: plain.clone().set_align(FormatAlign::Right),
            header: boxed
                .clone()
                .set_align(FormatAlign::Center)
                .set_text_wrap()
                .set_bold()
                .set_background_color("EDEDED"),
            text: boxed.clone().set_align(FormatAlign::Left).set_text_wrap(),
            name: boxed.clone().set_align(FormatAlign::Left).set_shrink(),
            count: number("0"),
            corrected: number("0\"*\""),
            percent: number("0\"%\""),
        }
    }
}

fn write(sheet: &SummarySheet, rows: &[SummaryRow]) -> Result<Vec<u8>, XlsxError> {
    let styles = Styles::new();
    let heads = heads(sheet);
    let last = u16::try_from(heads.len()).unwrap_or(u16::MAX - 1);
    let mut book = Workbook::new();
    book.set_properties(&properties(sheet)?);
    let page = book.add_worksheet();
    page.set_name("汇总表")?;
    page.set_paper_size(A3).set_landscape();
    page.set_print_fit_to_pages(1, 0);
    page.set_print_center_horizontally(true);
    page.set_footer("&C第 &P 页，共 &N 页");
    page.set_repeat_rows(HEADER, HEADER + 1)?;
    page.set_freeze_panes(HEADER + 2, 1)?;

    page.set_row_height(0, 34)?;
    page.merge_range(0, 0, 0, last, &cell::neutral(&sheet.title), &styles.title)?;
    page.set_row_height(1, 20)?;
    let unit = format!("填报单位：{}", sheet.unit);
    page.merge_range(1, 0, 1, last / 2, &cell::neutral(&unit), &styles.left)?;
    let as_of = format!("数据截至：{}", sheet.as_of);
    page.merge_range(1, last / 2 + 1, 1, last, &cell::neutral(&as_of), &styles.right)?;

    header(page, &heads, &styles)?;
    let mut next = HEADER + 2;
    for row in rows {
        line(page, next, row, &heads, &[], &styles)?;
        next += 1;
    }
    line(page, next, &sheet.total, &heads, &sheet.corrected, &styles)?;
    next += 1;
    let notes = "说明：数据由平台按审核通过的活动汇总，参与人次以已提交的活动补充信息为准；“0”表示数值为零，“-”表示不适用；\
                 线上、线下和线上线下结合分别统计，不相加。";
    page.merge_range(next, 0, next, last, notes, &styles.left)?;
    if !sheet.corrections.is_empty() {
        next += 1;
        let text = "* 为人工更正的数据，更正原因见“数据更正说明”。";
        page.merge_range(next, 0, next, last, text, &styles.left)?;
    }
    page.set_print_area(0, 0, next, last)?;
    if !sheet.corrections.is_empty() {
        corrections(book.add_worksheet(), &sheet.corrections, &styles)?;
    }
    book.save_to_buffer()
}

/// Two rows: groups above names; what stands in no group takes both.
fn header(page: &mut Worksheet, heads: &[Head], styles: &Styles) -> Result<(), XlsxError> {
    page.set_row_height(HEADER, 20)?;
    page.set_row_height(HEADER + 1, 44)?;
    page.set_column_width(0, 16.0)?;
    page.merge_range(HEADER, 0, HEADER + 1, 0, "地区（单位）", &styles.header)?;
    let mut at = 1_u16;
    for group in heads.chunk_by(|a, b| a.group == b.group && !a.group.is_empty()) {
        let end = at + u16::try_from(group.len()).unwrap_or(0) - 1;
        match group {
            [alone] if alone.group.is_empty() => {
                page.merge_range(
                    HEADER,
                    at,
                    HEADER + 1,
                    at,
                    &cell::neutral(&alone.name),
                    &styles.header,
                )?;
            }
            [alone] => {
                page.write_string_with_format(HEADER, at, alone.group, &styles.header)?;
            }
            _ => {
                page.merge_range(HEADER, at, HEADER, end, group[0].group, &styles.header)?;
            }
        }
        for head in group {
            page.set_column_width(at, head.width)?;
            if !head.group.is_empty() {
                cell::text(page, HEADER + 1, at, &head.name, &styles.header)?;
            }
            at += 1;
        }
    }
    Ok(())
}

fn line(
    page: &mut Worksheet,
    at: u32,
    row: &SummaryRow,
    heads: &[Head],
    corrected: &[Column],
    styles: &Styles,
) -> Result<(), XlsxError> {
    page.set_row_height(at, 20)?;
    cell::text(page, at, 0, &row.name, &styles.name)?;
    for (column, head) in (1..).zip(heads) {
        let by_hand = head.column.is_some_and(|column| corrected.contains(&column));
        let format = if head.percent {
            &styles.percent
        } else if by_hand {
            &styles.corrected
        } else {
            &styles.count
        };
        match (head.value)(row) {
            Some(value) => page.write_number_with_format(at, column, value as f64, format)?,
            None => page.write_string_with_format(at, column, "-", &styles.count)?,
        };
    }
    Ok(())
}

fn corrections(page: &mut Worksheet, all: &[Correction], styles: &Styles) -> Result<(), XlsxError> {
    page.set_name("数据更正说明")?;
    let names = ["指标", "单位", "平台统计", "上报数据", "更正原因"];
    for ((at, name), width) in (0..).zip(names).zip([22.0, 8.0, 14.0, 14.0, 60.0]) {
        page.set_column_width(at, width)?;
        page.write_string_with_format(0, at, name, &styles.header)?;
    }
    for (row, correction) in (1..).zip(all) {
        cell::text(page, row, 0, &correction.name, &styles.text)?;
        cell::text(page, row, 1, &correction.unit, &styles.text)?;
        page.write_number_with_format(row, 2, correction.counted as f64, &styles.count)?;
        page.write_number_with_format(row, 3, correction.reported as f64, &styles.count)?;
        cell::text(page, row, 4, &correction.reason, &styles.text)?;
    }
    Ok(())
}

fn properties(sheet: &SummarySheet) -> Result<DocProperties, XlsxError> {
    let day = sheet.made_on;
    let year = u16::try_from(day.year()).unwrap_or(1900);
    // Without it the file would say when it was written, and the same data would give another file.
    let made = ExcelDateTime::from_ymd(year, day.month() as u8, day.day() as u8)?;
    Ok(DocProperties::new()
        .set_title(&sheet.title)
        .set_author(&sheet.unit)
        .set_creation_datetime(&made))
}
