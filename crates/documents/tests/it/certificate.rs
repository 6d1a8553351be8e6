//! The file: what it says, what it holds, what it refuses.

use documents::certificate::Part;
use documents::{Certificate, RenderError};

use crate::pdf::{catalog, dictionary, embedded_fonts, made, opened, text};
use crate::sample::{certificate, fonts};

#[test]
fn everything_it_says_can_be_copied() {
    let text = text(&opened(&certificate()));
    for part in [
        "荣誉证书",
        "武汉市青少年科学技术馆：",
        "“走近量子世界”主题科普活动",
        "特发此证，以资鼓励。",
        "中国科学技术协会",
        "2026年11月20日",
        "扫码核验",
        "编号：KP2026-YX-000128",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    ] {
        assert!(text.contains(part), "{part} is missing in {text}");
    }
}

#[test]
fn it_is_read_in_order() {
    let text = text(&opened(&certificate()));
    let at = |part: &str| text.find(part).unwrap();
    let order = [
        "荣誉证书",
        "武汉市",
        "特发此证",
        "中国科学",
        "扫码核验",
        "编号",
        "9f86",
    ];
    assert!(order.windows(2).all(|pair| at(pair[0]) < at(pair[1])), "{text}");
}

#[test]
fn rare_characters_and_dots_in_names_survive() {
    let c = Certificate {
        recipient: "阿卜杜热合曼·买买提、𠮷田㐂、镕𬭚、Zoë Müller".to_owned(),
        ..certificate()
    };
    let text = text(&opened(&c));
    for part in ["阿卜杜热合曼·买买提", "𠮷田㐂", "镕𬭚", "ZoëMüller"] {
        assert!(text.contains(part), "{part} is missing in {text}");
    }
}

#[test]
fn a_character_that_no_font_has_is_named() {
    let c = Certificate {
        recipient: "王\u{E815}😀".to_owned(),
        text: "再来一个😀和ཀ".to_owned(),
        ..certificate()
    };
    let error = documents::certificate(fonts(), &c).unwrap_err();
    let expected = vec!['\u{E815}', '😀', 'ཀ'];
    assert_eq!(
        error,
        RenderError::Missing {
            characters: expected.clone()
        }
    );
    assert!(error.to_string().contains('ཀ'));
    assert_eq!(fonts().missing(&format!("{}{}", c.recipient, c.text)), expected);
    assert_eq!(fonts().missing("阿·𠮷\n\t 葛\u{E0100}"), Vec::<char>::new());
}

#[test]
fn what_cannot_be_seen_cannot_deceive() {
    let c = Certificate {
        recipient: "科\u{202E}学\u{200B}馆\u{7}".to_owned(),
        ..certificate()
    };
    let text = text(&opened(&c));
    assert!(text.contains("科学馆："), "{text}");
}

#[test]
fn fonts_are_embedded_and_hold_only_what_is_used() {
    let fonts = embedded_fonts(&opened(&certificate()));
    assert_eq!(fonts.len(), 2);
    for (name, holds) in fonts {
        assert!(holds, "{name} is not embedded");
        let (tag, rest) = name.split_once('+').unwrap();
        assert!(
            tag.len() == 6 && tag.bytes().all(|b| b.is_ascii_uppercase()),
            "{name}"
        );
        assert!(
            rest.starts_with("NotoSerifCJKsc-") || rest.starts_with("NotoSerifSC-"),
            "{rest}"
        );
    }
    let size = made(&certificate()).len();
    assert!(size < 80_000, "{size} bytes");
}

#[test]
fn it_has_title_language_and_structure() {
    let document = opened(&certificate());
    let catalog = catalog(&document);
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"zh-CN");
    let marked = dictionary(&document, catalog.get(b"MarkInfo").unwrap());
    assert!(marked.get(b"Marked").unwrap().as_bool().unwrap());
    assert!(catalog.has(b"StructTreeRoot"));
    let info = dictionary(&document, document.trailer.get(b"Info").unwrap());
    let title = lopdf::decode_text_string(info.get(b"Title").unwrap()).unwrap();
    assert_eq!(title, "荣誉证书 KP2026-YX-000128");
}

