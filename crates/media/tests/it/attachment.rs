use std::io::{Cursor, Write as _};

use domain::media::MediaKind;
use domain::problem::FaultCode::{self, *};
use media::attachment::{Sniffed, inspect};
use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::draw;

pub(crate) const PDF: &[u8] = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

pub(crate) fn archive(names: &[&str]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for name in names {
        zip.start_file(
            *name,
            SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored),
        )
        .expect("begins");
        zip.write_all(b"<x/>").expect("written");
    }
    zip.finish().expect("finished").into_inner()
}

fn document(bytes: &[u8]) -> &'static str {
    match inspect(MediaKind::Attachment, bytes) {
        Ok(Sniffed::Document(content_type)) => content_type,
        other => panic!("no document: {other:?}"),
    }
}

fn fault(kind: MediaKind, bytes: &[u8]) -> (FaultCode, String) {
    let faults = inspect(kind, bytes).expect_err("refused");
    let first = faults.iter().next().expect("a fault");
    (first.code, first.args.first().cloned().unwrap_or_default())
}

#[test]
fn documents_are_known_by_their_content() {
    assert_eq!(document(PDF), "application/pdf");
    let word = archive(&["[Content_Types].xml", "word/document.xml"]);
    assert!(document(&word).ends_with("wordprocessingml.document"));
    let sheet = archive(&["[Content_Types].xml", "xl/workbook.xml"]);
    assert!(document(&sheet).ends_with("spreadsheetml.sheet"));
    for kind in [MediaKind::Attachment, MediaKind::Proof] {
        assert_eq!(inspect(kind, &draw::png(10, 10)), Ok(Sniffed::Picture));
    }
}

#[test]
fn a_proof_may_be_a_pdf_but_no_spreadsheet() {
    assert!(inspect(MediaKind::Proof, PDF).is_ok());
    let sheet = archive(&["[Content_Types].xml", "xl/workbook.xml"]);
    assert_eq!(fault(MediaKind::Proof, &sheet).0, FileType);
}

#[test]
fn what_is_not_on_the_list_is_named() {
    for (bytes, name) in [
        (archive(&["a.txt"]), "ZIP"),
        (archive(&["word/document.xml"]), "ZIP"),
        (b"MZ\x90\0\x03\0\0\0".to_vec(), "EXE"),
        (b"\x7FELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0\x3E\0\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec(), "ELF"),
        (b"<!doctype HTML><p>".to_vec(), "HTML"),
        (b"\xEF\xBB\xBF<svg onload=alert(1)>".to_vec(), "SVG"),
        (b"GIF89a".to_vec(), "GIF"),
    ] {
        assert_eq!(fault(MediaKind::Attachment, &bytes), (FileType, name.to_owned()));
    }
    let macros = archive(&["[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"]);
    let (code, name) = fault(MediaKind::Attachment, &macros);
    assert_eq!(code, FileType);
    assert!(name.contains("XLSM"), "{name}");
}

#[test]
fn a_file_that_is_two_things_is_refused() {
    let word = archive(&["[Content_Types].xml", "word/document.xml"]);
    let both = [PDF, &word].concat();
    assert_eq!(fault(MediaKind::Attachment, &both).0, FileType);
    let hidden = [PDF, &word, b"%%EOF"].concat();
    assert_eq!(fault(MediaKind::Attachment, &hidden).0, FileType);
    let script = [PDF, b"<script>alert(1)</script>"].concat();
    assert_eq!(fault(MediaKind::Attachment, &script).0, FileType);
    let before = [b"PK\x03\x04<script>".as_slice(), &word].concat();
    assert_eq!(fault(MediaKind::Attachment, &before).0, FileUnreadable);
}

#[test]
fn a_document_cut_short_is_refused() {
    assert_eq!(fault(MediaKind::Proof, &PDF[..40]).0, FileTruncated);
    let word = archive(&["[Content_Types].xml", "word/document.xml"]);
    assert_eq!(
        fault(MediaKind::Attachment, &word[..word.len() / 2]).0,
        FileTruncated
    );
    assert_eq!(fault(MediaKind::Attachment, b"").0, FileEmpty);
}

#[test]
fn a_path_that_leaves_the_archive_is_refused() {
    let odd = archive(&["[Content_Types].xml", "word/document.xml", "../../etc/passwd"]);
    assert_eq!(fault(MediaKind::Attachment, &odd).0, FileUnreadable);
}

proptest! {
    #[test]
    fn no_damage_makes_it_panic(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
        junk in proptest::collection::vec(any::<u8>(), 0..300),
    ) {
        let mut bytes = archive(&["[Content_Types].xml", "word/document.xml"]);
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        let _ = inspect(MediaKind::Attachment, &bytes);
        for head in [&b"PK\x03\x04"[..], b"%PDF-", b""] {
            let _ = inspect(MediaKind::Attachment, &[head, &junk].concat());
        }
    }
}

#[test]
fn tables_are_taken_as_text_and_as_old_workbooks() {
    let (gbk, bom) = (
        b"\xBB\xEE\xB6\xAF\xC3\xFB\xB3\xC6,\xB5\xE7\xBB\xB0\r\n".as_slice(),
        b"\xEF\xBB\xBFa,b\r\n1,2\r\n",
    );
    for table in [gbk, bom, b"\xFF\xFEa\0\t\0b\0"] {
        assert_eq!(document(table), "text/csv");
    }
    let old = include_bytes!("../../../spreadsheets/tests/fixtures/calc.xls");
    assert_eq!(document(old), "application/vnd.ms-excel");
    let encrypted = include_bytes!("../../../spreadsheets/tests/fixtures/encrypted.xlsx");
    assert_eq!(
        document(encrypted),
        "application/vnd.ms-excel",
        "whoever reads it says that it has a password"
    );
    assert_eq!(fault(MediaKind::Proof, b"a,b\n").0, FileType);
    assert_eq!(
        fault(MediaKind::Attachment, b"a,b\n<script>alert(1)</script>").0,
        FileType
    );
}
