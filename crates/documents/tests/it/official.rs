//! The document, read back as XML.

use std::io::{Cursor, Read};

use chrono::NaiveDate;
use documents::{OfficialDocument, Section, official};
use quick_xml::events::Event;
use quick_xml::reader::Reader;

fn document() -> OfficialDocument {
    OfficialDocument {
        title: "温州市鹿城区2024年全国科普日活动总结".to_owned(),
        addressee: "温州市科学技术协会".to_owned(),
        overview: "活动期间，全区开展活动12项。".to_owned(),
        sections: vec![
            Section {
                title: "重点活动开展情况和成效".to_owned(),
                text: "（一）百家场馆探未来\n开放场馆 3 家，接待 3.5 万人次。\n1. 科技馆之夜\n3.5 万人次参加。\n\n".to_owned(),
            },
            Section {
                title: "宣传工作".to_owned(),
                text: "𠮷林·<b>报道</b> & \"引号\"\u{7}\u{FFFF}".to_owned(),
            },
        ],
        attachments: vec!["活动情况汇总表".to_owned(), "优秀案例".to_owned()],
        signatory: "鹿城区科学技术协会".to_owned(),
        dated: NaiveDate::from_ymd_opt(2024, 9, 28).unwrap(),
    }
}

fn part(file: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// Style and text of each paragraph of a part.
fn paragraphs(xml: &str) -> Vec<(String, String)> {
    let mut reader = Reader::from_str(xml);
    let (mut all, mut style, mut text, mut inside) = (Vec::new(), String::new(), String::new(), false);
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return all,
            Event::Start(e) if e.name().as_ref() == "w:p" => {
                (style, text) = (String::new(), String::new());
            }
            Event::Empty(e) | Event::Start(e) if e.name().as_ref() == "w:pStyle" => {
                let value = e.try_get_attribute("w:val").unwrap().unwrap();
                style = value.value.into_owned();
            }
            Event::Start(e) if e.name().as_ref() == "w:t" => inside = true,
            Event::End(e) if e.name().as_ref() == "w:t" => inside = false,
            Event::Text(e) if inside => text.push_str(&e),
            Event::GeneralRef(e) if inside => {
                text.push_str(match &*e {
                    "lt" => "<",
                    "gt" => ">",
                    "amp" => "&",
                    "quot" => "\"",
                    "apos" => "'",
                    other => panic!("{other}"),
                });
            }
            Event::End(e) if e.name().as_ref() == "w:p" => all.push((style.clone(), text.clone())),
            _ => {}
        }
    }
}

#[test]
fn headings_have_their_levels_and_texts_stay_texts() {
    let file = official(&document()).unwrap();
    let found = paragraphs(&part(&file, "word/document.xml"));
    let found: Vec<_> = found
        .iter()
        .map(|(style, text)| (style.as_str(), text.as_str()))
        .collect();
    let body = "OfficialBody";
    assert_eq!(
        found,
        [
            ("OfficialTitle", "温州市鹿城区2024年全国科普日活动总结"),
            (body, ""),
            (body, "温州市科学技术协会："),
            (body, "活动期间，全区开展活动12项。"),
            ("Heading1", "一、重点活动开展情况和成效"),
            ("Heading2", "（一）百家场馆探未来"),
            (body, "开放场馆 3 家，接待 3.5 万人次。"),
            ("Heading3", "1. 科技馆之夜"),
            (body, "3.5 万人次参加。"),
            ("Heading1", "二、宣传工作"),
            (body, "𠮷林·<b>报道</b> & \"引号\""),
            (body, ""),
            (body, "附件：1. 活动情况汇总表"),
            (body, "2. 优秀案例"),
            (body, ""),
            (body, ""),
            (body, "鹿城区科学技术协会"),
            (body, "2024年9月28日"),
        ]
    );
}

/// What a style says.
fn style(xml: &str, id: &str) -> String {
    let from = xml.find(&format!("w:styleId=\"{id}\"")).unwrap();
    let to = from + xml[from..].find("</w:style>").unwrap();
    xml[from..to].to_owned()
}

