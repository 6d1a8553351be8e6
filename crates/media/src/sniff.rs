//! What a file is by its content. Names and announced types are claims, nothing more.

use domain::media::{MediaKind, bytes};
use domain::problem::{Fault, FaultCode, Faults};

/// Where a fault of the content points to: no field of a form holds it.
pub(crate) const FILE: &str = "/file";

/// Name of the content as people know it: `GIF`, `PDF`, `SVG`, text.
pub(crate) fn name(content: &[u8]) -> String {
    // Markup first: `infer` takes an SVG for plain XML, and a browser is more willing than `infer` to see HTML.
    let head = String::from_utf8_lossy(&content[..content.len().min(1024)]).to_ascii_lowercase();
    for (mark, name) in [
        ("<svg", "SVG"),
        ("<html", "HTML"),
        ("<!doctype html", "HTML"),
        ("<script", "HTML"),
    ] {
        if head.contains(mark) {
            return name.to_owned();
        }
    }
    match infer::get(content) {
        Some(known) => known.extension().to_ascii_uppercase(),
        None if is_text(content) => "文本 text".to_owned(),
        None => "未知 unknown".to_owned(),
    }
}

/// Whether the beginning has no character that text has not, in whatever encoding.
fn is_text(content: &[u8]) -> bool {
    let head = &content[..content.len().min(1024)];
    !head
        .iter()
        .any(|b| b.is_ascii_control() && !matches!(b, b'\t' | b'\n' | b'\r'))
}

/// Whether the whole of it is text that no browser takes for a page.
pub(crate) fn is_plain_text(content: &[u8]) -> bool {
    let marked = content.starts_with(b"\xFF\xFE") || content.starts_with(b"\xFE\xFF");
    let odd = |b: &u8| b.is_ascii_control() && !matches!(b, b'\t' | b'\n' | b'\r');
    let is_text = marked || !content.iter().any(odd);
    is_text && infer::get(content).is_none() && name(content) == "文本 text" || (marked && is_text)
}

pub(crate) fn wrong_type(kind: MediaKind, content: &[u8]) -> Fault {
    wrong_type_named(kind, name(content))
}

pub(crate) fn wrong_type_named(kind: MediaKind, name: impl ToString) -> Fault {
    Fault::new(FILE, FaultCode::FileType)
        .with(name)
        .with(kind.type_names())
}

/// Faults of the mere number of bytes.
pub(crate) fn check_size(kind: MediaKind, size: u64) -> Faults {
    let mut faults = Faults::new();
    if size == 0 {
        faults.add(FILE, FaultCode::FileEmpty);
    } else if size > kind.max_bytes() {
        faults.push(
            Fault::new(FILE, FaultCode::FileTooLarge)
                .with(bytes(kind.max_bytes()))
                .with(bytes(size)),
        );
    }
    faults
}

pub(crate) fn unreadable() -> Fault {
    Fault::new(FILE, FaultCode::FileUnreadable)
}

pub(crate) fn truncated() -> Fault {
    Fault::new(FILE, FaultCode::FileTruncated)
}
