//! Documents that prove or supplement something: pdf, docx, xlsx, xls, csv. They are kept as they are and served for download
//! only, so it is enough that they are what they claim and nothing else besides.

use std::io::Cursor;

use domain::media::MediaKind;
use domain::problem::Faults;
use image::ImageFormat;
use zip::ZipArchive;

use crate::sniff;

const PDF: &str = "application/pdf";
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const XLS: &str = "application/vnd.ms-excel";
const CSV: &str = "text/csv";

/// How a container of the old office formats begins.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Most files in a docx or xlsx.
const MAX_ENTRIES: usize = 10_000;
/// Most bytes they unpack to, as far as they admit it: what reads them later must not be drowned.
const MAX_UNPACKED: u64 = 512 * 1024 * 1024;
/// A zip's table of contents ends in its last 65,557 bytes.
const ZIP_TAIL: usize = 65_557;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sniffed {
    /// Goes on to [`crate::picture::inspect_and_normalise`].
    Picture,
    /// Kept as it is, under this content type.
    Document(&'static str),
}

/// Says what an uploaded file of this kind is, or why it is refused. Nothing is unpacked.
pub fn inspect(kind: MediaKind, bytes: &[u8]) -> Result<Sniffed, Faults> {
    sniff::check_size(kind, bytes.len() as u64).into_result()?;
    if matches!(
        image::guess_format(bytes),
        Ok(ImageFormat::Jpeg | ImageFormat::Png)
    ) {
        return Ok(Sniffed::Picture);
    }
    let found = if bytes.starts_with(b"%PDF-") {
        check_pdf(kind, bytes)?;
        PDF
    } else if bytes.starts_with(b"PK\x03\x04") {
        office_type(kind, bytes)?
    } else if bytes.starts_with(COMPOUND) {
        compound_type(kind, bytes)?
    } else if sniff::is_plain_text(bytes) {
        CSV
    } else {
        return Err(sniff::wrong_type(kind, bytes).into());
    };
    if kind.content_types().contains(&found) {
        Ok(Sniffed::Document(found))
    } else {
        Err(sniff::wrong_type(kind, bytes).into())
    }
}

/// An old workbook. Names in the container are UTF-16. One with a password is taken for what it is here; who reads it
/// says that it has one.
fn compound_type(kind: MediaKind, bytes: &[u8]) -> Result<&'static str, Faults> {
    let holds = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|part| part == name)
    };
    if holds("_VBA_PROJECT") {
        Err(sniff::wrong_type_named(kind, "XLS（含宏 with macros）").into())
    } else if holds("Workbook") || holds("Book") || holds("EncryptedPackage") {
        Ok(XLS)
    } else {
        Err(sniff::wrong_type(kind, bytes).into())
    }
}

fn check_pdf(kind: MediaKind, bytes: &[u8]) -> Result<(), Faults> {
    const END: &[u8] = b"%%EOF";
    let Some(end) = bytes.windows(END.len()).rposition(|w| w == END) else {
        return Err(sniff::truncated().into());
    };
    // Something was hung behind it, or the file is an archive at the same time.
    let after = &bytes[end + END.len()..];
    let tail = &bytes[bytes.len().saturating_sub(ZIP_TAIL)..];
    if after.iter().any(|b| !b.is_ascii_whitespace() && *b != 0)
        || tail.windows(4).any(|w| w == b"PK\x05\x06")
    {
        return Err(sniff::wrong_type_named(kind, "PDF + ?").into());
    }
    Ok(())
}

/// docx or xlsx by the files inside (ECMA-376 part 2).
fn office_type(kind: MediaKind, bytes: &[u8]) -> Result<&'static str, Faults> {
    // The table of contents is at the end: no table, no end.
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| sniff::truncated())?;
    // Something stands before the archive, or its files share bytes (a bomb).
    if zip.offset() != 0 || zip.len() > MAX_ENTRIES || zip.has_overlapping_files().unwrap_or(true) {
        return Err(sniff::unreadable().into());
    }
    let mut unpacked = 0_u64;
    for n in 0..zip.len() {
        let entry = zip.by_index_raw(n).map_err(|_| sniff::unreadable())?;
        unpacked = unpacked.saturating_add(entry.size());
        if unpacked > MAX_UNPACKED || entry.enclosed_name().is_none() {
            return Err(sniff::unreadable().into());
        }
        if entry.name().is_ok_and(|name| name.ends_with("vbaProject.bin")) {
            return Err(sniff::wrong_type_named(kind, "DOCM/XLSM（含宏 with macros）").into());
        }
    }
    let has = |name: &str| zip.index_for_name(name).is_some();
    if !has("[Content_Types].xml") {
        return Err(sniff::wrong_type_named(kind, "ZIP").into());
    }
    if has("word/document.xml") {
        Ok(DOCX)
    } else if has("xl/workbook.xml") {
        Ok(XLSX)
    } else {
        Err(sniff::wrong_type_named(kind, "ZIP").into())
    }
}
