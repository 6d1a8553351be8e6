//! Values written as text: phone numbers, registration codes, addresses.

use std::fmt;

use crate::problem::{Fault, FaultCode};

/// A mainland mobile number: 11 digits, beginning with 1 (MIIT numbering plan).
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Phone(String);

impl Phone {
    /// Accepts spaces, hyphens, full-width digits and a leading +86.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let plain: String = half_width(text)
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .collect();
        let digits = plain
            .strip_prefix("+86")
            .or_else(|| plain.strip_prefix("0086"))
            .unwrap_or(&plain);
        let valid = digits.len() == 11
            && digits.bytes().all(|b| b.is_ascii_digit())
            && digits.starts_with('1')
            && !matches!(digits.as_bytes()[1], b'0' | b'1' | b'2');
        if valid {
            Ok(Self(digits.to_owned()))
        } else {
            Err(Fault::new("/phone", FaultCode::InvalidPhone))
        }
    }
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// `138****1234`
    pub fn masked(&self) -> String {
        mask_phone(&self.0)
    }
}

/// Never prints the whole number, so that it cannot reach a log by accident.
impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Phone({})", self.masked())
    }
}

/// `138****1234`; anything shorter than eleven characters is hidden altogether.
pub fn mask_phone(phone: &str) -> String {
    let chars: Vec<char> = phone.chars().collect();
    if chars.len() < 11 {
        return "****".to_owned();
    }
    let tail = &chars[chars.len() - 4..];
    chars[..3].iter().chain(&['*'; 4]).chain(tail).collect()
}

/// 王* for 王小明: the family name stays.
pub fn mask_name(name: &str) -> String {
    name.chars()
        .next()
        .map_or_else(String::new, |first| format!("{first}*"))
}

/// Full-width letters, digits, punctuation and the ideographic space as their ASCII forms.
pub fn half_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{3000}' => ' ',
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            _ => c,
        })
        .collect()
}

/// A unified social credit code (统一社会信用代码, GB 32100-2015): 18 characters with a check character.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Uscc(String);

impl Uscc {
    const ALPHABET: &'static [u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

    /// Normalises case, width, blanks and hyphens, then checks length, alphabet and check character.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let fault = |code| Fault::new("/uscc", code);
        let code: String = half_width(text)
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let length = code.chars().count();
        if length == 15 && code.bytes().all(|b| b.is_ascii_digit()) {
            return Err(fault(FaultCode::UsccOldNumber));
        }
        if length != 18 {
            return Err(fault(FaultCode::UsccLength).with(length));
        }
        let mut values = Vec::with_capacity(18);
        for (n, c) in code.chars().enumerate() {
            match Self::ALPHABET.iter().position(|a| char::from(*a) == c) {
                Some(value) => values.push(value),
                None => return Err(fault(FaultCode::UsccCharacter).with(n + 1).with(c)),
            }
        }
        let sum: usize = values.iter().zip(Self::WEIGHTS).map(|(v, w)| v * w).sum();
        if (31 - sum % 31) % 31 != values[17] {
            return Err(fault(FaultCode::UsccCheck));
        }
        Ok(Self(code))
    }
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether `text` is an absolute http(s) address that a browser may follow: no credentials, no blanks, a host.
pub fn is_web_address(text: &str) -> bool {
    let Some(rest) = strip_scheme(text) else {
        return false;
    };
    let host_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(host_end);
    let (host, port) = authority.rsplit_once(':').unwrap_or((authority, "443"));
    let port_ok = !port.is_empty() && port.len() <= 5 && port.bytes().all(|b| b.is_ascii_digit());
    let host_ok = host.contains('.')
        && !host.starts_with('.')
        && !host.ends_with('.')
        && host
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'));
    let path_ok = !path
        .chars()
        .any(|c| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '\\'));
    port_ok && host_ok && path_ok && text.len() <= 2_000
}

fn strip_scheme(text: &str) -> Option<&str> {
    ["https://", "http://"].into_iter().find_map(|scheme| {
        let head = text.get(..scheme.len())?;
        head.eq_ignore_ascii_case(scheme).then(|| &text[scheme.len()..])
    })
}

