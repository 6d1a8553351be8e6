use super::*;
use proptest::prelude::*;

fn uscc_fault(text: &str) -> FaultCode {
    Uscc::parse(text).unwrap_err().code
}

#[test]
fn published_credit_codes_are_accepted_however_typed() {
    for good in [
        "91440300708461136T",
        "91110000802100433B",
        "９１４４０３００７０８４６１１３６Ｔ",
        " 91440300-708461136t ",
    ] {
        let want = half_width(good).trim().replace('-', "").to_uppercase();
        assert_eq!(Uscc::parse(good).unwrap().as_str(), want);
    }
}

#[test]
fn each_fault_of_a_credit_code_has_its_own_message() {
    assert_eq!(uscc_fault("330302000012345"), FaultCode::UsccOldNumber);
    assert_eq!(uscc_fault("9144030070846113"), FaultCode::UsccLength);
    assert_eq!(uscc_fault("9144030070846I136T"), FaultCode::UsccCharacter);
    assert_eq!(uscc_fault("914403007084611360"), FaultCode::UsccCheck);
}

proptest! {
    #[test]
    fn one_wrong_character_never_passes(at in 0usize..18, with in 0usize..31) {
        let mut code = b"91440300708461136T".to_vec();
        prop_assume!(code[at] != Uscc::ALPHABET[with]);
        code[at] = Uscc::ALPHABET[with];
        prop_assert!(Uscc::parse(std::str::from_utf8(&code).unwrap()).is_err());
    }

    #[test]
    fn no_text_makes_a_parser_panic(text in "\\PC{0,40}") {
        let _ = (Uscc::parse(&text), Phone::parse(&text), is_web_address(&text), plain_text(&text), mask_phone(&text), contact_data(&text));
    }
}

#[test]
fn phones_are_normalised_and_never_printed_whole() {
    for good in ["13900000005", "+86 139-0000-0005", "１３９０００００００５"] {
        assert!(Phone::parse(good).is_ok(), "{good}");
    }
    for bad in [
        "",
        "1390000000",
        "12900000005",
        "0577-88962209",
        "139000000051",
        "13900000o05",
    ] {
        assert!(Phone::parse(bad).is_err(), "{bad}");
    }
    assert_eq!(
        format!("{:?}", Phone::parse("13912345678").unwrap()),
        "Phone(139****5678)"
    );
}

#[test]
fn contact_data_in_a_public_text_is_found_and_masked() {
    for (text, found) in [
        ("报名请联系王老师 13912345678，谢谢", vec!["139****5678"]),
        ("电话：１３９-１２３４-５６７８", vec!["139****5678"]),
        ("身份证11010519491231002X登记", vec!["110************02X"]),
        ("邮箱 someone@example.cn", vec!["s***@example.cn"]),
        ("活动编号 2024091500012345678", vec![]),
        ("咨询 0577-88962209，共 12345678 人次", vec![]),
        ("2024-09-15 至 2024-09-25", vec![]),
    ] {
        assert_eq!(contact_data(text), found, "{text}");
    }
}

#[test]
fn marks_upon_a_character_do_not_count_but_heaps_of_them_do() {
    for (text, counted) in [
        ("", 0),
        ("温州·𠮷祥", 5),
        ("e\u{301}", 1),
        ("e\u{301}\u{327}a", 2),
        ("e\u{301}\u{327}\u{301}", 2),
    ] {
        assert_eq!(length(text), counted, "{text}");
    }
    assert_eq!(length(&"\u{301}".repeat(1_000)), 998);
}

#[test]
fn somebodys_own_number_is_told_from_a_landline() {
    for own in [
        "13812345678",
        "013812345678",
        "8613812345678",
        "008613812345678",
        "330302199001011219",
    ] {
        assert!(is_private_number(own), "{own}");
    }
    for other in [
        "057788888888",
        "01088888888",
        "4008001234",
        "12345",
        "861088888888",
        "330302199001011218",
    ] {
        assert!(!is_private_number(other), "{other}");
    }
}

#[test]
fn only_addresses_a_browser_may_follow() {
    for good in [
        "https://www.kepuri.cn/a?b=c#d",
        "http://例子.中国/路径",
        "HTTPS://a.b:8443",
    ] {
        assert!(is_web_address(good), "{good}");
    }
    for bad in [
        "javascript:alert(1)",
        "www.kepuri.cn",
        "https://",
        "https://localhost",
        "https://a:b@c.d",
        "https://a.b/<script>",
        "https://a b.c",
        "ftp://a.b",
        "http://a.b:",
    ] {
        assert!(!is_web_address(bad), "{bad}");
    }
}
