//! Texts for people with places for what they are about.

/// The text with its arguments filled in: `{0}` is the first of them. `{0|day|days}` is the first word where that
/// argument is `1`, else the second: English needs it, Chinese does not. What stands in an argument is never filled in.
pub fn filled<S: AsRef<str>>(template: &str, args: &[S]) -> String {
    let mut out = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((place, after)) = after.split_once('}') else {
            break;
        };
        out.push_str(before);
        out.push_str(choice(place, args));
        rest = after;
    }
    out + rest
}

fn choice<'a, S: AsRef<str>>(place: &'a str, args: &'a [S]) -> &'a str {
    let mut parts = place.split('|');
    let position = parts.next().and_then(|n| n.parse::<usize>().ok());
    let arg = position.and_then(|n| args.get(n)).map_or("", S::as_ref);
    match (parts.next(), parts.next()) {
        (Some(one), Some(_)) if arg == "1" => one,
        (Some(_), Some(several)) => several,
        _ => arg,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_one_is_said_as_one() {
        let left = "{0} {0|day|days} left, {1}";
        assert_eq!(filled(left, &["1", "hurry"]), "1 day left, hurry");
        assert_eq!(filled(left, &["0", "late"]), "0 days left, late");
        assert_eq!(filled(left, &["21", "calm"]), "21 days left, calm");
    }

    #[test]
    fn what_people_typed_is_not_filled_in() {
        assert_eq!(
            filled("“{0}” of {1}", &["{1} {0|a|b}", "x"]),
            "“{1} {0|a|b}” of x"
        );
    }

    #[test]
    fn a_text_without_places_is_itself() {
        assert_eq!(filled::<&str>("五个部分（含 { 号", &[]), "五个部分（含 { 号");
    }
}
