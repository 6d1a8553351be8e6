//! The code that leads from paper to the page that confirms it.

use qrcode::{Color, EcLevel, QrCode};

use super::{Part, RenderError};

/// White modules that the standard asks for on each side.
pub(super) const QUIET: usize = 4;
/// More modules on a side could not be read from the printed size by every phone: each is then 0.36 mm.
const MAX_SIDE: usize = 85;

/// The modules of a QR code, without its quiet zone.
pub(super) struct Modules {
    /// Modules on each side.
    pub(super) side: usize,
    dark: Vec<bool>,
}

impl Modules {
    /// The dark stretches of each row: row, first column, columns.
    pub(super) fn stretches(&self) -> Vec<(usize, usize, usize)> {
        let mut all = Vec::new();
        for (y, row) in self.dark.chunks(self.side).enumerate() {
            let mut x = 0;
            while x < row.len() {
                let length = row[x..].iter().take_while(|dark| **dark).count();
                if length > 0 {
                    all.push((y, x, length));
                }
                x += length.max(1);
            }
        }
        all
    }
}

/// The code of a web address at level M: it can be read with 15 % of it worn off.
pub(super) fn modules(url: &str) -> Result<Modules, RenderError> {
    let too_long = RenderError::TooLong { part: Part::Address };
    let code = QrCode::with_error_correction_level(url, EcLevel::M).map_err(|_| too_long.clone())?;
    let side = code.width();
    if side > MAX_SIDE {
        return Err(too_long);
    }
    let dark = code.into_colors().into_iter().map(|c| c == Color::Dark).collect();
    Ok(Modules { side, dark })
}
