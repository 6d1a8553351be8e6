//! What the test runners say of single tests, read from their lines: how many, and at the end once more which failed.

use std::fmt;

/// Lines kept of one failed test: its name, the assertion and where.
const LINES_OF_A_FAULT: usize = 30;

/// Single tests that passed and failed.
#[derive(Debug, Default)]
pub struct Tally {
    passed: u32,
    failed: u32,
    faults: Vec<String>,
    /// How many of the coming lines still belong to the last fault.
    open: usize,
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

impl Tally {
    /// Prints what failed, after thousands of lines of what did not.
    pub fn tell_faults(&self) {
        for fault in &self.faults {
            println!("{fault}");
        }
    }

    /// A step that failed without a failed test, such as formatting, counts as one.
    pub fn at_least_failed(&mut self, steps: usize) {
        if self.failed == 0 {
            self.failed = u32::try_from(steps).unwrap_or(u32::MAX);
        }
    }

    /// Takes over what somebody else counted.
    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.faults.extend(other.faults);
    }

    /// Begins a fault with `line`, or adds the line to the one begun.
    fn fault(&mut self, line: &str, begins: bool, ends: bool) {
        if begins {
            self.open = LINES_OF_A_FAULT;
        } else if ends {
            self.open = 0;
        }
        if self.open > 0 {
            self.open -= 1;
            self.faults.push(line.to_owned());
        }
    }

    /// Reads `test result: ok. 24 passed; 0 failed; …`, and of failures what follows `---- name stdout ----`.
    pub fn cargo(&mut self, line: &str) {
        if let Some(rest) = line.strip_prefix("test result: ") {
            self.passed += number_before(rest, " passed");
            self.failed += number_before(rest, " failed");
        }
        self.fault(line, line.starts_with("---- "), line == "failures:");
    }

    /// Reads the summary's `  Tested: 114`, `  ❌ ST108 Response violates schema: 6` and `  🚫 Schema Error: 1`.
    pub fn schemathesis(&mut self, line: &str) {
        let count = |rest: &str| {
            rest.rsplit(": ")
                .next()
                .and_then(|n| n.trim().parse().ok())
                .unwrap_or(0)
        };
        let line = line.trim();
        if let Some(rest) = line.strip_prefix("Tested: ") {
            self.passed += count(rest);
        } else if (line.starts_with("❌ ST") || line.starts_with("🚫")) && line.contains(": ") {
            self.failed += count(line);
        }
        let heading = line.starts_with("____") && line.ends_with("____");
        self.fault(
            line,
            heading,
            line.starts_with("====") && line.contains("SUMMARY"),
        );
    }

    /// Reads `  12 passed (34.5s)` and `  1 failed`, and what follows `  1) [phone] › specs/…`.
    pub fn playwright(&mut self, line: &str) {
        let begins = line
            .trim_start()
            .split_once(") [")
            .is_some_and(|(number, _)| number.bytes().all(|b| b.is_ascii_digit()));
        let full = line;
        let line = line.trim();
        let counts = line.starts_with(|c: char| c.is_ascii_digit()) && line.ends_with(" failed");
        self.fault(full, begins, counts);
        if line.starts_with(|c: char| c.is_ascii_digit()) {
            self.passed += number_before(line, " passed");
            self.failed += number_before(line, " failed") + number_before(line, " flaky");
        }
    }

    /// Reads `ℹ pass 13`, `ℹ fail 1` and `ℹ cancelled 0`.
    pub fn node(&mut self, line: &str) {
        let number = |word| line.strip_prefix(word).and_then(|n| n.parse().ok()).unwrap_or(0);
        self.passed += number("ℹ pass ");
        self.failed += number("ℹ fail ") + number("ℹ cancelled ");
        self.fault(line, line.starts_with("✖ "), line.starts_with("✔ "));
    }
}

fn number_before(text: &str, word: &str) -> u32 {
    let Some(at) = text.find(word) else { return 0 };
    let digits: String = text[..at]
        .chars()
        .rev()
        .take_while(char::is_ascii_digit)
        .collect();
    digits.chars().rev().collect::<String>().parse().unwrap_or(0)
}
