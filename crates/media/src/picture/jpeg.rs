//! The segments of a JPEG (ITU-T T.81, annex B): whether it is all there, and its EXIF.
//!
//! Decoders are lenient about the end, and searching for the end marker alone is not enough: the thumbnail inside the
//! EXIF has one too. So the segments are walked.

const START: u8 = 0xD8;
const END: u8 = 0xD9;
const SCAN: u8 = 0xDA;
const APP1: u8 = 0xE1;

/// What the first EXIF segment holds behind its name (CIPA DC-008, 4.7.2).
pub(super) fn exif(bytes: &[u8]) -> Option<&[u8]> {
    let mut at = 0;
    while let Some(marker) = next_marker(bytes, &mut at) {
        match marker {
            // Application segments stand before the picture.
            SCAN | END => return None,
            START | 0x01 | 0xD0..=0xD7 => {}
            _ => {
                let length = usize::from(u16::from_be_bytes(*bytes.get(at..)?.first_chunk()?));
                let segment = bytes.get(at + 2..at + length.max(2))?;
                if let (APP1, Some(exif)) = (marker, segment.strip_prefix(b"Exif\0\0")) {
                    return Some(exif);
                }
                at += length.max(2);
            }
        }
    }
    None
}

/// Whether the picture's own end marker is reached; what follows it does not matter.
pub(super) fn reaches_its_end(bytes: &[u8]) -> bool {
    let mut at = 0;
    while let Some(marker) = next_marker(bytes, &mut at) {
        match marker {
            END => return true,
            // Without a length: start, TEM, restarts.
            START | 0x01 | 0xD0..=0xD7 => {}
            _ => {
                let Some(length) = bytes.get(at..at + 2) else {
                    return false;
                };
                at += usize::from(u16::from_be_bytes([length[0], length[1]])).max(2);
            }
        }
    }
    false
}

/// Skips to the next marker (over the coded data of a scan) and past it.
fn next_marker(bytes: &[u8], at: &mut usize) -> Option<u8> {
    loop {
        let rest = bytes.get(*at..)?;
        let found = rest.iter().position(|b| *b == 0xFF)?;
        let code = rest[found..].iter().position(|b| *b != 0xFF)?;
        *at += found + code + 1;
        match rest[found + code] {
            0x00 => {}
            marker => return Some(marker),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_marker_inside_a_segment_is_not_the_end() {
        let thumbnail = [0xFF, 0xD8, 0xFF, 0xE1, 0, 6, 0xFF, 0xD8, 0xFF, 0xD9];
        assert!(!reaches_its_end(&thumbnail));
        assert!(reaches_its_end(
            &[&thumbnail[..], &[0xFF, 0xD9, b'P', b'K']].concat()
        ));
        assert!(!reaches_its_end(&[0xFF, 0xD8, 0xFF, 0xDA, 0, 2, 1, 2, 0xFF, 0]));
        assert!(reaches_its_end(&[
            0xFF, 0xD8, 0xFF, 0xDA, 0, 2, 1, 0xFF, 0, 2, 0xFF, 0xD0, 3, 0xFF, 0xFF, 0xD9
        ]));
    }
}
