//! The fields and tables inside single boxes.

use bytes::Bytes;

use super::boxes::{BoxHeader, u16_at, u32_at, u64_at};
use super::window::Window;
use super::{ReadAt, Stop};

/// Bytes of a box that are looked at when it is not a table.
const SMALL: usize = 256;

/// Entries of a table per read; their bytes fit into a stretch of the window.
const ENTRIES: u64 = 1024;

pub(super) async fn small<S: ReadAt>(window: &mut Window<'_, S>, found: &BoxHeader) -> Result<Bytes, Stop> {
    window
        .up_to(found.body, found.len().min(SMALL as u64) as usize)
        .await
}

/// Neither all ones: that means "not known".
pub(super) fn known(length: &u64) -> bool {
    *length != u64::MAX && *length != u64::from(u32::MAX)
}

/// Units per second and length in `mvhd` and `mdhd`.
pub(super) fn times(body: &[u8]) -> Option<(u64, u64)> {
    let (scale, length) = if body.first() == Some(&1) {
        (u32_at(body, 20)?, u64_at(body, 24)?)
    } else {
        (u32_at(body, 12)?, u64::from(u32_at(body, 16)?))
    };
    Some((u64::from(scale), Some(length).filter(known).unwrap_or(0)))
}

/// Width and height in the first entry of `stsd`.
pub(super) fn coded_size(body: &[u8]) -> Option<(u32, u32)> {
    let size = (u32::from(u16_at(body, 40)?), u32::from(u16_at(body, 42)?));
    (size.0 > 0 && size.1 > 0).then_some(size)
}

/// Calls `take` with each entry of `entry` bytes of a table that begins at `at` and has `count` of them.
async fn each_entry<S: ReadAt>(
    window: &mut Window<'_, S>,
    table: &BoxHeader,
    at: u64,
    count: u32,
    entry: u64,
    mut take: impl FnMut(&[u8]),
) -> Result<(), Stop> {
    if u64::from(count) * entry > table.end.saturating_sub(at) {
        return Err(Stop::Unreadable);
    }
    let mut left = u64::from(count);
    let mut at = at;
    while left > 0 {
        let some = left.min(ENTRIES);
        let bytes = window.up_to(at, (some * entry) as usize).await?;
        bytes.chunks_exact(entry as usize).for_each(&mut take);
        at += some * entry;
        left -= some;
    }
    Ok(())
}

/// Σ count × length of `stts`.
pub(super) async fn sum_of_pairs<S: ReadAt>(
    window: &mut Window<'_, S>,
    stts: &BoxHeader,
) -> Result<u64, Stop> {
    let count = u32_at(&small(window, stts).await?, 4).ok_or(Stop::Unreadable)?;
    let mut sum = 0_u64;
    each_entry(window, stts, stts.body + 8, count, 8, |entry| {
        let number = |at| u64::from(u32_at(entry, at).unwrap_or(0));
        sum = sum.saturating_add(number(0) * number(4));
    })
    .await?;
    Ok(sum)
}

/// Σ length of `elst`, the empty edits (a late start) included.
pub(super) async fn sum_of_edits<S: ReadAt>(
    window: &mut Window<'_, S>,
    elst: &BoxHeader,
) -> Result<u64, Stop> {
    let body = small(window, elst).await?;
    let count = u32_at(&body, 4).ok_or(Stop::Unreadable)?;
    let long = body.first() == Some(&1);
    let mut sum = 0_u64;
    each_entry(
        window,
        elst,
        elst.body + 8,
        count,
        if long { 20 } else { 12 },
        |entry| {
            let length = if long {
                u64_at(entry, 0)
            } else {
                u32_at(entry, 0).map(u64::from)
            };
            sum = sum.saturating_add(length.filter(known).unwrap_or(0));
        },
    )
    .await?;
    Ok(sum)
}

/// Σ length of the samples of a `trun`.
pub(super) async fn run_length<S: ReadAt>(
    window: &mut Window<'_, S>,
    trun: &BoxHeader,
    default: u32,
) -> Result<u64, Stop> {
    let body = small(window, trun).await?;
    let (Some(flags), Some(count)) = (u32_at(&body, 0), u32_at(&body, 4)) else {
        return Err(Stop::Unreadable);
    };
    if flags & 0x100 == 0 {
        return Ok(u64::from(count) * u64::from(default));
    }
    // data-offset, first-sample-flags; then per sample duration, size, flags, composition offset as flagged.
    let table = trun.body + 8 + if flags & 0x1 != 0 { 4 } else { 0 } + if flags & 0x4 != 0 { 4 } else { 0 };
    let entry = 4 * u64::from((flags & 0xF00).count_ones());
    let mut sum = 0_u64;
    each_entry(window, trun, table, count, entry, |entry| {
        sum = sum.saturating_add(u64::from(u32_at(entry, 0).unwrap_or(0)));
    })
    .await?;
    Ok(sum)
}