#[test]
fn it_is_an_archive_file() {
    let bytes = made(&certificate());
    let holds = |part: &str| bytes.windows(part.len()).any(|w| w == part.as_bytes());
    assert!(holds("pdfaid:part>2<"), "PDF/A-2");
    assert!(holds("pdfuaid:part>1<"), "PDF/UA-1");
}

#[test]
fn control_characters_do_not_get_into_its_properties() {
    let c = Certificate {
        heading: "荣誉\u{0}证书\u{1F}".to_owned(),
        recipient: "科学馆\u{B}\u{FEFF}".to_owned(),
        ..certificate()
    };
    let bytes = made(&c);
    let at = |part: &[u8]| bytes.windows(part.len()).position(|w| w == part).unwrap();
    let xmp = &bytes[at(b"<?xpacket begin")..at(b"<?xpacket end")];
    let xmp = std::str::from_utf8(xmp).unwrap();
    assert!(
        xmp.contains("荣誉证书 KP2026") && !xmp.contains(['\u{0}', '\u{1F}', '\u{B}']),
        "{xmp}"
    );
}

#[test]
fn one_page_of_a4_across() {
    let document = opened(&certificate());
    let pages = document.get_pages();
    assert_eq!(pages.len(), 1);
    let page = document.get_dictionary(pages[&1]).unwrap();
    let sides: Vec<f32> = page
        .get(b"MediaBox")
        .unwrap()
        .as_array()
        .unwrap()
        .iter()
        .map(|side| side.as_float().unwrap())
        .collect();
    assert_eq!(sides, [0.0, 0.0, 841.89, 595.28]);
}

#[test]
fn only_sample_data_is_marked_as_such() {
    assert!(!text(&opened(&certificate())).contains("演示数据"));
    let c = Certificate {
        demo: true,
        ..certificate()
    };
    // In the corner and across the page.
    assert_eq!(text(&opened(&c)).matches("演示数据").count(), 2);
}

#[test]
fn the_same_certificate_is_the_same_file() {
    assert_eq!(made(&certificate()), made(&certificate()));
    let again = documents::Fonts::find(None).unwrap();
    assert_eq!(
        documents::certificate(&again, &certificate()).unwrap(),
        made(&certificate())
    );
}

#[test]
fn threads_share_the_fonts() {
    let one = made(&certificate());
    std::thread::scope(|scope| {
        let made: Vec<_> = (0..4).map(|_| scope.spawn(|| made(&certificate()))).collect();
        for thread in made {
            assert_eq!(thread.join().unwrap(), one);
        }
    });
}

#[test]
fn what_does_not_fit_is_refused_by_name() {
    let long = |count: usize| "科普".repeat(count);
    let refused = |c: Certificate| match documents::certificate(fonts(), &c) {
        Err(RenderError::TooLong { part }) => part,
        other => panic!("{:?}", other.map(|pdf| pdf.len())),
    };
    let c = certificate;
    assert_eq!(
        refused(Certificate {
            recipient: long(500),
            ..c()
        }),
        Part::Recipient
    );
    assert_eq!(
        refused(Certificate {
            text: long(2000),
            ..c()
        }),
        Part::Text
    );
    assert_eq!(
        refused(Certificate {
            issuer: long(500),
            ..c()
        }),
        Part::Issuer
    );
    assert_eq!(
        refused(Certificate {
            heading: long(500),
            ..c()
        }),
        Part::Heading
    );
    assert_eq!(
        refused(Certificate {
            number: long(500),
            ..c()
        }),
        Part::Number
    );
    let verification_url = format!("https://kepu.example.cn/{}", "x".repeat(2000));
    assert_eq!(
        refused(Certificate {
            verification_url,
            ..c()
        }),
        Part::Address
    );
}

#[test]
fn empty_texts_leave_room_and_nothing_else() {
    let c = Certificate {
        recipient: String::new(),
        text: " \n\n ".to_owned(),
        hash: String::new(),
        ..certificate()
    };
    let text = text(&opened(&c));
    assert!(text.starts_with("荣誉证书中国科学技术协会"), "{text}");
}
