//! What a cell holds, and what a person meant by it.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use crate::problem::{Fault, FaultCode};
use crate::text::half_width;
use crate::time::Instant;

/// The content of a cell that is not blank.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Text(String),
    Number(f64),
    /// A number that is shown as a date.
    Date(NaiveDateTime),
    Bool(bool),
    /// A formula that ended in an error: `#N/A`.
    Error(&'static str),
    /// A formula whose result was never stored.
    NotCalculated,
}

/// Above this a double does not hold every digit that was typed; table programs keep 15.
const EXACT: f64 = 1e15;
/// Serial numbers of days that are taken for dates: the years 1954 to 2119.
const SERIALS: std::ops::Range<f64> = 20_000.0..80_000.0;
/// Characters with which a table would begin a formula; an apostrophe before one only keeps it a text.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

type Read<T> = Result<T, Fault>;

fn fault(pointer: &str, code: FaultCode) -> Fault {
    Fault::new(pointer, code)
}

/// What a formula left behind that did not succeed.
fn broken(value: &Value, pointer: &str) -> Option<Fault> {
    match value {
        Value::Error(name) => Some(fault(pointer, FaultCode::CellError).with(name)),
        Value::NotCalculated => Some(fault(pointer, FaultCode::FormulaNotCalculated)),
        _ => None,
    }
}

impl Value {
    /// As it is shown to a person, and written into the workbook of faulty rows.
    pub fn shown(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(n) => number(*n),
            Self::Date(at) if at.time() == NaiveTime::MIN => at.format("%Y-%m-%d").to_string(),
            Self::Date(at) => at.format("%Y-%m-%d %H:%M").to_string(),
            Self::Bool(true) => "是".to_owned(),
            Self::Bool(false) => "否".to_owned(),
            Self::Error(name) => (*name).to_owned(),
            Self::NotCalculated => String::new(),
        }
    }
}

/// A number without an exponent as long as it is exact.
fn number(n: f64) -> String {
    if n.fract() == 0.0 && n.abs() < EXACT {
        format!("{n:.0}")
    } else if n.abs() >= EXACT {
        format!("{n:E}")
    } else {
        n.to_string()
    }
}

/// A text without blanks around it, and without the apostrophe that kept it a text.
pub fn plain(text: &str) -> &str {
    let text = text.trim();
    match text.strip_prefix('\'') {
        Some(rest) if rest.trim_start().starts_with(FORMULA) => rest,
        _ => text,
    }
}

/// A text. Numbers become the digits that were typed; where some are lost, that is a fault.
pub fn text(value: &Value, pointer: &str) -> Read<String> {
    if let Some(fault) = broken(value, pointer) {
        return Err(fault);
    }
    match value {
        Value::Number(n) if n.abs() >= EXACT => {
            Err(fault(pointer, FaultCode::DigitsLost).with(value.shown()))
        }
        other => Ok(plain(&other.shown()).to_owned()),
    }
}

/// A text of digits: phone numbers and codes. `1.38E+10` has lost what followed.
pub fn digits(value: &Value, pointer: &str) -> Read<String> {
    let found = text(value, pointer)?;
    if is_scientific(&found) {
        Err(fault(pointer, FaultCode::DigitsLost).with(found))
    } else {
        Ok(found)
    }
}

/// `1.38E+10`, `9.13303E+17`.
fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else {
        return false;
    };
    let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let (whole, rest) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    digits(whole) && whole.len() == 1 && digits(rest) && digits(exponent) && exponent.len() <= 2
}

/// A whole number that is not negative: `1,200 人` is 1200.
pub fn count(value: &Value, pointer: &str) -> Read<u64> {
    if let Some(fault) = broken(value, pointer) {
        return Err(fault);
    }
    let wrong = || fault(pointer, FaultCode::WrongType).with(format!("“{}”应为整数", value.shown()));
    match value {
        Value::Number(n) if n.fract() == 0.0 && (0.0..EXACT).contains(n) => Ok(*n as u64),
        Value::Text(text) => {
            let text = half_width(plain(text)).replace([',', ' '], "");
            let text = ["人次", "人", "元", "项", "个"]
                .iter()
                .find_map(|unit| text.strip_suffix(unit))
                .unwrap_or(&text);
            let text = text
                .strip_suffix(".0")
                .or_else(|| text.strip_suffix(".00"))
                .unwrap_or(text);
            text.parse().map_err(|_| wrong())
        }
        _ => Err(wrong()),
    }
}

/// 是 or 否.
pub fn yes(value: &Value, pointer: &str) -> Read<bool> {
    if let Some(fault) = broken(value, pointer) {
        return Err(fault);
    }
    match value {
        Value::Bool(yes) => Ok(*yes),
        other => match plain(&other.shown()).to_lowercase().as_str() {
            "是" | "支持" | "可预约" | "需预约" | "有" | "√" | "1" | "y" | "yes" | "true" => {
                Ok(true)
            }
            "否" | "不支持" | "不可预约" | "无需预约" | "无" | "×" | "0" | "n" | "no" | "false" => {
                Ok(false)
            }
            wrong => Err(fault(pointer, FaultCode::UnknownValue).with(wrong)),
        },
    }
}

/// Which end of a session a time is: a day without a time of day is the whole day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    Start,
    Finish,
}

impl End {
    fn of_day(self, day: NaiveDate) -> NaiveDateTime {
        match self {
            Self::Start => day.and_time(NaiveTime::MIN),
            Self::Finish => day.and_time(NaiveTime::from_hms_opt(23, 59, 0).unwrap_or(NaiveTime::MIN)),
        }
    }
}

