//! Workbooks to fill in: a header with drop-down lists, a sheet of instructions, and perhaps rows to repair.

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign,
    FormatBorder, Formula, Note, Workbook, Worksheet, XlsxError,
};

use crate::cell;
use crate::recommendation::SheetError;

/// A workbook to fill in.
#[derive(Debug, Clone, PartialEq)]
pub struct Template {
    /// Name of the sheet with the table.
    pub sheet: String,
    pub columns: Vec<TemplateColumn>,
    /// How it is filled in, line by line.
    pub notes: Vec<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct TemplateColumn {
    pub header: String,
    pub needed: bool,
    pub note: String,
    /// Characters of the default font.
    pub width: f64,
    /// What there is to choose from; empty where anything may stand.
    pub options: Vec<String>,
    /// Whether several may stand in one cell, which the drop-down list then does not hinder.
    pub several: bool,
}

/// Rows below the header that have drop-down lists.
const ROWS: u32 = 20_000;
const OPTIONS: &str = "选项";
const NOTES: &str = "填写说明";

/// Writes the workbook. `rows` hold one text for each column. One row is held in memory at a time.
pub fn template(
    template: &Template,
    rows: impl IntoIterator<Item = Vec<String>>,
) -> Result<Vec<u8>, SheetError> {
    let mut book = Workbook::new();
    // Without it the file would say when it was written, and the same data would give another file.
    let made = ExcelDateTime::from_ymd(2026, 1, 1)?;
    book.set_properties(
        &DocProperties::new()
            .set_title(&template.sheet)
            .set_creation_datetime(&made),
    );
    table(book.add_worksheet_with_constant_memory()?, template, rows)?;
    notes(book.add_worksheet_with_constant_memory()?, template)?;
    options(book.add_worksheet_with_constant_memory()?, template)?;
    Ok(book.save_to_buffer()?)
}

fn table(
    page: &mut Worksheet,
    template: &Template,
    rows: impl IntoIterator<Item = Vec<String>>,
) -> Result<(), XlsxError> {
    // The text format: long digits that somebody enters stay what they are.
    let text = Format::new()
        .set_num_format("@")
        .set_align(FormatAlign::Top)
        .set_text_wrap();
    let header = Format::new()
        .set_bold()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_border(FormatBorder::Thin)
        .set_text_wrap();
    let needed = header.clone().set_background_color("FCE4D6");
    let optional = header.set_background_color("EDEDED");
    page.set_name(&template.sheet)?;
    page.set_freeze_panes(1, 0)?;
    page.set_row_height(0, 30)?;
    let mut choices = 0;
    for (at, column) in (0..).zip(&template.columns) {
        page.set_column_width(at, column.width)?;
        page.set_column_format(at, &text)?;
        let (title, format) = if column.needed {
            (format!("{} *", column.header), &needed)
        } else {
            (column.header.clone(), &optional)
        };
        page.write_string_with_format(0, at, title, format)?;
        if !column.note.is_empty() {
            page.insert_note(0, at, &Note::new(&column.note).set_width(240).set_height(60))?;
        }
        if !column.options.is_empty() {
            page.add_data_validation(1, at, ROWS, at, &list(column, choices))?;
            choices += 1;
        }
    }
    for (n, row) in (1..).zip(rows) {
        for (at, value) in (0..).zip(&row) {
            if !value.is_empty() {
                cell::text(page, n, at, value, &text)?;
            }
        }
    }
    Ok(())
}

/// A drop-down list that takes its options from the sheet of options.
fn list(column: &TemplateColumn, place: u16) -> DataValidation {
    let letter = rust_xlsxwriter::utility::column_number_to_name(place);
    let last = column.options.len() + 1;
    let range = Formula::new(format!("={OPTIONS}!${letter}$2:${letter}${last}"));
    let validation = DataValidation::new()
        .allow_list_formula(range)
        .set_error_style(DataValidationErrorStyle::Stop);
    let validation = match validation.clone().set_error_message("请从下拉列表中选择") {
        Ok(with_words) => with_words,
        Err(_) => validation,
    };
    validation.show_error_message(!column.several)
}

fn notes(page: &mut Worksheet, template: &Template) -> Result<(), XlsxError> {
    let bold = Format::new()
        .set_bold()
        .set_border(FormatBorder::Thin)
        .set_background_color("EDEDED");
    let text = Format::new()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_border(FormatBorder::Thin);
    page.set_name(NOTES)?;
    for (at, width) in [(0, 20.0), (1, 8.0), (2, 60.0), (3, 60.0)] {
        page.set_column_width(at, width)?;
    }
    let mut row = 0;
    for line in &template.notes {
        page.write_string(row, 0, line)?;
        row += 1;
    }
    row += 1;
    for (at, title) in (0..).zip(["列名", "必填", "填写要求", "可选内容"]) {
        page.write_string_with_format(row, at, title, &bold)?;
    }
    for column in &template.columns {
        row += 1;
        let cells = [
            column.header.as_str(),
            if column.needed { "是" } else { "" },
            &column.note,
            &column.options.join("、"),
        ];
        for (at, value) in (0..).zip(cells) {
            cell::text(page, row, at, value, &text)?;
        }
    }
    Ok(())
}

fn options(page: &mut Worksheet, template: &Template) -> Result<(), XlsxError> {
    page.set_name(OPTIONS)?;
    let columns: Vec<&TemplateColumn> = template
        .columns
        .iter()
        .filter(|c| !c.options.is_empty())
        .collect();
    let longest = columns
        .iter()
        .map(|column| column.options.len())
        .max()
        .unwrap_or(0);
    let plain = Format::new();
    for (at, column) in (0..).zip(&columns) {
        page.set_column_width(at, 22)?;
        page.write_string(0, at, &column.header)?;
    }
    for n in 0..longest {
        for (at, column) in (0..).zip(&columns) {
            if let Some(option) = column.options.get(n) {
                cell::text(page, n as u32 + 1, at, option, &plain)?;
            }
        }
    }
    Ok(())
}
