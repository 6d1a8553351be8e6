//! Nothing overflows, nothing overlaps.

use documents::Certificate;
use documents::certificate::{Layout, Line, Part, layout};

use crate::sample::{certificate, fonts};

fn laid_out(c: &Certificate) -> Layout {
    layout(fonts(), c).unwrap()
}

fn of(layout: &Layout, part: Part) -> Vec<&Line> {
    layout.lines.iter().filter(|line| line.part == part).collect()
}

/// Left, top, right, bottom of the squares of a line's ideographs.
fn bounds(line: &Line) -> [f32; 4] {
    [
        line.x,
        line.baseline - 0.88 * line.size,
        line.x + line.width,
        line.baseline + 0.12 * line.size,
    ]
}

/// Every line is inside, no two overlap, none touches the code.
fn assert_sound(layout: &Layout) {
    const ROUNDING: f32 = 0.01;
    for (n, line) in layout.lines.iter().enumerate() {
        let [left, top, right, bottom] = bounds(line);
        let room = layout.text;
        assert!(
            left >= room.left - ROUNDING && right <= room.right + ROUNDING,
            "beside the page: {line:?}"
        );
        assert!(
            top >= room.top - ROUNDING && bottom <= room.bottom + ROUNDING,
            "above or below: {line:?}"
        );
        let code = layout.code;
        assert!(
            left >= code.right - ROUNDING || top >= code.bottom || bottom <= code.top,
            "on the code: {line:?}"
        );
        for other in &layout.lines[n + 1..] {
            let [l, t, r, b] = bounds(other);
            let apart = right <= l || r <= left || bottom <= t + ROUNDING || b <= top + ROUNDING;
            assert!(apart, "{line:?} on {other:?}");
        }
    }
}

/// Texts of this many characters, with dots and brackets among them.
fn name(characters: usize) -> String {
    "新疆伊犁阿卜杜热合曼·买买提（𠮷田）科学普及与青少年素质教育中心"
        .chars()
        .cycle()
        .take(characters)
        .collect()
}

#[test]
fn names_of_any_length_fit() {
    for characters in [1, 12, 25, 26, 40, 60, 61, 100, 200] {
        let c = Certificate {
            recipient: name(characters),
            ..certificate()
        };
        let layout = laid_out(&c);
        assert_sound(&layout);
        let set: String = of(&layout, Part::Recipient)
            .iter()
            .map(|line| line.text.as_str())
            .collect();
        assert_eq!(set, format!("{}：", c.recipient), "nothing is lost");
    }
}

#[test]
fn sixty_characters_are_still_read_from_afar() {
    let c = Certificate {
        recipient: name(60),
        ..certificate()
    };
    let layout = laid_out(&c);
    let lines = of(&layout, Part::Recipient);
    assert_eq!(lines.len(), 2);
    assert!(lines[0].size >= 20.0);
}

#[test]
fn everything_at_once_fits() {
    for demo in [false, true] {
        for text in [20, 60, 150, 300, 500] {
            let c = Certificate {
                number: "KP2026-优秀活动-湖北省-000128-补发".to_owned(),
                recipient: name(60),
                text: name(text) + "\n特发此证，以资鼓励。",
                issuer: "中国科学技术协会\n中华人民共和国科学技术部\n中国科学院".to_owned(),
                demo,
                ..certificate()
            };
            assert_sound(&laid_out(&c));
        }
    }
}

#[test]
fn issuer_and_date_stand_at_the_right() {
    let layout = laid_out(&certificate());
    let ends: Vec<f32> = [Part::Issuer, Part::Date]
        .iter()
        .map(|part| of(&layout, *part)[0])
        .map(|line| line.x + line.width)
        .collect();
    assert!((ends[0] - ends[1]).abs() < 0.01, "{ends:?}");
    assert_eq!(of(&layout, Part::Date)[0].text, "2026年11月20日");
}

#[test]
fn paragraphs_are_indented_by_two_characters() {
    let layout = laid_out(&certificate());
    let lines = of(&layout, Part::Text);
    let begins = |n: usize| n == 0 || lines[n].paragraph != lines[n - 1].paragraph;
    assert_eq!((0..lines.len()).filter(|n| begins(*n)).count(), 2);
    for (n, line) in lines.iter().enumerate() {
        let indent = if begins(n) { 2.0 * line.size } else { 0.0 };
        assert!((line.x - layout.text.left - indent).abs() < 0.01, "{line:?}");
    }
}

#[test]
fn full_lines_reach_the_right_edge() {
    let layout = laid_out(&certificate());
    let lines = of(&layout, Part::Text);
    for pair in lines
        .windows(2)
        .filter(|pair| pair[0].paragraph == pair[1].paragraph)
    {
        let end = pair[0].x + pair[0].width;
        assert!((end - layout.text.right).abs() < 0.01, "{:?}", pair[0]);
    }
}

#[test]
fn a_colon_follows_the_recipient_once() {
    for recipient in ["科学技术馆", "科学技术馆：", "科学技术馆:"] {
        let c = Certificate {
            recipient: recipient.to_owned(),
            ..certificate()
        };
        let text = &of(&laid_out(&c), Part::Recipient)[0].text.clone();
        assert!(text == "科学技术馆：" || text == "科学技术馆:", "{text}");
    }
}