/// A time in Shanghai: a date cell, a serial number, or a text such as `2026年9月15日9:30`.
pub fn time(value: &Value, end: End, pointer: &str) -> Read<Instant> {
    if let Some(fault) = broken(value, pointer) {
        return Err(fault);
    }
    let wrong = || fault(pointer, FaultCode::UnreadableTime).with(value.shown());
    let local = match value {
        Value::Date(at) if at.time() == NaiveTime::MIN => end.of_day(at.date()),
        Value::Date(at) => *at,
        Value::Number(serial) if SERIALS.contains(serial) => from_serial(*serial, end).ok_or_else(wrong)?,
        Value::Number(n) => read_time(&number(*n), None, end).ok_or_else(wrong)?,
        Value::Text(text) => match plain(text).parse::<f64>() {
            Ok(serial) if SERIALS.contains(&serial) => from_serial(serial, end).ok_or_else(wrong)?,
            _ => read_time(plain(text), None, end).ok_or_else(wrong)?,
        },
        _ => return Err(wrong()),
    };
    Ok(Instant::at_shanghai(local.date(), local.time()))
}

/// Days since 1899-12-30, as table programs count them; minutes are rounded, for a fraction of a day is never exact.
fn from_serial(serial: f64, end: End) -> Option<NaiveDateTime> {
    let day =
        NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_signed(TimeDelta::days(serial.floor() as i64))?;
    if serial.fract() == 0.0 {
        return Some(end.of_day(day));
    }
    let minutes = (serial.fract() * 1_440.0).round() as i64;
    day.and_time(NaiveTime::MIN)
        .checked_add_signed(TimeDelta::minutes(minutes))
}

/// A date and perhaps a time of day as people write them; only a time of day where `day` is given.
fn read_time(text: &str, day: Option<NaiveDate>, end: End) -> Option<NaiveDateTime> {
    let text = half_width(text).to_lowercase();
    let afternoon = ["下午", "晚上", "晚", "pm"]
        .iter()
        .any(|mark| text.contains(mark));
    let mut rest = text;
    for mark in [
        "上午", "下午", "晚上", "中午", "晚", "am", "pm", "年", "月", "日", "号", "时", "点", "分", "秒",
    ] {
        rest = rest.replace(mark, " ");
    }
    if let Some((open, close)) = rest.find('(').zip(rest.find(')'))
        && open < close
    {
        // (星期日)
        rest.replace_range(open..=close, " ");
    }
    let known =
        |c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '-' | '/' | '.' | ':' | 't' | 'z');
    if !rest.chars().all(known) || rest.contains('z') {
        return None;
    }
    let groups: Vec<&str> = rest
        .split(|c: char| !c.is_ascii_digit())
        .filter(|group| !group.is_empty())
        .collect();
    let number = |group: &&str| group.parse::<u32>().ok();
    let (day, clock) = match (day, groups.as_slice()) {
        (_, [whole, clock @ ..]) if whole.len() == 8 => {
            (NaiveDate::parse_from_str(whole, "%Y%m%d").ok()?, clock)
        }
        (_, [year, month, date, clock @ ..]) if year.len() == 4 => (
            NaiveDate::from_ymd_opt(i32::try_from(number(year)?).ok()?, number(month)?, number(date)?)?,
            clock,
        ),
        (Some(day), clock) => (day, clock),
        _ => return None,
    };
    let (hour, minute) = match clock {
        [] => return Some(end.of_day(day)),
        [hour] => (number(hour)?, 0),
        [hour, minute] | [hour, minute, _] => (number(hour)?, number(minute)?),
        _ => return None,
    };
    let hour = if afternoon && hour < 12 { hour + 12 } else { hour };
    Some(day.and_time(NaiveTime::from_hms_opt(hour, minute, 0)?))
}

/// Several sessions in one cell: `2026-09-15 09:00至11:30；2026-09-16 09:00至11:30`.
pub fn sessions(value: &Value, pointer: &str) -> Read<Vec<(Instant, Instant)>> {
    let whole = text(value, pointer)?;
    let mut all = Vec::new();
    for part in whole
        .split(['；', ';', '\n'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        let wrong = || fault(pointer, FaultCode::UnreadableTime).with(part);
        let normal = part
            .replace(['到', '~', '～', '—', '–'], "至")
            .replace(" - ", "至");
        let ends: Vec<&str> = normal.split('至').filter(|end| !end.trim().is_empty()).collect();
        let (from, to) = match ends.as_slice() {
            [only] => (*only, *only),
            [from, to] => (*from, *to),
            _ => return Err(wrong()),
        };
        let from = read_time(from, None, End::Start).ok_or_else(wrong)?;
        let to = if ends.len() == 1 {
            End::Finish.of_day(from.date())
        } else {
            read_time(to, Some(from.date()), End::Finish).ok_or_else(wrong)?
        };
        let at = |local: NaiveDateTime| Instant::at_shanghai(local.date(), local.time());
        all.push((at(from), at(to)));
    }
    Ok(all)
}

/// The parts of a cell that lists several things.
pub fn list(value: &Value, pointer: &str) -> Read<Vec<String>> {
    let whole = text(value, pointer)?;
    Ok(whole
        .split(['、', '，', ',', '；', ';', '\n', '|'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect())
}

#[cfg(test)]
#[path = "value_tests.rs"]
mod tests;
