//! What is worth a look in a supplement. Findings warn and never refuse.

use std::collections::BTreeMap;

use super::SupplementContent;
use crate::activity::finding::{FindingCode, Found, LinkState, of_link};
use crate::activity::similarity::same_picture;
use crate::id::MediaId;
use crate::text;
use crate::time::Instant;

/// What the caller has looked up.
#[derive(Debug, Clone, Copy)]
pub struct SupplementContext<'a> {
    /// Start of the first session.
    pub starts_at: Option<Instant>,
    /// Links that were tried, by address.
    pub links: &'a BTreeMap<String, LinkState>,
    /// How many other activities name a link, by address.
    pub shared: &'a BTreeMap<String, usize>,
    /// Perceptual hashes of the photos.
    pub hashes: &'a BTreeMap<MediaId, u64>,
}

/// Links of a supplement with the field they stand in.
pub fn links(c: &SupplementContent) -> Vec<(String, String)> {
    let reports = c
        .media_reports
        .iter()
        .enumerate()
        .map(|(n, report)| (format!("/media_reports/{n}/url"), report.url.trim().to_owned()));
    let own = c
        .online_url
        .iter()
        .map(|url| ("/online_url".to_owned(), url.trim().to_owned()));
    reports
        .chain(own)
        .filter(|(_, url)| text::is_web_address(url))
        .collect()
}

/// Everything that can be said of it, the most serious first.
pub fn find(c: &SupplementContent, on: SupplementContext<'_>) -> Vec<Found> {
    let mut all = Vec::new();
    for (pointer, url) in links(c) {
        all.extend(of_link(&pointer, &url, on.links));
        if let Some(others) = on.shared.get(&url).filter(|others| **others > 0) {
            all.push(
                Found::new(FindingCode::LinkShared, pointer)
                    .with(others)
                    .with(url),
            );
        }
    }
    if let Some(first) = on.starts_at.map(Instant::shanghai_date) {
        for (n, report) in c.media_reports.iter().enumerate() {
            if report.published_on.is_some_and(|day| day < first) {
                let pointer = format!("/media_reports/{n}/published_on");
                all.push(Found::new(FindingCode::ReportBeforeActivity, pointer).with(n + 1));
            }
        }
    }
    repeated(c, on.hashes, &mut all);
    all.sort_by_key(|f| std::cmp::Reverse((f.code.severity(), f.code.weight())));
    all
}

/// The same photo twice in one supplement.
fn repeated(c: &SupplementContent, hashes: &BTreeMap<MediaId, u64>, all: &mut Vec<Found>) {
    for (n, id) in c.photo_ids.iter().enumerate() {
        let Some(hash) = hashes.get(id) else { continue };
        let earlier = c.photo_ids[..n]
            .iter()
            .position(|other| hashes.get(other).is_some_and(|h| same_picture(*h, *hash)));
        if let Some(earlier) = earlier {
            let found = Found::new(FindingCode::PhotoRepeated, format!("/photo_ids/{n}"));
            all.push(found.with(n + 1).with(earlier + 1));
        }
    }
}
