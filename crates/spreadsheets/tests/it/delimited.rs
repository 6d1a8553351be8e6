use spreadsheets::ReadError;

use crate::{read, shown};

const TEXT: &str = "活动名称,联系电话\r\n\"科学，\n之夜\",13900000005\r\n,\r\n";

#[test]
fn every_encoding_in_use_is_read() {
    let (gbk, ..) = encoding_rs_gb(TEXT);
    let utf16: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(TEXT.replace(',', "\t").encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let bom = [b"\xEF\xBB\xBF", TEXT.as_bytes()].concat();
    for bytes in [TEXT.as_bytes().to_vec(), bom, gbk, utf16] {
        let table = read(&bytes, "活动.csv").unwrap();
        assert_eq!(shown(&table, 1), ["活动名称", "联系电话"]);
        assert_eq!(table.rows[1].cells[0].1.shown(), "科学，\n之夜");
        assert_eq!(table.rows.len(), 2, "a row of blanks is none");
    }
}

/// GBK as table programs write it: the code page of Chinese systems, no mark.
fn encoding_rs_gb(text: &str) -> (Vec<u8>, ()) {
    let (bytes, _, lost) = encoding_rs::GBK.encode(text);
    assert!(!lost);
    (bytes.into_owned(), ())
}

#[test]
fn rare_characters_of_gb18030_survive() {
    let (bytes, ..) = encoding_rs::GB18030.encode("活动名称,地点\n𠮷祥村,㐂\n");
    assert_eq!(shown(&read(&bytes, "a.csv").unwrap(), 2), ["𠮷祥村", "㐂"]);
}

#[test]
fn semicolons_and_tabs_separate_too() {
    for c in [";", "\t"] {
        let text = format!("活动名称{c}活动地址\n科学，之夜{c}市府路1号\n");
        assert_eq!(
            shown(&read(text.as_bytes(), "a.csv").unwrap(), 2),
            ["科学，之夜", "市府路1号"]
        );
    }
}

#[test]
fn what_is_no_table_is_refused() {
    assert_eq!(read(b"\x7FELF\0\0\x01", "a.csv"), Err(ReadError::Unreadable));
    assert_eq!(
        read(b"<html><table><tr><td>1</td></tr></table>", "a.csv"),
        Err(ReadError::Unreadable)
    );
    assert_eq!(read(TEXT.as_bytes(), "活动.xlsx"), Err(ReadError::NameMisleads));
    assert!(read(b"", "a.csv").unwrap().rows.is_empty());
}
