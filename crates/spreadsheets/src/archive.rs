//! Looking at the archive that an .xlsx is, before anything unpacks it.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::{ReadError, Result};

/// Bytes that a workbook may unpack to: ten times what 20,000 full rows need.
pub const UNPACKED_MAX: u64 = 160 * 1024 * 1024;
/// Files in an archive.
const ENTRIES_MAX: usize = 2_000;

/// Refuses what admits to be too large, what lies about it, and what is no workbook.
pub fn check(bytes: &[u8]) -> Result<()> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadError::Unreadable)?;
    if zip.len() > ENTRIES_MAX || zip.has_overlapping_files().unwrap_or(true) {
        return Err(ReadError::TooLarge);
    }
    if zip.index_for_name("xl/workbook.xml").is_none() {
        return Err(ReadError::Unreadable);
    }
    let mut admitted = 0_u64;
    for n in 0..zip.len() {
        let entry = zip.by_index_raw(n).map_err(|_| ReadError::Unreadable)?;
        if entry.encrypted() {
            return Err(ReadError::Encrypted);
        }
        admitted = admitted.saturating_add(entry.size());
    }
    if admitted > UNPACKED_MAX {
        return Err(ReadError::TooLarge);
    }
    let mut left = UNPACKED_MAX;
    let mut room = vec![0; 64 * 1024];
    for n in 0..zip.len() {
        let mut entry = zip.by_index(n).map_err(|_| ReadError::Unreadable)?;
        loop {
            let read = entry.read(&mut room).map_err(|_| ReadError::Unreadable)?;
            if read == 0 {
                break;
            }
            left = left.checked_sub(read as u64).ok_or(ReadError::TooLarge)?;
        }
    }
    Ok(())
}