/// A `Content-Disposition` of this kind (`inline`, `attachment`) with a file name in any script (RFC 6266, RFC 8187).
pub fn content_disposition(kind: &str, file_name: &str) -> String {
    format!("{kind}; filename*=UTF-8''{}", percent_encoded(file_name))
}

/// Text as a part of an address (RFC 3986): everything but letters, digits, `.` and `-` as its bytes.
pub fn percent_encoded(text: &str) -> String {
    use std::fmt::Write;
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// Combining marks upon one character that are part of it. After composing (NFC) names have two at the most.
const MARKS: usize = 2;

/// Characters as a person counts them: neither surrogates nor combining marks count twice. Marks beyond [`MARKS`] count,
/// so that a text of this length holds at most three times as many scalar values.
pub fn length(text: &str) -> usize {
    let (mut length, mut marks) = (0, 0);
    for c in text.chars() {
        marks = if ('\u{300}'..='\u{36F}').contains(&c) {
            marks + 1
        } else {
            0
        };
        if marks == 0 || marks > MARKS {
            length += 1;
        }
    }
    length
}

/// Whether there is a letter, digit or ideograph in it, not only punctuation.
pub fn is_readable(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// Mobile numbers, identity card numbers and e-mail addresses in a text that is to be public, each masked.
pub fn contact_data(text: &str) -> Vec<String> {
    let plain = half_width(text);
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '@' | '.' | '_' | '-' | '+');
    let mut all = Vec::new();
    for run in plain.split(|c: char| !is_part(c)).filter(|run| run.len() >= 6) {
        if let Some((name, host)) = run.split_once('@') {
            if !name.is_empty() && host.contains('.') && !host.starts_with('.') {
                let first: String = name.chars().take(1).collect();
                all.push(format!("{first}***@{host}"));
            }
            continue;
        }
        for digits in run.split(['.', '_', '+']) {
            let digits = digits.replace('-', "");
            let number =
                digits.trim_end_matches(|c: char| c.is_ascii_alphabetic() && !matches!(c, 'X' | 'x'));
            let number = number.trim_start_matches(|c: char| c.is_ascii_alphabetic());
            if is_identity_number(number) {
                all.push(format!("{}************{}", &number[..3], &number[15..]));
            } else if Phone::parse(number).is_ok() {
                all.push(mask_phone(number));
            }
        }
    }
    all.dedup();
    all
}

/// Whether these digits are somebody's own number: an identity card number, or a mobile number with or without the
/// country's 86 or the 0 that is dialled before it from another city.
pub fn is_private_number(digits: &str) -> bool {
    let prefixes = ["", "0", "86", "0086"];
    let mut national = prefixes.iter().filter_map(|prefix| digits.strip_prefix(*prefix));
    is_identity_number(digits) || national.any(|number| number.len() == 11 && Phone::parse(number).is_ok())
}

/// 公民身份号码, GB 11643-1999: 17 digits and a check character (ISO 7064 MOD 11-2).
fn is_identity_number(text: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let bytes = text.as_bytes();
    if bytes.len() != 18 || !bytes[..17].iter().all(u8::is_ascii_digit) {
        return false;
    }
    let sum: u32 = bytes
        .iter()
        .zip(WEIGHTS)
        .map(|(b, w)| u32::from(b - b'0') * w)
        .sum();
    b"10X98765432"[(sum % 11) as usize] == bytes[17].to_ascii_uppercase()
}

/// The text of a rich text, tags left out: what a reader sees, for counting.
pub fn plain_text(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut in_tag = false;
    for c in html.chars() {
        match c {
            '<' => in_tag = true,
            '>' if in_tag => {
                in_tag = false;
                out.push(' ');
            }
            _ if !in_tag => out.push(c),
            _ => {}
        }
    }
    let unescaped = out
        .replace("&nbsp;", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
    unescaped.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
#[path = "text_tests.rs"]
mod tests;
