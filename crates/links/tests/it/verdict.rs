use links::Verdict;

const ALL: [(Verdict, &str); 9] = [
    (
        Verdict::Reachable { status: 200 },
        r#"{"code":"reachable","status":200}"#,
    ),
    (Verdict::Gone { status: 404 }, r#"{"code":"gone","status":404}"#),
    (
        Verdict::Refused { status: 403 },
        r#"{"code":"refused","status":403}"#,
    ),
    (
        Verdict::Failing { status: 502 },
        r#"{"code":"failing","status":502}"#,
    ),
    (Verdict::NoSuchHost, r#"{"code":"no_such_host"}"#),
    (Verdict::Unreachable, r#"{"code":"unreachable"}"#),
    (Verdict::Forbidden, r#"{"code":"forbidden"}"#),
    (Verdict::TooManyRedirects, r#"{"code":"too_many_redirects"}"#),
    (Verdict::Invalid, r#"{"code":"invalid"}"#),
];

#[test]
fn verdicts_survive_the_wire_and_storage() {
    for (verdict, json) in ALL {
        assert_eq!(serde_json::to_string(&verdict).unwrap(), json);
        assert_eq!(serde_json::from_str::<Verdict>(json).unwrap(), verdict);
        assert_eq!(Verdict::parse(verdict.as_str(), verdict.status()), Some(verdict));
        let other = verdict.status().xor(Some(200));
        assert_eq!(Verdict::parse(verdict.as_str(), other), None, "{json}");
    }
    assert_eq!(Verdict::parse("unheard_of", None), None);
}

#[test]
fn only_what_certainly_is_not_there_is_dead() {
    let dead: Vec<_> = ALL.iter().filter(|(verdict, _)| verdict.is_dead()).collect();
    assert_eq!(dead, [&ALL[1], &ALL[4]]);
}
