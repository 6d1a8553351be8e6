//! What somebody typed stays text.

use documents::cell::{neutral, wrapped_lines};

#[test]
fn what_could_start_a_formula_is_quoted() {
    for text in [
        "=1+1",
        "=HYPERLINK(\"https://example.cn\",\"看\")",
        "+86 10 6857 1898",
        "-1",
        "@SUM(A1)",
        "＝1+1",
        "＋1",
        "－1",
        "＠SUM(A1)",
        " =1+1",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
        "\u{3000}=1+1",
        "\u{FEFF}=1+1",
        "\u{200B}@A1",
    ] {
        let written = neutral(text);
        assert!(written.starts_with('\''), "{text:?} became {written:?}");
        assert!(!written.contains(['\t', '\r']));
    }
}

#[test]
fn everything_else_is_left_alone() {
    for text in [
        "",
        "科普日",
        "1+1=2",
        "a=b",
        "027-82710000",
        "https://example.cn/?a=b",
        "'=1",
        "第一行\n第二行",
    ] {
        assert_eq!(neutral(text), text);
    }
}

#[test]
fn control_characters_do_not_get_in() {
    assert_eq!(neutral("一\u{0}二\u{8}三\t四\r\n五\r六"), "一二三 四\n五\n六");
    // What hides the sign is removed before the sign is looked for.
    assert_eq!(neutral("\u{1}=1"), "'=1");
}

#[test]
fn lines_are_counted() {
    assert_eq!(wrapped_lines("", 10.0), 1);
    assert_eq!(wrapped_lines("科普", 10.0), 1);
    assert_eq!(wrapped_lines("一\n二\n三", 10.0), 3);
    let long = wrapped_lines(&"科".repeat(300), 28.0);
    assert!((20..=24).contains(&long), "{long}");
}