#[test]
fn fonts_sizes_and_the_page_are_those_of_the_standard() {
    let file = official(&document()).unwrap();
    let styles = part(&file, "word/styles.xml");
    for (id, font, size, line) in [
        ("OfficialTitle", "方正小标宋简体", 44, 700),
        ("OfficialBody", "仿宋_GB2312", 32, 560),
        ("Heading1", "黑体", 32, 560),
        ("Heading2", "楷体_GB2312", 32, 560),
        ("Heading3", "仿宋_GB2312", 32, 560),
    ] {
        let style = style(&styles, id);
        assert!(style.contains(&format!("w:eastAsia=\"{font}\"")), "{style}");
        assert!(style.contains(&format!("<w:sz w:val=\"{size}\"")), "{style}");
        assert!(style.contains(&format!("w:line=\"{line}\"")), "{style}");
        assert!(style.contains("w:lineRule=\"exact\""), "{style}");
    }
    assert!(style(&styles, "OfficialTitle").contains("<w:jc w:val=\"center\""));
    let body = part(&file, "word/document.xml");
    // 37, 26, 35 and 28 mm of A4.
    for expected in [
        "w:top=\"2098\"",
        "w:right=\"1474\"",
        "w:bottom=\"1984\"",
        "w:left=\"1588\"",
        "w:w=\"11906\"",
        "w:h=\"16838\"",
    ] {
        assert!(body.contains(expected), "{expected}");
    }
    let table = part(&file, "word/fontTable.xml");
    assert!(
        table.contains("<w:font w:name=\"仿宋_GB2312\"><w:altName w:val=\"仿宋,"),
        "{table}"
    );
    assert!(part(&file, "word/settings.xml").contains("evenAndOddHeaders"));
    let footers = [part(&file, "word/footer1.xml"), part(&file, "word/footer2.xml")];
    let sides: Vec<bool> = footers
        .iter()
        .map(|f| f.contains("<w:jc w:val=\"right\""))
        .collect();
    assert_eq!(
        sides,
        [true, false],
        "odd pages on the right, even ones on the left"
    );
    for footer in footers {
        let text: String = paragraphs(&footer).into_iter().map(|(_, text)| text).collect();
        assert_eq!(text, "— 1 —");
        assert!(footer.contains("PAGE"), "{footer}");
    }
}

#[test]
fn a_long_unit_keeps_two_characters_from_the_edge_with_the_date_in_the_middle_below() {
    let long = OfficialDocument {
        signatory: "温州市全民科学素质纲要实施工作领导小组办公室".to_owned(),
        ..document()
    };
    let body = part(&official(&long).unwrap(), "word/document.xml");
    let indent = |text: &str| {
        let at = body.find(text).unwrap();
        let from = body[..at].rfind("w:right=\"").unwrap() + "w:right=\"".len();
        let to = from + body[from..].find('"').unwrap();
        body[from..to].parse::<i32>().unwrap()
    };
    let (unit, date) = (22 * 320, 3 * 320 + 7 * 160);
    assert_eq!(indent("领导小组"), 640);
    assert_eq!(indent("2024年9月28日"), 640 + (unit - date) / 2);
}

#[test]
fn the_same_document_is_the_same_file_and_an_empty_one_is_a_document() {
    assert_eq!(official(&document()).unwrap(), official(&document()).unwrap());
    let empty = OfficialDocument {
        dated: document().dated,
        ..OfficialDocument::default()
    };
    let found = paragraphs(&part(&official(&empty).unwrap(), "word/document.xml"));
    assert_eq!(found.last().map(|(_, text)| text.as_str()), Some("2024年9月28日"));
}

/// Writes the sample beside the tests' other output, to be looked at in a word processor.
#[test]
fn a_sample_of_several_pages() {
    let long = Section {
        title: "企业、园区、高校、学会等动员参与情况".to_owned(),
        text:
            "各学会组织科技工作者深入社区、学校、企业开展科普活动，内容涵盖人工智能、生命健康、航空航天等。\n"
                .repeat(30),
    };
    let mut sample = document();
    sample.sections.push(long);
    let file = official(&sample).unwrap();
    let dir = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    std::fs::write(dir.join("official.docx"), file).unwrap();
}
