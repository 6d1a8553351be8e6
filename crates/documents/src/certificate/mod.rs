//! The certificate of honour (荣誉证书): one page A4, landscape, as a tagged PDF that is fit for archives.
//!
//! The file conforms to PDF/A-2a and PDF/UA-1 as far as the library can check that, so it needs nothing from the
//! machine that shows it, and a screen reader reads it in order. The same certificate gives the same bytes.

mod code;
mod composer;
mod layout;
mod lines;
mod ornament;
mod page;

use chrono::NaiveDate;
use thiserror::Error;

use crate::fonts::{Fonts, is_selector};

pub use layout::{Area, Layout, Line, Part, layout};

/// What a certificate says. Spaces around texts are dropped, line breaks separate paragraphs; invisible characters
/// (control characters, directions, joiners) are dropped, for they could only deceive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// Unique number, shown beside the code and part of the document's title.
    pub number: String,
    /// `荣誉证书` in most cases; a few characters.
    pub heading: String,
    /// Whom it is for. A colon is set after it.
    pub recipient: String,
    /// Body. Each paragraph is indented by two characters.
    pub text: String,
    /// Who issues it; several issuers in several lines.
    pub issuer: String,
    pub issued_on: NaiveDate,
    /// Web address of the page that confirms this certificate, at most some 1,000 bytes; the code holds it.
    pub verification_url: String,
    /// Hex, printed small: what is stored can be compared with what is on paper. Empty prints none.
    pub hash: String,
    /// Marks the certificate as made from sample data: `演示数据`, across the page and in a corner.
    pub demo: bool,
}

/// A certificate could not be made. Nothing was drawn then.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RenderError {
    /// These characters are in no font. Ask before with [`Fonts::missing`]; a font that has rare characters can be
    /// put beside the others, see [`Fonts::find`].
    #[error("no font has: {}", .characters.iter().collect::<String>())]
    Missing { characters: Vec<char> },
    /// This part does not fit on the page, even in the smallest type.
    #[error("too long for the page: {part:?}")]
    TooLong { part: Part },
    /// A fault of the fonts' files or of this program; the text is for the log.
    #[error("the PDF could not be written: {0}")]
    Pdf(String),
}

/// Draws a certificate; the answer is a PDF file of some 30 to 60 KB. Takes some milliseconds of processor time and no
/// memory that outlives the call.
pub fn certificate(fonts: &Fonts, c: &Certificate) -> Result<Vec<u8>, RenderError> {
    let laid_out = layout::compose(fonts, c)?;
    let code = code::modules(&c.verification_url)?;
    page::draw(fonts, c, &laid_out, &code)
}

/// Without what has no picture: every other character must be drawn or refused.
pub(crate) fn clean(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\u{2028}' | '\u{2029}' => clean.push('\n'),
            '\t' | '\u{A0}' => clean.push(' '),
            _ if c.is_control() => {}
            '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' => {}
            '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{180E}' | '\u{E0000}'..='\u{E007F}' => {}
            // A selector without a character before it selects nothing.
            _ if is_selector(c) && clean.chars().next_back().is_none_or(char::is_whitespace) => {}
            _ => clean.push(c),
        }
    }
    clean
}
